"""Paragraphs and tables of a template, written so that a person can read and move the tags in Word: one tag, one run."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from docx.document import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Cm
from docx.table import Table, _Cell, _Row

TEXT_WIDTH = 17.0
NBSP = "\u00a0"
_SPACED = re.compile(r" ([:;!?»])")  # French keeps these marks with the word before
_PIECES = re.compile(r"(\{\{.*?\}\}|\{%.*?%\})")
Line = str | tuple[str, str]
"""A paragraph: its text, or its style and its text. ``**…**`` is set in the style "Intitulé"."""


class Page:
    """Writes blocks one after another at the end of a document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.width = TEXT_WIDTH

    def text(self, style: str, text: str) -> Any:
        """Add a paragraph."""
        return fill(self.document.add_paragraph(style=style), text)

    def tag(self, text: str) -> None:
        """Add a paragraph that holds only a tag: it leaves the document when rendered."""
        self.text("Balise", f"{{%p {text} %}}")

    def long_text(self, name: str, style: str = "Corps") -> None:
        """Add a paragraph for each line of a text."""
        self.tag(f"for ligne in {name}|paragraphes")
        self.text(style, "{{ ligne }}")
        self.tag("endfor")

    def choice(self, condition: str, style: str, text: str) -> None:
        """Add a paragraph that is printed only on a condition."""
        self.tag(f"if {condition}")
        self.text(style, text)
        self.tag("endif")

    def heading(self, number: str, title: str) -> Any:
        """Add a numbered heading of the first level."""
        return self.text("Heading 1", f"{number}\t{title}")

    def facts(self, rows: Iterable[tuple[str, str] | tuple[str, str, str]]) -> None:
        """Add a table of labels and values; a third element is the condition for the row to be printed."""
        table = self._table("TableauPPE", (4.4, self.width - 4.4))
        for label, value, *condition in rows:
            if condition:
                _tag_row(table, f"if {condition[0]}")
            row = _add_row(table)
            fill_cell(row.cells[0], [("Tableau intitulé", label)])
            fill_cell(row.cells[1], [value])
            if condition:
                _tag_row(table, "endif")
        self.text("Espace", "")

    def table(
        self,
        heads: Sequence[tuple[str, float]],
        loop: str,
        cells: Sequence[Sequence[Line]],
        *,
        alt: str,
        keep: bool = False,
    ) -> None:
        """Add a table with a repeated header and one row for each element of a loop.

        Args:
            heads: title and width in centimetres of each column.
            loop: for example ``"f in fratrie"``.
            cells: paragraphs of each cell of the repeated row.
            alt: what the table is, for a screen reader.
            keep: holds the table with what follows it, when it fits on a page.
        """
        table = self.headed("TableauPPE", heads, alt=alt)
        _tag_row(table, f"for {loop}")
        row = _add_row(table)
        for cell, lines in zip(row.cells, cells, strict=True):
            fill_cell(cell, lines)
            for paragraph in cell.paragraphs:
                paragraph.paragraph_format.keep_with_next = keep or None
        _tag_row(table, "endfor")
        self.text("Espace", "").paragraph_format.keep_with_next = keep or None

    def headed(self, style: str, heads: Sequence[tuple[str, float]], *, alt: str) -> Table:
        """Add a table that holds only its header row, repeated on each page."""
        table = self._table(style, [width for _title, width in heads], alt=alt)
        row = _add_row(table)
        _row_property(row, "<w:tblHeader {ns}/>")
        for cell, (title, _width) in zip(row.cells, heads, strict=True):
            fill_cell(cell, [("Tableau en-tête", title)])
        return table

    def frame(self, lines: Sequence[Line], height: float) -> None:
        """Add a framed space to write in by hand, of at least a height in centimetres."""
        table = self._table("TableauCadre", (self.width,), alt="Cadre vide pour écrire ou dessiner")
        row = _add_row(table)
        set_height(row, height)
        fill_cell(row.cells[0], lines)
        self.text("Espace", "")

    def band(self) -> Table:
        """Add a table of one cell as wide as the text, without any line."""
        table = self._table("TableNormal", (self.width,))
        _add_row(table)
        return table

    def _table(self, style: str, widths: Sequence[float], *, alt: str = "") -> Table:
        table = self.document.add_table(rows=0, cols=len(widths))
        table.autofit = False
        properties = table._tbl.tblPr
        for child in list(properties):
            properties.remove(child)
        total = round(sum(widths) * 567)
        caption = f'<w:tblCaption w:val="{alt}"/>' if alt else ""
        inner = (
            f'<w:tblStyle w:val="{style}"/><w:tblW w:w="{total}" w:type="dxa"/><w:tblLayout w:type="fixed"/>'
            f'<w:tblLook w:val="0620" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" w:noHBand="1" w:noVBand="1"/>{caption}'
        )
        properties.extend(list(parse_xml(f"<w:tblPr {nsdecls('w')}>{inner}</w:tblPr>")))
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        return table


