"""A first look at a document as a page of plain HTML, for the screen: quick, approximate, and inert."""

from __future__ import annotations

import base64
import io
import re
from typing import Any

import mammoth
from lxml import etree, html

from ppe_desktop.documents.archive import read_parts
from ppe_desktop.documents.markup import parse_strict, w

_PICTURES = frozenset({"image/png", "image/jpeg", "image/gif", "image/bmp"})
_TAGS = frozenset(
    "div p h1 h2 h3 h4 h5 h6 span strong em u s sub sup br ul ol li dl dt dd a img table thead tbody tr th td hr".split()  # noqa: SIM905
)
_ATTRIBUTES = frozenset({"class", "id", "href", "src", "alt", "colspan", "rowspan"})
_LINK = re.compile(r"^(?:https?://|mailto:|#)", re.IGNORECASE)
_IMAGE = re.compile(r"^data:image/(?:png|jpeg|gif|bmp);base64,[A-Za-z0-9+/=\s]*$")
_HEADING = re.compile(r"^(?:heading|titre|title|toc|list)\b", re.IGNORECASE)
_TITLES = "p[style-name='Title'] => h1:fresh\np[style-name='Subtitle'] => h2:fresh"
_MATCHERS = {"paragraph": ("p", "p", ":fresh"), "character": ("r", "span", ""), "table": ("table", "table", "")}


def page_html(docx: bytes) -> str:
    """Return a document as HTML: headings, paragraphs, tables and lists; named styles as classes; pictures as data addresses.

    Args:
        docx: bytes of a .docx made by our renderer.

    Returns:
        One ``<div>`` of inert elements: no script, no style, no link but web and mail, no remote picture.
    """
    result = mammoth.convert_to_html(
        io.BytesIO(docx),
        style_map=_style_map(docx),
        convert_image=mammoth.images.img_element(_picture),
        external_file_access=False,
    )
    root = html.fragment_fromstring(str(result.value), create_parent="div")
    _make_inert(root)
    return str(html.tostring(root, encoding="unicode"))


def _picture(image: Any) -> dict[str, str]:
    if image.content_type not in _PICTURES:
        return {}
    with image.open() as stream:
        encoded = base64.b64encode(stream.read()).decode("ascii")
    return {"src": f"data:{image.content_type};base64,{encoded}"}


def _style_map(docx: bytes) -> str:
    styles = read_parts(docx).get("word/styles.xml")
    if styles is None:
        return ""
    root = parse_strict("word/styles.xml", styles)
    named = (line for style in root.iter(w("style")) if (line := _style_line(style)))
    return "\n".join((_TITLES, *named))


def _style_line(style: etree._Element) -> str:
    kind = _MATCHERS.get(style.get(w("type"), ""))
    identifier = style.get(w("styleId"), "")
    name = style.find(w("name"))
    label = name.get(w("val"), "") if name is not None else ""
    if (
        kind is None
        or style.get(w("default"))
        or _HEADING.match(label)
        or not re.fullmatch(r"[A-Za-z][A-Za-z0-9]*", identifier)
    ):
        return ""
    return f"{kind[0]}.{identifier} => {kind[1]}.{identifier}{kind[2]}"


def _make_inert(root: html.HtmlElement) -> None:
    for element in list(root.iter()):
        if element is root:
            continue
        if not isinstance(element.tag, str) or element.tag not in _TAGS:
            element.drop_tree()
            continue
        for name, value in list(element.attrib.items()):
            allowed = name in _ATTRIBUTES
            allowed = allowed and (name != "href" or bool(_LINK.match(str(value))))
            allowed = allowed and (name != "src" or bool(_IMAGE.match(str(value))))
            if not allowed:
                del element.attrib[name]
