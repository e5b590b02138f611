"""What an agenda shows, what it lets out, and the work to come: pure values in, pure values out."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from ppe_desktop.domain.agenda import AgendaFacts, Entry, EntryKind, agenda_children, entries_of, late_entries
from ppe_desktop.domain.agenda.entries import birthday_in
from ppe_desktop.domain.agenda.facts import initials_of
from ppe_desktop.domain.agenda.forecast import Family, forecast
from ppe_desktop.domain.agenda.hours import read_hour, say_hour
from ppe_desktop.domain.agenda.ics import Choices, leaving, summary_of, write_calendar
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.deadlines import Deadline, Status
from ppe_desktop.services.deadlines import shipped_rules

D = dt.date
TODAY = D(2026, 11, 23)
RULES = {rule.id: rule for rule in shipped_rules()}
EVERY = frozenset(EntryKind)
STAMP = dt.datetime(2026, 11, 23, 13, 5, tzinfo=dt.UTC)


def child(name: str, surname: str = "Le Goff", birth: dt.date | None = None, **values: Any) -> Item:
    known = {
        "birth_surname": surname,
        "use_surname": "",
        "first_names": name,
        "usual_first_name": "",
        "death_date": None,
    }
    return Item(
        "child", f"{name}-{surname}", 0, {**known, "birth_date": birth, "birth_date_precision": "EXACT", **values}
    )


MALO, NOLWENN = child("Malo", birth=D(2016, 2, 17)), child("Nolwenn", birth=D(2021, 12, 3))
CHILDREN = agenda_children([MALO, NOLWENN])


def planned(day: dt.date, hour: str = "", kind: str = "VISITE", *children: Item, **values: Any) -> Item:
    concerned = tuple(one.id for one in children or (MALO,))
    known = {"until_time": "", "subject": "", "place": "", "state": "PREVU", "children": concerned}
    return Item(
        "appointment", f"{kind}-{day}-{hour}", 3, {"kind": kind, "planned_on": day, "at_time": hour, **known, **values}
    )


def due(day: dt.date | None, rule: str = "REPORT", status: Status = Status.UPCOMING, key: str = "k") -> Deadline:
    return Deadline(RULES[rule], key, day, status, ())


def event(child: Item, **values: Any) -> Item:
    known = {"child_id": child.id, "kind": "DENTAIRE", "booked_on": None, "done_on": None, "next_on": None}
    return Item("health_event", f"event-{len(values)}-{sorted(values.items())}", 0, {**known, **values})


def facts(**values: Any) -> AgendaFacts:
    return AgendaFacts(children=values.pop("children", CHILDREN), **values)


def lines(made: AgendaFacts, first: dt.date = D(2026, 11, 1), last: dt.date = D(2026, 12, 31)) -> list[Entry]:
    return [entry for entry in entries_of(made, first, last, TODAY) if entry.kind is not EntryKind.BIRTHDAY]


@pytest.mark.parametrize(
    ("text", "hour"),
    [
        ("14 h 30", dt.time(14, 30)), ("14h30", dt.time(14, 30)), ("14:30", dt.time(14, 30)), ("14h", dt.time(14)),
        ("9 H", dt.time(9)), ("à 9 heures", dt.time(9)), ("14\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}05", dt.time(14, 5)),
        ("de 14 h à 16 h", dt.time(14)), ("midi", dt.time(12)), ("après-midi", None), ("24 h", dt.time(0)),
        ("", None), ("vers la fin", None), ("salle 214", None), ("25 h", None), ("14.30", dt.time(14, 30)),
    ],
)  # fmt: skip
def test_hours_as_people_write_them(text: str, hour: dt.time | None) -> None:
    assert read_hour(text) == hour


def test_an_hour_is_said_as_in_a_sentence() -> None:
    assert say_hour(dt.time(14, 5)) == "14\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}05"
    assert say_hour(dt.time(9)) == "9\N{NO-BREAK SPACE}h"
    assert say_hour(None) == ""


def test_a_day_goes_from_what_has_no_hour_to_the_evening() -> None:
    day = D(2026, 11, 25)
    made = facts(
        appointments=(planned(day, "18 h"), planned(day, "9h15", "ECOLE"), planned(day, "", "ECRIT")),
        deadlines=((CHILDREN[MALO.id], due(day)),),
    )
    assert [entry.when for entry in lines(made)] == [
        "",
        "",
        "9\N{NO-BREAK SPACE}h\N{NO-BREAK SPACE}15",
        "18\N{NO-BREAK SPACE}h",
    ]
    assert [entry.kind.name for entry in lines(made)] == ["DEADLINE", "WRITING", "APPOINTMENT", "APPOINTMENT"]


def test_only_what_lies_in_the_period_is_there_both_ends_included() -> None:
    days = [D(2026, 11, day) for day in (1, 2, 8, 9)]
    made = facts(
        appointments=tuple(map(planned, days)),
        deadlines=tuple((CHILDREN[MALO.id], due(day)) for day in days),
        health=tuple(event(MALO, booked_on=day, kind=str(day)) for day in days),
    )
    assert {entry.day for entry in lines(made, days[1], days[2])} == {days[1], days[2]}
    assert len(lines(made, days[1], days[2])) == 6


def test_an_appointment_says_how_it_stands() -> None:
    past, ahead = D(2026, 11, 20), D(2026, 11, 30)
    made = facts(
        appointments=(
            planned(past), planned(past, "9 h", state="TENU"), planned(ahead), planned(ahead, "9 h", state="ANNULE"),
        )
    )  # fmt: skip
    assert [(entry.state, entry.tone) for entry in lines(made)] == [
        ("à confirmer", "soon"), ("a eu lieu", "done"), ("", "accent"), ("annulé ou reporté", "neutral"),
    ]  # fmt: skip
    assert [entry.is_cancelled for entry in lines(made)] == [False, False, False, True]


def test_siblings_share_one_line_and_a_nature_of_ones_own_is_kept() -> None:
    made = facts(appointments=(planned(TODAY, "14 h", "Goûter", MALO, NOLWENN, place="Service"),))
    (entry,) = lines(made)
    assert (entry.names, entry.title, entry.short) == ("Malo, Nolwenn", "Goûter", "Goûter")
    assert entry.said() == "14\N{NO-BREAK SPACE}h, Goûter, Malo, Nolwenn, Service"


def test_an_appointment_of_unknown_children_is_not_shown() -> None:
    assert lines(facts(appointments=(planned(TODAY, "", "VISITE", child("Ailleurs")),))) == []


def test_an_obligation_leads_where_it_is_done_and_only_the_open_ones_are_there() -> None:
    day = D(2026, 12, 1)
    every = [due(day, status=status, key=status.value) for status in Status] + [due(None)]
    made = facts(deadlines=tuple((CHILDREN[MALO.id], one) for one in every))
    found = lines(made)
    assert {entry.deadline.key for entry in found if entry.deadline} == {"upcoming", "due_soon", "overdue"}
    assert {entry.target.section for entry in found if entry.target} == {"deadlines"}
    assert found[0].title == "Rédiger le rapport de situation"
    assert found[0].short == "Rapport de situation"


def test_a_health_appointment_waits_until_it_is_done() -> None:
    ahead, past = D(2026, 12, 10), D(2026, 10, 28)
    made = facts(
        health=(
            event(MALO, booked_on=ahead), event(NOLWENN, booked_on=past, kind="OPHTALMO"),
            event(MALO, booked_on=past, done_on=past, kind="SPECIALISTE"),
        )
    )  # fmt: skip
    assert [(entry.day, entry.state) for entry in lines(made, D(2026, 10, 1))] == [(past, "à confirmer"), (ahead, "")]
    (late,) = late_entries(made, TODAY)
    assert late.names == "Nolwenn"


def test_the_next_appointment_a_check_tells_of_is_shown_until_another_answers_it() -> None:
    done, told, again = D(2026, 6, 1), D(2026, 12, 2), D(2026, 11, 30)
    first = event(MALO, done_on=done, next_on=told)
    assert [entry.day for entry in lines(facts(health=(first,)))] == [told]
    assert [entry.day for entry in lines(facts(health=(first, event(MALO, booked_on=again))))] == [again]
    assert [entry.day for entry in lines(facts(health=(first, event(NOLWENN, booked_on=again))))] == [again, told]


def test_what_may_hurt_over_a_shoulder_is_said_in_neutral_words() -> None:
    day = D(2026, 12, 1)
    every = tuple((CHILDREN[MALO.id], due(day, rule.id)) for rule in RULES.values())
    kinds = ("PEDOPSYCHIATRIE", "PSYCHOLOGIQUE", "HOSPITALISATION", "URGENCE", "INCONNU", "Retrait de points")
    health = tuple(event(MALO, booked_on=day, kind=kind) for kind in (*kinds, "DENTAIRE"))
    found = lines(facts(deadlines=every, health=health))
    told = " ".join(f"{entry.title} {entry.short}" for entry in found).lower()
    for word in (
        "délaissement",
        "préoccupante",
        "séparation",
        "urgence",
        "interdiction",
        "procureur",
        "psy",
        "hospital",
        "points",
    ):
        assert word not in told, word
    assert "Dentiste" in {entry.title for entry in found}
    assert all(len(entry.short) <= 45 and not entry.short.endswith("…") for entry in found)


def test_what_is_behind_and_waits_comes_first_in_time() -> None:
    made = facts(
        appointments=(planned(D(2026, 11, 20)), planned(D(2026, 11, 19), state="TENU"), planned(D(2026, 11, 24))),
        deadlines=(
            (CHILDREN[MALO.id], due(D(2026, 9, 1), status=Status.OVERDUE)),
            (CHILDREN[NOLWENN.id], due(D(2026, 11, 24))),
        ),
    )
    assert [entry.day for entry in late_entries(made, TODAY)] == [D(2026, 9, 1), D(2026, 11, 20)]


def birthdays(*children: Item, first: dt.date = D(2026, 11, 1), last: dt.date = D(2027, 3, 31)) -> list[Entry]:
    return list(entries_of(facts(children=agenda_children(children)), first, last, TODAY))


def test_birthdays_across_the_new_year() -> None:
    found = birthdays(MALO, NOLWENN)
    assert [(entry.names, entry.day, entry.short) for entry in found] == [
        ("Nolwenn", D(2026, 12, 3), "5\N{NO-BREAK SPACE}ans"), ("Malo", D(2027, 2, 17), "11\N{NO-BREAK SPACE}ans"),
    ]  # fmt: skip


@pytest.mark.parametrize(
    "one",
    [
        child("Morte", birth=D(2016, 12, 1), death_date=D(2026, 1, 1)),
        child("Année", birth=D(2016, 12, 1), birth_date_precision="YEAR"),
        child("Mois", birth=D(2016, 12, 1), birth_date_precision="MONTH"),
        child("Inconnue"),
        child("Née", birth=D(2026, 12, 1)),
        child("Adulte", birth=D(1996, 12, 1)),
    ],
    ids=["adulte", "annee", "inconnue", "mois", "morte", "nee"],
)
def test_birthdays_that_are_not_wished(one: Item) -> None:
    assert birthdays(one) == []


def test_one_born_on_29_february_has_a_birthday_every_year() -> None:
    assert birthday_in(D(2020, 2, 29), 2028) == D(2028, 2, 29)
    assert birthday_in(D(2020, 2, 29), 2027) == D(2027, 3, 1)


def test_two_children_of_the_same_name_are_told_apart() -> None:
    named = agenda_children([child("Léa", "Durand"), child("Léa", "Petit"), MALO])
    assert [one.name for one in named.values()] == ["Léa Durand", "Léa Petit", "Malo"]


@pytest.mark.parametrize(
    ("first", "last", "letters"),
    [("Léa", "Durand", "L. D."), ("Zoë, Marguerite", "de La Tour-Lamarche", "Z. T."), ("Anaïs", "D’Angelo", "A. A."),
     ("Ÿlan", "Ferreira Gonçalves", "Ÿ. F."), ("", "Diallo", "D."), ("Malo", "Le Goff", "M. G.")],
)  # fmt: skip
def test_initials(first: str, last: str, letters: str) -> None:
    assert initials_of(child(first, last)) == letters


# --- what may leave


def parse(content: bytes) -> list[dict[str, str]]:
    """Read an iCalendar file again, as RFC 5545 says: unfold, then name, parameters, value."""
    assert content.endswith(b"\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in content.split(b"\r\n"))
    events: list[dict[str, str]] = []
    for line in content.decode("utf-8").replace("\r\n ", "").split("\r\n"):
        name, _colon, value = line.partition(":")
        if line == "BEGIN:VEVENT":
            events.append({})
        elif events and name not in ("BEGIN", "END"):
            events[-1][name] = value.replace("\\,", ",").replace("\\;", ";").replace("\\n", "\n").replace("\\\\", "\\")
    return events


def exported(made: AgendaFacts, kinds: frozenset[EntryKind] = EVERY) -> list[dict[str, str]]:
    first, last = D(2026, 11, 1), D(2027, 12, 31)
    out = leaving(entries_of(made, first, last, TODAY), Choices(kinds, first, last))
    return parse(write_calendar(out, STAMP))


def test_what_leaves_says_initials_and_a_word() -> None:
    made = facts(
        appointments=(
            planned(D(2026, 11, 25), "14 h 30", "VISITE", MALO, NOLWENN, place="Chez Mme Auclair", subject="Malo a peur", until_time="16h"),
            planned(D(2026, 11, 26), "", "Goûter de Malo"),
        ),
        deadlines=((CHILDREN[NOLWENN.id], due(D(2026, 12, 1))),),
        health=(event(MALO, booked_on=D(2026, 12, 2), kind="PEDOPSYCHIATRIE"),),
    )  # fmt: skip
    found = exported(made)
    assert [one["SUMMARY"] for one in found] == [
        "M. G., N. G. — visite", "M. G. — rendez-vous", "N. G. — échéance, rapports", "M. G. — rendez-vous de santé",
    ]  # fmt: skip
    assert (found[0]["DTSTART"], found[0]["DTEND"]) == ("20261125T143000", "20261125T160000")
    assert (found[1]["DTSTART;VALUE=DATE"], found[1]["DTEND;VALUE=DATE"]) == ("20261126", "20261127")
    assert {one["DTSTAMP"] for one in found} == {"20261123T130500Z"}
    told = str(found)
    for secret in ("Malo", "Nolwenn", "Goff", "Auclair", "peur", "Goûter", "situation", MALO.id):
        assert secret not in told


def test_identifiers_stay_from_one_export_to_the_next_and_are_all_different() -> None:
    one = planned(D(2026, 11, 25), "9 h")
    made = facts(
        appointments=(one, planned(D(2026, 11, 26))),
        deadlines=tuple((CHILDREN[key], due(D(2026, 12, 1))) for key in CHILDREN),
        health=(event(MALO, booked_on=D(2026, 12, 2)),),
    )
    before = [each["UID"] for each in exported(made)]
    assert len(set(before)) == 5
    moved = replace(made, appointments=(one.having(planned_on=D(2026, 12, 25)),))
    assert before[0] in [each["UID"] for each in exported(moved)]


def test_birthdays_what_is_cancelled_and_what_was_not_chosen_stay() -> None:
    made = facts(
        appointments=(planned(D(2026, 11, 25), state="ANNULE"), planned(D(2026, 11, 20), state="TENU"), planned(D(2026, 11, 24))),
        deadlines=((CHILDREN[MALO.id], due(D(2026, 12, 1))),),
    )  # fmt: skip
    assert [one["SUMMARY"] for one in exported(made)] == ["M. G. — visite", "M. G. — échéance, rapports"]
    assert [one["SUMMARY"] for one in exported(made, frozenset({EntryKind.APPOINTMENT}))] == ["M. G. — visite"]


def test_long_lines_are_folded_between_letters_and_read_back_whole() -> None:
    many = [child(f"É{letter}lan", f"Ÿ{letter}") for letter in "abcdefghijklmnopqrstuvwxyz"]
    made = facts(children=agenda_children(many), appointments=(planned(TODAY, "9 h", "VISITE", *many),))
    (entry,) = lines(made)
    (read,) = parse(write_calendar([entry], STAMP))
    assert read["SUMMARY"] == summary_of(entry)
    assert len(read["SUMMARY"].encode()) > 150


def test_an_end_before_the_start_ends_at_once() -> None:
    (read,) = exported(facts(appointments=(planned(D(2026, 11, 25), "14 h", until_time="9 h"),)))
    assert read["DTEND"] == read["DTSTART"]


def test_the_file_has_the_head_the_standard_asks_for() -> None:
    text = write_calendar([], STAMP).decode()
    assert text.split("\r\n")[:3] == ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//PPE Desktop//Agenda//FR"]
    assert text.endswith("END:VCALENDAR\r\n")


# --- the months to come


def test_work_is_counted_by_month_and_family_once_each() -> None:
    malo, nolwenn = CHILDREN.values()
    found = forecast(
        [
            (malo, due(D(2026, 11, 30))), (nolwenn, due(D(2026, 11, 24))), (malo, due(D(2026, 11, 25), "PPE_INITIAL")),
            (malo, due(D(2027, 10, 31), "HEALTH_ANNUAL")), (malo, due(D(2027, 11, 1))), (malo, due(None)),
            (nolwenn, due(D(2026, 11, 1), status=Status.OVERDUE)), (malo, due(D(2026, 12, 1), status=Status.DONE)),
        ],
        TODAY,
    )  # fmt: skip
    late, month, *others = found.stacks
    assert (late.month, late.total, late.title) == (None, 1, "En retard")
    assert (month.title, month.total) == ("novembre 2026", 3)
    assert list(month.parts) == [Family.PLAN, Family.REPORT]
    assert [work.child.name for work in month.works(Family.REPORT)] == ["Nolwenn", "Malo"]
    assert [work.deadline.due_on for work in month.works()] == [D(2026, 11, 24), D(2026, 11, 25), D(2026, 11, 30)]
    assert (len(others), others[-1].month, others[-1].total) == (11, D(2027, 10, 1), 1)
    assert (found.undated, found.beyond) == (1, 1)
    assert found.families == (Family.PLAN, Family.REPORT, Family.HEALTH)


def test_every_rule_has_a_family_of_its_own_and_a_section() -> None:
    named = {family.value for family in Family}
    strange = {rule.action for rule in RULES.values()} - named - {"entourage", "statements", "school", "deadlines"}
    assert not strange
