"""Write docs/echeances_fictives.md: every deadline of every fictitious child at three dates, to be read against the texts.

    python tools/list_demo_deadlines.py

The fictitious files are opened on the day they were written, so that the list is the same on any day.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from ppe_desktop.domain.dates import long_date, short_date
from ppe_desktop.domain.deadlines import Deadline
from ppe_desktop.domain.deadlines.results import STATUS_WORDS, in_one_line
from ppe_desktop.services import demo
from ppe_desktop.services.access import AccessService
from ppe_desktop.services.deadlines import ChildDeadlines
from ppe_desktop.services.session import Session
from ppe_desktop.vault.keys import FLOOR

ROOT = Path(__file__).resolve().parents[1]
TARGET = ROOT / "docs" / "echeances_fictives.md"
DAYS = (dt.date(2025, 11, 22), demo.WRITTEN_ON, dt.date(2027, 5, 22))
"""A year before the day the files were written, that day, and six months later."""

HEAD = """# Les échéances des enfants fictifs

Ce fichier est écrit par `tools/list_demo_deadlines.py`. Il donne, pour chaque enfant inventé, la liste complète de ses échéances à trois
dates, avec ce qui fixe chacune. Un dossier est lu tel qu’il est au {written} : à une date plus ancienne, ce qui n’était pas encore arrivé
n’est pas compté comme fait ; à une date future, rien de nouveau n’a été noté.
"""


def list_deadlines(session: Session, days: Iterable[dt.date] = DAYS) -> str:
    """Return the list as Markdown, child by child."""
    by_child: dict[str, list[tuple[dt.date, ChildDeadlines]]] = {}
    for day in days:
        for one in session.run(session.deadlines.of_everyone, day):
            by_child.setdefault(one.child_id, []).append((day, one))
    parts = [HEAD.format(written=long_date(demo.WRITTEN_ON))]
    for told in by_child.values():
        parts.append(f"\n## {told[0][1].name}\n")
        for day, one in told:
            parts.append(f"\n### Au {long_date(day)}\n")
            parts.extend(_lines(one.deadlines))
    return "\n".join(parts) + "\n"


def _lines(deadlines: Iterable[Deadline]) -> Iterator[str]:
    found = list(deadlines)
    if not found:
        yield "Rien."
    for one in found:
        due = short_date(one.due_on) or "sans nombre de jours"
        hour = f" à {one.due_at}" if one.due_at else ""
        done = f" le {short_date(one.done_on)}" if one.done_on else ""
        why = in_one_line(one.reasons)
        waived = f" Motif : {one.waiver_reason}" if one.waiver_reason else ""
        yield f"- {due}{hour}, **{STATUS_WORDS[one.status]}{done}** : {one.rule.title} (`{one.rule.id}`). {why}{waived}"


def main() -> None:
    """Make the fictitious base as it is on the day it was written, and write the list."""
    moment = dt.datetime.combine(demo.WRITTEN_ON, dt.time(10))
    with tempfile.TemporaryDirectory() as folder:
        access = AccessService(lambda: moment, profile=FLOOR)
        made = access.create(Path(folder, "base"), demo.PASSPHRASE, is_demo=True, **demo.read_profile_facts())
        try:
            demo.fill(made.session)
            TARGET.write_text(list_deadlines(made.session), encoding="utf-8")
        finally:
            made.session.close()


if __name__ == "__main__":
    main()
