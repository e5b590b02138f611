"""Who and what a drawing shown to others must leave out: nobody may find a secret place through the name of who receives the child.

Nobody knows who will look at a picture: it is held to the strictest reader, from whom everything protected is withheld.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import replace

from ppe_desktop.domain.casefile import CaseFile, Item, Items, PlanFile
from ppe_desktop.domain.genogram.graph import Group
from ppe_desktop.domain.genogram.roles import CARER_ROLES
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.domain.texts import plain
from ppe_desktop.domain.vocabulary import PARENT_ROLES, PlacementSetting, RecipientKind, Role
from ppe_desktop.domain.withholding import withhold

_ANY_READER = Recipient(RecipientKind.CHILD)
_MORE_THAN_A_NAME = frozenset("(),;:0123456789")
_NO_PLAN = PlanFile(Item("child_plan", "", 0, {}), Items({}))


class Shield:
    """Says what may be shown; one that guards nothing lets everything through (the worker's own screen)."""

    def __init__(self, file: CaseFile, *, guards: bool) -> None:
        self.guards = guards
        self._file = file
        self._secrets: tuple[str, ...] = ()
        self._rare_words: tuple[str, ...] = ()
        self._surnames: tuple[str, ...] = ()
        self.protected_persons = protected_persons(file)
        self._secret_places = [place for place in file.of("placement") if is_secret(file, place)]
        if guards:
            found = withhold(_without_typed_siblings(file), _NO_PLAN, _ANY_READER)
            self._secrets, self._rare_words, self._surnames = map(_folded, (found.secrets, found.towns, found.names))

    def keeps(self, person: Item, name: str, roles: Iterable[str], group: Group) -> bool:
        """Tell whether a person may be on the drawing at all."""
        held = set(roles)
        if not self.guards or held & {role.value for role in PARENT_ROLES}:
            return True
        if self._tells(name, self._secrets):
            return False
        if group is Group.FAMILY:
            return True
        named = self._tells(name, self._rare_words) or self._tells(person.surname, self._surnames)
        return not named and not any(self.tells_the_place(role, person) for role in held)

    def may_say(self, text: str) -> bool:
        """Tell whether a text typed freely holds nothing secret."""
        return not (self._tells(text, self._secrets) or self._tells(text, self._rare_words + self._surnames))

    def may_name(self, sibling: str) -> bool:
        """Tell whether the name of a sibling, typed freely, is only a name: "Rayan (chez Mme Auclair)" says where he is."""
        is_plain = len(sibling.split()) <= 4 and not _MORE_THAN_A_NAME & set(sibling)
        return not self._tells(sibling, self._secrets) and (is_plain or self.may_say(sibling))

    def tells_the_place(self, role: str, person: Item) -> bool:
        """Tell whether this role, held by this person, would tell a secret place where the child lives."""
        carers = {carer.value for carer in CARER_ROLES}
        if any(place.setting == PlacementSetting.PARRAIN for place in self._secret_places):
            carers.add(Role.SPONSOR.value)
        if not self.guards or role not in carers:
            return False
        if person.id in self.protected_persons:
            return True
        return bool(self._secret_places) and not self._is_named_openly(person)

    def _is_named_openly(self, person: Item) -> bool:
        """Tell whether the person is named with a present place that nobody keeps secret."""
        open_places = [place for place in self._file.of("placement") if place not in self._secret_places]
        said = " ".join(f"{place.name} {place.carer}" for place in open_places if place.until is None)
        return bool(plain(person.surname)) and f" {plain(person.surname)} " in f" {plain(said)} "

    @staticmethod
    def _tells(text: str, secrets: tuple[str, ...]) -> bool:
        padded = f" {plain(text)} "
        return any(f" {secret} " in padded for secret in secrets)


def _without_typed_siblings(file: CaseFile) -> CaseFile:
    """Return the file without the names of siblings typed freely: a place named there would pass for known to all."""
    links = [link.having(other_name="") for link in file.of("sibling_link")]
    return replace(file, items=file.items.with_items("sibling_link", links))


def _folded(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(folded for text in texts if (folded := plain(text))))


def protected_persons(file: CaseFile) -> frozenset[str]:
    """Return the persons one of whose addresses, present or past, is protected from anybody."""
    guarded = {item.address_id for item in file.of("address_protection") if item.address_id}
    return frozenset(address.person_id for address in file.of("address") if address.id in guarded)


def is_secret(file: CaseFile, place: Item) -> bool:
    """Tell whether a place of care is kept secret from anybody."""
    return bool(place.is_anonymous) or any(item.placement_id == place.id for item in file.of("address_protection"))


def is_over(item: Item, today: dt.date) -> bool:
    """Tell whether a dated record has ended; one still to come has not."""
    return item.until is not None and item.until < today
