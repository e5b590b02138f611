"""What a document is made from: the child's file, the record it is about, and what that record brings with it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import StrEnum

from ppe_desktop.domain.casefile import CaseFile, Item, Items, PlanFile


class SubjectKind(StrEnum):
    """What a kind of document is about; the value is the kind of record that its subject is."""

    PLAN = "child_plan"
    MEETING = "meeting_child"
    STATEMENT = "statement"
    INTERVIEW = "autonomy_interview"
    EXIT = "exit_interview"
    PLACEMENT = "placement"
    MEASURE = "measure"
    REPORT = "situation_report"
    DECISION = "decision"
    CONTRACT = "young_adult_contract"
    SIBLINGS = "sibling_link"
    CHILD = "child"


@dataclass(frozen=True, slots=True)
class Matter:
    """What a document is made from.

    Attributes:
        file: the child's file.
        subject: the record the document is about; the child itself for a document about the child alone.
        plan: the version of the plan it speaks of, if it speaks of one.
        items: what is printed and is not in the file: words chosen, the meeting with who was invited and what was decided.
    """

    file: CaseFile
    subject: Item
    plan: PlanFile | None = None
    items: Items = field(default_factory=lambda: Items({}))

    def of(self, kind: str) -> tuple[Item, ...]:
        """Return the records of a kind among those printed beside the file."""
        return self.items.of(kind)

    def having(self, kind: str, items: tuple[Item, ...]) -> Matter:
        """Return a copy in which a kind holds other records."""
        return replace(self, items=self.items.with_items(kind, items))
