"""What a fact is: the declaration every column carries, from which forms, history and completeness are derived."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from typing import Any

from ppe_desktop.domain.vocabulary import Choice


class Kind(Enum):
    """The nature of a fact: how it is entered, stored and shown."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    DATE = "date"
    NUMBER = "number"
    CHOICE = "choice"
    FREE_CHOICE = "free_choice"
    FLAG = "flag"
    PERSON = "person"
    RECORD = "record"
    IMAGE = "image"


class Sensitivity(Enum):
    """How much a fact must be guarded when something leaves the base."""

    ORDINARY = "ordinary"
    PERSONAL = "personal"
    ADDRESS = "address"
    HEALTH = "health"
    WORDS = "words"


TEXT_LIMIT = 400
"""Characters kept in a one-line text."""

LONG_TEXT_LIMIT = 200_000
"""Characters kept in a long text: a pasted report of 100,000 characters must fit."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One declared fact.

    Attributes:
        label: French words before the field.
        kind: how it is entered and shown.
        help: one French sentence beside the field, or nothing.
        choices: the enumeration of a choice.
        required: whether the record makes no sense without it.
        sensitivity: how it must be guarded.
        rare: shown under "Plus de détails".
        managed: changed by a gesture of its own (closing a file), never in a form.
        target: kind of record a reference points to, e.g. ``"person"``.
        default: what the base stores when nothing was entered.
        name: column name, filled when the record kinds are read.
    """

    label: str
    kind: Kind
    help: str = ""
    choices: type[Choice] | None = None
    required: bool = False
    sensitivity: Sensitivity = Sensitivity.PERSONAL
    rare: bool = False
    managed: bool = False
    target: str = ""
    default: Any = None
    name: str = ""

    @property
    def limit(self) -> int:
        """Return the number of characters the fact may hold."""
        return LONG_TEXT_LIMIT if self.kind is Kind.LONG_TEXT else TEXT_LIMIT


@dataclass(frozen=True, slots=True)
class RecordKind:
    """A kind of record, as forms and services know it.

    Attributes:
        name: stable name, that of its table.
        label: French name.
        owner_key: column that leads to the record it belongs to, or empty.
        facts: the facts a person enters, in their order on screen.
    """

    name: str
    label: str
    owner_key: str
    facts: tuple[Fact, ...]

    def fact(self, name: str) -> Fact:
        """Return a fact by its column name.

        Raises:
            KeyError: there is no such fact.
        """
        for candidate in self.facts:
            if candidate.name == name:
                return candidate
        raise KeyError(name)
