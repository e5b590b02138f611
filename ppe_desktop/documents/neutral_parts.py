"""Parts of a template that speak of its author or its machine, made neutral; parts a document needs, added when absent."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any

from lxml import etree
from markupsafe import escape

from ppe_desktop.documents.markup import RELATIONSHIP_NS, XML_DECLARATION, parse_strict, serialise, w
from ppe_desktop.documents.package_markup import CONTENT_TYPES
from ppe_desktop.documents.text_values import MISSING_STYLE, WITHHELD_STYLE, clean_text
from ppe_desktop.domain.errors import DefectError, TemplateError
from ppe_desktop.domain.missing import printed

CORE = "docProps/core.xml"
APP = "docProps/app.xml"
NEUTRAL_TITLE = "Document"
ROOT_RELATIONS = "_rels/.rels"
_TYPES_NS = "{http://schemas.openxmlformats.org/package/2006/content-types}"
_CORE_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_APP_TYPE = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
_CORE_RELATION = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_APP_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/extended-properties"
_KEPT_ROOT_RELATIONS = ("/officeDocument",)
_TRACES = re.compile(r' (?:w:rsid\w*|w14:paraId|w14:textId)="[^"]*"')
_APP_XML = (
    f'{XML_DECLARATION}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Microsoft Office Word</Application><Company></Company><Manager></Manager></Properties>"
)
_CORE_NAMESPACES = (
    'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
    'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
)
_STYLES = {
    MISSING_STYLE: ("À compléter", '<w:highlight w:val="yellow"/>'),
    WITHHELD_STYLE: ("Retenu", '<w:i/><w:color w:val="595959"/>'),
}


def neutralise(parts: dict[str, bytes]) -> dict[str, bytes]:
    """Return the parts of a template without its author's properties, thumbnail, revision marks or custom properties.

    The document properties parts are there, empty; the core one is rewritten for each document by :func:`core_properties`.

    Args:
        parts: checked parts of the template, by name.
    """
    kept = dict(parts)
    _reset_root(kept)
    kept[CORE], kept[APP] = core_properties({}), _APP_XML.encode()
    kept[CONTENT_TYPES] = _content_types(kept)
    if "word/settings.xml" in kept:
        kept["word/settings.xml"] = _settings(kept["word/settings.xml"])
    if "word/styles.xml" in kept:
        kept["word/styles.xml"] = _styles(kept["word/styles.xml"])
    return kept


def without_traces(xml: str) -> str:
    """Return WordprocessingML without the identifiers Word uses to trace editing sessions."""
    return _TRACES.sub("", xml)


def core_properties(context: dict[str, Any]) -> bytes:
    """Return docProps/core.xml for one document.

    Args:
        context: its ``_titre`` is the title, its ``_date`` (ISO date or date and time) the creation date.

    Raises:
        DefectError: ``_date`` is not an ISO date.
    """
    title = escape(" ".join(printed(clean_text(str(context.get("_titre") or NEUTRAL_TITLE))).split()))
    moment = _moment(context.get("_date"))
    dates = "".join(
        f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{moment}</dcterms:{name}>'
        for name in ("created", "modified")
        if moment is not None
    )
    text = (
        f"{XML_DECLARATION}<cp:coreProperties {_CORE_NAMESPACES}><dc:title>{title}</dc:title><dc:creator></dc:creator>"
        f"<dc:language>fr-FR</dc:language><cp:lastModifiedBy></cp:lastModifiedBy><cp:revision>1</cp:revision>{dates}</cp:coreProperties>"
    )
    return text.encode()


def _moment(value: object) -> str | None:
    if value is None or value == "":
        return None
    try:
        text = str(value)
        return (
            f"{date.fromisoformat(text)}T00:00:00Z"
            if len(text) == 10
            else f"{datetime.fromisoformat(text):%Y-%m-%dT%H:%M:%SZ}"
        )
    except ValueError as error:
        raise DefectError("La date donnée au document n’est pas une date.") from error


def _reset_root(parts: dict[str, bytes]) -> None:
    if ROOT_RELATIONS not in parts:
        raise TemplateError(
            "Ce fichier n’est pas un document Word complet. Enregistrez-le à nouveau dans Word au format .docx."
        )
    root = parse_strict(ROOT_RELATIONS, parts[ROOT_RELATIONS])
    used = {relation.get("Id") for relation in root}
    for relation in list(root):
        if not relation.get("Type", "").endswith(_KEPT_ROOT_RELATIONS):
            parts.pop(relation.get("Target", "").lstrip("/"), None)
            root.remove(relation)
    for number, (kind, target) in enumerate(((_CORE_RELATION, CORE), (_APP_RELATION, APP))):
        identifier = f"rIdPpe{number}"
        while identifier in used:
            identifier += "x"
        etree.SubElement(root, f"{RELATIONSHIP_NS}Relationship", Id=identifier, Type=kind, Target=target)
    parts[ROOT_RELATIONS] = serialise(root)


def _content_types(parts: dict[str, bytes]) -> bytes:
    root = parse_strict(CONTENT_TYPES, parts[CONTENT_TYPES])
    for element in list(root.iter(f"{_TYPES_NS}Override")):
        if element.get("PartName", "").lstrip("/") not in parts or element.get("PartName") in (f"/{CORE}", f"/{APP}"):
            root.remove(element)
    for name, kind in ((CORE, _CORE_TYPE), (APP, _APP_TYPE)):
        etree.SubElement(root, f"{_TYPES_NS}Override", PartName=f"/{name}", ContentType=kind)
    return serialise(root)


def _settings(content: bytes) -> bytes:
    root = parse_strict("word/settings.xml", content)
    for element in list(root.iter(w("rsids"))):
        root.remove(element)
    return serialise(root)


def _styles(content: bytes) -> bytes:
    root = parse_strict("word/styles.xml", content)
    _set_language(root)
    present = {style.get(w("styleId")) for style in root.iter(w("style"))}
    for identifier, (name, formatting) in _STYLES.items():
        if identifier not in present:
            root.append(_style(identifier, name, formatting))
    return serialise(root)


def _style(identifier: str, name: str, formatting: str) -> etree._Element:
    return etree.fromstring(
        f'<w:style xmlns:w="{w("")[1:-1]}" w:type="character" w:customStyle="1" w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f'<w:uiPriority w:val="99"/><w:rPr>{formatting}</w:rPr></w:style>'
    )


def _set_language(root: etree._Element) -> None:
    defaults = _child(root, "docDefaults", first=True)
    properties = _child(_child(defaults, "rPrDefault", first=True), "rPr", first=True)
    if properties.find(w("lang")) is None:
        etree.SubElement(properties, w("lang"), {w("val"): "fr-FR", w("eastAsia"): "fr-FR", w("bidi"): "ar-SA"})


def _child(parent: etree._Element, local: str, *, first: bool) -> etree._Element:
    found = parent.find(w(local))
    if found is None:
        found = etree.Element(w(local))
        parent.insert(0 if first else len(parent), found)
    return found
