"""The register of what left the base: prints and exports are in it, with who, when, what, and what was not on them."""

import hashlib

import pytest

from ppe_desktop.domain.errors import OutputError, UnknownRecordError
from ppe_desktop.domain.prints import Form, Produced, forms_said
from ppe_desktop.domain.withholding import Withheld
from tests.support.base import TODAY, new_session
from tests.support.screens import add_child

CONTENT = b"%PDF-1.7\nle journal\n"
HIDDEN = (Withheld("2 personnes", "protégées dans ce dossier"),)


@pytest.fixture(scope="module")
def session(tmp_path_factory):
    opened = new_session(tmp_path_factory.mktemp("registre") / "base")
    yield opened
    opened.close()


@pytest.fixture
def child(session):
    return add_child(session, "Durand", "Léa")


def lines(session, child):
    return session.run(session.files.produced, child)


def test_a_print_is_entered_with_who_when_and_what(session, child):
    changes = session.run(session.register.enter, child, Produced.JOURNAL, Form.PAPER, HIDDEN)
    (line,) = lines(session, child)
    assert changes.created == line.id
    assert (line.document, line.file_format, line.author) == ("journal", "papier", "Claire Le Goff")
    assert line.created_at == TODAY
    assert line.is_draft
    assert "2 personnes" in line.withheld


def test_the_history_of_the_file_names_it(session, child):
    session.run(session.register.enter, child, Produced.ENTOURAGE, Form.CLIPBOARD)
    line = session.run(session.files.history, child)[0]
    assert (line.kind, line.action, line.new) == ("Document produit", "creation", "Carte de l’entourage · image copiée")
    assert line.author == "Claire Le Goff"


def test_a_file_is_written_and_its_fingerprint_kept_not_its_content(session, child, tmp_path):
    written = session.register.write(child, Produced.PATH, tmp_path / "parcours.pdf", CONTENT)
    assert written.path.read_bytes() == CONTENT
    (line,) = lines(session, child)
    assert (line.document, line.file_format) == ("parcours", "pdf")
    assert line.sha256 == hashlib.sha256(CONTENT).hexdigest()

    def kept():
        with session.database.work() as work:
            return work.get("produced_document", line.id).content

    assert session.run(kept) is None


def test_a_file_that_cannot_be_written_leaves_no_line(session, child, tmp_path):
    with pytest.raises(OutputError, match="n’existe pas"):
        session.register.write(child, Produced.PATH, tmp_path / "absent" / "parcours.pdf", CONTENT)
    assert lines(session, child) == ()


def test_a_file_that_cannot_be_entered_is_taken_back(session, tmp_path):
    with pytest.raises(UnknownRecordError):
        session.register.write("0" * 32, Produced.PATH, tmp_path / "parcours.pdf", CONTENT)
    assert list(tmp_path.iterdir()) == []


def test_a_print_of_the_file_is_no_event_of_the_life_it_tells(session, child):
    session.run(session.records.add, "decision", child_id=child, decided_on=TODAY.date())
    before = session.run(session.timeline.read, child)
    session.run(session.register.enter, child, Produced.PATH, Form.PAPER)
    assert session.run(session.timeline.read, child) == before


@pytest.mark.parametrize(("kept", "said"), [("docx pdf", "Word et PDF"), ("papier", "papier"), ("odt", "odt")])
def test_forms_are_said_in_words(kept, said):
    assert forms_said(kept) == said


def test_a_document_of_a_later_version_keeps_its_name():
    assert Produced.label_of("ppe") == "Projet pour l’enfant"
    assert Produced.label_of("rapport_2031") == "rapport_2031"
