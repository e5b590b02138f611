"""What Word demands of a document and a loop may leave out; only elements are added or numbered, never a text touched."""

from __future__ import annotations

import itertools
import re

_BLOCKS = "tc|hdr|ftr|txbxContent|footnote|endnote"
_NO_PARAGRAPH = re.compile(rf"(<w:(?:{_BLOCKS})(?: [^<>]*)?>|</w:tcPr>|<w:tcPr/>|</w:tbl>)(\s*)(</w:(?:{_BLOCKS})>)")
_TABLE_END = re.compile(r"</w:tblGrid>\s*</w:tbl>|<w:tblGrid/>\s*</w:tbl>")
_EMPTY_TABLE = re.compile(r"<w:tbl>(?:(?!<w:tr[ >]|<w:tbl>|</w:tbl>).)*</w:tbl>", re.DOTALL)
_DRAWING_ID = re.compile(r'(<wp:docPr\b[^<>]*?\bid=")\d+"')


def complete_blocks(xml: str) -> str:
    """Return a rendered part where every cell, header and footer ends with a paragraph and no table is without rows.

    Word refuses a whole file for one empty cell, which is what a loop over nothing leaves.
    """
    if _TABLE_END.search(xml):
        xml = _EMPTY_TABLE.sub("", xml)
    return _NO_PARAGRAPH.sub(r"\1<w:p/>\3", xml)


def renumber_drawings(xml: str) -> str:
    """Return a rendered part whose drawings all have different numbers, as Word demands, even when a loop repeated one."""
    numbers = itertools.count(1001)
    return _DRAWING_ID.sub(lambda match: f'{match.group(1)}{next(numbers)}"', xml)
