"""The journal as it is read: what is looked for, month by month, and who is named where they should not be."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import MONTHS
from ppe_desktop.domain.names import first_name_of
from ppe_desktop.domain.texts import plain
from ppe_desktop.domain.vocabulary import JournalKind

_COMBINING = re.compile("[\u0300-\u036f]")
_FOLDED = str.maketrans({"œ": "oe", "æ": "ae", "’": "'", "\u00a0": " ", "\u202f": " "})
_WRITTEN = {"journal_entry": ("text", "at_time", "present", "place"), "journal_part": ("text",)}
_READ = (
    "text", "part_text", "present", "place", "at_time", "exact_words", "reported_words", "observation", "question",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Search:
    """What is looked for in a journal; nothing at all keeps everything.

    Attributes:
        kinds: natures wanted; all of them when empty.
        since: first day.
        until: last day.
        words: part of the text, accents and capitals ignored.
    """

    kinds: frozenset[str] = frozenset()
    since: dt.date | None = None
    until: dt.date | None = None
    words: str = ""

    def is_empty(self) -> bool:
        """Tell whether everything is kept."""
        return self == Search()

    def found_among(self, items: Iterable[Item]) -> list[Item]:
        """Return the entries and words of the journal that are looked for, in their order."""
        words = folded(self.words).strip()
        return [item for item in items if self._keeps(item) and (not words or words in _text_of(item))]

    def _keeps(self, item: Item) -> bool:
        day = day_of(item)
        if self.kinds and item.record == "journal_entry" and item.kind not in self.kinds:
            return False
        if self.since and (day is None or day < self.since):
            return False
        return not (self.until and (day is None or day > self.until))


def folded(text: str) -> str:
    """Return a text for looking into it: no accents, no capitals, one kind of apostrophe and of space."""
    return _COMBINING.sub("", unicodedata.normalize("NFKD", text.casefold().translate(_FOLDED)))


def _text_of(item: Item) -> str:
    parts = [item.values.get(name) or "" for name in _READ]
    if item.record == "journal_entry":
        parts.append(JournalKind.label_of(item.kind))
    return folded("\n".join(parts))


def day_of(item: Item) -> dt.date | None:
    """Return the day of an entry of the journal or of words said."""
    day: dt.date | None = item.values.get("happened_on", item.values.get("said_on"))
    return day


def in_reading_order(items: Iterable[Item]) -> list[Item]:
    """Return entries and words said, the newest first."""
    return sorted(items, key=lambda item: (day_of(item) or dt.date.min, item.id), reverse=True)


def by_month(items: Iterable[Item]) -> list[tuple[str, list[Item]]]:
    """Return items already in order under the name of their month: "Novembre 2026", or "Sans date"."""
    return [(month, list(found)) for month, found in groupby(items, key=lambda item: month_name(day_of(item)))]


def month_name(day: dt.date | None) -> str:
    """Return "Novembre 2026", or "Sans date"."""
    return f"{MONTHS[day.month - 1].capitalize()} {day.year}" if day else "Sans date"


def is_blank(record: Item) -> bool:
    """Tell whether not one letter was written in an entry or in a part; its date and nature do not count."""
    return not any(str(record.values.get(name) or "").strip() for name in _WRITTEN[record.record])


def named_elsewhere(text: str, enters: Collection[str], family: Sequence[Item]) -> list[Item]:
    """Return the children named in a text that does not enter their file.

    Args:
        text: what is written.
        enters: identifiers of the children whose file the text enters.
        family: the child and the siblings who have a file.

    Returns:
        Those named by their first name, whole word, accents ignored, in the order of ``family``.
    """
    words = f" {plain(text)} "
    return [child for child in family if child.id not in enters and any(f" {name} " in words for name in _names(child))]


def _names(child: Item) -> set[str]:
    """Return the names a child is called by: the usual one, and the first of the civil names."""
    civil = child.first_names.replace(",", " ").split()
    return {plain(name) for name in (first_name_of(child), *civil[:1]) if plain(name)}


def listed(names: Sequence[str]) -> str:
    """Return "Malo", "Malo et Inès", "Malo, Inès et Nolwenn"."""
    return " et ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)
