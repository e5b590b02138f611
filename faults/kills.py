"""F1 and F3: the process killed at any instant, while it saves, changes the keys or puts a backup back."""

from __future__ import annotations

import contextlib
import shutil
import time
from pathlib import Path

from faults import working
from faults.campaign import Outcome, Run
from faults.driven import FIELDS, PHRASES, text_of
from faults.nursery import at_work, last_words
from faults.older import NUMBER, REVISION, make_older_base
from faults.power import Look
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.storage.connection import connect
from ppe_desktop.vault.header import read_header, twin_path
from ppe_desktop.vault.paths import BasePaths
from ppe_desktop.vault.slots import unwrap_key
from ppe_desktop.vault.vault import change_passphrase, create_vault
from tests.support.base import access, new_session
from tests.support.vault import CHEAP, CHEAP_BOUNDS

_FIRST_WORD_SECONDS = 60
_KILLS_A_BASE = 50


def services(run: Run) -> Outcome:
    """F1: kill what saves, again and again, on the same base."""
    escapes, acked, slowest = _saving(run, "base", run.tries, forgetful=False)
    lost, _acked, _slowest = _saving(run, "temoin", 3, forgetful=True)
    return Outcome(
        run.tries, escapes, f"accusé sans enregistrement : {len(lost)} pertes vues en 3 arrêts", bool(lost),
        notes=f"{acked} accusés de réception ; relecture entière de la base en {slowest:.1f} s au plus",
    )  # fmt: skip


def _saving(run: Run, name: str, kills: int, *, forgetful: bool) -> tuple[list[str], int, float]:
    folder = run.below(name) / "base"
    escapes, acked, slowest = list[str](), 0, 0.0
    for number in range(kills) if forgetful else run.turns():
        if number % _KILLS_A_BASE == 0:  # reading it whole takes longer and longer
            child, said = _fresh(folder), list[dict[str, object]]()
            look = Look(child)
        begin = number * 1000
        with at_work(working.save, folder, child, begin, forgetful) as (process, pipe):
            if not pipe.poll(_FIRST_WORD_SECONDS):
                return [*escapes, f"arrêt {number} : la base ne s’ouvre plus"], acked, slowest
            pipe.recv()
            time.sleep(run.chance.uniform(0, 0.25))
            process.kill()
            process.join()
            heard = last_words(pipe)
        acked += len(heard)
        said = _newest(said, heard)
        started = time.perf_counter()
        escapes += [f"arrêt {number} : {wrong}" for wrong in look.over(folder, said)]
        slowest = max(slowest, time.perf_counter() - started)
    return escapes, acked, slowest


def _fresh(folder: Path) -> str:
    shutil.rmtree(folder, ignore_errors=True)
    session = new_session(folder)
    child = session.run(session.files.create, surname="Durand").created
    session.close()
    return str(child)


def _newest(said: list[dict[str, object]], heard: list[tuple[str, object]]) -> list[dict[str, object]]:
    for what, value in heard:
        said.append({"attachment": value} if what == "pièce" else {"entry": value} if what == "journal" else
                    {"field": what, "number": value})  # fmt: skip
    latest = {one["field"]: one for one in said if "field" in one}
    return [*latest.values(), *(one for one in said if "field" not in one)]


def keys(run: Run) -> Outcome:
    """F3: kill what writes the key file: half the time with its derivations, half the time with nothing but writing."""
    folder = run.below("base") / "base"
    new_session(folder).close()
    path, key = BasePaths(folder).header, _opens(folder)
    versions = [path.read_bytes()]
    change_passphrase(folder, PHRASES[0], PHRASES[1], CHEAP, bounds=CHEAP_BOUNDS)
    versions.append(path.read_bytes())
    escapes = []
    for number in run.turns():
        work = (working.change_keys, folder) if number % 2 else (working.write_keys, path, versions)
        _kill_after(run, *work)
        if _opens(folder) != key:
            escapes.append(f"arrêt {number} : ni l’ancienne phrase ni la nouvelle n’ouvre")
    torn = 0
    for _turn in range(40):
        path.write_bytes(versions[0])
        _kill_after(run, working.write_keys_in_place, path)
        torn += _is_torn(path)
        if torn:
            break
    return Outcome(run.tries, escapes, f"écrit sur place : fichier de clés déchiré au {_turn + 1}e arrêt", torn > 0)


def _kill_after(run: Run, work: object, *told: object, longest: float = 0.06) -> None:
    with at_work(work, *told) as (process, pipe):  # type: ignore[arg-type]
        if pipe.poll(_FIRST_WORD_SECONDS):
            pipe.recv()
        time.sleep(run.chance.uniform(0, longest))
        process.kill()
        process.join()


def _opens(folder: Path) -> bytes:
    with contextlib.suppress(PpeError):
        header = read_header(BasePaths(folder).header, CHEAP_BOUNDS).header
        for phrase in PHRASES:
            with contextlib.suppress(PpeError):
                return unwrap_key(header, phrase)[0].bytes()
    return b""


def _is_torn(path: Path) -> bool:
    try:
        return read_header(path, CHEAP_BOUNDS).from_backup
    except PpeError:
        return True


