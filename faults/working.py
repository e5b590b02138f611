"""What the processes to kill are doing when they are killed."""

from __future__ import annotations

import contextlib
import datetime as dt
import itertools
import os
from multiprocessing.connection import Connection
from pathlib import Path

from faults.driven import FIELDS, PHRASES, open_with_any, text_of
from ppe_desktop.domain.errors import PpeError, WrongSecretError
from ppe_desktop.services.attachment_sources import Pasted
from ppe_desktop.services.restoring import put_back
from ppe_desktop.storage import connection as connecting
from ppe_desktop.vault.header import parse, twin_path, write_header
from ppe_desktop.vault.vault import change_passphrase, make_service_key, renew_recovery_key
from tests.support.base import TODAY, Clock, access
from tests.support.vault import CHEAP, CHEAP_BOUNDS


def save(pipe: Connection, folder: Path, child: str, begin: int, forgetful: bool) -> None:
    """Type in three fields, join documents, write and remove an entry, without end; say each thing once it is kept."""
    connecting.MEMORY_SECURITY = False
    session = open_with_any(folder)
    pipe.send(("prêt", 0))
    for number in itertools.count(begin):
        if not forgetful:
            session.run(session.records.enter, "child", child, FIELDS[number % 3], text_of(number))
        pipe.send((FIELDS[number % 3], number))
        if number % 7 == 3 and not forgetful:
            made = session.attachments.attach(child, Pasted("note.txt", os.urandom(20000).hex().encode()))
            pipe.send(("pièce", made.attachment_id))
        if number % 9 == 5 and not forgetful:
            today = session.database.now().date()
            entry = session.run(session.records.add, "journal_entry", happened_on=today, text=text_of(number)).created
            pipe.send(("journal", entry))


def change_keys(pipe: Connection, folder: Path) -> None:
    """Change the phrase, the recovery key and the key of the service, without end."""
    pipe.send(("prêt", 0))
    for number in itertools.count():
        for one, other in (PHRASES, PHRASES[::-1]):
            with contextlib.suppress(PpeError):
                change_passphrase(folder, one, other, CHEAP, bounds=CHEAP_BOUNDS)
                if number % 2:
                    renew_recovery_key(folder, other, CHEAP, bounds=CHEAP_BOUNDS)
                elif number % 3 == 0:
                    make_service_key(folder, other, CHEAP, bounds=CHEAP_BOUNDS)


def write_keys_in_place(pipe: Connection, path: Path) -> None:
    """Write the key file as nobody should: it and its twin rewritten where they are, a few bytes at a time."""
    content = path.read_bytes()
    pipe.send(("prêt", 0))
    while True:
        for target in (path, twin_path(path)):
            with target.open("wb", buffering=0) as stream:
                for start in range(0, len(content), 4):
                    stream.write(content[start : start + 4])


def write_keys(pipe: Connection, path: Path, versions: list[bytes]) -> None:
    """Write the key file again and again, without deriving anything."""
    pipe.send(("prêt", 0))
    for content in itertools.cycle(versions):
        write_header(path, parse(content, CHEAP_BOUNDS))


def restore(pipe: Connection, folder: Path, backups: list[Path]) -> None:
    """Put one backup back, then the other, without end."""
    connecting.MEMORY_SECURITY = False
    pipe.send(("prêt", 0))
    for number, backup in enumerate(itertools.cycle(backups)):
        put_back(folder, backup, PHRASES[0], TODAY.replace(microsecond=number % 1000000), CHEAP_BOUNDS)


def rotate(pipe: Connection, folder: Path) -> None:
    """Encrypt the base again with another key, without end."""
    connecting.MEMORY_SECURITY = False
    pipe.send(("prêt", 0))
    for turn in itertools.count():
        for one, other in (PHRASES, PHRASES[::-1]):
            (folder / "essais.json").unlink(missing_ok=True)  # the phrase that opens is not known: neither is to wait
            with contextlib.suppress(WrongSecretError):
                access(Clock(TODAY + dt.timedelta(hours=turn))).rotate(folder, one, other, drop_backups=True)


def upgrade(pipe: Connection, folder: Path) -> None:
    """Open a base of an earlier version, which brings it to the present schema."""
    connecting.MEMORY_SECURITY = False
    pipe.send(("prêt", 0))
    access().open(folder, PHRASES[0]).close()
    pipe.send(("ouverte", 0))
    pipe.recv()


def hold(pipe: Connection, folder: Path) -> None:
    """Open the base and keep it."""
    connecting.MEMORY_SECURITY = False
    session = open_with_any(folder)
    pipe.send(("prêt", os.getpid()))
    pipe.recv()
    session.close()
