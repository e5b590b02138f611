"""The few facts of WordprocessingML that every module here shares, and the strict way to read it."""

from __future__ import annotations

from lxml import etree

from ppe_desktop.domain.errors import TemplateError

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
RELATIONSHIP_NS = "{http://schemas.openxmlformats.org/package/2006/relationships}"
XML_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def w(local: str) -> str:
    """Return the qualified name of a WordprocessingML element or attribute."""
    return f"{{{W_NS}}}{local}"


def strict_parser() -> etree.XMLParser:
    """Return a parser that reads nothing outside the text given and repairs nothing."""
    return etree.XMLParser(
        recover=False,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_blank_text=False,
    )


def parse_strict(name: str, content: bytes) -> etree._Element:
    """Parse one part of a template, refusing whatever is not well formed.

    Args:
        name: path of the part, for the message.
        content: its bytes.

    Raises:
        TemplateError: the part is not well formed.
    """
    try:
        return etree.fromstring(content, strict_parser())
    except (etree.XMLSyntaxError, ValueError) as error:
        raise TemplateError(
            "Ce modèle est endommagé. Ouvrez-le dans Word, enregistrez-le à nouveau, puis recommencez.",
            detail=f"{name} : {error}",
        ) from error


def serialise(root: etree._Element) -> bytes:
    """Return a part as UTF-8 with the declaration Word writes."""
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def paragraph_text(line: str) -> str:
    """Return the text of a piece of WordprocessingML, without its elements, shortened for a message."""
    words = " ".join(_without_elements(line).split())
    return words if len(words) <= 200 else words[:199] + "…"


def _without_elements(line: str) -> str:
    pieces = (piece.partition(">")[2] if index else piece for index, piece in enumerate(line.split("<")))
    return "".join(pieces).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
