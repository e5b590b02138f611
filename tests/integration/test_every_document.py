"""Every kind of document for every reader: filled whole, nothing left over, nothing shown that was withheld."""

from __future__ import annotations

import io
import re
import subprocess
import sys
from functools import cache
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from ppe_desktop.documents.catalogue import DOCUMENTS, GROUPS
from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.guard import find_texts
from ppe_desktop.documents.kinds import DocumentKind
from ppe_desktop.documents.renderer import Renderer
from ppe_desktop.domain.casefile import Items, PlanFile
from ppe_desktop.domain.prints import DOCUMENTS as NAMED
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.domain.vocabulary import RecipientKind
from ppe_desktop.domain.withholding import Redaction, withhold
from ppe_desktop.runtime.resources import template_path
from tests.support.casefiles import TODAY
from tests.support.matters import (
    KEPT_WORDS,
    MOTHER_VIEW,
    OWN_WORDS,
    PLACE,
    PREPARED,
    RESULTS,
    STREET,
    World,
    world,
)

ROOT = Path(__file__).resolve().parents[2]
RENDERER = Renderer()
PARENTS = (RecipientKind.MOTHER, RecipientKind.FATHER)


@cache
def girl(age: int = 11) -> World:
    return world(age=age)


def made(kind: DocumentKind, reader: Recipient, of: World) -> tuple[bytes, Redaction]:
    """What a reader receives, by the same steps as the service."""
    matter = of.matter(kind)
    plan = matter.plan or PlanFile(matter.subject, Items({}))
    shown = withhold(matter.file, plan, reader, said=of.beside.items, items=matter.items)
    found = shown.items.one(matter.subject.record, matter.subject.id)
    found = found or shown.file.items.one(matter.subject.record, matter.subject.id)
    subject = found or (shown.plan.plan if matter.subject.record == "child_plan" else shown.file.child)
    source = Source.of(shown.file, shown.plan, reader, TODAY, subject=subject, items=shown.items)
    return RENDERER.render(kind.load_template(reader), kind.values(source)), shown


def text_of(docx: bytes) -> str:
    document = Document(io.BytesIO(docx))
    section = document.sections[0]
    roots = (section.header._element, document.element.body, section.footer._element)
    paragraphs = (paragraph for root in roots for paragraph in root.iter(qn("w:p")))
    return "\n".join("".join(one.text or "" for one in paragraph.iter(qn("w:t"))) for paragraph in paragraphs)


def readers(kind: DocumentKind, of: World) -> list[Recipient]:
    return kind.readers(of.matter(kind), TODAY)


GROWN = (
    "invitation",
    "ppe-enfant",
    "synthese-enfant",
    "paroles-vierge",
    "entretien-17",
    "projet-autonomie",
    "convocation-17",
)
"""Kinds whose wording depends on the age."""


@pytest.mark.parametrize(("key", "age"), [*((key, 11) for key in DOCUMENTS), *((key, 17) for key in GROWN)])
def test_every_reader_gets_a_whole_document_without_what_is_withheld(key: str, age: int) -> None:
    of, kind = girl(age), DOCUMENTS[key]
    for reader in readers(kind, of):
        docx, shown = made(kind, reader, of)
        text = text_of(docx)
        assert "Durand" in text or "Léa" in text
        assert not re.search(r"\{\{|\}\}|\{%|%\}|\bNone\b|\bTrue\b|\bFalse\b|[\ue000-\ue003]", text)
        assert not re.search(r"\b(?:de|que) [AEÉIOU]\w|'", text)
        if reader.kind is not RecipientKind.FILE:
            assert [one.excerpt for one in find_texts(docx, shown.secrets)] == []
            assert KEPT_WORDS not in text
            assert RESULTS not in text
        if reader.kind is RecipientKind.FATHER:
            assert STREET not in text
            assert "Roussel" not in text
            assert MOTHER_VIEW not in text
        if reader.kind in PARENTS:
            assert PREPARED not in text
            assert OWN_WORDS not in text


def test_the_copies_that_may_hold_it_do() -> None:
    """What the others do not receive is really printed for those who may read it: the tests above can fail."""
    of = girl(17)

    def said(key: str, kind: RecipientKind) -> str:
        reader = next(one for one in readers(DOCUMENTS[key], of) if one.kind is kind)
        return text_of(made(DOCUMENTS[key], reader, of)[0])

    assert PREPARED in said("compte-rendu", RecipientKind.FILE)
    assert MOTHER_VIEW in said("compte-rendu", RecipientKind.MOTHER)
    assert KEPT_WORDS in said("compte-rendu", RecipientKind.FILE)
    assert RESULTS in said("sante", RecipientKind.FILE)
    assert OWN_WORDS in said("entretien-17", RecipientKind.CHILD)
    assert PLACE in said("changement-lieu", RecipientKind.JUDGE) or "connu du service" in said(
        "changement-lieu", RecipientKind.JUDGE
    )
    assert STREET in said("demande-avis", RecipientKind.MOTHER)


def test_each_person_invited_has_a_letter_of_his_own() -> None:
    of, kind = girl(), DOCUMENTS["invitation"]
    found = readers(kind, of)
    assert [one.kind.value for one in found] == ["child", "mother", "father", "care", "person"]
    letters = {one.kind: text_of(made(kind, one, of)[0]) for one in found}
    assert "Tu peux venir, ou ne pas venir." in letters[RecipientKind.CHILD]
    assert "article L223-1" in letters[RecipientKind.MOTHER]
    assert "Éric Durand" not in letters[RecipientKind.MOTHER]
    assert "Un temps vous est réservé" in letters[RecipientKind.MOTHER]
    assert "Avenue" not in letters[RecipientKind.CHILD]
    assert "article L226-2-2" in letters[RecipientKind.PERSON]
    assert "3, chemin du Moulin" in letters[RecipientKind.CARE]
    grown = text_of(made(kind, readers(kind, girl(17))[0], girl(17))[0])
    assert "Venir avec votre personne de confiance" in grown


def test_small_children_are_written_to_with_pictures() -> None:
    of = world(age=4)
    letter = text_of(made(DOCUMENTS["invitation"], readers(DOCUMENTS["invitation"], of)[0], of)[0])
    assert "Tu peux faire un dessin." in letter
    assert "Qui sera là" not in letter


def test_a_letter_that_only_a_judge_or_a_service_decides_is_for_nobody_else() -> None:
    of = girl()
    for key in ("demande-accord", "accord-domicile", "notification"):
        assert readers(DOCUMENTS[key], of) == [], key


def test_every_kind_is_named_and_offered_once() -> None:
    assert set(DOCUMENTS) == {one.value for one in NAMED} == {key for keys in GROUPS.values() for key in keys}
    assert sum(map(len, GROUPS.values())) == len(DOCUMENTS)


def test_the_shipped_templates_are_those_the_program_builds(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, str(ROOT / "tools" / "build_templates.py"), str(tmp_path)], check=True, capture_output=True
    )
    shipped = template_path("ppe.docx").parent
    assert {path.name for path in tmp_path.iterdir()} == {path.name for path in shipped.glob("*.docx")}
    assert [path.name for path in tmp_path.iterdir() if path.read_bytes() != (shipped / path.name).read_bytes()] == []
    used = {name for kind in DOCUMENTS.values() for name in (kind.template, *kind.templates.values())}
    assert used == {path.name for path in tmp_path.iterdir()}
