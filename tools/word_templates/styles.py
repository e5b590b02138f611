"""The named styles of the template: what a département restyles in Word without touching a tag."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Pt, RGBColor

FONT = "Calibri"
METRIC_TWIN = "Carlito"  # same widths, where Calibri is absent
INK, ACCENT, QUIET, TINT, RULE = "1F2A2C", "0F5B5E", "566164", "EAF3F2", "C9D5D4"
_KEPT = {"Normal", "Heading 1", "Heading 2", "Title", "Header", "Footer", "List Bullet", "Default Paragraph Font"}
_KEPT |= {"Normal Table", "No List"}
_ORDER = [
    "keepNext",
    "keepLines",
    "pageBreakBefore",
    "widowControl",
    "numPr",
    "pBdr",
    "shd",
    "tabs",
    "spacing",
    "ind",
    "contextualSpacing",
    "jc",
    "outlineLvl",
]


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph style looks.

    Attributes:
        size: points.
        bold: weight.
        italic: slope.
        color: hexadecimal.
        before: points above.
        after: points below.
        keep_next: stays with the next paragraph.
        keep_lines: never cut by a page.
        extra: further paragraph properties, in WordprocessingML.
        line: line height, in 240ths.
    """

    size: float = 10.5
    bold: bool = False
    italic: bool = False
    color: str = INK
    before: float = 0
    after: float = 4
    keep_next: bool = False
    keep_lines: bool = False
    extra: str = ""
    line: int = 259


def _bar(kind: str, size: int, color: str) -> str:
    return f'<w:pBdr><w:left w:val="{kind}" w:sz="{size}" w:space="9" w:color="{color}"/></w:pBdr>'


def _quote(kind: str, size: int, color: str, fill: str = "") -> Look:
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    extra = f'{_bar(kind, size, color)}{shade}<w:ind w:left="340" w:right="170"/>'
    return Look(10.5, color="111B1D", after=1, keep_next=True, extra=extra)


_HEADING_1 = (
    f'<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="3" w:color="{ACCENT}"/></w:pBdr>'
    '<w:tabs><w:tab w:val="left" w:pos="510"/></w:tabs><w:ind w:left="510" w:hanging="510"/>'
)
_SIDES = "".join(
    f'<w:{side} w:val="single" w:sz="{size}" w:space="{space}" w:color="{color}"/>'
    for side, size, space, color in (
        ("top", 4, 4, TINT),
        ("left", 36, 8, ACCENT),
        ("bottom", 4, 4, TINT),
        ("right", 4, 6, TINT),
    )
)
_QUOTE_OF_CHILD = f'{_bar("single", 36, ACCENT)}<w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/><w:ind w:left="340" w:right="170"/>'
_BOXED = (
    f'<w:pBdr>{_SIDES}</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="{TINT}"/><w:ind w:left="227" w:right="130"/>'
)

_LEVELS = {"Heading 1": 0, "Heading 2": 1, "Titre de partie": 0, "Enfant titre": 0, "Enfant partie": 1}
"""Styles that are headings for a screen reader and for the outline of a PDF."""

