"""The drawing of the entourage: who is in it, where each stands, and what never leaves the program."""

from __future__ import annotations

import datetime as dt
import itertools
import time
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.genogram import (
    Genogram,
    Group,
    Layout,
    Node,
    Sort,
    StrokeKind,
    UnionState,
    build,
    describe,
    lay_out,
    strokes_of,
)
from ppe_desktop.domain.genogram.graph import CHILD
from ppe_desktop.domain.vocabulary import Closeness, Role, SiblingKind, TieKind
from tests.support.casefiles import case_file, item
from tests.support.large_family import large_family

TODAY = dt.date(2026, 11, 22)
DAY = dt.timedelta(days=1)


class Made:
    """A child's file written a few words at a time."""

    def __init__(self, **child: Any) -> None:
        self.child = item("child", **{"birth_surname": "Durand", "first_names": "Léa", "sex": "F", **child})
        self.items: list[Item] = [item("care_episode", child_id=self.child.id)]

    def person(self, role: str, surname: str = "Martin", first_name: str = "", **more: Any) -> str:
        facts = {key: more.pop(key) for key in ("closeness", "since", "until") if key in more}
        one = item("person", surname=surname, first_name=first_name, **more)
        self.items.append(one)
        self.role(one.id, role, **facts)
        return one.id

    def role(self, person: str, role: str, **facts: Any) -> None:
        self.items.append(item("relationship", child_id=self.child.id, person_id=person, role=role, **facts))

    def tie(self, first: str, second: str, kind: str, **more: Any) -> None:
        self.items.append(item("person_tie", person_id=first, other_person_id=second, kind=kind, **more))

    def sibling(self, name: str, kind: str, **more: Any) -> str:
        link = item("sibling_link", child_id=self.child.id, other_name=name, kind=kind, **more)
        self.items.append(link)
        return link.id

    def address(self, person: str, street: str, **more: Any) -> str:
        one = item("address", person_id=person, street=street, town="Orgerive", postcode="91992", **more)
        self.items.append(one)
        return one.id

    def place(self, setting: str, **more: Any) -> str:
        one = item("placement", episode_id=self.items[0].id, setting=setting, **more)
        self.items.append(one)
        return one.id

    def protect(self, hidden_from: str, *, address: str | None = None, place: str | None = None) -> None:
        self.items.append(
            item("address_protection", address_id=address, placement_id=place, hidden_from_id=hidden_from)
        )

    def file(self) -> CaseFile:
        return case_file(self.child, *self.items)

    def draw(self, *, for_sharing: bool = False) -> Genogram:
        return build(self.file(), TODAY, for_sharing=for_sharing)


def names(drawing: Genogram, group: Group | None = None) -> set[str]:
    return {node.name for node in drawing.nodes if group in (None, node.group)}


def key_of(drawing: Genogram, name: str) -> str:
    return next(node.key for node in drawing.nodes if node.name == name)


def parents_of(drawing: Genogram, key: str) -> set[str]:
    return {p for descent in drawing.descents if key in descent.children for p in descent.parents}


def homes(drawing: Genogram) -> list[set[str]]:
    return [{drawing.node(key).name for key in home.members} for home in drawing.households]


# Who is there


def test_a_child_alone_is_drawn_alone():
    drawing = Made().draw()
    assert [node.key for node in drawing.nodes] == [CHILD]
    layout = lay_out(drawing)
    assert layout.rows == ((CHILD,),)
    assert strokes_of(drawing, layout) == ()


def test_mother_and_father_are_a_couple_of_which_nothing_is_said():
    made = Made()
    made.person("MERE", "Benali")
    made.person("PERE", "Durand")
    (union,) = made.draw().unions
    assert union.state is UnionState.UNKNOWN
    drawing = made.draw()
    assert drawing.node(union.first).name == "Durand", "men stand on the left"
    assert parents_of(drawing, CHILD) == {union.first, union.second}


