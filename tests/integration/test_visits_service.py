"""A visit through its service: prepared, noted, ended, sorted into the files of siblings without mixing them; nothing lost on the way."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.errors import FieldError, InputError
from ppe_desktop.domain.visits import Shelf, Sorting, Step, Voice, proposed, voices
from ppe_desktop.domain.vocabulary import AppointmentState, Sharing, Speaker, VisitNoteKind
from ppe_desktop.services.audit import AuditQuery
from ppe_desktop.services.session import Session
from ppe_desktop.services.visits import OpenedVisit
from tests.support.base import TODAY, new_session
from tests.support.screens import add_child

DAY = TODAY.date()
WORDS = "Moi je veu  rester\nchez tata — « pour de vrai » ?!  "
"""Two spaces, a mistake, marks, a line break, spaces at the end: what a child said is kept as it was typed."""


@pytest.fixture
def session(tmp_path: Path) -> Iterator[Session]:
    opened = new_session(tmp_path / "base")
    yield opened
    opened.close()


@pytest.fixture
def family(session: Session) -> dict[str, str]:
    """Three half-siblings with one mother; the father of two of them."""
    ids = {name: add_child(session, surname, name, birth) for name, surname, birth in (
        ("Malo", "Le Goff", dt.date(2016, 3, 2)), ("Inès", "Haddad", dt.date(2012, 5, 9)), ("Nolwenn", "Le Goff", dt.date(2025, 6, 1)),
    )}  # fmt: skip
    mother = session.run(session.records.add, "person", surname="Benali", first_name="Karima").created
    father = session.run(session.records.add, "person", surname="Le Goff", first_name="Erwan").created
    links = [(ids[name], mother, "MERE") for name in ids] + [
        (ids["Malo"], father, "PERE"),
        (ids["Nolwenn"], father, "PERE"),
    ]
    for child, person, role in links:
        session.run(session.records.add, "relationship", child_id=child, person_id=person, role=role)
    session.run(session.records.add, "sibling_link", child_id=ids["Malo"], other_child_id=ids["Inès"])
    return ids | {"mother": mother, "father": father}


def prepared(session: Session, *children: str, **values: Any) -> str:
    return session.run(session.visits.prepare, children, **values).created


def noted(session: Session, visit_id: str, text: str, kind: VisitNoteKind, child: str = "", person: str = "") -> str:
    note_id = session.visits.new_id()
    session.run(session.visits.note, visit_id, note_id, kind.value, child, person)
    session.run(session.records.enter, "visit_note", note_id, "text", text)
    return note_id


def opened(session: Session, visit_id: str) -> OpenedVisit:
    return session.run(session.visits.open, visit_id)


def sort_as_proposed(session: Session, visit_id: str, note_id: str, voice: Voice | None = None) -> Any:
    visit = opened(session, visit_id)
    note = next(one for one in visit.notes if one.id == note_id)
    sorting = proposed(note, visit.children, visit.close, visit.visit.made_on, voice)
    return session.run(session.visits.sorting.sort, note_id, sorting)


def journal(session: Session, child: str) -> tuple[Item, ...]:
    return session.run(session.journal.read, child)


def statements(session: Session, child: str) -> tuple[Item, ...]:
    return session.run(session.files.statements, child).of("statement")


def test_one_entry_for_siblings_a_part_for_each_and_nobody_reads_the_other(
    session: Session, family: dict[str, str]
) -> None:
    visit_id = prepared(session, family["Malo"], family["Inès"], place="Square", present="Mme Auclair")
    common = noted(session, visit_id, "Goûter au square.", VisitNoteKind.NOTE)
    own = noted(session, visit_id, "Inès ne mange pas.", VisitNoteKind.OBSERVATION, family["Inès"])
    session.run(session.visits.end, visit_id)
    for note in (common, own):
        sort_as_proposed(session, visit_id, note)
    (malo,), (ines,) = journal(session, family["Malo"]), journal(session, family["Inès"])
    assert malo.id == ines.id
    assert (malo.text, malo.part_text, malo.place, malo.happened_on) == ("Goûter au square.", "", "Square", DAY)
    assert ines.part_text == "Inès ne mange pas."
    assert session.run(session.visits.waiting) == ()


def test_the_words_of_a_child_are_kept_as_typed_for_the_file_only(session: Session, family: dict[str, str]) -> None:
    visit_id = prepared(session, family["Malo"], family["Inès"], place="Square")
    note = noted(session, visit_id, WORDS, VisitNoteKind.CHILD, family["Malo"])
    session.run(session.visits.end, visit_id)
    sort_as_proposed(session, visit_id, note)
    (said,) = statements(session, family["Malo"])
    assert said.exact_words == WORDS
    assert (said.sharing, said.speaker, said.said_on, said.place) == (Sharing.FILE_ONLY, Speaker.CHILD, DAY, "Square")
    assert statements(session, family["Inès"]) == ()
    assert WORDS not in journal(session, family["Malo"])[0].text


def test_the_words_of_a_father_go_only_where_he_is_the_father(session: Session, family: dict[str, str]) -> None:
    visit_id = prepared(session, family["Malo"], family["Inès"], family["Nolwenn"])
    note = noted(session, visit_id, "Il est mieux.", VisitNoteKind.PARENT, person=family["father"])
    session.run(session.visits.end, visit_id)
    sort_as_proposed(session, visit_id, note)
    assert [statements(session, family[name])[0].speaker for name in ("Malo", "Nolwenn")] == [Speaker.FATHER] * 2
    assert statements(session, family["Inès"]) == ()


def test_what_is_not_told_yet_is_asked_and_changes_nothing(session: Session, family: dict[str, str]) -> None:
    visit_id = prepared(session, family["Malo"], family["Inès"])
    child = noted(session, visit_id, "Je veux rentrer.", VisitNoteKind.CHILD)
    parent = noted(session, visit_id, "On m’avait dit un mois.", VisitNoteKind.PARENT)
    with pytest.raises(InputError):
        sort_as_proposed(session, visit_id, child)  # the visit is not over
    session.run(session.visits.end, visit_id)
    for note, words in ((child, "De quel enfant"), (parent, "Qui a parlé")):
        with pytest.raises(FieldError, match=words):
            sort_as_proposed(session, visit_id, note)
    mother = next(one for one in voices(opened(session, visit_id).close) if one.person_id == family["mother"])
    sort_as_proposed(session, visit_id, parent, mother)
    assert [one.left for one in session.run(session.visits.waiting)] == [1]
    assert [one.left for one in session.run(session.visits.waiting, family["Inès"])] == [1]


def test_health_follow_up_tasks_and_what_is_seen_of_a_baby(session: Session, family: dict[str, str]) -> None:
    baby = family["Nolwenn"]
    visit_id = prepared(session, baby)
    notes = [noted(session, visit_id, text, kind, baby) for text, kind in (
        ("Rappel de vaccin à prendre.", VisitNoteKind.HEALTH), ("Voit la psychomotricienne.", VisitNoteKind.HEALTH),
        ("Apporter la photo.", VisitNoteKind.TASK), ("Se retourne à la voix de sa mère.", VisitNoteKind.OBSERVATION),
    )]  # fmt: skip
    session.run(session.visits.end, visit_id)
    sort_as_proposed(session, visit_id, notes[0])
    session.run(session.visits.sorting.sort, notes[1], Sorting(Shelf.FOLLOW_UP, (baby,)))
    with pytest.raises(FieldError):
        session.run(session.records.enter, "visit_note", notes[2], "due_on", "un de ces jours")
    with pytest.raises(FieldError, match="La note reste à ranger"):
        session.run(session.visits.sorting.sort, notes[2], Sorting(Shelf.PROMISE, (baby,)))
    session.run(session.records.enter, "visit_note", notes[2], "due_on", "dans 15 jours")
    session.run(session.visits.sorting.sort, notes[2], Sorting(Shelf.PROMISE, (baby,)))
    sort_as_proposed(session, visit_id, notes[3])
    file = session.run(session.files.open, baby)
    assert file.of("health_event")[0].needs == "Rappel de vaccin à prendre."
    assert file.of("health_follow_up")[0].remarks == "Voit la psychomotricienne."
    (task,) = session.run(session.meetings.tasks_of, baby)
    assert (task.text, task.promised, task.visit_id) == ("Apporter la photo.", True, visit_id)
    assert task.due_on is not None
    (seen,) = statements(session, baby)
    assert (seen.exact_words, seen.observation) == ("", "Se retourne à la voix de sa mère.")


def test_a_note_is_taken_back_from_where_it_was_put_unless_it_was_completed_since(
    session: Session, family: dict[str, str]
) -> None:
    visit_id, child = prepared(session, family["Malo"]), family["Malo"]
    kinds = (VisitNoteKind.CHILD, VisitNoteKind.NOTE, VisitNoteKind.TASK)
    notes = [noted(session, visit_id, f"Texte {number}", kind) for number, kind in enumerate(kinds)]
    session.run(session.visits.end, visit_id)
    for note in notes:
        sort_as_proposed(session, visit_id, note)
    (task,) = session.run(session.meetings.tasks_of, child)
    session.run(session.records.change, "task", task.id, who="Référente")
    for note in notes:
        session.run(session.visits.sorting.take_back, note)
    assert statements(session, child) == ()
    assert journal(session, child)[0].text == ""
    assert [one.id for one in session.run(session.meetings.tasks_of, child)] == [task.id], "somebody's work stays"
    assert [one.left for one in session.run(session.visits.waiting)] == [3]


def test_an_appointment_becomes_a_visit_and_took_place(session: Session, family: dict[str, str]) -> None:
    made = session.run(
        session.appointments.add, "VISITE", DAY, [family["Malo"], family["Inès"]], at_time="14 h 30", place="Maison"
    ).created
    visit_id = session.run(session.visits.for_appointment, made).created
    assert session.run(session.visits.for_appointment, made).created == visit_id, "the same one twice"
    assert opened(session, visit_id).step is Step.BEFORE
    session.run(session.visits.end, visit_id)
    assert session.run(session.appointments.one, made).state == AppointmentState.HELD
    (entry,) = journal(session, family["Inès"])
    assert (entry.at_time, entry.place) == ("14 h 30", "Maison")
    session.run(session.visits.end, visit_id)
    assert len(journal(session, family["Malo"])) == 1, "ended twice, told once"
    gone = session.run(session.journal.remove, entry.id).removed
    thrown = session.run(session.appointments.remove, made).removed
    assert (opened(session, visit_id).visit.entry_id, opened(session, visit_id).visit.appointment_id) == (None, None)
    session.run(session.records.restore, session.run(session.files.binned, "journal_entry", entry.id))
    session.run(session.appointments.put_back, thrown)
    visit = opened(session, visit_id).visit
    assert (visit.entry_id, visit.appointment_id, visit.binned_entry_id) == (gone.id, made, None), "its own again"
    assert session.run(session.visits.for_appointment, made).created == visit_id
    session.run(session.appointments.remove, made)  # what a visit came from may go, and so may its entry
    session.run(session.journal.remove, entry.id)
    assert journal(session, family["Malo"]) == ()


def test_a_visit_tells_that_the_child_was_met(session: Session, family: dict[str, str]) -> None:
    before = {one.child_id for one in session.run(session.home.read).unmet}
    visit_id = prepared(session, family["Malo"])
    noted(session, visit_id, "Rien n’est rangé.", VisitNoteKind.NOTE)
    session.run(session.visits.end, visit_id)
    after = {one.child_id for one in session.run(session.home.read).unmet}
    assert before - after == {family["Malo"]}, "met, though nothing is sorted yet"
    (entry,) = journal(session, family["Malo"])
    session.run(session.journal.discard_if_blank, entry.id)
    assert journal(session, family["Malo"]) == (entry,), "an entry left blank still tells that the visit took place"


def test_nobody_chosen_a_file_closed_or_in_the_bin_meanwhile(session: Session, family: dict[str, str]) -> None:
    with pytest.raises(FieldError, match="au moins un enfant"):
        prepared(session)
    visit_id = prepared(session, family["Malo"], family["Inès"])
    closed = noted(session, visit_id, "Pour Malo.", VisitNoteKind.CHILD, family["Malo"])
    binned = noted(session, visit_id, "Pour Inès.", VisitNoteKind.CHILD, family["Inès"])
    session.run(session.visits.end, visit_id)
    session.run(session.files.close, family["Malo"], closed_on=DAY)
    session.run(session.files.bin, family["Inès"])
    sort_as_proposed(session, visit_id, closed)
    assert len(statements(session, family["Malo"])) == 1
    with pytest.raises(FieldError, match="corbeille"):
        session.run(session.visits.sorting.sort, binned, Sorting(Shelf.WORDS, (family["Inès"],)))
    assert [one.left for one in session.run(session.visits.waiting)] == [1], "it stays to be sorted"


def test_twenty_thousand_letters_go_through_whole(session: Session, family: dict[str, str]) -> None:
    text = "Il a dit non. " * 1430
    visit_id = prepared(session, family["Malo"])
    notes = [noted(session, visit_id, text, kind) for kind in (VisitNoteKind.CHILD, VisitNoteKind.NOTE)]
    session.run(session.visits.end, visit_id)
    for note in notes:
        sort_as_proposed(session, visit_id, note)
    assert statements(session, family["Malo"])[0].exact_words == text
    assert journal(session, family["Malo"])[0].text == text


def test_what_is_sorted_stands_in_one_place_once_the_visit_is_closed(session: Session, family: dict[str, str]) -> None:
    visit_id = prepared(session, family["Malo"])
    note = noted(session, visit_id, "Je veux un chat.", VisitNoteKind.CHILD)
    session.run(session.visits.end, visit_id)
    session.run(session.visits.sorting.finish, visit_id)
    assert len(opened(session, visit_id).notes) == 1, "not sorted: nothing goes"
    sort_as_proposed(session, visit_id, note)
    session.run(session.visits.sorting.finish, visit_id)
    assert opened(session, visit_id).notes == ()
    assert statements(session, family["Malo"])[0].exact_words == "Je veux un chat."


def test_a_visit_opened_for_nothing_leaves_no_trace_and_a_prepared_one_stays(
    session: Session, family: dict[str, str]
) -> None:
    blank, real = prepared(session, family["Malo"]), prepared(session, family["Inès"], place="Collège")
    for visit_id in (blank, real):
        session.run(session.visits.discard_if_blank, visit_id)
    assert [one.visit.id for one in session.run(session.visits.waiting)] == [real]
    session.run(session.visits.remove, real)
    assert session.run(session.visits.waiting) == ()


def test_the_page_before_tells_the_last_time_what_was_promised_and_the_words_unanswered(
    session: Session, family: dict[str, str]
) -> None:
    child = family["Malo"]
    past = DAY - dt.timedelta(days=20)
    session.run(session.records.add, "statement", child_id=child, said_on=past, exact_words="Je veux voir mamie.")
    session.run(
        session.records.add, "statement", child_id=child, said_on=past, exact_words="Répondu.", answer="Oui, en mai."
    )
    session.run(session.meetings.add_task, child, "Appeler l’école")
    session.run(session.meetings.add_task, child, "Apporter le ballon", promised=True)
    first = prepared(session, child, made_on=past, place="Chez lui")
    session.run(session.visits.end, first)
    session.run(session.appointments.add, "AUDIENCE", DAY + dt.timedelta(days=9), [child])
    page_visit = prepared(session, child)
    (page,) = session.run(session.visits.briefing, page_visit)
    assert page.met is not None
    assert page.met.happened_on == past
    assert [task.text for task in page.tasks] == ["Apporter le ballon", "Appeler l’école"]
    assert ([item.exact_words for item in page.unanswered], page.unanswered_count) == (["Je veux voir mamie."], 1)
    assert [item.kind for item in page.ahead] == ["AUDIENCE"]
    assert page.due, "the obligations of the child are there"
    session.run(session.visits.briefing, page_visit)
    read = session.run(session.audit.lines, AuditQuery(family="read", child_id=child))
    assert len(read) == 1, "reading the page leaves one line, not one each time it is drawn"
