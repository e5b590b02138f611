"""What must be known of the base itself, above the pages: one banner a subject, so that none hides another.

An error of the moment has its own banner, which goes with the page; what is grave here stays until it is put away.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.widgets.banner import Banner

_GRAVITY = {"late": 0, "soon": 1}


class Notices(QWidget):
    """Banners one above the other, the gravest first; each stays until it is put away.

    Signals:
        action_requested: the button of a banner was used; carries its subject.
    """

    action_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._banners: dict[str, Banner] = {}
        self._tones: dict[str, str] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.hide()

    def say(self, subject: str, text: str, tone: str, action: str = "") -> None:
        """Say something of a subject, in place of what was said of it before.

        Args:
            subject: key of the subject.
            text: what is said.
            tone: "late", "soon", "info" or "done".
            action: words of the button, if there is something to do.
        """
        if subject not in self._banners:
            self._banners[subject] = self._made(subject)
        self._tones[subject] = tone
        self._banners[subject].set_message(typeset(text), tone, action)
        for name in sorted(self._banners, key=lambda name: _GRAVITY.get(self._tones[name], len(_GRAVITY))):
            self._column.removeWidget(self._banners[name])
            self._column.addWidget(self._banners[name])
        self.show()

    def banner(self, subject: str) -> Banner | None:
        """Return the banner of a subject, None when nothing was ever said of it."""
        return self._banners.get(subject)

    def leave_page(self) -> None:
        """Take away what was read and is not grave: the person went on to something else."""
        for subject, tone in self._tones.items():
            if tone != "late":
                self.put_away(subject)

    def put_away(self, subject: str) -> None:
        """Take away what was said of a subject."""
        if subject in self._banners:
            self._banners[subject].hide()
            self._on_closed()

    def _made(self, subject: str) -> Banner:
        banner = Banner(parent=self)
        banner.setObjectName(f"notice_{subject}")
        banner.hide()
        banner.action_requested.connect(partial(self.action_requested.emit, subject))
        banner.closed.connect(self._on_closed)
        return banner

    def _on_closed(self) -> None:
        self.setVisible(any(not banner.isHidden() for banner in self._banners.values()))
