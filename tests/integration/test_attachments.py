"""Attached documents on real encrypted bases: whole or not at all, the same bytes back, nothing in clear left behind."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import stat
import sys
import threading
import time
import zipfile
from pathlib import Path

import docx
import pytest
from sqlalchemy import event, text

from ppe_desktop.domain.errors import OutputError, UnknownRecordError
from ppe_desktop.domain.media import LIMIT, AttachmentRefusedError, DamagedAttachmentError, NotShownError
from ppe_desktop.runtime.private_copies import PrivateCopies
from ppe_desktop.runtime.resources import resource
from ppe_desktop.services.attachment_sources import Cancelled, Pasted
from ppe_desktop.services.session import Session
from tests.support.base import access, new_session
from tests.support.demo_base import demo_session
from tests.support.docx import png
from tests.support.processes import child as child_process
from tests.support.processes import wait_ready
from tests.support.vault import PASSPHRASE

PDF = b"%PDF-1.4\nun PDF, pour autant que le dise son debut\n"
SLOW_WRITING = """
import sys, threading
from pathlib import Path
from tests.support.base import access
from tests.support.vault import PASSPHRASE

session = access().open(Path(sys.argv[1]), PASSPHRASE)
stopped = threading.Event()

def progress(name, done, whole):
    if done >= whole * float(sys.argv[4]) and not stopped.is_set():
        stopped.set()
        print("pret", flush=True)
        threading.Event().wait(60)

session.attachments.attach(sys.argv[2], Path(sys.argv[3]), progress=progress)
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("pieces") / "base"


@pytest.fixture(scope="module")
def session(folder):
    """One base for the tests that only add to it: each has a child of its own."""
    opened = new_session(folder)
    yield opened
    opened.close()


@pytest.fixture
def lone_session(tmp_path):
    """A base of one's own, to close it or to harm it."""
    opened = new_session(tmp_path / "base")
    yield opened
    opened.close()


@pytest.fixture
def child_id(session):
    return session.run(session.files.create, surname="Durand").created


def written(folder: Path, name: str, content: bytes) -> Path:
    path = folder / name
    path.write_bytes(content)
    return path


def sparse(folder: Path, size: int) -> Path:
    """A PDF of that size, of which only the beginning lies on the disk."""
    path = written(folder, f"gros-{size}.pdf", PDF)
    with path.open("r+b") as stream:
        stream.truncate(size)
    return path


def attached(session: Session, child_id: str):
    return session.run(session.attachments.of_child, child_id)


def counted(session: Session, table: str) -> int:
    def count() -> int:
        with session.database.work() as work:
            return int(work.connection.execute(text(f"select count(*) from {table}")).scalar_one())

    return session.run(count)


def stored(session: Session) -> tuple[int, int]:
    """How many documents and pieces of content the base holds in all."""
    return counted(session, "attachment"), counted(session, "attachment_piece")


def test_the_same_bytes_come_back_and_the_original_is_left_alone(session, child_id, tmp_path):
    content = PDF + os.urandom(3 * 1024 * 1024 + 17)
    path = written(tmp_path, "Rapport_de_visite.pdf", content)
    os.utime(path, (1_700_000_000, 1_700_000_000))
    done = session.attachments.attach(child_id, path)
    (item,) = attached(session, child_id)
    assert (done.attachment_id, done.is_new, done.note) == (item.id, True, "")
    assert (item.title, item.file_name, item.size) == ("Rapport de visite", "Rapport_de_visite.pdf", len(content))
    assert (item.media_type, item.sha256) == ("application/pdf", hashlib.sha256(content).hexdigest())
    assert session.attachments.open(item.id).content == content
    assert path.read_bytes() == content
    assert path.stat().st_mtime == 1_700_000_000
    assert ("attachment", item.id) in done.changes.records
    history = session.run(session.files.history, child_id)
    assert (history[0].kind, history[0].action) == ("Document joint", "creation")


def test_nothing_of_it_is_in_clear_on_the_disk(session, child_id, tmp_path, folder):
    path = written(tmp_path, "lettre.txt", b"La maison aux volets mauves. " * 2000)
    session.attachments.attach(child_id, path)
    for file in folder.rglob("*"):
        assert not file.is_file() or b"volets mauves" not in file.read_bytes(), file.name


def test_fifty_megabytes_are_taken_while_the_base_goes_on_serving(session, child_id, tmp_path):
    path, waits, stop = sparse(tmp_path, LIMIT), [], threading.Event()

    def type_meanwhile() -> None:
        while not stop.is_set():
            begin = time.monotonic()
            session.run(session.records.enter, "child", child_id, "birth_place", f"Brest {len(waits)}")
            waits.append(time.monotonic() - begin)

    typing = threading.Thread(target=type_meanwhile)
    typing.start()
    done = session.attachments.attach(child_id, path)
    opened = session.attachments.open(done.attachment_id)
    stop.set()
    typing.join()
    assert len(opened.content) == LIMIT
    assert max(waits) < 5, "what is typed must reach the base soon"


