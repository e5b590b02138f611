"""What leaves the base: for each reader what may be read and nothing else, written whole, registered, or not at all."""

from __future__ import annotations

import hashlib
import io
import json
import re
import shutil
import sys
import threading
import unicodedata
import zipfile
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from ppe_desktop.documents import pdf
from ppe_desktop.documents.pdf import Converter
from ppe_desktop.domain.casefile import CaseFile, Item, PlanFile
from ppe_desktop.domain.errors import (
    InputError,
    OutputError,
    PpeError,
    RenderError,
    TemplateError,
    WithheldTextFoundError,
)
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.domain.vocabulary import RecipientKind
from ppe_desktop.runtime import resources
from ppe_desktop.services import documents
from ppe_desktop.services.documents import Produced
from ppe_desktop.services.session import Session
from tests.support.base import TODAY
from tests.support.demo_base import demo_session

TAG = re.compile(r"<[^>]+>")


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    made = demo_session(tmp_path_factory)
    yield made
    made.close()


def letters(text: str) -> str:
    """Letters and digits alone, without case or accent: the test's own reading, not the guard's."""
    decomposed = unicodedata.normalize("NFKD", unescape(text).casefold())
    return "".join(c for c in decomposed if c.isalnum())


def everything_in(docx: bytes) -> str:
    """All that every part of the package says, properties, headers and names of the parts included."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        said = [package.comment.decode("latin-1"), *package.namelist()]
        for name in package.namelist():
            content = package.read(name).decode("utf-8", "replace")
            said += [TAG.sub("", content), *re.findall(r'"([^"]*)"', content)]
    return letters("\n".join(said))


def child_id(session: Session, name: str) -> str:
    (found,) = [card.child_id for card in session.run(session.files.cards) if name in card.full_name]
    return found


def last_plan(session: Session, child: str) -> str:
    plans: tuple[Item, ...] = session.run(session.files.plans, child)
    return plans[0].id if plans else session.run(session.plans.prepare, child).created


def reader(session: Session, plan: str, kind: RecipientKind) -> Recipient:
    return next(one for one in session.documents.recipients(plan) if one.kind is kind)


def registered(session: Session, child: str) -> tuple[Item, ...]:
    return session.run(session.files.produced, child)


def produce(session: Session, plan: str, kind: RecipientKind, target: Path, **options: Any) -> Produced:
    return session.documents.produce(plan, reader(session, plan, kind), target, **options)


def protected_texts(file: CaseFile, plan: PlanFile, person: str) -> dict[str, list[str]]:
    """What a person must not read, straight from the records."""
    hidden = [one for one in file.of("address_protection") if one.hidden_from_id == person]
    addresses = [one for one in file.of("address") if one.id in {protection.address_id for protection in hidden}]
    places = [
        one
        for one in file.of("placement")
        if one.is_anonymous or one.id in {protection.placement_id for protection in hidden}
    ]
    owners = [file.person(one.person_id) for one in addresses]
    kept_from = {one.statement_id for one in plan.of("statement_restriction") if one.hidden_from_id == person}
    words = [one for one in plan.of("statement") if one.sharing != "TOUS" or one.id in kept_from]
    found = {
        "street": [one.street for one in (*addresses, *places)],
        "town": [f"{one.postcode} {one.town}" for one in (*addresses, *places) if one.town],
        "phone": [one.phone for one in (*owners, *places) if one and one.phone],
        "place": [text for one in places for text in (one.name, one.carer)],
        "words": [
            line
            for one in words
            for text in (one.exact_words, one.reported_words, one.observation)
            for line in text.split("\n")
        ],
    }
    return {kind: [text for text in texts if len(letters(text)) > 3] for kind, texts in found.items()}


def test_every_reader_of_every_child_gets_a_document_that_holds_nothing_kept_from_him(
    session: Session, tmp_path: Path
) -> None:
    searched = dict.fromkeys(("street", "town", "phone", "place", "words"), 0)
    for number, card in enumerate(session.run(session.files.cards)):
        plan_id = last_plan(session, card.child_id)
        file, plan = session.run(session.plans.load, plan_id)
        for place, who in enumerate(session.documents.recipients(plan_id)):
            persons = [who.person_id] if who.person_id else []
            if who.kind in (RecipientKind.CHILD, RecipientKind.JUDGE):
                persons = sorted(
                    {one.hidden_from_id for one in (*file.of("address_protection"), *plan.of("statement_restriction"))}
                )
            kept = [
                (kind, text)
                for person in persons
                for kind, texts in protected_texts(file, plan, person).items()
                for text in texts
            ]
            if place and not kept:
                continue  # nothing is kept from him: one such copy of each child is enough
            made = session.documents.produce(plan_id, who, tmp_path / f"{number}_{who.kind.value}.docx")
            said = everything_in(made.paths[0].read_bytes())
            for kind, text in kept:
                if kind == "words" and who.kind is RecipientKind.JUDGE and letters(text) in said:
                    assert any(
                        one.sharing == "JUGE" and text in f"{one.exact_words}\n{one.reported_words}\n{one.observation}"
                        for one in plan.of("statement")
                    )
                    continue
                assert letters(text) not in said, (card.full_name, who.label, kind)
                searched[kind] += 1
            assert made.withheld or not any(protected_texts(file, plan, who.person_id or "").values())
    assert all(searched.values()), f"the control: something of every kind was looked for: {searched}"


def test_what_the_father_does_not_read_is_in_the_services_own_copy(session: Session, tmp_path: Path) -> None:
    child = child_id(session, "D’Angelo")
    plan_id = last_plan(session, child)
    father = reader(session, plan_id, RecipientKind.FATHER)
    texts = protected_texts(*session.run(session.plans.load, plan_id), str(father.person_id))
    own = everything_in(produce(session, plan_id, RecipientKind.FILE, tmp_path / "dossier.docx").paths[0].read_bytes())
    his = everything_in(produce(session, plan_id, RecipientKind.FATHER, tmp_path / "pere.docx").paths[0].read_bytes())
    hers = everything_in(produce(session, plan_id, RecipientKind.MOTHER, tmp_path / "mere.docx").paths[0].read_bytes())
    for kind in ("street", "place", "words"):
        assert texts[kind], kind
        assert any(letters(text) in own for text in texts[kind]), kind
        assert not any(letters(text) in his for text in texts[kind]), kind
    assert any(letters(text) in hers for text in texts["street"])


# --- the register


def test_the_register_holds_what_was_written(session: Session, tmp_path: Path) -> None:
    child = child_id(session, "D’Angelo")
    plan_id = last_plan(session, child)
    made = produce(session, plan_id, RecipientKind.FATHER, tmp_path / "pere.docx")
    row = registered(session, child)[0]
    assert row.sha256 == hashlib.sha256(made.paths[0].read_bytes()).hexdigest()
    assert row.template_sha256 == hashlib.sha256(resources.template_path("ppe.docx").read_bytes()).hexdigest()
    assert (row.child_id, row.plan_id, row.document, row.file_format) == (child, plan_id, "ppe", "docx")
    assert (row.recipient, row.author, row.created_at) == (
        reader(session, plan_id, RecipientKind.FATHER).label,
        "Claire Le Goff",
        TODAY,
    )
    assert json.loads(row.withheld) == [{"what": entry.what, "why": entry.why} for entry in made.withheld] != []
    assert "content" not in row.values


def test_drafts_and_finished_versions_are_told_apart(session: Session, tmp_path: Path) -> None:
    child = child_id(session, "Malo")
    draft, finished = session.run(session.files.plans, child)
    for plan, is_draft in ((draft, True), (finished, False)):
        produce(session, plan.id, RecipientKind.FILE, tmp_path / "ppe.docx")
        assert registered(session, child)[0].is_draft is is_draft


def test_a_document_already_there_is_kept_unless_asked(session: Session, tmp_path: Path) -> None:
    plan_id = last_plan(session, child_id(session, "Nolwenn"))
    target = tmp_path / "ppe.docx"
    target.write_bytes(b"ancien")
    assert produce(session, plan_id, RecipientKind.FILE, target).paths == (tmp_path / "ppe_2.docx",)
    assert target.read_bytes() == b"ancien"
    assert produce(session, plan_id, RecipientKind.FILE, target, overwrite=True).paths == (target,)
    assert zipfile.is_zipfile(target)


# --- nothing leaves, nothing stays


def nothing_left(session: Session, child: str, before: tuple[Item, ...], folder: Path) -> None:
    assert registered(session, child) == before
    assert [path for path in folder.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    "written", ["{street}", "Elle vit maintenant au {street}, au calme.", "{STREET}", "{s p a c e d}", "{phone}"]
)
def test_the_guard_stops_a_document_in_whose_texts_a_secret_was_typed(
    session: Session, tmp_path: Path, written: str
) -> None:
    child = child_id(session, "D’Angelo")
    draft = session.run(session.plans.prepare, child).created
    father = reader(session, draft, RecipientKind.FATHER)
    texts = protected_texts(*session.run(session.plans.load, draft), str(father.person_id))
    street, phone = texts["street"][0].split("\n")[0], texts["phone"][0]
    typed = (
        written.replace("{street}", street)
        .replace("{STREET}", street.upper())
        .replace("{s p a c e d}", street.replace(" ", " \u2009\n"))
        .replace("{phone}", re.sub(r"\D", "", phone))
    )
    (domain,) = [one for one in session.run(session.plans.load, draft)[1].of("plan_domain") if one.domain == "B"]
    session.run(session.records.change, "plan_domain", domain.id, evaluation=typed)
    before = registered(session, child)
    try:
        with pytest.raises(WithheldTextFoundError) as stopped:
            session.documents.produce(draft, father, tmp_path / "pere.docx")
        assert stopped.value.detail
        assert letters(street) not in letters(stopped.value.message)
        nothing_left(session, child, before, tmp_path)
        if written == "{street}":
            assert session.documents.preview(draft, father).problem
            assert produce(session, draft, RecipientKind.FILE, tmp_path / "dossier.docx").paths
    finally:
        session.run(session.records.change, "plan_domain", domain.id, evaluation=domain.evaluation)


def test_the_guard_stops_words_quoted_nowhere_and_what_became_secret_since(session: Session, tmp_path: Path) -> None:
    run, add = session.run, lambda kind, **values: session.run(session.records.add, kind, **values).created
    child = run(session.files.create, surname="Ferrand", measure="PLACEMENT_ASE").created
    mother, father = (
        add("person", surname="Ferrand", first_name="Inès"),
        add("person", surname="Ferrand", first_name="Luc"),
    )
    for person, role in ((mother, "MERE"), (father, "PERE")):
        add("relationship", child_id=child, person_id=person, role=role)
    add("decision", child_id=child)
    said = "Je ne veux plus le voir le soir."
    add(
        "statement",
        child_id=child,
        speaker="ENFANT",
        said_on=TODAY.date(),
        exact_words=f"{said} Il crie.",
        sharing="DOSSIER",
    )
    plan = run(session.plans.prepare, child).created
    run(session.plans.finish, plan)
    who = reader(session, plan, RecipientKind.FATHER)
    assert session.documents.produce(plan, who, tmp_path / "avant.docx").paths
    delivery = add("plan_delivery", plan_id=plan, recipient="father", remarks=f"Elle dit : « {said} »")
    with pytest.raises(WithheldTextFoundError):
        session.documents.produce(plan, who, tmp_path / "pere.docx")
    run(session.records.change, "plan_delivery", delivery, remarks="Remis 4 r. de l’Étang, chez elle")
    assert session.documents.produce(plan, who, tmp_path / "avant_2.docx").paths
    address = add("address", person_id=mother, street="4, rue de l’Étang")
    add("address_protection", address_id=address, hidden_from_id=father)
    with pytest.raises(WithheldTextFoundError):
        session.documents.produce(plan, who, tmp_path / "pere.docx")
    assert not (tmp_path / "pere.docx").exists()


def test_a_lone_word_of_a_secret_name_is_pointed_out(session: Session, tmp_path: Path) -> None:
    run = session.run
    child = run(session.files.create, surname="Ferrand", measure="PLACEMENT_ASE").created
    (episode,) = run(session.files.open, child).of("care_episode")
    run(session.records.add, "placement", episode_id=episode.id, name="Famille Petit", is_anonymous=True)
    plan = run(session.plans.prepare, child).created
    judge = reader(session, plan, RecipientKind.JUDGE)
    assert not session.documents.preview(plan, judge).cautions
    run(session.records.change, "child_plan", plan, participants="Un petit groupe")
    assert "lieu tenu secret" in session.documents.preview(plan, judge).cautions[0]
    run(session.records.change, "child_plan", plan, participants="Mme Petit")
    with pytest.raises(WithheldTextFoundError):
        session.documents.produce(plan, judge, tmp_path / "juge.docx")


def test_a_place_that_cannot_be_written_leaves_no_line_and_no_file(session: Session, tmp_path: Path) -> None:
    child = child_id(session, "Nolwenn")
    plan_id, before = last_plan(session, child), registered(session, child)
    (tmp_path / "fichier").write_bytes(b"x")
    for target in (
        tmp_path / "absent" / "ppe.docx",
        tmp_path / "fichier" / "ppe.docx",
        tmp_path / ("x" * 300 + ".docx"),
    ):
        with pytest.raises(OutputError) as error:
            produce(session, plan_id, RecipientKind.FILE, target)
        assert error.value.message.endswith((".", "!"))
        assert str(tmp_path) not in error.value.message
    assert registered(session, child) == before
    assert [path.name for path in tmp_path.iterdir()] == ["fichier"]


def test_what_cannot_be_registered_does_not_stay_outside(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    child = child_id(session, "Nolwenn")
    plan_id, before = last_plan(session, child), registered(session, child)
    who = reader(session, plan_id, RecipientKind.FILE)
    base = session.database
    work, is_writing = base.work, threading.Event()

    def disk_full_once_written() -> Any:
        if list(tmp_path.glob("*.docx")):
            is_writing.set()
            raise OSError(28, "No space left on device")
        return work()

    monkeypatch.setattr(base, "work", disk_full_once_written)
    with pytest.raises(OSError, match="No space"):
        session.documents.produce(plan_id, who, tmp_path / "ppe.docx")
    monkeypatch.undo()
    assert is_writing.is_set()
    nothing_left(session, child, before, tmp_path)


@pytest.fixture
def templates(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder the program takes its templates from, to be damaged at will."""
    root = tmp_path_factory.mktemp("programme")
    shutil.copytree(resources.template_path("ppe.docx").parent, root / "templates_docx")
    monkeypatch.setattr(resources, "_ROOTS", (root,))
    return root / "templates_docx"


