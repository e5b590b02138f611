"""Where a child's health stands, said from the file: what was done, what is next, what nobody has noted."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from ppe_desktop.domain.authorisations import in_order, often_regarded_as
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.checks import check_record
from ppe_desktop.domain.errors import FieldError
from ppe_desktop.domain.health import HealthFact, Matter, Standing, event_name, events_in_order, health_facts
from ppe_desktop.domain.periods import current_first, how_far, is_over, overlapping, say_lapse
from ppe_desktop.domain.vocabulary import ActCategory, ActKind
from ppe_desktop.storage.kinds import record_kinds
from tests.support.casefiles import TODAY, case_file, item

D = dt.date
KNOWN_PROFILE = {
    "booklet": "Chez elle",
    "doctor_declared": "OUI",
    "care_authorisation": "Signée",
    "vaccines_up_to_date": "OUI",
}


def said(matter: Matter, *items: Item) -> list[str]:
    """The sentences on one matter, with plain spaces."""
    return [text for text, _standing in told(matter, *items)]


def told(matter: Matter, *items: Item) -> list[tuple[str, Standing]]:
    facts = health_facts(case_file(None, *items), TODAY)
    return [(plain(fact), fact.standing) for fact in facts if fact.matter is matter]


def plain(fact: HealthFact) -> str:
    return fact.text.replace("\u00a0", " ")


def event(kind: str, **values: Any) -> Item:
    return item("health_event", kind=kind, **values)


# --- how far a day is, in words


@pytest.mark.parametrize(
    ("day", "words"),
    [
        (TODAY, "aujourd’hui"),
        (D(2026, 11, 22), "hier"),
        (D(2026, 11, 24), "demain"),
        (D(2026, 11, 21), "il y a 2 jours"),
        (D(2026, 9, 25), "il y a 59 jours"),
        (D(2026, 9, 23), "il y a 2 mois"),
        (D(2025, 9, 23), "il y a 14 mois"),
        (D(2024, 11, 24), "il y a 23 mois"),
        (D(2024, 11, 23), "il y a 2 ans"),
        (D(2020, 11, 24), "il y a 5 ans"),
        (D(2026, 12, 9), "dans 16 jours"),
        (D(2027, 2, 23), "dans 3 mois"),
        (D(2029, 11, 23), "dans 3 ans"),
    ],
)
def test_how_far_a_day_is(day: dt.date, words: str) -> None:
    assert how_far(day, TODAY).replace("\u00a0", " ") == words


def test_a_lapse_is_the_same_both_ways() -> None:
    assert say_lapse(TODAY, D(2026, 3, 17)) == say_lapse(D(2026, 3, 17), TODAY) == "8\u00a0mois"


# --- bilans


def test_a_child_of_whom_nothing_is_noted() -> None:
    assert told(Matter.CHECKS) == [("Aucun bilan de santé d’entrée noté.", Standing.MISSING)]
    assert told(Matter.VACCINES) == [("On ne sait pas si les vaccins sont à jour.", Standing.MISSING)]
    assert said(Matter.TO_NOTE) == [
        "Où se trouve le carnet de santé, le médecin traitant, l’autorisation de soins des parents."
    ]
    for matter in (Matter.APPOINTMENTS, Matter.COVER, Matter.DISABILITY, Matter.CARE, Matter.TREATMENTS):
        assert said(matter) == []


def test_the_last_check_says_how_long_ago() -> None:
    checks = (event("BILAN_ENTREE", done_on=D(2024, 3, 1)), event("BILAN_ANNUEL", done_on=D(2025, 9, 1)))
    assert told(Matter.CHECKS, *checks) == [
        ("Dernier bilan : annuel, le 1er septembre 2025 (il y a 14 mois).", Standing.KNOWN)
    ]


def test_a_yearly_check_does_not_hide_that_the_first_is_missing() -> None:
    assert said(Matter.CHECKS, event("BILAN_ANNUEL", done_on=D(2026, 10, 1))) == [
        "Dernier bilan : annuel, le 1er octobre 2026 (il y a 53 jours).",
        "Aucun bilan de santé d’entrée noté.",
    ]


@pytest.mark.parametrize(
    ("dates", "words", "standing"),
    [
        (
            {"asked_on": D(2026, 11, 3)},
            "demandé le 3 novembre 2026 (il y a 20 jours), pas de rendez-vous noté.",
            Standing.MISSING,
        ),
        (
            {"booked_on": D(2026, 12, 1)},
            "pas encore réalisé, rendez-vous le 1er décembre 2026 (dans 8 jours).",
            Standing.COMING,
        ),
        (
            {"booked_on": D(2026, 11, 20)},
            "pas encore réalisé, rendez-vous le 20 novembre 2026 (il y a 3 jours).",
            Standing.PAST,
        ),
        ({}, "pas de rendez-vous noté.", Standing.MISSING),
    ],
)
def test_a_check_that_was_not_done_says_where_it_stands(
    dates: dict[str, dt.date], words: str, standing: Standing
) -> None:
    check = event("BILAN_ENTREE", **dates)
    assert told(Matter.CHECKS, check) == [(f"Bilan de santé d’entrée : {words}", standing)]
    assert said(Matter.APPOINTMENTS, check) == [], "said once"


# --- appointments


def test_appointments_come_in_the_order_of_their_dates() -> None:
    dentist = event("DENTAIRE", done_on=D(2026, 10, 14), next_on=D(2026, 12, 20), practitioner="Dr Ropars")
    eyes = event("OPHTALMO", booked_on=D(2026, 12, 2), place="Évry")
    free = event("Consultation du sommeil", booked_on=D(2026, 11, 23))
    asked = event("SPECIALISTE", asked_on=D(2026, 10, 1))
    assert told(Matter.APPOINTMENTS, dentist, asked, eyes, free) == [
        ("Le 23 novembre 2026 (aujourd’hui) : consultation du sommeil.", Standing.COMING),
        ("Le 2 décembre 2026 (dans 9 jours) : ophtalmologiste, Évry.", Standing.COMING),
        ("Le 20 décembre 2026 (dans 27 jours) : dentiste, Dr Ropars.", Standing.COMING),
        ("Spécialiste : demandé le 1er octobre 2026 (il y a 53 jours), pas de rendez-vous noté.", Standing.MISSING),
    ]


def test_an_appointment_gone_by_without_a_word_asks_to_be_looked_at() -> None:
    assert told(Matter.APPOINTMENTS, event("DENTAIRE", booked_on=D(2026, 11, 2))) == [
        ("Le 2 novembre 2026 (il y a 21 jours) : dentiste. Rien n’est noté depuis.", Standing.PAST)
    ]


def test_the_same_appointment_noted_twice_is_said_once() -> None:
    last = event("DENTAIRE", done_on=D(2026, 10, 14), next_on=D(2026, 12, 2), practitioner="Dr Ropars")
    booked = event("DENTAIRE", booked_on=D(2026, 12, 2), practitioner="Dr Ropars")
    moved = event("DENTAIRE", booked_on=D(2026, 12, 9))
    assert said(Matter.APPOINTMENTS, last, booked) == ["Le 2 décembre 2026 (dans 9 jours) : dentiste, Dr Ropars."]
    assert said(Matter.APPOINTMENTS, last, moved) == ["Le 9 décembre 2026 (dans 16 jours) : dentiste."]


def test_a_next_appointment_gone_by_is_forgotten_once_the_child_was_seen() -> None:
    first = event("DENTAIRE", done_on=D(2026, 3, 1), next_on=D(2026, 9, 1))
    then = event("DENTAIRE", done_on=D(2026, 9, 8))
    assert len(said(Matter.APPOINTMENTS, first)) == 1
    assert said(Matter.APPOINTMENTS, first, then) == []
    assert len(said(Matter.APPOINTMENTS, first, event("OPHTALMO", done_on=D(2026, 9, 8)))) == 1


def test_events_are_the_newest_first_and_one_just_added_is_at_the_top() -> None:
    old, new, blank = (
        event("DENTAIRE", done_on=D(2025, 1, 1)),
        event("OPHTALMO", booked_on=D(2027, 1, 1)),
        event("URGENCE"),
    )
    assert events_in_order(case_file(None, old, blank, new)) == [blank, new, old]


def test_an_examination_says_its_age() -> None:
    assert event_name(event("EXAMEN_OBLIGATOIRE", exam_age="9_MOIS")) == "Examen obligatoire, 9 mois"
    assert event_name(event("INCONNU")) == "Consultation ou bilan à préciser"
    assert event_name(event("Bilan du sommeil")) == "Bilan du sommeil"


# --- vaccines, rights


def test_boosters_are_said_when_near_or_gone_by_unless_given_since() -> None:
    shots = (
        item("vaccination", vaccine="DTP", given_on=D(2026, 4, 28), next_on=D(2026, 12, 8)),
        item("vaccination", vaccine="HEPATITE_B", given_on=D(2026, 4, 28), next_on=D(2026, 10, 27)),
        item("vaccination", vaccine="ROR", given_on=D(2025, 1, 1), next_on=D(2026, 1, 1)),
        item("vaccination", vaccine="ROR", given_on=D(2026, 1, 5)),
        item("vaccination", vaccine="HPV", next_on=D(2027, 9, 1)),
    )
    profile = item("health_profile", **KNOWN_PROFILE)
    assert told(Matter.VACCINES, *shots, profile) == [
        ("Hépatite B : prévu le 27 octobre 2026 (il y a 27 jours), rien n’est noté depuis.", Standing.PAST),
        ("Diphtérie, tétanos, poliomyélite : prévu le 8 décembre 2026 (dans 15 jours).", Standing.COMING),
        ("Les vaccins sont à jour.", Standing.KNOWN),
    ]


def test_the_booster_of_the_landmarks_is_not_said_twice() -> None:
    shot = item("vaccination", vaccine="DTP", given_on=D(2026, 4, 28), next_on=D(2026, 12, 8))
    profile = item("health_profile", next_vaccine_on=D(2026, 12, 8), vaccines_up_to_date="NON")
    assert said(Matter.VACCINES, shot, profile) == [
        "Diphtérie, tétanos, poliomyélite : prévu le 8 décembre 2026 (dans 15 jours).",
        "Les vaccins ne sont pas à jour.",
    ]
    assert said(Matter.VACCINES, profile)[0] == "Prochain rappel : prévu le 8 décembre 2026 (dans 15 jours)."


@pytest.mark.parametrize(
    ("until", "words"),
    [
        (D(2027, 2, 21), ["Droits ouverts jusqu’au 21 février 2027 (dans 2 mois)."]),
        (D(2027, 2, 22), []),
        (D(2026, 11, 1), ["Droits terminés depuis le 1er novembre 2026 (il y a 22 jours)."]),
        (None, []),
    ],
)
def test_rights_to_health_cover_are_said_ninety_days_ahead(until: dt.date | None, words: list[str]) -> None:
    assert said(Matter.COVER, item("health_profile", rights_until=until)) == words


def test_rights_of_handicap_say_what_they_wait_for() -> None:
    rights = (
        item("disability_right", kind="AEEH", state="ACCORDE", until=D(2027, 3, 31)),
        item("disability_right", kind="PCH", state="ACCORDE", until=D(2028, 9, 29)),
        item("disability_right", kind="AESH", state="DEMANDE", asked_on=D(2026, 6, 23)),
        item("disability_right", kind="CMI", state="A_DEMANDER"),
        item("disability_right", kind="ULIS", state="RECOURS"),
        item("disability_right", kind="ALD", state="REFUSE", until=D(2026, 12, 1)),
    )
    assert said(Matter.DISABILITY, *rights) == [
        "Allocation d’éducation de l’enfant handicapé (AEEH) : droit ouvert jusqu’au 31 mars 2027 (dans 4 mois).",
        "Accompagnement par un AESH : demande faite le 23 juin 2026 (il y a 5 mois), pas de réponse notée.",
        "Carte mobilité inclusion (CMI) : à demander.",
        "Orientation scolaire (ULIS, SEGPA) : recours en cours.",
    ]


def test_a_right_renewed_or_asked_again_is_not_said_to_end() -> None:
    ending = item("disability_right", kind="AEEH", state="ACCORDE", until=D(2026, 12, 31))
    renewed = item("disability_right", kind="AEEH", state="ACCORDE", until=D(2029, 12, 31))
    assert len(said(Matter.DISABILITY, ending)) == 1
    assert said(Matter.DISABILITY, ending, renewed) == []


# --- care and treatments


def test_care_and_treatments_in_course_leave_out_what_is_over() -> None:
    rows = (
        item("health_follow_up", kind="ORTHOPHONIE", since=D(2026, 2, 10)),
        item("health_follow_up", kind="CAMSP", since=D(2026, 2, 10)),
        item("health_follow_up", kind="KINESITHERAPIE", until=D(2026, 9, 18)),
        item("health_follow_up", kind="ERGOTHERAPIE", waiting_since=D(2026, 3, 17)),
        item("treatment", name="Vitamine D", since=D(2026, 1, 22)),
        item("treatment", name="Reflux", until=D(2026, 7, 31)),
    )
    assert said(Matter.CARE, *rows) == [
        "En cours : orthophonie, CAMSP ou CMPP.",
        "Ergothérapie : en liste d’attente depuis 8 mois.",
    ]
    assert said(Matter.TREATMENTS, *rows) == ["En cours : Vitamine D."]


def test_what_ends_today_is_not_over_and_what_is_over_comes_last() -> None:
    ends_today = item("treatment", name="A", since=D(2026, 1, 1), until=TODAY)
    over = item("treatment", name="B", since=D(2026, 10, 1), until=D(2026, 11, 1))
    older = item("treatment", name="C", since=D(2020, 1, 1), until=D(2021, 1, 1))
    blank = item("treatment", name="D")
    assert not is_over(ends_today, TODAY)
    assert current_first([older, over, ends_today, blank], TODAY) == [blank, ends_today, over, older]


def test_landmarks_known_leave_nothing_to_note_but_an_undeclared_doctor() -> None:
    assert said(Matter.TO_NOTE, item("health_profile", **KNOWN_PROFILE)) == []
    undeclared = item("health_profile", **{**KNOWN_PROFILE, "doctor_declared": "NON"})
    assert said(Matter.TO_NOTE, undeclared) == ["Aucun médecin traitant n’est déclaré."]


# --- dates that contradict each other


@pytest.mark.parametrize(
    ("kind", "first", "last"),
    [
        ("authorisation", "asked_on", "answered_on"),
        ("disability_right", "asked_on", "decided_on"),
        ("health_event", "asked_on", "booked_on"),
        ("health_event", "asked_on", "done_on"),
        ("vaccination", "given_on", "next_on"),
        ("schooling", "since", "until"),
        ("treatment", "since", "until"),
    ],
)
def test_a_second_step_before_the_first_is_refused_beside_the_one_typed(kind: str, first: str, last: str) -> None:
    facts, values = record_kinds()[kind].facts, item(kind).values
    wrong = {**values, first: D(2026, 10, 2), last: D(2026, 10, 1)}
    for typed in (first, last):
        with pytest.raises(FieldError) as error:
            check_record(facts, wrong, TODAY, [typed])
        assert error.value.field == typed
        assert "Corrigez l’une des deux dates" in error.value.message
    check_record(facts, {**wrong, last: D(2026, 10, 2)}, TODAY, [last])


# --- schools and authorisations


def test_schools_of_the_same_days_are_told_and_following_ones_are_not() -> None:
    first = item("schooling", since=D(2025, 9, 1), until=D(2026, 7, 3))
    then = item("schooling", since=D(2026, 7, 3))
    beside = item("schooling", since=D(2026, 9, 1), until=D(2026, 9, 30))
    undated = item("schooling")
    assert overlapping([first, then, undated]) == set()
    assert overlapping([then, undated, beside, first]) == {then.id, beside.id}


def test_authorisations_awaited_come_first_the_oldest_request_before() -> None:
    given = item("authorisation", answer="ACCORD", asked_on=D(2026, 1, 1), answered_on=D(2026, 1, 9))
    refused = item("authorisation", answer="REFUS", asked_on=D(2026, 5, 1), answered_on=D(2026, 5, 9))
    waiting = item("authorisation", answer="EN_ATTENTE", asked_on=D(2026, 11, 1))
    longer = item("authorisation", answer="EN_ATTENTE", asked_on=D(2026, 9, 1))
    assert in_order([given, waiting, refused, longer]) == [longer, waiting, refused, given]


def test_what_an_act_is_often_regarded_as_is_never_invented() -> None:
    assert often_regarded_as("CHIRURGIE") is ActCategory.IMPORTANT
    assert often_regarded_as("SORTIE") is ActCategory.USUAL
    assert often_regarded_as("AUTRE") is None
    assert often_regarded_as("Saut à l’élastique") is None
    assert {act for act in ActKind if often_regarded_as(act) is None} == {ActKind.OTHER}
