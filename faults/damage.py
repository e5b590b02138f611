"""F6, F7 and F8: bases and backups damaged, cut, swapped, replaced; and older files put in the place of newer ones."""

from __future__ import annotations

import contextlib
import shutil
import sqlite3
from pathlib import Path
from random import Random

from faults.campaign import Outcome, Run
from faults.driven import PHRASES, text_of
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.storage.connection import check_integrity, connect
from ppe_desktop.vault.bundles import find_bundles, is_whole
from ppe_desktop.vault.header import twin_path
from ppe_desktop.vault.paths import BasePaths
from ppe_desktop.vault.sealing import seal_path
from tests.support.base import TODAY, Clock, access, new_session
from tests.support.vault import PASSPHRASE

_PAGE = 4096
_FLIPS, _CUTS, _ODD, _SWAPS = "bit", "pages coupées", "coupé dans une page", "pages échangées"
_KINDS = (_FLIPS, _FLIPS, _FLIPS, _CUTS, _ODD, _SWAPS, "page blanche", "page répétée", "morceau au hasard")
_WHOLE = (
    "vide",
    "base en clair",
    "texte quelconque",
    "base d’un autre coffre",
    "clés absentes",
    "clés coupées",
    "clés d’un autre coffre",
)


def corrupted(run: Run) -> Outcome:
    """F6: the base is damaged in every way; it must be seen before the first write, and the damaged file left as it was."""
    sound, other, key = _two_bases(run)
    content = BasePaths(sound).database.read_bytes()
    outcome, path = Outcome(), run.folder / "abimee.db"
    unread = 0
    for number in run.turns():
        kind = _KINDS[number % len(_KINDS)]
        damaged = spoiled(content, kind, run.chance)
        path.write_bytes(damaged)
        seen, at_once = _seen(path, key)
        unread += seen and not at_once
        if not seen:
            outcome.escapes.append(f"{number} {kind} : pas vu")
        path.unlink()
    for kind in _WHOLE:
        outcome.escapes += _whole_file(run, sound, other, kind)
    path.write_bytes(content)
    outcome.caught = unread > 0 and not _seen(path, key)[0]
    outcome.control = f"sans relire les pages, l’ouverture seule en manque {unread} ; une base saine n’est pas accusée"
    return outcome


def spoiled(content: bytes, kind: str, chance: Random) -> bytes:
    """Return a base damaged in one way."""
    data = bytearray(content)
    pages = len(data) // _PAGE
    one, two = chance.sample(range(pages), 2)
    first, second = slice(one * _PAGE, (one + 1) * _PAGE), slice(two * _PAGE, (two + 1) * _PAGE)
    if kind == _FLIPS:
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
    elif kind == _CUTS:
        del data[max(1, one) * _PAGE :]
    elif kind == _ODD:
        del data[one * _PAGE + chance.randrange(1, _PAGE) :]
    elif kind == _SWAPS:
        data[first], data[second] = data[second], data[first]
    elif kind == "page blanche":
        data[first] = bytes(_PAGE)
    elif kind == "page répétée":
        data[first] = data[second]
    else:
        at = chance.randrange(len(data) - 300)
        data[at : at + 200] = chance.randbytes(200)
    return bytes(data)


def _two_bases(run: Run) -> tuple[Path, Path, bytes]:
    made = []
    for name in ("saine", "autre"):
        session = new_session(run.below(name) / "base")
        child = session.run(session.files.create, surname="Durand").created
        session.run(session.records.enter, "child", child, "allergies", text_of(1))
        made.append((session.folder, bytes(session._key.bytes())))
        session.close()
    other = made[1][0].parent / "neuve"
    access(Clock(TODAY)).create(other, PHRASES[1]).session.close()  # a base of another key altogether
    return made[0][0], other, made[0][1]


def _seen(path: Path, key: bytes) -> tuple[bool, bool]:
    """Tell whether damage is seen, and whether opening is enough to see it."""
    try:
        connection = connect(path, key)
    except PpeError:
        return True, True
    with contextlib.closing(connection):
        return bool(check_integrity(connection)), False


