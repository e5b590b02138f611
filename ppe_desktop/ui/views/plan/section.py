"""One heading of the plan on the page: number, title, state, what is missing, then its content."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QToolButton, QVBoxLayout, QWidget

from ppe_desktop.domain.plan_outline import Heading
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.views.plan.desk import PlanDesk
from ppe_desktop.ui.views.plan.facts_text import FACTS, FactLine
from ppe_desktop.ui.views.plan.sheet import PlanSheet
from ppe_desktop.ui.views.plan.states import look_of, state_sentence
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel

LABEL_WIDTH = 168


class PlanSection(QWidget):
    """A heading of the plan; kinds of heading add their content to ``body``.

    Signals:
        fact_requested: section of the file that the person wants to complete.
    """

    fact_requested = Signal(str)

    def __init__(self, heading: Heading, desk: PlanDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.key, self.desk = heading.key, desk
        self.setObjectName(f"section_{heading.key}")
        self.number = PlainLabel(str(heading.number), "heading", parent=self)
        self.number.set_tone("accent")
        self.number.setFixedWidth(px(36))
        self.title = PlainLabel(heading.title, "heading", wrap=True, parent=self)
        self.title.setToolTip(heading.basis)
        self.state_mark = IconMark("circle", "neutral", 16, self)
        self.state_label = PlainLabel("", "small", wrap=True, parent=self)

        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 24, 0, 0)
        self.body.setSpacing(12)
        self.body.addLayout(self._head())

    def _head(self) -> QGridLayout:
        head = QGridLayout()
        head.setHorizontalSpacing(0)
        head.setVerticalSpacing(4)
        head.setColumnStretch(1, 1)
        head.addWidget(self.number, 0, 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self.title, 0, 1)
        state = QHBoxLayout()
        state.setSpacing(6)
        state.addWidget(self.state_mark, 0, Qt.AlignmentFlag.AlignTop)
        state.addWidget(self.state_label, 1)
        head.addLayout(state, 1, 1)
        return head

    def show_heading(self, heading: Heading) -> None:
        """Show where the heading stands."""
        look = look_of(heading)
        self.state_mark.set_icon(look.icon, look.tone)
        self.state_label.setText(state_sentence(heading))
        self.state_label.set_tone(look.tone if look.tone != "muted" else "neutral")

    def show_sheet(self, sheet: PlanSheet) -> None:
        """Show the content; what is being typed is left alone."""

    def first_field(self) -> QWidget | None:
        """Return what takes the keyboard when one comes here: never a small button, which could be the one that removes."""
        return next((field for field in fields_of(self) if not isinstance(field, QToolButton)), None)


class FactsSection(PlanSection):
    """A heading that the file already fills: lines to read, and a way to complete them."""

    def __init__(self, heading: Heading, desk: PlanDesk, parent: QWidget | None = None) -> None:
        super().__init__(heading, desk, parent)
        self._read, self._target = FACTS[heading.key]
        self.facts = FactLines(self)
        self.complete_button = QuietButton(self.tr("Compléter dans le dossier"), "arrow-right", self)
        self.complete_button.setAccessibleName(
            self.tr("Compléter dans le dossier, {title}").format(title=heading.title)
        )

        self.body.addWidget(self.facts)
        self.body.addWidget(self.complete_button, 0, Qt.AlignmentFlag.AlignLeft)

        self.complete_button.clicked.connect(self._on_complete)

    def show_sheet(self, sheet: PlanSheet) -> None:
        """Show the facts of the file."""
        self.facts.show_lines(self._read(sheet.file, sheet.today))
        self.complete_button.setVisible(not sheet.is_finished)

    def _on_complete(self) -> None:
        self.fact_requested.emit(self._target)


class FactLines(QWidget):
    """Lines "label, value" to read."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[FactLine, ...] | None = None
        self.source = PlainLabel("", "muted", parent=self)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        self._grid.addWidget(self.source, 0, 0, 1, 2)

    def show_lines(self, lines: list[FactLine]) -> None:
        """Show these lines."""
        if self._shown == tuple(lines):
            return
        self._shown = tuple(lines)
        self._clear()
        self.source.setText(
            self.tr("Déjà dans le dossier") if lines else self.tr("Rien dans le dossier pour l’instant.")
        )
        for row, line in enumerate(lines, start=1):
            self._add_line(row, line)

    def text(self) -> str:
        """Return all the lines, for tests and screen readers."""
        return "\n".join(f"{line.label} {line.text}" for line in self._shown or ())

    def _add_line(self, row: int, line: FactLine) -> None:
        label = PlainLabel(line.label, "muted", wrap=True, parent=self)
        label.setFixedWidth(px(LABEL_WIDTH))
        label.setContentsMargins(0, px(2), 0, 0)
        self._grid.addWidget(label, row, 0, Qt.AlignmentFlag.AlignTop)
        value = QHBoxLayout()
        value.setSpacing(6)
        if line.is_protected:
            value.addWidget(IconMark("shield-alert", "late", 18, self), 0, Qt.AlignmentFlag.AlignTop)
        value.addWidget(PlainLabel(line.text, wrap=True, parent=self), 1)
        self._grid.addLayout(value, row, 1)

    def _clear(self) -> None:
        for child in self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly):
            if child is not self.source:
                child.hide()
                child.deleteLater()
        while self._grid.count() > 1:
            self._grid.takeAt(1)


def fields_of(widget: QWidget) -> list[QWidget]:
    """Return what takes the keyboard inside a widget, in the order in which it is read."""
    found = [child for child in widget.findChildren(QWidget) if _takes_keyboard(child)]
    return sorted(found, key=partial(_place_in, widget))


def _place_in(widget: QWidget, child: QWidget) -> tuple[int, int]:
    place = child.mapTo(widget, child.rect().topLeft())
    return place.y() + child.height() // 2, place.x()


def _takes_keyboard(widget: QWidget) -> bool:
    is_reached = bool(widget.focusPolicy() & Qt.FocusPolicy.TabFocus) and widget.focusProxy() is None
    return is_reached and widget.isVisible() and widget.isEnabled()
