"""Two parents who must not meet: why, and how each is received, in one click."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QVBoxLayout, QWidget

from ppe_desktop.domain.vocabulary import Apart
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.chip import ChipButton
from ppe_desktop.ui.widgets.flow_layout import FlowLayout

WAYS = (Apart.SLOTS, Apart.ROOMS, Apart.REMOTE, Apart.WRITTEN)
_NBSP = "\N{NO-BREAK SPACE}"


class ApartBlock(QWidget):
    """Shown only when something in the file says that the parents should not be received together.

    Signals:
        chosen: the way they are received, a code of ``Apart``.
    """

    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.banner = Banner("", "soon", closable=False, parent=self)
        self.row = QWidget(self)
        self.ways = QButtonGroup(self)
        self.buttons: dict[str, ChipButton] = {}
        flow = FlowLayout(self.row)
        for way in WAYS:
            button = ChipButton(way.label, "neutral", "circle-dashed", checkable=True)
            button.clicked.connect(partial(self._on_clicked, way.value))
            self.ways.addButton(button)
            self.buttons[way.value] = button
            flow.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.banner)
        column.addWidget(self.row)
        self.hide()

    def show_reasons(self, reasons: list[str], way: str) -> None:
        """Say why the parents should not meet, and how they are received; nothing without a reason."""
        self.setVisible(bool(reasons))
        self.ways.setExclusive(False)
        for code, button in self.buttons.items():
            button.setChecked(code == way)
        self.ways.setExclusive(True)
        if reasons:
            words, tone = " ".join([*reasons, self._next(way)]), "info" if way in self.buttons else "soon"
            if self.banner.label.text() != words:
                self.banner.set_message(words, tone)

    def _next(self, way: str) -> str:
        """Return what is to be done next."""
        said = {
            Apart.SLOTS.value: self.tr(
                "Chacun est reçu à son heure{nbsp}: notez-la dans «{nbsp}Reçu à{nbsp}», sous son nom. Son invitation ne dit que la "
                "sienne."
            ),
            Apart.ROOMS.value: self.tr(
                "Chacun dans sa salle{nbsp}: prévoyez aussi deux moments pour arriver et pour partir."
            ),
            Apart.REMOTE.value: self.tr(
                "L’un des deux est entendu à distance, à un autre moment{nbsp}: sa présence se note «{nbsp}À distance{nbsp}»."
            ),
            Apart.WRITTEN.value: self.tr(
                "Ce que l’un ou l’autre écrit se note à l’étape «{nbsp}Tenir{nbsp}», sous son nom."
            ),
            Apart.TOGETHER.value: self.tr(
                "La réunion est prévue avec les deux parents ensemble{nbsp}: est-ce bien voulu{nbsp}?"
            ),
        }.get(way, self.tr("Choisissez comment chacun est reçu{nbsp}; chaque parent a sa propre invitation."))
        return said.format(nbsp=_NBSP)

    def _on_clicked(self, code: str, _checked: bool = False) -> None:
        self.chosen.emit(code)
