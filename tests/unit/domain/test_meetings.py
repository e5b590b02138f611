"""Who is proposed for a meeting: each case of the default, in a table where it fits in one."""

import datetime as dt

import pytest

from ppe_desktop.domain.meetings import (
    CHILD_KEY,
    PLACE_KEY,
    Standing,
    in_order,
    is_late,
    must_not_meet,
    objectives_to_serve,
    proposals,
    served_by,
    task_words,
)
from tests.support.casefiles import case_file, item, parent

DAY = dt.date(2026, 12, 10)
YESTERDAY, TOMORROW = DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)
CHILD = item("child", birth_surname="Le Goff", first_names="Malo", sex="M", birth_date=dt.date(2014, 2, 3))
P, O, B, I = Standing.PROPOSED, Standing.OPTIONAL, Standing.BLOCKED, Standing.IMPOSSIBLE  # noqa: E741


def standing(file, person, kind="PPE", day=DAY):
    return next(one for one in proposals(file, kind, day) if one.key == person.id).standing


def with_one(role, *more, kind="PPE", child=CHILD, **person):
    """Return where somebody of a role stands."""
    one, link = parent(role, "Benali", "Karima", **person)
    facts = [make(one.id) if callable(make) else make for make in more]
    return standing(case_file(child, one, link, *facts), one, kind)


def held(exercise, holder="OUI", **more):
    return lambda who: item("parental_authority", person_id=who, exercise=exercise, is_holder=holder, **more)


def right(kind, **more):
    return lambda who: item("contact_right", person_id=who, kind=kind, **more)


ROLES = [
    ("MERE", "PPE", P),
    ("PERE", "PPE", P),
    ("SECOND_PARENT", "PPE", P),
    ("TUTEUR", "PPE", P),
    ("DELEGATAIRE", "PPE", P),
    ("TDC", "PPE", P),
    ("ADMIN_AD_HOC", "PPE", P),
    ("ASSISTANT_FAMILIAL", "PPE", P),
    ("EDUCATEUR", "PPE", P),
    ("ACCUEILLANT_BENEVOLE", "PPE", P),
    ("REFERENT_ASE", "PPE", P),
    ("CADRE_ASE", "PPE", P),
    ("PSYCHOLOGUE", "PPE", O),
    ("MEDECIN", "PPE", O),
    ("ENSEIGNANT", "PPE", O),
    ("PERSONNE_CONFIANCE", "PPE", O),
    ("AVOCAT_ENFANT", "PPE", O),
    ("AVOCAT_PARENT", "PPE", O),
    ("BEAU_PARENT", "PPE", O),
    ("GRAND_PARENT", "PPE", O),
    ("PARRAIN", "PPE", O),
    ("une voisine", "PPE", O),
    ("MERE", "CESSEC", O),
    ("TUTEUR", "CESSEC", O),
    ("TDC", "CESSEC", P),
    ("ASSISTANT_FAMILIAL", "CESSEC", P),
    ("REFERENT_ASE", "CESSEC", P),
    ("MERE", "CONCERTATION_ANNUELLE", P),
    ("MERE", "CONCERTATION_EXCEPTIONNELLE", P),
    ("MERE", "SYNTHESE_STRUCTURE", P),
    ("GRAND_PARENT", "CONFERENCE_FAMILIALE", O),
    ("TDC", "INSTANCE_SANTE", P),
    ("MERE", "INSTANCE_SANTE", O),
    ("MEDECIN", "INSTANCE_SANTE", P),
    ("PMI", "INSTANCE_SANTE", P),
    ("ENSEIGNANT", "INSTANCE_SANTE", O),
    ("MERE", "CONFERENCE_FAMILIALE", P),
    ("MERE", "une réunion à nous", P),
]


@pytest.mark.parametrize(("role", "kind", "expected"), ROLES)
def test_by_role(role, kind, expected):
    assert with_one(role, kind=kind) is expected


AUTHORITY = [
    ("CONJOINTE", "OUI", P),
    ("SEUL", "OUI", P),
    ("RETRAIT_PARTIEL", "OUI", P),
    ("INCONNU", "INCONNU", P),
    ("RETRAIT_EXERCICE", "OUI", O),
    ("INCONNU", "NON", O),
    ("RETRAIT_TOTAL", "NON", B),
]