@pytest.mark.parametrize(
    ("kind", "until", "state"),
    [
        ("MARIES", None, UnionState.MARRIED), ("COUPLE", None, UnionState.COUPLE), ("SEPARES", None, UnionState.SEPARATED),
        ("DIVORCES", None, UnionState.DIVORCED), ("COUPLE", TODAY - DAY, UnionState.SEPARATED), ("MARIES", TODAY + DAY, UnionState.MARRIED),
    ],
)  # fmt: skip
def test_a_tie_says_what_the_couple_is(kind, until, state):
    made = Made()
    mother, father = made.person("MERE"), made.person("PERE")
    made.tie(mother, father, kind, until=until)
    assert [union.state for union in made.draw().unions] == [state]


def test_the_last_tie_of_a_couple_holds():
    made = Made()
    mother, father = made.person("MERE"), made.person("PERE")
    made.tie(mother, father, "DIVORCES", since=dt.date(2024, 1, 1))
    made.tie(father, mother, "MARIES", since=dt.date(2010, 1, 1))
    assert [union.state for union in made.draw().unions] == [UnionState.DIVORCED]


def test_a_half_sibling_by_the_mother_hangs_under_her_and_somebody_not_known():
    made = Made()
    mother = f"p:{made.person('MERE')}"
    made.person("PERE", "Durand")
    made.sibling("Inès", SiblingKind.HALF_MOTHER)
    drawing = made.draw()
    own = parents_of(drawing, key_of(drawing, "Inès"))
    assert mother in own
    (other,) = own - {mother}
    assert drawing.node(other).sort is Sort.UNKNOWN
    assert other not in parents_of(drawing, CHILD)


def test_two_half_siblings_are_not_said_to_share_their_other_parent():
    made = Made()
    made.person("MERE")
    made.sibling("Inès", SiblingKind.HALF_MOTHER)
    made.sibling("Sami", SiblingKind.HALF_MOTHER)
    assert "Autre(s) parent(s) non renseigné(s)" in names(made.draw())


def test_a_father_is_supposed_only_where_a_half_sibling_needs_one():
    made = Made()
    made.person("MERE")
    assert all(node.sort is not Sort.UNKNOWN for node in made.draw().nodes)
    made.sibling("Nina", SiblingKind.FULL)
    made.sibling("Rayan", SiblingKind.HALF_FATHER)
    drawing = made.draw()
    father = key_of(drawing, "Père non établi")
    for child in (CHILD, key_of(drawing, "Nina"), key_of(drawing, "Rayan")):
        assert father in parents_of(drawing, child)


def test_no_mother_is_invented_for_a_birth_under_secrecy():
    made = Made()
    made.sibling("Inès", SiblingKind.HALF_MOTHER)
    made.sibling("Nina", SiblingKind.FULL)
    assert all(node.sort is not Sort.UNKNOWN for node in made.draw().nodes)


def test_a_sibling_who_is_also_a_person_of_the_file_is_one():
    made = Made()
    mother, father = made.person("MERE"), made.person("PERE")
    brother = made.person("FRERE_SOEUR", "Durand", "Éric", closeness="PROCHE")
    made.tie(mother, brother, "PARENT_DE")
    made.tie(father, brother, "PARENT_DE")
    made.sibling("Éric DURAND", SiblingKind.FULL)
    drawing = made.draw()
    assert [
        node.name for node in drawing.nodes if "urand" in node.name and node.key != CHILD and "ric" in node.name
    ] == ["Éric Durand"]
    assert parents_of(drawing, f"p:{brother}") == {f"p:{mother}", f"p:{father}"}


def test_twins_are_born_together_and_stand_side_by_side():
    made = Made(birth_date=dt.date(2016, 3, 1))
    made.person("MERE")
    made.person("PERE")
    made.sibling("Zoé", SiblingKind.TWIN, other_birth_date=dt.date(2016, 3, 1))
    made.sibling("Ana", SiblingKind.FULL, other_birth_date=dt.date(2016, 3, 1))
    drawing = made.draw()
    (descent,) = drawing.descents
    assert descent.twins == {CHILD, key_of(drawing, "Zoé")}
    row = next(row for row in lay_out(drawing).rows if CHILD in row)
    assert abs(row.index(CHILD) - row.index(key_of(drawing, "Zoé"))) == 1


