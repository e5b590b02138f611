"""Every kind of document for every reader: filled whole, nothing left over, nothing shown that was withheld."""

from __future__ import annotations

import base64
import datetime as dt
import io
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from ppe_desktop.documents.catalogue import DOCUMENTS, GROUPS
from ppe_desktop.documents.context.source import Source
from ppe_desktop.documents.guard import find_texts, texts_in
from ppe_desktop.documents.kinds import DocumentKind
from ppe_desktop.documents.renderer import Renderer
from ppe_desktop.documents.template_slots import WEEK
from ppe_desktop.documents.text_values import clean_text
from ppe_desktop.domain.casefile import Items, PlanFile
from ppe_desktop.domain.missing import missing
from ppe_desktop.domain.prints import DOCUMENTS as NAMED
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.domain.vocabulary import RecipientKind
from ppe_desktop.domain.withholding import Redaction, withhold
from ppe_desktop.runtime.resources import template_path
from tests.support.casefiles import TODAY, item
from tests.support.docx import png
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
    return world(age=age, called="Émilie")


def values_for(kind: DocumentKind, reader: Recipient, of: World) -> tuple[dict[str, Any], Redaction]:
    """What the template of a reader is given, by the same steps as the service."""
    matter = of.matter(kind)
    plan = matter.plan or PlanFile(matter.subject, Items({}))
    shown = withhold(matter.file, plan, reader, said=of.beside.items, items=matter.items)
    found = shown.items.one(matter.subject.record, matter.subject.id)
    found = found or shown.file.items.one(matter.subject.record, matter.subject.id)
    subject = found or (shown.plan.plan if matter.subject.record == "child_plan" else shown.file.child)
    source = Source.of(shown.file, shown.plan, reader, TODAY, subject=subject, items=shown.items)
    return kind.values(source), shown


def made(kind: DocumentKind, reader: Recipient, of: World) -> tuple[bytes, Redaction]:
    """What a reader receives."""
    values, shown = values_for(kind, reader, of)
    return RENDERER.render(kind.load_template(reader), values), shown


def said_in(values: object) -> str:
    """Every text that a template could print."""
    if isinstance(values, dict):
        return "\n".join(said_in(value) for key, value in values.items() if key != "_images")
    if isinstance(values, list | tuple):
        return "\n".join(map(said_in, values))
    return values if isinstance(values, str) else ""


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


PLANTED = "99, quai des Brumes"


def printed_with_a_leak(kind: DocumentKind, reader: Recipient, values: dict[str, Any], secrets: tuple[str, ...]) -> str:
    """The text of a whole document in which one secret was planted: the guard finds that one, in the header and in the body, and no other."""
    service = {**values["service"], "nom": f"Service, {PLANTED.upper()}"}
    docx = RENDERER.render(kind.load_template(reader), {**values, "service": service})
    found = find_texts(docx, [*secrets, PLANTED])
    assert {one.needle_index for one in found} == {len(secrets)}
    assert {"word/document.xml", "word/header1.xml"} <= {one.part for one in found}
    text = text_of(docx)
    assert "Durand" in text or "Émilie" in text
    assert not re.search(r"\{\{|\}\}|\{%|%\}|\bNone\b|\bTrue\b|\bFalse\b|[\ue000-\ue003]", text)
    assert not re.search(r"\b(?:de|que|De|Que) [AEÉIOU]\w|'", text)
    return text


def chosen(kind: DocumentKind, found: list[Recipient]) -> list[Recipient]:
    """Readers whose copies are printed: one for each template, the father before all, and the service; the others' values are looked at."""
    ordered = sorted(found, key=lambda one: one.kind is not RecipientKind.FATHER)
    by_template = {kind.template_for(one): one for one in reversed(ordered)}
    return [one for one in found if one in by_template.values() or one.kind is RecipientKind.FILE]


