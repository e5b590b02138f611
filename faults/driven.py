"""Work done on a disk that fails: ``python -m faults.driven PLAY JSON``, with the library of :mod:`faults.shim` loaded."""

from __future__ import annotations

import contextlib
import datetime as dt
import json
import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

from faults.shim import Disk
from ppe_desktop.domain.errors import PpeError, WrongSecretError
from ppe_desktop.domain.retention import Reason
from ppe_desktop.domain.vocabulary import FileStatus
from ppe_desktop.services.attachment_sources import Pasted
from ppe_desktop.services.session import Session
from ppe_desktop.storage import connection as connecting
from tests.support.base import TODAY, Clock, access
from tests.support.vault import OTHER_PASSPHRASE, PASSPHRASE

FIELDS = ("allergies", "birth_place", "languages")
PHRASES = (PASSPHRASE, OTHER_PASSPHRASE)


def say(**told: Any) -> None:
    """Tell the parent one thing."""
    print(json.dumps(told, default=str), flush=True)  # noqa: T201


def text_of(number: int) -> str:
    """Return the text of one save: its number, then enough to fill some of a page."""
    return f"texte {number} " + "il dit que l’été chez sa tante lui a plu. " * 4


def open_with_any(folder: Path) -> Session:
    """Open with the phrase in use, whichever it is."""
    for phrase in PHRASES:
        with contextlib.suppress(WrongSecretError):
            return access().open(folder, phrase)
    raise SystemExit("no phrase opens")


# ---------------------------------------------------------------- recording


def record(folder: str, child: str, log: str, rounds: int, off: bool) -> None:
    """Do a working session, every write noted, and mark what was acknowledged."""
    connecting.MEMORY_SECURITY = False
    disk = _recording(log, off=off)
    session = access().open(Path(folder), PASSPHRASE)
    for number in range(rounds):
        field = FIELDS[number % 3]
        session.run(session.records.enter, "child", child, field, text_of(number))
        disk.mark(field=field, number=number)
        if number % 10 == 4:
            content = os.urandom(2000 * (number + 1))
            made = session.attachments.attach(child, Pasted(f"note {number}.txt", content.hex().encode()))
            disk.mark(attachment=made.attachment_id)
        if number % 20 == 9:
            came = session.run(
                session.records.add, "journal_entry", happened_on=session.database.now().date(), text=text_of(number)
            ).created
            session.run(session.records.remove, "journal_entry", came)
            disk.mark(binned=came)
        if number % 20 == 16:
            gone = _erased(session, number)
            disk.mark(erased=gone)
        if number == 6:
            content = session.templates.current("ppe")
            version = session.templates.put_in_service("ppe", "modèle.docx", content, session.database.now().date())
            disk.mark(template=version.id)
        if number % 30 == 14:
            session.backups.make()
            disk.mark(backups=len(list((Path(folder) / "sauvegardes").glob("*.sauvegarde"))))
        if number % 15 == 12:
            turn = number // 15 % 2
            disk.mark(asked=1 - turn)
            session.keys.change_passphrase(PHRASES[turn], PHRASES[1 - turn])
            disk.mark(phrase=1 - turn)
    session.close()


def _erased(session: Session, number: int) -> str:
    """Make a file with a document, close it and erase it for good; return the child."""
    today = session.database.now().date()
    child = str(session.run(session.files.create, surname="Éphémère", first_names="Noé").created)
    session.attachments.attach(child, Pasted("note.txt", f"à effacer {number} ".encode() * 4000))
    session.run(session.records.change, "child", child, status=FileStatus.CLOSED.value, closed_on=today)
    session.run(
        session.retention.erase, child, typed_name="Noé Éphémère", authorised_by="Mme Valls", reason=Reason.TERM.value
    )
    return child


def record_rotation(folder: str, child: str, log: str, rounds: int, off: bool) -> None:
    """Encrypt a base again with another key, every write noted."""
    del child
    connecting.MEMORY_SECURITY = False
    disk = _recording(log, off=off)
    for turn in range(rounds):
        disk.mark(asked=(turn + 1) % 2)
        access(Clock(TODAY + dt.timedelta(hours=turn))).rotate(Path(folder), PHRASES[turn % 2], PHRASES[(turn + 1) % 2])
        disk.mark(phrase=(turn + 1) % 2)


