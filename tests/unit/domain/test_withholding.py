"""What each reader does not receive: every combination of reader, protection, place, sharing and restriction."""

from __future__ import annotations

import datetime as dt
import itertools
from collections.abc import Iterator
from dataclasses import astuple, is_dataclass
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ppe_desktop.documents.guard import contains_any
from ppe_desktop.domain.casefile import CaseFile, Item, PlanFile
from ppe_desktop.domain.missing import is_withheld
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.domain.sharing import WORDS_FIELDS
from ppe_desktop.domain.vocabulary import RecipientKind as K
from ppe_desktop.domain.withholding import Redaction, withhold
from tests.support.casefiles import case_file, grouped, item, parent, plan_file, words
from tests.support.docx import word

D = dt.date

MOTHER, FATHER = (
    parent("MERE", "Benali", "Karima", phone="06 39 98 01 12", email="karima@example.org"),
    parent("PERE", "Durand", "Éric"),
)
WHO = {
    K.MOTHER: Recipient(K.MOTHER, MOTHER[0].id, "Madame Karima Benali, mère"),
    K.FATHER: Recipient(K.FATHER, FATHER[0].id, "Monsieur Éric Durand, père"),
    K.CHILD: Recipient(K.CHILD, None, "Léa"),
    K.JUDGE: Recipient(K.JUDGE, None, "Le juge des enfants"),
    K.FILE: Recipient(K.FILE, None, "Le dossier du service"),
}
HIDERS = {"mother": MOTHER[0].id, "father": FATHER[0].id}
SUBSETS = [(), ("father",), ("mother",), ("mother", "father")]
ADDRESS = {
    "street": "8 rue des Lavandières\nEscalier C",
    "postcode": "91991",
    "town": "Brunelle-en-Hurepoix",
    "country": "France",
}
PLACE = {
    "name": "Famille Auclair", "carer": "Sylvie Auclair", "street": "11 rue du Pressoir", "postcode": "91995",
    "town": "Chanteloup-le-Vieux", "phone": "06 39 98 01 90",
}  # fmt: skip


def concerned(reader: K, hidden_from: tuple[str, ...]) -> bool:
    """Whether a protection from these persons bears on this reader: the copy may be read by them."""
    if reader in (K.CHILD, K.JUDGE):
        return bool(hidden_from)
    return reader.value in hidden_from


def file_with(
    address_from: tuple[str, ...] = (),
    place_from: tuple[str, ...] = (),
    *,
    anonymous: bool = False,
    sibling: bool = False,
) -> CaseFile:
    address = item("address", person_id=MOTHER[0].id, **ADDRESS)
    place = item("placement", is_anonymous=anonymous, **PLACE)
    protections = [
        item("address_protection", address_id=address.id, hidden_from_id=HIDERS[who], reason="Violences")
        for who in address_from
    ]
    protections += [item("address_protection", placement_id=place.id, hidden_from_id=HIDERS[who]) for who in place_from]
    link = item("sibling_link", other_name="")
    here: tuple[Item, ...] = (link,) if sibling else (place,)
    places = {link.id: place} if sibling else {}
    return case_file(None, *MOTHER, *FATHER, address, *here, *protections, sibling_places=places)