def test_a_grandparent_is_attached_by_a_tie_and_lightly_without():
    made = Made()
    mother = made.person("MERE")
    known, unknown = made.person("GRAND_PARENT", "Benali"), made.person("GRAND_PARENT", "Autre")
    made.tie(known, mother, "PARENT_DE")
    drawing = made.draw()
    assert parents_of(drawing, f"p:{mother}") == {f"p:{known}"}
    kinds = {stroke.ends: stroke.kind for stroke in strokes_of(drawing, lay_out(drawing))}
    assert kinds[(CHILD, f"p:{unknown}")] is StrokeKind.KIN
    assert {drawing.node(f"p:{person}").generation for person in (known, unknown)} == {2}


def test_a_great_grandparent_stands_one_row_higher():
    made = Made()
    mother, grand, great = made.person("MERE"), made.person("GRAND_PARENT", "Un"), made.person("GRAND_PARENT", "Deux")
    made.tie(grand, mother, "PARENT_DE")
    made.tie(great, grand, "PARENT_DE")
    drawing = made.draw()
    assert [drawing.node(f"p:{p}").generation for p in (mother, grand, great)] == [1, 2, 3]


def test_the_own_child_of_a_minor_stands_below():
    made = Made()
    baby, friend = made.person("SON_ENFANT", "Durand", "Noé"), made.person("AMI", "Kévin")
    made.tie(friend, baby, "PARENT_DE")
    drawing = made.draw()
    assert drawing.node(f"p:{baby}").generation == -1
    assert parents_of(drawing, f"p:{baby}") == {CHILD, f"p:{friend}"}
    assert lay_out(drawing).rows[-1] == (f"p:{baby}",)


def test_one_person_with_two_roles_is_one_node():
    made = Made()
    aunt = made.person("ONCLE_TANTE", "Benali", civility="MME", closeness="PROCHE")
    made.role(aunt, "ASSISTANT_FAMILIAL")
    (node,) = [node for node in made.draw().nodes if node.key != CHILD]
    assert node.group is Group.FAMILY
    assert node.roles == ("Tante", "Assistante familiale")


@pytest.mark.parametrize("role", list(Role))
def test_every_role_has_its_group(role):
    made = Made()
    person = made.person(role.value, "Martin")
    node = made.draw().node(f"p:{person}")
    assert node.group in Group
    assert node.roles


def test_what_is_over_says_so_and_professionals_who_left_are_not_drawn():
    made = Made()
    made.person("EDUCATEUR", "Parti", until=TODAY - DAY)
    made.person("EDUCATEUR", "Encore", until=TODAY)
    made.person("PARRAIN", "Rompu", until=TODAY - DAY, closeness="ROMPU")
    step = made.person("BEAU_PARENT", "Ancien", until=TODAY - DAY, civility="M")
    drawing = made.draw()
    assert names(drawing) == {"Léa Durand", "Encore", "Rompu", "Ancien"}
    assert drawing.node(f"p:{step}").roles == ("Beau-père, jusqu’au 21/11/2026",)


def test_the_dead_and_the_child_are_marked():
    made = Made(birth_date=dt.date(2015, 1, 1))
    made.person("MERE", death_date=dt.date(2020, 5, 4))
    drawing = made.draw()
    assert [(node.is_deceased, node.age) for node in drawing.nodes] == [(False, "11\xa0ans"), (True, "† 04/05/2020")]
    assert "décès le 04/05/2020" in describe(drawing, drawing.nodes[1].key)


# Loops and oddities


def test_persons_who_are_each_other_s_parent_neither_hang_nor_crash():
    made = Made()
    a, b, c = (made.person("AUTRE_FAMILLE", name) for name in "ABC")
    for first, second in ((a, b), (b, c), (c, a), (b, a)):
        made.tie(first, second, "PARENT_DE")
    made.tie(a, b, "COUPLE")
    made.tie(b, c, "FRATRIE")
    drawing = made.draw()
    layout = lay_out(drawing)
    assert set(layout.cells) == {node.key for node in drawing.nodes}
    assert strokes_of(drawing, layout)


@pytest.mark.parametrize("name", ["a" * 300, "مريم بنت عبد الله", "👩‍👩‍👧 Zoé 🌈", "Ng", "x <b>y</b> & z"])
def test_any_name_is_kept_whole(name):
    made = Made()
    made.person("MERE", name)
    assert name in names(made.draw())


