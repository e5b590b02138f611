"""Who may read some words: what was decided when they were read again, and from whom they are kept.

One rule serves the documents, the screen that decides, and the list of who could read.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.names import person_name
from ppe_desktop.domain.recipients import Recipient, recipients_for
from ppe_desktop.domain.texts import lines, plain
from ppe_desktop.domain.vocabulary import RecipientKind, Sharing

WORDS_FIELDS = (
    "exact_words", "reported_words", "wishes", "disagreements", "explained", "observation", "professional_view", "corrections",
    "why_not_collected",
)  # fmt: skip
"""What some words say, in whatever form: none of it reaches a reader who may not read them."""
KEPT_BY_CHILD = "kept_secret"
OF_THE_SERVICE = ("professional_view", "corrections")
"""Notes of the service beside the words: only the words themselves were read again before they were shared."""

WIDENING = (Sharing.FILE_ONLY.value, Sharing.JUDGE_ONLY.value, Sharing.ALL.value)
"""The levels of sharing, from the narrowest to the widest."""

_SENTENCE_END = re.compile(r"(?<=[.!?…»])\s+")
_LEAST_LINE, _LEAST_SENTENCE = 12, 20


class Reading(NamedTuple):
    """What a reader would receive of some words.

    Attributes:
        label: who: "Madame Karima Benali, mère".
        why_not: why this reader would not receive them; empty when they would be received.
    """

    label: str
    why_not: str

    @property
    def is_read(self) -> bool:
        """Tell whether this reader could read them."""
        return not self.why_not


def readings(
    file: CaseFile, statement: Item, sharing: str, restrictions: Iterable[Item], today: dt.date
) -> tuple[Reading, ...]:
    """Return who could read some words at a level of sharing, and who could not; the service itself is not listed.

    Args:
        file: the file of the child.
        statement: the words.
        sharing: a code of :class:`Sharing`.
        restrictions: the persons words are kept from.
        today: the day, for parents of a young adult are readers no more.
    """
    kept, shared = tuple(restrictions), statement.having(sharing=sharing)
    readers = (one for one in recipients_for(file, today) if one.kind is not RecipientKind.FILE)
    return tuple(Reading(one.label, refusal(file, one, shared, kept)) for one in readers)


def is_narrower(sharing: str, former: str) -> bool:
    """Tell whether a level of sharing lets fewer persons read than another; a level unknown is the narrowest."""
    order = {level: place for place, level in enumerate(WIDENING)}
    return order.get(sharing, 0) < order.get(former, 0)


def refusal(file: CaseFile, reader: Recipient, statement: Item, restrictions: Iterable[Item]) -> str:
    """Return why a reader may not read some words, or nothing."""
    if reader.kind is RecipientKind.FILE:
        return ""
    if statement.sharing == Sharing.JUDGE_ONLY:
        return "" if reader.kind is RecipientKind.JUDGE else "Ces paroles sont destinées au juge seulement."
    if statement.sharing != Sharing.ALL:
        return "Ces paroles restent au dossier : leur transmission n’a pas été décidée."
    kept_from = [one.hidden_from_id for one in restrictions if one.statement_id == statement.id]
    return _kept_from(file, reader, kept_from) if kept_from else ""


def _kept_from(file: CaseFile, reader: Recipient, kept_from: list[str]) -> str:
    names = ", ".join(_name(file, person_id) for person_id in kept_from)
    if reader.kind is RecipientKind.JUDGE:
        return f"À ne pas transmettre à {names}, qui peut consulter le dossier du tribunal. Pour l’adresser au juge, choisissez « Le juge seulement »."
    if reader.kind is RecipientKind.CHILD:
        return f"À ne pas transmettre à {names}, qui pourrait lire l’exemplaire de l’enfant."
    refused = any(is_reader(file, reader, person_id) for person_id in kept_from)
    return "La personne a demandé que ces paroles ne lui soient pas transmises." if refused else ""


def is_reader(file: CaseFile, reader: Recipient, person_id: str) -> bool:
    """Tell whether what is kept from a person is kept from a reader; the same person typed twice is one."""
    wanted = reader.person_id
    if wanted is None or reader.kind in (RecipientKind.CHILD, RecipientKind.JUDGE) or person_id == wanted:
        return True  # of a parent who is not said, nothing is known: whoever it is kept from
    names = [plain(person_name(person)) for each in (wanted, person_id) if (person := file.person(each))]
    return len(names) == 2 and names[0] == names[1]


def telling_parts(text: str) -> list[str]:
    """Return the lines and the sentences of a text that are long enough to betray it, and to be looked for without false alarms."""
    found = []
    for line in lines(text):
        sentences = [sentence for sentence in _SENTENCE_END.split(line) if len(sentence) >= _LEAST_SENTENCE]
        found += [part for part in (line, *sentences) if len(part) >= _LEAST_LINE]
    return found


def texts_of(statement: Item) -> Iterator[str]:
    """Return what betrays some words wherever it is copied."""
    for name in WORDS_FIELDS:
        yield from telling_parts(statement.values.get(name) or "")


def texts_kept(statements: Iterable[Item]) -> Iterator[str]:
    """Return what the children asked to keep: whoever reads, no document holds it."""
    for statement in statements:
        yield from dict.fromkeys(telling_parts(statement.values.get(KEPT_BY_CHILD) or ""))


def _name(file: CaseFile, person_id: str) -> str:
    person = file.person(person_id)
    return person_name(person) if person else "une personne désignée"
