"""Choosing the day a document reads the file as of: today, or the file as it was known at the end of a past day."""

from __future__ import annotations

import datetime as dt

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.dates import long_date, parse_date, short_date
from ppe_desktop.runtime import clock
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.widgets.line_edit import LineEdit
from ppe_desktop.ui.widgets.plain_label import PlainLabel

PAUSE_MS = 600
"""Pause in typing after which the day is taken for whole."""


class PastDay(QWidget):
    """A box to tick, then the day and what making a document as of that day means.

    Signals:
        changed: the day may be another one, or is no longer one.
        settled: what was chosen is to be looked at: the box was ticked off, or a day was typed to its end.
    """

    changed = Signal()
    settled = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.box = QCheckBox(self.tr("D’après le dossier tel qu’il était un jour passé"), self)
        self.day_label = PlainLabel(self.tr("Au soir du"), parent=self)
        self.line = LineEdit(self)
        self.reading = PlainLabel("", "muted", wrap=True, parent=self)
        self.note = PlainLabel(
            typeset(
                self.tr(
                    "Le document dit ce que cette base savait ce jour-là : ce qui a été ajouté ou corrigé depuis n’y est pas. Ce qui est "
                    "protégé aujourd’hui le reste. Il porte les deux dates, et le registre aussi."
                )
            ),
            "muted",
            wrap=True,
            parent=self,
        )
        self.line.setObjectName("as_of_line")
        self.line.setPlaceholderText(self.tr("jj/mm/aaaa"))
        self.line.setAccessibleName(self.box.text())
        self.line.setMaximumWidth(px(160))

        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE_MS)

        self._arrange()

        self._pause.timeout.connect(self.settled)
        self.box.toggled.connect(self._on_toggled)
        self.line.textEdited.connect(self._on_edited)
        self.line.editingFinished.connect(self._on_finished)
        self._show_parts()

    def day(self) -> dt.date | None:
        """Return the past day chosen; nothing when the document is made from the file of today, or the day is no past day."""
        return self._typed()[0] if self.box.isChecked() else None

    def is_complete(self) -> bool:
        """Tell whether the day is understood, or none is wanted."""
        return not self.box.isChecked() or self.day() is not None

    def _arrange(self) -> None:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(self.day_label)
        row.addWidget(self.line)
        row.addWidget(self.reading, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.box)
        column.addLayout(row)
        column.addWidget(self.note)

    def _typed(self) -> tuple[dt.date | None, str]:
        """Return the day, or why there is none, in French."""
        today = clock.today()
        try:
            day = parse_date(self.line.text(), today, past=True)
        except ValueError as error:
            return None, str(error)
        if day is not None and day >= today:
            return None, self.tr("Choisissez un jour passé.")
        return day, ""

    def _on_toggled(self, is_wanted: bool) -> None:
        self._show_parts()
        if is_wanted:
            self.line.setFocus()
        self.changed.emit()
        if self.is_complete():
            self.settled.emit()

    def _on_edited(self) -> None:
        day, why = self._typed()
        self.reading.setText(typeset(f"→ {long_date(day)}" if day else why))
        if day is not None:
            self._pause.start()
        else:
            self._pause.stop()
        self.changed.emit()

    def _on_finished(self) -> None:
        day = self.day()
        if day is not None:
            self.line.setText(short_date(day))
            if self._pause.isActive():
                self._pause.stop()
                self.settled.emit()

    def _show_parts(self) -> None:
        for widget in (self.day_label, self.line, self.reading, self.note):
            widget.setVisible(self.box.isChecked())
