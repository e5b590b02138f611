"""The shipped templates hold their pages together: no heading left alone, no row cut, French, A4, readable by a screen reader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from docx import Document
from docx.oxml.ns import qn

from ppe_desktop.runtime.resources import template_path

TEMPLATES = sorted(template_path("ppe.docx").parent.glob("*.docx"))
ANNOUNCE = {
    "Title", "Heading 1", "Heading 2", "Titre de partie", "Étiquette parole", "Enfant titre", "Enfant partie", "Objet",
    "Tableau en-tête",
}  # fmt: skip
"""Styles that announce what follows: a page must not end on them."""
OUTLINED = {"Heading 1", "Heading 2", "Titre de partie", "Enfant titre", "Enfant partie"}
A4_TWIPS = {11906, 16838}


def properties(style: object) -> Iterator[str]:
    """Names of the paragraph properties that a style sets to true, its own only."""
    found = style.element.find(qn("w:pPr"))  # type: ignore[attr-defined]
    for one in found if found is not None else []:
        if one.get(qn("w:val"), "1") not in ("0", "false"):
            yield one.tag.rpartition("}")[2]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.stem)
def test_pages_hold_together(path: Path) -> None:
    document = Document(str(path))
    body = document.element.body
    rows = list(body.iter(qn("w:tr")))
    assert [row for row in rows if row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}") is None] == []
    styles = {style.name: style for style in document.styles if style.name in ANNOUNCE}
    assert styles.keys() == ANNOUNCE
    assert [name for name, style in styles.items() if "keepNext" not in properties(style)] == []
    assert [name for name in OUTLINED if styles[name].element.find(f"{qn('w:pPr')}/{qn('w:outlineLvl')}") is None] == []
    assert "widowControl" in properties(document.styles["Normal"])
    assert {section.page_width.twips for section in document.sections} <= A4_TWIPS
    assert document.core_properties.language == "fr-FR"
    assert all(picture.get("descr") for picture in body.iter(qn("wp:docPr")))
    assert document.core_properties.author == document.core_properties.last_modified_by == ""
