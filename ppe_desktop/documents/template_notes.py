"""A copy of a template with a Word comment at each place where something is wrong."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from ppe_desktop.documents.template_report import Issue
from ppe_desktop.documents.template_tags import BODY, pieces
from ppe_desktop.domain.errors import RenderError

AUTHOR, INITIALS = "Vérification du modèle", "V"
_EMPTY = "Modèle vérifié"


def annotated(data: bytes, issues: tuple[Issue, ...]) -> bytes:
    """Return the template with a comment at each issue; those outside of the body, where Word allows none, are told at the top.

    Args:
        data: a template whose package was found safe.
        issues: what to say.

    Raises:
        RenderError: the copy cannot be made.
    """
    try:
        document = Document(io.BytesIO(data))
        paragraphs = [*document.element.body.iter(qn("w:p"))]
        for issue in issues:
            runs = _runs(paragraphs, issue) or _first_runs(document, paragraphs)
            document.add_comment(runs, _words(issue), AUTHOR, INITIALS)
        target = io.BytesIO()
        document.save(target)
    except (KeyError, ValueError, AttributeError, TypeError, IndexError) as error:
        raise RenderError("La copie annotée n’a pas pu être faite. La liste des erreurs reste à l’écran.") from error
    return target.getvalue()


def _words(issue: Issue) -> str:
    told = [f"{'À corriger' if issue.is_error else 'À regarder'}\N{NO-BREAK SPACE}: {issue.message}"]
    if issue.part != BODY or issue.paragraph < 0:
        told.insert(0, f"{issue.where}\N{NO-BREAK SPACE}: {issue.tag}".rstrip(" :\N{NO-BREAK SPACE}"))
    if issue.advice:
        told.append(f"Écrivez plutôt\N{NO-BREAK SPACE}: {issue.advice}" if "{" in issue.advice[:2] else issue.advice)
    return "\n".join(told)


def _runs(paragraphs: list[Any], issue: Issue) -> list[Run]:
    """Return the runs that hold what an issue is about; nothing when it is not in the body."""
    if issue.part != BODY or not 0 <= issue.paragraph < len(paragraphs):
        return []
    element = paragraphs[issue.paragraph]
    found, at = [], 0
    for piece, text in pieces(element):
        start, at = at, at + len(text)
        run: Any = piece.getparent()
        if start < issue.end and at > issue.start and run is not None and run.tag == qn("w:r"):
            found.append(_run(run, element))
    return found[:1] + found[-1:] if len(found) > 1 else found


def _first_runs(document: Any, paragraphs: list[Any]) -> list[Run]:
    """Return the first run of the body, made if there is none: where what has no place of its own is told."""
    for element in paragraphs:
        for run in element.iter(qn("w:r")):
            return [_run(run, element)]
    first = document.paragraphs[0].insert_paragraph_before() if document.paragraphs else document.add_paragraph()
    return [first.add_run(_EMPTY)]


def _run(element: Any, paragraph: Any) -> Run:
    holder: Any = None
    return Run(element, Paragraph(paragraph, holder))
