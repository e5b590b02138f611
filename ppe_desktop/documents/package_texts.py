"""Every text a document holds, seen or not: paragraphs, attributes, properties, link targets, names of parts, embedded files."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote

from lxml import etree

from ppe_desktop.documents.markup import strict_parser
from ppe_desktop.documents.package_markup import is_xml
from ppe_desktop.domain.errors import RenderError

_MAX_NESTING = 2
_UNCHANGING = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|word/(?:styles|stylesWithEffects|numbering|settings|fontTable|webSettings|theme/[^/]+)\.xml"
)
"""Parts that documents take from their template as they are: nothing about anybody is kept with them."""
_ATTRIBUTES = etree.XPath("//@*", smart_strings=False)
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

    The texts of a part that templates do not change are tuples: they are read once, and kept.
    """

    part: str
    running: Sequence[str]
    separate: Sequence[str]
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
        yield _unchanging(name, content) if _UNCHANGING.fullmatch(name) else _of_xml(name, content)
    else:
        yield PartTexts(name, [], [], content)


def _of_xml(name: str, content: bytes) -> PartTexts:
    root = etree.fromstring(content, strict_parser())
    return PartTexts(name, _running_texts(root), list(_separate_texts(root)))


@lru_cache(maxsize=32)
def _unchanging(name: str, content: bytes) -> PartTexts:
    found = _of_xml(name, content)
    return PartTexts(name, tuple(found.running), tuple(found.separate))


def _running_texts(root: etree._Element) -> list[str]:
    texts: list[list[str]] = [[]]
    if next(root.iter("{*}txbxContent"), None) is None:
        _gather_flat(root, texts)
    else:
        _gather(root, texts, texts[0])
    return ["".join(pieces) for pieces in texts if pieces]


def _gather_flat(root: etree._Element, texts: list[list[str]]) -> None:
    """Do what :func:`_gather` does where no paragraph stands inside another, in one pass."""
    current = texts[0]
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event == "start":
            kind = _kind_of(str(element.tag))
            if kind == "p":
                current = []
                texts.append(current)
            elif kind == "break":
                current.append(" ")
            text = _SPELT.get(kind, element.text)
            if text:
                current.append(text)
            continue
        if event == "end":
            kind = _kind_of(str(element.tag))
            if kind == "tc":
                current.append(" ")
            elif kind == "p":
                current = texts[0]
        elif element.text:
            texts.append([element.text])
        if element.tail:
            current.append(element.tail)


@lru_cache(maxsize=1024)
def _kind_of(tag: str) -> str:
    local = tag.rpartition("}")[2]
    return "break" if local in _BREAKS else local


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
    for text in dict.fromkeys(_ATTRIBUTES(root)):
        if len(text) > 1:
            yield unquote(text) if "%" in text else text
