"""The seventeen statutory headings: what each lacks, and that "nothing yet" is never said of a heading where something is."""

from __future__ import annotations

import datetime as dt

import pytest

from ppe_desktop.domain.casefile import CaseFile, PlanFile
from ppe_desktop.domain.plan_outline import Heading, HeadingState, outline
from tests.support.casefiles import TODAY, case_file, empty_case, item, parent, plan_file, words
from tests.support.rich_case import rich_case

D = dt.date
KEYS = [
    "identity", "authority", "place", "siblings", "service", "decision", "contacts", "history", "domain_A", "domain_B", "domain_C",
    "actions", "autonomy", "support", "links", "expression", "signatures",
]  # fmt: skip
C, P, E, N = HeadingState.COMPLETE, HeadingState.PARTIAL, HeadingState.EMPTY, HeadingState.NOT_CONCERNED


def heading(key: str, file: CaseFile, plan: PlanFile, day: dt.date = TODAY) -> Heading:
    return next(found for found in outline(file, plan, day) if found.key == key)


def child(**values: object) -> CaseFile:
    return case_file(item("child", **{"birth_surname": "Durand", **values}))


def test_there_are_seventeen_headings_in_the_order_of_the_document() -> None:
    found = outline(*empty_case(), TODAY)
    assert [one.key for one in found] == KEYS
    assert [one.number for one in found] == list(range(1, 18))
    assert all(one.title and one.basis for one in found)


def test_of_an_empty_file_nothing_is_said_to_be_there() -> None:
    states = {one.key: one.state for one in outline(*empty_case(), TODAY)}
    assert {key for key, state in states.items() if state is N} == {"siblings", "autonomy"}
    assert {key for key, state in states.items() if state is C} == {
        "contacts"
    }  # no parent is known: nobody to have rights
    assert {key for key, state in states.items() if state is P} == set()


def test_a_full_file_lacks_nothing() -> None:
    file, plan = rich_case()
    lacking = {one.key: one.gaps for one in outline(file, plan, TODAY) if one.state in (P, E)}
    assert set(lacking) <= {"domain_A", "domain_B", "domain_C", "actions", "siblings", "expression"}, lacking


def test_gaps_are_said_exactly_when_a_heading_is_not_whole() -> None:
    for file, plan in (empty_case(), rich_case()):
        for one in outline(file, plan, TODAY):
            assert bool(one.gaps) == (one.state in (P, E)), one


IDENTITY = {"first_names": "Léa", "birth_date": D(2015, 3, 12), "birth_place": "Évry", "sex": "F"}


@pytest.mark.parametrize(
    ("values", "state", "gaps"),
    [
        ({}, E, {"prénom", "date de naissance", "lieu de naissance", "sexe"}),
        (IDENTITY, C, set()),
        ({**IDENTITY, "sex": "X"}, P, {"sexe"}),
        ({"sex": "F"}, P, {"prénom", "date de naissance", "lieu de naissance"}),
    ],
)
def test_identity(values: dict[str, object], state: HeadingState, gaps: set[str]) -> None:
    found = heading("identity", child(**values), plan_file())
    assert (found.state, set(found.gaps)) == (state, gaps)


def test_authority_wants_holders_their_addresses_and_the_exercise() -> None:
    mother, link = parent("MERE", "Benali", "Karima")
    holder = item("parental_authority", person_id=mother.id, is_holder="OUI", exercise="SEUL")
    address = item("address", person_id=mother.id, street="8 rue des Lavandières")
    unknown = holder.having(exercise="INCONNU")
    not_holder = holder.having(is_holder="NON")
    past = item("address", person_id=mother.id, street="1 rue Basse", until=D(2020, 1, 1))
    cases = [
        ((), E),
        ((holder,), P),
        ((holder, past), P),
        ((holder, address), C),
        ((unknown, address), P),
        ((not_holder,), C),
    ]
    for items, state in cases:
        assert heading("authority", case_file(None, mother, link, *items), plan_file()).state is state, items


def test_authority_does_not_concern_a_young_adult() -> None:
    adult = case_file(item("child", birth_surname="Durand", birth_date=D(2008, 11, 23)))
    assert heading("authority", adult, plan_file()).state is N
    assert heading("authority", adult, plan_file(), D(2026, 11, 22)).state is E