def record_migration(folder: str, child: str, log: str, rounds: int, off: bool) -> None:
    """Open a base of an earlier version, which brings it to the present schema, every write noted."""
    del child, rounds
    connecting.MEMORY_SECURITY = False
    disk = _recording(log, off=off)
    session = access().open(Path(folder), PASSPHRASE)
    disk.mark(migrated=True)
    session.close()


def _recording(log: str, *, off: bool) -> Disk:
    if off:
        kept = tuple(one for one in connecting._SETTINGS if one[0] != "synchronous")
        connecting._SETTINGS = (*kept, ("synchronous", "OFF", 0))
        os.fsync = lambda _fd: None
    disk = Disk()
    disk.record(Path(log))
    return disk


# ---------------------------------------------------------------- failing


def fail(folder: str, child: str, what: str, error: int, for_ever: bool, most: int, deaf: bool) -> None:
    """Do one thing with its first step failing, then its second… until it goes through; with too many steps, some are left out."""
    connecting.MEMORY_SECURITY = False
    disk, base = Disk(), Path(folder)
    if what == "open":
        return _fail_to_open(disk, base, error, for_ever, most)
    session = open_with_any(base)
    gesture = _gestures(session, base, child)[what]
    disk.fail(1 << 40, error)
    gesture(1 << 20)
    for step in _told_and_chosen(disk.heal(), most):
        disk.fail(step, error, for_ever=for_ever)
        said = _said(partial(gesture, step), deaf=deaf)
        if disk.heal() < step:  # it took fewer steps this time
            continue
        kept = _kept(session, child, what)
        again = "" if deaf else _said(partial(gesture, step + 100000), deaf=False)
        say(step=step, said=said, again=again, kept=kept, wanted=text_of(step).strip() if what == "save" else "")
    session.close()
    return None


def _told_and_chosen(count: int, most: int) -> list[int]:
    chosen = _chosen(count, most)
    say(count=count, is_whole=set(range(1, count + 1)) <= set(chosen))
    return chosen


