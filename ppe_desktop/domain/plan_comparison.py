"""Two versions of a plan set side by side: what is kept, reached, changed, dropped and new, domain by domain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from ppe_desktop.domain.casefile import Item, PlanFile
from ppe_desktop.domain.plan_objectives import Opiner, is_closed, is_told, opinion_words, opinions, said_in
from ppe_desktop.domain.texts import plain
from ppe_desktop.domain.vocabulary import ActionState, Domain, ObjectiveState, Speaker
from ppe_desktop.domain.word_differences import Piece, differences, likeness

SAME_OBJECTIVE_FROM = 0.75
"""Likeness from which two objectives of different origin may be the same one, typed again."""
SAME_ACTION_FROM = 0.5
MOST_ALIKE = 60
"""How many records a new one is compared with: more would keep the person waiting."""


class Fate(Enum):
    """What became of an objective or of an action from one version to the other."""

    REACHED = "reached"
    KEPT = "kept"
    CHANGED = "changed"
    NEW = "new"
    DROPPED = "dropped"
    SETTLED = "settled"


@dataclass(frozen=True, slots=True)
class TextChange:
    """A text of the plan that is not the same in the two versions.

    Attributes:
        label: what text it is, in French.
        before, after: the two texts.
        pieces: what they are made of.
    """

    label: str
    before: str
    after: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class ActionChange:
    """An action that is not the same in the two versions; kept ones are counted only.

    Attributes:
        fate: what became of it.
        before, after: the action in each version, if it is there.
        pieces: the differences of its words.
    """

    fate: Fate
    before: Item | None
    after: Item | None
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class OpinionChange:
    """What someone says of an objective, in each version.

    Attributes:
        opiner: who.
        before, after: agreement, as a code; empty while it was not told.
        words_before, words_after: the words that go with it.
    """

    opiner: Opiner
    before: str
    after: str
    words_before: str
    words_after: str


@dataclass(frozen=True, slots=True)
class ObjectiveChange:
    """What became of an objective.

    Attributes:
        fate: in one word.
        before, after: the objective in each version, if it is there.
        pieces: the differences of its words.
        actions: the actions that are not the same.
        actions_kept: how many are.
        opinions: who said what of it, in either version.
        result: what was noted when it closed.
        words: what the child said of that result, if it was kept.
        may_continue: an objective of the earlier version that this new one may be, typed again.
    """

    fate: Fate
    before: Item | None
    after: Item | None
    pieces: tuple[Piece, ...]
    actions: tuple[ActionChange, ...] = ()
    actions_kept: int = 0
    opinions: tuple[OpinionChange, ...] = ()
    result: str = ""
    words: Item | None = None
    may_continue: Item | None = None

    @property
    def shown(self) -> Item:
        """Return the objective as it is named: the later text when there is one."""
        found = self.after or self.before
        assert found is not None, "a change is about an objective of one version at least"
        return found


@dataclass(frozen=True, slots=True)
class DomainChange:
    """What changed in one of the three statutory domains.

    Attributes:
        domain: its code.
        texts: evaluation and needs, when they changed.
        objectives: every objective, in the order of their fates.
        words: what is quoted in the later version and was not in the earlier one.
    """

    domain: str
    texts: tuple[TextChange, ...]
    objectives: tuple[ObjectiveChange, ...]
    words: tuple[Item, ...]

    @property
    def is_empty(self) -> bool:
        """Tell whether there is nothing to say of this domain."""
        return not (self.texts or self.objectives or self.words)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions of one plan.

    Attributes:
        before, after: the earlier and the later version.
        domains: the three domains.
        texts: the other texts that changed.
        words: words newly quoted in the general expression.
    """

    before: Item
    after: Item
    domains: tuple[DomainChange, ...]
    texts: tuple[TextChange, ...]
    words: tuple[Item, ...]

    @property
    def objectives(self) -> tuple[ObjectiveChange, ...]:
        """Return every objective, domain after domain."""
        return tuple(one for domain in self.domains for one in domain.objectives)

    def counts(self) -> Counter[Fate]:
        """Return how many objectives had each fate."""
        return Counter(one.fate for one in self.objectives)

    @property
    def is_same(self) -> bool:
        """Tell whether nothing at all changed."""
        changed = any(
            one.fate not in (Fate.KEPT, Fate.SETTLED) or one.actions or _moved(one.opinions) for one in self.objectives
        )
        return not (changed or self.texts or self.words or any(one.texts or one.words for one in self.domains))


