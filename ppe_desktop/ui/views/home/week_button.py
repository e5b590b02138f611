"""« Ma semaine »: the button that prints the week on a page, or keeps it as a PDF or in Word; full names, or initials only."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from ppe_desktop.domain.errors import OutputError
from ppe_desktop.services.home import Home
from ppe_desktop.ui.printing.preview import ask_pdf, ask_word, preview_print
from ppe_desktop.ui.widgets.buttons import SecondaryButton

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from ppe_desktop.ui.views.home.week_paper import Week


class WeekButton(SecondaryButton):
    """Prints the week.

    Signals:
        error_raised: a :class:`PpeError` to show.
        saved: the page was written in clear; carries its path.
        word_requested: the first screen, where to write it in Word, and whether only initials are told.
    """

    error_raised = Signal(object)
    saved = Signal(object)
    word_requested = Signal(object, object, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "printer", parent)
        self.setText(self.tr("Ma semaine"))
        self.setToolTip(self.tr("Imprimer la semaine sur une page"))
        self._home: Home | None = None
        self.week_menu = QMenu(self)
        self.week_menu.setObjectName("week_menu")
        self.preview_action = self.week_menu.addAction(self.tr("Aperçu et impression…"))
        self.pdf_action = self.week_menu.addAction(self.tr("Enregistrer en PDF…"))
        self.word_action = self.week_menu.addAction(self.tr("Enregistrer en Word…"))
        self.week_menu.addSeparator()
        self.initials_action = self.week_menu.addAction(self.tr("Initiales seulement"))
        self.initials_action.setCheckable(True)
        self.print_shortcut = QShortcut(QKeySequence("Ctrl+P"), parent or self, self.preview)
        self.print_shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

        self.clicked.connect(self._on_clicked)
        self.preview_action.triggered.connect(self.preview)
        self.pdf_action.triggered.connect(self._on_pdf)
        self.word_action.triggered.connect(self._on_word)

    def show_home(self, home: Home) -> None:
        """Take what is to be printed."""
        self._home = home
        self.setEnabled(not home.is_empty)

    def preview(self) -> None:
        """Show the page as it would print."""
        week = self._week()
        if week is None:
            return
        preview_print(self, "week_preview", self.tr("Ma semaine"), partial(_paint, week))

    def save_pdf(self, path: Path) -> None:
        """Write the page as a PDF.

        Raises:
            OutputError: the file cannot be written there.
        """
        week = self._week()
        if week is not None:
            from ppe_desktop.ui.views.home.week_paper import write_pdf

            write_pdf(week, path)
            self.saved.emit(path)

    def _week(self) -> Week | None:
        if self._home is None or self._home.is_empty:
            return None
        from ppe_desktop.ui.views.home.week_paper import Week

        return Week(self._home, initials_only=self.initials_action.isChecked())

    def _on_clicked(self) -> None:
        self.week_menu.popup(self.mapToGlobal(QPoint(0, self.height())))

    def _on_pdf(self) -> None:
        if self._home is None:
            return
        name = self.tr("semaine_{day}.pdf").format(day=self._home.week[0].isoformat())
        ask_pdf(self, self.tr("Enregistrer la page"), name, self._on_pdf_chosen, "week_pdf_dialog")

    def _on_word(self) -> None:
        if self._home is None:
            return
        name = self.tr("semaine_{day}.docx").format(day=self._home.week[0].isoformat())
        ask_word(self, self.tr("Enregistrer la semaine en Word"), name, self._on_word_chosen, "week_word_dialog")

    def _on_word_chosen(self, path: Path) -> None:
        if self._home is not None:
            self.word_requested.emit(self._home, path, self.initials_action.isChecked())

    def _on_pdf_chosen(self, path: Path) -> None:
        try:
            self.save_pdf(path)
        except OutputError as error:
            self.error_raised.emit(error)


def _paint(week: Week, printer: QPrinter) -> None:
    from ppe_desktop.ui.views.home.week_paper import print_week

    print_week(printer, week)