def test_one_byte_more_is_refused_with_its_size_and_nothing_is_stored(session, child_id, tmp_path):
    before = stored(session)
    with pytest.raises(AttachmentRefusedError, match="un peu plus de 50\u00a0Mo"):
        session.attachments.attach(child_id, sparse(tmp_path, LIMIT + 1))
    with pytest.raises(AttachmentRefusedError, match="120\u00a0Mo"):
        session.attachments.attach(child_id, sparse(tmp_path, 120 * 1024 * 1024))
    assert stored(session) == before


def test_what_cannot_be_read_is_said_and_does_not_keep_the_others_out(session, child_id, tmp_path):
    gone, folder = tmp_path / "parti.pdf", tmp_path / "dossier.pdf"
    folder.mkdir()
    sources = [gone, folder, written(tmp_path, "vide.pdf", b""), written(tmp_path, "outil.pdf", b"MZ" + bytes(80)),
               written(tmp_path, "note.txt", "Vu à l’école.".encode())]  # fmt: skip
    done = session.attachments.attach_all(child_id, sources)
    assert [bool(one.refusal) for one in done] == [True, True, True, True, False]
    assert "n’est plus là" in done[0].refusal
    assert "C’est un dossier" in done[1].refusal
    assert "vide" in done[2].refusal
    assert "programme" in done[3].refusal
    assert [item.file_name for item in attached(session, child_id)] == ["note.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions and pipes")
def test_a_protected_file_and_a_pipe_are_refused_without_waiting(session, child_id, tmp_path):
    pipe = tmp_path / "tuyau.pdf"
    os.mkfifo(pipe)
    with pytest.raises(AttachmentRefusedError, match="fichier ordinaire"):
        session.attachments.attach(child_id, pipe)
    if os.geteuid():
        closed = written(tmp_path, "ferme.pdf", PDF)
        closed.chmod(0)
        with pytest.raises(AttachmentRefusedError, match="ne peut pas être lu"):
            session.attachments.attach(child_id, closed)


def test_a_name_that_lies_is_told_and_the_true_type_kept(session, child_id, tmp_path):
    done = session.attachments.attach(child_id, written(tmp_path, "rapport.pdf", png()))
    assert done.note == "Ce fichier s’appelle rapport.pdf mais c’est une image PNG : il est rangé comme image."
    (item,) = attached(session, child_id)
    assert (item.media_type, item.file_name) == ("image/png", "rapport.pdf")
    assert session.attachments.neutral_name(item).endswith(".png"), "a copy takes the true extension"


def test_the_same_content_twice_is_shown_not_stored_again(session, child_id, tmp_path):
    first = session.attachments.attach(child_id, written(tmp_path, "a.pdf", PDF))
    before = stored(session)
    again = session.attachments.attach(child_id, written(tmp_path, "b.pdf", PDF))
    assert (again.attachment_id, again.is_new) == (first.attachment_id, False)
    assert stored(session) == before
    sister = session.run(session.files.create, surname="Durand").created
    assert session.attachments.attach(sister, tmp_path / "a.pdf").is_new, "each file keeps its own"


def test_a_name_of_three_hundred_characters_and_no_child(session, child_id):
    name = "é" * 296 + ".pdf"
    session.attachments.attach(child_id, Pasted(name, PDF))
    (item,) = attached(session, child_id)
    assert item.file_name == name
    with pytest.raises(UnknownRecordError):
        session.attachments.attach("0" * 32, Pasted("a.pdf", PDF + b"2"))


@pytest.mark.parametrize("share", [0.1, 0.6])
def test_giving_up_while_reading_or_while_writing_stores_nothing(session, child_id, tmp_path, share):
    cancel = threading.Event()

    def progress(_name: str, done: int, whole: int) -> None:
        if done >= whole * share:
            cancel.set()

    before = stored(session)
    path = written(tmp_path, "gros.pdf", PDF + bytes(6 * 1024 * 1024))
    with pytest.raises(Cancelled):
        session.attachments.attach(child_id, path, cancel=cancel, progress=progress)
    assert session.attachments.attach_all(child_id, [path, path], cancel=cancel) == []
    assert stored(session) == before
    assert session.attachments.attach(child_id, path).is_new


