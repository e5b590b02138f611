"""What a reader does not receive, and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.domain.vocabulary import RecipientKind
from ppe_desktop.domain.withholding import Withheld
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.views.plan.typography import curly
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel


def reader_name(recipient: Recipient) -> str:
    """Return how a reader is called inside a sentence: "Madame Benali", "le juge des enfants"."""
    name = recipient.label.split(",")[0]
    is_office = recipient.kind in (RecipientKind.JUDGE, RecipientKind.FILE)
    return name[:1].lower() + name[1:] if is_office else name


class WithheldList(QWidget):
    """The heading, then one line for each thing kept back; long lists scroll."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = PlainLabel("", "strong", wrap=True, parent=self)
        self.nothing = PlainLabel("", "muted", wrap=True, parent=self)
        self.area = QScrollArea(self)
        self._content = QWidget()
        self._rows = QVBoxLayout(self._content)
        self._rows.setContentsMargins(0, 0, 8, 0)
        self._rows.setSpacing(8)
        self.area.setWidget(self._content)
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setMaximumHeight(px(168))
        self.area.setAccessibleName(self.tr("Ce qui n’est pas transmis, et pourquoi"))
        self._content.setAutoFillBackground(False)
        self.area.viewport().setAutoFillBackground(False)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self.heading, self.nothing, self.area):
            column.addWidget(widget)

    def show_withheld(self, recipient: Recipient, withheld: Sequence[Withheld]) -> None:
        """Show what this reader does not receive."""
        name = reader_name(recipient)
        self.heading.setText(self.tr("Ce que {name} ne reçoit pas").format(name=name))
        if recipient.kind is RecipientKind.FILE:
            self.nothing.setText(self.tr("Rien n’est retiré\N{NO-BREAK SPACE}: cet exemplaire reste au service."))
        else:
            self.nothing.setText(self.tr("Rien n’est retiré de cet exemplaire."))
        self.nothing.setVisible(not withheld)
        self.area.setVisible(bool(withheld))
        self._fill(withheld)

    def text(self) -> str:
        """Return all that is said."""
        labels = [label.text() for label in self._content.findChildren(PlainLabel) if not label.isHidden()]
        return "\n".join([self.heading.text(), *labels])

    def _fill(self, withheld: Sequence[Withheld]) -> None:
        while self._rows.count():
            widget = self._rows.takeAt(0).widget()
            widget.setParent(None)
            widget.deleteLater()
        for entry in withheld:
            self._rows.addWidget(_WithheldRow(entry, self._content))
        self.area.updateGeometry()


class _WithheldRow(QWidget):
    def __init__(self, entry: Withheld, parent: QWidget) -> None:
        super().__init__(parent)
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(PlainLabel(curly(entry.what), "body", wrap=True, parent=self))
        words.addWidget(PlainLabel(curly(entry.why), "muted", wrap=True, parent=self))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        row.addWidget(IconMark("eye-off", "muted", 18, self), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