PARAGRAPHS: dict[str, Look] = {
    "Title": Look(27, bold=True, color=ACCENT, before=4, after=0, keep_next=True, line=240),
    "Heading 1": Look(13.5, bold=True, color=ACCENT, before=17, after=6, keep_next=True, keep_lines=True, extra=_HEADING_1, line=240),
    "Heading 2": Look(11, bold=True, before=9, after=3, keep_next=True, keep_lines=True, line=240),
    "Header": Look(8.5, color=QUIET, after=0, line=240),
    "Footer": Look(8, color=QUIET, after=0, line=240),
    "List Bullet": Look(after=2),
    "Corps": Look(after=5),
    "Explication": Look(9.5, italic=True, color=QUIET, after=6, keep_next=True, line=245),
    "En-tête service": Look(10, color=QUIET, after=0, line=245),
    "Nom de l’enfant": Look(18, color=INK, after=1, line=240),
    "Repère": Look(10, color=QUIET, after=2, line=245),
    "Étiquette parole": Look(9.5, bold=True, color=ACCENT, before=7, after=2, keep_next=True, line=240),
    "Citation enfant": _quote("single", 36, ACCENT, TINT),
    "Citation mère": _quote("double", 12, "3C4A4D"),
    "Citation père": _quote("dashed", 18, "3C4A4D"),
    "Citation autre": _quote("dotted", 18, "7A8588"),
    "Légende citation": Look(8.5, color=QUIET, after=6, extra='<w:ind w:left="340"/>', line=240),
    "Avis": Look(10, after=2, keep_lines=True, extra='<w:ind w:left="567"/>', line=245),
    "Tableau texte": Look(9.5, after=1, line=245),
    "Tableau intitulé": Look(9.5, bold=True, color=ACCENT, after=1, keep_next=True, line=245),
    "Tableau en-tête": Look(8.5, bold=True, color=QUIET, after=1, keep_next=True, line=240),
    "Tableau précision": Look(8.5, color=QUIET, after=1, line=240),
    "Encadré": Look(10, before=10, after=12, keep_lines=True, extra=_BOXED),
    "Encadré titre": Look(12, bold=True, color=ACCENT, after=2, line=240),
    "Mention signature": Look(9, italic=True, color=QUIET, after=0, keep_next=True, line=240),
    "Destinataire": Look(10.5, after=0, line=250, extra='<w:ind w:left="5200"/>'),
    "Objet": Look(10.5, bold=True, before=10, after=6, keep_next=True),
    "Signature": Look(10.5, before=14, after=0, keep_lines=True, extra='<w:ind w:left="5200"/>'),
    "Titre de partie": Look(13, bold=True, color=ACCENT, before=14, after=5, keep_next=True, keep_lines=True, line=240),
    "Enfant titre": Look(24, bold=True, color=ACCENT, after=6, keep_next=True, line=250),
    "Enfant partie": Look(16, bold=True, color=ACCENT, before=12, after=4, keep_next=True, keep_lines=True, line=250),
    "Enfant texte": Look(14, after=6, line=300),
    "Enfant ligne": Look(14, after=1, line=280),
    "Enfant parole": Look(16, color="111B1D", after=6, keep_lines=True, extra=_QUOTE_OF_CHILD, line=320),
    "Enfant note": Look(12, color=QUIET, after=6, line=290),
    "Image": Look(after=2, keep_next=True, line=240),
    "Espace": Look(4, after=0, line=240),
    "Balise": Look(7.5, color="8A9496", after=0, line=240),
}  # fmt: skip


def apply_styles(document: Document) -> None:
    """Give the document its fonts, its paragraph, character and table styles, and nothing else."""
    _drop_others(document)
    _set_defaults(document)
    for name, look in PARAGRAPHS.items():
        _paragraph_style(document, name, look)
    for identifier, name, xml in _CHARACTERS:
        document.styles.element.append(parse_xml(_style("character", identifier, name, f"<w:rPr>{xml}</w:rPr>")))
    for identifier, name, xml in _TABLES:
        document.styles.element.append(parse_xml(_style("table", identifier, name, xml, based_on="TableNormal")))


def _drop_others(document: Document) -> None:
    for style in list(document.styles):
        if style.name not in _KEPT:
            style.element.getparent().remove(style.element)
    for link in document.styles.element.iter(qn("w:link")):
        link.getparent().remove(link)


def _set_defaults(document: Document) -> None:
    defaults = document.styles.element.find(qn("w:docDefaults"))
    run = defaults.find(qn("w:rPrDefault")).find(qn("w:rPr"))
    for child in list(run):
        run.remove(child)
    fonts = " ".join(f'w:{kind}="{FONT}"' for kind in ("ascii", "hAnsi", "eastAsia", "cs"))
    run.append(parse_xml(f"<w:rFonts {nsdecls('w')} {fonts}/>"))
    run.append(parse_xml(f'<w:sz {nsdecls("w")} w:val="21"/>'))
    run.append(parse_xml(f'<w:szCs {nsdecls("w")} w:val="21"/>'))
    run.append(parse_xml(f'<w:lang {nsdecls("w")} w:val="fr-FR" w:eastAsia="fr-FR" w:bidi="ar-SA"/>'))
    normal = document.styles["Normal"]
    _clear(normal.element)
    normal.font.color.rgb = RGBColor.from_string(INK)
    _spacing(normal, Look())


