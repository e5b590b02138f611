"""The situation report written from the file, sealed with it; the documents verified, corrected and brought back."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator

import pytest

from ppe_desktop.domain.errors import FrozenRecordError, InputError, WithheldTextFoundError
from ppe_desktop.domain.plan_outline import HeadingState
from ppe_desktop.domain.sealing import Finding, mark_of
from ppe_desktop.domain.vocabulary import PlanStatus
from tests.support.base import Clock, new_session
from tests.support.plan_screen import STREET, Screen, add, new_screen
from tests.support.screens import add_child

SAID = "Je veux voir Mamie plus souvent."
REPORT = "rapport"


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    session = new_session(tmp_path_factory.mktemp("rapport") / "base")
    yield new_screen(session)
    session.close()


def _reader(screen: Screen, subject_id: str, document: str, word: str):
    readers = screen.session.documents.recipients(subject_id, document)
    return next(one for one in readers if word in one.label)


def _with(docx: bytes, before: str, after: str) -> bytes:
    """A Word file in which someone typed something else."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            content = old.read(part.filename)
            if part.filename == "word/document.xml":
                content = content.replace(before.encode(), after.encode())
            new.writestr(part, content)
    return made.getvalue()


def test_a_report_is_written_from_the_file_sealed_and_printed_as_it_was(screen, tmp_path):
    run, session = screen.session.run, screen.session
    today = run(session.home.today).day
    kept = add(
        session, "statement", child_id=screen.child_id, speaker="ENFANT", said_on=today - dt.timedelta(20),
        exact_words=SAID, sharing="TOUS",
    )  # fmt: skip
    entry = run(session.journal.start, screen.child_id, "ECOLE", today - dt.timedelta(9)).created
    run(session.records.enter, "journal_entry", entry, "text", "Elle lit mieux.")

    writing = run(session.writings.start, screen.child_id).created
    assert run(session.writings.start, screen.child_id).created == writing, "the one in progress is taken up again"
    sheet = run(session.writings.read, writing)
    assert ("evaluation_C", entry) in [(one.heading, one.record_id) for one in sheet.gained]
    run(session.writings.insert, writing, "evaluation_C", "journal_entry", entry)
    run(session.writings.insert, writing, "evaluation_C", "journal_entry", entry)  # pressed twice
    run(session.writings.insert, writing, "conclusion", "statement", kept)
    with pytest.raises(InputError, match="restent au dossier"):
        run(session.writings.insert, writing, "conclusion", "statement", screen.ids["statement"])
    sheet = run(session.writings.read, writing)
    assert sheet.about.texts["evaluation_C"].count("Elle lit mieux.") == 1
    assert sheet.sources["conclusion"][0].source == ("statement", kept)
    assert entry not in [one.record_id for one in sheet.gained]
    states = {one.key: one.state for one in sheet.headings()}
    assert (states["evaluation_C"], states["faits"]) == (HeadingState.COMPLETE, HeadingState.EMPTY)

    told = today - dt.timedelta(1)
    run(session.records.change, "writing", writing, child_informed_on=told)
    run(session.writings.settle, writing)
    assert run(session.writings.read, writing).about.report.informed_on is None, "the parents are not told yet"
    run(session.records.change, "writing", writing, parents_informed_on=today)
    run(session.writings.settle, writing)
    run(session.writings.seal, writing)
    sheet = run(session.writings.read, writing)
    report = sheet.about.report
    assert (report.written_on, report.informed_on, sheet.is_sealed) == (today, today, True)
    with pytest.raises(FrozenRecordError):
        run(session.records.change, "writing_part", sheet.parts["faits"].id, text="après coup")

    run(session.records.change, "child", screen.child_id, first_names="Autre")  # what comes after does not change it
    judge = _reader(screen, report.id, REPORT, "juge")
    made = session.documents.produce(report.id, judge, tmp_path / "r.docx", document=REPORT)
    run(session.records.change, "child", screen.child_id, first_names="Léa")
    with zipfile.ZipFile(made.paths[0]) as package:
        body = package.read("word/document.xml").decode()
    assert "Elle lit mieux." in body
    assert "Léa" in body
    assert "Autre" not in body
    line = next(one for one in run(session.files.produced, screen.child_id) if one.id == made.document_id)
    assert not line.is_draft
    assert f'["journal_entry", "{entry}"]' in line.sources
    assert run(session.writings.of_child, screen.child_id)[0].status == PlanStatus.FINISHED


