"""What covers the screen when the base should close and the last text cannot be kept: nothing is lost, and nothing can be read."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppe_desktop.domain.errors import PpeError
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.widgets.buttons import PrimaryButton
from ppe_desktop.ui.widgets.centred_scroll import CentredScroll
from ppe_desktop.ui.widgets.form_row import FormRow
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.secret_field import SecretField

WIDTH = 480
RETRY_MS = 15_000


class Curtain(QWidget):
    """Covers a window until the secret is typed, and asks from time to time for the lock to be tried again.

    Signals:
        lifted: the right secret was typed.
        retry_wanted: try to lock again.
    """

    lifted = Signal()
    retry_wanted = Signal()

    def __init__(self, tasks: Tasks, window: QWidget) -> None:
        super().__init__(window)
        self._tasks = tasks
        self.setObjectName("curtain")
        self.setAutoFillBackground(True)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.page = CentredScroll(WIDTH, self)
        self.mark = IconMark("lock", "accent", 28, self)
        self.title = PlainLabel(self.tr("Écran caché"), "title", wrap=True)
        self.words = PlainLabel(
            self.tr(
                "La base n’a pas pu être fermée\u00a0: le dernier texte ne peut pas être enregistré, le disque est plein ou inaccessible. "
                "Il est gardé derrière cet écran. Libérez de la place ou rebranchez le disque\u00a0: le verrouillage reprendra seul."
            ),
            "body",
            wrap=True,
        )
        self.secret = SecretField(self.tr("Phrase de passe"), self)
        self.row = FormRow(self.tr("Phrase de passe"), self.secret)
        self.button = PrimaryButton(self.tr("Revenir à mon texte"), "", self)
        self._retry = QTimer(self, interval=RETRY_MS)

        self.page.body.addStretch(2)
        for widget in (self.mark, self.title, self.words, self.row, self.button):
            self.page.body.addWidget(widget)
        self.page.body.addStretch(3)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.page)

        self.button.clicked.connect(self._on_asked)
        self.secret.return_pressed.connect(self._on_asked)
        self._retry.timeout.connect(self.retry_wanted)
        window.installEventFilter(self)
        self.setGeometry(window.rect())
        self.show()
        self.raise_()
        self.secret.setFocus()
        self._retry.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep covering the whole window."""
        above = self.parentWidget()
        if event.type() == QEvent.Type.Resize and watched is above and above is not None:
            self.setGeometry(above.rect())
        return super().eventFilter(watched, event)

    def _on_asked(self) -> None:
        if self.secret.text():
            self.button.setEnabled(False)
            self._tasks.run_long(
                self._tasks.session.keys.kind_of, self.secret.text(), then=self._on_right, failed=self._on_wrong
            )

    def _on_right(self, _kind: object) -> None:
        self.secret.wipe()
        self.lifted.emit()

    def _on_wrong(self, error: PpeError) -> None:
        self.button.setEnabled(True)
        self.row.set_error(typeset(error.message))
        self.secret.select_all()