@pytest.mark.parametrize("share", [pytest.param("0.3", marks=pytest.mark.slow), "0.8"])
def test_killed_in_the_middle_leaves_nothing_and_the_base_sound(tmp_path, share):
    session = new_session(tmp_path / "base")
    child_id = session.run(session.files.create, surname="Durand").created
    session.close()
    path = written(tmp_path, "gros.pdf", PDF + os.urandom(8 * 1024 * 1024))
    with child_process(SLOW_WRITING, str(tmp_path / "base"), child_id, str(path), share) as process:
        wait_ready(process)
        process.kill()
        process.wait()
    reopened = access().open(tmp_path / "base", PASSPHRASE)
    try:
        assert stored(reopened) == (0, 0)
        done = reopened.attachments.attach(child_id, path)
        assert reopened.attachments.open(done.attachment_id).content == path.read_bytes()
    finally:
        reopened.close()


def test_removed_then_put_back_gives_the_same_bytes(session, child_id, tmp_path):
    content = PDF + os.urandom(2 * 1024 * 1024)
    done = session.attachments.attach(child_id, written(tmp_path, "a.pdf", content))
    session.run(session.records.change, "attachment", done.attachment_id, title="Jugement", kind="DECISION")
    removed = session.run(session.records.remove, "attachment", done.attachment_id).removed
    assert attached(session, child_id) == ()
    with pytest.raises(UnknownRecordError):
        session.attachments.open(done.attachment_id)
    session.run(session.records.restore, removed)
    opened = session.attachments.open(done.attachment_id)
    assert (opened.content, opened.item.title) == (content, "Jugement")


@pytest.mark.parametrize(
    "damage",
    ["update attachment_piece set content = x'00' where number = 1", "delete from attachment_piece where number = 0"],
)
def test_a_damaged_or_missing_piece_is_said(session, child_id, tmp_path, damage):
    done = session.attachments.attach(child_id, written(tmp_path, "a.pdf", PDF + bytes(3 * 1024 * 1024)))

    def harm() -> None:
        with session.database.work() as work:
            work.connection.execute(text(damage))
            work.commit()

    session.run(harm)
    for use in (session.attachments.open, session.attachments.copy_for_opening):
        with pytest.raises(DamagedAttachmentError, match="endommagé"):
            use(done.attachment_id)
    with pytest.raises(DamagedAttachmentError):
        session.attachments.save_copy(done.attachment_id, tmp_path / "copie.pdf")
    assert not (tmp_path / "copie.pdf").exists()


def test_opening_a_file_never_reads_the_content(session, child_id, tmp_path):
    session.attachments.attach(child_id, written(tmp_path, "a.pdf", PDF))
    asked: list[str] = []
    engine = session.database._engine
    event.listen(engine, "before_cursor_execute", lambda _c, _k, statement, *_rest: asked.append(statement))
    session.run(session.files.open, child_id)
    session.run(session.files.cards)
    attached(session, child_id)
    assert asked
    assert not any("attachment_piece" in statement for statement in asked)


def test_the_newest_comes_first_by_its_own_date(session, child_id):
    for number, day in enumerate((dt.date(2025, 1, 5), None, dt.date(2026, 3, 1))):
        done = session.attachments.attach(child_id, Pasted(f"{number}.pdf", PDF + bytes([number])))
        session.run(session.records.change, "attachment", done.attachment_id, dated_on=day)
    assert [item.file_name for item in attached(session, child_id)] == ["1.pdf", "2.pdf", "0.pdf"]


def test_a_copy_for_another_program_is_private_read_only_noted_and_gone_at_the_lock(lone_session, tmp_path):
    child_id = lone_session.run(lone_session.files.create, surname="Durand").created
    done = lone_session.attachments.attach(child_id, Pasted("Rapport Durand.pdf", PDF))
    path = lone_session.attachments.copy_for_opening(done.attachment_id)
    assert path.read_bytes() == PDF
    assert path.is_relative_to(tmp_path / "base")
    assert "Durand" not in path.name
    assert not path.stat().st_mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
    if sys.platform != "win32":
        assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    line = lone_session.run(lone_session.files.history, child_id)[0]
    assert (line.action, line.new) == ("copie", "Ouvert dans un autre programme : Rapport Durand")
    lone_session.close()
    assert not path.parent.exists()


def test_a_copy_left_by_a_program_killed_is_gone_at_the_door_and_never_while_the_base_is_open(tmp_path):
    folder = tmp_path / "base"
    session = new_session(folder)
    left = PrivateCopies(folder / "travail").write(PDF, ".pdf")
    assert access().clear_copies(folder) == 0
    assert left.exists(), "the base is open: it is being read"
    session.close()
    left = PrivateCopies(folder / "travail").write(PDF, ".pdf")
    mark = folder / "verrou.json"
    mark.write_text('{"host": "x"}')
    assert access().clear_copies(folder) == 0
    assert not left.exists()
    assert mark.read_text() == '{"host": "x"}', "what tells of the program that died is left as it is"
    mark.unlink()
    left = PrivateCopies(folder / "travail").write(PDF, ".pdf")
    access().open(folder, PASSPHRASE).close()
    assert not left.exists()