_ORDER = list(Fate)
_DOMAIN_TEXTS = {"evaluation": "Évaluation", "needs": "Besoins de l’enfant"}
_PLAN_TEXTS = {
    "history_summary": "Parcours de l’enfant",
    "autonomy": "Projet d’accès à l’autonomie",
    "support_network": "Parrainage, mentorat et personnes ressources",
    "participants": "Personnes associées à l’élaboration",
}


def compare(before: PlanFile, after: PlanFile, between: Sequence[PlanFile] = ()) -> Comparison:
    """Return what became of a plan from one version to a later one.

    Args:
        before: the earlier version.
        after: the later version.
        between: the versions between the two, in which an objective may have been closed.
    """
    changes = list(_objectives(before, after, between))
    domains = tuple(_domain(domain.value, before, after, changes) for domain in Domain)
    texts = _texts(_PLAN_TEXTS, before.plan, after.plan)
    return Comparison(before.plan, after.plan, domains, texts, _newly_quoted("", before, after))


def _domain(code: str, before: PlanFile, after: PlanFile, changes: Iterable[ObjectiveChange]) -> DomainChange:
    mine = sorted((one for one in changes if one.shown.domain == code), key=lambda one: _ORDER.index(one.fate))
    texts = _texts(_DOMAIN_TEXTS, before.domain(code), after.domain(code))
    return DomainChange(code, texts, tuple(mine), _newly_quoted(code, before, after))


def _texts(labels: dict[str, str], before: Item | None, after: Item | None) -> tuple[TextChange, ...]:
    found = []
    for name, label in labels.items():
        old, new = ((str(one.values.get(name) or "").strip() if one else "") for one in (before, after))
        if old != new:
            found.append(TextChange(label, old, new, differences(old, new)))
    return tuple(found)


def _newly_quoted(code: str, before: PlanFile, after: PlanFile) -> tuple[Item, ...]:
    known = {one.id for one in before.of("statement")}
    return tuple(one for one in after.statements(code) if one.id not in known)


def _objectives(before: PlanFile, after: PlanFile, between: Sequence[PlanFile]) -> Iterator[ObjectiveChange]:
    former = {one.lasting_id: one for one in before.of("plan_objective")}
    later = {one.lasting_id: one for one in after.of("plan_objective")}
    gone = [one for one in former.values() if one.lasting_id not in later]
    for one in later.values():
        if one.lasting_id in former:
            yield _continued(before, former[one.lasting_id], after, one)
        else:
            yield _appeared(after, one, gone)
    for one in gone:
        yield _vanished(before, one, between)


def _continued(before: PlanFile, old: Item, after: PlanFile, new: Item) -> ObjectiveChange:
    pieces = differences(old.text, new.text)
    is_same = old.text.strip() == new.text.strip() and (old.domain, old.state) == (new.domain, new.state)
    fate = _CLOSED.get(new.state, Fate.KEPT if is_same else Fate.CHANGED)
    if is_closed(old) and old.state == new.state:
        fate = Fate.SETTLED
    actions, kept = _actions(before.actions(old.id), after.actions(new.id))
    told = _opinions((before, old), (after, new))
    return ObjectiveChange(fate, old, new, pieces, actions, kept, told, *_ending(after, new))


def _appeared(after: PlanFile, new: Item, gone: Iterable[Item]) -> ObjectiveChange:
    left = [one for one in gone if one.domain == new.domain and not is_closed(one)]
    closest = next(iter(_alike(new, left, SAME_OBJECTIVE_FROM)), None)
    actions, _kept = _actions([], after.actions(new.id))
    told = _opinions(None, (after, new))
    return ObjectiveChange(
        Fate.NEW, None, new, differences("", new.text), actions, 0, told, *_ending(after, new),
        may_continue=closest,
    )  # fmt: skip


def _vanished(before: PlanFile, old: Item, between: Sequence[PlanFile]) -> ObjectiveChange:
    pieces, told = differences(old.text, ""), _opinions((before, old), None)
    if is_closed(old):
        return ObjectiveChange(Fate.SETTLED, old, None, pieces, (), 0, told, *_ending(before, old))
    for version in reversed(between):
        for one in version.of("plan_objective"):
            if one.lasting_id == old.lasting_id and is_closed(one):
                pieces, ending = differences(old.text, one.text), _ending(version, one)
                told = _opinions((before, old), (version, one))
                return ObjectiveChange(_CLOSED[one.state], old, one, pieces, (), 0, told, *ending)
    return ObjectiveChange(Fate.DROPPED, old, None, pieces, (), 0, told)


