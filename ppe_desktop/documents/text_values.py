"""From a plain value to the characters and the WordprocessingML of a document; nothing typed is ever interpreted or lost."""

from __future__ import annotations

import re
from functools import lru_cache

from jinja2 import Undefined
from markupsafe import Markup, escape

from ppe_desktop.domain.errors import TemplateError
from ppe_desktop.domain.missing import MARK_PATTERN, printed, without_marks

MISSING_STYLE = "ACompleter"
WITHHELD_STYLE = "Retenu"

# Not allowed in XML 1.0 (lone surrogates included), plus the C1 controls, which Word shows as nothing.
_INVALID = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_NEWLINES = re.compile("\r\n?|\u2028|\u2029")
_NEEDS_CARE = re.compile("[\t\n\ue000-\ue003]")
_RUN_STYLE = re.compile(r"<w:rStyle\b[^>]*/>")
_TEXT_OPEN = '<w:t xml:space="preserve">'


def clean_text(text: str) -> str:
    r"""Return ``text`` with only characters a document can hold.

    Characters that XML refuses become U+FFFD, so that they are seen and that nothing after them is lost; every kind of line end
    becomes ``"\n"``.
    """
    return _INVALID.sub("\ufffd", _NEWLINES.sub("\n", text))


def as_text(value: object) -> str:
    """Return the cleaned text of a value printed by a template.

    Raises:
        TemplateError: the template prints a list or a group of fields.
    """
    if isinstance(value, str):
        return clean_text(str(value))
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Undefined):
        return str(value)  # raises, naming what is unknown
    if isinstance(value, dict | list | tuple):
        raise TemplateError(
            "Une balise du modèle affiche une liste ou un groupe de champs. Utilisez une boucle, ou précisez le champ voulu."
        )
    raise TemplateError(
        "Une balise du modèle affiche autre chose qu’un texte ou un nombre. Corrigez cette balise dans Word."
    )


def run_text(value: object, properties: str) -> Markup:
    """Return the content of a ``w:t`` element for a value.

    Line ends become line breaks, tabs become tabs, and marks leave the run to stand in one of their own.

    Args:
        value: plain value.
        properties: the ``<w:rPr>…</w:rPr>`` of the run the value stands in, or ``""``.
    """
    text = as_text(value)
    if not _NEEDS_CARE.search(text):
        return escape(text)
    pieces: list[str] = []
    position = 0
    for match in MARK_PATTERN.finditer(text):
        pieces += (_broken_lines(text[position : match.start()]), _mark_run(match, properties))
        position = match.end()
    pieces.append(_broken_lines(text[position:]))
    return Markup("".join(pieces))  # every piece was escaped above


def attribute_text(value: object) -> Markup:
    """Return a value as the content of an XML attribute: one line, marks in words."""
    return escape(" ".join(printed(as_text(value)).split()))


def plain_text(value: object) -> object:
    """Clean whatever an expression prints outside a document's text; already prepared markup passes."""
    return value if isinstance(value, Markup) else printed(as_text(value))


def _broken_lines(text: str) -> str:
    escaped = str(escape(without_marks(text)))
    return escaped.replace("\n", f"</w:t><w:br/>{_TEXT_OPEN}").replace("\t", f"</w:t><w:tab/>{_TEXT_OPEN}")


def _mark_run(match: re.Match[str], properties: str) -> str:
    label = match["missing"]
    style = MISSING_STYLE if label is not None else WITHHELD_STYLE
    words = escape(" ".join(printed(match.group()).split()))
    marked = _styled(properties, style)
    return f"</w:t></w:r><w:r>{marked}{_TEXT_OPEN}{words}</w:t></w:r><w:r>{properties}{_TEXT_OPEN}"


@lru_cache(maxsize=512)
def _styled(properties: str, style: str) -> str:
    inner = _RUN_STYLE.sub("", properties).removeprefix("<w:rPr>").removesuffix("</w:rPr>")
    if inner.startswith("<"):
        inner = "" if inner == "<w:rPr/>" else inner
    return f'<w:rPr><w:rStyle w:val="{style}"/>{inner}</w:rPr>'
