"""What surrounds the text of the template: page size, header, footer, settings, properties, bytes that never vary."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from typing import Any

from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm

from word_templates.blocks import TEXT_WIDTH, Page, fill
from word_templates.styles import FONT, METRIC_TWIN

_FONT_TABLE = "/word/fontTable.xml"
LYING_WIDTH = 25.7
"""Centimetres of text on a page lying down."""
_STILL = dt.datetime(2026, 1, 1)


def set_page(document: Document, title: str) -> None:
    """Set A4 with its margins, the header and the footer."""
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(2)
    section.top_margin, section.bottom_margin = Cm(2.2), Cm(2)
    section.header_distance, section.footer_distance = Cm(1), Cm(0.9)
    _write_header(section.header.paragraphs[0])
    _write_footer(section.footer, title)


def lay_down(page: Page) -> None:
    """Turn the page on its side: header, footer and tables take its width."""
    section = page.document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    page.width = LYING_WIDTH
    for part in (section.header, section.footer):
        for stop in part._element.iter(qn("w:tab")):
            if stop.get(qn("w:val")) == "right":
                stop.set(qn("w:pos"), str(round(LYING_WIDTH * 567)))


def _write_header(paragraph: Any) -> None:
    _right_tab(paragraph)
    fill(paragraph, "{{ service.nom }}\t{% if est_brouillon %}")
    paragraph.add_run("Document de travail – non définitif").style = "Document de travail"
    fill(paragraph, " · {% endif %}Document confidentiel")


def _write_footer(footer: Any, title: str) -> None:
    """Write whose copy it is and the page, then where the document comes from: on one line, a long name would push the page number off."""
    paragraph = footer.paragraphs[0]
    _right_tab(paragraph)
    fill(paragraph, f"{title} · Exemplaire pour\u00a0: {{{{ destinataire }}}}\tpage\u00a0")
    _field(paragraph, "PAGE")
    paragraph.add_run("\u00a0/\u00a0")
    _field(paragraph, "NUMPAGES")
    fill(
        footer.add_paragraph(style="Footer"),
        "produit le {{ produit_le }} · modèle {{ version_modele }}{% if repere %} · repère\u00a0{{ repere }}{% endif %}",
    )


def _right_tab(paragraph: Any) -> None:
    stop = f'<w:tabs {nsdecls("w")}><w:tab w:val="right" w:pos="{round(TEXT_WIDTH * 567)}"/></w:tabs>'
    paragraph._p.get_or_add_pPr().append(parse_xml(stop))


def _field(paragraph: Any, code: str) -> None:
    for piece in (
        '<w:fldChar {ns} w:fldCharType="begin"/>',
        f'<w:instrText {{ns}} xml:space="preserve"> {code} </w:instrText>',
        '<w:fldChar {ns} w:fldCharType="separate"/>',
        "<w:t {ns}>1</w:t>",
        '<w:fldChar {ns} w:fldCharType="end"/>',
    ):
        paragraph.add_run()._r.append(parse_xml(piece.format(ns=nsdecls("w"))))


def set_properties(document: Document, title: str) -> None:
    """Set a neutral title and language, and today's layout rules of Word."""
    core = document.core_properties
    core.title, core.language, core.author, core.last_modified_by = title, "fr-FR", "", ""
    core.comments = core.subject = core.keywords = core.category = ""
    core.created = core.modified = _STILL
    core.revision = 1
    settings = document.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    compat = (
        f'<w:compat {nsdecls("w")}><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" '
        'w:val="15"/></w:compat>'
    )
    anchor = settings.find(qn("w:characterSpacingControl"))
    anchor.addnext(parse_xml(compat))
    for theme in settings.findall(qn("w:themeFontLang")):
        theme.set(qn("w:val"), "fr-FR")


def drop_ballast(document: Document) -> None:
    """Remove the picture and the sources that python-docx's own starting file carries."""
    package = document.part.package
    for relations in (package.rels, document.part.rels):
        for key, relation in list(relations.items()):
            if relation.reltype.endswith(("/thumbnail", "/customXml")):
                del relations[key]


def font_table() -> bytes:
    """Return the font table that names a font of the same widths where Calibri is absent."""
    return (
        f'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<w:fonts {nsdecls("w")}><w:font w:name="{FONT}">'
        f'<w:altName w:val="{METRIC_TWIN}"/><w:panose1 w:val="020F0502020204030204"/><w:charset w:val="00"/>'
        '<w:family w:val="swiss"/><w:pitch w:val="variable"/></w:font></w:fonts>'
    ).encode()


def still_bytes(document: Document) -> bytes:
    """Return the file with fixed times and order: the same sources give the same bytes."""
    for part in document.part.package.iter_parts():
        if part.partname == _FONT_TABLE:
            part._blob = font_table()
    buffer = io.BytesIO()
    document.save(buffer)
    target = io.BytesIO()
    with (
        zipfile.ZipFile(buffer) as source,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as container,
    ):
        for name in sorted(source.namelist(), key=lambda name: (name != "[Content_Types].xml", name)):
            entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0
            container.writestr(entry, source.read(name))
    return target.getvalue()