@pytest.mark.parametrize(("key", "age"), [*((key, 11) for key in DOCUMENTS), *((key, 17) for key in GROWN)])
def test_every_reader_gets_a_whole_document_without_what_is_withheld(key: str, age: int) -> None:
    of, kind = girl(age), DOCUMENTS[key]
    found = readers(kind, of)
    printed = chosen(kind, found) if age == 11 else found[:1]
    for reader in found if age == 11 else printed:
        values, shown = values_for(kind, reader, of)
        text = said_in(values)
        is_file = reader.kind is RecipientKind.FILE
        if reader in printed:
            text = printed_with_a_leak(kind, reader, values, () if is_file else shown.secrets)
        elif not is_file:
            assert texts_in(text, shown.secrets) == []
        if not is_file:
            assert KEPT_WORDS not in text
            assert RESULTS not in text
        if reader.kind is RecipientKind.FATHER:
            assert STREET not in text
            assert "Roussel" not in text
            assert MOTHER_VIEW not in text
        if reader.kind in PARENTS:
            assert PREPARED not in text
            assert OWN_WORDS not in text


HOSTILE = "<w:p>&amp; ]]> \"'\u00a0{{ enfant.nom }} {% if %} \x00\x0b\ud800 مرحبا \u202e👩\u200d👧 e\u0301 \U0001f600"
"""Every special of XML and of the templates, control characters, a lone half of a character, text from right to left, emoji."""


def numbered(value: object, printed: set[str], kept: list[str], added: str = "") -> Any:
    """The same values, each text that is printed whole followed by something and by a number of its own; the first is very long."""
    if isinstance(value, dict):
        return {key: one if key.startswith("_") else numbered(one, printed, kept, added) for key, one in value.items()}
    if isinstance(value, list):
        return [numbered(one, printed, kept, added) for one in value]
    if not isinstance(value, str) or value not in printed:
        return value
    kept.append(f"{value} {added} {'mot ' * (12_500 if added and not kept else 1)}n{len(kept)}.")
    return kept[-1]


@pytest.mark.parametrize("key", DOCUMENTS)
def test_hostile_values_come_out_as_they_were_in_every_kind(key: str) -> None:
    of, kind = girl(), DOCUMENTS[key]
    reader = next(iter(readers(kind, of)), Recipient(RecipientKind.MOTHER, None, "Madame Benali, mère"))
    values, _shown = values_for(kind, reader, of)
    template = kind.load_template(reader)
    lines = {line.strip() for line in text_of(RENDERER.render(template, values)).split("\n")}
    lines = {line for line in lines if len(line) > 5}
    plain: list[str] = []
    seen = folded(text_of(RENDERER.render(template, numbered(values, lines, plain))))
    hostile: list[str] = []
    found = folded(text_of(RENDERER.render(template, numbered(values, lines, hostile, HOSTILE))))
    wanted = [after for before, after in zip(plain, hostile, strict=True) if folded(before) in seen]
    assert wanted
    assert [one for one in wanted if folded(clean_text(one)) not in found] == []


def folded(text: str) -> str:
    """A text as two readings of it are compared: spaces are those of the page."""
    return " ".join(text.split()).casefold()


def test_the_guard_sees_a_leak_in_the_letters_of_a_decision_without_a_judge() -> None:
    """Kinds this girl's judicial measure gives no reader to."""
    of = girl()
    reader = next(one for one in readers(DOCUMENTS["demande-avis"], of) if one.kind is RecipientKind.FATHER)
    for key in DOCUMENTS:
        if not readers(DOCUMENTS[key], of):
            values, shown = values_for(DOCUMENTS[key], reader, of)
            printed_with_a_leak(DOCUMENTS[key], reader, values, shown.secrets)


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


