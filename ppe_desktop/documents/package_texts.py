"""Every text a document holds, seen or not: paragraphs, attributes, properties, link targets, names of parts, embedded files."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from lxml import etree

from ppe_desktop.documents.markup import strict_parser
from ppe_desktop.documents.package_markup import is_xml
from ppe_desktop.domain.errors import RenderError

_MAX_NESTING = 2
_BREAKS = frozenset({"tab", "br", "cr", "ptab"})
_SPELT = {"noBreakHyphen": "-", "softHyphen": ""}
_UNREADABLE = "Le document produit n’a pas pu être relu pour vérification : il n’a pas été remis. Recommencez ; si cela se répète, signalez-le."


@dataclass(frozen=True, slots=True)
class PartTexts:
    """What one part says.

    Attributes:
        part: its path in the document.
        running: its paragraphs in order, runs rejoined; they read as one text.
        separate: texts that stand alone (attributes, addresses, names).
        raw: the bytes of a part that is not XML, else ``b""``.
    """

    part: str
    running: list[str]
    separate: list[str]
    raw: bytes = b""


def package_texts(docx: bytes, *, nesting: int = 0) -> Iterator[PartTexts]:
    """Read every part of a document.

    Args:
        docx: bytes of a .docx, or of a package embedded in one.
        nesting: how deep it is embedded.

    Raises:
        RenderError: something cannot be read: what cannot be checked must not leave.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(docx)) as container:
            yield PartTexts("", [], [container.comment.decode("utf-8", "replace")])
            for info in container.infolist():
                yield PartTexts(info.filename, [], [info.filename, info.comment.decode("utf-8", "replace")])
                yield from _part_texts(info.filename, container.read(info), nesting)
    except (zipfile.BadZipFile, zlib.error, etree.XMLSyntaxError, EOFError, NotImplementedError, RuntimeError) as error:
        raise RenderError(_UNREADABLE) from error


def _part_texts(name: str, content: bytes, nesting: int) -> Iterator[PartTexts]:
    if content.startswith(b"PK\x03\x04") and nesting < _MAX_NESTING:
        for inner in package_texts(content, nesting=nesting + 1):
            yield PartTexts(f"{name}/{inner.part}", inner.running, inner.separate, inner.raw)
    elif is_xml(name, content):
        root = etree.fromstring(content, strict_parser())
        yield PartTexts(name, _running_texts(root), list(_separate_texts(root)))
    else:
        yield PartTexts(name, [], [], content)


def _running_texts(root: etree._Element) -> list[str]:
    texts: list[list[str]] = [[]]
    _gather(root, texts, texts[0])
    return ["".join(pieces) for pieces in texts if pieces]


def _gather(element: etree._Element, texts: list[list[str]], current: list[str]) -> None:
    """Add the texts of an element, each paragraph apart, even one that stands inside another (a text box)."""
    if not isinstance(element.tag, str):
        if element.text:
            texts.append([element.text])
        return
    local = etree.QName(element).localname
    if local == "p":
        current = []
        texts.append(current)
    if local in _BREAKS:
        current.append(" ")
    current.append(_SPELT.get(local, element.text or ""))
    for child in element:
        _gather(child, texts, current)
        if child.tail:
            current.append(child.tail)
    if local == "tc":
        current.append(" ")


def _separate_texts(root: etree._Element) -> Iterator[str]:
    for element in root.iter(etree.Element):
        for value in element.attrib.values():
            text = str(value)
            if len(text) > 1:
                yield unquote(text) if "%" in text else text