def restoring(run: Run) -> Outcome:
    """F3: kill what puts a backup back: one base or the other, whole, and the former one beside."""
    folder = run.below("base") / "base"
    session = new_session(folder)
    child = session.run(session.files.create, surname="Durand").created
    backups = []
    for number in range(2):
        session.run(session.records.enter, "child", child, "allergies", f"texte {number}")
        session.backups.make()
        backups = sorted((folder / "sauvegardes").glob("*.sauvegarde"))
    session.close()
    look, escapes = Look(child), []
    for number in run.turns():
        _kill_after(run, working.restore, folder, backups)
        escapes += [f"arrêt {number} : {wrong}" for wrong in look.over(folder, [{"field": "allergies", "number": 0}])]
        for aside in folder.glob("avant-restauration-*"):
            shutil.rmtree(aside)
    spoiled = bytearray(BasePaths(folder).database.read_bytes())
    BasePaths(folder).database.write_bytes(spoiled[: len(spoiled) // 2])
    caught = bool(look.over(folder, [{"field": "allergies", "number": 0}]))
    return Outcome(
        run.tries, escapes, "base copiée à moitié : vue" if caught else "base copiée à moitié : pas vue", caught
    )


def rotating(run: Run) -> Outcome:
    """F3: kill what encrypts the base again with another key: one base or the other, whole, with its own keys."""
    folder = run.below("base") / "base"
    session = new_session(folder)
    child = session.run(session.files.create, surname="Durand").created
    session.run(session.records.enter, "child", child, "allergies", text_of(0))
    session.close()
    said: list[dict[str, object]] = [{"phrase": 0}, {"asked": 1}, {"field": "allergies", "number": 0}]
    look, escapes, keys, seconds = Look(child), [], set(), _time_of(working.rotate, folder)
    for number in run.turns():
        _kill_after(run, working.rotate, folder, longest=seconds)
        escapes += [f"arrêt {number} : {wrong}" for wrong in look.over(folder, said)]
        keys.add(_opens(folder))
    header, other = BasePaths(folder).header, _another_header(run)
    for path in (header, twin_path(header)):
        path.write_bytes(other)
    caught = bool(look.over(folder, said))
    return Outcome(
        run.made,
        escapes,
        f"clés d’un autre coffre à côté de la base : {'vu' if caught else 'pas vu'}",
        caught,
        notes=f"{len(keys) - 1} rechiffrements allés jusqu’au bout malgré les arrêts",
    )


def _time_of(work: object, folder: Path) -> float:
    """Return how long one pass of something that goes on for ever takes, to kill it anywhere in one."""
    copy = folder.parent / "mesure"
    shutil.copytree(folder, copy)
    header = BasePaths(copy).header
    before = header.read_bytes()
    with at_work(work, copy) as (process, pipe):  # type: ignore[arg-type]
        pipe.recv()
        started = time.monotonic()
        while header.read_bytes() == before and time.monotonic() - started < _FIRST_WORD_SECONDS:
            time.sleep(0.01)
        process.kill()
    shutil.rmtree(copy)
    return (time.monotonic() - started) * 1.3


def _another_header(run: Run) -> bytes:
    other = run.below("autre") / "base"
    create_vault(other, PHRASES[0], CHEAP, bounds=CHEAP_BOUNDS)
    return BasePaths(other).header.read_bytes()


def upgrading(run: Run) -> Outcome:
    """F3: kill what brings a base of an earlier version to the present schema: it still opens, and the next opening ends it."""
    model = run.below("modele") / "base"
    child = make_older_base(model)
    said: list[dict[str, object]] = [{"field": field, "number": NUMBER} for field in FIELDS]
    escapes, ended, longest = [], 0, 0.0
    for number in run.turns():
        place = run.below("essai")
        folder = place / "base"
        shutil.copytree(model, folder)
        if not longest:
            longest = _time_of_opening(folder)
            shutil.rmtree(folder)
            shutil.copytree(model, folder)
        _kill_after(run, working.upgrade, folder, longest=longest)
        wrong = Look(child).over(folder, said)
        ended += _is_at_head(folder)
        if number % 5 == 0:
            wrong += _opened_to_the_end(folder, child)
        escapes += [f"arrêt {number} : {one}" for one in wrong]
        shutil.rmtree(place)
    with contextlib.closing(connect(BasePaths(model).database, _opens(model))) as connection:
        connection.execute("DELETE FROM child")
    caught = bool(Look(child).over(model, said))
    return Outcome(
        run.made, escapes, "base vidée par un passage de version : vu" if caught else "base vidée : pas vu", caught,
        notes=f"{ended} arrêts après le passage, {run.made - ended} avant ou pendant",
    )  # fmt: skip


def _time_of_opening(folder: Path) -> float:
    """Return how long the opening itself takes, its process being there already: kills fall anywhere in it."""
    with at_work(working.upgrade, folder) as (_process, pipe):
        pipe.recv()
        started = time.monotonic()
        pipe.recv()
        return (time.monotonic() - started) * 1.1


def _is_at_head(folder: Path) -> bool:
    with contextlib.closing(connect(BasePaths(folder).database, _opens(folder))) as connection:
        return bool(connection.execute("SELECT version_num FROM alembic_version").fetchone()[0] != REVISION)


def _opened_to_the_end(folder: Path, child: str) -> list[str]:
    try:
        session = access().open(folder, PHRASES[0])
    except PpeError as error:
        return [f"ne se termine pas à l’ouverture suivante ({error.code})"]
    kept = session.run(session.files.open, child).child.values
    session.close()
    return [] if all(kept[field].strip() == text_of(NUMBER).strip() for field in FIELDS) else ["un texte a changé"]
