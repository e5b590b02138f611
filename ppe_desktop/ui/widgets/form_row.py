"""One row of a form, so that every form looks alike."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.ui.theme import px
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.styling import set_style_property

BESIDE_FROM = 560
"""Width, in pixels at scale 1, from which the label stands beside its field."""
LABEL_WIDTH = 180


class FormRow(QWidget):
    """A label, its field, a word of help and, when needed, what is wrong.

    The label stands above the field on narrow pages and beside it on wide ones. Help and error are also told
    to screen readers as the description of the field.
    """

    def __init__(
        self, label: str, field: QWidget, *, help_text: str = "", optional: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field = field
        self._target = field.focusProxy() or field  # a composite editor: the part that takes the keyboard
        self.label = PlainLabel(self._label_text(label, optional), "strong", wrap=True, parent=self)
        self.help = PlainLabel(help_text, "muted", wrap=True, parent=self)
        self.error_line = QWidget(self)
        self.error_mark = IconMark("alert-circle", "late", 16, self.error_line)
        self.error_label = PlainLabel("", "error", wrap=True, parent=self.error_line)

        self._row = QBoxLayout(QBoxLayout.Direction.TopToBottom, self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(4)
        self._row.addWidget(self.label, 0, Qt.AlignmentFlag.AlignTop)
        self._row.addLayout(self._field_column(), 1)

        self.label.setBuddy(self._target)
        if not self._target.accessibleName():
            self._target.setAccessibleName(label)
        self.help.setVisible(bool(help_text))
        self.set_error("")

    def error(self) -> str:
        """Return what is wrong, empty when nothing is."""
        return self.error_label.text()

    def set_error(self, text: str) -> None:
        """Say what is wrong beneath the field; an empty text takes it away."""
        self.error_label.setText(text)
        self.error_line.setVisible(bool(text))
        wrong = self.tr("Erreur\N{NO-BREAK SPACE}: {text}").format(text=text) if text else ""
        self._target.setAccessibleDescription(" ".join(part for part in (wrong, self.help.text()) if part))
        set_style_property(self._target, "invalid", bool(text))

    def is_beside(self) -> bool:
        """Tell whether the label stands beside the field."""
        return self._row.direction() == QBoxLayout.Direction.LeftToRight

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the label above or beside, by the width there is."""
        super().resizeEvent(event)
        beside = event.size().width() >= px(BESIDE_FROM)
        if beside == self.is_beside():
            return
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._row.setSpacing(16 if beside else 4)
        self.label.setFixedWidth(px(LABEL_WIDTH)) if beside else self._free_label()
        self.label.setContentsMargins(0, px(8) if beside else 0, 0, 0)

    def _free_label(self) -> None:
        self.label.setMinimumWidth(0)
        self.label.setMaximumWidth(16777215)

    def _field_column(self) -> QVBoxLayout:
        wrong = QHBoxLayout(self.error_line)
        wrong.setContentsMargins(0, 0, 0, 0)
        wrong.setSpacing(6)
        wrong.addWidget(self.error_mark, 0, Qt.AlignmentFlag.AlignTop)
        wrong.addWidget(self.error_label, 1)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addWidget(self.field)
        column.addWidget(self.help)
        column.addWidget(self.error_line)
        column.addStretch(1)
        return column

    def _label_text(self, label: str, optional: bool) -> str:
        return self.tr("{label} (facultatif)").format(label=label) if optional else label
