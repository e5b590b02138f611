"""Words on a real base: whose are missing where, which documents hold them, a blank card that leaves no trace."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

import pytest

from ppe_desktop.domain.coverage import Hearing
from ppe_desktop.domain.words_said import speaker_words
from ppe_desktop.services.session import Session
from ppe_desktop.ui.views.coverage.coverage_cells import OCCASIONS, opening
from tests.support.base import TODAY
from tests.support.docx import word
from tests.support.screens import add_child, open_session

NOW = TODAY.date()
DAY = dt.timedelta(days=1)


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    with open_session(tmp_path_factory.mktemp("paroles") / "base") as opened:
        yield opened


def add(session: Session, kind: str, /, **values: Any) -> str:
    return str(session.run(session.records.add, kind, **values).created)


def parent(session: Session, child: str, role: str, surname: str) -> str:
    person = add(session, "person", surname=surname, first_name="Karima" if role == "MERE" else "Éric")
    add(session, "relationship", child_id=child, person_id=person, role=role)
    return person


def say(session: Session, child: str, words: str = "", **values: Any) -> str:
    return add(session, "statement", **{"child_id": child, "said_on": NOW - DAY, "exact_words": words, **values})


def hearings(session: Session, child: str) -> list[Hearing]:
    return [voice.hearing for voice in session.run(session.coverage.of_child, child).voices]


def test_coverage_reads_the_files_and_their_words(session: Session) -> None:
    child = add_child(session, "Durand", "Léa", dt.date(2016, 3, 4))
    mother = parent(session, child, "MERE", "Benali")
    assert hearings(session, child) == [Hearing.NEVER, Hearing.NEVER, Hearing.NOBODY]
    say(session, child)  # a card left blank
    say(session, child, speaker="MERE", outcome="NON_RENCONTRE")
    assert hearings(session, child) == [Hearing.NEVER, Hearing.UNEXPLAINED, Hearing.NOBODY]
    say(session, child, speaker="AUTRE", person_id=mother, outcome="NON_RENCONTRE", why_not_collected="Hospitalisée.")
    say(session, child, "Je dors mieux.")
    found = session.run(session.coverage.of_child, child)
    assert [voice.hearing for voice in found.voices] == [Hearing.HEARD, Hearing.NOT_MET, Hearing.NOBODY]
    assert found.is_complete
    assert child in {one.child_id for one in session.run(session.coverage.everyone)}
    session.run(session.files.bin, child)
    assert child not in {one.child_id for one in session.run(session.coverage.everyone)}


def test_a_plan_being_prepared_awaits_words_since_the_version_before(session: Session) -> None:
    child = add_child(session, "Roy", "Anna", dt.date(2014, 3, 4))
    add(session, "decision", child_id=child, decided_on=NOW - 100 * DAY)
    say(session, child, "Avant.", said_on=NOW - 90 * DAY)
    first = session.run(session.plans.prepare, child).created
    session.run(session.plans.finish, first, NOW - 30 * DAY)
    draft = session.run(session.plans.prepare, child).created
    occasion = session.run(session.coverage.of_occasion, child, "child_plan", draft)
    assert [voice.hearing for voice in occasion.missing] == [Hearing.OLD]
    say(session, child, "Maintenant.")
    assert session.run(session.coverage.of_occasion, child, "child_plan", draft).missing == ()
    assert session.run(session.coverage.of_occasion, child, "meeting", draft) is None


def test_a_report_being_written_awaits_words_whatever_its_day(session: Session) -> None:
    child = add_child(session, "Roux", "Lina", dt.date(2014, 3, 4))
    add(session, "situation_report", child_id=child, written_on=NOW - 50 * DAY)
    say(session, child, "Avant.", said_on=NOW - 60 * DAY)
    writing = session.run(session.writings.start, child).created
    report = session.run(session.writings.read, writing).about.report.id
    occasion = session.run(session.coverage.of_occasion, child, "situation_report", report)
    assert (occasion.is_open, occasion.writing_id) == (True, writing)
    assert [voice.hearing for voice in occasion.missing] == [Hearing.OLD], "nothing since the report before"
    session.run(session.records.change, "situation_report", report, written_on=NOW - DAY)
    say(session, child, "Maintenant.")
    occasion = session.run(session.coverage.of_occasion, child, "situation_report", report)
    assert (occasion.is_open, occasion.missing) == (True, ()), "its text is not finished: it is still being written"
    (whole,) = (one for one in session.run(session.coverage.everyone) if one.child_id == child)
    assert opening(whole, OCCASIONS).section == "statements"


def test_which_documents_hold_words_and_to_whom_they_were_handed(session: Session) -> None:
    child = add_child(session, "Petit", "Noé", dt.date(2015, 3, 4))
    add(session, "decision", child_id=child, decided_on=NOW - 100 * DAY)
    said = say(session, child, "Je veux voir mon frère plus souvent.", sharing="TOUS")
    other = say(session, child, "Le lac, c’était bien l’été dernier.", sharing="TOUS")
    plan = session.run(session.plans.prepare, child).created
    session.run(session.plans.quote, plan, said, "B")
    assert session.statements.holders(said) == (), "a draft has left nothing"
    session.run(session.plans.finish, plan, NOW - 9 * DAY)
    add(session, "plan_delivery", plan_id=plan, recipient="mother", delivered_on=NOW - 2 * DAY, mode="MAIN")
    printed = _produced(session, child, word("Paroles", "«\u00a0Je veux voir mon FRERE plus souvent.\u00a0»"))
    _produced(session, child, word("Rien de cela"))
    _produced(session, child, b"not a document")
    session.run(session.records.change, "statement", said, sharing="DOSSIER")
    plan_holder, document = session.statements.holders(said)
    assert (plan_holder.record_id, document.record_id) == (plan, printed)
    assert plan_holder.copies[0].words == "à la mère, le 21\u00a0novembre 2026, en main propre"
    assert session.statements.holders(other) == ()


def _produced(session: Session, child: str, content: bytes) -> str:
    def register() -> str:
        with session.database.work() as work:
            made = work.add(
                "produced_document", child_id=child, document="ppe", recipient="Le juge", file_format="docx", is_draft=False,
                sha256="0", template_sha256="0", author="", content=content,
            )  # fmt: skip
            work.commit()
            return str(made)

    return session.run(register)


def test_the_review_names_who_could_read_and_who_could_not(session: Session) -> None:
    child = add_child(session, "Morel", "Ana", dt.date(2015, 3, 4))
    mother, father = parent(session, child, "MERE", "Benali"), parent(session, child, "PERE", "Morel")
    said = say(session, child, "Papa crie fort le dimanche.")
    add(session, "statement_restriction", statement_id=said, hidden_from_id=father)
    review = session.run(session.statements.review, said)
    assert not any(one.is_read for one in review.levels["DOSSIER"])
    assert [one.label for one in review.levels["JUGE"] if one.is_read] == ["Le juge des enfants"]
    read = [one.label for one in review.levels["TOUS"] if one.is_read]
    assert len(read) == 1
    assert "Benali" in read[0], "the child's copy and the judge's file may be read by the father"
    assert mother != father


def test_a_blank_card_leaves_no_trace_and_a_written_one_stays(session: Session) -> None:
    child = add_child(session, "Blanc", "Lou", dt.date(2015, 3, 4))
    blank, written, kept = say(session, child), say(session, child, "Oui."), say(session, child)
    add(session, "statement_restriction", statement_id=kept, hidden_from_id=parent(session, child, "PERE", "Blanc"))
    for statement in (blank, written, kept, blank):
        session.run(session.statements.discard_if_blank, statement)
    left = {item.id for item in session.run(session.statements.read, child).items.of("statement")}
    assert left == {written, kept}
    assert not any(line.kind == "statement" for line in session.run(session.files.bin_lines, child))


def test_a_speaker_gone_from_the_file_keeps_a_name(session: Session) -> None:
    child = add_child(session, "Loin", "Max", dt.date(2015, 3, 4))
    person = add(session, "person", surname="Petit", first_name="Jeanne")
    link = add(session, "relationship", child_id=child, person_id=person, role="MARRAINE")
    say(session, child, "Il chante bien.", speaker="AUTRE", person_id=person)
    session.run(session.records.remove, "relationship", link)
    file = session.run(session.files.open, child)
    assert file.person(person).surname == "Petit"
    assert file.of("person") == (), "named, and offered nowhere"
    spoken = session.run(session.statements.read, child)
    assert spoken.names[person] == "Jeanne Petit"
    assert speaker_words(spoken.items.of("statement")[0], file) == "Jeanne Petit, qui n’est plus dans l’entourage"
