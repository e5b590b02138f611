"""What is looked for in the journal: words, a period, natures."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from ppe_desktop.domain.dates import parse_date, short_date
from ppe_desktop.domain.journal import Search
from ppe_desktop.domain.vocabulary import JournalKind
from ppe_desktop.runtime import clock
from ppe_desktop.ui.theme import px, theme
from ppe_desktop.ui.views.casefile.journal.marks import look_of
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.chip import ChipButton
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.search_field import SearchField
from ppe_desktop.ui.widgets.styling import set_style_property

DAY_WIDTH = 116


class DayLine(QLineEdit):
    """A day of the period, as people type it.

    Signals:
        day_changed: another day, or none, is understood.
    """

    day_changed = Signal()

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.day: dt.date | None = None
        self.setAccessibleName(name)
        self.setPlaceholderText(self.tr("jj/mm/aaaa"))
        self._fit()

        theme().theme_changed.connect(self._fit)
        self.textChanged.connect(self._on_text_changed)
        self.editingFinished.connect(self._on_editing_finished)

    def _fit(self) -> None:
        self.setFixedWidth(px(DAY_WIDTH))

    def _on_text_changed(self, text: str) -> None:
        day, wrong = None, ""
        try:
            day = parse_date(text, clock.today(), past=True)
        except ValueError as error:
            wrong = str(error)
        set_style_property(self, "invalid", bool(wrong) and not self.hasFocus())
        self.setToolTip(wrong)
        if day != self.day:
            self.day = day
            self.day_changed.emit()

    def _on_editing_finished(self) -> None:
        if self.day is not None and self.text() != short_date(self.day):
            self.setText(short_date(self.day))
        set_style_property(self, "invalid", bool(self.toolTip()))


class FilterBar(QWidget):
    """The filters of the journal.

    Signals:
        changed: something else is looked for.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("journal_filters")
        self.words_field = SearchField(self.tr("Chercher dans le journal"), self)
        self.since_line = DayLine(self.tr("Du"), self)
        self.until_line = DayLine(self.tr("au"), self)
        self.kinds_row = QWidget(self)
        self._flow = FlowLayout(self.kinds_row, 6)
        self.chips: dict[str, ChipButton] = {}
        self.statements_chip = ChipButton(
            self.tr("Montrer aussi les paroles"), "child", "quote", checkable=True, parent=self.kinds_row
        )
        self.count_label = PlainLabel("", "muted", parent=self)
        self.reset_button = QuietButton(self.tr("Tout montrer"), "x", self)
        self._is_resetting = False

        self._lay_out()

        self.words_field.textChanged.connect(self._on_changed)
        self.since_line.day_changed.connect(self._on_changed)
        self.until_line.day_changed.connect(self._on_changed)
        self.statements_chip.toggled.connect(self._on_changed)
        self.reset_button.clicked.connect(self.reset)
        self.show_count(0, 0)

    def _lay_out(self) -> None:
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.words_field, 1)
        for label, field in ((self.tr("du"), self.since_line), (self.tr("au"), self.until_line)):
            line.addWidget(PlainLabel(label, "muted", parent=self))
            line.addWidget(field)
        foot = QHBoxLayout()
        foot.addWidget(self.count_label)
        foot.addWidget(self.reset_button)
        foot.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(line)
        column.addWidget(self.kinds_row)
        column.addLayout(foot)
        self._flow.addWidget(self.statements_chip)

    def search(self) -> Search:
        """Return what is looked for."""
        kinds = frozenset(code for code, chip in self.chips.items() if chip.isChecked())
        return Search(kinds, self.since_line.day, self.until_line.day, self.words_field.text().strip())

    def wants_statements(self) -> bool:
        """Tell whether the words said are shown among the entries."""
        return self.statements_chip.isChecked()

    def offer_kinds(self, kinds: set[str]) -> None:
        """Offer the natures that this journal holds, in the order of the list; one in force stays."""
        known = [member.value for member in JournalKind]
        wanted = sorted(
            kinds | {code for code, chip in self.chips.items() if chip.isChecked()},
            key=lambda code: (known.index(code) if code in known else len(known), code),
        )
        if wanted == list(self.chips):
            return
        chosen = {code for code, chip in self.chips.items() if chip.isChecked()}
        for chip in self.chips.values():
            self._flow.removeWidget(chip)
            chip.deleteLater()
        self._flow.removeWidget(self.statements_chip)
        self.chips = {code: self._chip(code, is_on=code in chosen) for code in wanted}
        self._flow.addWidget(self.statements_chip)
        self._flow.invalidate()

    def _chip(self, code: str, *, is_on: bool) -> ChipButton:
        tone, icon_name = look_of(code)
        chip = ChipButton(JournalKind.label_of(code), tone, icon_name, checkable=True, parent=self.kinds_row)
        chip.setObjectName("kind_chip")
        chip.setChecked(is_on)
        chip.toggled.connect(self._on_changed)
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def show_count(self, shown: int, total: int) -> None:
        """Say how many entries are shown when some are not."""
        is_filtered = not self.search().is_empty()
        self.count_label.setText(self.tr("{shown} sur {total}").format(shown=_entries(shown), total=total))
        self.count_label.setVisible(is_filtered)
        self.reset_button.setVisible(is_filtered)

    def reset(self) -> None:
        """Look for nothing in particular."""
        self._is_resetting = True
        self.words_field.clear()
        self.since_line.clear()
        self.until_line.clear()
        for chip in self.chips.values():
            chip.setChecked(False)
        self._is_resetting = False
        self.changed.emit()

    def _on_changed(self) -> None:
        if not self._is_resetting:
            self.changed.emit()


def _entries(number: int) -> str:
    return f"{number}\N{NO-BREAK SPACE}entrée{'s' if number > 1 else ''}"
