"""Write the Word template of the projet pour l'enfant.

The template is an ordinary Word file: a département may open it, restyle its named styles, move or reword its paragraphs. This
program writes the one that is shipped, always with the same bytes.

Run ``python tools/build_ppe_template.py``; an argument names another file to write.
"""

from __future__ import annotations

import sys
from pathlib import Path

from docx import Document
from ppe_template.blocks import Page
from ppe_template.pages import drop_ballast, set_page, set_properties, still_bytes
from ppe_template.project import write_actions, write_domains, write_expression, write_signatures, write_support
from ppe_template.situation import write_care, write_circle, write_cover, write_identity
from ppe_template.styles import apply_styles

TARGET = Path(__file__).resolve().parents[1] / "templates_docx" / "ppe.docx"
_PARTS = (
    write_cover, write_identity, write_circle, write_care, write_domains, write_actions, write_support, write_expression,
    write_signatures,
)  # fmt: skip


def build() -> bytes:
    """Return the template."""
    document = Document()
    drop_ballast(document)
    apply_styles(document)
    set_page(document)
    set_properties(document)
    page = Page(document)
    for write in _PARTS:
        write(page)
    return still_bytes(document)


def main() -> None:
    """Write the template in its place, or where the command line says."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    target.write_bytes(build())
    print(f"{target.name} : {target.stat().st_size} octets")


if __name__ == "__main__":
    main()
