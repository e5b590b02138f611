"""Second half of the gate: what the XML parts of a Word template declare and point to."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.parsers import expat

from lxml import etree

from ppe_desktop.documents.markup import RELATIONSHIP_NS, parse_strict, w
from ppe_desktop.domain.errors import TemplateError

CONTENT_TYPES = "[Content_Types].xml"
MAIN_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_ACTIVE_TYPES = ("vbaproject", "activex", "oleobject", "macroenabled")
_ACTIVE_RELATIONS = (
    "/oleobject",
    "/afchunk",
    "/attachedtemplate",
    "/vbaproject",
    "/control",
    "/frame",
    "/subdocument",
    "/activexcontrolbinary",
)
_ACTIVE_NAME = re.compile(r"vbaproject|vbadata|(^|/)activex(/|\d)|embeddings/.*\.bin$|afchunk", re.IGNORECASE)
_FIELD = re.compile(
    r"(?<![A-Z])(DDEAUTO|DDE|INCLUDETEXT|INCLUDEPICTURE|INCLUDE|IMPORT|MACROBUTTON|LINK|EMBED|DATABASE|RD)(?![A-Z])",
    re.IGNORECASE,
)
_REMOTE = re.compile(r"^\s*(?:[a-z][a-z0-9+.-]*:|\\\\|//)", re.IGNORECASE)
_XML_NAME = re.compile(r"\.(xml|rels|vml)$", re.IGNORECASE)


class _DoctypeFoundError(Exception):
    pass


def is_xml(name: str, content: bytes) -> bool:
    """Tell whether a part is XML, by its name or by its first bytes."""
    return bool(_XML_NAME.search(name)) or content.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n\x00")[:1] == b"<"


def check_content_types(parts: dict[str, bytes]) -> None:
    """Refuse a package that is not a plain Word document (macros, controls, .dotx, spreadsheets…).

    Raises:
        TemplateError: with the reason in French.
    """
    if CONTENT_TYPES not in parts:
        raise TemplateError("Ce fichier n’est pas un document Word. Choisissez un modèle enregistré au format .docx.")
    refuse_doctype(CONTENT_TYPES, parts[CONTENT_TYPES])
    types = [
        element.get("ContentType", "")
        for element in parse_strict(CONTENT_TYPES, parts[CONTENT_TYPES]).iter(etree.Element)
    ]
    if any(active in content_type.lower() for content_type in types for active in _ACTIVE_TYPES):
        raise TemplateError(
            "Ce modèle contient des macros ou des objets actifs. Enregistrez-le dans Word au format .docx, sans macros."
        )
    if types.count(MAIN_TYPE) != 1:
        raise TemplateError(
            "Ce fichier n’est pas un document Word ordinaire. Enregistrez le modèle dans Word au format .docx."
        )


def check_markup(name: str, content: bytes) -> None:
    """Refuse one part that carries active or remote content.

    Args:
        name: path of the part in the package.
        content: its bytes.

    Raises:
        TemplateError: with the reason in French and the part in ``detail``.
    """
    for error in markup_errors(name, content):
        raise error


def markup_errors(name: str, content: bytes) -> Iterator[TemplateError]:
    """Give every reason to refuse one part, in French, with the part in ``detail``."""
    if _ACTIVE_NAME.search(name):
        yield TemplateError(
            "Ce modèle contient des macros ou des objets incorporés. Retirez-les dans Word, puis recommencez.",
            detail=name,
        )
        return
    if not is_xml(name, content):
        return
    try:
        refuse_doctype(name, content)
        root = parse_strict(name, content)
    except TemplateError as error:
        yield error
        return
    if name.endswith(".rels"):
        yield from _relation_errors(name, root)
    else:
        yield from _element_errors(name, root)
        yield from _field_errors(name, root)


def refuse_doctype(name: str, content: bytes) -> None:
    """Refuse an XML part that declares its own grammar: the door of entity bombs and of files read from elsewhere.

    Raises:
        TemplateError: with the part in ``detail``.
    """

    def found(*_: object) -> None:
        raise _DoctypeFoundError

    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = found
    try:
        parser.Parse(content, True)
    except _DoctypeFoundError as error:
        raise TemplateError(
            "Ce modèle contient une déclaration interdite (DTD), que Word ne produit pas. Recréez-le à partir d’un document neuf.",
            detail=name,
        ) from error
    except (expat.ExpatError, LookupError, ValueError) as error:  # the last two: an encoding nobody knows
        raise TemplateError(
            "Ce modèle est endommagé. Ouvrez-le dans Word, enregistrez-le à nouveau, puis recommencez.",
            detail=f"{name} : {error}",
        ) from error


def _relation_errors(name: str, root: etree._Element) -> Iterator[TemplateError]:
    for relation in root.iter(f"{RELATIONSHIP_NS}Relationship"):
        kind = relation.get("Type", "").lower()
        target = relation.get("Target", "")
        if kind.endswith(_ACTIVE_RELATIONS):
            yield TemplateError(
                "Ce modèle est lié à un autre modèle, ou contient un objet incorporé. Dans Word : rompez le lien "
                "(Développeur, Modèle de document) ou retirez l’objet, puis recommencez.",
                detail=f"{name} : {target}",
            )
        external = relation.get("TargetMode", "").lower() == "external" or _REMOTE.match(target)
        if external and not kind.endswith("/hyperlink"):
            yield TemplateError(
                "Ce modèle va chercher un contenu hors du fichier (image ou document lié). Dans Word, insérez ce contenu au lieu de le lier.",
                detail=f"{name} : {target}",
            )


def _element_errors(name: str, root: etree._Element) -> Iterator[TemplateError]:
    for element in root.iter(w("altChunk"), w("mailMerge"), w("subDoc"), w("attachedTemplate")):
        yield TemplateError(
            "Ce modèle insère un autre fichier ou une source de publipostage. Retirez-les dans Word, puis recommencez.",
            detail=f"{name} : {etree.QName(element).localname}",
        )
    for element in root.iter(
        "{urn:schemas-microsoft-com:vml}imagedata", "{urn:schemas-microsoft-com:office:office}OLEObject"
    ):
        remote = any(
            _REMOTE.match(str(value))
            for key, value in element.attrib.items()
            if etree.QName(key).localname in ("src", "href")
        )
        if remote or etree.QName(element).localname == "OLEObject":
            yield TemplateError(
                "Ce modèle contient un objet lié ou incorporé. Retirez-le dans Word, puis recommencez.", detail=name
            )


def _field_errors(name: str, root: etree._Element) -> Iterator[TemplateError]:
    for instruction in _instructions(root):
        if found := _FIELD.search(instruction):
            yield TemplateError(
                f"Ce modèle contient un champ Word interdit ({found.group(1).upper()}). Supprimez ce champ dans Word, puis recommencez.",
                detail=f"{name} : {instruction.strip()}",
            )


def _instructions(root: etree._Element) -> Iterator[str]:
    yield from (element.get(w("instr"), "") for element in root.iter(w("fldSimple")))
    pieces = [element.text or "" for element in root.iter(w("instrText"), w("delInstrText"))]
    yield from pieces
    # Word joins the pieces of one field: "DD" and "E" in two runs are one DDE.
    yield "".join(pieces)