def texts(value: Any) -> Iterator[str]:
    """Every text held anywhere in plain values."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Item):
        yield from texts(dict(value.values))
    elif isinstance(value, dict):
        for one in value.values():
            yield from texts(one)
    elif isinstance(value, (tuple, list)):
        for one in value:
            yield from texts(one)
    elif is_dataclass(value) and not isinstance(value, type):
        yield from texts(astuple_shallow(value))


def astuple_shallow(value: Any) -> tuple[Any, ...]:
    return tuple(getattr(value, name) for name in value.__dataclass_fields__)


def everything(redaction: Redaction) -> str:
    return "\n".join([*texts(redaction.file), *texts(redaction.plan)])


@pytest.mark.parametrize(("reader", "hidden_from"), list(itertools.product(K.__members__.values(), SUBSETS)))
def test_a_protected_address_is_shown_to_who_may_know_it_and_to_nobody_else(
    reader: K, hidden_from: tuple[str, ...]
) -> None:
    who = WHO.get(reader) or Recipient(K.PARENT, "f" * 32, "Second parent")
    found = withhold(file_with(hidden_from), plan_file(), who)
    hidden = reader is not K.FILE and concerned(reader, hidden_from)
    (address,) = found.file.of("address")
    mother = found.file.person(MOTHER[0].id)
    assert is_withheld(address.street) is hidden
    assert (address.postcode, address.town, address.country) == (
        ("", "", "") if hidden else ("91991", "Brunelle-en-Hurepoix", "France")
    )
    assert (mother.phone, mother.email) == (("", "") if hidden else ("06 39 98 01 12", "karima@example.org"))
    assert [entry.what for entry in found.withheld] == (["Adresse et coordonnées de Karima Benali"] if hidden else [])
    assert all(entry.why.startswith("À ne pas communiquer à") for entry in found.withheld)
    assert set(found.secrets) == (
        {"8 rue des Lavandières", "rue des Lavandières", "Escalier C", "06 39 98 01 12", "karima@example.org"}
        if hidden
        else set()
    )
    assert found.towns == (("91991", "Brunelle-en-Hurepoix") if hidden else ())
    assert ("Lavandières" in everything(found)) is not hidden


@pytest.mark.parametrize(
    ("reader", "hidden_from", "anonymous", "sibling"),
    list(itertools.product(WHO, SUBSETS, (False, True), (False, True))),
)
def test_a_secret_place_is_shown_to_who_may_know_it_and_to_nobody_else(
    reader: K, hidden_from: tuple[str, ...], anonymous: bool, sibling: bool
) -> None:
    found = withhold(file_with((), hidden_from, anonymous=anonymous, sibling=sibling), plan_file(), WHO[reader])
    hidden = reader is not K.FILE and (anonymous or concerned(reader, hidden_from))
    place = next(iter(found.file.sibling_places.values())) if sibling else found.file.of("placement")[0]
    assert is_withheld(place.name) is hidden
    assert [place.values[name] for name in PLACE if name != "name"] == [
        "" if hidden else value for name, value in PLACE.items() if name != "name"
    ]
    assert len(found.withheld) == hidden
    assert all(entry.why for entry in found.withheld)
    needed = {PLACE[name] for name in ("name", "carer", "street", "phone")} | {"rue du Pressoir", "madame Auclair"}
    assert needed <= set(found.secrets) if hidden else not found.secrets
    assert set(found.names) == ({"Auclair", "Sylvie"} if hidden else set())
    assert ("Auclair" in everything(found)) is not hidden
    if hidden and not concerned(reader, hidden_from):
        assert "375-7" in found.withheld[0].why


def test_a_parent_who_is_not_said_or_is_typed_twice_gets_no_more_than_the_one_it_is_kept_from() -> None:
    twice = parent("PERE", "DURAND", "Eric")
    file = file_with(("father",), ("father",))
    file = case_file(None, *(one for found in file.items.by_kind.values() for one in found), *twice)
    plan, _statement = quoted("TOUS", ("father",))
    for who in (Recipient(K.FATHER, twice[0].id), Recipient(K.FATHER), Recipient(K.PARENT)):
        found = withhold(file, plan, who)
        assert "Lavandières" not in everything(found)
        assert "Auclair" not in everything(found)
        assert found.plan.of("statement") == ()


def test_another_address_of_a_protected_person_and_who_lives_there_are_hidden_too() -> None:
    grandmother, link = parent("GRAND_PARENT", "Benali", "Fatima")
    protected = item("address", person_id=MOTHER[0].id, street="8 rue des Lilas", town="Brunelle")
    moved = item("address", person_id=MOTHER[0].id, street="3 impasse Neuve", town="Autreville")
    before = item("address", person_id=MOTHER[0].id, street="1 place Vieille", until=dt.date(2020, 1, 1))
    there = item("address", person_id=grandmother.id, street="8, RUE DES LILAS", town="Brunelle")
    home = item("address", person_id=FATHER[0].id, street="9 rue du Père")
    shared = item("address", person_id=MOTHER[0].id, street="9, rue du Père")
    kept = item("address_protection", address_id=protected.id, hidden_from_id=FATHER[0].id)
    file = case_file(None, *MOTHER, *FATHER, grandmother, link, protected, moved, before, there, home, shared, kept)
    found = withhold(file, plan_file(), WHO[K.FATHER])
    assert [is_withheld(one.street) for one in found.file.of("address")] == [True, True, False, True, False, False]
    assert {"3 impasse Neuve", "8, RUE DES LILAS"} <= set(found.secrets)
    assert not {"9 rue du Père", "rue du Père", "1 place Vieille"} & set(found.secrets)
    assert withhold(file, plan_file(), WHO[K.MOTHER]).file.of("address") == file.of("address")


def test_a_kind_of_place_typed_freely_does_not_name_a_secret_place() -> None:
    place = item("placement", setting="Lieu de vie Les Ajoncs", is_anonymous=True)
    known = item("placement", setting="MECS", name="X", is_anonymous=True)
    found = withhold(case_file(None, place, known), plan_file(), WHO[K.FATHER])
    assert [one.setting for one in found.file.of("placement")] == ["INCONNU", "MECS"]
    assert "Lieu de vie Les Ajoncs" in found.secrets
    assert "Ajoncs" not in everything(found)


def test_what_is_secret_now_and_words_quoted_nowhere_are_looked_for_too() -> None:
    statement, _link = words(
        "ENFANT", "A", exact_words="Je veux partir d’ici. Le soir il crie très fort.", sharing="DOSSIER"
    )
    kept, _link = words("MERE", "A", exact_words="Il me suit partout.", sharing="TOUS")
    limit = item("statement_restriction", statement_id=kept.id, hidden_from_id=FATHER[0].id)
    said = plan_file(statement, kept, limit).items
    found = withhold(
        case_file(None, *FATHER), plan_file(), WHO[K.FATHER], present=file_with(("father",), ("father",)), said=said
    )
    assert {"8 rue des Lavandières", "Famille Auclair", "Il me suit partout.", "Le soir il crie très fort."} <= set(
        found.secrets
    )
    assert found.withheld == ()
    assert "Il me suit partout." not in withhold(file_with(), plan_file(), WHO[K.MOTHER], said=said).secrets


TOLD = item("placement", is_anonymous=True, name="Famille Auclair", carer="Madame Sylvie Auclair, assistante familiale",
            street="Résidence du Parc, bât. B, 12 bis rue des Lilas - 2e étage", phone="01 64 00 00 01 / +33 6 39 98 01 90 (soir)")  # fmt: skip


@pytest.mark.parametrize(
    "written",
    [
        "12 r. des Lilas", "12bis, rue des lilas", "RUE DES LILAS", "la residence du parc", "rés. du Parc", "chez Mme Auclair",
        "Mme. AUCLAIR", "les Auclair", "la famille Auclair", "Auclair Sylvie", "Sylvie Auclair", "M. Auclair", "0639980190",
        "01.64.00.00.01",
    ],
)  # fmt: skip
def test_a_secret_place_written_otherwise_in_a_text_is_stopped(written: str) -> None:
    found = withhold(case_file(None, *FATHER, TOLD), plan_file(), WHO[K.FATHER])
    assert contains_any(word(f"On la joint ici : {written}, le soir."), found.secrets)


def test_the_foster_carer_of_a_secret_place_is_not_named_but_that_of_a_known_one_may_be() -> None:
    carers = (*parent("ASSISTANT_FAMILIAL", "Auclair", "Sylvie"), *parent("ASSISTANT_FAMILIAL", "Roy", "Anne"))
    known = item("placement", name="Famille Roy")
    hidden = withhold(case_file(None, *carers, known, item("placement", is_anonymous=True)), plan_file(), WHO[K.FATHER])
    assert {"Sylvie Auclair", "madame Auclair"} <= set(hidden.secrets)
    assert not [text for text in hidden.secrets if "Roy" in text]
    assert withhold(case_file(None, *carers, known), plan_file(), WHO[K.FATHER]).secrets == ()


@pytest.mark.parametrize(
    "written",
    ["Madame Karima Benali", "Madame Durand", "au 3e étage", "la résidence", "bât. B", "le parc", "une famille d’accueil", "les lilas fleurissent"],
)  # fmt: skip
def test_what_tells_nothing_of_the_place_passes(written: str) -> None:
    kin = item("placement", is_anonymous=True, name="Chez Fatima Benali", carer="Mme Durand")
    found = withhold(case_file(None, *MOTHER, *FATHER, TOLD, kin), plan_file(), WHO[K.FATHER])
    assert not contains_any(word(f"Texte : {written}, le soir."), found.secrets)


@pytest.mark.parametrize(
    ("name", "street", "written"),
    [
        ("M. et Mme de La Tour", "", "chez Mme de La Tour"),
        ("famille auclair", "", "Madame AUCLAIR"),
        ("Foyer Les Tilleuls", "", "aux Tilleuls, ou « les tilleuls »"),
        ("Durand, 5 chemin des Prés", "", "chemin des Prés"),
        ("", "8 rue du 8 Mai 1945", "rue du 8-mai-1945"),
        ("", "12 av. du Gal de Gaulle 2e étage", "12, avenue du Général de Gaulle"),
        ("", "12 rue des Lilas 91000 Évry", "rue des Lilas"),
    ],
)
def test_other_ways_to_name_a_place(name: str, street: str, written: str) -> None:
    place = item("placement", is_anonymous=True, name=name, street=street)
    found = withhold(case_file(None, *FATHER, place), plan_file(), WHO[K.FATHER])
    assert contains_any(word(f"Il vit {written}."), found.secrets)
    assert not {"Les", "les"} & set(found.names)


def test_the_name_of_the_street_where_the_reader_lives_is_no_secret() -> None:
    home = item("address", person_id=FATHER[0].id, street="40 rue des Lilas")
    hers = item("address", person_id=MOTHER[0].id, street="12 rue des Lilas")
    kept = item("address_protection", address_id=hers.id, hidden_from_id=FATHER[0].id)
    found = withhold(case_file(None, *MOTHER, *FATHER, home, hers, kept), plan_file(), WHO[K.FATHER])
    assert found.secrets[:1] == ("12 rue des Lilas",)
    assert "rue des Lilas" not in found.secrets


def quoted(sharing: str, kept_from: tuple[str, ...]) -> tuple[PlanFile, Item]:
    statement, link = words("ENFANT", "B", exact_words="Je préfère rester chez Sylvie.", reported_words="Elle dit\navoir encore peur.",
                            observation="Pleure en en parlant.", sharing=sharing)  # fmt: skip
    limits = [item("statement_restriction", statement_id=statement.id, hidden_from_id=HIDERS[who]) for who in kept_from]
    return plan_file(statement, link, *limits), statement


@pytest.mark.parametrize(
    ("reader", "sharing", "kept_from"), list(itertools.product(WHO, ("TOUS", "JUGE", "DOSSIER"), SUBSETS))
)
def test_words_reach_only_who_may_read_them(reader: K, sharing: str, kept_from: tuple[str, ...]) -> None:
    plan, statement = quoted(sharing, kept_from)
    found = withhold(file_with(), plan, WHO[reader])
    shown = (
        reader is K.FILE
        or (sharing == "TOUS" and not concerned(reader, kept_from))
        or (sharing == "JUGE" and reader is K.JUDGE)
    )
    assert [one.id for one in found.plan.statements("B")] == ([statement.id] if shown else [])
    assert [one.id for one in found.plan.of("statement")] == ([statement.id] if shown else [])
    assert ("chez Sylvie" in everything(found)) is shown
    assert [entry.what for entry in found.withheld] == ([] if shown else ["Paroles de l’enfant (Durand) du 12/10/2026"])
    assert all(entry.why for entry in found.withheld)
    assert ("Je préfère rester chez Sylvie." in found.secrets) is not shown
    assert ("avoir encore peur." in found.secrets) is not shown


def test_the_list_of_what_is_withheld_never_repeats_it() -> None:
    plan, _statement = quoted("DOSSIER", ())
    for reader in WHO:
        found = withhold(file_with(("mother", "father"), ("mother", "father")), plan, WHO[reader])
        said = " ".join(text for entry in found.withheld for text in astuple(entry))
        assert not any(secret in said for secret in (*found.secrets, *found.towns))


def test_the_file_copy_withholds_nothing() -> None:
    file, (plan, _statement) = (
        file_with(("mother", "father"), ("father",), anonymous=True),
        quoted("DOSSIER", ("father",)),
    )
    assert withhold(file, plan, WHO[K.FILE]) == Redaction(file, plan, (), (), ())


@pytest.mark.parametrize(
    "signed",
    ["Sylvie Auclair", "Madame Sylvie Auclair, assistante familiale", "AUCLAIR Sylvie", "Mme S. Auclair", "S. A."],
)
@pytest.mark.parametrize("carer", ["Madame Sylvie Auclair, assistante familiale", "Roy", ""])
def test_the_carers_signature_does_not_betray_the_place(signed: str, carer: str) -> None:
    place = item("placement", is_anonymous=True, **{**PLACE, "carer": carer})
    rows = (
        item("plan_signature", quality="LIEU_ACCUEIL", name=signed),
        item("plan_signature", quality="MERE", name="Karima Benali"),
    )
    found = withhold(case_file(None, *FATHER, place), plan_file(*rows), WHO[K.FATHER])
    carers, mothers = found.plan.of("plan_signature")
    assert is_withheld(carers.name)
    assert mothers.name == "Karima Benali"


def test_the_carers_signature_is_shown_when_no_place_of_the_child_is_secret() -> None:
    row = item("plan_signature", quality="LIEU_ACCUEIL", name="Sylvie Auclair")
    for file in (file_with(), file_with((), ("mother",)), file_with((), (), anonymous=True, sibling=True)):
        assert withhold(file, plan_file(row), WHO[K.FATHER]).plan.of("plan_signature")[0].name == "Sylvie Auclair"


def test_a_protection_entered_twice_names_its_person_once() -> None:
    found = withhold(file_with(("father", "father")), plan_file(), WHO[K.CHILD])
    assert found.withheld[0].why.count("Éric Durand") == 1


def test_words_no_longer_in_the_file_are_not_shown() -> None:
    orphan = item("plan_words", statement_id="0" * 32, domain="A")
    assert withhold(file_with(), plan_file(orphan), WHO[K.MOTHER]).plan.of("plan_words") == ()


MARKED = st.text(alphabet=st.characters(categories=("Lu", "Ll", "Nd")), min_size=3, max_size=12).map(
    lambda text: f"§{text}§"
)


@given(
    st.sampled_from([who for who in WHO.values() if who.kind is not K.FILE]),
    st.fixed_dictionaries(dict.fromkeys(ADDRESS, MARKED)),
    st.fixed_dictionaries(dict.fromkeys(PLACE, MARKED)),
    st.fixed_dictionaries({"phone": MARKED, "email": MARKED}),
    st.fixed_dictionaries(dict.fromkeys(("exact_words", "reported_words", "observation", "question", "professional_view", "answer", "place", "present"), MARKED)),
    st.booleans(),
)  # fmt: skip
def test_no_protected_value_survives_anywhere(
    reader: Recipient, address: dict[str, str], place: dict[str, str], contact: dict[str, str], said: dict[str, str], sibling: bool
) -> None:  # fmt: skip
    mother = MOTHER[0].having(**contact)
    home, lives = item("address", person_id=mother.id, **address), item("placement", is_anonymous=True, **place)
    limits = [item("address_protection", address_id=home.id, hidden_from_id=who) for who in HIDERS.values()]
    statement, link = words("ENFANT", "A", **said)
    statement = statement.having(sharing="DOSSIER")
    row = item("plan_signature", quality="LIEU_ACCUEIL", name=f"Madame {place['carer']}")
    tie = item("sibling_link")
    here = () if sibling else (lives,)
    file = case_file(
        None, mother, FATHER[0], home, tie, *here, *limits, sibling_places={tie.id: lives} if sibling else {}
    )
    plan = plan_file(statement, link, *(() if sibling else (row,)))
    found = withhold(file, plan, reader)
    left = everything(found)
    for value in (*address.values(), *place.values(), *contact.values(), *said.values()):
        assert value not in left
    for key in ("street", "phone"):
        assert place[key] in found.secrets
    assert {address["street"], contact["phone"], contact["email"], place["name"], place["carer"]} <= set(found.secrets)
    assert {address["town"], place["town"], address["postcode"], place["postcode"]} <= set(found.towns)


# --- what tells a secret place as surely as its address


@pytest.mark.parametrize(
    ("since", "until", "is_secret"),
    [
        (D(2025, 9, 1), None, True),
        (D(2026, 1, 5), D(2026, 7, 1), True),
        (None, None, True),  # not dated: the safe reading
        (D(2024, 9, 1), None, False),  # begun before that place: known already
        (D(2023, 9, 1), D(2024, 7, 1), False),
    ],
)
@pytest.mark.parametrize("reader", [K.FATHER, K.CHILD, K.JUDGE, K.MOTHER, K.FILE])
def test_the_school_that_goes_with_a_secret_place_is_as_secret(
    reader: K, since: dt.date | None, until: dt.date | None, is_secret: bool
) -> None:
    place = item("placement", is_anonymous=False, since=D(2025, 3, 1), until=None, **PLACE)
    protection = item("address_protection", placement_id=place.id, hidden_from_id=HIDERS["father"])
    school = item(
        "schooling",
        school="Collège Simone-Weil",
        town="Chanteloup-le-Vieux",
        contact="Mme Abadie",
        since=since,
        until=until,
    )
    club = item("activity", name="Judo", place="Dojo des Sablons", since=since, until=until)
    file = case_file(None, *MOTHER, *FATHER, place, protection, school, club)
    redaction = withhold(file, plan_file(), WHO[reader])
    (shown,), (shown_club,) = redaction.file.of("schooling"), redaction.file.of("activity")
    hides = is_secret and reader in (K.FATHER, K.CHILD, K.JUDGE)
    assert (shown.school != school.school) is hides
    assert (shown_club.place != club.place) is hides
    assert contains_any(word("Élève au collège Simone-Weil."), redaction.secrets) is hides
    assert contains_any(word("Au dojo des Sablons, le mercredi."), redaction.secrets) is hides
    assert ("Établissement scolaire" in [entry.what for entry in redaction.withheld]) is hides
    assert shown_club.name == "Judo"


def test_a_school_is_told_when_no_place_is_secret() -> None:
    school = item("schooling", school="Collège Simone-Weil", town="", contact="", since=D(2025, 9, 1), until=None)
    file = case_file(None, *MOTHER, *FATHER, item("placement", is_anonymous=False, **PLACE), school)
    assert withhold(file, plan_file(), WHO[K.FATHER]).file.of("schooling") == (school,)


def test_a_sibling_named_with_where_he_lives_does_not_open_that_name() -> None:
    place = item("placement", is_anonymous=True, **PLACE)
    link = item("sibling_link", other_name="Rayan (chez Mme Auclair)")
    redaction = withhold(case_file(None, *MOTHER, *FATHER, place, link), plan_file(), WHO[K.FATHER])
    assert contains_any(word("Il vit chez Madame Auclair."), redaction.secrets)
    assert not contains_any(word("Son frère Rayan."), redaction.secrets)


@pytest.mark.parametrize("reader", [K.FATHER, K.CHILD, K.JUDGE, K.MOTHER])
def test_who_cares_for_the_child_near_a_secret_place_stays_out_like_the_school(reader: K) -> None:
    """A father who must not know where his child lives could wait at the doctor’s door."""
    place = item("placement", since=D(2025, 2, 28), **PLACE)
    protection = item("address_protection", placement_id=place.id, hidden_from_id=FATHER[0].id)
    before = item("health_event", done_on=D(2024, 3, 1), practitioner="Dr Lestrade", place="Quimper")
    since = item(
        "health_event",
        done_on=D(2026, 3, 24),
        practitioner="Dre Naudin-Keïta, médecin",
        place="Coulanges",
        needs="Vue.",
    )
    care = item(
        "treatment",
        name="Asthme",
        prescriber="Dre Vial-Ouedraogo",
        since=D(2025, 4, 1),
        given_by="L’assistante familiale",
    )
    doctor = item("person", surname="Naudin-Keïta", civility="MME")
    link = item("relationship", person_id=doctor.id, role="MEDECIN", since=D(2025, 3, 1))
    own = item("relationship", person_id=doctor.id, role="DENTISTE", since=D(2020, 3, 1))
    kept = (before, since, care)
    file = case_file(None, *MOTHER, *FATHER, place, protection, *kept, doctor, link, own)
    found = withhold(file, plan_file(), WHO[reader], items=grouped(kept))
    is_told = reader is K.MOTHER
    for items in (found.file.items, found.items):
        first, second = items.of("health_event")
        assert first.practitioner == "Dr Lestrade"
        assert is_withheld(second.practitioner) is not is_told
        assert (second.place == "Coulanges", second.needs) == (is_told, "Vue.")
        assert is_withheld(items.of("treatment")[0].prescriber) is not is_told
    roles = [one.role for one in found.file.of("relationship")]
    assert ("MEDECIN" in roles, "DENTISTE" in roles) == (is_told, True)
    assert ("Naudin-Keïta" in found.names) is not is_told
    assert ("Soignants et lieux de soins" in [one.what for one in found.withheld]) is not is_told


@pytest.mark.parametrize(
    ("reader", "tie", "hidden"),
    [
        (K.FATHER, "DEMI_MERE", True), (K.MOTHER, "DEMI_MERE", False), (K.FATHER, "DEMI_PERE", False), (K.MOTHER, "DEMI_PERE", True),
        (K.MOTHER, "RECOMPOSE", True), (K.FATHER, "GERMAIN", False), (K.CHILD, "DEMI_MERE", False), (K.JUDGE, "DEMI_PERE", False),
    ],
)  # fmt: skip
def test_the_life_of_a_brother_who_is_not_his_stays_out_of_a_parent_s_copy(reader: K, tie: str, hidden: bool) -> None:
    why = "Malo avait besoin d’une équipe présente jour et nuit."
    link = item("sibling_link", kind=tie, other_name="Malo", together="NON", contact_rhythm="Un dimanche par mois",
                lives_at="Foyer des Chênes", separation_reason=why)  # fmt: skip
    place = item("placement", **PLACE)
    file = case_file(None, *MOTHER, *FATHER, link, sibling_places={link.id: place})
    found = withhold(file, plan_file(), WHO[reader])
    (shown,) = found.file.of("sibling_link")
    here = found.file.sibling_places[link.id]
    assert [is_withheld(text) for text in (shown.lives_at, shown.separation_reason, here.name)] == [hidden] * 3
    assert (here.town == "", "Famille Auclair" in found.names) == (hidden, hidden)
    assert (shown.other_name, shown.contact_rhythm) == ("Malo", "Un dimanche par mois")
    told = [one.what for one in found.withheld]
    assert told == (["Lieu de vie et situation de Malo"] if hidden else [])


# --- what the child asked to keep, and what the service thinks of the words


KEPT = "Que maman a crié très fort dimanche."


@pytest.mark.parametrize("reader", list(WHO))
@pytest.mark.parametrize("sharing", ["TOUS", "JUGE", "DOSSIER"])
def test_what_the_child_asked_to_keep_reaches_nobody_whatever_the_sharing(reader: K, sharing: str) -> None:
    statement, link = words(
        "ENFANT", "B", exact_words="Je veux voir ma sœur plus souvent.", kept_secret=KEPT, sharing=sharing
    )
    plan = plan_file(statement, link)
    found = withhold(file_with(), plan, WHO[reader], said=plan.items)
    assert KEPT not in everything(found)
    assert KEPT in found.secrets  # copied into a text of the plan, it stops the document
    elsewhere = words("ENFANT", "B", kept_secret="Ce que j’ai dit de la tante.", sharing="TOUS")[0]
    assert (
        "Ce que j’ai dit de la tante."
        in withhold(file_with(), plan, WHO[reader], said=plan_file(elsewhere).items).secrets
    )


@pytest.mark.parametrize("reader", [K.MOTHER, K.FATHER, K.CHILD, K.JUDGE, K.FILE])
def test_the_view_of_the_professional_and_the_corrections_stay_in_the_service(reader: K) -> None:
    statement, link = words(
        "ENFANT",
        "B",
        exact_words="Je dors mieux.",
        professional_view="Paraît soulagé de le dire.",
        corrections="Il avait dit « bien ».",
    )
    left = everything(withhold(file_with(), plan_file(statement, link), WHO[reader]))
    assert "Je dors mieux." in left
    assert ("Paraît soulagé" in left) is ("Il avait dit" in left) is (reader is K.FILE)


@pytest.mark.parametrize("field", WORDS_FIELDS)
@pytest.mark.parametrize("reader", [K.MOTHER, K.FATHER, K.CHILD, K.JUDGE])
def test_whatever_form_unshared_words_take_they_are_looked_for_in_the_document(field: str, reader: K) -> None:
    statement, link = words("MERE", "B", sharing="DOSSIER", **{field: "Elle a peur de le croiser au marché."})
    assert (
        "Elle a peur de le croiser au marché." in withhold(file_with(), plan_file(statement, link), WHO[reader]).secrets
    )
