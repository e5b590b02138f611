"""F2: power cuts. A working session is recorded write by write; the disk is rebuilt as it may be found at any instant, and opened."""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from faults import shim
from faults.campaign import Outcome, Run
from faults.driven import FIELDS, PHRASES, text_of
from faults.images import Replay, Step, steps_of
from faults.older import NUMBER, make_older_base
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.storage.connection import check_integrity, connect
from ppe_desktop.vault.bundles import find_bundles, is_whole
from ppe_desktop.vault.header import parse, twin_path
from ppe_desktop.vault.instance import hold_base
from ppe_desktop.vault.paths import BasePaths, check_base_file
from ppe_desktop.vault.slots import unwrap_key
from tests.support.base import access, new_session
from tests.support.vault import CHEAP_BOUNDS

_CONTROL_IMAGES = 40
_ROUND = 250
_LEAST_CAUGHT = 0.2
_OPENED_WHOLE = 10
"""One image of a base being brought to the present schema in so many is opened by the whole program, to the end."""


@dataclass(frozen=True)
class _Scene:
    """Something done while the power is cut.

    Attributes:
        play: what does it, in :mod:`faults.driven`.
        share: part of the images.
        rounds: how many times over.
        few: the same, for a small campaign.
    """

    play: str
    share: float
    rounds: int
    few: int


_WORK = _Scene("record", 0.8, 45, 16)
_SCENES = (_WORK, _Scene("record_rotation", 0.1, 2, 1), _Scene("record_migration", 0.1, 1, 1))


def play(run: Run) -> Outcome:
    """Cut the power again and again; then do the same with a base that does not sync, which must be caught."""
    if shim.library() is None:
        return Outcome(skipped=shim.ABSENT)
    escapes, acked, told = list[str](), 0, list[str]()
    for scene in _SCENES:
        before = run.made
        tries = max(4, round(run.tries * scene.share))
        wrong, checked = _campaign(run, scene.play, scene, before + tries, off=False)
        escapes, acked = escapes + wrong, acked + checked
        told.append(str(run.made - before))
    tries = min(_CONTROL_IMAGES, max(run.tries, 12))
    made = run.made
    lost, _acked = _campaign(run, "temoin", _WORK, tries, off=True)
    run.made = made
    share = len({line.split(" : ")[0] for line in lost}) / tries
    return Outcome(
        made,
        escapes,
        f"synchronous=OFF : {share:.0%} des images perdent ou ne se lisent pas",
        share >= _LEAST_CAUGHT,
        notes=f"{told[0]} pendant le travail (saisie, pièces, modèle, corbeille, effacement, sauvegardes, phrase), {told[1]} pendant un "
        f"rechiffrement, {told[2]} pendant un passage de version ; {acked} accusés de réception vérifiés",
    )


def _campaign(run: Run, name: str, scene: _Scene, until: int, *, off: bool) -> tuple[list[str], int]:
    root = run.below(name)
    folder, child, known = _prepared(root, scene)
    before = run.below(f"{name}-avant")
    shutil.copytree(root, before, dirs_exist_ok=True)
    log = run.folder / f"{name}.log"
    rounds = 30 if off else scene.rounds if run.tries > 20 else scene.few
    shim.drive(root, scene.play, folder=folder, child=child, log=log, rounds=rounds, off=off)
    steps = list(steps_of(log))
    log.unlink()
    escapes, checked, made = list[str](), 0, 0 if off else run.made
    while made < until and (off or run.goes_on()):
        count = min(_ROUND, until - made)
        instants = sorted(run.chance.randrange(len(steps)) for _ in range(count))
        replay = Replay(before, root)
        replay.said += known
        wrong, acked = _cut_at(run, steps, instants, replay, child)
        if scene.play == "record_migration":
            wrong += _ends(run, steps, instants[::_OPENED_WHOLE], Replay(before, root), child)
        escapes, checked, made = escapes + [f"{scene.play} {one}" for one in wrong], checked + acked, made + count
        run.made = run.made if off else made
    shutil.rmtree(root)
    return escapes, checked


def _prepared(root: Path, scene: _Scene) -> tuple[Path, str, list[dict[str, Any]]]:
    """Make the base of a scene; return its folder, the child, and what is known to be in it already."""
    folder = root / "base"
    if scene.play == "record_migration":
        return folder, make_older_base(folder), [{"field": field, "number": NUMBER} for field in FIELDS]
    session = new_session(folder)
    child = session.run(session.files.create, surname="Durand").created
    known: list[dict[str, Any]] = []
    if scene.play == "record_rotation":
        for number, field in enumerate(FIELDS):
            session.run(session.records.enter, "child", child, field, text_of(number))
            known.append({"field": field, "number": number})
    session.close()
    return folder, child, known


def _ends(run: Run, steps: list[Step], instants: list[int], replay: Replay, child: str) -> list[str]:
    """Open some images with the whole program: the base must be brought to the present schema, and hold its texts."""
    wrong, at = [], 0
    for instant in instants:
        for step in steps[at:instant]:
            replay.take(step)
        at = max(at, instant)
        image = run.folder / "reprise"
        shutil.rmtree(image, ignore_errors=True)
        image.mkdir()
        replay.image(run.chance, image)
        try:
            session = access().open(image / "base", PHRASES[0])
            kept = session.run(session.files.open, child).child.values
            session.close()
        except PpeError as error:
            wrong.append(f"image (pas {instant}) : le passage de version ne se termine pas ({error.code})")
            continue
        if any(kept[field].strip() != text_of(NUMBER).strip() for field in FIELDS):
            wrong.append(f"image (pas {instant}) : un texte a changé au passage de version")
    return wrong


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
        try:
            check_base_file(BasePaths(folder).database)
            hold_base(
                folder
            ).release()  # what opens a base does so first: it ends an exchange of keys that was declared
        except PpeError as error:
            return [f"la base est refusée ({error.code})"]
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
        children = {_hex(one) for (one,) in connection.execute("SELECT id FROM child")}
        wrong += ["effacé, et encore là" for one in said if "erased" in one and one["erased"] in children]
        if any("template" in one for one in said):
            versions = {_hex(one) for (one,) in connection.execute("SELECT id FROM document_template")}
            wrong += ["modèle perdu" for one in said if "template" in one and one["template"] not in versions]
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