def test_a_copy_saved_takes_a_free_name_and_is_noted(session, child_id, tmp_path):
    done = session.attachments.attach(child_id, Pasted("Rapport.pdf", PDF))
    taken = written(tmp_path, "courrier.pdf", b"deja la")
    saved = session.attachments.save_copy(done.attachment_id, taken)
    assert saved == tmp_path / "courrier_2.pdf"
    assert (saved.read_bytes(), taken.read_bytes()) == (PDF, b"deja la")
    assert session.run(session.files.history, child_id)[0].action == "copie"
    with pytest.raises(OutputError):
        session.attachments.save_copy(done.attachment_id, tmp_path / "absent" / "a.pdf")


def test_the_name_proposed_for_a_copy_tells_nothing_of_the_child(session, child_id):
    done = session.attachments.attach(child_id, Pasted("Lettre de Léa Durand.pdf", PDF))
    values = {"kind": "COURRIER", "dated_on": dt.date(2026, 3, 2)}
    session.run(session.records.change, "attachment", done.attachment_id, **values)
    assert session.attachments.neutral_name(attached(session, child_id)[0]) == "courrier_2026-03-02.pdf"


def demo_piece(name: str) -> bytes:
    return resource("demo", "pieces", name).read_bytes()


def test_a_pdf_is_measured_drawn_and_searched_away_from_the_window(session):
    pdf = demo_piece("bulletin.pdf")
    service = session.attachments
    ((width, height),) = service.pdf_sizes(pdf)
    assert (round(width), round(height)) == (595, 842)
    page = service.pdf_page(pdf, 0, 1.5)
    assert (page.width, page.height) == (893, 1263)
    assert len(page.pixels) == page.stride * page.height
    assert len(set(page.pixels)) > 20, "something is written on it"
    found = service.pdf_find(pdf, "INÈS")
    assert [place.page for place in found] == [0, 0]
    assert all(0 <= side <= 1 for place in found for box in place.boxes for side in box)
    assert service.pdf_find(pdf, "girafe") == []


@pytest.mark.parametrize("content", [PDF, b"%PDF-1.7\n" + b"1 0 obj<</Type/Catalog/Pages 1 0 R>>endobj\n" * 50])
def test_a_broken_pdf_says_so_and_the_next_one_opens(session, content):
    with pytest.raises(NotShownError, match="autre programme"):
        session.attachments.pdf_sizes(content)
    assert len(session.attachments.pdf_sizes(demo_piece("bulletin.pdf"))) == 1


def test_a_word_document_is_read_as_inert_text(session):
    html = session.attachments.word_page(demo_piece("rencontre-fratrie.docx"))
    assert "Malo est resté d’abord près de la porte" in html
    assert "<script" not in html


def repacked(source: bytes, **parts: str) -> bytes:
    """A Word file with other parts; ``__`` stands for ``/`` and ``_rels`` follows."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source)) as before, zipfile.ZipFile(made, "w") as after:
        for info in before.infolist():
            after.writestr(info.filename, parts.pop(info.filename, None) or before.read(info.filename))
        for name, content in parts.items():
            after.writestr(name, content)
    return made.getvalue()


def test_a_letter_that_names_its_template_is_read_and_one_with_an_entity_bomb_is_not(session):
    made = io.BytesIO()
    letter = docx.Document()
    letter.add_paragraph("Madame, Monsieur")
    letter.save(made)
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        'Target="file:///S:/modeles/courrier.dotx" TargetMode="External"/></Relationships>'
    )
    named = repacked(made.getvalue(), **{"word/_rels/settings.xml.rels": relations})
    assert "Madame, Monsieur" in session.attachments.word_page(named)
    bomb = '<!DOCTYPE a [<!ENTITY b "bbbbbbbbbb">]><a>&b;</a>'
    with pytest.raises(NotShownError):
        session.attachments.word_page(repacked(made.getvalue(), **{"word/document.xml": bomb}))


def test_a_long_text_is_shown_in_part(session):
    shown, is_whole = session.attachments.text("é".encode() * 1_500_000)
    assert (len(shown), is_whole) == (1_000_000, False)
    assert session.attachments.text("Noël".encode("cp1252")) == ("Noël", True)


def test_the_fictitious_files_hold_documents_that_open(tmp_path_factory):
    opened = demo_session(tmp_path_factory)
    try:
        found = [item for card in opened.run(opened.files.cards) for item in attached(opened, card.child_id)]
        assert {item.media_type.rpartition("/")[2][:4] for item in found} == {"pdf", "png", "jpeg", "vnd."}
        for item in found:
            assert opened.attachments.open(item.id).content == demo_piece(item.file_name)
            assert item.size < 60_000
    finally:
        opened.close()
