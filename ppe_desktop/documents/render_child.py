"""What runs in the rendering process: it receives a file and values, answers with a document, and knows nothing else.

It imports neither the base nor the screen. Its memory and processor time are capped before it reads anything.
"""

from __future__ import annotations

import contextlib
import importlib
import json
import signal
from typing import Any

from ppe_desktop.documents.messages import Failure, Pipe, receive_request, send_answer
from ppe_desktop.documents.page_html import page_html
from ppe_desktop.documents.renderer import Renderer
from ppe_desktop.domain.errors import DefectError, PpeError, RenderError
from ppe_desktop.runtime import limits

MEMORY = 1024**3


def serve(pipe: Pipe) -> None:
    """Answer requests until the other side closes.

    Args:
        pipe: the child's end.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    limits.forbid_core_file()
    limits.cap_memory(MEMORY)
    renderer = Renderer()
    with contextlib.suppress(EOFError, OSError):
        while True:
            _serve_one(pipe, renderer)


def _serve_one(pipe: Pipe, renderer: Renderer) -> None:
    action, document, context, seconds = receive_request(pipe)
    limits.allow_processor_time(seconds)
    try:
        answer: bytes | Failure = _done(renderer, action, document, context)
    except PpeError as error:
        answer = Failure.of(error)
    except MemoryError:
        answer = Failure(
            RenderError.code, "Ce document demande trop de mémoire. Réduisez les textes ou les images du modèle.", ""
        )
    except Exception as error:  # noqa: BLE001 - the boundary of the process: the parent shows it, the values stay here
        answer = Failure(DefectError.code, "", type(error).__name__)
    send_answer(pipe, answer)


def _done(renderer: Renderer, action: str, document: bytes, context: dict[str, Any]) -> bytes:
    if action == "render":
        return renderer.render(document, context)
    if action == "check":
        renderer.compiled(document)
        return b""
    if action == "html":
        return page_html(document).encode("utf-8")
    if action in ("check-template", "annotate-template"):
        return _checked(action, document, context)
    if action in ("word", "pdf", "pdf-page", "pdf-find", "pdf-text"):
        return _read(action, document, context)
    if action == "picture":
        decoder = importlib.import_module("ppe_desktop.pictures.decoder")
        return bytes(decoder.decode(document, context["page"], context["longest"]))
    raise DefectError(detail=action)


def _checked(action: str, document: bytes, context: dict[str, Any]) -> bytes:
    """Check a template that comes from outside, or write what was found into a copy of it; loaded with the first one."""
    check = importlib.import_module("ppe_desktop.documents.template_check")
    if action == "check-template":
        among = context.get("among", [])
        wanted = check.guess_document(document, among) if len(among) > 1 else context["wanted"]
        return json.dumps(check.check_template(document, wanted).as_plain()).encode()
    notes = importlib.import_module("ppe_desktop.documents.template_notes")
    return bytes(notes.annotated(document, check.TemplateReport.of_plain(context["report"]).issues))


def _read(action: str, document: bytes, context: dict[str, Any]) -> bytes:
    """Show a document received from outside; what reads it is loaded with the first one."""
    if action == "word":
        return str(importlib.import_module("ppe_desktop.documents.word_page").received_page(document)).encode("utf-8")
    pages = importlib.import_module("ppe_desktop.documents.pdf_pages")
    if action == "pdf":
        return bytes(pages.describe(document))
    if action == "pdf-page":
        return bytes(pages.draw(document, context["page"], context["scale"]))
    if action == "pdf-text":
        return bytes(pages.read_text(document))
    return bytes(pages.find(document, context["words"]))
