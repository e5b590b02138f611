"""Two persons made one: everything follows, no protection is lost, and they can be parted again exactly."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ppe_desktop.domain.errors import FieldError, InputError, UnknownRecordError
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.domain.vocabulary import RecipientKind
from ppe_desktop.services.session import Session
from ppe_desktop.storage.merging import person_columns
from tests.support.base import new_session
from tests.support.rows import Rows, items
from tests.support.rows import content as whole

D = dt.date
NOT_COMPARED = {"audit_entry", "history_entry", "alembic_version"}
PHONE = "06\u00a012\u00a034\u00a056\u00a078"


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    made = new_session(tmp_path / "base")
    yield made
    made.close()


def add(session: Session, kind: str, /, **values: Any) -> str:
    return session.run(session.records.add, kind, **values).created


def content(session: Session) -> Rows:
    return whole(session, but=NOT_COMPARED)


def two_children_two_mothers(session: Session) -> tuple[str, str, str, str]:
    """A mother entered twice, once in each of two files."""
    lea = session.run(session.files.create, surname="Benali", first_names="Léa").created
    tom = session.run(session.files.create, surname="Benali", first_names="Tom").created
    kept = add(session, "person", surname="Benali", first_name="Karima")
    other = add(session, "person", surname="Ben Ali", first_name="Karima", phone=PHONE)
    add(session, "relationship", child_id=lea, person_id=kept, role="MERE")
    add(session, "relationship", child_id=tom, person_id=other, role="MERE")
    return lea, tom, kept, other


def test_everything_follows_the_person_kept_and_her_gaps_are_filled(session: Session) -> None:
    _lea, tom, kept, other = two_children_two_mothers(session)
    address = add(session, "address", person_id=other, street="3 rue des Lilas", town="Massy")
    made = session.run(session.people.merge, kept, other)
    file = session.run(session.files.open, tom)
    assert [person.id for person in file.of("person")] == [kept]
    assert file.person(kept).phone == PHONE  # type: ignore[union-attr]
    assert [(one.id, one.person_id) for one in file.of("address")] == [(address, kept)]
    assert {person.id for person in items(session, "person")} == {kept}
    (line,) = session.run(session.people.merges)
    assert (line.merge_id, line.kept, line.other) == (made.created, "Karima Benali", "Karima Ben Ali")


def test_a_value_is_taken_only_when_it_is_chosen(session: Session) -> None:
    _lea, _tom, kept, other = two_children_two_mothers(session)
    session.run(session.records.change, "person", kept, phone="+33 1")
    session.run(session.people.merge, kept, other, frozenset({"surname"}))
    (person,) = items(session, "person")
    assert (person.surname, person.phone) == ("Ben Ali", "+33 1")


def test_the_preview_counts_files_and_links_and_changes_nothing(session: Session) -> None:
    _lea, _tom, kept, other = two_children_two_mothers(session)
    add(session, "address", person_id=other, town="Massy")
    before = content(session)
    preview = session.run(session.people.preview, kept, other)
    assert preview.files == ("Tom Benali",)
    assert preview.links == (("Adresse", 1), ("Lien avec l’enfant", 1))
    assert content(session) == before


def test_a_protection_is_never_lost_nor_doubled(session: Session) -> None:
    lea, tom, kept, other = two_children_two_mothers(session)
    aunt = add(session, "person", surname="Roy")
    add(session, "relationship", child_id=tom, person_id=aunt, role="TANTE_ONCLE")
    first, second = (add(session, "address", person_id=aunt, street=street) for street in ("1 rue A", "2 rue B"))
    add(session, "address_protection", address_id=first, hidden_from_id=other, reason="Violences")
    add(session, "address_protection", address_id=second, hidden_from_id=other)
    add(session, "address_protection", address_id=second, hidden_from_id=kept)
    words = add(session, "statement", child_id=lea, exact_words="Je préfère ici.", said_on=D(2026, 1, 1))
    add(session, "statement_restriction", statement_id=words, hidden_from_id=other)
    session.run(session.people.merge, kept, other)
    protections = items(session, "address_protection")
    assert {(p.address_id, p.hidden_from_id) for p in protections} == {(first, kept), (second, kept)}
    assert len(protections) == 2
    assert [r.hidden_from_id for r in items(session, "statement_restriction")] == [kept]


def test_two_persons_of_whom_one_is_protected_from_the_other_are_never_made_one(session: Session) -> None:
    _lea, _tom, kept, other = two_children_two_mothers(session)
    address = add(session, "address", person_id=other, street="3 rue des Lilas")
    add(session, "address_protection", address_id=address, hidden_from_id=kept)
    before = content(session)
    for one, two in ((kept, other), (other, kept)):
        with pytest.raises(InputError, match="deux personnes différentes"):
            session.run(session.people.merge, one, two)
    assert content(session) == before


def test_a_tie_between_the_two_goes_and_comes_back(session: Session) -> None:
    _lea, _tom, kept, other = two_children_two_mothers(session)
    add(session, "person_tie", person_id=kept, other_person_id=other, kind="AUTRE")
    before = content(session)
    made = session.run(session.people.merge, kept, other)
    assert items(session, "person_tie") == ()
    session.run(session.people.part, made.created)
    assert content(session) == before


def test_a_link_that_says_nothing_more_is_not_shown_twice(session: Session) -> None:
    lea, _tom, kept, other = two_children_two_mothers(session)
    add(session, "relationship", child_id=lea, person_id=other, role="MERE")
    add(session, "relationship", child_id=lea, person_id=other, role="AUTRE", terms="Marraine aussi")
    session.run(session.people.merge, kept, other)
    links = [link for link in items(session, "relationship") if link.child_id == lea]
    assert sorted(link.role for link in links) == ["AUTRE", "MERE"]


def test_two_opinions_on_one_objective_become_one_and_both_come_back(session: Session) -> None:
    lea, _tom, kept, other = two_children_two_mothers(session)
    add(session, "relationship", child_id=lea, person_id=other, role="MERE")
    plan = session.run(session.plans.prepare, lea).created
    said, unsaid = (session.run(session.plans.add_objective, plan, "A").created for _each in range(2))
    add(session, "objective_opinion", objective_id=said, speaker="MERE", person_id=kept, agreement="ACCORD")
    heard = {"speaker": "MERE", "person_id": other, "agreement": "DESACCORD", "words": "Pas sans moi."}
    for objective in (said, unsaid):
        add(session, "objective_opinion", objective_id=objective, **heard)
    add(session, "objective_opinion", objective_id=unsaid, speaker="MERE", person_id=kept)
    before = content(session)
    merge = session.run(session.people.merge, kept, other).created
    left = {one.objective_id: (one.person_id, one.agreement, one.words) for one in items(session, "objective_opinion")}
    assert left == {said: (kept, "ACCORD", ""), unsaid: (kept, "DESACCORD", "Pas sans moi.")}, (
        "what says something stays"
    )
    session.run(session.people.part, merge)
    assert content(session) == before


def test_what_was_changed_since_stays_when_they_are_parted(session: Session) -> None:
    _lea, tom, kept, other = two_children_two_mothers(session)
    made = session.run(session.people.merge, kept, other)
    session.run(session.records.change, "person", kept, phone="+33 1", email="k@exemple.fr")
    session.run(session.people.part, made.created)
    persons = {person.id: person for person in items(session, "person")}
    assert (persons[kept].phone, persons[kept].email) == ("+33 1", "k@exemple.fr")
    assert persons[other].phone == PHONE
    assert [link.person_id for link in session.run(session.files.open, tom).of("relationship")] == [other]
    with pytest.raises(UnknownRecordError):
        session.run(session.people.part, made.created)


def test_what_was_protected_while_they_were_one_is_protected_from_both(session: Session) -> None:
    _lea, tom, kept, other = two_children_two_mothers(session)
    aunt = add(session, "person", surname="Roy")
    add(session, "relationship", child_id=tom, person_id=aunt, role="TANTE_ONCLE")
    address = add(session, "address", person_id=aunt, street="1 rue A")
    made = session.run(session.people.merge, kept, other)
    add(session, "address_protection", address_id=address, hidden_from_id=kept)
    session.run(session.people.part, made.created)
    assert {p.hidden_from_id for p in items(session, "address_protection")} == {kept, other}


def test_a_merge_is_not_parted_before_the_one_that_took_it_in(session: Session) -> None:
    _lea, _tom, kept, other = two_children_two_mothers(session)
    third = add(session, "person", surname="Bennali", first_name="Karima")
    before = content(session)
    first = session.run(session.people.merge, other, third)
    second = session.run(session.people.merge, kept, other)
    with pytest.raises(InputError, match="séparez d’abord"):
        session.run(session.people.part, first.created)
    session.run(session.people.part, second.created)
    session.run(session.people.part, first.created)
    assert content(session) == before


def test_a_finished_plan_is_untouched_and_a_later_protection_applies_to_its_reader(session: Session) -> None:
    _lea, tom, kept, other = two_children_two_mothers(session)
    father = add(session, "person", surname="Roy", first_name="Paul")
    add(session, "relationship", child_id=tom, person_id=father, role="PERE")
    street = add(session, "address", person_id=father, street="14 chemin des Vignes", town="Massy")
    add(session, "decision", child_id=tom, kind="JUDICIAIRE", decided_on=D(2026, 1, 5))
    plan = session.run(session.plans.prepare, tom).created
    session.run(session.plans.finish, plan, D(2026, 10, 1))
    sealed = [one.snapshot for one in items(session, "child_plan")]
    session.run(session.people.merge, kept, other)
    add(session, "address_protection", address_id=street, hidden_from_id=kept)
    mothers = [r for r in session.documents.recipients(plan) if r.kind is RecipientKind.MOTHER]
    assert [reader.person_id for reader in mothers] == [kept], "the reader of the sealed plan is the person of today"
    preview = session.documents.preview(plan, mothers[0])
    assert "chemin des Vignes" not in preview.html
    assert any("Paul Roy" in entry.what for entry in preview.withheld)
    assert "chemin des Vignes" in session.documents.preview(plan, Recipient(RecipientKind.FILE)).html
    assert [one.snapshot for one in items(session, "child_plan")] == sealed


def test_a_record_binned_before_comes_back_on_the_person_kept(session: Session) -> None:
    _lea, tom, kept, other = two_children_two_mothers(session)
    (link,) = session.run(session.files.open, tom).of("relationship")
    session.run(session.records.remove, "relationship", link.id)
    session.run(session.people.merge, kept, other)
    session.run(session.records.restore, session.run(session.files.binned, "relationship", link.id))
    assert [one.person_id for one in session.run(session.files.open, tom).of("relationship")] == [kept]


def test_a_text_kept_aside_comes_back_with_its_person(session: Session) -> None:
    _lea, _tom, kept, other = two_children_two_mothers(session)
    with pytest.raises(FieldError):
        session.run(session.records.enter, "person", other, "birth_date", "31/02/1980")
    before = content(session)
    made = session.run(session.people.merge, kept, other)
    assert session.run(session.records.pending) == {}
    session.run(session.people.part, made.created)
    assert content(session) == before


def test_the_history_tells_it_in_words(session: Session) -> None:
    _lea, tom, kept, other = two_children_two_mothers(session)
    session.run(session.people.merge, kept, other)
    told = [(line.label, line.old, line.new) for line in session.run(session.files.history, tom)]
    assert ("Personne", "une personne retirée", "Karima Benali") in told
    assert ("", "", "Réunie avec la fiche de Karima Ben Ali") in told


@pytest.mark.parametrize("seed", range(6))
def test_made_one_then_parted_the_base_is_as_before(session: Session, seed: int) -> None:
    """Whatever refers to whom: every column of the base that names a person, filled at random."""
    rng = random.Random(seed)
    persons = [add(session, "person", surname=f"Nom{n}", phone=f"01990010{n}0") for n in range(4)]
    children = [session.run(session.files.create, surname=f"Enfant{n}").created for n in range(3)]
    addresses = [add(session, "address", person_id=rng.choice(persons), street=f"{n} rue A") for n in range(4)]
    words = [
        add(
            session,
            "statement",
            child_id=rng.choice(children),
            said_on=D(2026, 1, 1),
            person_id=rng.choice([*persons, ""]),
        )
        for _ in range(4)
    ]
    for _ in range(25):
        who, child = rng.choice(persons), rng.choice(children)
        makers: list[tuple[str, dict[str, Any]]] = [
            ("relationship", {"child_id": child, "person_id": who, "role": rng.choice(["MERE", "AUTRE"])}),
            ("parental_authority", {"child_id": child, "person_id": who}),
            ("contact_right", {"child_id": child, "person_id": who}),
            ("authorisation", {"child_id": child, "person_id": who}),
            ("person_tie", {"person_id": who, "other_person_id": rng.choice(persons)}),
            ("address_protection", {"address_id": rng.choice(addresses), "hidden_from_id": who}),
            ("statement_restriction", {"statement_id": rng.choice(words), "hidden_from_id": who}),
        ]
        kind, values = rng.choice(makers)
        try:
            add(session, kind, **values)
        except InputError:
            continue  # the base refuses the same twice, or a tie to oneself
    before = content(session)
    kept, other = rng.sample(persons, 2)
    try:
        made = session.run(session.people.merge, kept, other)
    except InputError:
        assert content(session) == before
        return
    for model, name in person_columns():
        assert other not in {item.values[name] for item in items(session, model.__tablename__)}
    session.run(session.people.part, made.created)
    assert content(session) == before


def test_those_who_may_be_one_are_found(session: Session) -> None:
    _lea, _tom, kept, other = two_children_two_mothers(session)
    add(session, "person", surname="Durand", first_name="Paul")
    (pair,) = session.run(session.people.likely_pairs)
    assert {person.id for person in pair} == {kept, other}
