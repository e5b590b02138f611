"""From a child's file to the drawing of the entourage: who is in it, couples, filiations, other links.

Nothing is supposed: a filiation is drawn only when a role, a sibling link or a tie says so, and nobody is invented but the other
parent that a half-brother or half-sister implies. A mother who is not in the file (birth under secrecy) stays out of the drawing.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import replace

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import say_age, short_date
from ppe_desktop.domain.genogram.generations import generations, sound_filiations
from ppe_desktop.domain.genogram.graph import (
    CHILD,
    Descent,
    Genogram,
    Group,
    Node,
    Sort,
    Tie,
    TieSort,
    Union,
    UnionState,
    without_repeats,
)
from ppe_desktop.domain.genogram.households import households
from ppe_desktop.domain.genogram.roles import (
    COUPLE_TIES,
    FAMILY_GENERATIONS,
    KIN_TIES,
    group_among,
    role_words,
    sex_of,
    tone_of,
)
from ppe_desktop.domain.genogram.shield import Shield, is_over
from ppe_desktop.domain.names import full_name, person_name
from ppe_desktop.domain.texts import plain
from ppe_desktop.domain.vocabulary import PARENT_ROLES, Closeness, Role, Sex, SiblingKind, TieKind

_STATES = {
    TieKind.MARRIED.value: UnionState.MARRIED,
    TieKind.COUPLE.value: UnionState.COUPLE,
    TieKind.SEPARATED.value: UnionState.SEPARATED,
    TieKind.DIVORCED.value: UnionState.DIVORCED,
}
_LIGHT_TIES = {
    TieKind.SIBLINGS.value: TieSort.SIBLINGS,
    TieKind.CONFLICT.value: TieSort.CONFLICT,
    TieKind.PARENT_OF.value: TieSort.KIN,
    **dict.fromkeys((kind.value for kind in COUPLE_TIES), TieSort.COUPLE),
}
_MOTHER_SIDE = "inconnu:mere"
_FATHER_SIDE = "inconnu:pere"
_UNKNOWN_FATHER = "inconnu:son-pere"
_NEVER = dt.date.min


def build(file: CaseFile, today: dt.date, *, for_sharing: bool = False) -> Genogram:
    """Return the drawing of the entourage on a day.

    Args:
        file: the child's file.
        today: day of the drawing: ages, what is over.
        for_sharing: leave out what nobody but the service may learn; without it the worker sees everyone. Addresses are on neither.
    """
    return _Builder(file, today, Shield(file, guards=for_sharing)).drawing()


class _Builder:
    """One pass over a file."""

    def __init__(self, file: CaseFile, today: dt.date, shield: Shield) -> None:
        self.file, self.today, self.shield = file, today, shield
        self.nodes: dict[str, Node] = {CHILD: self._child()}
        self.hidden = 0
        self.links: dict[str, list[Item]] = defaultdict(list)
        for link in file.of("relationship"):
            self.links[link.person_id].append(link)
        self.ties: list[tuple[str, str, Item]] = []
        self.person_keys: dict[str, str] = {}
        self.sibling_keys: dict[str, str] = {}
        self.sibling_kinds: dict[str, str] = {}
        self.unions: dict[frozenset[str], Union] = {}
        self.parents: dict[str, list[str]] = {}
        self.light: dict[frozenset[str], Tie] = {}

    def drawing(self) -> Genogram:
        """Return the whole drawing."""
        self._add_persons()
        self._add_siblings()
        self._read_ties()
        self._place_generations()
        self._add_couples()
        self._add_filiations()
        self._add_light_ties()
        return Genogram(
            tuple(self.nodes.values()),
            tuple(self.unions.values()),
            self._descents(),
            tuple(self.light.values()),
            households(self.file, self.today, self.person_keys, self.sibling_keys),
            self.hidden,
            self.shield.guards,
        )

    # Who is there

    def _child(self) -> Node:
        child = self.file.child
        return Node(
            CHILD,
            Sort.CHILD,
            Group.FAMILY,
            0,
            full_name(child),
            sex=child.sex,
            age=self._age(child.birth_date, child.death_date),
            is_deceased=bool(child.death_date),
            tone="child",
            record="child",
            record_id=child.id,
            birth_order=_order(child.birth_date),
        )

    def _add_persons(self) -> None:
        for person_id, links in self.links.items():
            person = self.file.person(person_id)
            if person is None or not person_name(person):
                continue
            held = [link.role for link in links]
            group = group_among(held, person)
            if not self._is_of_now(links, group):
                continue
            if self.shield.keeps(person, person_name(person), held, group):
                self.nodes[f"p:{person_id}"] = self._person(person, links, group)
                self.person_keys[person_id] = f"p:{person_id}"
            else:
                self.hidden += 1

    def _is_of_now(self, links: list[Item], group: Group) -> bool:
        """Tell whether a person is still drawn: the family always, others while they are there or when the break was lived."""
        if group is Group.FAMILY:
            return True
        return any(not is_over(link, self.today) or _is_said(link.closeness) for link in links)

    def _person(self, person: Item, links: list[Item], group: Group) -> Node:
        held = [link.role for link in links]
        by_end = sorted(links, key=lambda link: is_over(link, self.today))
        said = [link for link in by_end if _is_said(link.closeness)]
        sex = sex_of(person, held)
        return Node(
            f"p:{person.id}",
            Sort.PERSON,
            group,
            min((FAMILY_GENERATIONS[role] for role in held if role in FAMILY_GENERATIONS), default=0),
            person_name(person),
            sex=sex,
            roles=tuple(without_repeats(text for link in by_end if (text := self._role(link, person, sex)))),
            age=self._age(person.birth_date, person.death_date),
            is_deceased=bool(person.death_date),
            closeness=said[0].closeness if said else "",
            tone=tone_of(held),
            record="relationship",
            record_id=(said or by_end)[0].id,
            birth_order=_order(person.birth_date),
        )

    def _role(self, link: Item, person: Item, sex: str) -> str:
        """Return a role in French; nothing when saying it would tell a secret place."""
        if self.shield.tells_the_place(link.role, person):
            return ""
        label = role_words(link.role, sex)
        if self.shield.guards and label == link.role and not self.shield.may_say(label):
            label = Role.OTHER.label
        return f"{label}, jusqu’au {short_date(link.until)}" if is_over(link, self.today) else label

    def _age(self, birth: dt.date | None, death: dt.date | None) -> str:
        if death:
            return f"† {short_date(death)}"
        return say_age(birth, self.today) if birth else ""

    def _add_siblings(self) -> None:
        by_name = {plain(node.name): key for key, node in self.nodes.items() if self._is_sibling_person(key)}
        for link in self.file.of("sibling_link"):
            other = self.file.siblings.get(link.id)
            name = full_name(other) if other else link.other_name or "Frère ou sœur"
            if self.shield.guards and not other and not self.shield.may_name(name):
                name = "Frère ou sœur"
            key = by_name.get(plain(name), f"s:{link.id}")
            if key not in self.nodes:
                self.nodes[key] = self._sibling(key, link, other, name)
            self.sibling_keys[link.id] = key
            self.sibling_kinds[key] = link.kind

    def _is_sibling_person(self, key: str) -> bool:
        return key.startswith("p:") and Role.SIBLING in [link.role for link in self.links[key[2:]]]

    def _sibling(self, key: str, link: Item, other: Item | None, name: str) -> Node:
        birth = other.birth_date if other else link.other_birth_date
        death = other.death_date if other else None
        return Node(
            key,
            Sort.SIBLING,
            Group.FAMILY,
            0,
            name,
            sex=other.sex if other else Sex.UNKNOWN.value,
            roles=(_sibling_role(link.kind, other.sex if other else ""),),
            age=self._age(birth, death),
            is_deceased=bool(death),
            record="sibling_link",
            record_id=link.id,
            birth_order=_order(birth),
        )

    # Ties and generations

    def _read_ties(self) -> None:
        """Read the ties between persons drawn, and bring into the family whoever a tie joins to it."""
        for tie in self.file.of("person_tie"):
            first, second = self.person_keys.get(tie.person_id), self.person_keys.get(tie.other_person_id)
            if first and second and first != second:
                self.ties.append((first, second, tie))
        kin = [(first, second) for first, second, tie in self.ties if tie.kind in KIN_TIES]
        for _round in self.nodes:  # each round brings at least one, or is the last
            joined = [
                key
                for first, second in kin
                for key, other in ((first, second), (second, first))
                if self._is_family(other) and not self._is_family(key)
            ]
            if not joined:
                break
            for key in joined:
                self.nodes[key] = _moved(self.nodes[key], Group.FAMILY, 0)

    def _is_family(self, key: str) -> bool:
        return self.nodes[key].group is Group.FAMILY

    def _place_generations(self) -> None:
        family = [key for key in self.nodes if self._is_family(key)]
        known: dict[str, int] = {}
        pinned = {CHILD}
        for key in family:
            roles = [link.role for link in self.links[key[2:]]] if key.startswith("p:") else []
            sure = [FAMILY_GENERATIONS[r] for r in roles if r in FAMILY_GENERATIONS and r != Role.OTHER_FAMILY]
            if not key.startswith("p:") or key in self.sibling_kinds:
                known[key] = 0
                pinned.add(key)
            elif sure:
                known[key] = sure[0]
                pinned |= {key} if {*roles} & {*PARENT_ROLES, Role.SIBLING, Role.OWN_CHILD} else set()
        in_family = set(family)
        pairs = [(a, b, tie.kind) for a, b, tie in self.ties if a in in_family and b in in_family]
        self.filiations = sound_filiations((a, b) for a, b, kind in pairs if kind == TieKind.PARENT_OF)
        same = [(a, b) for a, b, kind in pairs if kind in (*COUPLE_TIES, TieKind.SIBLINGS)]
        found = generations(family, known, frozenset(pinned), self.filiations, same)
        for key in family:
            self.nodes[key] = _moved(self.nodes[key], Group.FAMILY, found[key])

    # Couples and filiations

    def _add_couples(self) -> None:
        dated = sorted(self.ties, key=lambda found: found[2].since or _NEVER)
        for first, second, tie in dated:
            if tie.kind in _STATES and self._is_one_row(first, second):
                state = _STATES[tie.kind]
                if is_over(tie, self.today) and state in (UnionState.MARRIED, UnionState.COUPLE):
                    state = UnionState.SEPARATED
                self._unite(first, second, state)

    def _is_one_row(self, first: str, second: str) -> bool:
        one, other = self.nodes[first], self.nodes[second]
        return one.group is other.group is Group.FAMILY and one.generation == other.generation

    def _unite(self, first: str, second: str, state: UnionState) -> None:
        left, right = sorted((first, second), key=self._side)
        self.unions[frozenset((first, second))] = Union(left, right, state)

    def _side(self, key: str) -> tuple[int, int]:
        """Return where a partner stands: men on the left, as genograms have it."""
        rank = {Sex.MALE.value: 0, Sex.FEMALE.value: 2}.get(self.nodes[key].sex, 1)
        return rank, list(self.nodes).index(key)

    def _add_filiations(self) -> None:
        told: dict[str, list[str]] = defaultdict(list)
        for parent, child in self.filiations:
            if self.nodes[parent].generation == self.nodes[child].generation + 1:
                told[child].append(parent)
        own = self._own_parents()
        self.parents[CHILD] = own
        for key in [*self.sibling_kinds, *(key for key in self.nodes if self._is_role(key, Role.OWN_CHILD))]:
            if key in self.sibling_kinds:
                self.parents[key] = told.pop(key, []) or self._sibling_parents(self.sibling_kinds[key], own)
            else:
                self.parents[key] = [CHILD, *told.pop(key, [])][:2]
        for child, parents in told.items():
            self.parents[child] = without_repeats(parents)[:2]
        for parents in self.parents.values():
            if len(parents) == 2 and frozenset(parents) not in self.unions:
                self._unite(parents[0], parents[1], UnionState.UNKNOWN)

    def _is_role(self, key: str, role: Role) -> bool:
        return key.startswith("p:") and role in [link.role for link in self.links[key[2:]]]

    def _with_role(self, *roles: Role) -> list[str]:
        return [key for role in roles for key in self.nodes if self._is_role(key, role)]

    def _own_parents(self) -> list[str]:
        """Return the child's parents, two at most in the pair: a mother and a father first."""
        found = without_repeats([*self._with_role(Role.MOTHER)[:1], *self._with_role(*PARENT_ROLES)])
        father = self._with_role(Role.FATHER)[:1]
        return without_repeats([*found[:1], *father, *found])[:2]

    def _sibling_parents(self, kind: str, own: list[str]) -> list[str]:
        mother, father = self._with_role(Role.MOTHER)[:1], self._with_role(Role.FATHER)[:1]
        if kind in (SiblingKind.FULL, SiblingKind.TWIN):
            return own  # the same list: a father found out to be missing is missing for all of them
        if kind == SiblingKind.HALF_MOTHER and mother:
            return [mother[0], self._unknown(_MOTHER_SIDE)]
        if kind == SiblingKind.HALF_FATHER:
            return [(father or [self._father_not_established()])[0], self._unknown(_FATHER_SIDE)]
        steps = self._with_role(Role.STEP_PARENT)
        return steps if kind == SiblingKind.STEP and len(steps) == 1 else []

    def _unknown(self, key: str, name: str = "Autre parent non renseigné", sex: str = Sex.UNKNOWN.value) -> str:
        if key not in self.nodes:
            self.nodes[key] = Node(key, Sort.UNKNOWN, Group.FAMILY, 1, name, sex=sex)
        elif key in (_MOTHER_SIDE, _FATHER_SIDE):  # two half-siblings: nothing tells that they share this parent
            self.nodes[key] = Node(key, Sort.UNKNOWN, Group.FAMILY, 1, "Autre(s) parent(s) non renseigné(s)", sex=sex)
        return key

    def _father_not_established(self) -> str:
        key = self._unknown(_UNKNOWN_FATHER, "Père non établi", Sex.MALE.value)
        own = self.parents[CHILD]
        if len(own) < 2 and key not in own:
            own.append(key)
        return key

    def _descents(self) -> tuple[Descent, ...]:
        by_parents: dict[frozenset[str], list[str]] = defaultdict(list)
        full = [
            CHILD,
            *(key for key, kind in self.sibling_kinds.items() if kind in (SiblingKind.FULL, SiblingKind.TWIN)),
        ]
        for child, parents in self.parents.items():
            if parents:
                by_parents[frozenset(parents)].append(child)
            elif child in full and len(full) > 1:
                by_parents[frozenset()].append(child)
        twins = {key for key, kind in self.sibling_kinds.items() if kind == SiblingKind.TWIN}
        return tuple(self._descent(parents, children, twins) for parents, children in by_parents.items())

    def _descent(self, parents: frozenset[str], children: list[str], twins: set[str]) -> Descent:
        born = twins & set(children)
        one_birth = frozenset(born | {CHILD}) if born and CHILD in children else frozenset[str]()
        order = list(self.nodes)
        return Descent(
            tuple(sorted(parents, key=self._side)),
            tuple(sorted(children, key=lambda key: (self.nodes[key].birth_order, order.index(key)))),
            one_birth,
        )

    # Other links

    def _add_light_ties(self) -> None:
        for first, second, tie in self.ties:
            is_drawn = frozenset((first, second)) in self.unions and tie.kind in _STATES
            is_filiation = tie.kind == TieKind.PARENT_OF and first in self.parents.get(second, [])
            if not is_drawn and not is_filiation:
                sort = _LIGHT_TIES.get(tie.kind, TieSort.OTHER)
                self.light.setdefault(frozenset((first, second)), Tie(first, second, sort))
        joined = {key for pairs in (self.unions, self.light) for pair in pairs for key in pair}
        joined |= {parent for parents in self.parents.values() for parent in parents}
        joined |= {child for child, parents in self.parents.items() if parents}
        for key, node in list(self.nodes.items()):
            if node.group is Group.FAMILY and key not in joined and key != CHILD:
                self.light[frozenset((CHILD, key))] = Tie(CHILD, key, TieSort.KIN)