def fill(paragraph: Any, text: str) -> Any:
    """Write a text in a paragraph: each tag in a run of its own, ``**…**`` in the style "Intitulé"."""
    for index, part in enumerate(text.split("**")):
        for piece in _PIECES.split(part):
            if piece:
                run = paragraph.add_run(piece if piece.startswith("{") else _SPACED.sub(f"{NBSP}\\1", piece))
                if index % 2:
                    run.style = "Intitulé"
    return paragraph


def fill_cell(cell: _Cell, lines: Sequence[Line]) -> None:
    """Write the paragraphs of a cell; a line starting with ``{%p`` is a tag."""
    for index, line in enumerate(lines):
        style, text = line if isinstance(line, tuple) else ("Tableau texte", line)
        paragraph = cell.paragraphs[0] if index == 0 else cell.add_paragraph()
        paragraph.style = "Balise" if text.startswith("{%p") else style
        fill(paragraph, text)


def when(condition: str, *lines: Line) -> list[Line]:
    """Return lines of a cell that are printed only on a condition."""
    return [f"{{%p if {condition} %}}", *lines, "{%p endif %}"]


def tag_row(table: Table, text: str) -> None:
    """Add a row that holds only a tag: it leaves the document when rendered."""
    _tag_row(table, text)


def span_row(table: Table, lines: Sequence[Line], *, fill_color: str = "") -> None:
    """Add a row of one cell as wide as the table, kept with the next row."""
    row = _add_row(table)
    cell = row.cells[0].merge(row.cells[-1])
    fill_cell(cell, lines)
    for paragraph in cell.paragraphs:
        paragraph.paragraph_format.keep_with_next = True
    if fill_color:
        shade(cell, fill_color)


def add_row(table: Table, cells: Sequence[Sequence[Line]], *, height: float = 0, keep: bool = False) -> None:
    """Add a row that no page cuts, of at least a height in centimetres; ``keep`` holds it with the next one."""
    row = _add_row(table)
    if height:
        set_height(row, height)
    for cell, lines in zip(row.cells, cells, strict=True):
        fill_cell(cell, lines)
        for paragraph in cell.paragraphs:
            paragraph.paragraph_format.keep_with_next = keep


def set_height(row: _Row, centimetres: float) -> None:
    """Give a row a least height."""
    _row_property(row, f'<w:trHeight {{ns}} w:val="{round(centimetres * 567)}" w:hRule="atLeast"/>')


def shade(cell: _Cell, color: str) -> None:
    """Fill the background of a cell."""
    cell._tc.get_or_add_tcPr().append(
        parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{color}"/>')
    )


def _tag_row(table: Table, text: str) -> None:
    row = _add_row(table)
    cell = row.cells[0].merge(row.cells[-1]) if len(row.cells) > 1 else row.cells[0]
    fill_cell(cell, [("Balise", f"{{%tr {text} %}}")])


def _add_row(table: Table) -> _Row:
    row = table.add_row()
    for cell, column in zip(row.cells, table.columns, strict=True):
        cell.width = column.width
    _row_property(row, "<w:cantSplit {ns}/>")
    return row


def _row_property(row: _Row, xml: str) -> None:
    row._tr.get_or_add_trPr().append(parse_xml(xml.format(ns=nsdecls("w"))))