@pytest.mark.parametrize(("exercise", "holder", "expected"), AUTHORITY)
def test_a_parent_by_authority(exercise, holder, expected):
    assert with_one("PERE", held(exercise, holder)) is expected


def test_only_what_is_in_force_that_day_counts():
    assert with_one("PERE", held("RETRAIT_TOTAL", "NON", until=YESTERDAY), held("CONJOINTE", since=DAY)) is P
    assert with_one("PERE", held("RETRAIT_TOTAL", "NON", since=DAY)) is B
    assert with_one("PERE", right("SUSPENDU", until=YESTERDAY)) is P
    assert with_one("PERE", right("SUSPENDU", since=YESTERDAY)) is B
    assert with_one("PERE", right("RESERVE")) is P


def test_a_contact_right_opens_to_the_family_and_its_suspension_closes():
    assert with_one("GRAND_PARENT", right("VISITE")) is P
    assert with_one("GRAND_PARENT", right("INCONNU")) is O
    assert with_one("GRAND_PARENT", right("SUSPENDU")) is B


@pytest.mark.parametrize("surname", ["Inconnu", "non établi", "X"])
def test_nobody_stands_for_a_father_who_is_not_known(surname):
    one, link = parent("PERE", surname, "")
    assert standing(case_file(CHILD, one, link), one) is I


def test_the_dead_are_not_invited():
    assert with_one("MERE", death_date=YESTERDAY) is I


def test_a_tie_that_ended_is_blocked_with_its_day():
    one, link = parent("BEAU_PARENT", "Martin", "Paul")
    ended = link.having(until=YESTERDAY)
    (found,) = [p for p in proposals(case_file(CHILD, one, ended), "PPE", DAY) if p.key == one.id]
    assert found.standing is B
    assert "9 décembre 2026" in found.reason.replace("\N{NO-BREAK SPACE}", " ")
    again = item("relationship", person_id=one.id, role="TDC", since=DAY)
    assert standing(case_file(CHILD, one, ended, again), one) is P


def test_a_protected_place_blocks_the_one_it_is_protected_from():
    one, link = parent("PERE", "Le Goff", "Erwan")
    other, other_link = parent("MERE", "Benali", "Karima")
    place = item("placement", name="Maison du Lac", since=dt.date(2025, 1, 1))
    hidden = item("address_protection", placement_id=place.id, hidden_from_id=one.id)
    file = case_file(CHILD, one, link, other, other_link, place, hidden)
    assert (standing(file, one), standing(file, other)) == (B, P)
    gone = place.having(until=YESTERDAY)
    assert standing(case_file(CHILD, one, link, gone, hidden), one) is P


def test_a_secret_place_blocks_both_parents_and_no_professional():
    one, link = parent("PERE", "Le Goff", "Erwan")
    carer, carer_link = parent("ASSISTANT_FAMILIAL", "Roy", "Anne")
    file = case_file(CHILD, one, link, carer, carer_link, item("placement", name="Ici", is_anonymous=True))
    assert (standing(file, one), standing(file, carer)) == (B, P)


def protected():
    """Two parents, the address of the mother kept from the father."""
    mother, mother_link = parent("MERE", "Benali", "Karima")
    father, father_link = parent("PERE", "Le Goff", "Erwan")
    address = item("address", person_id=mother.id, town="Évry")
    hidden = item("address_protection", address_id=address.id, hidden_from_id=father.id)
    return mother, father, case_file(CHILD, mother, mother_link, father, father_link, address, hidden)


def test_a_protected_address_waits_on_both_sides_and_parents_must_not_meet():
    mother, father, file = protected()
    assert (standing(file, mother), standing(file, father)) == (B, B)
    assert must_not_meet(file, DAY) == ["L’adresse de Karima Benali est protégée d’Erwan Le Goff."]


def test_parents_who_must_not_meet():
    mother, mother_link = parent("MERE", "Benali", "Karima")
    father, father_link = parent("PERE", "Le Goff", "Erwan")
    both = (mother, mother_link, father, father_link)
    assert must_not_meet(case_file(CHILD, *both), DAY) == []
    conflict = item("person_tie", person_id=father.id, other_person_id=mother.id, kind="CONFLIT")
    assert must_not_meet(case_file(CHILD, *both, conflict), DAY) == ["Karima Benali et Erwan Le Goff sont en conflit."]
    divorced = conflict.having(kind="DIVORCES")
    assert must_not_meet(case_file(CHILD, *both, divorced), DAY) == []
    suspended = item("contact_right", person_id=father.id, kind="SUSPENDU")
    (said,) = must_not_meet(case_file(CHILD, *both, suspended), DAY)
    assert said.startswith("Les droits de visite d’Erwan Le Goff sont suspendus")


