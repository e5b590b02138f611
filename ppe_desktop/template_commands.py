"""The command that checks a Word template: no base is opened, the file is read in a process apart."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

from ppe_desktop.documents.template_report import Issue, TemplateReport
from ppe_desktop.documents.template_slots import template_slots
from ppe_desktop.documents.worker import RenderProcess
from ppe_desktop.domain.errors import InputError
from ppe_desktop.domain.prints import Produced

Say = Callable[[str], None]


def check_template(file: Path, kind: str, *, as_json: bool, say: Say) -> int:
    """Check a template and say every error; return 0 when it may be put in service, 1 otherwise.

    Args:
        file: the Word file.
        kind: key of the kind of document; nothing to take the one it fits best.
        as_json: one object, for a program, instead of lines.
        say: tells each line.

    Raises:
        PpeError: the file cannot be read, or could not be checked.
    """
    try:
        content = file.read_bytes()
    except OSError:
        raise InputError("Ce fichier n’existe pas ou ne peut pas être lu.") from None
    with RenderProcess() as renders:
        documents = [kind] if kind else list(dict.fromkeys(slot.document for slot in template_slots().values()))
        told = json.loads(renders.read("check-template", content, wanted=documents[0], among=documents))
    report = TemplateReport.of_plain(told)
    if as_json:
        say(json.dumps({"good": report.is_good, **report.as_plain()}, ensure_ascii=False, indent=2))
    else:
        for line in _lines(file, report, guessed=not kind):
            say(line)
    return 0 if report.is_good else 1


def _lines(file: Path, report: TemplateReport, *, guessed: bool) -> list[str]:
    title = Produced.label_of(report.document)
    lines = [f"{file.name} — {title}{' (reconnu à ses champs)' if guessed else ''}"]
    for issue in report.issues:
        lines += _told(issue)
    if report.demands:
        lines += ["", "Ce modèle demande :"]
        lines += [f"  {one.group or 'Aussi'} : {' ; '.join(one.names)}" for one in report.demands if one.names]
    if report.protected:
        lines += ["", f"Peuvent être protégés : {' ; '.join(report.protected)}"]
    count = len(report.errors)
    verdict = "Aucune erreur." if not count else f"{count} erreur{'s' if count > 1 else ''} à corriger."
    return [*lines, "", verdict]


def _told(issue: Issue) -> list[str]:
    mark = "ERREUR" if issue.is_error else "À regarder"
    lines = ["", f"{mark} — {issue.where}", f"  {issue.tag}" if issue.tag else "", f"  {issue.message}"]
    return [line for line in (*lines, f"  → {issue.advice}" if issue.advice else "") if line or line is lines[0]]
