"""The frieze with its gestures, its list, what is pointed out and what is still to be dated."""

from __future__ import annotations

from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.prints import Produced
from ppe_desktop.domain.timeline import Timeline
from ppe_desktop.runtime import clock
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.printing.preview import PDF, ask_pdf, preview_print
from ppe_desktop.ui.tasks import Then
from ppe_desktop.ui.views.casefile.leaving import enter_print, form_of, write_print
from ppe_desktop.ui.views.casefile.timeline import paper
from ppe_desktop.ui.views.casefile.timeline.event_list import EventList
from ppe_desktop.ui.views.casefile.timeline.frieze import Frieze
from ppe_desktop.ui.views.casefile.timeline.remarks import Remarks, notice_lines, undated_lines
from ppe_desktop.ui.widgets.arranging import arranged_once
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import SecondaryButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from ppe_desktop.services.register import Written
    from ppe_desktop.services.timeline import PaperTimeline


class TimelinePanel(QWidget):
    """The path of the child of an open file.

    Signals:
        target_requested: section, kind and identifier of the record to open.
        shown: the path was read and drawn, as far as it could be read.
    """

    target_requested = Signal(str, str, str)
    shown = Signal()

    def __init__(self, context: FileContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._context = context
        self._child_id = ""
        self.timeline: Timeline | None = None
        self.tools = QWidget(self)
        self.in_button = SecondaryButton(self.tr("Agrandir"), "plus", self.tools)
        self.out_button = SecondaryButton(self.tr("Réduire"), "minus", self.tools)
        self.all_button = SecondaryButton(self.tr("Tout voir"), "maximize", self.tools)
        self.list_button = SecondaryButton(self.tr("Voir en liste"), "list-checks", self.tools)
        self.print_button = SecondaryButton(self.tr("Imprimer"), "printer", self.tools)
        self.pdf_button = SecondaryButton(self.tr("PDF"), "download", self.tools)
        self.banner = Banner(tone="soon", parent=self)
        self.card = Card(self)
        self.frieze = Frieze(self.card)
        self.help_label = PlainLabel("", "small", wrap=True, parent=self)
        self.empty_label = PlainLabel(
            self.tr("La frise se dessine dès qu’une mesure, un lieu ou un événement porte une date."),
            "muted",
            wrap=True,
            parent=self,
        )
        self.notices = Remarks("notices", self)
        self.undated = Remarks("undated", self)

        self._arrange()
        self._connect()
        self.list_button.setCheckable(True)
        for widget in (self.banner, self.empty_label, self.notices, self.undated):
            widget.hide()
        self._show_as_list(False)

    @cached_property
    def event_list(self) -> EventList:
        """The same events as lines; made the first time it is asked for."""
        made = EventList(self.card)
        self.card.body.addWidget(made)
        made.target_requested.connect(self.target_requested)
        return made

    def show_child(self, child_id: str) -> None:
        """Read the path again and show it."""
        self._child_id = child_id
        tasks, file = self._context.tasks, self._context.file
        known = file if file is not None and file.child.id == child_id else None
        read = tasks.session.timeline.read
        tasks.ask(read, child_id, known, then=self._on_read, failed=self._on_unread)

    def save_pdf(self, path: Path) -> None:
        """Write the page as a PDF, and warn that it leaves the encrypted base."""
        self._ask_paper(partial(self._write, path))

    def _arrange(self) -> None:
        row = FlowLayout(self.tools)
        for button in (
            self.in_button, self.out_button, self.all_button, self.list_button, self.print_button, self.pdf_button,
        ):  # fmt: skip
            row.addWidget(button)
        self.card.body.setContentsMargins(4, 6, 4, 6)
        self.card.body.addWidget(self.frieze)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        for widget in (
            self.tools, self.banner, self.empty_label, self.card, self.help_label, self.notices, self.undated,
        ):  # fmt: skip
            column.addWidget(widget)

    def _connect(self) -> None:
        self.in_button.clicked.connect(self.frieze.zoom_in)
        self.out_button.clicked.connect(self.frieze.zoom_out)
        self.all_button.clicked.connect(self.frieze.show_all)
        self.list_button.toggled.connect(self._show_as_list)
        self.print_button.clicked.connect(self._on_print)
        self.pdf_button.clicked.connect(self._on_pdf)
        for source in (self.frieze, self.notices, self.undated):
            source.target_requested.connect(self.target_requested)

    def _on_read(self, timeline: Timeline) -> None:
        self.timeline = timeline
        with arranged_once(self):
            self._show(timeline)
        self.shown.emit()

    def _on_unread(self, error: PpeError) -> None:
        self._context.error_raised.emit(error)
        self.shown.emit()

    def _show(self, timeline: Timeline) -> None:
        is_drawn = bool(timeline.lanes)
        self.empty_label.setVisible(not is_drawn)
        for widget in (self.card, self.tools, self.help_label):
            widget.setVisible(is_drawn)
        self.frieze.show_timeline(timeline)
        self.card.body.activate()  # what stands below must know the height of the drawing now
        if self.list_button.isChecked():
            self.event_list.show_timeline(timeline)
        notices, undated = notice_lines(timeline), undated_lines(timeline)
        self.notices.show_lines(_counted(len(notices), self.tr("À vérifier dans les dates")), notices)
        self.undated.show_lines(_counted(len(undated), self.tr("À dater")), undated)

    def _show_as_list(self, is_list: bool) -> None:
        """Show the list instead of the drawing; the list is what screen readers read."""
        if is_list and self.timeline is not None:
            self.event_list.show_timeline(self.timeline)
        if is_list or "event_list" in self.__dict__:
            self.event_list.setVisible(is_list)
        self.frieze.setVisible(not is_list)
        for button in (self.in_button, self.out_button, self.all_button):
            button.setEnabled(not is_list)
        self.list_button.setText(self.tr("Voir la frise") if is_list else self.tr("Voir en liste"))
        drawn = self.tr(
            "Glisser : se déplacer. Ctrl et molette : agrandir. Au clavier : flèches, + et −, 0 pour tout voir ; Maj et flèches vont "
            "d’un événement à l’autre, Entrée l’ouvre."
        )
        listed = self.tr("Flèches : aller d’une ligne à l’autre. Entrée ou clic : ouvrir.")
        self.help_label.setText((listed if is_list else drawn).replace(" :", "\u00a0:").replace(" ;", "\u00a0;"))

    def _ask_paper(self, then: Then) -> None:
        tasks = self._context.tasks
        tasks.ask(tasks.session.timeline.for_paper, self._child_id, then=then, failed=self._context.error_raised.emit)

    def _write(self, path: Path, made: PaperTimeline) -> None:
        write_print(
            self._context,
            self._child_id,
            Produced.PATH,
            path,
            paper.pdf_of(made),
            (),
            then=self._on_written,
            failed=self._on_failed,
        )

    def _on_written(self, written: Written) -> None:
        said = self.tr(
            "Page enregistrée : {path}. Ce fichier quitte la base chiffrée : effacez-le quand vous n’en avez plus besoin."
        ).replace(" :", "\u00a0:")
        self.banner.set_message(said.format(path=written.path), "soon")
        self._context.changed.emit(written.changes)

    def _on_failed(self, error: PpeError) -> None:
        self.banner.set_message(error.message, "late")

    def _on_print(self) -> None:
        self._ask_paper(self._preview)

    def _preview(self, made: PaperTimeline) -> None:
        title, paint = self.tr("Imprimer le parcours"), partial(_paint, made)
        printed = partial(self._on_printed, self._child_id)
        preview_print(self, "timeline_preview", title, paint, printed, lies_down=True)

    def _on_printed(self, child_id: str, printer: QPrinter) -> None:
        enter_print(self._context, child_id, Produced.PATH, form_of(printer))

    def _on_pdf(self) -> None:
        name = f"parcours_{clock.today().isoformat()}{PDF}"  # tells nothing of the child
        ask_pdf(self, self.tr("Enregistrer la page"), name, self.save_pdf)


def _paint(made: PaperTimeline, printer: QPrinter) -> None:
    paper.print_to(printer, made)


def _counted(count: int, title: str) -> str:
    return f"{title} ({count})"