@pytest.mark.parametrize(
    ("place", "state"),
    [
        ({"name": "MECS Les Grands Chênes"}, C),
        ({"town": "Étampes"}, C),
        ({"setting": "MECS"}, P),
        ({"name": "Ancien foyer", "until": D(2020, 1, 1)}, E),
        ({"name": "Foyer à venir", "since": D(2027, 1, 1)}, E),
    ],
)
def test_place(place: dict[str, object], state: HeadingState) -> None:
    assert heading("place", case_file(None, item("placement", **place)), plan_file()).state is state


@pytest.mark.parametrize(
    ("links", "state", "gap"),
    [
        ((), N, ""),
        ((("OUI", ""),), C, ""),
        ((("NON", "Deux lieux"),), C, ""),
        ((("NON", ""),), P, "motif de la séparation de la fratrie"),
        ((("INCONNU", ""), ("OUI", "")), P, "accueil ensemble ou séparé"),
    ],
)
def test_siblings(links: tuple[tuple[str, str], ...], state: HeadingState, gap: str) -> None:
    items = [item("sibling_link", other_name="Hugo", together=one, separation_reason=why) for one, why in links]
    found = heading("siblings", case_file(None, *items), plan_file())
    assert (found.state, "".join(found.gaps)) == (state, gap)


@pytest.mark.parametrize(
    ("profile", "state"),
    [
        (None, E),
        ({"service": "", "surname": "", "function": ""}, E),
        ({"service": "ASE", "surname": "", "function": ""}, P),
        ({"service": "ASE", "surname": "Marchand", "function": "référente"}, C),
    ],
)
def test_service(profile: dict[str, str] | None, state: HeadingState) -> None:
    file = case_file(profile=item("user_profile", **profile) if profile else None)
    assert heading("service", file, plan_file()).state is state


DECISION = {
    "decided_on": D(2026, 3, 1),
    "place": "Évry",
    "reasons": "Parce que",
    "content": "Confie",
    "objectives": "Apaiser",
}


@pytest.mark.parametrize("present", [[], ["decided_on"], ["reasons", "content"], list(DECISION)])
def test_decision(present: list[str]) -> None:
    found = heading(
        "decision", case_file(None, item("decision", **{name: DECISION[name] for name in present})), plan_file()
    )
    assert found.state is (E if not present else C if len(present) == len(DECISION) else P)
    assert len(found.gaps) == len(DECISION) - len(present)


def test_the_decision_recalled_is_the_last_one_taken() -> None:
    whole, bare = item("decision", **DECISION), item("decision", decided_on=D(2026, 6, 1))
    assert heading("decision", case_file(None, bare, whole), plan_file()).state is P
    assert heading("decision", case_file(None, whole, bare.having(decided_on=D(2025, 1, 1))), plan_file()).state is C


def test_contacts_want_each_living_parent() -> None:
    mother, father = parent("MERE", "Benali", "Karima"), parent("PERE", "Durand", "Éric")
    rights = [item("contact_right", person_id=one[0].id, kind="LIBRE") for one in (mother, father)]
    over = rights[1].having(until=D(2020, 1, 1))
    dead = parent("PERE", "Durand", "Éric", death_date=D(2020, 1, 1))
    second = parent("SECOND_PARENT", "Roy", "Anne")
    cases = [
        ((*mother, *father), E), ((*mother, *father, rights[0]), P), ((*mother, *father, rights[0], over), P),
        ((*mother, *father, *rights), C), ((*mother, *dead, rights[0]), C), ((*mother, *second, rights[0]), P),
    ]  # fmt: skip
    for items, state in cases:
        assert heading("contacts", case_file(None, *items), plan_file()).state is state


def test_history_is_there_as_soon_as_one_step_is_known() -> None:
    assert heading("history", case_file(), plan_file()).state is E
    for known in (item("measure", type="AED"), item("placement", name="Foyer")):
        assert heading("history", case_file(None, known), plan_file()).state is C
    assert heading("history", case_file(), plan_file(history_summary="Né à Évry.")).state is C


def whole_domain(code: str) -> list[object]:
    return [item("plan_domain", domain=code, evaluation="Va bien.", needs="Du calme.")]


