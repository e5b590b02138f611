"""The field for one line of text: what is no text never gets in."""

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QContextMenuEvent,
    QDragEnterEvent,
    QDragMoveEvent,
    QDropEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
)
from PySide6.QtWidgets import QLineEdit

from ppe_desktop.ui.widgets.documents_elsewhere import hand_over, is_document, welcome


class LineEdit(QLineEdit):
    """One line; a file dropped or pasted on it does not leave its path, it is offered to whoever attaches documents."""

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Accept documents, to hand them over, and text."""
        if self.isReadOnly() or not welcome(event):
            super().dragEnterEvent(event)

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Keep accepting them."""
        if self.isReadOnly() or not welcome(event):
            super().dragMoveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand over documents; text is inserted."""
        if self.isReadOnly() or not welcome(event):
            super().dropEvent(event)
        else:
            hand_over(self, event.mimeData())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Paste text, or hand over the documents of the clipboard."""
        if not (event.matches(QKeySequence.StandardKey.Paste) and self._hand_clipboard_over()):
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Show the usual menu, whose paste does as the keys do."""
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for action in menu.actions():
            if action.objectName() == "edit-paste":
                action.triggered.disconnect()
                action.triggered.connect(self._on_paste)
        menu.popup(event.globalPos())

    def _on_paste(self) -> None:
        if not self._hand_clipboard_over():
            self.paste()

    def _hand_clipboard_over(self) -> bool:
        data = QGuiApplication.clipboard().mimeData()
        if self.isReadOnly() or data is None or not is_document(data):
            return False
        hand_over(self, data)
        return True
