"""From a Word template and plain values to a document; the only module that knows docxtpl.

docxtpl gives templates their language (``{%p %}``, ``{%tr %}``, ``{%r %}``…) by turning their XML into a Jinja source. That source is
prepared, checked and compiled once per template; a document is then Jinja's output laid straight into a container, next to the parts
that did not change. Nothing is repaired on the way: what is not well formed is refused, so that no text can be lost in silence.
"""

from __future__ import annotations

import hashlib
import re
from collections import OrderedDict
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Template, UndefinedError
from jinja2 import TemplateError as JinjaError
from lxml import etree

from ppe_desktop.documents.archive import StoredPart, pack, store
from ppe_desktop.documents.expressions import check_expressions, paragraph_at
from ppe_desktop.documents.markup import XML_DECLARATION, parse_strict, w
from ppe_desktop.documents.neutral_parts import CORE, core_properties, neutralise, without_traces
from ppe_desktop.documents.package_gate import checked_parts
from ppe_desktop.documents.package_markup import CONTENT_TYPES
from ppe_desktop.documents.pictures import picture_parts, replacements
from ppe_desktop.documents.placement import MisplacedError, place_values
from ppe_desktop.documents.repair import complete_blocks, renumber_drawings
from ppe_desktop.documents.sandbox import Sandbox, check_context, unknown_name
from ppe_desktop.domain.errors import RenderError, TemplateError

MAX_OUTPUT = 64 * 1024 * 1024
_KEPT_TEMPLATES = 24
_WRITABLE = re.compile(r"^word/(?:document|header|footer|footnotes|endnotes)\d*\.xml$")
_TABLE_SHAPE = re.compile(r"\{%\s*(?:colspan|hm|vm)\b|\{[%{]-?tc\s")
_WHERE = {
    "document": "corps du document",
    "header": "en-tête",
    "footer": "pied de page",
    "footnotes": "notes de bas de page",
    "endnotes": "notes de fin",
}


class _Preparation(DocxTemplate):  # type: ignore[misc]
    """docxtpl's transformations of XML, without its file handling and without its repairs."""

    def __init__(self) -> None:
        super().__init__("")

    def source(self, root: etree._Element) -> str:
        """Return the Jinja source of a part, one paragraph per line so that errors can be located."""
        patched = str(self.patch_xml(without_traces(etree.tostring(root, encoding="unicode"))))
        return re.sub(r"<w:p([ >])", r"\n<w:p\1", patched)

    def with_fitted_tables(self, xml: str) -> str:
        """Return a rendered part whose tables declare as many columns as they have cells."""
        etree.fromstring(xml.encode(), _PARSER)  # docxtpl repairs in silence: refuse first
        return str(etree.tostring(self.fix_tables(xml), encoding="unicode"))


_PARSER = etree.XMLParser(recover=False, resolve_entities=False, no_network=True, huge_tree=True)


class CompiledPart:
    """One part of a template that holds tags, compiled.

    Attributes:
        name: path of the part in the package.
        where: what it is, in French, for messages.
    """

    def __init__(self, environment: Sandbox, name: str, content: bytes) -> None:
        root = parse_strict(name, content)
        _keep_runs(root)
        self.name = name
        self.where = _WHERE.get(re.sub(r"^word/|\d*\.xml$", "", name), name)
        self._tag = root.tag
        self._shapes_tables = bool(_TABLE_SHAPE.search("".join(root.itertext())))
        self._source = _Preparation().source(root)
        self._template = self._compile(environment)

    def _compile(self, environment: Sandbox) -> Template:
        tree = check_expressions(environment, self._source, self.where)
        try:
            place_values(tree)
            return Template.from_code(environment, environment.compile(tree), {})
        except MisplacedError as error:
            raise self._unusable(error.reason, error.line) from error
        except JinjaError as error:
            raise self._unusable(str(error.message), getattr(error, "lineno", 1) or 1) from error

    def render(self, context: dict[str, Any]) -> bytes:
        """Return the bytes of the part for one document, proved well formed.

        Raises:
            TemplateError: a name is unknown, or a loop or condition breaks the document's structure.
            RenderError: the result would be too big.
        """
        text = complete_blocks(self._text(context))
        if "<wp:docPr " in text:
            text = renumber_drawings(text)
        try:
            if self._shapes_tables:
                text = _Preparation().with_fitted_tables(text)
            data = f"{XML_DECLARATION}{text}".encode()
            proof = etree.fromstring(data, _PARSER)
        except (etree.XMLSyntaxError, ValueError, TypeError) as error:
            raise self._unusable(
                "une boucle ou une condition commence dans un paragraphe, une cellule ou une ligne et finit dans un autre",
                0,
            ) from error
        if proof.tag != self._tag:
            raise RenderError(detail=self.name)
        return data

    def _text(self, context: dict[str, Any]) -> str:
        pieces: list[str] = []
        room = MAX_OUTPUT
        try:
            for piece in self._template.root_render_func(self._template.new_context(context)):
                room -= len(piece)
                if room < 0:
                    raise RenderError(
                        "Le document demandé est trop gros pour être produit. Réduisez les textes, ou vérifiez les boucles du modèle."
                    )
                pieces.append(piece)
        except UndefinedError as error:
            name = _unknown(str(error.message))
            raise unknown_name(name, context, self._location(self._line_of(error))) from error
        except TemplateError as error:
            error.detail = error.detail or self._location(self._line_of(error))
            raise
        except (JinjaError, TypeError, ValueError, OverflowError) as error:
            raise self._unusable("une balise ne convient pas à la valeur donnée", self._line_of(error)) from error
        return "".join(pieces)

    def _line_of(self, error: BaseException) -> int:
        trace, line = error.__traceback__, 0
        while trace is not None:
            if trace.tb_frame.f_code.co_filename == "<template>":
                line = self._template.get_corresponding_lineno(trace.tb_lineno)
            trace = trace.tb_next
        return line

    def _location(self, line: int) -> str:
        where = f"{self.where[:1].upper()}{self.where[1:]}"
        return f"{where}, paragraphe « {paragraph_at(self._source, line)} »" if line else where

    def _unusable(self, reason: str, line: int) -> TemplateError:
        return TemplateError(
            f"Le modèle ne peut pas être rempli : {reason}. Corrigez-le dans Word, ou rétablissez le modèle d’origine.",
            detail=self._location(line),
        )


