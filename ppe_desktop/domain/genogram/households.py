"""Who lives with whom. Addresses are compared here and go no further: the drawing holds none."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Mapping

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.genogram.graph import CHILD, Household, without_repeats
from ppe_desktop.domain.genogram.shield import is_over, is_secret, protected_persons
from ppe_desktop.domain.texts import plain
from ppe_desktop.domain.vocabulary import PARENT_ROLES, PlacementSetting, Role, YesNo

_HOSTS: dict[str, tuple[Role, ...]] = {
    PlacementSetting.DOMICILE.value: PARENT_ROLES,
    PlacementSetting.DOMICILE_SUIVI.value: PARENT_ROLES,
    PlacementSetting.TIERS.value: (Role.THIRD_PARTY,),
    PlacementSetting.ASSISTANT_FAMILIAL.value: (Role.FOSTER_CARER,),
    PlacementSetting.PARRAIN.value: (Role.SPONSOR,),
}
"""Who receives the child at home, by kind of place; elsewhere the child lives with nobody of the drawing."""


def households(
    file: CaseFile, today: dt.date, person_keys: Mapping[str, str], sibling_keys: Mapping[str, str]
) -> tuple[Household, ...]:
    """Return the households of two persons or more; none where an address or the place of care is protected from anybody.

    Args:
        file: the child's file.
        today: day of the drawing.
        person_keys: keys of the persons drawn, by identifier.
        sibling_keys: keys of the siblings drawn, by identifier of their link.
    """
    groups = list(_same_address(file, today, person_keys))
    place = file.main_place(today)
    if place is not None and not is_secret(file, place):
        groups.append(_with_the_child(file, today, place, person_keys, sibling_keys))
    merged = [group for group in _merged(groups) if len(group) > 1]
    return tuple(Household(number, tuple(group)) for number, group in enumerate(merged, start=1))


def _same_address(file: CaseFile, today: dt.date, person_keys: Mapping[str, str]) -> Iterable[list[str]]:
    at: dict[str, list[str]] = defaultdict(list)
    for address in file.of("address"):
        street = plain(address.street)
        if street and not is_over(address, today):
            at[f"{street} {plain(address.postcode)} {plain(address.town)}"].append(address.person_id)
    protected = protected_persons(file)
    dead = {person.id for person in file.of("person") if person.death_date}
    for persons in at.values():
        if not protected & set(persons):
            yield [person_keys[person] for person in persons if person in person_keys and person not in dead]


def _with_the_child(
    file: CaseFile, today: dt.date, place: Item, person_keys: Mapping[str, str], sibling_keys: Mapping[str, str]
) -> list[str]:
    links = [link for link in file.of("sibling_link") if link.together == YesNo.YES and link.id in sibling_keys]
    together = [sibling_keys[link.id] for link in links if not _hides_place(file, link)]
    return [CHILD, *together, *_hosts(file, today, place, person_keys)]


def _hides_place(file: CaseFile, link: Item) -> bool:
    place = file.sibling_places.get(link.id)
    return place is not None and is_secret(file, place)


def _hosts(file: CaseFile, today: dt.date, place: Item, person_keys: Mapping[str, str]) -> list[str]:
    """Return who receives the child at home, only where no doubt remains: one person, or parents of one address."""
    roles = _HOSTS.get(place.setting, ())
    found = [(link, person) for link, person in file.with_role(*roles) if not is_over(link, today)]
    hosts = without_repeats(person.id for _link, person in found if not person.death_date)
    if not hosts or protected_persons(file) & set(hosts) or (len(hosts) > 1 and not _is_one_home(file, today, hosts)):
        return []
    return [person_keys[host] for host in hosts if host in person_keys]


def _is_one_home(file: CaseFile, today: dt.date, persons: list[str]) -> bool:
    streets = {
        person: {
            plain(a.street) for a in file.of("address") if a.person_id == person and a.street and not is_over(a, today)
        }
        for person in persons
    }
    return bool(set.intersection(*streets.values()))


def _merged(groups: Iterable[list[str]]) -> list[list[str]]:
    """Join the groups that share somebody."""
    merged: list[list[str]] = []
    for group in groups:
        touched = [other for other in merged if set(other) & set(group)]
        merged = [other for other in merged if other not in touched]
        merged.append(without_repeats([key for other in touched for key in other] + group))
    return merged