def _moved(node: Node, group: Group, generation: int) -> Node:
    return replace(node, group=group, generation=generation)


def _is_said(closeness: str | None) -> bool:
    return bool(closeness) and closeness != Closeness.UNKNOWN


def _order(birth: dt.date | None) -> int:
    """Return what orders siblings: the eldest first, those of unknown birth last."""
    return birth.toordinal() if birth else dt.date.max.toordinal()


def _sibling_role(kind: str, sex: str) -> str:
    """Return the link in few words: those of the form are too long for a drawing."""
    words = {
        SiblingKind.FULL.value: ("Sœur", "Frère", "Frère ou sœur"),
        SiblingKind.HALF_MOTHER.value: ("Demi-sœur", "Demi-frère", "Demi-frère ou sœur"),
        SiblingKind.HALF_FATHER.value: ("Demi-sœur", "Demi-frère", "Demi-frère ou sœur"),
        SiblingKind.STEP.value: ("Quasi-sœur", "Quasi-frère", "Famille recomposée"),
        SiblingKind.TWIN.value: ("Jumelle", "Jumeau", "Jumeau ou jumelle"),
    }.get(kind, ("Sœur", "Frère", "Frère ou sœur"))
    return words[{Sex.FEMALE.value: 0, Sex.MALE.value: 1}.get(sex, 2)]
