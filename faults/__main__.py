"""``python3 run.py faults``: run the plan of faults and attacks, print its table, keep its counts."""

from __future__ import annotations

import argparse
import contextlib
import datetime as dt
import json
import os
import random
import shutil
import sys
import tempfile
import time
import traceback
from pathlib import Path
from typing import Any

from faults.campaign import Campaign, Outcome, Run
from faults.plan import CAMPAIGNS, LATER
from ppe_desktop.storage import connection

_MARKS = ("<!-- tableau des pannes -->", "<!-- fin du tableau des pannes -->")
_MOST_TOLD = 5


def main(arguments: list[str]) -> int:
    """Run what was asked for; return 1 when something escaped or a control was not caught."""
    asked = _asked(arguments)
    if asked.list:
        for one in CAMPAIGNS:
            _say(f"{one.code:4} {one.attacked} ({one.fast} / {one.long})")
        return 0
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    connection.MEMORY_SECURITY = (
        False  # twice as fast, and what is looked for here does not depend on it (but A5, in its own process)
    )
    chosen = [one for one in CAMPAIGNS if not asked.only or one.code in asked.only.split(",")]
    rows = [_played(one, asked) for one in chosen]
    if asked.write:
        _write(asked.write, asked.results)
    bad = [row for row in rows if not row["good"]]
    _say(f"\n{len(rows)} campagnes, {sum(row['tries'] for row in rows)} essais, "
         f"{sum(row['escapes'] for row in rows)} perte ou échappée, {sum(row['seconds'] for row in rows):.0f} s.")  # fmt: skip
    return 1 if bad else 0


def _asked(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="run.py faults", description="Pannes et attaques, comptées.")
    parser.add_argument("--profile", choices=("fast", "long"), default="fast")
    parser.add_argument("--only", default="", metavar="F2,A5", help="ces campagnes seulement")
    parser.add_argument("--seed", type=int, default=0, metavar="N", help="rejouer les mêmes hasards")
    parser.add_argument("--tries", type=int, default=0, metavar="N", help="un autre nombre d’essais")
    parser.add_argument(
        "--seconds", type=float, default=0, metavar="S", help="pas plus longtemps que cela par campagne"
    )
    parser.add_argument("--results", type=Path, metavar="FICHIER", help="garder les comptes dans ce fichier JSON")
    parser.add_argument("--write", type=Path, metavar="FICHIER", help="récrire le tableau de ce fichier Markdown")
    parser.add_argument("--list", action="store_true", help="dire ce qui existe")
    return parser.parse_args(arguments)


def _played(one: Campaign, asked: argparse.Namespace) -> dict[str, Any]:
    seed = asked.seed or random.SystemRandom().randrange(1, 1 << 31)
    tries = asked.tries or (one.long if asked.profile == "long" else one.fast)
    started = time.perf_counter()
    outcome = play(one, tries, seed, asked.seconds)
    row = _row(one, asked.profile, seed, outcome, time.perf_counter() - started)
    _tell(row, outcome)
    if asked.results:
        _keep(asked.results, row)
    return row


def play(one: Campaign, tries: int, seed: int, seconds: float = 0) -> Outcome:
    """Run one campaign in a folder of its own, in memory where the system has one."""
    memory = Path("/dev/shm")
    place = memory if memory.is_dir() and os.access(memory, os.W_OK) else None
    folder = Path(tempfile.mkdtemp(prefix="ppe-pannes-", dir=place))
    try:
        run = Run(folder, tries, seed, seconds)
        outcome = one.play(run)
        outcome.tries = run.made or outcome.tries
        return outcome
    except Exception as error:  # noqa: BLE001 - a campaign that breaks counts as an escape, the others go on
        traceback.print_exc()
        return Outcome(0, [f"la campagne s’est arrêtée : {type(error).__name__}"])
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _row(one: Campaign, profile: str, seed: int, outcome: Outcome, seconds: float) -> dict[str, Any]:
    return {
        "code": one.code,
        "attacked": one.attacked,
        "profile": profile,
        "tries": outcome.tries,
        "escapes": len(outcome.escapes),
        "control": outcome.control,
        "caught": outcome.caught,
        "skipped": outcome.skipped,
        "notes": outcome.notes,
        "good": outcome.is_good,
        "seconds": round(seconds, 1),
        "seed": seed,
        "day": dt.date.today().isoformat(),
    }


def _tell(row: dict[str, Any], outcome: Outcome) -> None:
    verdict = "sauté : " + outcome.skipped if outcome.skipped else "bien" if outcome.is_good else "À VOIR"
    _say(f"{row['code']:4} {row['attacked'][:70]:70} {row['tries']:>6} essais {row['escapes']:>3} échappée "
         f"{row['seconds']:>6} s  graine {row['seed']:<10} {verdict}")  # fmt: skip
    for text in (outcome.control and f"témoin : {outcome.control}", outcome.notes, *outcome.escapes[:_MOST_TOLD]):
        if text:
            _say(f"       {text}")


def _keep(path: Path, row: dict[str, Any]) -> None:
    """Add a row to the counts kept, in place of the former one of the same campaign and profile."""
    rows = _read(path)
    rows[f"{row['code']} {row['profile']}"] = row
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1, sort_keys=True) + "\n", "utf-8")


def _read(path: Path | None) -> dict[str, Any]:
    with contextlib.suppress(OSError):
        if path:
            return dict(json.loads(path.read_text("utf-8")))
    return {}


def _write(page: Path, results: Path | None) -> None:
    """Put the table of the counts kept in its place in a page."""
    text = page.read_text("utf-8")
    before, _, rest = text.partition(_MARKS[0])
    _, _, after = rest.partition(_MARKS[1])
    page.write_text(f"{before}{_MARKS[0]}\n\n{table(_read(results))}\n\n{_MARKS[1]}{after}", "utf-8")


def table(rows: dict[str, Any]) -> str:
    """Return the counts as a table in Markdown, in the order of the plan, the long profile where it was run."""
    lines = ["| | Ce qui est attaqué | Profil | Essais | Pertes ou échappées | Témoin | Durée | Graine |", "|---|---|---|---|---|---|---|---|"]  # fmt: skip
    for one in CAMPAIGNS:
        for profile in ("fast", "long"):
            row = rows.get(f"{one.code} {profile}")
            if row is None:
                continue
            control = (row["skipped"] and f"sauté : {row['skipped']}") or row["control"] or "–"
            caught = "" if row["caught"] is None else " (vu)" if row["caught"] else " (PAS VU)"
            notes = f" ; {row['notes']}" if row["notes"] else ""
            lines.append(f"| {one.code} | {one.attacked}{notes} | {'long' if profile == 'long' else 'court'} | {_spaced(row['tries'])} | {row['escapes']} | "
                         f"{control}{caught} | {row['seconds']} s | {row['seed']} |")  # fmt: skip
    lines += [f"| {code} | {why} | – | – | – | – | – | – |" for code, why in LATER]
    return "\n".join(lines)


def _spaced(count: int) -> str:
    return f"{count:,}".replace(",", " ")


def _say(text: str) -> None:
    print(text, flush=True)  # noqa: T201


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