_CLOSED = {ObjectiveState.REACHED.value: Fate.REACHED, ObjectiveState.DROPPED.value: Fate.DROPPED}


def _ending(plan: PlanFile, objective: Item) -> tuple[str, Item | None]:
    """Return what was noted when an objective closed, and the words of the child about it."""
    words = plan.items.one("statement", objective.closing_words_id)
    return str(objective.result).strip(), words


def _actions(before: list[Item], after: list[Item]) -> tuple[tuple[ActionChange, ...], int]:
    """Return the actions that are not the same, and how many are; an action has no lasting identity, its words tell it."""
    left, changes, kept = list(before), [], 0
    found = {new.id: _taken(left, [one for one in left if plain(one.text) == plain(new.text)]) for new in after}
    for new in after:
        old = found[new.id] or _taken(left, _alike(new, left, SAME_ACTION_FROM))
        if old is None:
            changes.append(ActionChange(Fate.NEW, None, new, differences("", new.text)))
        elif _bare_action(old) == _bare_action(new):
            kept += 1
        else:
            fate = Fate.REACHED if new.state == ActionState.DONE != old.state else Fate.CHANGED
            changes.append(ActionChange(fate, old, new, differences(old.text, new.text)))
    for old in left:
        fate = Fate.SETTLED if old.state == ActionState.DONE else Fate.DROPPED
        changes.append(ActionChange(fate, old, None, differences(old.text, "")))
    return tuple(sorted(changes, key=lambda one: _ORDER.index(one.fate))), kept


def _taken(left: list[Item], wanted: list[Item]) -> Item | None:
    """Return the first record wanted and take it out of those left."""
    if not wanted:
        return None
    left.remove(wanted[0])
    return wanted[0]


def _alike(new: Item, among: list[Item], least: float) -> list[Item]:
    """Return the record whose words are closest to those of a new one, if they are close enough."""
    judged = [(likeness(one.text, new.text), one) for one in among[:MOST_ALIKE]]
    score, closest = max(judged, key=lambda one: one[0], default=(0.0, None))
    return [closest] if closest is not None and score >= least else []


def _bare_action(action: Item) -> tuple[object, ...]:
    names = ("text", "target", "actors", "start_on", "duration", "due_on", "parents_role", "state")
    return tuple(action.values.get(name) for name in names)


def _opinions(before: tuple[PlanFile, Item] | None, after: tuple[PlanFile, Item] | None) -> tuple[OpinionChange, ...]:
    former, later = _told(before, after), _told(after, before)
    ranks = {one.value: rank for rank, one in enumerate(Speaker)}
    opiners = sorted(dict.fromkeys([*former, *later]), key=lambda one: ranks.get(one.speaker, len(ranks)))
    nothing = ("", "")
    changes = ((one, former.get(one, nothing), later.get(one, nothing)) for one in opiners)
    return tuple(OpinionChange(one, was[0], now[0], was[1], now[1]) for one, was, now in changes if was[0] or now[0])


def _told(version: tuple[PlanFile, Item] | None, other: tuple[PlanFile, Item] | None) -> dict[Opiner, tuple[str, str]]:
    """Return the agreement and the words of everyone on an objective; one that names nobody goes with the person of the other version."""
    if version is None:
        return {}
    plan, objective = version
    asked = opinions(other[0], other[1].id) if other is not None else ()
    told = opinions(plan, objective.id, asked)
    return {opiner: (_agreement(one), opinion_words(plan, one)) for opiner, one in told.items()}


def _agreement(opinion: Item) -> str:
    return str(opinion.agreement) if is_told(opinion) else ""


def _moved(told: Iterable[OpinionChange]) -> bool:
    return any(one.before != one.after for one in told)


def texts_of_comparison(comparison: Comparison) -> Iterator[str]:
    """Give every text that a comparison shows, to look in it for what its reader must not learn."""
    changes = [*comparison.texts, *(text for domain in comparison.domains for text in domain.texts)]
    for text in changes:
        yield from (text.before, text.after)
    for statement in (*comparison.words, *(one for domain in comparison.domains for one in domain.words)):
        yield said_in(statement)
    for change in comparison.objectives:
        yield from _texts_of(change)


def _texts_of(change: ObjectiveChange) -> Iterator[str]:
    yield change.result
    if change.words is not None:
        yield said_in(change.words)
    yield from (words for one in change.opinions for words in (one.words_before, one.words_after))
    acts = [one for action in change.actions for one in (action.before, action.after) if one is not None]
    for one in (change.before, change.after, *acts):
        if one is not None:
            yield from (value for value in one.values.values() if isinstance(value, str))