def test_parents_received_apart_never_learn_the_hour_of_the_other() -> None:
    """Two slots: each reads his own hour, or that it is still to be told; the meeting's hour may hold both."""
    of, kind = girl(), DOCUMENTS["invitation"]
    meeting = of.beside.of("meeting")[0].having(at_time="10 h (madame), 14 h (monsieur)", apart="DEUX_TEMPS")
    lines = of.beside.of("meeting_invitee")
    mother = next(one for one in lines if one.quality == "Mère")
    told = [one.having(at_time="10 h 15" if one.id == mother.id else "") for one in lines]
    items = of.beside.items.with_items("meeting", [meeting]).with_items("meeting_invitee", told)
    apart = replace(of, beside=replace(of.beside, items=items))
    hours = {one.kind: values_for(kind, one, apart)[0]["reunion"]["heure"] for one in readers(kind, apart)}
    assert hours[RecipientKind.MOTHER] == "10 h 15"
    assert hours[RecipientKind.FATHER] == hours[RecipientKind.CHILD] == missing("heure")
    assert hours[RecipientKind.CARE] == "10 h (madame), 14 h (monsieur)"
    letter = text_of(
        made(kind, next(one for one in readers(kind, apart) if one.kind is RecipientKind.FATHER), apart)[0]
    )
    assert re.search(r"à compléter.{1,3}heure", letter)
    assert "10 h" not in letter
    minutes = values_for(
        DOCUMENTS["compte-rendu"], next(one for one in readers(kind, apart) if one.kind is RecipientKind.FATHER), apart
    )
    assert minutes[0]["reunion"]["heure"] == ""


def test_the_points_of_the_annual_review_stand_under_the_three_domains() -> None:
    of, kind = girl(), DOCUMENTS["compte-rendu"]
    part = of.beside.of("meeting_child")[0].having(
        points="Un an de plus.\nSanté : vue à contrôler.\nScolarité et vie sociale\nElle lit beaucoup."
    )
    spoken = replace(of, beside=replace(of.beside, items=of.beside.items.with_items("meeting_child", [part])),
                     subjects={**of.subjects, kind.subject: part})  # fmt: skip
    file, mother = (
        next(r for r in readers(kind, of) if r.kind is k) for k in (RecipientKind.FILE, RecipientKind.MOTHER)
    )
    values = values_for(kind, file, spoken)[0]
    assert values["points"] == "Un an de plus."
    assert [one["texte"] for one in values["domaines"]] == [
        "vue à contrôler.", missing("point sur ce domaine"), "Elle lit beaucoup.",
    ]  # fmt: skip
    assert values_for(kind, mother, spoken)[0]["domaines"][1]["texte"] == "Aucun point n’est noté."
    plain = values_for(kind, file, of)[0]
    assert (plain["points"], plain["domaines"]) == ("L’école.", [])


def test_a_person_about_whom_nothing_is_decided_is_in_no_minutes() -> None:
    """A reason may be typed before the invitation is decided; « Non invité » would be untrue."""
    of, kind = girl(), DOCUMENTS["compte-rendu"]
    file = next(one for one in readers(kind, of) if one.kind is RecipientKind.FILE)

    def named(answer: str) -> list[str]:
        lines = [
            one.having(invited=answer if one.quality == "Enseignante" else one.invited)
            for one in of.beside.of("meeting_invitee")
        ]
        items = of.beside.items.with_items("meeting_invitee", lines)
        world = replace(of, beside=replace(of.beside, items=items))
        return [one["nom"] for one in values_for(kind, file, world)[0]["personnes"]]

    assert "Mme Lacaze" in named("NON")
    assert "Mme Lacaze" not in named("INCONNU")


def test_the_service_chooses_the_age_of_vous() -> None:
    of, kind = girl(11), DOCUMENTS["ppe-enfant"]
    reader = readers(kind, of)[0]
    source = Source.of(of.file, of.plan, reader, TODAY)
    assert kind.values(source)["tu"]
    assert not kind.values(replace(source, formal_age=10))["tu"]


