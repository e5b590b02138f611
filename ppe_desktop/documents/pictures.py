"""Pictures of a template that a document replaces by its own: a logo, a drawing."""

from __future__ import annotations

import base64
import binascii
import posixpath
from collections.abc import Mapping

from lxml import etree

from ppe_desktop.documents.markup import RELATIONSHIP_NS, parse_strict
from ppe_desktop.domain.errors import DefectError, TemplateError

_BLIP = "{http://schemas.openxmlformats.org/drawingml/2006/main}blip"
_EMBED = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}embed"
_NAMED = ("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr",
          "{http://schemas.openxmlformats.org/drawingml/2006/picture}cNvPr")  # fmt: skip
_DRAWINGS = ("{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}inline",
             "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}anchor")  # fmt: skip
_SIGNATURES = {"png": b"\x89PNG\r\n\x1a\n", "jpg": b"\xff\xd8\xff", "jpeg": b"\xff\xd8\xff"}


def picture_parts(parts: Mapping[str, bytes], name: str) -> dict[str, str]:
    """Return the media part of each picture of a part, by alternative text, title and name.

    Args:
        parts: parts of the template.
        name: the part whose pictures are wanted, e.g. ``word/header1.xml``.
    """
    if b"<a:blip" not in parts[name]:
        return {}
    targets = relation_targets(parts, name)
    found: dict[str, str] = {}
    for drawing in parse_strict(name, parts[name]).iter(*_DRAWINGS):
        media = next((targets.get(blip.get(_EMBED, "")) for blip in drawing.iter(_BLIP)), None)
        labels = {element.get(key, "") for element in drawing.iter(*_NAMED) for key in ("descr", "title", "name")}
        found.update({label: media for label in labels if label and media in parts and media is not None})
    return found


def relation_targets(parts: Mapping[str, bytes], name: str) -> dict[str, str]:
    """Return the part each internal relation of ``name`` points to, by relation identifier."""
    folder, file = posixpath.split(name)
    relations = parts.get(f"{folder}/_rels/{file}.rels")
    if relations is None:
        return {}
    root: etree._Element = parse_strict(name, relations)
    return {
        relation.get("Id", ""): posixpath.normpath(posixpath.join("/", folder, relation.get("Target", ""))).lstrip("/")
        for relation in root.iter(f"{RELATIONSHIP_NS}Relationship")
        if relation.get("TargetMode", "").lower() != "external"
    }


def replacements(images: object, pictures: Mapping[str, str]) -> dict[str, bytes]:
    """Return the new content of the media parts, by part name.

    Args:
        images: the ``_images`` of a context: base64 by picture name, or ``None``.
        pictures: media part by picture name, from :func:`picture_parts`. A name the template does not have is ignored.

    Raises:
        DefectError: an image is not base64.
        TemplateError: an image is not of the kind of the picture it replaces.
    """
    if images is None:
        return {}
    if not isinstance(images, dict):
        raise DefectError("Les images du document sont mal décrites.")
    return {
        pictures[label]: _decoded(label, text, pictures[label])
        for label, text in images.items()
        if label in pictures and text
    }


def _decoded(label: str, text: object, media: str) -> bytes:
    try:
        content = base64.b64decode(str(text), validate=True)
    except (binascii.Error, ValueError) as error:
        raise DefectError("Une image du document est illisible.", detail=label) from error
    extension = media.rpartition(".")[2].lower()
    signature = _SIGNATURES.get(extension)
    if signature is None or not content.startswith(signature):
        raise TemplateError(
            f"L’image « {label} » et celle du modèle ne sont pas du même type. Dans le modèle Word, placez une image PNG.",
            detail=media,
        )
    return content
