"""How long a closed file is kept on this computer, and what is then proposed; nothing is ever erased by age alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum

from ppe_desktop.domain.vocabulary import Choice

DEFAULT_YEARS = 2
"""Years after the last contact: what the CNIL recommends for a follow-up; the service may choose otherwise."""
YEARS = (1, 2, 3, 5, 10)


class Reason(Choice):
    """Why a file is erased from this computer."""

    TERM = "TERM", "La durée de conservation est atteinte"
    ARCHIVED = "ARCHIVED", "Le dossier a été versé à l’archive du département"
    MOVED = "MOVED", "Le dossier est suivi ailleurs"
    MISTAKE = "MISTAKE", "Le dossier a été créé par erreur"
    REQUEST = "REQUEST", "Demande d’effacement acceptée par le service"


class Standing(StrEnum):
    """Where a closed file stands."""

    KEPT = "kept"
    PROLONGED = "prolonged"
    DUE = "due"


@dataclass(frozen=True, slots=True)
class Protection:
    """How an archive is protected on its way; nothing at all only when the person chose so.

    Attributes:
        passphrase: what opens it, told to the addressee by another way.
        recipient: public key of the addressee, in the format of age.
    """

    passphrase: str = field(default="", repr=False)
    recipient: str = ""

    @property
    def is_clear(self) -> bool:
        """Tell whether whoever finds the file can read it."""
        return not self.passphrase and not self.recipient


IN_CLEAR = Protection()


@dataclass(frozen=True, slots=True)
class Prolonged:
    """A decision to keep a file longer.

    Attributes:
        until: first day on which it is asked about again.
        reason: why, in a few words.
        author: who decided.
    """

    until: dt.date
    reason: str
    author: str


@dataclass(frozen=True, slots=True)
class ClosedFile:
    """A closed file, and what is known of its keeping.

    Attributes:
        child_id: the child.
        name: in the order of a list.
        closed_on: day of the closing; None if it is not known.
        last_contact: last day on which the base knows of a contact; None if there is none.
        prolonged: the decision to keep it longer, if there is one.
    """

    child_id: str
    name: str
    closed_on: dt.date | None
    last_contact: dt.date | None
    prolonged: Prolonged | None = None

    def due_on(self, years: int) -> dt.date | None:
        """Return the day from which something is proposed; None when no date is known."""
        last = self.last_contact or self.closed_on
        if last is None:
            return None
        due = years_after(last, years)
        return max(due, self.prolonged.until) if self.prolonged else due

    def standing(self, years: int, today: dt.date) -> Standing:
        """Return where the file stands on a day."""
        due = self.due_on(years)
        if due is not None and due <= today:
            return Standing.DUE
        return Standing.PROLONGED if self.prolonged else Standing.KEPT


def years_after(day: dt.date, years: int) -> dt.date:
    """Return the same day some years later; 29 February becomes 1 March."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return dt.date(day.year + years, 3, 1)


def in_order(files: Iterable[ClosedFile], years: int) -> list[ClosedFile]:
    """Return the files, those asked about first."""
    return sorted(files, key=lambda file: (file.due_on(years) or dt.date.max, file.name))
