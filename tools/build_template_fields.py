"""Write what the Word templates may ask for, read from the documents of the fictitious files themselves.

Every document of every fictitious child is composed for every reader, then those of the girl of the tests, who has something of
everything; what they were given is laid over one another, so that every list has a line and every line all its facts. Nothing is
written by hand: a value added to a document appears here at the next run, and a test says when the file is late.

Run ``python tools/build_template_fields.py``; it takes a minute or two. With ``--quick``, only the girl of the tests is read again, and
what she is given is added to the file: enough for a field that was just made.
"""

# ruff: noqa: E402 - the girl of the tests is found from the root of the project
from __future__ import annotations

import datetime as dt
import json
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))  # the girl of the tests

from ppe_desktop.documents.catalogue import DOCUMENTS
from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.kinds import DocumentKind
from ppe_desktop.documents.template_slots import WEEK
from ppe_desktop.documents.week_context import week_values
from ppe_desktop.documents.worker import RenderProcess
from ppe_desktop.domain.casefile import Items, PlanFile
from ppe_desktop.domain.dates import add_months
from ppe_desktop.domain.deadlines.words import Column
from ppe_desktop.domain.errors import InputError
from ppe_desktop.domain.home import Unmet
from ppe_desktop.domain.missing import is_missing, is_withheld
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.domain.vocabulary import RecipientKind
from ppe_desktop.domain.withholding import withhold
from ppe_desktop.runtime.resources import template_path
from ppe_desktop.services import demo
from ppe_desktop.services.access import AccessService
from ppe_desktop.services.documents import DocumentService
from ppe_desktop.services.session import Session
from ppe_desktop.storage.database import Database, DatabaseThread
from ppe_desktop.vault.keys import FLOOR
from tests.support.matters import World, world

TARGET = ROOT / "resources" / "templates" / "fields.json"
DAY = dt.datetime(2026, 11, 22, 9, 0)
"""Day the fictitious files were written: the same documents come out of them every time."""
AGES = (4, 11, 17, 19)
_KEPT_LINES = 2


class _Listening(RenderProcess):
    """A rendering process that keeps what it is given instead of filling a template."""

    def __init__(self) -> None:
        super().__init__()
        self.given: dict[str, Any] = {}

    def render(self, template: bytes, context: dict[str, Any], *, timeout: float = 30.0) -> bytes:
        """Keep the values; return any document."""
        self.given = context
        return template_path("recepisse.docx").read_bytes()

    def page_html(self, docx: bytes, *, timeout: float = 30.0) -> str:
        """Return nothing to look at."""
        return ""


@dataclass
class Gathered:
    """What one kind of document was given, all children and readers together."""

    readers: set[str] = field(default_factory=set)
    given: list[dict[str, Any]] = field(default_factory=list)
    protected: set[str] = field(default_factory=set)

    def take(self, recipient: Recipient, context: dict[str, Any]) -> None:
        """Add what one reader was given."""
        self.readers.add(recipient.kind.value)
        self.given.append(context)
        self.protected.update(path for path, value in leaves(context) if is_withheld(value))

    def as_plain(self) -> dict[str, Any]:
        """Return what the resource keeps of it."""
        ordered = sorted(self.given, key=fullness, reverse=True)
        merged = ordered[0]
        for other in ordered[1:]:
            merged = laid_over(merged, other)
        readers = [kind.value for kind in RecipientKind if kind.value in self.readers]
        return {"readers": readers, "protected": sorted(self.protected), "example": merged}


