"""What was copied from our windows: kept out of the histories of clipboards, and taken away in time."""

from __future__ import annotations

from PySide6.QtCore import QMimeData, QObject, Qt, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

AWAY_MS = 30_000
"""Time to paste elsewhere, once another program was gone to."""
OURS = "application/x-ppe-desktop"
"""Kind of data that tells what we copied from what came from elsewhere since."""
_NO = bytes(4)
_WINDOWS = 'application/x-qt-windows-mime;value="{}"'
HINTS = {
    OURS: b"1",
    _WINDOWS.format("ExcludeClipboardContentFromMonitorProcessing"): b"1",
    _WINDOWS.format("CanIncludeInClipboardHistory"): _NO,
    _WINDOWS.format("CanUploadToCloudClipboard"): _NO,
    "application/x-nspasteboard-concealed-type": b"1",
    "x-kde-passwordManagerHint": b"secret",
}
"""What asks Windows, macOS and the desktops of Linux to keep a copy nowhere else."""
_IMAGE = "application/x-qt-image"


class OwnClipboard(QObject):
    """Watches over what is copied from our windows; what another program copied is left alone.

    It goes with the lock, with the closing, and half a minute after another program was gone to: within our windows it may be pasted
    for as long as they are in front.
    """

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._away = QTimer(self, singleShot=True, interval=AWAY_MS)
        self._marking = QTimer(self, singleShot=True, interval=0)  # Qt still holds what was copied while it tells so

        self._marking.timeout.connect(self._mark)
        self._away.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._on_changed)
        application = QGuiApplication.instance()
        if isinstance(application, QGuiApplication):
            application.applicationStateChanged.connect(self._on_state_changed)

    def clear(self) -> None:
        """Take away what we copied; do nothing when something else was copied since."""
        self._away.stop()
        is_ours = self._is_ours()
        self._marking.stop()
        if is_ours:
            self._clipboard.clear()
        if self._clipboard.supportsSelection() and self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)

    def _is_ours(self) -> bool:
        data: QMimeData | None = self._clipboard.mimeData()  # none when nothing was ever copied
        return self._marking.isActive() or (data is not None and data.hasFormat(OURS))

    def _on_changed(self) -> None:
        self._marking.stop()
        if self._is_ours():
            return
        self._away.stop()
        if self._clipboard.ownsClipboard() or QGuiApplication.focusWindow() is not None:
            self._marking.start()

    def _mark(self) -> None:
        data: QMimeData | None = self._clipboard.mimeData()
        if data is not None:
            self._clipboard.setMimeData(marked(data))

    def _on_state_changed(self, state: Qt.ApplicationState) -> None:
        if state == Qt.ApplicationState.ApplicationActive:
            self._away.stop()
        elif self._is_ours() and not self._away.isActive():
            self._away.start()


def marked(data: QMimeData) -> QMimeData:
    """Return the same data, with what asks the system to keep it nowhere else."""
    kept = QMimeData()
    for form in data.formats():
        if form != _IMAGE:
            kept.setData(form, data.data(form))
    if data.hasImage():
        kept.setImageData(data.imageData())
    if data.hasText():
        kept.setText(data.text())
    for form, value in HINTS.items():
        kept.setData(form, value)
    return kept
