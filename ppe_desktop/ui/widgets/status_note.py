"""The discreet word that says whether what is typed is kept."""

from datetime import time

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

from ppe_desktop.ui.theme import tone_icon
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.styling import announce

_NBSP = "\N{NO-BREAK SPACE}"


class StatusNote(QWidget):
    """Say "Enregistré à 14 h 05", "Enregistrement…" or "Non enregistré : …"."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.mark = IconMark("check", "muted", 16, self)
        self.label = PlainLabel("", "muted", parent=self)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.mark.hide()

        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(6)
        row.addWidget(self.mark)
        row.addWidget(self.label, 1)

    def text(self) -> str:
        """Return what is said."""
        return self.label.text()

    def show_saved(self, at: time) -> None:
        """Say that everything typed is kept, since when."""
        hour = f"{at.hour}{_NBSP}h{_NBSP}{at.minute:02d}"
        self._show(self.tr("Enregistré à {hour}").format(hour=hour), "check", "muted", "muted")

    def show_saving(self) -> None:
        """Say that the writing is under way."""
        self._show(self.tr("Enregistrement…"), "loader", "muted", "muted")

    def show_unsaved(self, reason: str) -> None:
        """Say that something is not kept yet, and why; screen readers say it at once."""
        text = self.tr("Non enregistré{nbsp}: {reason}").format(nbsp=_NBSP, reason=reason)
        self._show(text, "alert-triangle", "late", "late")
        announce(self, text)

    def show_note(self, text: str, tone: str = "neutral") -> None:
        """Say another short thing, in a tone."""
        self._show(text, tone_icon(tone), tone, tone)

    def _show(self, text: str, icon_name: str, icon_role: str, tone: str) -> None:
        self.mark.set_icon(icon_name, icon_role)
        self.mark.show()
        self.label.setText(text)
        self.label.set_tone(tone)
        self.setAccessibleName(text)
