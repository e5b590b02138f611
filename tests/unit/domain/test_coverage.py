"""Whose words are missing: for the file, and for each plan, meeting and interview."""

from __future__ import annotations

import datetime as dt

import pytest

from ppe_desktop.domain.coverage import (
    Hearing,
    Holder,
    Said,
    Telling,
    alerts_of,
    missing_words,
    since_of,
    unanswered,
    voice_words,
    voices_of,
)
from ppe_desktop.domain.occasions import Dated, occasions_of

D = dt.date
TODAY = D(2026, 11, 22)
SINCE = D(2025, 11, 22)
MOTHER, FATHER = Holder("m", "MERE", "Karima Benali"), Holder("p", "PERE", "Éric Durand")


def said(
    speaker: str = "ENFANT", on: dt.date | None = D(2026, 10, 1), outcome: str = "RECUEILLIE", **more: object
) -> Said:
    values = {
        "statement_id": f"{speaker}-{on}",
        "person_id": None,
        "has_words": outcome in ("RECUEILLIE", "TOUT_PETIT"),
        **more,
    }
    return Said(speaker=speaker, outcome=outcome, said_on=on, **values)  # type: ignore[arg-type]


def hearings(*told: Said, holders: tuple[Holder, ...] = (MOTHER, FATHER), adult: bool = False) -> list[Hearing]:
    return [voice.hearing for voice in voices_of("Léa", holders, told, SINCE, TODAY, is_adult=adult)]


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (said(), Hearing.HEARD),
        (said(on=SINCE), Hearing.HEARD),
        (said(on=SINCE - dt.timedelta(days=1)), Hearing.OLD),
        (said(on=TODAY + dt.timedelta(days=1)), Hearing.NEVER),  # a date mistyped covers nothing
        (said(on=None), Hearing.NEVER),
        (said(has_words=False), Hearing.NEVER),  # a card left blank is no word
        (said(outcome="TOUT_PETIT"), Hearing.OBSERVED),
        (said(outcome="REFUS"), Hearing.DECLINED),
        (said(outcome="NON_RENCONTRE", has_reason=True), Hearing.NOT_MET),
        (said(outcome="NON_RENCONTRE"), Hearing.UNEXPLAINED),
        (said(on=D(2024, 1, 1), outcome="NON_RENCONTRE"), Hearing.NEVER),
    ],
)
def test_what_covers_a_period(words: Said, expected: Hearing) -> None:
    assert hearings(words)[0] is expected


def test_words_count_before_an_attempt_without_a_reason_made_later() -> None:
    assert hearings(said(on=D(2026, 9, 1)), said(on=D(2026, 10, 1), outcome="NON_RENCONTRE"))[0] is Hearing.HEARD


def test_each_parent_has_a_voice_and_a_parent_who_is_not_there_is_not_awaited() -> None:
    never = Hearing.NEVER
    assert hearings(said("MERE")) == [never, Hearing.HEARD, never]
    assert hearings(holders=()) == [never, Hearing.NOBODY, Hearing.NOBODY]
    assert hearings(holders=(MOTHER, FATHER._replace(is_dead=True))) == [never, never, Hearing.NOBODY]
    assert hearings(holders=(MOTHER, FATHER), adult=True) == [never, Hearing.NOBODY, Hearing.NOBODY]


def test_two_mothers_are_two_voices_and_other_holders_are_awaited_by_name() -> None:
    second, guardian = Holder("m2", "MERE", "Anne Roy"), Holder("t", "AUTRE", "Paul Petit")
    found = voices_of("Léa", (MOTHER, second, guardian), [said("MERE", person_id="m2")], SINCE, TODAY)
    assert [(voice.name, voice.hearing) for voice in found] == [
        ("Léa", Hearing.NEVER), ("Karima Benali", Hearing.NEVER), ("Anne Roy", Hearing.HEARD), ("Le père", Hearing.NOBODY),
        ("Paul Petit", Hearing.NEVER),
    ]  # fmt: skip
    heard = voices_of("Léa", (guardian,), [said("AUTRE", person_id="t")], SINCE, TODAY)
    assert heard[-1].hearing is Hearing.HEARD


