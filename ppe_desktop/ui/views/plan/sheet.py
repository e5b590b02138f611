"""Everything the screen of a plan shows, read in one go, and the small gestures made on it that take several steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ppe_desktop.domain.casefile import CaseFile, Item, Items, PlanFile
from ppe_desktop.domain.names import person_name
from ppe_desktop.domain.plan_objectives import speaker_called
from ppe_desktop.domain.plan_outline import Heading, outline
from ppe_desktop.domain.vocabulary import PlanStatus, Role, Speaker
from ppe_desktop.services.changes import Changes
from ppe_desktop.services.records import RecordService
from ppe_desktop.services.session import Session

SPEAKER_ROLES = {Speaker.MOTHER.value: Role.MOTHER, Speaker.FATHER.value: Role.FATHER}
SPEAKER_TONES = {
    Speaker.CHILD.value: "child",
    Speaker.MOTHER.value: "mother",
    Speaker.FATHER.value: "father",
    Speaker.OTHER.value: "other",
}


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """A version of the plan with what surrounds it.

    Attributes:
        file: the child's file.
        plan: the version.
        statements: every word kept in the file, the newest first.
        last_version: number of the last version of this child's plan.
        pending: texts typed that are no good values yet.
        today: the day.
    """

    file: CaseFile
    plan: PlanFile
    statements: Items
    last_version: int
    pending: Mapping[tuple[str, str], str] = field(repr=False)
    today: dt.date

    @property
    def is_finished(self) -> bool:
        """Tell whether this version is frozen."""
        return bool(self.plan.plan.status == PlanStatus.FINISHED)

    def headings(self) -> list[Heading]:
        """Return the statutory headings and what each lacks."""
        return outline(self.file, self.plan, self.today)

    def speakers(self) -> list[str]:
        """Return whose words are asked for: the child, each living parent, others."""
        found = [Speaker.CHILD.value]
        for speaker, role in SPEAKER_ROLES.items():
            if any(person.death_date is None for _link, person in self.file.with_role(role, on=self.today)):
                found.append(speaker)
        return [*found, Speaker.OTHER.value]

    def speaker_name(self, speaker: str, person_id: str | None = None) -> str:
        """Return the name of someone who speaks."""
        return speaker_called(self.file, speaker, person_id, self.today)

    def is_told_apart(self, statement: Item) -> bool:
        """Tell whether words need the name of who said them: several persons may speak in that quality, or this one left."""
        person = self.file.person(statement.person_id)
        role = SPEAKER_ROLES.get(statement.speaker)
        others = [one for _link, one in self.file.with_role(role) if one.id != statement.person_id] if role else []
        return statement.speaker == Speaker.OTHER or (person is not None and bool(others))

    def persons(self) -> list[tuple[str, str]]:
        """Return the persons of the file, to choose one."""
        return [(person.id, person_name(person)) for person in self.file.of("person")]

    def unquoted(self) -> list[Item]:
        """Return the words of the file that this version does not quote yet."""
        quoted = {words.statement_id for words in self.plan.of("plan_words")}
        return [statement for statement in self.statements.of("statement") if statement.id not in quoted]


def read_sheet(session: Session, plan_id: str, today: dt.date) -> PlanSheet:
    """Read a version and what surrounds it; runs on the base's thread."""
    file, plan = session.plans.load(plan_id)
    child_id = file.child.id
    versions = session.files.plans(child_id)
    return PlanSheet(
        file, plan, session.files.statements(child_id), versions[0].version, session.records.pending(), today
    )


def put_in_order(records: RecordService, kind: str, ordered: Sequence[Item]) -> Changes:
    """Give records the positions of the order they are in; runs on the base's thread."""
    touched: set[tuple[str, str]] = set()
    for position, item in enumerate(ordered):
        if item.position != position:
            touched |= records.change(kind, item.id, position=position).records
    return Changes(frozenset(touched))