@pytest.mark.parametrize("code", ["A", "B", "C"])
def test_a_domain_wants_evaluation_needs_and_the_words_of_each(code: str) -> None:
    file = case_file(None, *parent("MERE", "Benali", "Karima"), *parent("PERE", "Durand", "Éric"))
    said = [part for speaker in ("ENFANT", "MERE", "PERE") for part in words(speaker, code, exact_words="Oui.")]
    other = "B" if code != "B" else "A"
    elsewhere = [part for speaker in ("ENFANT", "MERE", "PERE") for part in words(speaker, other, exact_words="Oui.")]
    only_evaluation = [item("plan_domain", domain=code, evaluation="Va bien.")]
    cases = [
        ([], E),
        (whole_domain(code), P),
        (only_evaluation, P),
        (said, P),
        (elsewhere, E),
        ([*whole_domain(code), *said], C),
    ]
    for items, state in cases:
        assert heading(f"domain_{code}", file, plan_file(*items)).state is state, items
    assert set(heading(f"domain_{code}", file, plan_file(*whole_domain(code))).gaps) == {
        "parole de l’enfant", "parole de la mère", "parole du père",
    }  # fmt: skip


def test_a_refusal_to_speak_is_an_answer_and_the_dead_are_not_expected() -> None:
    dead = parent("PERE", "Durand", "Éric", death_date=D(2020, 1, 1))
    silent = [*whole_domain("A"), *words("ENFANT", "A", outcome="REFUS")]
    assert heading("domain_A", case_file(None, *dead), plan_file(*silent)).state is C


def action(objective: object, **values: object) -> object:
    return item(
        "plan_action", objective_id=objective.id, **{"due_on": D(2027, 1, 1), "actors": "La référente", **values}
    )


def test_actions() -> None:
    one, two = (item("plan_objective", domain="A", text=text) for text in ("Dormir", "Lire"))
    yes, also = (item("objective_opinion", objective_id=each.id, agreement="ACCORD") for each in (one, two))
    silent, closed = item("objective_opinion", objective_id=one.id), one.having(state="ATTEINT")
    cases = [
        ((), E), ((one, yes), P), ((one, yes, action(one)), C), ((one, two, yes, also, action(one)), P),
        ((one, yes, action(one, due_on=None)), P), ((one, yes, action(one, actors="")), P),
        ((one, yes, action(one, actors="", due_on=None)), P), ((one, action(one)), P), ((one, silent, action(one)), P),
        ((closed, yes, action(one)), P),
    ]  # fmt: skip
    for items, state in cases:
        assert heading("actions", case_file(), plan_file(*items)).state is state, items


@pytest.mark.parametrize(
    ("birth", "text", "state"),
    [
        (D(2010, 11, 24), "", N),
        (D(2010, 11, 23), "", E),
        (D(2008, 1, 1), "", E),
        (D(2010, 11, 23), "Passer le permis.", C),
        (D(2015, 1, 1), "Prendre le bus seul.", C),
        (None, "", N),
    ],
)
def test_autonomy_concerns_the_young_from_sixteen_or_whoever_has_one(
    birth: dt.date | None, text: str, state: HeadingState
) -> None:
    assert heading("autonomy", child(birth_date=birth), plan_file(autonomy=text)).state is state


@pytest.mark.parametrize("role", ["PARRAIN", "MENTOR", "PERSONNE_RESSOURCE"])
def test_support_comes_from_the_people_or_the_text(role: str) -> None:
    assert heading("support", case_file(), plan_file()).state is E
    assert heading("support", case_file(None, *parent(role, "N’Diaye", "Awa")), plan_file()).state is C
    assert heading("support", case_file(None, *parent("AUTRE", "N’Diaye", "Awa")), plan_file()).state is E
    assert heading("support", case_file(), plan_file(support_network="Un voisin.")).state is C


def test_links() -> None:
    assert heading("links", case_file(), plan_file()).state is E
    assert heading("links", case_file(), plan_file(item("plan_link", kind="DIPC"))).state is C


def test_expression_is_partial_as_soon_as_someone_spoke() -> None:
    file = case_file(None, *parent("MERE", "Benali", "Karima"))
    child_said, mother_said = words("ENFANT", "", exact_words="Oui."), words("MERE", "", exact_words="Oui.")
    in_a_domain = words("ENFANT", "A", exact_words="Oui.")
    for said, state in (((), E), (in_a_domain, E), (child_said, P), ((*child_said, *mother_said), C)):
        assert heading("expression", file, plan_file(*said)).state is state


def test_signatures() -> None:
    row = item("plan_signature", quality="ENFANT")
    assert heading("signatures", case_file(), plan_file()).state is E
    assert heading("signatures", case_file(), plan_file(row)).state is P
    assert heading("signatures", case_file(), plan_file(established_on=TODAY)).state is P
    assert heading("signatures", case_file(), plan_file(row, established_on=TODAY)).state is C