def test_what_the_child_drew_is_in_the_sheet_of_his_words() -> None:
    of, kind = girl(), DOCUMENTS["paroles"]
    words = of.subjects[kind.subject]
    drawing = item(
        "sketch",
        statement_id=words.id,
        kind="DESSIN",
        title="Moi et Hugo",
        made_on=dt.date(2026, 9, 30),
        picture=png(40),
    )
    drawn = replace(of, beside=replace(of.beside, items=of.beside.items.with_items("sketch", [drawing])))
    reader = readers(kind, drawn)[0]
    docx, _shown = made(kind, reader, drawn)
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        assert png(40) in [package.read(name) for name in package.namelist() if name.startswith("word/media/")]
    assert "Moi et Hugo" in text_of(docx)
    assert "Moi et Hugo" not in text_of(made(kind, reader, of)[0])


def test_the_chronology_tells_each_step_once_and_gaps_to_the_service_only() -> None:
    of, kind = girl(), DOCUMENTS["chronologie"]
    away = item(
        "absence", child_id=of.file.child.id, kind="FUGUE", since=dt.date(2026, 3, 1), until=dt.date(2026, 3, 2)
    )
    file = replace(of.file, items=of.file.items.with_items("absence", [away]))
    of = replace(of, beside=replace(of.beside, file=file))
    told = {one.kind: values_for(kind, one, of)[0] for one in readers(kind, of)}
    assert {PLACE, "Absences"} <= {one[key] for one in told[RecipientKind.FILE]["etapes"] for key in ("quoi", "genre")}
    assert {one["quoi"] for one in told[RecipientKind.MOTHER]["etapes"]} >= {PLACE}
    assert not {PLACE, "Absences"} & {
        one[key] for one in told[RecipientKind.FATHER]["etapes"] for key in ("quoi", "genre")
    }
    assert told[RecipientKind.MOTHER]["a_verifier"] == told[RecipientKind.CHILD]["sans_date"] == []
    days = [
        dt.datetime.strptime(one["du"], "%d/%m/%Y")
        for one in told[RecipientKind.FILE]["etapes"]
        if one["du"][0].isdigit()
    ]
    assert days == sorted(days)
    father = next(one for one in readers(kind, of) if one.kind is RecipientKind.FATHER)
    text = text_of(made(kind, father, of)[0])
    assert "La frise dessinée n’est pas jointe à cet exemplaire." in text
    assert "lieu d’accueil connu du service" in text
    values, _shown = values_for(kind, father, of)
    drawn = {
        **values,
        "enfant": {**values["enfant"], "parcours_image": True},
        "_images": {"enfant.parcours_image": base64.b64encode(png(40)).decode()},
    }
    docx = RENDERER.render(kind.load_template(father), drawn)
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        assert png(40) in [package.read(name) for name in package.namelist() if name.startswith("word/media/")]
    assert "n’est pas jointe" not in text_of(docx)


def test_words_that_could_not_be_collected_ask_for_no_signature() -> None:
    of, kind = girl(), DOCUMENTS["paroles"]
    reader, beside = readers(kind, of)[0], of.beside
    for outcome, is_asked in (("RECUEILLIE", True), ("REFUS", False), ("NON_RENCONTRE", False)):
        said = of.subjects[kind.subject].having(outcome=outcome)
        now = replace(of, subjects={**of.subjects, kind.subject: said}, beside=beside.having("statement", (said,)))
        values, _shown = values_for(kind, reader, now)
        assert values["a_signer"] is is_asked


def test_small_children_are_written_to_with_pictures() -> None:
    of = world(age=4)
    letter = text_of(made(DOCUMENTS["invitation"], readers(DOCUMENTS["invitation"], of)[0], of)[0])
    assert "Tu peux faire un dessin." in letter
    assert "Qui sera là" not in letter


def test_a_child_is_told_that_parents_received_apart_are_never_in_the_room_together() -> None:
    kind, of = DOCUMENTS["invitation"], girl()
    child = readers(kind, of)[0]
    told = "Tes parents ne seront pas dans la pièce en même temps."
    assert told in text_of(made(kind, child, of)[0])
    (meeting,) = of.beside.of("meeting")
    together = replace(of, beside=of.beside.having("meeting", (meeting.having(apart=""),)))
    assert told not in text_of(made(kind, child, together)[0])


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
    assert used | {WEEK.file_name} == {path.name for path in tmp_path.iterdir()}