def leaves(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Give each plain value with its path; the lines of a list share one path, ``fratrie[].nom``."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if not key.startswith("_"):
                yield from leaves(inner, f"{path}.{key}" if path else key)
    elif isinstance(value, list):
        for line in value:
            yield from leaves(line, f"{path}[]")
    else:
        yield path, value


def fullness(context: dict[str, Any]) -> int:
    """Return how many facts say something."""
    return sum(bool(value) and not is_missing(value) and not is_withheld(value) for _path, value in leaves(context))


def laid_over(first: Any, second: Any) -> Any:
    """Return the first value, completed by the second where it says nothing."""
    if isinstance(first, dict) and isinstance(second, dict):
        return {
            key: laid_over(first.get(key), second.get(key)) for key in {**first, **second} if not key.startswith("_")
        }
    if isinstance(first, list) and isinstance(second, list):
        kept = first[:_KEPT_LINES] or second[:_KEPT_LINES]
        model = next((line for line in second), None)
        return [laid_over(line, model) if isinstance(line, dict) and isinstance(model, dict) else line for line in kept]
    if first is None or first in ("", False) or is_missing(first) or is_withheld(first):
        return (
            second
            if second is not None and not is_withheld(second) and not (is_missing(second) and first != "")
            else first
        )
    return first


def lists_by_name(value: object) -> Iterator[tuple[str, list[Any]]]:
    """Give every list that has a line, with its name."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if isinstance(inner, list) and inner:
                yield key, inner
            yield from lists_by_name(inner)
    elif isinstance(value, list):
        for line in value:
            yield from lists_by_name(line)


def fill_lists(value: object, known: dict[str, list[Any]]) -> None:
    """Give a line to each list that stayed empty, from one of the same name in another document."""
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        fill_lists(inner, known)
    if isinstance(value, dict):
        value.update({key: known[key][:1] for key, inner in value.items() if inner == [] and key in known})


def gathered(session: Session, database: Database, thread: DatabaseThread) -> dict[str, Gathered]:
    """Compose every document of every child for every reader."""
    renders = _Listening()
    documents = DocumentService(database, thread, renders, session.folder)
    found = {key: Gathered() for key in DOCUMENTS}
    for card in session.run(session.files.cards):
        for offer in documents.offers(card.child_id):
            for recipient in documents.recipients(offer.subject_id, offer.document):
                try:
                    documents.preview(offer.subject_id, recipient, offer.document)
                except InputError:
                    continue
                found[offer.document].take(recipient, renders.given)
    return found


def of_the_girl(kind: DocumentKind, of: World) -> Iterator[tuple[Recipient, dict[str, Any]]]:
    """Give what each reader of a document about the girl of the tests is given; of one nobody would receive, her mother's."""
    matter = of.matter(kind)
    day = DAY.date()
    plan = matter.plan or PlanFile(matter.subject, Items({}))
    for recipient in kind.readers(matter, day) or DOCUMENTS["recepisse"].readers(matter, day)[1:2]:
        shown = withhold(matter.file, plan, recipient, said=of.beside.items, items=matter.items)
        found = shown.items.one(matter.subject.record, matter.subject.id)
        found = found or shown.file.items.one(matter.subject.record, matter.subject.id)
        subject = found or (shown.plan.plan if matter.subject.record == "child_plan" else shown.file.child)
        yield (
            recipient,
            kind.values(Source.of(shown.file, shown.plan, recipient, day, subject=subject, items=shown.items)),
        )


def of_the_week(session: Session) -> dict[str, Any]:
    """Return what the worker's own page is given, from the fictitious files: she receives it herself, nothing is kept from her."""
    profile = session.run(session.files.profile)
    home = session.run(session.home.read)
    late = home.due[Column.LATE][
        0
    ]  # every child of the fictitious files was met lately: one is told, so that the list has a line
    home = home._replace(unmet=[Unmet(late.child_id, late.name, add_months(home.today.day, -home.unmet_months - 1))])
    given = week_values(home, profile, WEEK.shipped_version, initials_only=False)
    return {"readers": [], "protected": [], "example": laid_over(given, given)}


def complete(found: dict[str, Gathered]) -> None:
    """Add what the documents about the girl of the tests are given."""
    for age in AGES:
        of = world(age=age)
        for key, kind in DOCUMENTS.items():
            for recipient, context in of_the_girl(kind, of):
                found[key].take(recipient, context)


def build() -> dict[str, Any]:
    """Return what the resource holds, from a throw-away base of the fictitious files."""
    with tempfile.TemporaryDirectory(prefix="ppe-champs-", ignore_cleanup_errors=True) as name:
        access = AccessService(lambda: DAY, profile=FLOOR)
        made = access.create(Path(name) / "base", demo.PASSPHRASE, is_demo=True, **demo.read_profile_facts())
        session = made.session
        try:
            demo.fill(session)
            found = gathered(session, session.database, session._thread)
            complete(found)
            week = of_the_week(session)
        finally:
            session.close()
    built = {key: one.as_plain() for key, one in found.items() if one.given}
    built[WEEK.document] = week
    known = dict(pair for one in built.values() for pair in lists_by_name(one["example"]))
    for one in built.values():
        fill_lists(one["example"], known)
    return built


def quick() -> dict[str, Any]:
    """Return what the resource holds, completed by what the girl of the tests is given; what no document is given any more is left out."""
    found = {key: Gathered() for key in DOCUMENTS}
    complete(found)
    kept: dict[str, Any] = json.loads(TARGET.read_text(encoding="utf-8"))
    built: dict[str, Any] = {}
    for key, one in found.items():
        fresh = one.as_plain()
        before = kept.get(key, fresh)
        names = {name for given in one.given for name in given}
        example = laid_over(
            {name: value for name, value in before["example"].items() if name in names}, fresh["example"]
        )
        readers = [kind.value for kind in RecipientKind if kind.value in {*before["readers"], *fresh["readers"]}]
        built[key] = {
            "readers": readers,
            "protected": sorted({*before["protected"], *fresh["protected"]}),
            "example": example,
        }
    built[WEEK.document] = kept[WEEK.document]
    known = dict(pair for one in built.values() for pair in lists_by_name(one["example"]))
    for one in built.values():
        fill_lists(one["example"], known)
    return built


def main() -> None:
    """Write the resource."""
    TARGET.parent.mkdir(exist_ok=True)
    built = quick() if "--quick" in sys.argv[1:] else build()
    TARGET.write_text(json.dumps(built, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    print(f"{TARGET} : {len(built)} documents sur {len(DOCUMENTS) + 1}")


if __name__ == "__main__":
    main()