class CompiledTemplate:
    """A Word template checked, neutralised and compiled, ready to be filled many times.

    Attributes:
        sha256: fingerprint of the template file, in hexadecimal.
    """

    def __init__(self, template: bytes) -> None:
        self.sha256 = hashlib.sha256(template).hexdigest()
        parts = neutralise(checked_parts(template))
        environment = Sandbox()
        self._compiled = [
            CompiledPart(environment, name, content)
            for name, content in parts.items()
            if _WRITABLE.match(name) and _has_tags(content)
        ]
        self._pictures: dict[str, str] = {}
        for name in parts:
            if _WRITABLE.match(name):
                self._pictures.update(picture_parts(parts, name))
        written = {CORE, *(part.name for part in self._compiled)}
        names = sorted(parts, key=lambda name: (name != CONTENT_TYPES, not name.startswith("_rels/")))
        self._kept = {name: store(name, parts[name], level=9) for name in names if name not in written}

    def render(self, context: dict[str, Any]) -> bytes:
        """Return a .docx filled with a checked context; see :meth:`Renderer.render`."""
        parts: dict[str, StoredPart] = dict(self._kept)
        for name, content in replacements(context.get("_images"), self._pictures).items():
            parts[name] = store(name, content, level=1)
        for part in self._compiled:
            parts[part.name] = store(part.name, part.render(context), level=4)
        parts[CORE] = store(CORE, core_properties(context))
        return pack(parts.values())


class Renderer:
    """Fills templates, keeping those already compiled.

    Example:
        >>> Renderer().render(template, {"enfant": {"prenom": "Léa"}, "_titre": "Rapport"})  # doctest: +SKIP
    """

    def __init__(self) -> None:
        self._templates: OrderedDict[str, CompiledTemplate] = OrderedDict()

    def compiled(self, template: bytes) -> CompiledTemplate:
        """Return the compiled form of a template, kept by the fingerprint of its bytes.

        Raises:
            TemplateError: the template is unsafe or broken.
        """
        key = hashlib.sha256(template).hexdigest()
        if key not in self._templates:
            self._templates[key] = CompiledTemplate(template)
            if len(self._templates) > _KEPT_TEMPLATES:
                self._templates.popitem(last=False)
        self._templates.move_to_end(key)
        return self._templates[key]

    def render(self, template: bytes, context: dict[str, Any]) -> bytes:
        """Return the .docx made from a template and plain values.

        Args:
            template: bytes of the .docx template.
            context: dictionaries, lists, texts, whole numbers, booleans and ``None`` only. Reserved keys: ``_titre`` (title
                property), ``_date`` (ISO date property), ``_images`` (base64 PNG by picture name).

        Raises:
            TemplateError: the template is unsafe or broken, or asks for a name that does not exist.
            RenderError: the document would be too big.
            DefectError: the context holds something else than plain values.
        """
        check_context(context)
        return self.compiled(template).render(context)


def _keep_runs(root: etree._Element) -> None:
    # Values are plain text, so {{r x}} and {{p x}} are {{ x }} that keeps the run and paragraph it stands in.
    for element in root.iter(w("t")):
        if element.text and "{{" in element.text:
            element.text = re.sub(r"\{\{[rp]\s", "{{ ", element.text)


def _has_tags(content: bytes) -> bool:
    # a tag may be cut in two runs: look at the characters, not at "{{"
    return b"{" in content


def _unknown(message: str) -> str:
    quoted = message.split("'")
    return quoted[-2] if len(quoted) > 2 else message
