from __future__ import annotations

import sys
import threading
import time
from pathlib import Path

import docx
import pytest
from docx.enum.text import WD_BREAK

from ppe_desktop.documents import pdf
from ppe_desktop.documents.converter_process import word_command
from ppe_desktop.documents.pdf import Converter, find_converter, to_pdf
from ppe_desktop.domain.errors import ConverterMissingError, OutputError, RenderError
from ppe_desktop.runtime.resources import template_path
from tests.support.docx import saved

TOOLS = Path(__file__).resolve().parents[3] / "tools"
POSIX = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in converters are shell scripts")


def stand_in(tmp_path: Path, script: str) -> Converter:
    program = tmp_path / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return Converter("libreoffice", program)


@pytest.fixture
def private(tmp_path):
    folder = tmp_path / "prive"
    folder.mkdir()
    yield folder
    assert list(folder.iterdir()) == []


def badly_laid() -> bytes:
    """A title alone at the foot of a page, a row cut in two, then an empty page: what the shipped templates cannot do."""
    document = docx.Document(str(template_path("recepisse.docx")))
    body = document.element.body
    for element in list(body)[:-1]:
        body.remove(element)
    document.add_paragraph("Léa & Tom, « çà »", style="Heading 1")
    document.add_paragraph("Corps de la page.", style="Corps").add_run().add_break(WD_BREAK.PAGE)
    alone = document.add_paragraph("Titre seul", style="Heading 2").paragraph_format
    alone.keep_with_next = False
    document.add_paragraph("La suite.", style="Corps").paragraph_format.page_break_before = True
    document.add_table(1, 1).cell(0, 0).text = "ligne\n" * 80
    document.add_paragraph("", style="Corps").paragraph_format.page_break_before = True
    document.core_properties.title = "Essai"
    return saved(document)


@pytest.mark.skipif(find_converter() is None, reason="neither LibreOffice nor Word is installed here")
def test_a_real_conversion_is_titled_tagged_in_french_and_its_faults_are_seen(private, monkeypatch):
    from pypdf import PdfReader

    data = to_pdf(badly_laid(), private_folder=private, timeout=110)
    path = private.parent / "x.pdf"
    path.write_bytes(data)
    reader = PdfReader(path)
    catalog = reader.trailer["/Root"]
    assert "Léa & Tom, « çà »" in reader.pages[0].extract_text().replace("\u00a0", " ")
    assert reader.metadata.title == "Essai"
    assert reader.metadata.author is None
    assert (catalog["/Lang"], catalog["/MarkInfo"]["/Marked"], catalog["/ViewerPreferences"]["/DisplayDocTitle"]) == (
        "fr-FR",
        True,
        True,
    )
    assert [one.title for one in reader.outline if not isinstance(one, list)] == ["Léa & Tom, « çà »"]
    monkeypatch.syspath_prepend(str(TOOLS))
    from page_faults import faults_of

    assert faults_of(path) == [
        "page 5 : vide",
        "page 2 : titre seul en bas de page (H2)",
        "page 3 : ligne de tableau coupée",
    ]


@POSIX
def test_the_copy_is_private_and_neutral(private, tmp_path):
    script = f'for last; do :; done; stat -c "%a %n" "$(dirname "$last")" "$last" > {tmp_path}/vu; printf "%s" "$TMPDIR" >> {tmp_path}/vu; printf "%%PDF-1" > "$(dirname "$last")/document.pdf"'
    assert to_pdf(b"docx", private_folder=private, converter=stand_in(tmp_path, script)) == b"%PDF-1"
    seen = (tmp_path / "vu").read_text().splitlines()
    assert seen[0].startswith("700 ")
    assert seen[1].endswith("/document.docx")
    assert seen[2].startswith(str(private))


@POSIX
@pytest.mark.parametrize(
    "script", ["exit 1", "exit 0", 'for last; do :; done; echo non > "$(dirname "$last")/document.pdf"']
)
def test_a_failing_program_is_a_render_error(private, tmp_path, script):
    with pytest.raises(RenderError, match="n’a pas abouti"):
        to_pdf(b"docx", private_folder=private, converter=stand_in(tmp_path, script))


@POSIX
def test_a_program_that_never_ends_is_killed_with_its_family(private, tmp_path):
    witness = tmp_path / "temoin"
    start = time.monotonic()
    with pytest.raises(RenderError, match="trop de temps"):
        to_pdf(
            b"docx",
            private_folder=private,
            timeout=0.5,
            converter=stand_in(tmp_path, f"(sleep 3; touch {witness}) & wait"),
        )
    assert time.monotonic() - start < 5
    time.sleep(3)
    assert not witness.exists()


@POSIX
def test_the_user_may_give_up(private, tmp_path):
    cancel = threading.Event()
    threading.Timer(0.3, cancel.set).start()
    with pytest.raises(RenderError, match="abandonnée"):
        to_pdf(b"docx", private_folder=private, cancel=cancel, converter=stand_in(tmp_path, "sleep 30"))


def test_a_program_that_cannot_start(private, tmp_path):
    with pytest.raises(RenderError):
        to_pdf(b"docx", private_folder=private, converter=Converter("libreoffice", tmp_path / "absent"))


def test_no_converter(private, monkeypatch):
    monkeypatch.setattr(pdf, "find_converter", lambda: None)
    with pytest.raises(ConverterMissingError):
        to_pdf(b"docx", private_folder=private)


def test_a_missing_private_folder(tmp_path):
    with pytest.raises(OutputError):
        to_pdf(b"docx", private_folder=tmp_path / "absent", converter=Converter("libreoffice", Path("x")))


def test_the_search_takes_libreoffice_first(monkeypatch, tmp_path):
    monkeypatch.setattr(pdf.shutil, "which", lambda name: str(tmp_path / name) if name == "libreoffice" else None)
    assert find_converter() == Converter("libreoffice", tmp_path / "libreoffice")
    monkeypatch.setattr(pdf.shutil, "which", lambda _: None)
    monkeypatch.setattr(pdf, "_SOFFICE_PLACES", ())
    assert find_converter() is None or sys.platform == "win32"


def test_word_gets_its_paths_by_the_environment():
    command, extra = word_command(Path("a'b; rm.docx"), Path("c.pdf"))
    assert not any("rm" in argument for argument in command)
    assert extra == {"PPE_SOURCE": "a'b; rm.docx", "PPE_TARGET": "c.pdf"}
