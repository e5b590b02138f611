"""The whole check of a Word template: every error with its place and its remedy, and what the template asks for in plain words.

Nothing here renders for someone: the file may come from anywhere, so that this runs where documents are made, apart from the base.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from lxml import etree

from ppe_desktop.documents import field_list
from ppe_desktop.documents.markup import parse_strict, w
from ppe_desktop.documents.package_gate import unpacked_parts
from ppe_desktop.documents.package_markup import check_content_types, markup_errors
from ppe_desktop.documents.picture_fields import PICTURE_FIELDS
from ppe_desktop.documents.pictures import picture_parts
from ppe_desktop.documents.renderer import Renderer
from ppe_desktop.documents.sandbox import Sandbox
from ppe_desktop.documents.template_names import Fault, Names
from ppe_desktop.documents.template_report import Demand, Issue, TemplateReport
from ppe_desktop.documents.template_rules import PartRules, issue_at, mended
from ppe_desktop.documents.template_tags import BODY, PARTS, Place, Tag, paragraphs_of, read_paragraphs, where_of
from ppe_desktop.domain.errors import PpeError, RenderError, TemplateError

_ATTRIBUTE_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_FIRST_NAME = re.compile(r"(?<![\w.'\"|])([^\W\d]\w*)")
_LOOP_NAME = re.compile(r"\bfor\s+(\w+)\s+in\b")
_PNG = b"\x89PNG\r\n\x1a\n"
_OF_CHILD = "enfant."
_WORDS = frozenset(
    ["for", "in", "if", "elif", "else", "endfor", "endif", "not", "and", "or", "is", "loop", "none", "true", "false"]
)
_OTHER_FILES = (
    (b"%PDF", "un PDF"),
    (b"{\\rtf", "un fichier RTF"),
    (b"\xd0\xcf\x11\xe0", "un fichier Word d’un ancien format (.doc) ou protégé par un mot de passe"),
)
_OTHER_PACKAGES = (
    ("wordprocessingml.template", "un modèle Word (.dotx)"),
    ("macroenabled", "un fichier Word avec macros (.docm)"),
    ("spreadsheetml", "un classeur Excel"),
    ("presentationml", "une présentation PowerPoint"),
)
_SAVE_AS = "Ouvrez-le et enregistrez-le au format Word (.docx)."


@dataclass
class _Found:
    issues: list[Issue] = field(default_factory=list)
    used: set[str] = field(default_factory=set)


def check_template(data: bytes, document: str, *, is_tried: bool = True) -> TemplateReport:
    """Check a template for a kind of document.

    Args:
        data: the whole file.
        document: key of the kind of document; an unknown one finds every field unknown.
        is_tried: also fill it for a fictitious child, with everything known then with nothing known.
    """
    try:
        parts = unpacked_parts(data)
        check_content_types(parts)
    except TemplateError as error:
        return TemplateReport(document, (_of_file(_other_file(data) or error.message, error.detail),))
    found = _Found()
    found.issues += [_of_part(error) for name, content in parts.items() for error in markup_errors(name, content)]
    is_safe = not found.issues
    if is_safe:
        _check_tags(parts, document, found)
        if is_tried and not any(issue.is_error for issue in found.issues):
            found.issues += _trial(data, document)
    return _report(document, found, can_annotate=is_safe)


def guess_document(data: bytes, documents: list[str]) -> str:
    """Return the kind of document a template was most likely written for: the one that leaves the fewest names unknown."""
    try:
        parts = unpacked_parts(data)
        tags = [
            tag for name in parts if PARTS.match(name) for one in read_paragraphs(name, parts[name]) for tag in one.tags
        ]
    except TemplateError:
        return documents[0]
    said = " ".join(tag.inner for tag in tags if tag.sort != "#")
    asked = {found.group(1) for found in _FIRST_NAME.finditer(said)} - set(_LOOP_NAME.findall(said)) - _WORDS
    known = {document: asked & field_list.example_of(document).keys() for document in documents}
    return max(documents, key=lambda document: len(known[document]))


def _report(document: str, found: _Found, *, can_annotate: bool) -> TemplateReport:
    protected = [path for path in sorted(found.used) if {path, f"{path}[]"} & field_list.protected_of(document)]
    return TemplateReport(
        document,
        tuple(sorted(dict.fromkeys(found.issues), key=lambda issue: not issue.is_error)),
        tuple(_demands(found.used, document)),
        tuple(field_list.readers_of(document)),
        tuple(_full_name(path) for path in protected),
        can_annotate,
    )


def _check_tags(parts: dict[str, bytes], document: str, found: _Found) -> None:
    environment = Sandbox()
    names = Names.of(document)
    for part in sorted((name for name in parts if PARTS.match(name)), key=lambda name: (name != BODY, name)):
        root = parse_strict(part, parts[part])
        found.issues += PartRules(environment, names).issues(list(paragraphs_of(part, root)))
        found.issues += _hidden_tags(part, root, environment, names)
        found.issues += _named_pictures(part, parts, found.used)
    found.used |= names.used


def _hidden_tags(part: str, root: etree._Element, environment: Sandbox, names: Names) -> Iterator[Issue]:
    """Give the errors of the tags that stand in a picture's description, and the merge fields of Word."""
    for element in root.iter(etree.Element):
        for value in element.attrib.values():
            tags = _ATTRIBUTE_TAG.findall(str(value)) if "{" in str(value) else []
            if tags:
                where = f"{where_of(part)}, texte de remplacement d’une image"
                yield from _of_attribute(Place(part, where, -1, str(value)), tags, environment, names)
    merges = [one.get(w("instr"), "") for one in root.iter(w("fldSimple"))] + [
        one.text or "" for one in root.iter(w("instrText"))
    ]
    for instruction in merges:
        if (merge := re.search(r"MERGEFIELD\s+\"?([^\s\"]+)", instruction)) is not None:
            fault = Fault(
                "publipostage",
                f"Le champ de publipostage « {merge.group(1)} » ne sera pas rempli.",
                "Remplacez-le par une balise de la liste des champs.",
            )
            yield issue_at(Place(part, where_of(part), -1, ""), fault, instruction.strip(), 0, 0)


