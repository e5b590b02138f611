"""Documents: those attached to the file, to open and complete, then the register of those produced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, Qt, QTimer
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDragMoveEvent, QDropEvent, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QFileDialog, QHBoxLayout, QProgressBar, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.services.attachments import Attached
from ppe_desktop.ui.dialogs.attachment_viewer import AttachmentViewer
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.views.casefile.attaching import Attaching
from ppe_desktop.ui.views.casefile.attachment_cards import AttachmentCards
from ppe_desktop.ui.views.casefile.attachment_report import AttachmentReport
from ppe_desktop.ui.views.casefile.document_making import DocumentMaking
from ppe_desktop.ui.views.casefile.documents_filter import DocumentsFilter
from ppe_desktop.ui.views.casefile.produced_card import ProducedCard
from ppe_desktop.ui.views.casefile.register_gestures import RegisterGestures
from ppe_desktop.ui.views.casefile.section import Section
from ppe_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.drop_zone import DropZone, holds_documents
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.in_view import come_into_view
from ppe_desktop.ui.widgets.plain_label import PlainLabel

PROGRESS_AFTER_MS = 400
"""Before this, a file is in: a bar would only blink."""
LOOK_AFTER_MS = 120
"""Documents passed by while scrolling are not put together to be shown small."""


class DocumentsSection(Section):
    """What came in and what went out: documents attached, newest first, then the register of documents produced."""

    def __init__(self, context: FileContext, parent: QWidget | None = None) -> None:
        super().__init__(context, context.tr("Documents"), parent)
        self._items: tuple[Item, ...] = ()
        self._wanted = self._written = ""
        self._produced: dict[str, ProducedCard] = {}
        self._deliveries: Mapping[str, tuple[Item, ...]] = {}
        self.viewer: AttachmentViewer | None = None
        self.attaching = Attaching(context)
        self.drop_zone = DropZone(
            self.tr(
                "Joignez les documents reçus ou numérisés : ils sont chiffrés avec le dossier. Vous pouvez aussi les déposer ici, "
                "ou coller une image (Ctrl+V). 50\N{NO-BREAK SPACE}Mo au plus chacun."
            ),
            self.column,
        )
        self.report = AttachmentReport(self.column)
        self.filter = DocumentsFilter(self.column)
        self.cards = AttachmentCards(context, self._shown, self.column)
        self.paste_button = QuietButton(self.tr("Coller une image"), "clipboard-paste", self.column)
        self.progress_row = QWidget(self.column)
        self.step_label = PlainLabel("", "muted", parent=self.progress_row)
        self.progress = QProgressBar(self.progress_row)
        self.cancel_button = SecondaryButton(self.tr("Annuler"), parent=self.progress_row)
        self.none_label = PlainLabel("", "muted", parent=self.column)
        self.produced_heading = PlainLabel(self.tr("Documents produits"), "section", parent=self.column)
        self.empty = PlainLabel(
            self.tr(
                "Aucun pour l’instant. Ici s’inscrit ce qui sort de la base (documents remis, impressions, images copiées) : à qui, quand, "
                "par qui, et ce qui n’y figure pas."
            ),
            "muted",
            wrap=True,
            parent=self.column,
        )
        self.making = DocumentMaking(context, self)
        self.register = RegisterGestures(context, self)
        self.new_button = SecondaryButton(self.tr("Nouveau document"), "file-plus", self.column)
        self.report_button = SecondaryButton(self.tr("Écrire le rapport de situation"), "pencil", self.column)
        self.verify_button = QuietButton(self.tr("Vérifier un document…"), "shield", self.column)
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PROGRESS_AFTER_MS)
        self._look = QTimer(self)
        self._look.setSingleShot(True)
        self._look.setInterval(LOOK_AFTER_MS)
        self._paste = QShortcut(QKeySequence.StandardKey.Paste, self)
        self._paste.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)

        self._arrange()
        self._connect()

    def _arrange(self) -> None:
        self.setAcceptDrops(True)
        self.drop_zone.buttons.addWidget(self.cards.add_button)
        self.drop_zone.buttons.addWidget(self.paste_button)
        self.drop_zone.buttons.addStretch(1)
        row = QHBoxLayout(self.progress_row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(12)
        row.addWidget(self.step_label)
        row.addWidget(self.progress, 1)
        row.addWidget(self.cancel_button)
        self.progress.setRange(0, 100)
        self.progress.setTextVisible(False)
        for widget in (self.drop_zone, self.progress_row, self.report, self.filter, self.cards, self.none_label):
            self.body.addWidget(widget)
        self.body.addSpacing(8)
        self.body.addWidget(self.produced_heading)
        making = FlowLayout(spacing=10)
        for button in (self.new_button, self.report_button, self.verify_button):
            making.addWidget(button)
        self.body.addLayout(making)
        self.body.addWidget(self.empty)
        self.finish_layout()
        for widget in (self.progress_row, self.filter, self.none_label):
            widget.hide()

    def _connect(self) -> None:
        self.cards.add_requested.connect(self.choose)
        self.new_button.clicked.connect(self.making.choose)
        self.report_button.clicked.connect(self.making.write_report)
        self.verify_button.clicked.connect(self.register.verify)
        self.cards.opening_requested.connect(self.open_document)
        self.paste_button.clicked.connect(self.paste)
        self._paste.activated.connect(self.paste)
        self.cancel_button.clicked.connect(self._on_cancel)
        self.filter.changed.connect(self._on_filter)
        self._look.timeout.connect(self.cards.look)
        self.verticalScrollBar().valueChanged.connect(self._on_scrolled)
        self._patience.timeout.connect(self.progress_row.show)
        self.attaching.started.connect(self._on_started)
        self.attaching.stepped.connect(self._on_stepped)
        self.attaching.finished.connect(self._on_finished)

    def show_file(self, file: CaseFile) -> None:
        """Read the attached documents, without their content, and the register again."""
        tasks = self.context.tasks
        tasks.ask(tasks.session.attachments.of_child, file.child.id, then=self._on_attached_read)
        tasks.ask(tasks.session.sealing.deliveries, file.child.id, then=self._on_deliveries)
        tasks.ask(tasks.session.files.produced, file.child.id, then=self._on_produced)

    def show_record(self, kind: str, record_id: str) -> None:
        """Bring a document into view: one attached opens its card.

        Args:
            kind: ``"attachment"`` or ``"produced_document"``.
            record_id: identifier.
        """
        if kind == "attachment":
            self.filter.clear()
            self.cards.open_when_shown(record_id)
            self._show_cards()
        else:
            self._wanted = record_id
            self._show_wanted()

    def choose(self) -> None:
        """Ask for files to attach."""
        dialog = QFileDialog(self, self.tr("Joindre un document"))
        dialog.setObjectName("attachment_dialog")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.filesSelected.connect(self._on_files_selected)
        dialog.open()

    def attach(self, paths: list[Path], picture: QImage | None = None) -> None:
        """Attach files, or a picture; they take the nature being filtered, if any."""
        file = self.context.file
        if file is not None:
            self.attaching.take(file.child.id, paths, picture, self.filter.kind())

    def take_documents(self, data: QMimeData) -> None:
        """Attach what was let go or pasted on one of the fields of the section."""
        if self.context.file is not None:
            self.attaching.take_from(self.context.file.child.id, data, self.filter.kind())

    def paste(self) -> None:
        """Attach the picture or the files of the clipboard."""
        data = QApplication.clipboard().mimeData()
        if data is not None and holds_documents(data):
            self.take_documents(data)
        else:
            self.report.say(self.tr("Il n’y a ni image ni fichier à coller. Copiez d’abord l’image, puis revenez ici."))

    def open_document(self, item: Item) -> None:
        """Open an attached document for reading."""
        if self.viewer is not None:
            self.viewer.close()
        self.viewer = AttachmentViewer(self.context.tasks, item, self)
        self.viewer.finished.connect(self._on_viewer_closed)
        self.viewer.show()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Light the zone up under files and pictures."""
        self._welcome(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Keep accepting what may be dropped."""
        self._welcome(event)

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Put the light out."""
        self.drop_zone.set_lit(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Attach what is dropped, wherever it is dropped on the section."""
        self.drop_zone.set_lit(False)
        if holds_documents(event.mimeData()) and not self.attaching.is_running():
            self._take_a_copy(event)
            self.take_documents(event.mimeData())

    def _welcome(self, event: QDragMoveEvent) -> None:
        if holds_documents(event.mimeData()) and not self.attaching.is_running():
            self.drop_zone.set_lit(True)
            self._take_a_copy(event)
        else:
            event.ignore()

    def _take_a_copy(self, event: QDropEvent) -> None:
        # never a move: the file manager would delete the original
        event.setDropAction(Qt.DropAction.CopyAction)
        event.accept()

    def _on_scrolled(self, _place: int) -> None:
        self._look.start()

    def _on_files_selected(self, paths: list[str]) -> None:
        self.attach([Path(path) for path in paths])

    def _on_started(self) -> None:
        self.report.hide_all()
        self.step_label.setText(self.tr("Lecture…"))
        self.progress.setValue(0)
        self.cancel_button.setEnabled(True)
        self._let_add(False)
        self._patience.start()

    def _on_stepped(self, name: str, done: int, whole: int) -> None:
        self.step_label.setText(self.tr("Mise à l’abri de « {name} »").format(name=_short(name)))
        self.progress.setValue(round(100 * done / max(whole, 1)))

    def _on_cancel(self) -> None:
        self.attaching.cancel()
        self.step_label.setText(self.tr("Annulation…"))
        self.cancel_button.setEnabled(False)

    def _on_finished(self, done: list[Attached]) -> None:
        self._patience.stop()
        self.progress_row.hide()
        self._let_add(True)
        self.report.tell(done, given_up=self.attaching.was_cancelled)
        kept = [one for one in done if one.attachment_id]
        if len(kept) == 1:
            self.filter.clear()
            self.cards.open_when_shown(kept[0].attachment_id)
            if not kept[0].is_new:
                self._show_cards()

    def _let_add(self, is_allowed: bool) -> None:
        self.cards.add_button.setEnabled(is_allowed)
        self.paste_button.setEnabled(is_allowed)

    def _on_attached_read(self, items: tuple[Item, ...]) -> None:
        self._items = items
        self._written = self.cards.in_use()
        self.filter.show_natures(items)
        self.filter.setVisible(len(items) > 1)
        self._show_cards()

    def _on_filter(self) -> None:
        self._written = ""
        self._show_cards()

    def _show_cards(self) -> None:
        if self.context.file is None:
            return
        self.cards.show_file(self.context.file)
        self.none_label.setText(self.tr("Aucun document joint ne correspond à cette recherche."))
        self.none_label.setVisible(bool(self._items) and not self.cards.cards)
        self._look.start()

    def _shown(self, _file: CaseFile) -> list[Item]:
        """Return the documents wanted, and the one being completed: it does not vanish when its nature changes."""
        return [item for item in self._items if self.filter.wants(item) or item.id == self._written]

    def _on_viewer_closed(self) -> None:
        self.viewer = None

    def _on_deliveries(self, deliveries: Mapping[str, tuple[Item, ...]]) -> None:
        self._deliveries = deliveries

    def _on_produced(self, documents: tuple[Item, ...]) -> None:
        for card in self._produced.values():
            self.body.removeWidget(card)
            card.deleteLater()
        self._produced = {item.id: self._document_card(item, documents) for item in documents}
        place = self.body.indexOf(self.empty) + 1
        for card in reversed(self._produced.values()):
            self.body.insertWidget(place, card)
        self.empty.setVisible(not documents)
        self._show_wanted()

    def _show_wanted(self) -> None:
        if self._wanted in self._produced:
            come_into_view(self._produced[self._wanted])
            self._wanted = ""

    def _document_card(self, item: Item, documents: Sequence[Item]) -> ProducedCard:
        card = ProducedCard(item, self._deliveries.get(item.id, ()), documents, self.column)
        card.delivery_requested.connect(self.register.note_delivery)
        card.copy_requested.connect(self.register.save_copy)
        card.print_requested.connect(self.register.print_kept)
        card.correction_requested.connect(self.register.bring_back)
        return card


def _short(name: str) -> str:
    return name if len(name) <= 40 else f"{name[:24]}…{name[-14:]}"
