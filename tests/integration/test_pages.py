"""The pages of documents as LibreOffice lays them out: opened without repair, none empty, no heading left alone, no row cut.

Six documents of different shapes are converted in one call, the dearest of what is done here.
"""

from __future__ import annotations

import io
import re
import subprocess
from pathlib import Path

import pypdfium2
import pytest
from docx import Document
from docx.oxml.ns import qn

from ppe_desktop.documents.catalogue import DOCUMENTS
from ppe_desktop.documents.pdf import find_converter
from ppe_desktop.domain.vocabulary import RecipientKind
from tests.integration.test_every_document import made, readers
from tests.support.matters import world

CONVERTER = find_converter()
CHOSEN = {
    "ppe": RecipientKind.FATHER,
    "compte-rendu": RecipientKind.FILE,
    "rapport": RecipientKind.JUDGE,
    "invitation": RecipientKind.MOTHER,
    "ppe-enfant": RecipientKind.CHILD,
    "sante": RecipientKind.FILE,
}
HEADINGS = ("Heading 1", "Heading 2", "Titre de partie", "Enfant partie", "Étiquette parole", "Tableau en-tête")

pytestmark = pytest.mark.skipif(
    CONVERTER is None or CONVERTER.kind != "libreoffice", reason="LibreOffice is not installed here"
)


@pytest.fixture(scope="module")
def produced(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[bytes, list[list[str]]]]:
    """Each document with the lines of its pages."""
    assert CONVERTER is not None
    folder, of = tmp_path_factory.mktemp("pages"), world(age=11)
    word = {}
    for key, wanted in CHOSEN.items():
        kind = DOCUMENTS[key]
        reader = next(one for one in readers(kind, of) if one.kind is wanted)
        word[key] = made(kind, reader, of)[0]
        (folder / f"{key}.docx").write_bytes(word[key])
    command = [
        str(CONVERTER.program), f"-env:UserInstallation={(folder / 'profil').as_uri()}", "--headless", "--norestore", "--nolockcheck",
        "--convert-to", "pdf:writer_pdf_Export", "--outdir", str(folder), *(str(folder / f"{key}.docx") for key in CHOSEN),
    ]  # fmt: skip
    subprocess.run(command, check=True, capture_output=True, timeout=100)
    return {key: (word[key], lines_of(folder / f"{key}.pdf")) for key in CHOSEN}


def lines_of(pdf: Path) -> list[list[str]]:
    """The lines of each page."""
    with pypdfium2.PdfDocument(pdf) as document:
        return [folded(page.get_textpage().get_text_bounded()) for page in document]


def folded(text: str) -> list[str]:
    """The lines of a text that say something, spaces made alike."""
    return [line for line in (re.sub(r"\s+", " ", line).strip() for line in text.splitlines()) if line]


@pytest.mark.parametrize("key", CHOSEN)
def test_pages_are_whole(produced: dict[str, tuple[bytes, list[list[str]]]], key: str) -> None:
    docx, pages = produced[key]
    document = Document(io.BytesIO(docx))
    headings = {
        text
        for paragraph in document.element.body.iter(qn("w:p"))
        if (style := paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")) is not None
        and named(document, style.get(qn("w:val"))) in HEADINGS
        for text in folded("".join(one.text or "" for one in paragraph.iter(qn("w:t"))))
    }
    assert pages
    for number, lines in enumerate(pages, start=1):
        foot = next(line for line in reversed(lines) if f"page {number} / {len(pages)}" in line)
        body = [line for line in lines if line != foot and "Document confidentiel" not in line]
        assert body, f"page {number} is empty"
        last = re.sub(r"^\d+ ", "", body[-1])
        # the header and the footer may come first or last in the text of a page
        assert last not in headings, f"a heading alone at the end of page {number}: {last}"
    assert all(
        row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is not None for row in document.element.body.iter(qn("w:tr"))
    )


def named(document: object, identifier: str) -> str:
    """The name of a style."""
    styles = document.styles  # type: ignore[attr-defined]
    return next((str(style.name) for style in styles if style.style_id == identifier), "")


def test_the_checks_see_what_they_look_for(produced: dict[str, tuple[bytes, list[list[str]]]]) -> None:
    """Headings are found in the pages as they are in the Word file: the test above can fail."""
    _docx, pages = produced["ppe"]
    said = [line for page in pages for line in page]
    assert any(re.fullmatch(r"(?:1 )?Identité de l’enfant", line) for line in said)
    assert len(pages) > 3