def test_persons_of_the_same_name_stay_apart():
    made = Made()
    for _time in range(3):
        made.person("AMI", "Dupont", "Jean")
    assert [node.name for node in made.draw().nodes].count("Jean Dupont") == 3


# Households


def test_persons_of_one_address_live_together_and_the_address_is_not_said():
    made = Made()
    mother, step = made.person("MERE", "Benali"), made.person("BEAU_PARENT", "Roux")
    made.address(mother, "8 rue des Lavandières")
    made.address(step, "8, RUE DES LAVANDIERES")
    drawing = made.draw()
    assert homes(drawing) == [{"Benali", "Roux"}]
    assert "avandi" not in repr(drawing)


def test_nobody_is_enclosed_once_an_address_of_theirs_is_protected():
    made = Made()
    mother, step, father = (
        made.person("MERE", "Benali"),
        made.person("BEAU_PARENT", "Roux"),
        made.person("PERE", "Durand"),
    )
    made.address(step, "8 rue des Lavandières")
    made.protect(father, address=made.address(mother, "8 rue des Lavandières"))
    assert homes(made.draw()) == []


def test_a_former_address_encloses_nobody():
    made = Made()
    mother, step = made.person("MERE"), made.person("BEAU_PARENT")
    made.address(mother, "8 rue des Lavandières")
    made.address(step, "8 rue des Lavandières", until=TODAY - DAY)
    assert homes(made.draw()) == []


@pytest.mark.parametrize("secret", ["", "protected", "anonymous", "person"])
def test_the_child_lives_with_who_receives_her_unless_it_is_secret(secret):
    made = Made()
    father = made.person("PERE", "Durand")
    carer = made.person("ASSISTANT_FAMILIAL", "Auclair")
    made.sibling("Zoé", SiblingKind.FULL, together="OUI")
    place = made.place("ASSISTANT_FAMILIAL", is_anonymous=secret == "anonymous")
    if secret == "protected":
        made.protect(father, place=place)
    if secret == "person":
        made.protect(father, address=made.address(carer, "3 square Lully"))
    with_carer = any("Auclair" in home for home in homes(made.draw()))
    assert with_carer is (secret == "")
    assert bool(homes(made.draw())) is (secret in ("", "person")), "sisters placed together are seen together elsewhere"


def test_a_child_of_two_homes_is_put_in_none():
    made = Made()
    mother, father = made.person("MERE"), made.person("PERE")
    made.address(mother, "14 rue des Écoliers")
    made.address(father, "3 place du Lavoir")
    made.place("DOMICILE")
    assert homes(made.draw()) == []


# What is shown to others


def secret_place() -> tuple[Made, str]:
    made = Made()
    father = made.person("PERE", "Durand")
    place = made.place(
        "ASSISTANT_FAMILIAL",
        name="Famille Auclair",
        carer="Sylvie Auclair",
        town="Chanteloup",
        street="5 chemin du Lavoir-Bleu",
    )
    made.protect(father, place=place)
    return made, father


@pytest.mark.parametrize("role", ["ASSISTANT_FAMILIAL", "ACCUEILLANT_BENEVOLE", "TDC", "EDUCATEUR"])
def test_who_receives_a_child_at_a_secret_place_is_left_out_and_counted(role):
    made, _father = secret_place()
    made.person(role, "Nomquelconque", "Ève", closeness="TRES_PROCHE")
    assert "Ève Nomquelconque" in names(made.draw()), "the worker sees everyone"
    shared = made.draw(for_sharing=True)
    assert "Ève Nomquelconque" not in names(shared)
    assert shared.hidden == 1


def test_whoever_bears_the_name_of_a_secret_place_is_left_out_whatever_the_role():
    made, _father = secret_place()
    made.person("AMI", "Auclair", "Louna")
    made.person("PSYCHOLOGUE", "Auclair-Petit", "Sylvie")
    made.person("ONCLE_TANTE", "Auclair", "Sylvie")
    shared = made.draw(for_sharing=True)
    assert "Auclair" not in repr(shared)
    assert shared.hidden == 3