def test_a_parent_who_died_meets_nobody():
    mother, mother_link = parent("MERE", "Benali", "Karima", death_date=YESTERDAY)
    father, father_link = parent("PERE", "Le Goff", "Erwan")
    tie = item("person_tie", person_id=father.id, other_person_id=mother.id, kind="CONFLIT")
    assert must_not_meet(case_file(CHILD, mother, mother_link, father, father_link, tie), DAY) == []


def test_never_the_father_of_a_half_sister():
    mother, mother_link = parent("MERE", "Benali", "Karima")
    father, father_link = parent("PERE", "Le Goff", "Erwan")
    her_father = item("person", surname="Diallo", first_name="Moussa")
    sister = item("child", birth_surname="Diallo", first_names="Inès")
    tie = item("sibling_link", other_child_id=sister.id, kind="DEMI")
    file = case_file(CHILD, mother, mother_link, father, father_link, her_father, tie, siblings={tie.id: sister})
    assert {one.name for one in proposals(file, "PPE", DAY)} == {"Malo Le Goff", "Karima Benali", "Erwan Le Goff"}


def test_a_guardian_without_any_parent():
    guardian, link = parent("TUTEUR", "Roy", "Jeanne")
    found = proposals(case_file(CHILD, guardian, link), "PPE", DAY)
    assert [(one.name, one.standing) for one in found] == [("Malo Le Goff", P), ("Jeanne Roy", P)]


def test_no_known_father_makes_no_line():
    mother, link = parent("MERE", "Benali", "Karima")
    assert [one.quality for one in proposals(case_file(CHILD, mother, link), "PPE", DAY)] == ["L’enfant", "Mère"]


def test_a_parent_under_age_is_invited_in_her_own_name():
    one, link = parent("MERE", "Benali", "Lina", birth_date=dt.date(2010, 5, 1))
    baby = item("child", birth_surname="Benali", first_names="Noé", birth_date=dt.date(2026, 1, 1))
    (found,) = [p for p in proposals(case_file(baby, one, link), "PPE", DAY) if p.key == one.id]
    assert found.standing is P
    assert "mineur" in found.reason


AGES = [(dt.date(2014, 2, 3), P), (dt.date(2020, 12, 10), P), (dt.date(2020, 12, 11), O), (None, P)]


@pytest.mark.parametrize(("birth", "expected"), AGES)
def test_the_child_by_age(birth, expected):
    file = case_file(item("child", birth_surname="Le Goff", first_names="Malo", birth_date=birth))
    (found,) = proposals(file, "PPE", DAY)
    assert (found.key, found.standing) == (CHILD_KEY, expected)


@pytest.mark.parametrize(("age", "expected"), [(0, P), (12, P), (13, O)])
def test_the_service_says_from_which_age_a_child_is_invited(age, expected):
    (found,) = proposals(case_file(CHILD), "PPE", DAY, age)
    assert found.standing is expected


def test_a_young_adult_alone_decides_who_comes():
    adult = CHILD.having(birth_date=dt.date(2008, 12, 10))
    for role in ("MERE", "TUTEUR", "ASSISTANT_FAMILIAL", "REFERENT_ASE", "MENTOR"):
        assert with_one(role, child=adult) is O
    assert with_one("PERE", held("RETRAIT_TOTAL", "NON"), child=adult) is O
    on_the_eve = CHILD.having(birth_date=dt.date(2008, 12, 11))
    assert with_one("MERE", child=on_the_eve) is P


def test_nobody_is_invited_about_a_child_who_died():
    one, link = parent("MERE", "Benali", "Karima")
    assert proposals(case_file(CHILD.having(death_date=YESTERDAY), one, link), "PPE", DAY) == []