def _chosen(count: int, most: int) -> list[int]:
    """Return the steps to fail: all of them, or so many spread over them; always the last ones, after which all is done but not said."""
    spread = range(1, count + 1, max(1, count // most))
    return sorted({*spread, *range(max(1, count - 1), count + 3)})


def _fail_to_open(disk: Disk, base: Path, error: int, for_ever: bool, most: int) -> None:
    def open_and_close() -> None:
        access().open(base, PASSPHRASE).close()

    disk.fail(1 << 40, error)
    open_and_close()
    for step in _told_and_chosen(disk.heal(), most):
        disk.fail(step, error, for_ever=for_ever)
        said = _said(open_and_close, deaf=False)
        if disk.heal() < step:
            continue
        say(step=step, said=said, again=_said(open_and_close, deaf=False), kept="", wanted="")


def _said(gesture: Callable[[], None], *, deaf: bool) -> str:
    """Return how a gesture ended: ``ok``, a French error of ours, or something else, which is an escape."""
    try:
        gesture()
    except PpeError as error:
        return "ok" if deaf else f"dit : {error.message}"
    except BaseException as error:  # noqa: BLE001 - told to the parent, which counts it
        return f"inattendu : {type(error).__name__} {error}"
    return "ok"


def _gestures(session: Session, base: Path, child: str) -> dict[str, Callable[[int], None]]:
    out = base / "remis"
    out.mkdir(exist_ok=True)

    def save(step: int) -> None:
        session.run(session.records.enter, "child", child, FIELDS[0], text_of(step))

    def attach(step: int) -> None:
        session.attachments.attach(child, Pasted("note.txt", f"pièce {step} ".encode() * 3000))

    def back_up(_step: int) -> None:
        session.backups.make()

    def phrase(_step: int) -> None:
        last: PpeError | None = None
        for one, other in (PHRASES, PHRASES[::-1]):
            try:
                session.keys.change_passphrase(one, other)
            except PpeError as error:
                last = error
                if type(error).__name__ != "WrongSecretError":
                    raise
                with contextlib.suppress(OSError):
                    (base / "essais.json").unlink()
            else:
                return
        raise last or AssertionError

    def export(step: int) -> None:
        first = session.run(session.attachments.of_child, child)[0]
        session.attachments.save_copy(first.id, out / f"copie {step}.txt")

    if not session.run(session.attachments.of_child, child):
        attach(0)
    return {"save": save, "attach": attach, "backup": back_up, "phrase": phrase, "export": export}


def _kept(session: Session, child: str, what: str) -> str:
    """Return what the base, still open, holds of a text that was saved."""
    if what != "save":
        return ""
    return str(session.run(session.files.open, child).child.values[FIELDS[0]])


# ---------------------------------------------------------------- a full disk


def fill(folder: str, child: str, what: str, rooms: list[int], deaf: bool) -> None:
    """Do one thing with so many bytes left on the disk, for each of several rooms."""
    connecting.MEMORY_SECURITY = False
    disk, base = Disk(), Path(folder)
    session = open_with_any(base)
    gesture = _gestures(session, base, child)[what]
    for step, room in enumerate(rooms):
        disk.leave(room)
        said = _said(partial(gesture, step), deaf=deaf)
        disk.heal()
        kept = _kept(session, child, what)
        again = "" if deaf else _said(partial(gesture, step + 100000), deaf=False)
        say(step=room, said=said, again=again, kept=kept, wanted=text_of(step).strip() if what == "save" else "")
    session.close()


# ---------------------------------------------------------------- a key pulled out


def pull(folder: str, child: str, times: int, deaf: bool) -> None:
    """Save, pull the disk out, save, put it back, save: is it said, is nothing lost, does it come back?"""
    connecting.MEMORY_SECURITY = False
    disk = Disk()
    session = access().open(Path(folder), PASSPHRASE)

    def save(number: int) -> None:
        session.run(session.records.enter, "child", child, FIELDS[0], text_of(number))

    for turn in range(times):
        said = [_said(partial(save, 10 * turn), deaf=deaf)]
        disk.unplug()
        said += [_said(partial(save, 10 * turn + 1), deaf=deaf), _said(partial(save, 10 * turn + 2), deaf=deaf)]
        seen = _said(partial(session.run, session.files.open, child), deaf=False)
        disk.plug()
        if not deaf:
            said += [_said(partial(save, 10 * turn + 3), deaf=False)]
            try:
                kept = session.run(session.files.open, child).child.values[FIELDS[0]]
            except BaseException as error:  # noqa: BLE001
                kept = repr(error)
        else:
            session.close()
            session = open_with_any(Path(folder))
            kept = session.run(session.files.open, child).child.values[FIELDS[0]]
        say(turn=turn, said=said, seen=seen, kept=kept, wanted=text_of(10 * turn + (2 if deaf else 3)).strip())
    session.close()


def type_while_out(folder: str, child: str) -> None:
    """Type in a field while the disk is out: the screen says so, holds the text, and saves it by itself once the disk is back."""
    from PySide6.QtCore import QDeadlineTimer
    from PySide6.QtWidgets import QApplication

    from ppe_desktop.ui.forms.autosave import Autosaver
    from ppe_desktop.ui.tasks import Tasks

    application = QApplication([])
    disk, session = Disk(), access().open(Path(folder), PASSPHRASE)
    tasks = Tasks(session)
    saver = Autosaver(tasks, tasks)
    told: list[str] = []
    saver.save_failed.connect(lambda error: told.append(error.message))
    saver.saved.connect(lambda _moment: told.append("ok"))

    def wait_for(count: int) -> None:
        end = QDeadlineTimer(60_000)
        while len(told) < count and not end.hasExpired():
            application.processEvents()

    disk.unplug()
    saver.note("child", child, FIELDS[0], text_of(77))
    wait_for(1)
    held = saver.holds("child", child, FIELDS[0])
    disk.plug()
    wait_for(len(told) + 1)
    tasks.close()
    session.close()
    say(told=told, held=held)


if __name__ == "__main__":
    plays = {
        "record": record,
        "record_rotation": record_rotation,
        "record_migration": record_migration,
        "fail": fail,
        "fill": fill,
        "pull": pull,
        "type_while_out": type_while_out,
    }
    try:
        plays[sys.argv[1]](**json.loads(sys.argv[2]))
    except PpeError as error:
        sys.stderr.write(f"{type(error).__name__} : {error.detail}\n")
        raise