def test_words_of_a_mother_who_left_the_file_still_count_as_the_mothers() -> None:
    assert hearings(said("MERE", person_id="gone"))[1] is Hearing.HEARD


def test_recent_is_since_the_last_version_and_never_more_than_the_window() -> None:
    assert since_of(D(2026, 9, 1), TODAY, 12) == D(2026, 9, 1)
    assert since_of(D(2020, 9, 1), TODAY, 12) == since_of(None, TODAY, 12) == SINCE
    assert since_of(D(2027, 1, 1), TODAY, 12) == SINCE  # a version dated by mistake in the future hides nothing


def test_only_the_childs_own_words_wait_for_an_answer() -> None:
    old, limit = D(2026, 9, 1), TODAY - dt.timedelta(days=30)
    told = [
        said(on=limit), said(on=limit + dt.timedelta(days=1)), said(on=old), said(on=D(2026, 8, 1), is_answered=True),
        said("MERE", on=old), said(on=D(2025, 11, 1)), said(on=D(2026, 7, 1), outcome="TOUT_PETIT"),
    ]  # fmt: skip
    assert [one.said_on for one in unanswered(told, TODAY, 30)] == [old, limit]


def test_a_danger_without_its_alert_is_always_told() -> None:
    told = [said(has_danger=True), said(on=D(2020, 1, 1), has_danger=True), said(has_danger=True, is_alerted=True)]
    assert alerts_of(told) == ("ENFANT-2026-10-01", "ENFANT-2020-01-01")


def occasions(told: list[Said], *dated: Dated) -> dict[str, list[Hearing]]:
    found = occasions_of(dated, Telling("Léa", (MOTHER,), told).over, TODAY)
    return {one.title.replace("\u00a0", " "): [voice.hearing for voice in one.voices] for one in found}


def test_a_draft_awaits_words_since_the_version_before_and_the_one_in_force_had_those_of_then() -> None:
    found = occasions(
        [said(on=D(2026, 3, 1)), said("MERE", on=D(2026, 10, 1))],
        Dated("child_plan", "1", "TERMINE", number=1, on=D(2026, 4, 1)),
        Dated("child_plan", "2", "BROUILLON", number=2),
    )
    assert found["Projet pour l’enfant, version 2, en préparation"] == [Hearing.OLD, Hearing.HEARD, Hearing.NOBODY]
    assert found["Projet pour l’enfant, version 1, du 1er avril 2026"] == [Hearing.HEARD, Hearing.NEVER, Hearing.NOBODY]


def test_meetings_of_each_kind_and_the_interview() -> None:
    found = occasions(
        [said(on=D(2026, 6, 1))],
        Dated("meeting", "1", "TENU", "CONCERTATION_ANNUELLE", on=D(2026, 7, 1)),
        Dated("meeting", "2", "PREVU", "CONCERTATION_ANNUELLE", on=D(2027, 1, 10)),
        Dated("meeting", "3", "ANNULE", "PPE", on=D(2026, 7, 1)),
        Dated("meeting", "4", "PREVU", "INSTANCE_SANTE", on=D(2026, 12, 1)),
        Dated("autonomy_interview", "5", begun_on=D(2026, 11, 2), has_words=True),
    )
    assert found == {
        "Synthèse annuelle du 1er juillet 2026": [Hearing.HEARD, Hearing.NEVER, Hearing.NOBODY],
        "Synthèse annuelle du 10 janvier 2027": [Hearing.OLD, Hearing.NEVER, Hearing.NOBODY],
        "Entretien des 17 ans, en cours": [Hearing.HEARD],
    }


def test_what_the_screen_says() -> None:
    voices = voices_of("Léa", (MOTHER, FATHER), [said("MERE")], SINCE, TODAY)
    assert [voice_words(voice) for voice in voices] == ["Aucune parole", "Le 1er\u00a0octobre 2026", "Aucune parole"]
    assert missing_words(voices) == "Sans parole récente, ni motif noté\u00a0: Léa et Éric Durand."
    assert missing_words(voices[1:2]) == ""
