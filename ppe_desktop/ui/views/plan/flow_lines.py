"""What an objective says when it is folded: where it stands, who agrees, what is done for it, what came of it."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.plan_objectives import (
    asked_opiners,
    asked_to_close,
    is_closed,
    is_told,
    opiner_called,
    opinion_words,
    opinions,
    said_in,
)
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.vocabulary import ActionState, Agreement, CollectionOutcome, ObjectiveState
from ppe_desktop.ui.theme import tone_icon
from ppe_desktop.ui.views.plan.sheet import SPEAKER_TONES, PlanSheet
from ppe_desktop.ui.views.plan.typography import colon, curly, quoted, uncapitalised

MOST_ACTIONS = 8
MOST_LETTERS = 600
"""Letters of an objective that its folded card shows; beyond, it is opened to be read."""
STATE_LOOKS = {
    ObjectiveState.OPEN.value: ("circle-dashed", "accent"),
    ObjectiveState.PARTLY.value: ("hourglass", "soon"),
    ObjectiveState.REACHED.value: ("check-circle", "done"),
    ObjectiveState.DROPPED.value: ("minus", "muted"),
}


class FlowLine(NamedTuple):
    """One line of the flow: its icon, the tone of the icon, the text, and how it is written ("strong", "body", "muted")."""

    icon: str
    tone: str
    text: str
    role: str = "body"


def objective_lines(sheet: PlanSheet, objective: Item, number: int) -> list[FlowLine]:
    """Return the flow of an objective, from its text to its result."""
    state_icon, tone = STATE_LOOKS.get(objective.state, ("circle", "muted"))
    state = curly(ObjectiveState.label_of(objective.state))
    if objective.closed_on:
        state = _tr("{state} le {day}").format(state=state, day=short_date(objective.closed_on))
    return [
        FlowLine(state_icon, tone, _tr("Objectif {number} · {state}").format(number=number, state=state), "muted"),
        FlowLine("target", "accent", excerpt(objective.text, MOST_LETTERS) or _tr("Objectif à écrire"), "strong"),
        *_opinion_lines(sheet, objective),
        *_action_lines(sheet.plan.actions(objective.id)),
        *_result_lines(sheet, objective),
    ]


def _opinion_lines(sheet: PlanSheet, objective: Item) -> list[FlowLine]:
    asked = asked_opiners(sheet.file, sheet.today)
    known = opinions(sheet.plan, objective.id, asked)
    told, missing = [], []
    for opiner in [*asked, *known]:
        opinion = known.get(opiner)
        called = opiner_called(sheet.file, opiner, sheet.today)
        if opinion is not None and (is_told(opinion) or opinion_words(sheet.plan, opinion)):
            told.append(_opinion_line(sheet, opinion, called))
        elif opiner not in known or not sheet.is_finished:
            missing.append(called)
    lines = list(dict.fromkeys(told))
    names = list(dict.fromkeys(missing))
    if names and not sheet.is_finished and not is_closed(objective):
        lines.append(FlowLine("message-circle", "soon", colon(_tr("Avis à demander"), " ; ".join(names)), "muted"))
    return lines


def _opinion_line(sheet: PlanSheet, opinion: Item, called: str) -> FlowLine:
    tone = SPEAKER_TONES.get(opinion.speaker, "other")
    said = uncapitalised(curly(Agreement.label_of(opinion.agreement))) if is_told(opinion) else ""
    words = opinion_words(sheet.plan, opinion)
    parts = [part for part in (said, quoted(excerpt(words, 140)) if words else "") if part]
    return FlowLine(tone_icon(tone), tone, colon(called, ", ".join(parts)))


def _action_lines(actions: list[Item]) -> list[FlowLine]:
    lines = []
    for action in actions[:MOST_ACTIONS]:
        due = _tr("pour le {day}").format(day=short_date(action.due_on)) if action.due_on else ""
        state = uncapitalised(curly(ActionState.label_of(action.state)))
        about = ", ".join(part for part in (action.actors, due, state) if part)
        text = excerpt(action.text, 140) or _tr("Action à écrire")
        is_done = action.state == ActionState.DONE
        lines.append(
            FlowLine("check" if is_done else "arrow-right", "done" if is_done else "muted", f"{text} ({about})")
        )
    left = len(actions) - MOST_ACTIONS
    if left > 0:
        lines.append(FlowLine("more-horizontal", "muted", _tr("et {count} autres actions").format(count=left), "muted"))
    return lines


def _result_lines(sheet: PlanSheet, objective: Item) -> list[FlowLine]:
    lines = []
    if objective.result.strip():
        lines.append(FlowLine("star", "done", colon(_tr("Résultat"), excerpt(objective.result, 240))))
    words = sheet.plan.items.one("statement", objective.closing_words_id)
    if words is not None:
        tone = SPEAKER_TONES.get(words.speaker, "other")
        lines.append(
            FlowLine("quote", tone, colon(sheet.speaker_name(words.speaker, words.person_id), closing_said(words)))
        )
    asked = asked_to_close(sheet.plan, objective)
    if asked and not sheet.is_finished:
        lines.append(FlowLine("help", "soon", colon(_tr("À demander"), ", ".join(asked)), "muted"))
    return lines


def closing_said(statement: Item) -> str:
    """Return what is said of a result: the words, or why there are none."""
    said = said_in(statement)
    if statement.outcome == CollectionOutcome.COLLECTED and statement.speaker in SPEAKER_TONES and said:
        return quoted(excerpt(said, 240))
    label = curly(CollectionOutcome.label_of(statement.outcome))
    return colon(label, excerpt(said, 240)) if said and statement.outcome != CollectionOutcome.COLLECTED else label


def _tr(text: str) -> str:
    return QCoreApplication.translate("PlanView", text)
