"""The tags of a Word template, one by one, with the place where each stands: what the checker reads.

Word cuts a tag into runs as it likes; here a paragraph is one text, and each tag knows its paragraph, its cell and its row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from lxml import etree

from ppe_desktop.documents.markup import parse_strict, w

PARTS = re.compile(r"^word/(?:document|header|footer|footnotes|endnotes)\d*\.xml$")
BODY = "word/document.xml"
_WHERE = {
    "document": "corps du document",
    "header": "en-tête",
    "footer": "pied de page",
    "footnotes": "note de bas de page",
    "endnotes": "note de fin",
}
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_SHAPE = re.compile(r"^\{([{%#])([-+]?)(tr|tc|p|r)?(?=[\s-])(.*?)[-+]?[}%#]\}$", re.DOTALL)
_BARE = re.compile(r"^\{([{%#])[-+]?()()(.*?)[-+]?[}%#]\}$", re.DOTALL)
_SMART = str.maketrans(
    {"“": '"', "”": '"', "„": '"', "‘": "'", "’": "'", "‚": "'", "\N{NO-BREAK SPACE}": " ", "\u202f": " "}
)
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_BREAKS = {w("tab"): "\t", w("br"): "\n", w("cr"): "\n", w("noBreakHyphen"): "-"}

Reach = Literal["", "p", "r", "tr", "tc"]
"""What a tag takes away with it: its characters, its paragraph, its run, its row, its cell."""
_REACHES: dict[str, Reach] = {"": "", "p": "p", "r": "r", "tr": "tr", "tc": "tc"}


@dataclass(frozen=True, slots=True)
class Place:
    """A paragraph of a template.

    Attributes:
        part: path of the part in the package.
        where: where it is, in French: "corps du document, tableau 2, ligne 3, colonne 1".
        index: rank of the paragraph in its part, from 0.
        text: its whole text.
        container, row, table: identities of what holds it; 0 for what does not.
    """

    part: str
    where: str
    index: int
    text: str
    container: int = 0
    cell: int = 0
    row: int = 0
    table: int = 0


@dataclass(frozen=True, slots=True)
class Tag:
    """A tag as it was written.

    Attributes:
        raw: the tag, braces included.
        sort: ``"{"`` for a value, ``"%"`` for a loop or a condition, ``"#"`` for a note.
        reach: what it takes away with it.
        inner: what it says, Word's quotation marks straightened.
        start, end: first character and the one after the last, in the text of the paragraph.
        place: its paragraph.
    """

    raw: str
    sort: str
    reach: Reach
    inner: str
    start: int
    end: int
    place: Place


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with its tags.

    Attributes:
        place: where it is and what it says.
        tags: its tags in order.
        deleted: what a tracked change took out of it.
        element: the paragraph itself.
    """

    place: Place
    tags: tuple[Tag, ...]
    deleted: str
    element: etree._Element


def where_of(part: str) -> str:
    """Return what a part is, in French: "en-tête"."""
    return _WHERE.get(re.sub(r"^word/|\d*\.xml$", "", part), part)


def read_paragraphs(part: str, content: bytes) -> list[Paragraph]:
    """Return the paragraphs of a part, in its order; the second form of a text box, for old versions of Word, is left out.

    Raises:
        TemplateError: the part is not well formed.
    """
    return list(paragraphs_of(part, parse_strict(part, content)))


def paragraphs_of(part: str, root: etree._Element) -> Iterator[Paragraph]:
    """Give the paragraphs of a part already read."""
    alive = [*root.iter()]  # an element read again has another identity unless it is held
    ranks = _ranks(root)
    for index, element in enumerate(root.iter(w("p"))):
        if next(element.iterancestors(_FALLBACK), None) is not None:
            continue
        text = "".join(said for _element, said in pieces(element))
        place = _place(part, element, index, text, ranks)
        deleted = "".join(one.text or "" for one in element.iter(w("delText")))
        yield Paragraph(place, tuple(_tags(place)), deleted, element)
    del alive


def pieces(paragraph: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """Give what a paragraph says, piece by piece, each with its element; not what a text box inside it says."""
    for element in paragraph.iter(w("t"), *_BREAKS):
        if next(element.iterancestors(w("p")), None) is paragraph:
            yield element, (element.text or "") if element.tag == w("t") else _BREAKS[str(element.tag)]


def _tags(place: Place) -> Iterator[Tag]:
    for match in _TAG.finditer(place.text):
        raw = match.group()
        shape = _SHAPE.match(raw) or _BARE.match(raw)
        if shape is None:
            continue
        sort, _sign, reach, inner = shape.groups()
        yield Tag(raw, sort, _REACHES[reach or ""], inner.translate(_SMART).strip(), match.start(), match.end(), place)


def _ranks(root: etree._Element) -> dict[int, int]:
    """Return the rank of each table in the part, of each row in its table, of each cell in its row, from 1."""
    ranks = {id(table): rank for rank, table in enumerate(root.iter(w("tbl")), start=1)}
    for holder, held in ((w("tbl"), w("tr")), (w("tr"), w("tc"))):
        for element in root.iter(holder):
            ranks.update((id(inner), rank) for rank, inner in enumerate(element.iterchildren(held), start=1))
    return ranks


def _place(part: str, element: etree._Element, index: int, text: str, ranks: dict[int, int]) -> Place:
    cell = next(element.iterancestors(w("tc")), None)
    row = next(element.iterancestors(w("tr")), None)
    table = next(element.iterancestors(w("tbl")), None)
    where, parent = where_of(part), element.getparent()
    if cell is not None and row is not None and table is not None:
        where += f", tableau {ranks[id(table)]}, ligne {ranks.get(id(row), 1)}, colonne {ranks.get(id(cell), 1)}"
    elif next(element.iterancestors(w("txbxContent")), None) is not None:
        where += ", zone de texte"
    return Place(part, where, index, text, *(0 if one is None else id(one) for one in (parent, cell, row, table)))


def leftover(paragraph: Paragraph) -> str:
    """Return the text of a paragraph without its tags, each replaced by as many blanks: what stands where stays where it was."""
    return _TAG.sub(lambda match: " " * len(match.group()), paragraph.place.text)
