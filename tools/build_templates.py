"""Write the Word templates that are shipped.

The templates are ordinary Word files: a département may open them, restyle their named styles, move or reword their paragraphs. This
program writes those that are shipped, always with the same bytes.

Run ``python tools/build_templates.py``; an argument names another folder to write in.
"""

from __future__ import annotations

import io
import sys
from functools import cache
from pathlib import Path

from docx import Document
from word_templates.blocks import Page
from word_templates.pages import drop_ballast, set_page, set_properties, still_bytes
from word_templates.styles import apply_styles
from word_templates.templates import TEMPLATES, Parts

TARGET = Path(__file__).resolve().parents[1] / "templates_docx"


@cache
def _styled() -> bytes:
    """Return an empty document with the styles of all templates."""
    document = Document()
    drop_ballast(document)
    apply_styles(document)
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def build(title: str, parts: Parts) -> bytes:
    """Return a template."""
    document = Document(io.BytesIO(_styled()))
    set_page(document, title)
    set_properties(document, title)
    page = Page(document)
    for write in parts:
        write(page)
    return still_bytes(document)


def main() -> None:
    """Write the templates in their place, or where the command line says."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else TARGET
    for name, (title, parts) in TEMPLATES.items():
        (folder / name).write_bytes(build(title, parts))
        print(f"{name} : {(folder / name).stat().st_size} octets")


if __name__ == "__main__":
    main()