def _paragraph_style(document: Document, name: str, look: Look) -> None:
    builtin = name in _KEPT
    style: Any = document.styles[name] if builtin else document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    if builtin:
        _clear(style.element, keep=("numPr",))
    style.base_style = document.styles["Normal"]
    style.quick_style = name != "Balise"
    font = style.font
    font.size, font.bold, font.italic = Pt(look.size), look.bold, look.italic
    font.color.rgb = RGBColor.from_string(look.color)
    _spacing(style, look)
    _extras(style, look, name)


def _clear(element: Any, keep: tuple[str, ...] = ()) -> None:
    run = element.find(qn("w:rPr"))
    if run is not None:
        element.remove(run)
    properties = element.find(qn("w:pPr"))
    for child in list(properties) if properties is not None else []:
        if child.tag not in {qn(f"w:{name}") for name in keep}:
            properties.remove(child)


def _spacing(style: Any, look: Look) -> None:
    form = style.paragraph_format
    form.space_before, form.space_after = Pt(look.before), Pt(look.after)
    form.line_spacing = look.line / 240
    form.keep_with_next, form.keep_together, form.widow_control = look.keep_next, look.keep_lines, True


def _extras(style: Any, look: Look, name: str) -> None:
    properties = style.element.get_or_add_pPr()
    level = _LEVELS.get(name)
    outline = "" if level is None else f'<w:outlineLvl w:val="{level}"/>'
    fragment = parse_xml(f"<w:pPr {nsdecls('w')}>{look.extra}{outline}</w:pPr>")
    properties.extend(list(fragment))
    ordered = sorted(properties, key=lambda child: _ORDER.index(child.tag.rpartition("}")[2]))
    properties.extend(ordered)


def _style(kind: str, identifier: str, name: str, inner: str, based_on: str = "") -> str:
    parent = f'<w:basedOn w:val="{based_on}"/>' if based_on else ""
    return (
        f'<w:style {nsdecls("w")} w:type="{kind}" w:customStyle="1" w:styleId="{identifier}"><w:name w:val="{name}"/>'
        f'{parent}<w:uiPriority w:val="99"/><w:qFormat/>{inner}</w:style>'
    )


_CHARACTERS = (
    ("ACompleter", "À compléter", '<w:color w:val="7A4A00"/><w:shd w:val="clear" w:color="auto" w:fill="FFF1CC"/>'),
    ("Retenu", "Retenu", f'<w:i/><w:color w:val="{QUIET}"/>'),
    ("Intitule", "Intitulé", f'<w:b/><w:color w:val="{ACCENT}"/>'),
    ("Brouillon", "Document de travail", '<w:b/><w:color w:val="8A3B12"/>'),
)


def _border(side: str, size: int, color: str) -> str:
    return f'<w:{side} w:val="single" w:sz="{size}" w:space="0" w:color="{color}"/>'


_CELLS = (
    '<w:tblCellMar><w:top w:w="40" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="40" w:type="dxa"/>'
    '<w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
)
_RULES = _border("bottom", 4, RULE) + _border("insideH", 4, RULE)
_FRAME = "".join(_border(side, 12, ACCENT) for side in ("top", "left", "bottom", "right"))
_BOXES = "".join(_border(side, 4, "8FA3A3") for side in ("top", "left", "bottom", "right", "insideH", "insideV"))
_TABLES = (
    ("TableauPPE", "Tableau PPE", f"<w:tblPr><w:tblBorders>{_RULES}</w:tblBorders>{_CELLS}</w:tblPr>"),
    ("TableauCadre", "Tableau cadre", f"<w:tblPr><w:tblBorders>{_FRAME}</w:tblBorders>{_CELLS}</w:tblPr>"),
    ("TableauSignatures", "Tableau signatures", f"<w:tblPr><w:tblBorders>{_BOXES}</w:tblBorders>{_CELLS}</w:tblPr>"),
)
