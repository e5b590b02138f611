"""Échéances: what is due for this child and why, what was done, and what answers it."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.deadlines import Deadline
from ppe_desktop.domain.deadlines.words import TONES, due_line
from ppe_desktop.domain.names import full_name
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.vocabulary import StepKind
from ppe_desktop.runtime import clock
from ppe_desktop.ui.dialogs.why_dialog import open_why
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.record_cards import CardsSpec
from ppe_desktop.ui.views.casefile.lists_section import ListsSection
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.chip import Chip
from ppe_desktop.ui.widgets.plain_label import PlainLabel

GESTURES = {
    "plan": ("plan", "Ouvrir le projet"),
    "health": ("health", "Ouvrir la santé"),
    "path": ("path", "Ouvrir le parcours"),
    "entourage": ("entourage", "Ouvrir l’entourage"),
}
"""Section where each action is done; the others are done on this page."""


class DeadlineLine(QWidget):
    """One deadline: what, when, why.

    Signals:
        why_requested: its explanation is wanted.
        section_requested: key of the section where it is done.
    """

    why_requested = Signal(object)
    section_requested = Signal(str)

    def __init__(self, deadline: Deadline, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.deadline = deadline
        today = clock.now().date()
        self.title_label = PlainLabel(deadline.rule.title, "body", wrap=True, parent=self)
        self.due_chip = Chip(due_line(deadline, today), TONES[deadline.status], parent=self)
        self.why_button = QuietButton(self.tr("Pourquoi\N{NO-BREAK SPACE}?"), parent=self)
        self.why_button.setAccessibleName(self.tr("Pourquoi cette date : {title}").format(title=deadline.rule.title))
        section, words = GESTURES.get(deadline.rule.action, ("", ""))
        self.go_button = QuietButton(self.tr(words), "arrow-right", self)
        self.go_button.setProperty("section", section)
        self.go_button.setVisible(bool(section) and deadline.status.is_open)

        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.due_chip)
        foot.addWidget(self.why_button)
        foot.addWidget(self.go_button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        column.addWidget(self.title_label)
        column.addLayout(foot)

        self.why_button.clicked.connect(self._on_why)
        self.go_button.clicked.connect(self._on_go)

    def _on_why(self) -> None:
        self.why_requested.emit(self.deadline)

    def _on_go(self) -> None:
        self.section_requested.emit(str(self.go_button.property("section")))


class DeadlinesSection(ListsSection):
    """The statutory deadlines of the child.

    Signals:
        section_requested: key of the section to open.
    """

    section_requested = Signal(str)

    def __init__(self, context: FileContext, parent: QWidget | None = None) -> None:
        super().__init__(context, context.tr("Échéances"), parent)
        self.open_card = self._card(self.tr("Ce qui est dû"))
        self.done_card = self._card(self.tr("Ce qui a été fait"))
        self.lines: list[DeadlineLine] = []
        self._to_show: tuple[str, str] | None = None
        self.add_block(
            CardsSpec(
                "situation_report",
                self.tr("Rapports de situation"),
                self.tr("Ajouter un rapport"),
                self.tr(
                    "Rédigé, porté à la connaissance des parents et de l’enfant, transmis au juge\N{NO-BREAK SPACE}: chaque date compte."
                ),
                _report,
            ),
            _of_kind("situation_report", "written_on"),
        )
        self.add_block(
            CardsSpec(
                "statutory_step",
                self.tr("Démarches et informations données"),
                self.tr("Ajouter une démarche"),
                self.tr("Personne de confiance, recensement, carte Vitale, entretien des 17 ans… avec leur date."),
                _step,
            ),
            _of_kind("statutory_step", "done_on"),
        )
        self.add_block(
            CardsSpec("deadline_waiver", self.tr("Échéances écartées"), "", "", _waiver),
            _of_kind("deadline_waiver", "waived_on"),
        ).cards.add_button.hide()
        self.finish_layout()

    def _card(self, title: str) -> Card:
        card = Card(self.column)
        card.body.addWidget(PlainLabel(title, "section", parent=card))
        self.body.addWidget(card)
        return card

    def show_file(self, file: CaseFile) -> None:
        """Judge the file again and show what comes out."""
        super().show_file(file)
        self.blocks["deadline_waiver"].setVisible(bool(file.of("deadline_waiver")))
        tasks = self.context.tasks
        tasks.ask(tasks.session.deadlines.of_child, file.child.id, then=partial(self._on_judged, file.child.id))

    def show_record(self, kind: str, record_id: str) -> None:
        """Open the card of a record once what is due stands above it, so that it stays in view."""
        self._to_show = (kind, record_id)
        if self.context.file is not None:
            self.show_file(self.context.file)

    def _on_judged(self, child_id: str, deadlines: tuple[Deadline, ...]) -> None:
        if self.context.file is None or self.context.file.child.id != child_id:
            return
        focused = next((line for line in self.lines if line.why_button.hasFocus() or line.go_button.hasFocus()), None)
        kept = (focused.deadline.rule.id, focused.deadline.key) if focused else None
        self.lines = []
        is_open = [one for one in deadlines if one.status.is_open]
        closed = sorted((one for one in deadlines if not one.status.is_open), key=_closed_on, reverse=True)
        self._refill(self.open_card, is_open, self.tr("Rien n’est dû à ce jour."))
        self._refill(self.done_card, closed, self.tr("Rien n’est encore noté."))
        for line in self.lines:
            if (line.deadline.rule.id, line.deadline.key) == kept:
                line.why_button.setFocus()
        QTimer.singleShot(0, self, self._show_wanted)  # once the lines have their places

    def _show_wanted(self) -> None:
        if self._to_show is not None:
            (kind, record_id), self._to_show = self._to_show, None
            super().show_record(kind, record_id)

    def _refill(self, card: Card, deadlines: list[Deadline], empty: str) -> None:
        while card.body.count() > 1:
            item = card.body.takeAt(1)
            widget = item.widget() if item else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        for deadline in deadlines:
            line = DeadlineLine(deadline, card)
            line.why_requested.connect(self._on_why)
            line.section_requested.connect(self.section_requested)
            self.lines.append(line)
            card.body.addWidget(line)
        if not deadlines:
            card.body.addWidget(PlainLabel(empty, "muted", wrap=True, parent=card), 0, Qt.AlignmentFlag.AlignLeft)

    def _on_why(self, deadline: Deadline) -> None:
        file = self.context.file
        if file is not None:
            open_why(
                self.context.tasks, file.child.id, full_name(file.child), deadline, self, self.context.changed.emit
            )


def _closed_on(deadline: Deadline) -> Any:
    return deadline.done_on or deadline.due_on or clock.now().date()


def _of_kind(kind: str, day: str) -> Any:
    def newest_first(file: CaseFile) -> list[Item]:
        return sorted(
            file.of(kind),
            key=lambda item: (item.values[day] is None, item.values[day] or clock.now().date()),
            reverse=True,
        )

    return newest_first


def _report(item: Item, _file: CaseFile) -> tuple[str, str]:
    day = short_date(item.written_on)
    steps = [
        f"porté à connaissance le {short_date(item.informed_on)}" if item.informed_on else "",
        f"transmis au juge le {short_date(item.sent_on)}" if item.sent_on else "",
    ]
    title = f"Rapport du {day}" if day else "Rapport de situation à dater"
    return title, " · ".join(step for step in steps if step)


def _step(item: Item, _file: CaseFile) -> tuple[str, str]:
    done = f"le {short_date(item.done_on)}" if item.done_on else "à faire"
    return StepKind.label_of(item.kind), f"{done} · {excerpt(item.remarks, 80)}" if item.remarks else done


def _waiver(item: Item, _file: CaseFile) -> tuple[str, str]:
    return f"Écartée le {short_date(item.waived_on)}", excerpt(item.reason, 120)
