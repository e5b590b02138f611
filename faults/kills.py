"""F1 and F3: the process killed at any instant, while it saves, changes the keys or puts a backup back."""

from __future__ import annotations

import contextlib
import shutil
import time
from pathlib import Path

from faults import working
from faults.campaign import Outcome, Run
from faults.driven import PHRASES
from faults.nursery import at_work, last_words
from faults.power import Look
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.vault.header import read_header
from ppe_desktop.vault.paths import BasePaths
from ppe_desktop.vault.slots import unwrap_key
from ppe_desktop.vault.vault import change_passphrase
from tests.support.base import new_session
from tests.support.vault import CHEAP, CHEAP_BOUNDS

_FIRST_WORD_SECONDS = 60


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
    session = new_session(folder)
    child = session.run(session.files.create, surname="Durand").created
    session.close()
    look, said, escapes, acked, slowest = Look(child), [], [], 0, 0.0
    for number in range(kills) if forgetful else run.turns():
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


def _kill_after(run: Run, work: object, *told: object) -> None:
    with at_work(work, *told) as (process, pipe):  # type: ignore[arg-type]
        if pipe.poll(_FIRST_WORD_SECONDS):
            pipe.recv()
        time.sleep(run.chance.uniform(0, 0.06))
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
