"""F2: power cuts. A working session is recorded write by write; the disk is rebuilt as it may be found at any instant, and opened."""

from __future__ import annotations

import contextlib
import shutil
from pathlib import Path
from typing import Any

from faults import shim
from faults.campaign import Outcome, Run
from faults.driven import FIELDS, PHRASES
from faults.images import Replay, Step, steps_of
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.storage.connection import check_integrity, connect
from ppe_desktop.vault.bundles import find_bundles, is_whole
from ppe_desktop.vault.header import parse, twin_path
from ppe_desktop.vault.paths import BasePaths
from ppe_desktop.vault.slots import unwrap_key
from tests.support.base import new_session
from tests.support.vault import CHEAP_BOUNDS

_CONTROL_IMAGES = 40
_ROUND = 250
_LEAST_CAUGHT = 0.2


def play(run: Run) -> Outcome:
    """Cut the power again and again; then do the same with a base that does not sync, which must be caught."""
    if shim.library() is None:
        return Outcome(skipped=shim.ABSENT)
    escapes, acked = _campaign(run, "base", run.tries, rounds=45 if run.tries > 20 else 16, off=False)
    tries = min(_CONTROL_IMAGES, max(run.tries, 12))
    lost, _acked = _campaign(run, "temoin", tries, rounds=30, off=True)
    share = len({line.split(" : ")[0] for line in lost}) / tries
    return Outcome(
        run.tries,
        escapes,
        f"synchronous=OFF : {share:.0%} des images perdent ou ne se lisent pas",
        share >= _LEAST_CAUGHT,
        notes=f"{acked} accusés de réception vérifiés",
    )


def _campaign(run: Run, name: str, tries: int, *, rounds: int, off: bool) -> tuple[list[str], int]:
    root = run.below(name)
    folder = root / "base"
    session = new_session(folder)
    child = session.run(session.files.create, surname="Durand").created
    session.close()
    before = run.below(f"{name}-avant")
    shutil.copytree(root, before, dirs_exist_ok=True)
    log = run.folder / f"{name}.log"
    shim.drive(root, "record", folder=folder, child=child, log=log, rounds=rounds, off=off)
    steps = list(steps_of(log))
    escapes, checked, made = list[str](), 0, 0
    while made < tries and (off or run.goes_on()):
        count = min(_ROUND, tries - made)
        instants = sorted(run.chance.randrange(len(steps)) for _ in range(count))
        wrong, acked = _cut_at(run, steps, instants, Replay(before, root), child)
        escapes, checked, made = escapes + wrong, checked + acked, made + count
        run.made = run.made if off else made
    return escapes, checked


def _cut_at(run: Run, steps: list[Step], instants: list[int], replay: Replay, child: str) -> tuple[list[str], int]:
    look, escapes, checked, at = Look(child), [], 0, 0
    for number, instant in enumerate(instants):
        for step in steps[at:instant]:
            replay.take(step)
        at = max(at, instant)
        image = run.folder / "image"
        shutil.rmtree(image, ignore_errors=True)
        image.mkdir()
        replay.image(run.chance, image)
        checked += len(replay.said)
        escapes += [f"image {number} (pas {instant}) : {wrong}" for wrong in look.over(image / "base", replay.said)]
    return escapes, checked


class Look:
    """What one sees on opening what a power cut left."""

    def __init__(self, child: str) -> None:
        self._child = child
        self._keys: dict[bytes, tuple[bytes, int]] = {}
        self._whole: dict[tuple[str, int, int], bool] = {}

    def over(self, folder: Path, said: list[dict[str, Any]]) -> list[str]:
        """Return what is lost or cannot be read, a line for each."""
        opened = self._key(folder)
        if opened is None:
            return ["aucune phrase n’ouvre le coffre"]
        key, phrase = opened
        wrong = []
        if phrase not in _phrases(said):
            wrong.append("la phrase acceptée n’ouvre plus le coffre")
        try:
            connection = connect(BasePaths(folder).database, key)
        except PpeError as error:
            return [*wrong, f"base illisible ({error.code})"]
        with contextlib.closing(connection):
            wrong += [f"base abîmée ({line[:60]})" for line in check_integrity(connection)[:1]]
            if not wrong:
                wrong += self._lost(connection, said)
        return wrong + self._backups(folder, said)

    def _key(self, folder: Path) -> tuple[bytes, int] | None:
        path = BasePaths(folder).header
        for one in (path, twin_path(path)):
            with contextlib.suppress(PpeError, OSError):
                content = one.read_bytes()
                if content not in self._keys:
                    self._keys[content] = _open(content)
                return self._keys[content]
        return None

    def _lost(self, connection: Any, said: list[dict[str, Any]]) -> list[str]:
        row = connection.execute(f"SELECT {', '.join(FIELDS)} FROM child WHERE hex(id) = ? OR id = ?",
                                 (self._child.upper(), self._child)).fetchone()  # fmt: skip
        if row is None:
            return ["l’enfant n’est plus là"]
        wrong = []
        for field, text in zip(FIELDS, row, strict=True):
            wanted = max((one["number"] for one in said if one.get("field") == field), default=-1)
            found = int(text.split()[1]) if text else -1
            if found < wanted:
                wrong.append(f"perdu : {field} {wanted}, retrouvé {found}")
        there = {_hex(one) for (one,) in connection.execute("SELECT id FROM attachment")}
        binned = {_hex(one) for (one,) in connection.execute("SELECT record_id FROM bin_entry")}
        wrong += ["pièce perdue" for one in said if "attachment" in one and one["attachment"] not in there]
        entries = {_hex(one) for (one,) in connection.execute("SELECT id FROM journal_entry")}
        wrong += ["entrée perdue" for one in said if "entry" in one and one["entry"] not in entries]
        return wrong + ["corbeille perdue" for one in said if "binned" in one and one["binned"] not in binned]

    def _backups(self, folder: Path, said: list[dict[str, Any]]) -> list[str]:
        found = find_bundles(BasePaths(folder).backups)
        wrong = ["sauvegarde offerte et abîmée" for one in found if not is_whole(one)]
        wanted = max((one["backups"] for one in said if "backups" in one), default=0)
        return wrong + (["sauvegarde faite et disparue"] if len(found) < wanted else [])


def _phrases(said: list[dict[str, Any]]) -> set[int]:
    """Return the phrases that may open: the last accepted, and the one asked for if a change was under way."""
    allowed = {0}
    for one in said:
        if "asked" in one:
            allowed.add(one["asked"])
        elif "phrase" in one:
            allowed = {one["phrase"]}
    return allowed


def _hex(value: Any) -> str:
    return value.hex() if isinstance(value, bytes) else str(value).replace("-", "")


def _open(content: bytes) -> tuple[bytes, int]:
    header = parse(content, CHEAP_BOUNDS)
    for number, phrase in enumerate(PHRASES):
        with contextlib.suppress(PpeError):
            return unwrap_key(header, phrase)[0].bytes(), number
    raise PpeError


__all__ = ["Look", "play"]