def test_a_relative_who_receives_the_child_in_secret_stays_a_relative_only():
    made, _father = secret_place()
    aunt = made.person("ONCLE_TANTE", "Benali", civility="MME")
    made.role(aunt, "TDC")
    shared = made.draw(for_sharing=True)
    assert shared.node(f"p:{aunt}").roles == ("Tante",)
    assert shared.hidden == 0


def test_who_works_at_a_place_that_is_no_secret_is_shown():
    made, _father = secret_place()
    made.place("MECS", name="MECS Les Chênes", carer="Thibault Garnier", is_main=False)
    made.person("EDUCATEUR", "Garnier", "Thibault")
    assert "Thibault Garnier" in names(made.draw(for_sharing=True))


def test_a_protected_person_keeps_a_name_and_nothing_else():
    made = Made()
    mother, father = made.person("MERE", "Benali", phone="06 39 98 01 12"), made.person("PERE", "Durand")
    made.protect(father, address=made.address(mother, "27 sente des Ajoncs"))
    shared = made.draw(for_sharing=True)
    assert "Benali" in names(shared)
    for secret in ("Ajoncs", "Orgerive", "91992", "06 39"):
        assert secret not in repr(shared)


def test_a_carer_whose_own_address_is_protected_is_left_out():
    made = Made()
    father, carer = made.person("PERE", "Durand"), made.person("ASSISTANT_FAMILIAL", "Auclair")
    made.protect(father, address=made.address(carer, "3 square Lully"))
    assert made.draw(for_sharing=True).hidden == 1


def test_a_role_or_a_sibling_typed_freely_does_not_tell_the_place():
    made, _father = secret_place()
    one = made.person("Voisine de la famille Auclair", "Roux")
    made.sibling("Rayan (chez Mme Auclair)", SiblingKind.FULL)
    shared = made.draw(for_sharing=True)
    assert "Auclair" not in repr(shared)
    assert shared.node(f"p:{one}").roles == ("Autre",)
    assert "Frère ou sœur" in names(shared)


def test_a_sibling_who_only_bears_the_first_name_of_a_carer_keeps_it():
    made, _father = secret_place()
    made.sibling("Durand Sylvie", SiblingKind.FULL)
    assert "Durand Sylvie" in names(made.draw(for_sharing=True))


def test_parents_are_never_left_out():
    made, _father = secret_place()
    made.person("MERE", "Chanteloup", "Sylvie")
    assert made.draw(for_sharing=True).hidden == 0


def test_nothing_is_taken_out_where_nothing_is_secret():
    file = large_family()
    assert build(file, TODAY).nodes == build(file, TODAY, for_sharing=True).nodes


# Places


def check_layout(drawing: Genogram, layout: Layout) -> None:
    """What holds of every drawing."""
    keys = [node.key for node in drawing.nodes]
    placed = [key for row in layout.rows for key in row]
    assert sorted(placed) == sorted(keys)
    assert set(layout.cells) == set(keys)
    for one, other in itertools.combinations(layout.cells.values(), 2):
        assert not one.meets(other)
    for row in layout.rows:
        assert len({layout.cells[key].y for key in row}) == 1
        assert [layout.cells[key].x for key in row] == sorted(layout.cells[key].x for key in row)
        assert len({drawing.node(key).generation for key in row if drawing.node(key).group is Group.FAMILY}) <= 1
    family = [node for node in drawing.nodes if node.group is Group.FAMILY]
    for one_node, other_node in itertools.product(family, family):
        if one_node.generation > other_node.generation:
            assert layout.cells[one_node.key].y < layout.cells[other_node.key].y
    for node in drawing.nodes:
        if node.group is not Group.FAMILY:
            assert layout.cells[node.key].y > max(layout.cells[each.key].y for each in family)
    for cell in layout.cells.values():
        assert cell.x >= -0.01
        assert cell.right <= layout.width + 0.01
        assert cell.bottom <= layout.height + 0.01


STRAIGHT = {StrokeKind.CONFLICT}
"""A conflict between two who stand side by side runs from symbol to symbol."""


def words_depth(key: str) -> float:
    """Words of every length, the same for a key each time."""
    return 80.0 + sum(map(ord, key)) % 68


