"""The sheet to take away: the young person's words first, the rights told, the steps, the papers left, and whom to call."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QCoreApplication, QSizeF
from PySide6.QtGui import QFont, QTextDocument

from ppe_desktop.domain.autonomy import (
    PLAN_SECTIONS,
    RIGHTS,
    Step,
    papers_of,
    plan_in_force,
    rights_for,
    rights_told,
    steps_of,
    topics_of,
)
from ppe_desktop.domain.casefile import CaseFile, Item, PlanFile
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.missing import is_withheld
from ppe_desktop.domain.names import first_name_of, person_name
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.domain.texts import group_phone, plain
from ppe_desktop.domain.vocabulary import PaperKind, PaperState, RecipientKind, RightState
from ppe_desktop.domain.withholding import NOTHING, withhold
from ppe_desktop.ui.theme.fonts import FAMILY
from ppe_desktop.ui.views.casefile.journal.printing import FOOT, PAGE, SIDE, TOP, keep_with_next

# Every text has a colour of its own: without one it would print in that of the theme, white in the dark.
_STYLE = """
h1, h2, p, td, li { color: #000000; }
h1 { font-size: 25px; font-weight: 700; margin-top: 0px; margin-bottom: 2px; }
h2 { font-size: 16px; font-weight: 700; margin-top: 12px; margin-bottom: 3px; }
p { font-size: 13px; margin-top: 0px; margin-bottom: 3px; }
p.about { color: #444444; margin-bottom: 6px; }
p.theme { font-size: 12px; color: #444444; margin-top: 4px; margin-bottom: 0px; }
p.words { font-size: 15px; margin-left: 14px; margin-bottom: 1px; }
p.detail { font-size: 12px; color: #444444; margin-left: 14px; margin-bottom: 3px; }
p.call { font-size: 15px; }
"""


_TAKEN_AWAY = ("income", "expenses", "housing", "until_18", "until_21")
"""Sections of the plan on the sheet: neither what was judged of the situation nor the persons around."""
_YOUNG = Recipient(RecipientKind.CHILD)
Secrets = Sequence[str]
"""Folded texts that are kept from a parent."""


def sheet_document(file: CaseFile, interview: Item, today: dt.date) -> QTextDocument:
    """Return the sheet of an interview, addressed to the young person.

    What professionals wrote of the situation, the persons around and every address stay out of it; of what they planned, the lines that
    hold what is protected from a parent too, since the sheet lies where a parent may read it.

    Args:
        file: the file of the young person.
        interview: the interview.
        today: day of the print.
    """
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    font = QFont(FAMILY)
    font.setPixelSize(14)
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    document.setPageSize(QSizeF(PAGE.width() - 2 * SIDE, PAGE.height() - TOP - FOOT))
    document.setDefaultStyleSheet(_STYLE)
    document.setHtml(_html(file, interview, today))
    title = _tr("{name}, ma feuille à emporter").format(name=first_name_of(file.child))
    document.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, title)
    keep_with_next(document)
    return document


def foot_of_sheet() -> str:
    """Return what the foot of each page says."""
    return _tr("Cette feuille est à vous. Gardez-la où vous voulez.")


def _html(file: CaseFile, interview: Item, today: dt.date) -> str:
    shown = withhold(file, PlanFile(file.child, NOTHING), _YOUNG)
    secrets = [folded for secret in shown.secrets if (folded := plain(secret))]
    parts = (
        _head(file, interview, today),
        _words(file, interview),
        _steps(file, interview, secrets),
        _plan(shown.file, secrets),
        _support(file, interview, secrets),
        _papers(file, secrets),
        _rights(file, interview),
        _call(file, interview),
    )
    return "".join(parts)


def _head(file: CaseFile, interview: Item, today: dt.date) -> str:
    day = interview.held_on or interview.begun_on or today
    about = _tr("Ce que nous avons dit ensemble, entretien du {day}.").format(day=long_date(day))
    return f"<h1>{escape(first_name_of(file.child))}</h1><p class='about'>{escape(about)}</p>"


def _words(file: CaseFile, interview: Item) -> str:
    said = [
        (theme.label, one.own_words) for theme, one in topics_of(file, interview.id).items() if one.own_words.strip()
    ]
    html = "".join(f"<p class='theme'>{escape(theme)}</p>{_quoted(words)}" for theme, words in said)
    for title, text in ((_tr("Vos souhaits"), interview.wishes), (_tr("Vos points d’appui"), interview.strengths)):
        if text.strip():
            html += f"<p class='theme'>{escape(title)}</p>{_paragraphs(text, 'words')}"
    return _part(_tr("Vos mots"), html)


def _steps(file: CaseFile, interview: Item, secrets: Secrets) -> str:
    steps = steps_of(topics_of(file, interview.id))
    return _part(_tr("Vos étapes"), "".join(_step(one, secrets) for one in steps))


def _step(step: Step, secrets: Secrets) -> str:
    goal, steps, helper = (_untelling(text, secrets) for text in (step.goal, step.steps, step.who))
    html = f"<p><b>{escape(step.theme.label)}</b></p>{_paragraphs(goal, 'words')}{_paragraphs(steps, 'detail')}"
    who = _tr("avec\u00a0: {who}").format(who=helper) if helper else ""
    when = _tr("pour le {day}").format(day=long_date(step.due_on)) if step.due_on else ""
    told = ", ".join(part for part in (who, when) if part)
    return html + (f"<p class='detail'>{escape(told[:1].upper() + told[1:])}.</p>" if told else "")


def _plan(file: CaseFile, secrets: Secrets) -> str:
    """Return what the plan says of money, housing and days; what is still to be written, or is kept from the sheet, is left out."""
    plan = plan_in_force(file)
    texts = {name: _untelling(str(plan.values[name]), secrets) for name in _TAKEN_AWAY} if plan is not None else {}
    parts = (
        f"<p class='theme'>{escape(PLAN_SECTIONS[name][:1].upper() + PLAN_SECTIONS[name][1:])}</p>{_paragraphs(text, 'detail')}"
        for name, text in texts.items()
        if text.strip()
    )
    return _part(_tr("Votre projet"), "".join(parts))


def _untelling(text: str, secrets: Secrets) -> str:
    """Return a text without the lines that hold what is kept from a parent."""
    kept = (line for line in text.split("\n") if not is_withheld(line))
    return "\n".join(line for line in kept if not any(secret in plain(line) for secret in secrets))


def _support(file: CaseFile, interview: Item, secrets: Secrets) -> str:
    html = _paragraphs(_untelling(interview.support_planned, secrets), "detail")
    for contract in file.of("young_adult_contract"):
        asked = _tr("demandé le {day}").format(day=long_date(contract.requested_on)) if contract.requested_on else ""
        is_decided = contract.decision not in ("", RightState.TO_ASK, RightState.ASKED, RightState.UNKNOWN)
        decided = RightState.label_of(contract.decision).lower() if is_decided else ""
        if decided and contract.decided_on:
            decided = _tr("{decided} le {day}").format(decided=decided, day=long_date(contract.decided_on))
        told = ", ".join(part for part in (asked, decided) if part)
        if told:
            html += f"<p>{escape(_tr('Accompagnement jeune majeur'))}\u00a0: {escape(told)}.</p>"
        html += _paragraphs(_untelling(contract.content, secrets), "detail")
    return _part(_tr("Après vos 18 ans"), html)


def _papers(file: CaseFile, secrets: Secrets) -> str:
    left = [line for line in papers_of(file) if line.is_left]
    told = [line for line in left if line.state != PaperState.UNKNOWN]
    html = ""
    for line in told:
        who = _untelling(line.item.who, secrets) if line.item is not None else ""
        state = PaperState.label_of(line.state).lower()
        said = f"{PaperKind.label_of(line.kind)}\u00a0: {state}" + (f", {who}" if who else "")
        html += f"<p>☐ {escape(said)}</p>"
    unknown = [PaperKind.label_of(line.kind) for line in left if line.state == PaperState.UNKNOWN]
    if unknown:
        named = ", ".join(name[:1].lower() + name[1:] for name in unknown)
        html += f"<p class='detail'>{escape(_tr('À vérifier ensemble'))}\u00a0: {escape(named)}.</p>"
    return _part(_tr("Les papiers qui restent"), html)


def _rights(file: CaseFile, interview: Item) -> str:
    told = rights_told(file, interview.id)
    html = ""
    for right in rights_for(file.child):
        one = told.get(right.value)
        if one is not None and one.told_on:
            html += f"<p><b>{escape(right.label)}</b><br>{escape(RIGHTS[right].words)}</p>"
    return _part(_tr("Les droits que nous avons vus"), html)


def _call(file: CaseFile, interview: Item) -> str:
    profile, html = file.profile, ""
    if profile is not None:
        who = ", ".join(part for part in (person_name(profile), profile.function, profile.service) if part)
        reach = " · ".join(
            part for part in (group_phone(profile.phone) if profile.phone else "", profile.email) if part
        )
        html = f"<p class='call'><b>{escape(who)}</b>" + (f"<br>{escape(reach)}" if reach else "") + "</p>"
    if interview.next_on:
        html += f"<p>{escape(_tr('Nous nous revoyons le {day}.').format(day=long_date(interview.next_on)))}</p>"
    return _part(_tr("Qui appeler"), html)


def _part(title: str, html: str) -> str:
    return f"<h2>{escape(title)}</h2>{html}" if html else ""


def _quoted(words: str) -> str:
    """Return exact words between French quotation marks, nothing changed in them."""
    return _paragraphs(f"«\u00a0{words.strip()}\u00a0»", "words")


def _paragraphs(text: str, style: str) -> str:
    return "".join(f"<p class='{style}'>{escape(line)}</p>" for line in text.split("\n") if line.strip())


def _tr(text: str) -> str:
    return QCoreApplication.translate("AutonomySheet", text)
