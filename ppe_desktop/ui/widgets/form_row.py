"""One row of a form, so that every form looks alike."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QEnterEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.ui.theme import px
from ppe_desktop.ui.widgets.buttons import IconButton
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.styling import set_style_property

BESIDE_FROM = 560
"""Width, in pixels at scale 1, from which the label stands beside its field."""
LABEL_WIDTH = 180
PAST_ROOM = 32
"""Width of the button that shows the former values of a field."""


class FormRow(QWidget):
    """A label, its field, a word of help and, when needed, what is wrong.

    The label stands above the field on narrow pages and beside it on wide ones. Help and error are also told
    to screen readers as the description of the field.

    Signals:
        pointed: the pointer came over the row.
        past_requested: the person asks for the former values of the field.

    Attributes:
        past_button: asks for them; None as long as the field is not known to have any.
    """

    pointed = Signal()
    past_requested = Signal()

    def __init__(
        self, label: str, field: QWidget, *, help_text: str = "", optional: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.field = field
        self.past_button: IconButton | None = None
        self._has_past = self._has_keyboard = self._is_stacked = False
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
        past = self.tr("Valeurs précédentes avec Ctrl+H.") if self._has_past else ""
        self._target.setAccessibleDescription(" ".join(part for part in (wrong, self.help.text(), past) if part))
        set_style_property(self._target, "invalid", bool(text))

    def offer_past(self) -> None:
        """Keep room at the right of the field for the button that shows its former values, once it has some."""
        self._line.setContentsMargins(0, 0, px(PAST_ROOM) + self._line.spacing(), 0)

    def set_past(self, is_there: bool) -> None:
        """Tell whether the field has former values: the button shows while the row has the keyboard or the pointer."""
        self._has_past = is_there
        if is_there and self.past_button is None:
            self._make_past_button()
        self._show_past_button()
        self.set_error(self.error())

    def set_keyboard_here(self, is_here: bool) -> None:
        """Tell whether the field has the keyboard."""
        self._has_keyboard = is_here
        self._show_past_button()

    def set_help(self, text: str) -> None:
        """Say something else beneath the field."""
        self.help.setText(text)
        self.help.setVisible(bool(text))
        self.set_error(self.error())

    def enterEvent(self, event: QEnterEvent) -> None:
        """Show the way to the former values under the pointer."""
        super().enterEvent(event)
        self.pointed.emit()
        self._show_past_button()

    def leaveEvent(self, event: QEvent) -> None:
        """Hide it again."""
        super().leaveEvent(event)
        self._show_past_button()

    def stack(self) -> None:
        """Keep the label above the field, whatever the width: for fields that stand side by side."""
        self._is_stacked = True

    def is_beside(self) -> bool:
        """Tell whether the label stands beside the field."""
        return self._row.direction() == QBoxLayout.Direction.LeftToRight

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the label above or beside, by the width there is."""
        super().resizeEvent(event)
        beside = event.size().width() >= px(BESIDE_FROM) and not self._is_stacked
        if beside == self.is_beside():
            return
        self._row.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)
        self._row.setSpacing(16 if beside else 4)
        self.label.setFixedWidth(px(LABEL_WIDTH)) if beside else self._free_label()
        self.label.setContentsMargins(0, px(8) if beside else 0, 0, 0)

    def _make_past_button(self) -> None:
        button = IconButton("history", self.tr("Valeurs précédentes (Ctrl+H)"), parent=self)
        button.setObjectName("past_button")
        button.setFocusPolicy(Qt.FocusPolicy.NoFocus)  # Ctrl+H in the field: no more stops for Tab
        button.setFixedWidth(px(PAST_ROOM))
        policy = button.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        button.setSizePolicy(policy)
        button.clicked.connect(self.past_requested)
        self._line.setContentsMargins(0, 0, 0, 0)
        self._line.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        self.past_button = button

    def _show_past_button(self) -> None:
        if self.past_button is not None:
            self.past_button.setVisible(self._has_past and (self._has_keyboard or self.underMouse()))

    def _free_label(self) -> None:
        self.label.setMinimumWidth(0)
        self.label.setMaximumWidth(16777215)

    def _field_column(self) -> QVBoxLayout:
        wrong = QHBoxLayout(self.error_line)
        wrong.setContentsMargins(0, 0, 0, 0)
        wrong.setSpacing(6)
        wrong.addWidget(self.error_mark, 0, Qt.AlignmentFlag.AlignTop)
        wrong.addWidget(self.error_label, 1)
        self._line = QHBoxLayout()
        self._line.setSpacing(4)
        self._line.addWidget(self.field, 1)
        column = QVBoxLayout()
        column.setSpacing(4)
        column.addLayout(self._line)
        column.addWidget(self.help)
        column.addWidget(self.error_line)
        column.addStretch(1)
        return column

    def _label_text(self, label: str, optional: bool) -> str:
        return self.tr("{label} (facultatif)").format(label=label) if optional else label
