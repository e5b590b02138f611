"""« Depuis le dernier rapport » : what the file gained under a heading, each taken up with one click, its source kept."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.report_gains import Gain
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.plain_label import PlainLabel

FIRST_SHOWN = 3
"""Records shown at once; the rest at a click."""
LETTERS = 220


class GainsBlock(QWidget):
    """What may be taken up, and what was.

    Signals:
        take_requested: the :class:`Gain` to take up.
    """

    take_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: tuple[Gain, ...] | None = None
        self._is_whole = False
        self.rows: dict[tuple[str, str], Card] = {}
        self.take_buttons: dict[tuple[str, str], QuietButton] = {}
        self.sources_label = PlainLabel("", "muted", wrap=True, parent=self)
        self.title = PlainLabel("", "strong", parent=self)
        self.more_button = QuietButton("", "chevron-down", self)
        self._column = QVBoxLayout()
        self._column.setSpacing(6)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self.sources_label)
        column.addWidget(self.title)
        column.addLayout(self._column)
        column.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)

        self.more_button.clicked.connect(self._on_more)

    def show_gains(self, gains: tuple[Gain, ...], taken: tuple[Gain, ...], *, has_report_before: bool) -> None:
        """Show what may be taken up and what was; cards that stay are left as they are."""
        told = " ; ".join(_named(one) for one in sorted(taken, key=lambda one: str(one.day)))
        self.sources_label.setText(typeset(self.tr("Repris du dossier : {list}").format(list=told)))
        self.sources_label.setVisible(bool(taken))
        since = (
            self.tr("Depuis le dernier rapport ({count})") if has_report_before else self.tr("Sur la période ({count})")
        )
        self.title.setText(since.format(count=len(gains)))
        if gains != self._shown:
            self._shown = gains
            self._render()
        self.setVisible(bool(gains or taken))
        self.title.setVisible(bool(gains))

    def _render(self) -> None:
        for card in self.rows.values():
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.rows, self.take_buttons = {}, {}
        gains = self._shown or ()
        for gain in gains if self._is_whole else gains[:FIRST_SHOWN]:
            self._add(gain)
        left = len(gains) - len(self.rows)
        self.more_button.setVisible(left > 0)
        self.more_button.setText(
            self.tr("Voir les {count} autres").format(count=left) if left > 1 else self.tr("Voir l’autre")
        )

    def _add(self, gain: Gain) -> None:
        card = Card(self)
        card.body.setSpacing(2)
        button = QuietButton(self.tr("Reprendre"), "plus", card)
        button.setToolTip(self.tr("Ajouter à la fin du texte, en gardant la source"))
        button.setAccessibleName(f"{self.tr('Reprendre')} : {_named(gain)}")
        button.clicked.connect(partial(self._on_take, gain))
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(PlainLabel(typeset(_named(gain)), "small", wrap=True, parent=card), 1)
        head.addWidget(button, 0, Qt.AlignmentFlag.AlignTop)
        card.body.addLayout(head)
        card.body.addWidget(PlainLabel(typeset(excerpt(_told(gain), LETTERS)), "muted", wrap=True, parent=card))
        self._column.addWidget(card)
        self.rows[gain.source], self.take_buttons[gain.source] = card, button

    def _on_take(self, gain: Gain) -> None:
        self.take_buttons[gain.source].setEnabled(False)  # pressed twice, it is taken up once
        self.take_requested.emit(gain)

    def _on_more(self) -> None:
        self._is_whole = True
        self._render()


def _named(gain: Gain) -> str:
    return f"{gain.title}, le {long_date(gain.day)}" if gain.day else gain.title


def _told(gain: Gain) -> str:
    """Return what the record says, without the day and nature that are above it already."""
    _before, mark, after = gain.text.partition("\N{NO-BREAK SPACE}: ")
    return after if mark else gain.text
