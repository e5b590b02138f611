"""Fictitious files: invented children, read from ``resources/demo`` and entered through the same way as real ones."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter
from secrets import token_hex
from typing import Any

from ppe_desktop.domain.checks import check_record, keep
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.vocabulary import PlanStatus
from ppe_desktop.runtime.resources import resource
from ppe_desktop.services.attachment_sources import in_pieces
from ppe_desktop.services.attachments import described, store_document
from ppe_desktop.services.plans import PlanService
from ppe_desktop.services.session import Session
from ppe_desktop.storage.database import Database
from ppe_desktop.storage.kinds import record_kinds
from ppe_desktop.storage.unit_of_work import UnitOfWork

WRITTEN_ON = dt.date(2026, 11, 22)
"""Day on which the fictitious files were written; every date in them is moved to today, so that a baby stays a baby."""

PASSPHRASE = "cerise lampe nuage tambour velours jardin sept"
"""Passphrase of the fictitious base, shown on screen: it protects nothing."""

ORDER = (
    "person", "child", "address", "person_tie", "relationship", "parental_authority", "contact_right", "care_episode", "decision",
    "legal_status", "measure", "placement", "absence", "address_protection", "sibling_link", "schooling", "support_plan", "activity",
    "authorisation", "health_profile", "health_event", "health_follow_up", "treatment", "vaccination", "disability_right",
    "situation_report", "statutory_step", "deadline_waiver",
    "journal_entry", "journal_part", "appointment", "appointment_child", "visit", "visit_child", "visit_note",
    "meeting", "meeting_child", "meeting_invitee", "task", "autonomy_interview", "autonomy_topic", "autonomy_right_told", "autonomy_plan", "paper",
    "young_adult_contract", "exit_interview", "working_note", "statement", "statement_restriction", "sketch", "child_plan", "plan_domain", "plan_words", "plan_objective", "objective_opinion", "plan_action", "plan_link", "plan_signature", "plan_delivery",
)  # fmt: skip
"""Kinds of record, each after those it points to."""

_DATE_IN_TEXT = re.compile("⟦(\\d{4}-\\d{2}-\\d{2})⟧")
_ONLY_HERE = frozenset({"ref", "finished", "continues", "data_file"})


def read_profile_facts() -> dict[str, Any]:
    """Return the facts of the fictitious référente."""
    (path,) = [path for path in resource("demo").glob("*.toml") if "profil" in path.stem]
    profile: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))["user_profile"]
    return profile


def fill(session: Session) -> int:
    """Enter the fictitious files into an open base and finish the plans that are told finished.

    Returns:
        Number of children.
    """
    return session.run(_fill, session.database, session.plans)


def _fill(database: Database, plans: PlanService) -> int:
    with database.work() as work:
        shift = work.now.date() - WRITTEN_ON
        loader = _Loader(work, shift)
        for kind, written in groupby(_records(), key=itemgetter(0)):
            loader.add(kind, [values for _kind, values in written])
        for values in _pieces():
            loader.attach(values)
        work.commit()
    for plan_id, established_on in loader.to_finish:
        plans.finish(plan_id, established_on)
    return loader.children


def _records() -> Iterator[tuple[str, dict[str, Any]]]:
    """Give every record of every file, each kind after those it points to."""
    files = [tomllib.loads(path.read_text(encoding="utf-8")) for path in sorted(resource("demo").glob("*.toml"))]
    for kind in ORDER:
        for content in files:
            for values in content.get(kind, []):
                yield kind, values


def _pieces() -> Iterator[dict[str, Any]]:
    """Give every document attached to a file."""
    for path in sorted(resource("demo").glob("*.toml")):
        yield from tomllib.loads(path.read_text(encoding="utf-8")).get("attachment", [])


class _Loader:
    """Enters records whose links are names."""

    def __init__(self, work: UnitOfWork, shift: dt.timedelta) -> None:
        self.work = work
        self.shift = shift
        self.ids: dict[str, str] = {}
        self.lasting: dict[str, str] = {}
        self.to_finish: list[tuple[str, dt.date | None]] = []
        self.children = 0
        self.position = 0

    def add(self, kind: str, every: list[dict[str, Any]]) -> None:
        """Enter the records of a kind."""
        kept = [self._kept(kind, written) for written in every]
        for written, created, values in zip(every, self.work.add_many(kind, kept), kept, strict=True):
            self._remember(kind, written, created, values)

    def _kept(self, kind: str, written: dict[str, Any]) -> dict[str, Any]:
        """Return the values of a record as they are kept, once checked."""
        facts = {fact.name: fact for fact in record_kinds()[kind].facts}
        values = {name: self._value(name, value) for name, value in written.items() if name not in _ONLY_HERE}
        kept = {name: keep(facts[name], value) if name in facts else value for name, value in values.items()}
        defaults = {name: fact.default for name, fact in facts.items()}
        check_record(facts.values(), {**defaults, **kept}, self.work.now.date(), kept.keys() & facts.keys())
        self.position += 1
        kept["position"] = self.position
        if kind == "plan_objective":
            kept["lasting_id"] = self._lasting(written)
        if kind == "child_plan":
            kept["status"] = PlanStatus.DRAFT.value
        if "data_file" in written:
            kept["data"] = resource("demo", "pages", written["data_file"]).read_text(encoding="utf-8").strip()
        return kept

    def attach(self, written: dict[str, Any]) -> None:
        """Enter a document attached to a file: its facts, and the content that lies beside the files."""
        content = resource("demo", "pieces", written["file_name"]).read_bytes()
        facts = {name: self._value(name, value) for name, value in written.items()}
        child_id = facts.pop("child_id")
        store_document(self.work, child_id, {**described(content, facts["file_name"]), **facts}, in_pieces(content))

    def _remember(self, kind: str, written: dict[str, Any], created: str, kept: dict[str, Any]) -> None:
        if "ref" in written:
            self.ids[written["ref"]] = created
        self.children += kind == "child"
        if kind == "child_plan" and written.get("finished"):
            self.to_finish.append((created, kept.get("established_on")))

    def _value(self, name: str, value: Any) -> Any:
        if name.endswith("_id"):
            return self.ids[value]
        if isinstance(value, dt.date):
            return value + self.shift
        return _DATE_IN_TEXT.sub(self._say_date, value) if isinstance(value, str) else value

    def _say_date(self, found: re.Match[str]) -> str:
        return long_date(dt.date.fromisoformat(found[1]) + self.shift)

    def _lasting(self, written: dict[str, Any]) -> str:
        """Return the lasting identity of an objective: its own, or that of the one it continues."""
        lasting = self.lasting[written["continues"]] if "continues" in written else token_hex(16)
        if "ref" in written:
            self.lasting[written["ref"]] = lasting
        return lasting