def _named_pictures(part: str, parts: dict[str, bytes], used: set[str]) -> Iterator[Issue]:
    """Note the drawings that a part asks for, and give the errors of the pictures that hold their place."""
    for label, media in picture_parts(parts, part).items():
        where = f"{where_of(part)}, image « {label} »"
        where = f"{where[:1].upper()}{where[1:]}"
        if label in PICTURE_FIELDS:
            used.add(label)
        if label in (*PICTURE_FIELDS, "logo") and not parts[media].startswith(_PNG):
            message = "Cette image n’est pas au format PNG : celle du dossier ne pourra pas prendre sa place."
            yield Issue("image", True, where, "", label, message, "Dans Word, mettez une image PNG à cette place.")
        elif label.startswith(_OF_CHILD) and label not in PICTURE_FIELDS:
            near = get_close_matches(label, PICTURE_FIELDS, n=1, cutoff=0)[0]
            message = "Aucune image ne porte ce nom : celle du modèle resterait telle quelle."
            yield Issue("image", True, where, "", label, message, f"Écrivez « {near} » dans le texte de remplacement.")


def _of_attribute(place: Place, tags: list[str], environment: Sandbox, names: Names) -> Iterator[Issue]:
    rules = PartRules(environment, names)
    made = [Tag(raw, raw[1], "", raw[2:-2].strip(), 0, 0, place) for raw in tags]
    for tag in made:
        yield from (issue_at(place, fault, tag.raw, 0, 0) for fault in mended(tag.raw, [*rules.judge(tag)]))


def _trial(data: bytes, document: str) -> Iterator[Issue]:
    """Give what only filling the template shows: with everything known, then with nothing known."""
    renderer = Renderer()
    full = field_list.example_of(document)
    for context in (full, emptied(full)) if full else ():
        try:
            renderer.render(data, context)
        except (TemplateError, RenderError) as error:
            yield Issue("essai", True, error.detail or "Tout le modèle", "", "", error.message)
            return


def emptied(value: Any) -> Any:
    """Return an example in which nothing is known: texts and lists empty, every question answered no."""
    if isinstance(value, dict):
        return {key: emptied(inner) for key, inner in value.items()}
    empty: dict[type, Any] = {list: [], bool: False, int: 0, str: ""}
    return empty.get(type(value))


def _demands(used: set[str], document: str) -> Iterator[Demand]:
    known = {path: value for path, value in field_list.paths(field_list.example_of(document)) if path in used}
    groups: dict[str, list[str]] = {}
    for path, value in known.items():
        if isinstance(value, dict):
            continue
        if isinstance(value, list):
            groups.setdefault(field_list.name_of(path), [])
            continue
        head = path.rpartition(".")[0]
        names = groups.setdefault(field_list.name_of(head) if head else "", [])
        name = field_list.name_of(path).split(" (oui ou ")[0]
        if name not in names:
            names.append(name)
    yield from (Demand(group, tuple(names)) for group, names in groups.items())


def _full_name(path: str) -> str:
    head = path.rpartition(".")[0]
    name = field_list.name_of(path)
    return f"{field_list.name_of(head)}\N{NO-BREAK SPACE}: {name[:1].lower()}{name[1:]}" if head else name


def _of_file(message: str, detail: str) -> Issue:
    return Issue("fichier", True, "Fichier", detail, "", message)


def _of_part(error: PpeError) -> Issue:
    part, _, what = error.detail.partition(" : ")
    where = where_of(re.sub(r"^word/_rels/(.*)\.rels$", r"word/\1", part))
    return Issue("contenu-interdit", True, f"{where[:1].upper()}{where[1:]}", what, "", error.message)


def _other_file(data: bytes) -> str:
    """Return what to say of a file that is not a Word document; nothing when it looks like one."""
    for signature, told in _OTHER_FILES:
        if data.startswith(signature):
            return f"Ce fichier est {told}. {_SAVE_AS}"
    if data[:200].lstrip().lower().startswith((b"<!doctype html", b"<html")):
        return f"Ce fichier est une page web. {_SAVE_AS}"
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as container:
            names = set(container.namelist())
            types = (
                container.open("[Content_Types].xml").read(200_000).lower() if "[Content_Types].xml" in names else b""
            )
            kind = container.open("mimetype").read(200) if "mimetype" in names else b""
    except (zipfile.BadZipFile, KeyError, OSError, RuntimeError, NotImplementedError, EOFError, ValueError):
        return ""
    if b"opendocument" in kind:
        return f"Ce fichier est un document LibreOffice (.odt). {_SAVE_AS}"
    if any(name.endswith(".iwa") for name in names):
        return f"Ce fichier est un document Pages. {_SAVE_AS}"
    return next((f"Ce fichier est {told}. {_SAVE_AS}" for mark, told in _OTHER_PACKAGES if mark.encode() in types), "")
