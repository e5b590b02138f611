"""Small Word files for tests, and ways to look inside the documents produced."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Sequence
from functools import cache
from struct import pack as pack_struct
from xml.parsers import expat

import docx
from docx.document import Document
from docx.shared import Cm

FOOTNOTES = "word/footnotes.xml"
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_PLACEHOLDER = "@ici@"
PLACES = ("body", "table", "header", "footer", "footnote", "text box")


def word(*paragraphs: str, header: str = "", footer: str = "", table: Sequence[Sequence[str]] = ()) -> bytes:
    """Return a .docx with these paragraphs, then a table."""
    document = docx.Document()
    for text in paragraphs:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    if footer:
        document.sections[0].footer.paragraphs[0].text = footer
    if table:
        grid = document.add_table(len(table), len(table[0]))
        for row, texts in zip(grid.rows, table, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
    return saved(document)


def saved(document: Document) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def word_with(text: str, place: str) -> bytes:
    """Return a .docx with ``text`` in one place of ``PLACES``."""
    name, content = part_with(text, place)
    return with_part(_base_with(place), name, content)


def part_with(text: str, place: str) -> tuple[str, bytes]:
    """Return the name and the content of the part that holds ``text`` in one place of ``PLACES``."""
    name, content = _part_of(place)
    return name, content.replace(_PLACEHOLDER, escaped(text), 1).encode()


@cache
def _part_of(place: str) -> tuple[str, str]:
    base = _base_with(place)
    name = next(name for name in names(base) if name.endswith(".xml") and _PLACEHOLDER in part(base, name))
    return name, part(base, name)


@cache
def _base_with(place: str) -> bytes:
    if place == "table":
        return word("Avant.", table=[["a", _PLACEHOLDER], ["c", "d"]])
    if place in ("header", "footer"):
        return word("Corps.", **{place: _PLACEHOLDER})
    if place == "footnote":
        return with_footnote(word("Corps."), _PLACEHOLDER)
    return word(_PLACEHOLDER) if place == "body" else with_text_box(word("Corps."), _PLACEHOLDER)


def escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;")


def with_footnote(data: bytes, text: str) -> bytes:
    notes = f'<w:footnotes {_W}><w:footnote w:id="2"><w:p><w:r><w:t>{escaped(text)}</w:t></w:r></w:p></w:footnote></w:footnotes>'
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
    data = with_part(data, FOOTNOTES, notes.encode())
    data = replaced(
        data, "[Content_Types].xml", "</Types>", f'<Override PartName="/{FOOTNOTES}" ContentType="{kind}"/></Types>'
    )
    return related(data, relation, "footnotes.xml")


def with_text_box(data: bytes, text: str) -> bytes:
    box = (
        '<w:p><w:r><w:pict><v:shape xmlns:v="urn:schemas-microsoft-com:vml"><v:textbox><w:txbxContent>'
        f"<w:p><w:r><w:t>{escaped(text)}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p><w:sectPr"
    )
    return replaced(data, "word/document.xml", "<w:sectPr", box)


def related(data: bytes, kind: str, target: str, *, external: bool = False) -> bytes:
    mode = ' TargetMode="External"' if external else ""
    relation = f'<Relationship Id="rIdTest" Type="{kind}" Target="{target}"{mode}/></Relationships>'
    return replaced(data, "word/_rels/document.xml.rels", "</Relationships>", relation)


def part(data: bytes, name: str = "word/document.xml") -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return container.read(name).decode("utf-8")


def names(data: bytes) -> list[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        return container.namelist()


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    """Return the package with one part added or replaced."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as output:
        for info in source.infolist():
            if info.filename != name:
                output.writestr(info.filename, source.read(info), compresslevel=1)
        output.writestr(name, content, compresslevel=1)
    return target.getvalue()


def replaced(data: bytes, name: str, old: str, new: str) -> bytes:
    text = part(data, name)
    assert old in text, f"{old} not in {name}"
    return with_part(data, name, text.replace(old, new, 1).encode())


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def texts(data: bytes) -> list[str]:
    """Return the text of the paragraphs of the body, tables left out."""
    return [paragraph.text for paragraph in opened(data).paragraphs]


def rows(data: bytes, table: int = 0) -> list[list[str]]:
    return [[cell.text for cell in row.cells] for row in opened(data).tables[table].rows]


def assert_strict(data: bytes) -> Document:
    """Verify that the container is sound and every XML part well formed, and return what python-docx reads of it."""
    with zipfile.ZipFile(io.BytesIO(data)) as container:
        assert container.testzip() is None
        assert len(set(container.namelist())) == len(container.namelist())
        for name in container.namelist():
            if name.endswith((".xml", ".rels")):
                expat.ParserCreate().Parse(container.read(name), True)
    return opened(data)


def png(red: int = 0) -> bytes:
    """Return a picture of one pixel."""

    def chunk(kind: bytes, content: bytes) -> bytes:
        return pack_struct(">I", len(content)) + kind + content + pack_struct(">I", zlib.crc32(kind + content))

    pixel = zlib.compress(bytes((0, red, 0, 0)))
    return (
        b"\x89PNG\r\n\x1a\n"
        + chunk(b"IHDR", pack_struct(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0))
        + chunk(b"IDAT", pixel)
        + chunk(b"IEND", b"")
    )


def word_with_picture(description: str, *, before: str = "", after: str = "") -> bytes:
    """Return a .docx with one picture of that alternative text, between two paragraphs."""
    document = docx.Document()
    if before:
        document.add_paragraph(before)
    document.add_picture(io.BytesIO(png(255)), width=Cm(1))
    if after:
        document.add_paragraph(after)
    return replaced(saved(document), "word/document.xml", 'name="Picture 1"', f'name="Image 1" descr="{description}"')
