"""After a document was made: where it is, and the way to note that it was handed over."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.dates import parse_date, short_date
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.facts import RecordKind
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.runtime import clock
from ppe_desktop.runtime.opening import open_outside
from ppe_desktop.services.documents import Produced
from ppe_desktop.ui.forms.editors import ChoiceEditor, DateEditor
from ppe_desktop.ui.views.plan.typography import curly
from ppe_desktop.ui.views.plan.withheld_list import reader_name
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import SecondaryButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class ProduceResult(QWidget):
    """What was written, and what to do with it.

    Signals:
        delivery_requested: values of the delivery to note.
    """

    delivery_requested = Signal(object)

    def __init__(self, delivery_kind: RecordKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._paths: tuple[Path, ...] = ()
        self._recipient: Recipient | None = None
        self.mark = IconMark("check-circle", "done", 28, self)
        self.heading = PlainLabel(self.tr("Le document est prêt"), "heading", parent=self)
        self.paths_label = PlainLabel("", wrap=True, parent=self)
        self.paths_label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.cautions_label = PlainLabel("", "body", wrap=True, parent=self)
        self.open_button = SecondaryButton(self.tr("Ouvrir le fichier"), "external-link", self)
        self.folder_button = SecondaryButton(self.tr("Ouvrir le dossier"), "folder-open", self)
        self.banner = Banner(tone="late", closable=False, parent=self)
        self.card = Card(self)
        self.delivery_label = PlainLabel("", "strong", wrap=True, parent=self.card)
        self.day_label = PlainLabel(self.tr("Remis le"), "muted", parent=self.card)
        self.day_editor = DateEditor(delivery_kind.fact("delivered_on"), self.card)
        self.mode_label = PlainLabel(self.tr("Comment"), "muted", parent=self.card)
        self.mode_editor = ChoiceEditor(delivery_kind.fact("mode"), self.card)
        self.delivery_button = SecondaryButton(self.tr("Noter la remise"), "check", self.card)
        self.banner.hide()

        self._arrange()

        self.open_button.clicked.connect(self._on_open)
        self.folder_button.clicked.connect(self._on_open_folder)
        self.delivery_button.clicked.connect(self._on_delivery)

    def show_result(self, produced: Produced, recipient: Recipient, *, was_cancelled: bool) -> None:
        """Show what was written."""
        self._paths, self._recipient = produced.paths, recipient
        said = [self.tr("Il était déjà écrit au moment d’annuler.")] if was_cancelled else []
        self.paths_label.setText("\n".join([*said, *map(str, produced.paths)]))
        self.cautions_label.setText(curly("\n".join(produced.cautions)))
        self.cautions_label.set_tone("soon")
        self.cautions_label.setVisible(bool(produced.cautions))
        name = reader_name(recipient)
        self.delivery_label.setText(self.tr("Remis à {name}\N{NO-BREAK SPACE}?").format(name=name))
        self.day_editor.line.setText(short_date(clock.now().date()))

    def show_noted(self) -> None:
        """Say that the delivery is in the file."""
        self.delivery_label.setText(self.tr("La remise est notée."))
        for widget in (self.day_label, self.day_editor, self.mode_label, self.mode_editor, self.delivery_button):
            widget.hide()

    def show_error(self, error: PpeError) -> None:
        """Say what went wrong."""
        self.banner.set_message(curly(error.message), "late")

    def _arrange(self) -> None:
        top = QHBoxLayout()
        top.setSpacing(10)
        top.addWidget(self.mark)
        top.addWidget(self.heading, 1)
        gestures = QHBoxLayout()
        gestures.setSpacing(8)
        gestures.addWidget(self.open_button)
        gestures.addWidget(self.folder_button)
        gestures.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(top)
        column.addWidget(self.paths_label)
        column.addWidget(self.cautions_label)
        column.addLayout(gestures)
        column.addWidget(self.banner)
        column.addSpacing(8)
        column.addWidget(self.card)
        column.addStretch(1)
        self.card.body.addWidget(self.delivery_label)
        for label, editor in ((self.day_label, self.day_editor), (self.mode_label, self.mode_editor)):
            editor.focus_target.setAccessibleName(label.text())
            self.card.body.addWidget(label)
            self.card.body.addWidget(editor)
        self.card.body.addWidget(self.delivery_button, 0, Qt.AlignmentFlag.AlignLeft)

    def _on_open(self) -> None:
        self._opened(open_outside(self._paths[0]) if self._paths else False)

    def _on_open_folder(self) -> None:
        self._opened(open_outside(self._paths[0].parent) if self._paths else False)

    def _opened(self, is_done: bool) -> None:
        if not is_done:
            self.banner.set_message(
                self.tr("Aucun programme n’a pu l’ouvrir. Le document est bien à l’emplacement indiqué ci-dessus."),
                "late",
            )

    def _on_delivery(self) -> None:
        try:
            day = parse_date(self.day_editor.line.text(), clock.now().date())
        except ValueError as error:
            self.banner.set_message(curly(str(error)), "late")
            return
        if self._recipient is not None:
            mode = self.mode_editor.value()
            values = {"recipient": self._recipient.kind.value, "delivered_on": day, "mode": mode}
            self.delivery_requested.emit(values)