def test_the_place_of_care_when_its_carer_is_not_in_the_file():
    place = item("placement", name="Maison du Lac", carer="Mme Roy")
    found = proposals(case_file(CHILD, place), "PPE", DAY)
    assert [(one.key, one.name, one.person_id) for one in found[1:]] == [(PLACE_KEY, "Mme Roy", "")]
    carer, link = parent("ASSISTANT_FAMILIAL", "Roy", "Anne")
    assert [one.name for one in proposals(case_file(CHILD, place, carer, link), "PPE", DAY)][1:] == ["Anne Roy"]


def test_a_person_of_several_roles_has_one_line_under_the_nearest():
    one, link = parent("PARRAIN", "Roy", "Anne")
    found = proposals(case_file(CHILD, one, link, item("relationship", person_id=one.id, role="TDC")), "PPE", DAY)
    assert [(p.quality, p.standing) for p in found if p.key == one.id] == [("Tiers digne de confiance", P)]


def test_the_judge_and_the_child_of_the_child_are_never_listed():
    for role in ("JUGE", "SON_ENFANT"):
        one, link = parent(role, "Roy", "Anne")
        assert [p.key for p in proposals(case_file(CHILD, one, link), "PPE", DAY)] == [CHILD_KEY]


def test_an_interpreter_when_the_child_needs_one():
    assert with_one("INTERPRETE") is O
    assert with_one("INTERPRETE", child=CHILD.having(interpreter_needed="OUI")) is P


def test_those_proposed_come_first_and_every_line_says_why():
    people = [part for role in ("GRAND_PARENT", "MERE", "MEDECIN", "PERE") for part in parent(role, role, "Une")]
    dead = parent("ONCLE_TANTE", "Roy", "Paul", death_date=YESTERDAY)
    found = proposals(case_file(CHILD, *dead, *people), "PPE", DAY)
    assert [one.standing for one in found] == sorted(one.standing for one in found)
    assert all(one.reason.endswith(".") for one in found)


TASKS = [
    ({"due_on": YESTERDAY}, "en retard d’un jour (pour le 9 décembre 2026)", True),
    ({"due_on": DAY - dt.timedelta(days=12)}, "en retard de 12 jours (pour le 28 novembre 2026)", True),
    ({"due_on": DAY}, "pour aujourd’hui", False),
    ({"due_on": TOMORROW, "who": "Référente"}, "Référente, pour le 11 décembre 2026", False),
    ({"who": "Référente"}, "Référente", False),
    ({}, "", False),
    ({"due_on": YESTERDAY, "done_on": DAY}, "fait le 10 décembre 2026", False),
]


@pytest.mark.parametrize(("values", "said", "late"), TASKS)
def test_lateness_is_said_in_words(values, said, late):
    task = item("task", text="Appeler l’école", **values)
    assert task_words(task, DAY).replace("\N{NO-BREAK SPACE}", " ") == said
    assert is_late(task, DAY) is late


def test_what_is_left_comes_first_by_day():
    done, late, undated, promised, plain = (
        item("task", text=text, **values)
        for text, values in (
            ("fait", {"done_on": DAY}),
            ("retard", {"due_on": YESTERDAY}),
            ("un jour", {}),
            ("promis", {"due_on": TOMORROW, "promised": True}),
            ("demain", {"due_on": TOMORROW}),
        )
    )
    found = [task.text for task in in_order([done, undated, plain, promised, late])]
    assert found == ["retard", "promis", "demain", "un jour", "fait"]


def test_a_decision_follows_its_objective_into_the_last_version_of_the_plan():
    last, former, lasting = "last", "former", "lasts"
    kept = item("plan_objective", plan_id=last, lasting_id=lasting, text="Lire", state="EN_COURS")
    closed = item("plan_objective", plan_id=last, lasting_id="closed", text="Nager", state="ATTEINT")
    before = item("plan_objective", plan_id=former, lasting_id=lasting, text="Lire", state="EN_COURS")
    gone = item("plan_objective", plan_id=former, lasting_id="gone", text="Dormir", state="EN_COURS")
    every = [kept, closed, before, gone]
    assert served_by(item("task", objective_id=before.id), every) is kept
    assert served_by(item("task"), every) is None
    assert served_by(item("task", objective_id="nobody"), every) is None
    assert objectives_to_serve(every, None) == [kept]
    assert objectives_to_serve(every, gone) == [kept, gone]
    assert objectives_to_serve([], None) == []
