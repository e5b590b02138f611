"""What a check of health gave rise to: the needs found, the actions of the plan that take them up, the words said of it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.texts import lines, plain
from ppe_desktop.domain.vocabulary import CollectionOutcome

NOTHING_FOUND = "Rien à signaler."
"""What is written in one click when a check showed no need."""
_SENTENCE_END = re.compile(r"(?<=[.;])(?<!\bDr\.)(?<!\bM\.)\s+(?=\w)")  # "Revoir le Dr. Attal" is one need
_NOTHING = ("rien a signaler", "rien d autre a signaler", "aucun besoin", "pas de besoin")
_LEAST_WORD = 4


@dataclass(frozen=True, slots=True)
class After:
    """What a child's checks gave rise to, outside health: words and actions of the plan.

    Attributes:
        words: the statements noted on the occasion of a health event.
        actions: the actions of the plan that come from one; ``is_draft`` tells those of the plan being prepared.
        draft_id: the plan being prepared, empty when none is.
        objectives: identifier and text of the open objectives of its domain of health.
    """

    words: tuple[Item, ...] = ()
    actions: tuple[Item, ...] = ()
    draft_id: str = ""
    objectives: tuple[tuple[str, str], ...] = ()


def needs_of(event: Item) -> tuple[str, ...]:
    """Return the needs found, one by one: a line or a sentence each; "Rien à signaler" is none."""
    said = (part for line in lines(event.needs) for part in _SENTENCE_END.split(line))
    found = (part.strip().removesuffix(";").strip() for part in said)
    return tuple(part for part in found if part and not plain(part).startswith(_NOTHING))


def needs_left(event: Item, after: After) -> tuple[str, ...]:
    """Return the needs that no action of the plan takes up yet."""
    taken = [_words_of(action.text) for action in actions_of(event, after)]
    return tuple(need for need in needs_of(event) if not any(_takes_up(_words_of(need), words) for words in taken))


def actions_of(event: Item, after: After) -> tuple[Item, ...]:
    """Return the actions of the plan that come from a check."""
    return tuple(action for action in after.actions if action.health_event_id == event.id)


def words_of(event: Item, after: After) -> tuple[Item, ...]:
    """Return the words noted on the occasion of a check."""
    return tuple(words for words in after.words if words.health_event_id == event.id)


def is_said(words: Item) -> bool:
    """Tell whether a statement says something, be it that the child would rather not."""
    told = words.exact_words or words.reported_words or words.observation
    return bool(told) or words.outcome != CollectionOutcome.COLLECTED


def _words_of(text: str) -> frozenset[str]:
    return frozenset(word for word in re.findall(r"\w+", plain(text)) if len(word) >= _LEAST_WORD)


def _takes_up(need: frozenset[str], action: frozenset[str]) -> bool:
    """Tell whether an action, perhaps said otherwise since, still speaks of a need: half of its words are there."""
    return 2 * len(need & action) >= len(need)
