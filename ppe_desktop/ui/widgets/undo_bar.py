"""The discreet bar at the foot: what was just done, and one way back."""

from PySide6.QtCore import QEasingCurve, QEvent, QObject, QPoint, QPropertyAnimation, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QWidget

from ppe_desktop.ui.theme import px, theme
from ppe_desktop.ui.widgets.buttons import IconButton, QuietButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.styling import announce

SHOWN_FOR = 8000
_MARGIN = 24


class UndoBar(QFrame):
    """A bar over the foot of its parent. It waits while the pointer or the keyboard is on it.

    Signals:
        action_requested: the way back was taken; the bar is gone.
        dismissed: the bar went away without it.
    """

    action_requested = Signal()
    dismissed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._host = parent
        self.label = PlainLabel(parent=self)
        self.action_button = QuietButton(parent=self)
        self.close_button = IconButton("x", self.tr("Fermer"), "window", self)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._slide = QPropertyAnimation(self, b"pos", self)
        self._slide.setEasingCurve(QEasingCurve.Type.OutCubic)

        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(16, 6, 8, 6)
        self._row.setSpacing(12)
        self._row.addWidget(self.label, 1)
        self._row.addWidget(self.action_button)
        self._row.addWidget(self.close_button)

        self._timer.timeout.connect(self._on_timeout)
        self.action_button.clicked.connect(self._on_action)
        self.close_button.clicked.connect(self.dismiss)
        parent.installEventFilter(self)
        self.hide()

    def show_message(self, text: str, action: str = "", milliseconds: int = SHOWN_FOR) -> None:
        """Say what was done for a while, with one button when ``action`` is given."""
        self.label.setText(text)
        self.action_button.setText(action)
        self.action_button.setVisible(bool(action))
        self.setAccessibleName(text)
        self.ensurePolished()
        self._place()
        self.show()
        self.raise_()
        self._slide_in()
        self._timer.start(milliseconds)
        announce(self, text)

    def dismiss(self) -> None:
        """Put the bar away."""
        self._timer.stop()
        if not self.isHidden():
            self.hide()
            self.dismissed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Put the bar away on Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.dismiss()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay at the foot of the parent."""
        if watched is self._host and event.type() == QEvent.Type.Resize and not self.isHidden():
            self._slide.stop()
            self._place()
        return super().eventFilter(watched, event)

    def _place(self) -> None:
        self._row.activate()
        host = self._host
        width = min(self.sizeHint().width(), host.width() - 2 * _MARGIN)
        self.resize(max(width, px(280)), self.sizeHint().height())
        self.move((host.width() - self.width()) // 2, host.height() - self.height() - _MARGIN)

    def _slide_in(self) -> None:
        duration = theme().motion(150)
        if duration:
            end = self.pos()
            self._slide.setDuration(duration)
            self._slide.setStartValue(end + QPoint(0, 12))
            self._slide.setEndValue(end)
            self._slide.start()

    def _on_timeout(self) -> None:
        focused = QApplication.focusWidget()
        if self.underMouse() or (focused is not None and self.isAncestorOf(focused)):
            self._timer.start(2000)
        else:
            self.dismiss()

    def _on_action(self) -> None:
        self._timer.stop()
        self.hide()
        self.action_requested.emit()