def _whole_file(run: Run, sound: Path, other: Path, kind: str) -> list[str]:
    """Put something else in the place of a file, and open as the person would: one of our errors, and nothing written."""
    folder = run.folder / "remplacee"
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(sound, folder)
    paths = BasePaths(folder)
    keys = (paths.header, twin_path(paths.header))
    if kind == "vide":
        paths.database.write_bytes(b"")
    elif kind == "base en clair":
        paths.database.unlink()
        with contextlib.closing(sqlite3.connect(paths.database)) as plain:
            plain.execute("CREATE TABLE child (id)")
            plain.commit()
    elif kind == "texte quelconque":
        paths.database.write_bytes(b"bonjour " * 2048)
    elif kind == "base d’un autre coffre":
        shutil.copyfile(BasePaths(other).database, paths.database)
    for path in keys:
        if kind == "clés absentes":
            path.unlink()
        elif kind == "clés coupées":
            path.write_bytes(path.read_bytes()[:300])
        elif kind == "clés d’un autre coffre":
            shutil.copyfile(BasePaths(other).header, path)
    before = {path.name: path.read_bytes() for path in (paths.database, *keys) if path.exists()}
    try:
        access().open(folder, PASSPHRASE).close()
    except PpeError:
        after = {path.name: path.read_bytes() for path in (paths.database, *keys) if path.exists()}
        return [] if after == before else [f"{kind} : les fichiers ont été modifiés"]
    except Exception as error:  # noqa: BLE001 - an escape, counted
        return [f"{kind} : {type(error).__name__}"]
    return [f"{kind} : ouvert sans un mot"]


def backups(run: Run) -> Outcome:
    """F7: a byte changed anywhere in a backup, then one put back on an empty machine with the recovery sheet alone."""
    made = access(Clock(TODAY)).create(run.folder / "base", PASSPHRASE)
    session = made.session
    child = session.run(session.files.create, surname="Durand").created
    session.run(session.records.enter, "child", child, "allergies", text_of(7))
    session.backups.make()
    session.close()
    (bundle,) = find_bundles(BasePaths(session.folder).backups)
    outcome = Outcome(run.tries)
    members = sorted(path for path in bundle.folder.iterdir() if path.is_file())
    for number in run.turns():
        path = members[number % len(members)]
        content = path.read_bytes()
        at = run.chance.randrange(len(content))
        path.write_bytes(content[:at] + bytes([content[at] ^ (1 << run.chance.randrange(8))]) + content[at + 1 :])
        if any(is_whole(one) for one in find_bundles(bundle.folder.parent)):
            outcome.escapes.append(f"{path.name}, octet {at} : proposée comme entière")
        path.write_bytes(content)
    outcome.caught = [is_whole(one) for one in find_bundles(bundle.folder.parent)] == [True]
    empty = run.folder / "machine-neuve"
    access(Clock(TODAY)).put_back(empty, bundle.folder, made.recovery_key)
    reopened = access(Clock(TODAY)).open(empty, made.recovery_key)
    if reopened.run(reopened.files.open, child).child.values["allergies"].strip() != text_of(7).strip():
        outcome.escapes.append("remise en place sur une machine neuve : le texte n’est pas le même")
    reopened.close()
    outcome.control = (
        "intacte, elle est proposée, et se remet en place sur une machine neuve avec la seule fiche de secours"
    )
    return outcome