def test_the_template_is_taken_from_that_folder(session: Session, tmp_path: Path, templates: Path) -> None:
    assert (templates / "ppe.docx").is_file()
    plan_id = last_plan(session, child_id(session, "Nolwenn"))
    assert produce(session, plan_id, RecipientKind.FILE, tmp_path / "ppe.docx").paths


@pytest.mark.parametrize("damage", ["missing", "folder", "empty", "not a zip", "cut"])
def test_a_template_missing_or_broken_is_said_in_french(
    session: Session, tmp_path: Path, templates: Path, damage: str
) -> None:
    child = child_id(session, "Nolwenn")
    plan_id, before, template = last_plan(session, child), registered(session, child), templates / "ppe.docx"
    content = template.read_bytes()
    template.unlink()
    if damage == "folder":
        template.mkdir()
    elif damage != "missing":
        template.write_bytes(
            {"empty": b"", "not a zip": b"Ceci n'est pas un document.", "cut": content[: len(content) // 2]}[damage]
        )
    with pytest.raises((TemplateError, RenderError)) as error:
        produce(session, plan_id, RecipientKind.FILE, tmp_path / "ppe.docx")
    assert re.search(r"\b(modèle|document)\b", error.value.message)
    assert str(templates) not in error.value.message
    nothing_left(session, child, before, tmp_path)


def test_giving_up_in_time_writes_nothing(session: Session, tmp_path: Path) -> None:
    if not session.documents.can_make_pdf():
        pytest.skip("no converter on this machine")
    child = child_id(session, "Nolwenn")
    plan_id, before, cancel = last_plan(session, child), registered(session, child), threading.Event()
    cancel.set()
    with pytest.raises((PpeError, InputError)):
        produce(session, plan_id, RecipientKind.FILE, tmp_path / "ppe.docx", pdf=True, cancel=cancel)
    nothing_left(session, child, before, tmp_path)


def converter_of(folder: Path, script: str) -> Converter:
    """A stand-in for LibreOffice, that writes its PDF or never answers."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\nfor last; do :; done\n{script}\n")
    program.chmod(0o700)
    return Converter("libreoffice", program)


def blank_pdf(path: Path, said: str = "") -> Path:
    """A PDF of one blank page, whose title says something."""
    from pypdf import PdfWriter

    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_metadata({"/Title": said})
    writer.write(path)
    return path


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
def test_what_the_converter_wrote_is_read_again(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The guard reads the PDF as it reads the Word file: here the address that the father must not know is its title."""
    child = child_id(session, "Anaïs")
    plan_id, out = last_plan(session, child), tmp_path / "sortie"
    out.mkdir()
    leaking = blank_pdf(tmp_path / "fuite.pdf", "5 CHEMIN du Lavoir Bleu")
    monkeypatch.setattr(
        pdf, "find_converter", lambda: converter_of(tmp_path, f'cp {leaking} "$(dirname "$last")/document.pdf"')
    )
    before = registered(session, child)
    with pytest.raises(WithheldTextFoundError):
        session.documents.produce(plan_id, reader(session, plan_id, RecipientKind.FATHER), out / "ppe.docx", pdf=True)
    nothing_left(session, child, before, out)
    session.documents.produce(plan_id, reader(session, plan_id, RecipientKind.MOTHER), out / "ppe.docx", pdf=True)


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
@pytest.mark.parametrize("recovers", [True, False])
def test_a_conversion_that_hangs_is_ended_told_and_tried_once_more(
    session: Session, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, recovers: bool
) -> None:
    out = tmp_path / "sortie"
    out.mkdir()
    blank = blank_pdf(tmp_path / "vide.pdf")
    answer = f'test -e {tmp_path}/deja && cp {blank} "$(dirname "$last")/document.pdf" && exit' if recovers else ""
    stand_in = converter_of(tmp_path, f"{answer}\ntouch {tmp_path}/deja\nsleep 60")
    monkeypatch.setattr(pdf, "find_converter", lambda: stand_in)
    monkeypatch.setattr(documents, "PDF_SECONDS", (0.6, 0.6))
    child = child_id(session, "Nolwenn")
    plan_id, before = last_plan(session, child), registered(session, child)
    who, told = reader(session, plan_id, RecipientKind.FILE), []
    if recovers:
        made = session.documents.produce(plan_id, who, out / "ppe.docx", pdf=True, progress=told.append)
        assert made.paths[1].read_bytes() == blank.read_bytes()
    else:
        with pytest.raises(RenderError, match="trop de temps"):
            session.documents.produce(plan_id, who, out / "ppe.docx", pdf=True, progress=told.append)
        nothing_left(session, child, before, out)
    assert "La conversion ne répondait plus : elle est relancée" in told


def test_a_copy_open_in_word_is_said_and_stays_in_the_register(session: Session, tmp_path: Path) -> None:
    plan_id = last_plan(session, child_id(session, "Nolwenn"))
    made = produce(session, plan_id, RecipientKind.FILE, tmp_path / "ppe.docx")
    (path,), kept = made.paths, made.paths[0].read_bytes()
    lock = tmp_path / f"~${path.name}"
    lock.write_bytes(b"x")
    with pytest.raises(OutputError, match="ouvert dans Word"):
        session.sealing.save_copy(made.document_id, path)
    assert path.read_bytes() == kept
    lock.unlink()
    assert session.sealing.save_copy(made.document_id, path).read_bytes() == kept, "once Word is closed, it goes"


def test_the_neutral_name_tells_nothing(session: Session) -> None:
    assert session.documents.neutral_name("ppe", TODAY.date()) == "PPE_2026-11-23.docx"
