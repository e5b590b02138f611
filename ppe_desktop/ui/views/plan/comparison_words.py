"""What a comparison says in French: the fates, the titles, who said what."""

from __future__ import annotations

from collections import Counter

from PySide6.QtCore import QCoreApplication

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import long_date, short_date
from ppe_desktop.domain.names import person_name
from ppe_desktop.domain.plan_comparison import ActionChange, Comparison, Fate, ObjectiveChange
from ppe_desktop.domain.plan_objectives import Opiner, is_closed, opiner_called, said_in
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.vocabulary import (
    Agreement,
    CollectionOutcome,
    ObjectiveState,
    PlanStatus,
    RecipientKind,
    Speaker,
)
from ppe_desktop.services.objectives import Compared
from ppe_desktop.ui.views.plan.flow_lines import closing_said
from ppe_desktop.ui.views.plan.typography import colon, curly, quoted, uncapitalised

LOOKS = {
    Fate.REACHED: ("check-circle", "done", "Atteint", "atteint", "atteints"),
    Fate.KEPT: ("arrow-right", "accent", "Gardé", "gardé", "gardés"),
    Fate.CHANGED: ("pencil", "info", "Modifié", "modifié", "modifiés"),
    Fate.NEW: ("plus", "soon", "Nouveau", "nouveau", "nouveaux"),
    Fate.DROPPED: ("minus", "late", "Abandonné", "abandonné", "abandonnés"),
    Fate.SETTLED: ("check", "muted", "Déjà clos", "déjà clos", "déjà clos"),
}
"""Icon, tone and words of each fate: as a badge, then counted."""

ACTION_WORDS = {
    Fate.REACHED: "Action faite",
    Fate.CHANGED: "Action modifiée",
    Fate.NEW: "Nouvelle action",
    Fate.DROPPED: "Action retirée",
    Fate.SETTLED: "Action déjà faite",
}


def version_title(plan: Item) -> str:
    """Return "Version 2, établie le 12 mars 2026", or that it is in preparation."""
    title = _tr("Version {number}").format(number=plan.version)
    if plan.status != PlanStatus.FINISHED:
        return _tr("{title}, en préparation").format(title=title)
    day = long_date(plan.established_on)
    return _tr("{title}, établie le {day}").format(title=title, day=day) if day else title


def version_label(plan: Item) -> str:
    """Return "Version 2 (12/03/2026)", short enough for a list."""
    if plan.status != PlanStatus.FINISHED:
        return _tr("Version {number} (en préparation)").format(number=plan.version)
    day = short_date(plan.established_on)
    title = _tr("Version {number}").format(number=plan.version)
    return f"{title} ({day})" if day else title


def counted(counts: Counter[Fate]) -> str:
    """Return "1 atteint, 2 gardés, 1 nouveau"."""
    parts = [f"{counts[fate]} {LOOKS[fate][3 if counts[fate] == 1 else 4]}" for fate in Fate if counts[fate]]
    return ", ".join(parts)


def summary(comparison: Comparison) -> str:
    """Return the whole comparison in a line."""
    if comparison.is_same:
        return _tr("Rien n’a changé entre ces deux versions.")
    objectives = counted(comparison.counts())
    return colon(_tr("Objectifs"), objectives) if objectives else _tr("Aucun objectif dans ces deux versions.")


def opinions_before(compared: Compared, change: ObjectiveChange) -> list[str]:
    """Return what each said of an objective in the earlier version: "Léa : d’accord, « … »"."""
    told = [one for one in change.opinions if one.before]
    return [_opinion(compared, one.opiner, one.before, one.words_before) for one in told]


def opinions_after(compared: Compared, change: ObjectiveChange) -> list[str]:
    """Return what each says of it in the later version.

    Whose opinion is to be asked for again is said to the service only: for another reader, it may be known and kept from him.
    """
    lines = []
    for one in change.opinions:
        is_asked = compared.recipient.kind is RecipientKind.FILE and one.before and not is_closed(change.shown)
        if one.after:
            lines.append(_opinion(compared, one.opiner, one.after, one.words_after))
        elif is_asked and change.after is not None:
            lines.append(colon(_called(compared, one.opiner), _tr("avis à demander de nouveau")))
    return lines


def _opinion(compared: Compared, opiner: Opiner, agreement: str, words: str) -> str:
    said = uncapitalised(curly(Agreement.label_of(agreement)))
    quote = quoted(excerpt(words, 240)) if words else ""
    return colon(_called(compared, opiner), ", ".join(part for part in (said, quote) if part))


def _called(compared: Compared, opiner: Opiner) -> str:
    return opiner_called(compared.file, opiner, compared.today)


def words_said(compared: Compared, statement: Item) -> tuple[str, str]:
    """Return words newly quoted, and who said them when."""
    said = said_in(statement)
    is_said = statement.outcome == CollectionOutcome.COLLECTED and bool(statement.exact_words.strip())
    text = quoted(said) if is_said else said or curly(CollectionOutcome.label_of(statement.outcome))
    person = compared.file.person(statement.person_id)
    who = _called(compared, Opiner(statement.speaker))
    if person is not None and statement.speaker not in (Speaker.CHILD, Speaker.MOTHER, Speaker.FATHER):
        who = person_name(person, with_civility=True)
    return text, ", ".join(part for part in (who, long_date(statement.said_on)) if part)


def ending_said(compared: Compared, change: ObjectiveChange) -> list[str]:
    """Return the result of an objective and what the child said of it, line by line."""
    lines = []
    if change.result:
        is_dropped = change.shown.state == ObjectiveState.DROPPED
        lines.append(colon(_tr("Pourquoi") if is_dropped else _tr("Résultat"), change.result))
    if change.words is not None:
        lines.append(colon(_called(compared, change.words.speaker), closing_said(change.words)))
    if not lines and change.fate is Fate.DROPPED:
        lines.append(_tr("Ne figure plus dans le projet, sans résultat noté."))
    return lines


def state_moved(change: ObjectiveChange) -> str:
    """Return how the state of an objective that goes on moved: "En cours, puis partiellement atteint"."""
    before, after = change.before, change.after
    if before is None or after is None or before.state == after.state or change.fate is not Fate.CHANGED:
        return ""
    labels = [curly(ObjectiveState.label_of(one.state)) for one in (before, after)]
    return _tr("{before}, puis {after}").format(before=labels[0], after=uncapitalised(labels[1]))


def action_label(change: ActionChange) -> str:
    """Return what became of an action, as a label."""
    return _tr(ACTION_WORDS[change.fate])


def _tr(text: str) -> str:
    return QCoreApplication.translate("PlanComparison", text)