def rolled_back(run: Run) -> Outcome:
    """F8: an older base, or an older key file, put in the place of the newer one is said at the opening."""
    folder, child = _one_base(run)
    paths, outcome = BasePaths(folder), Outcome(run.tries)
    states, false_alarms = [paths.database.read_bytes()], 0
    for number in run.turns():
        session = access().open(folder, PASSPHRASE)
        session.run(session.records.enter, "child", child, "allergies", text_of(number))
        session.close()
        false_alarms += not _journal_is_whole(folder)
        newest = (paths.database.read_bytes(), seal_path(folder).read_bytes())
        paths.database.write_bytes(run.chance.choice(states))
        if _journal_is_whole(folder):
            outcome.escapes.append(f"{number} : une base plus ancienne s’ouvre sans un mot")
        states.append(newest[0])
        paths.database.write_bytes(newest[0])
        seal_path(folder).write_bytes(newest[1])
        if _older_keys_pass(folder):
            outcome.escapes.append(f"{number} : un fichier de clés plus ancien ouvre sans un mot")
    outcome.caught = false_alarms == 0
    outcome.control = f"la base du jour : {false_alarms} fausse alerte"
    outcome.notes = "base entière, fichier de clés ; une page remplacée par la sienne plus ancienne reste le risque résiduel dit plus haut"
    return outcome


def _older_keys_pass(folder: Path) -> bool:
    """Change the recovery key, put the former key file back; tell whether the opening says nothing of it."""
    header = BasePaths(folder).header
    former = header.read_bytes()
    session = access().open(folder, PASSPHRASE)
    session.keys.renew_recovery_key(PASSPHRASE)
    session.close()
    present = header.read_bytes()
    header.write_bytes(former)
    is_silent = _journal_is_whole(folder)
    header.write_bytes(present)
    access().open(folder, PASSPHRASE).close()
    return is_silent


def journal(run: Run) -> Outcome:
    """A11: lines of the journal changed, removed, exchanged or cut off by someone who has the key of the base."""
    folder, child = _one_base(run)
    session = access().open(folder, PASSPHRASE)
    key = bytes(session._key.bytes())
    for number in range(60):
        session.run(session.audit.note_reading, child)
        session.run(session.records.enter, "child", child, "allergies", text_of(number))
    session.close()
    paths, outcome, missed = BasePaths(folder), Outcome(run.tries), 0
    before = (paths.database.read_bytes(), seal_path(folder).read_bytes())
    for turn in run.turns():
        paths.database.write_bytes(before[0])
        seal_path(folder).write_bytes(before[1])
        kind = _FORGERIES[turn % len(_FORGERIES)]
        with contextlib.closing(connect(paths.database, key)) as connection:
            connection.execute("DROP TRIGGER audit_entry_no_update")
            connection.execute("DROP TRIGGER audit_entry_no_delete")
            count = connection.execute("SELECT count(*) FROM audit_entry").fetchone()[0]
            at = run.chance.randint(2, count - 1)
            for statement in kind:
                connection.execute(statement.format(at=at, other=at + 1))
        if _journal_is_whole(folder):
            outcome.escapes.append(f"{kind[0][:40]} {at} : pas vu")
    paths.database.write_bytes(before[0])
    seal_path(folder).write_bytes(before[1])
    missed = not _journal_is_whole(folder)
    outcome.control, outcome.caught = "journal intact : entier", not missed
    return outcome


_FORGERIES = (
    ("UPDATE audit_entry SET author = 'une autre' WHERE number = {at}",),
    ("DELETE FROM audit_entry WHERE number = {at}",),
    ("DELETE FROM audit_entry WHERE number >= {at}",),
    ("UPDATE audit_entry SET at = '2020-01-01 00:00:00.000000' WHERE number = {at}",),
    (
        "UPDATE audit_entry SET number = 900000 WHERE number = {at}",
        "UPDATE audit_entry SET number = {at} WHERE number = {other}",
        "UPDATE audit_entry SET number = {other} WHERE number = 900000",
    ),
    ("UPDATE audit_entry SET detail = detail || 'x' WHERE number = {at}",),
)


def _one_base(run: Run) -> tuple[Path, str]:
    session = new_session(run.below("base") / "base")
    child = session.run(session.files.create, surname="Durand").created
    session.close()
    return session.folder, child


def _journal_is_whole(folder: Path) -> bool:
    session = access().open(folder, PASSPHRASE)
    try:
        return bool(session.run(session.audit.check).is_whole)
    finally:
        session.close()
