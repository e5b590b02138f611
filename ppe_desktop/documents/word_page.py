"""A Word document that came from outside, as a page to read: only what cannot act is shown."""

from __future__ import annotations

from xml.parsers.expat import ExpatError

from ppe_desktop.documents.package_gate import unpacked_parts
from ppe_desktop.documents.package_markup import is_xml, refuse_doctype
from ppe_desktop.documents.page_html import page_html
from ppe_desktop.domain.errors import RenderError, TemplateError


def received_page(docx: bytes) -> str:
    """Return a received Word document as inert HTML.

    A letter keeps the address of the template it was made from, or of a linked picture: a template of ours may not, a document to
    read may, since nothing goes and looks there.

    Raises:
        RenderError: the file is broken, too big, or not built as Word builds one.
    """
    try:
        for name, content in unpacked_parts(docx).items():
            if is_xml(name, content):
                refuse_doctype(name, content)
        return page_html(docx)
    except (TemplateError, ExpatError, KeyError, IndexError, AttributeError, TypeError, ValueError, OSError) as error:
        raise RenderError from error
