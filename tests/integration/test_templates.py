"""The département's own templates: refused with every error, in force from a day, kept for ever; the shipped one when there is none."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from ppe_desktop.domain.errors import FieldError, TemplateError, UnknownRecordError
from ppe_desktop.services.audit import AuditQuery
from ppe_desktop.services.session import Session
from ppe_desktop.services.templates import TemplateLine
from tests.support.base import TODAY, Clock, new_session
from tests.support.docx import opened, word

DAY = TODAY.date()
GOOD = word("Projet de {{ enfant.prenom }}", "Modèle n° 1 du département", footer="{{ version_modele }}")
OTHER = word("Projet de {{ enfant.nom_complet }}", "Modèle n° 2 du département")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def session(tmp_path: Path, clock: Clock) -> Iterator[Session]:
    session = new_session(tmp_path / "base", clock)
    yield session
    session.close()


def line(session: Session, key: str = "ppe") -> TemplateLine:
    return next(one for one in session.templates.lines() if one.slot.key == key)


def test_a_template_is_in_force_from_its_day_and_the_one_before_until_then(session: Session, clock: Clock) -> None:
    templates = session.templates
    shipped = templates.current("ppe")
    assert line(session).in_force is None
    first = templates.put_in_service("ppe", "PPE 91.docx", GOOD, DAY)
    second = templates.put_in_service("ppe", "PPE 91 bis.docx", OTHER, DAY + dt.timedelta(days=9))
    assert (first.version, second.version) == (1, 2)
    assert line(session).in_force == first
    assert line(session).planned == (second,)
    assert templates.current("ppe") == GOOD
    assert templates.current("ppe", DAY - dt.timedelta(days=1)) == shipped
    clock.advance(days=9)
    assert templates.current("ppe") == OTHER
    assert line(session).in_force == second
    templates.withdraw(second.id)
    assert templates.current("ppe") == GOOD
    with pytest.raises(UnknownRecordError):
        templates.withdraw(second.id)
    assert templates.restore_original("ppe") == 1
    assert templates.current("ppe") == shipped
    assert [one.name for one in line(session).versions] == ["PPE 91 bis.docx", "PPE 91.docx"]
    assert templates.content(first.id) == GOOD
    with pytest.raises(UnknownRecordError):
        templates.withdraw("0" * 32)
    told = [one.told for one in session.run(session.audit.lines, AuditQuery("keep"))]
    assert told == [
        "Modèle d’origine remis en service\u00a0: Projet pour l’enfant",
        "Modèle de document retiré du service\u00a0: Projet pour l’enfant",
        *["Modèle de document mis en service\u00a0: Projet pour l’enfant"] * 2,
    ], "the name of the file may tell something: it is not there"


def test_what_has_errors_is_refused_with_all_of_them_and_nothing_is_kept(session: Session) -> None:
    broken = word("{{ enfant.nmo }} et {{ enfant.agee }}", "{% if est_majeur %}")
    with pytest.raises(TemplateError) as refused:
        session.templates.put_in_service("ppe", "cassé.docx", broken, DAY)
    assert "3 erreurs" in refused.value.message
    assert len(refused.value.detail.splitlines()) == 3
    with pytest.raises(FieldError):
        session.templates.put_in_service("ppe", "hier.docx", GOOD, DAY - dt.timedelta(days=1))
    assert line(session).versions == ()


def test_a_file_changed_on_the_disk_after_its_import_changes_nothing(session: Session, tmp_path: Path) -> None:
    file = tmp_path / "modele.docx"
    file.write_bytes(GOOD)
    kept = session.templates.put_in_service("ppe", file.name, file.read_bytes(), DAY)
    file.write_bytes(word("{{ ''.__class__ }}"))
    assert session.templates.current("ppe") == GOOD
    assert kept.sha256 == hashlib.sha256(GOOD).hexdigest()
    file.unlink()
    assert session.templates.current("ppe") == GOOD


def test_it_is_tried_on_a_fictitious_child_exported_and_annotated(session: Session, tmp_path: Path) -> None:
    templates = session.templates
    pages = templates.trial("ppe", GOOD)
    assert "Modèle n° 1 du département" in pages
    assert "{{" not in pages
    exported = templates.export("ppe", tmp_path / "original.docx", original=True)
    assert exported.read_bytes() == templates.current("ppe")
    broken = word("Bonjour {{ enfant.nmo }}", header="{{ servise.nom }}")
    report = templates.check("ppe", broken)
    copy = opened(templates.save_annotated(broken, report, tmp_path / "annote.docx").read_bytes())
    said = [comment.text for comment in copy.comments]
    assert len(said) == len(report.errors) == 2
    assert "{{ enfant.nom }}" in said[0]
    assert said[1].startswith("En-tête")
    assert {comment.author for comment in copy.comments} == {"Vérification du modèle"}


def test_each_reader_with_a_template_apart_has_a_place_apart(session: Session) -> None:
    titles = {one.slot.key: one.slot.title for one in session.templates.lines()}
    assert titles["invitation"] == "Invitation à une réunion, pour les autres personnes"
    assert titles["invitation_parent"] == "Invitation à une réunion, pour les parents"
    assert titles["invitation_enfant"] == "Invitation à une réunion, pour l’enfant"


def test_a_document_is_made_from_the_template_in_force_and_the_register_says_which(
    session: Session, tmp_path: Path
) -> None:
    child_id = session.run(
        session.files.create, surname="Durand", first_names="Léa", birth_date=dt.date(2015, 3, 12)
    ).created
    plan_id = session.run(session.plans.prepare, child_id).created
    session.templates.put_in_service("ppe", "PPE 91.docx", GOOD, DAY)
    reader = session.documents.recipients(plan_id)[-1]
    made = session.documents.produce(plan_id, reader, tmp_path / "ppe.docx")
    document = opened(made.paths[0].read_bytes())
    assert [paragraph.text for paragraph in document.paragraphs] == ["Projet de Léa", "Modèle n° 1 du département"]
    assert document.sections[0].footer.paragraphs[0].text == "Département 1"
    session.templates.restore_original("ppe")
    again = session.documents.produce(plan_id, reader, tmp_path / "ppe.docx")
    assert "Modèle n° 1" not in "".join(paragraph.text for paragraph in opened(again.paths[0].read_bytes()).paragraphs)

    def lines() -> set[tuple[str, str]]:
        with session.database.work() as work:
            rows = work.connection.exec_driver_sql("SELECT template_version, template_sha256 FROM produced_document")
            return {(row[0], row[1]) for row in rows}

    assert ("Département 1", hashlib.sha256(GOOD).hexdigest()) in session.run(lines)
    assert len(session.run(lines)) == 2
