"""Finding a document among those attached: by its words and by its nature."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.media import media_of
from ppe_desktop.domain.texts import plain
from ppe_desktop.ui.views.casefile.attachment_cards import nature, nature_icon
from ppe_desktop.ui.widgets.chip import ChipButton
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.search_field import SearchField


class DocumentsFilter(QWidget):
    """A search field and a chip for each nature that the file holds.

    Signals:
        changed: other documents are wanted.
    """

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._kinds: list[str] = []
        self._kind = ""
        self.search_field = SearchField(self.tr("Rechercher dans les documents joints"), self)
        self.search_field.setAcceptDrops(False)  # a file let go here is for the section, not words to find
        self.chips_row = QWidget(self)
        self._flow = FlowLayout(self.chips_row)
        self.chips = QButtonGroup(self)
        self.chips.setExclusive(True)

        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.search_field)
        column.addWidget(self.chips_row)

        self.search_field.textChanged.connect(self.changed)
        self.chips.buttonClicked.connect(self._on_chip)

    def kind(self) -> str:
        """Return the nature chosen, nothing when all are shown."""
        return self._kind

    def show_natures(self, items: Iterable[Item]) -> None:
        """Offer the natures that these documents have."""
        found = {item.kind: nature(item) for item in items if item.kind}
        kinds = sorted(found, key=lambda kind: plain(found[kind]))
        if self._kind not in kinds:
            self._kind = ""
        if kinds != self._kinds:
            self._kinds = kinds
            self._make_chips([("", self.tr("Tous")), *((kind, found[kind]) for kind in kinds)])
        self.chips_row.setVisible(len(kinds) > 1)

    def clear(self) -> None:
        """Want all the documents."""
        self._kind = ""
        for chip in self.chips.buttons():
            chip.setChecked(not chip.property("nature"))
        self.search_field.clear()

    def wants(self, item: Item) -> bool:
        """Tell whether a document is among those wanted; accents and capitals do not count."""
        if self._kind not in ("", item.kind):
            return False
        media, day = media_of(item.media_type).label, long_date(item.dated_on)
        facts = (item.title, nature(item), item.received_from, item.remarks, item.file_name, media, day)
        read = plain(" ".join(facts))
        return all(word in read for word in plain(self.search_field.text()).split())

    def _make_chips(self, natures: list[tuple[str, str]]) -> None:
        for chip in self.chips.buttons():
            self.chips.removeButton(chip)
            self._flow.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        for kind, label in natures:
            chip = ChipButton(label, "neutral", nature_icon(kind) if kind else "file-text", checkable=True)
            chip.setProperty("nature", kind)
            chip.setChecked(kind == self._kind)
            self.chips.addButton(chip)
            self._flow.addWidget(chip)

    def _on_chip(self, chip: ChipButton) -> None:
        self._kind = str(chip.property("nature"))
        self.changed.emit()
