"""F4, F5 and the key pulled out: a disk that refuses a step, that is full, that goes away and comes back."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import Any

from faults import shim
from faults.campaign import Outcome, Run
from faults.power import Look
from tests.support.base import new_session

_SAMPLE = 50
_SHORT = 1000
_GESTURES = ("save", "attach", "backup", "phrase", "export", "open")
_NAMES = {
    "save": "enregistrer", "attach": "joindre", "backup": "sauvegarder", "phrase": "changer de phrase", "export": "exporter", "open": "ouvrir",
}  # fmt: skip
_SIZES = {"save": 40_000, "attach": 120_000, "backup": 1_600_000, "phrase": 3_000, "export": 40_000}
_SHORT_PLAN = (
    ("save", shim.IO_ERROR, False), ("save", shim.DISK_FULL, True), ("attach", shim.IO_ERROR, False),
    ("backup", shim.DISK_FULL, False), ("phrase", shim.IO_ERROR, False), ("export", shim.IO_ERROR, True),
    ("open", shim.IO_ERROR, True), ("open", shim.READ_ONLY, False),
)  # fmt: skip


def failing(run: Run) -> Outcome:
    """F4: each step of a gesture fails in its turn, once or for ever; then the disk heals and the gesture is made again."""
    if shim.library() is None:
        return Outcome(skipped=shim.ABSENT)
    errors = (shim.IO_ERROR, shim.DISK_FULL, shim.READ_ONLY, shim.DENIED)
    every = tuple(itertools.product(_GESTURES, errors, (False, True)))
    plan = _SHORT_PLAN[:1] if run.tries < _SAMPLE else _SHORT_PLAN if run.tries < _SHORT else every
    outcome, said, steps, whole = Outcome(), 0, dict[str, int](), set[str]()
    for number, (what, error, for_ever) in enumerate(plan):
        folder, child = _base(run, f"base-{number}")
        told = shim.drive(folder.parent, "fail", folder=folder, child=child, what=what, error=error,
                          for_ever=for_ever, most=run.tries if plan is every else max(1, run.tries // len(plan)), deaf=False)  # fmt: skip
        counted, told = told[0], told[1:]
        steps[what] = max(steps.get(what, 0), counted["count"])
        whole.update({what} if counted["is_whole"] else ())
        outcome.tries += len(told)
        said += sum(one["said"] != "ok" for one in told)
        outcome.escapes += [f"{what} {error} pas {one['step']} : {wrong}" for one in told for wrong in _wrong(one)]
        outcome.escapes += [f"{what} {error} : {wrong}" for wrong in _at_last(folder, child)]
    told_steps = ", ".join(
        f"{_NAMES[what]} {count}{' (tous)' if what in whole else ''}" for what, count in steps.items()
    )
    outcome.notes = f"pas d’un geste : {told_steps} ; {said} dits en français, les autres sans effet ; le geste refait ensuite réussit à chaque fois"
    _control(run, outcome, "fail", error=shim.DISK_FULL, for_ever=False, most=10)
    return outcome


def full(run: Run) -> Outcome:
    """F5: the disk fills up somewhere in the middle of a gesture."""
    if shim.library() is None:
        return Outcome(skipped=shim.ABSENT)
    outcome = Outcome()
    for what, most in _SIZES.items():
        folder, child = _base(run, f"base-{what}")
        rooms = [run.chance.randrange(most) for _ in range(max(1, run.tries // len(_SIZES)))]
        told = shim.drive(folder.parent, "fill", folder=folder, child=child, what=what, rooms=rooms, deaf=False)
        outcome.tries += len(told)
        outcome.escapes += [f"{what} {one['step']} octets : {wrong}" for one in told for wrong in _wrong(one)]
        outcome.escapes += [f"{what} : {wrong}" for wrong in _at_last(folder, child)]
    _control(run, outcome, "fill", rooms=[10_000_000, 100, 5000, 100])
    return outcome


def pulled_out(run: Run) -> Outcome:
    """The base is on a key that is pulled out of the open program, and put back: said, nothing lost, it comes back."""
    if shim.library() is None:
        return Outcome(skipped=shim.ABSENT)
    if run.tries == 1:  # the sample of the suite: what is seen on screen
        return Outcome(1, _typed_while_out(run))
    folder, child = _base(run, "base")
    told = shim.drive(folder.parent, "pull", folder=folder, child=child, times=run.tries, deaf=False)
    outcome = Outcome(len(told), notes="dit à chaque essai, et la suite s’enregistre sans rouvrir le programme")
    for one in told:
        before, out, still_out, back = one["said"]
        if before != "ok" or back != "ok" or one["kept"].strip() != one["wanted"]:
            outcome.escapes.append(f"tour {one['turn']} : {back[:80]}")
        if not (out.startswith("dit") and still_out.startswith("dit")):
            outcome.escapes.append(f"tour {one['turn']} : {out[:80]} / {still_out[:80]}")
    outcome.escapes += _typed_while_out(run)
    folder, child = _base(run, "temoin")
    told = shim.drive(folder.parent, "pull", folder=folder, child=child, times=1, deaf=True)
    outcome.caught = any(one["kept"].strip() != one["wanted"] for one in told)
    outcome.control = "programme qui se tait : la perte est vue"
    return outcome


def _typed_while_out(run: Run) -> list[str]:
    """Return what goes wrong on screen: it must say so, hold the text, and save it by itself once the key is back."""
    folder, child = _base(run, "tapee")
    (seen,) = shim.drive(folder.parent, "type_while_out", folder=folder, child=child)
    wrong = []
    if not seen["told"] or seen["told"][0] == "ok" or not seen["held"]:
        wrong.append("écran : rien n’est dit, ou le texte n’est pas tenu")
    if seen["told"][-1:] != ["ok"]:
        wrong.append(f"écran : le texte n’est pas enregistré au retour de la clé ({seen['told'][-1:]})")
    return wrong + [f"écran : {line}" for line in Look(child).over(folder, [{"field": "allergies", "number": 77}])]


def _base(run: Run, name: str) -> tuple[Path, str]:
    folder = run.below(name) / "base"
    session = new_session(folder)
    child = session.run(session.files.create, surname="Durand").created
    session.close()
    return folder, child


def _wrong(one: dict[str, Any]) -> list[str]:
    """Return what is wrong in what a gesture said: not one of our errors, lost though said kept, or not possible any more."""
    wrong = []
    if one["said"].startswith("inattendu"):
        wrong.append(one["said"][:160])
    if one["said"] == "ok" and one["wanted"] and one["kept"].strip() != one["wanted"]:
        wrong.append("dit enregistré, et perdu")
    if one["again"] not in ("ok", ""):
        wrong.append(f"ne revient pas : {one['again'][:160]}")
    return wrong


def _at_last(folder: Path, child: str) -> list[str]:
    """Return what is wrong with the base once closed, whichever phrase the last gesture left."""
    return Look(child).over(folder, [{"phrase": 1}, {"asked": 0}])


def _control(run: Run, outcome: Outcome, play: str, **told: Any) -> None:
    """A program that takes every refusal of the disk for a success: its losses must be seen."""
    folder, child = _base(run, "temoin")
    lines = shim.drive(folder.parent, play, folder=folder, child=child, what="save", deaf=True, **told)
    lines = [line for line in lines if "step" in line]
    lost = sum("perdu" in wrong for one in lines for wrong in _wrong(one))
    outcome.control, outcome.caught = (
        f"programme qui tait les erreurs : {lost} pertes vues en {len(lines)} essais",
        lost > 0,
    )
