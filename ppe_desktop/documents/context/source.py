"""What the values of a document are read from: one file, one subject, one reader, one day; every text freed of forged marks."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from ppe_desktop.domain.casefile import CaseFile, Item, Items, PlanFile, is_current
from ppe_desktop.domain.dates import is_adult_on
from ppe_desktop.domain.deadlines.service_settings import ServiceSettings
from ppe_desktop.domain.missing import withheld_mark, without_marks
from ppe_desktop.domain.names import first_name_of, full_name, surname_of
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.domain.vocabulary import PARENT_ROLES, AuthorityExercise, MeasureType, RecipientKind, Role, Sex
from ppe_desktop.domain.withholding import KNOWN, NOTHING

_WITHHELD = frozenset(map(withheld_mark, KNOWN))
FORMAL_AGE = ServiceSettings().formal_age
"""Years from which a child is written to with « vous », when the service chose nothing else."""
_GUARDIANSHIPS = (MeasureType.PUPILLE, MeasureType.TUTELLE_DEPT, MeasureType.TUTELLE_FAMILLE)


def without_forgery(text: str) -> str:
    """Return a typed text without mark delimiters; a value that was withheld as a whole stays as it is."""
    return text if text in _WITHHELD else without_marks(text)


@dataclass(frozen=True, slots=True)
class Source:
    """Everything a document is printed from.

    Attributes:
        file: the child's file, as the reader may see it.
        plan: the version of the plan, as the reader may see it; an empty one when the document speaks of none.
        recipient: the reader.
        today: the day of production.
        subject: the record the document is about; the version of the plan by default.
        items: what is printed beside the file and the plan, as the reader may see it.
        formal_age: years from which the child is written to with « vous », as the service chose.
    """

    file: CaseFile
    plan: PlanFile
    recipient: Recipient
    today: dt.date
    subject: Item
    items: Items
    formal_age: int = FORMAL_AGE

    @classmethod
    def of(
        cls,
        file: CaseFile,
        plan: PlanFile,
        recipient: Recipient,
        today: dt.date,
        *,
        subject: Item | None = None,
        items: Items = NOTHING,
        formal_age: int = FORMAL_AGE,
    ) -> Source:
        """Return the source with every text cleaned of the marks that only the program may set."""
        shown = CaseFile(
            _clean(file.child),
            _clean_items(file.items),
            _clean_mapping(file.siblings),
            _clean_mapping(file.sibling_places),
            _clean(file.profile) if file.profile else None,
        )
        clean_plan = PlanFile(_clean(plan.plan), _clean_items(plan.items))
        return cls(shown, clean_plan, recipient, today, _clean(subject or plan.plan), _clean_items(items), formal_age)

    def of_kind(self, kind: str) -> tuple[Item, ...]:
        """Return the records of a kind printed beside the file."""
        return self.items.of(kind)

    @property
    def child(self) -> Item:
        """Return the child."""
        return self.file.child

    @property
    def is_adult(self) -> bool:
        """Tell whether the young person has come of age."""
        birth = self.child.birth_date
        return birth is not None and is_adult_on(birth, self.today)

    @property
    def civility(self) -> str:
        """Return "Madame" or "Monsieur" for a young adult, nothing for a child or when the sex is not known."""
        return {Sex.FEMALE: "Madame", Sex.MALE: "Monsieur"}.get(self.child.sex, "") if self.is_adult else ""

    @property
    def called(self) -> str:
        """Return how a sentence names the child: "Léa", or "Madame Durand" from the majority."""
        return f"{self.civility} {surname_of(self.child)}" if self.civility else first_name_of(self.child)

    @property
    def full_name(self) -> str:
        """Return "Léa Durand", preceded by the civility from the majority."""
        name = full_name(self.child)
        return f"{self.civility} {name}" if self.civility else name

    @property
    def withholds_nothing(self) -> bool:
        """Tell whether this copy is the service's own, where an absence is a true gap."""
        return self.recipient.kind is RecipientKind.FILE

    def agreed(self, masculine: str, feminine: str, neutral: str) -> str:
        """Return the form that agrees with the child's sex."""
        return {Sex.FEMALE: feminine, Sex.MALE: masculine}.get(self.child.sex, neutral)

    def profile(self, field: str) -> str:
        """Return a field of the user's profile, or nothing."""
        return str(self.file.profile.values.get(field) or "").strip() if self.file.profile else ""

    def living_parents(self) -> list[tuple[Item, Item]]:
        """Return the parents (relationship, person) who are alive; none for a young adult."""
        if self.is_adult:
            return []
        parents = self.file.with_role(*PARENT_ROLES, on=self.today)
        return [(link, person) for link, person in parents if person.death_date is None]

    def role_of(self, person_id: str | None) -> str:
        """Return the role code of a person towards the child: the current link first, else a past one, else nothing."""
        links = [link for link in self.file.of("relationship") if link.person_id == person_id]
        links.sort(key=lambda link: (not is_current(link, self.today), link.role not in PARENT_ROLES))
        return str(links[0].role) if links else ""

    def guardianship(self) -> str:
        """Return the code of the guardianship in force, which replaces the parents, or nothing."""
        kinds = [item.type for item in self.file.current("measure", self.today) if item.type in _GUARDIANSHIPS]
        authority = self.file.current("parental_authority", self.today)
        if not kinds and any(item.exercise == AuthorityExercise.GUARDIANSHIP for item in authority):
            return str(MeasureType.TUTELLE_FAMILLE)
        return str(kinds[0]) if kinds else ""

    def guardians(self) -> list[Item]:
        """Return the persons in charge of a guardianship, without repetition."""
        authority = self.file.current("parental_authority", self.today)
        ids = [item.person_id for item in authority if item.exercise == AuthorityExercise.GUARDIANSHIP]
        ids += [person.id for _link, person in self.file.with_role(Role.GUARDIAN, on=self.today)]
        found = [self.file.person(person_id) for person_id in dict.fromkeys(ids)]
        return [person for person in found if person]


def _clean(item: Item) -> Item:
    return item.having(**{key: without_forgery(value) for key, value in item.values.items() if isinstance(value, str)})


def _clean_items(items: Items) -> Items:
    return Items({kind: tuple(_clean(item) for item in found) for kind, found in items.by_kind.items()})


def _clean_mapping(found: Mapping[str, Item]) -> dict[str, Item]:
    return {key: _clean(item) for key, item in found.items()}