def crossings_of_names(drawing: Genogram) -> list[tuple[str, str]]:
    """Persons over whose words a line passes that is not theirs."""
    found = []
    layout = lay_out(drawing, words_depth)
    for stroke in strokes_of(drawing, layout, words_depth):
        for (x1, y1), (x2, y2) in itertools.pairwise(stroke.points):
            for share in range(41):
                x, y = x1 + (x2 - x1) * share / 40, y1 + (y2 - y1) * share / 40
                for key, cell in layout.cells.items():
                    if (
                        key not in stroke.ends
                        and cell.x + 1 < x < cell.right - 1
                        and cell.y + 8 < y < cell.y + words_depth(key) - 1
                        and not (stroke.kind in STRAIGHT and y < cell.y + 46)
                    ):
                        found.append((stroke.kind.value, drawing.node(key).name))
    return found


def test_a_large_family_fits_and_no_line_passes_over_a_name():
    drawing = build(large_family(), TODAY)
    layout = lay_out(drawing)
    assert len(drawing.nodes) >= 25
    check_layout(drawing, layout)
    assert crossings_of_names(drawing) == []
    assert layout.width < 9 * 146


def test_ordinary_families_have_filiations_that_do_not_cross():
    drawing = build(large_family(), TODAY)
    layout = lay_out(drawing)
    middles = {key: cell.middle for key, cell in layout.cells.items()}
    for descent, other in itertools.combinations(drawing.descents, 2):
        if (
            descent.parents
            and other.parents
            and drawing.node(descent.parents[0]).generation == drawing.node(other.parents[0]).generation
        ):
            parents = [sum(middles[key] for key in d.parents) / len(d.parents) for d in (descent, other)]
            kids = [[middles[key] for key in d.children] for d in (descent, other)]
            if parents[0] < parents[1]:
                assert max(kids[0]) < min(kids[1])
            else:
                assert max(kids[1]) < min(kids[0])


ROLES = st.sampled_from([*(role.value for role in Role), "Voisine"])
TIES = st.tuples(st.integers(0, 39), st.integers(0, 39), st.sampled_from([kind.value for kind in TieKind]))


@st.composite
def families(draw: st.DrawFn) -> CaseFile:
    made = Made()
    count = draw(st.integers(0, 40))
    people = [
        made.person(draw(ROLES), f"P{number}", closeness=draw(st.sampled_from([*(c.value for c in Closeness), ""])))
        for number in range(count)
    ]
    for first, second, kind in draw(st.lists(TIES, max_size=60)):
        if first < count and second < count and first != second:
            made.tie(people[first], people[second], kind)
    for number, kind in enumerate(draw(st.lists(st.sampled_from([k.value for k in SiblingKind]), max_size=8))):
        made.sibling(f"S{number}", kind, together=draw(st.sampled_from(["OUI", "NON", ""])))
    for person in people[::5]:
        made.address(person, draw(st.sampled_from(["1 rue Haute", "2 rue Basse"])))
    made.place(draw(st.sampled_from(["DOMICILE", "TIERS", "MECS"])))
    return made.file()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(families())
def test_any_family_is_placed_without_overlap_the_same_way_each_time(file):
    start = time.monotonic()
    drawing = build(file, TODAY)
    layout = lay_out(drawing)
    strokes = strokes_of(drawing, layout)
    assert time.monotonic() - start < 2
    check_layout(drawing, layout)
    assert layout == lay_out(build(file, TODAY))
    assert strokes == strokes_of(drawing, layout)
    for stroke in strokes:
        assert all(end in layout.cells for end in stroke.ends)
        assert len(stroke.points) >= 2


def test_a_node_that_is_not_there_is_refused():
    with pytest.raises(KeyError):
        Made().draw().node("p:personne")


def test_who_is_described_says_what_the_drawing_shows():
    made = Made()
    mother, step = made.person("MERE", "Benali", closeness="PROCHE"), made.person("BEAU_PARENT", "Roux")
    for person in (mother, step):
        made.address(person, "8 rue des Lavandières")
    drawing = made.draw()
    assert describe(drawing, f"p:{mother}") == "Benali, mère, lien proche, vit avec Roux"
    assert describe(drawing, f"p:{mother}", with_lived=False) == "Benali, mère, vit avec Roux"
    assert isinstance(drawing.nodes[0], Node)
