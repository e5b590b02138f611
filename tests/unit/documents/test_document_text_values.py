from __future__ import annotations

import pytest

from ppe_desktop.documents.archive import pack, read_parts, store
from ppe_desktop.documents.repair import complete_blocks, renumber_drawings
from ppe_desktop.documents.text_values import attribute_text, run_text
from ppe_desktop.domain.missing import missing


def test_a_mark_keeps_the_formatting_of_its_run():
    bold = '<w:rPr><w:rStyle w:val="Autre"/><w:b/></w:rPr>'
    assert run_text(f"a {missing('x')}", bold) == (
        'a </w:t></w:r><w:r><w:rPr><w:rStyle w:val="ACompleter"/><w:b/></w:rPr><w:t xml:space="preserve">[à compléter : x]</w:t></w:r>'
        f'<w:r>{bold}<w:t xml:space="preserve">'
    )


def test_lines_and_tabs():
    assert run_text("a\nb\tc", "") == (
        'a</w:t><w:br/><w:t xml:space="preserve">b</w:t><w:tab/><w:t xml:space="preserve">c'
    )


def test_attributes_hold_one_line():
    assert attribute_text(f'a "b"\n{missing("x")}') == "a &#34;b&#34; [à compléter : x]"


@pytest.mark.parametrize(
    ("xml", "expected"),
    [
        ("<w:tc><w:tcPr/></w:tc>", "<w:tc><w:tcPr/><w:p/></w:tc>"),
        ("<w:tc><w:p/></w:tc>", "<w:tc><w:p/></w:tc>"),
        ("<w:hdr a='1'></w:hdr>", "<w:hdr a='1'><w:p/></w:hdr>"),
        ("<w:tc><w:tbl><w:tr/></w:tbl></w:tc>", "<w:tc><w:tbl><w:tr/></w:tbl><w:p/></w:tc>"),
        ("<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/></w:tblGrid></w:tbl><w:p/>", "<w:p/>"),
        ("<w:tbl><w:tblGrid/><w:tr><w:tc><w:tbl><w:tblGrid/></w:tbl></w:tc></w:tr></w:tbl>",
         "<w:tbl><w:tblGrid/><w:tr><w:tc><w:p/></w:tc></w:tr></w:tbl>"),
    ],
)  # fmt: skip
def test_blocks_are_completed(xml, expected):
    assert complete_blocks(xml) == expected


def test_drawings_are_numbered():
    assert (
        renumber_drawings('<wp:docPr id="1" name="a"/><wp:docPr name="b" id="1"/>')
        == '<wp:docPr id="1001" name="a"/><wp:docPr name="b" id="1002"/>'
    )


def test_a_container_is_read_back():
    parts = {"a.xml": b"<a/>", "dossier/é.bin": bytes(range(256)) * 100, "vide": b""}
    assert read_parts(pack(store(name, content) for name, content in parts.items())) == parts