def test_a_file_is_known_again_altered_or_brought_back(screen, tmp_path):
    session = screen.session
    father = _reader(screen, screen.plan_id, "ppe", "Marc")
    made = session.documents.produce(screen.plan_id, father, tmp_path / "x.docx")
    original = made.paths[0].read_bytes()
    assert session.sealing.verify(made.paths[0]).finding is Finding.UNCHANGED
    paper = session.sealing.find(mark_of(made.document_id).replace("-", "").lower())
    assert (paper.finding, paper.line.id, paper.child) == (Finding.KNOWN_MARK, made.document_id, "Léa Durand")
    other = tmp_path / "autre.docx"
    other.write_bytes(b"rien de tel")
    assert session.sealing.verify(other).finding is Finding.UNKNOWN

    corrected = tmp_path / "corrige.docx"
    corrected.write_bytes(_with(original, "Autorité parentale", "Qui décide"))
    verdict = session.sealing.verify(corrected)
    assert (verdict.finding, verdict.line.id) == (Finding.ALTERED, made.document_id)
    found = session.sealing.compare(made.document_id, corrected)
    assert not found.problem
    assert any("Qui décide" in piece.text for piece in found.pieces)
    created = session.sealing.bring_back(made.document_id, corrected).created
    assert session.sealing.verify(corrected).line.id == created
    assert session.sealing.verify(made.paths[0]).replaced_on is not None
    again = session.sealing.save_copy(made.document_id, tmp_path / "copie.docx")
    assert again.read_bytes() == original, "what was handed over is never touched"

    leaking = tmp_path / "fuite.docx"
    leaking.write_bytes(_with(original, "Autorité parentale", STREET))
    assert session.sealing.compare(made.document_id, leaking).problem
    before = len(session.run(session.files.produced, screen.child_id))
    with pytest.raises(WithheldTextFoundError):
        session.sealing.bring_back(made.document_id, leaking)
    assert len(session.run(session.files.produced, screen.child_id)) == before


def test_who_was_handed_what_is_read_with_the_register(screen):
    session = screen.session
    document = session.run(session.files.produced, screen.child_id)[0].id
    add(session, "document_delivery", produced_id=document, recipient="father", name="M. Durand", signature="REFUSE")
    (delivery,) = session.run(session.sealing.deliveries, screen.child_id)[document]
    assert (delivery.name, delivery.signature) == ("M. Durand", "REFUSE")


def test_a_document_is_made_as_the_file_was_known_on_a_past_day(tmp_path):
    clock = Clock(dt.datetime(2026, 3, 2, 10, 0))
    session = new_session(tmp_path / "base", clock)
    try:
        run, folder = session.run, tmp_path
        child = add_child(session, "Morel", "Noé", dt.date(2016, 5, 1), measure="PLACEMENT_ASE")
        run(session.records.change, "child", child, allergies="aux arachides")
        follow = add(session, "health_follow_up", child_id=child, kind="ORTHOPHONIE", practitioner="Madame Roux")
        clock.moment = dt.datetime(2026, 9, 1, 10, 0)
        run(session.records.change, "child", child, allergies="aucune")
        run(session.records.remove, "health_follow_up", follow)
        add(session, "health_follow_up", child_id=child, kind="PSYCHOLOGUE", practitioner="Monsieur Blanc")
        file = next(one for one in session.documents.recipients(child, "sante") if "dossier" in one.label)

        def body(name: str, as_of: dt.date | None) -> tuple[str, str]:
            made = session.documents.produce(child, file, folder / name, document="sante", as_of=as_of)
            with zipfile.ZipFile(made.paths[0]) as package:
                parts = {part: package.read(part).decode() for part in package.namelist() if part.endswith(".xml")}
            return parts["word/document.xml"], "".join(text for part, text in parts.items() if "footer" in part)

        past, foot = body("avant.docx", dt.date(2026, 3, 31))
        assert ("arachides" in past, "Roux" in past, "Blanc" in past) == (True, True, False)
        assert "d’après le dossier au 31/03/2026" in foot
        present, _foot = body("ce_jour.docx", None)
        assert ("arachides" in present, "Roux" in present, "Blanc" in present) == (False, False, True)
        lines = {one.as_of for one in run(session.files.produced, child)}
        assert lines == {None, dt.date(2026, 3, 31)}
        with pytest.raises(InputError, match="n’était pas encore"):
            session.documents.produce(child, file, folder / "x.docx", document="sante", as_of=dt.date(2026, 1, 1))
    finally:
        session.close()
