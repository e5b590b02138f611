"""How strong a passphrase is: a bar, a word, the bits, and what to do."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QProgressBar, QWidget

from ppe_desktop.ui.theme import tone_icon
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel

FULL = 100
WEAK, STRONG = 40, 85
"""Bits below which a phrase refused is called weak, and from which one accepted is called very solid."""


class StrengthGauge(QWidget):
    """Says how strong a passphrase is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.bar = QProgressBar(self)
        self.bar.setRange(0, FULL)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(self.tr("Solidité de la phrase"))
        self.mark = IconMark("circle-dashed", "muted", 16, self)
        self.word_label = PlainLabel("", "strong", parent=self)
        self.advice_label = PlainLabel("", "small", wrap=True, parent=self)
        self.advice_label.setObjectName("advice_label")

        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(6)
        grid.setVerticalSpacing(6)
        grid.addWidget(self.bar, 0, 0, 1, 2)
        grid.addWidget(self.mark, 1, 0)
        grid.addWidget(self.word_label, 1, 1)
        grid.addWidget(self.advice_label, 2, 0, 1, 2)
        grid.setColumnStretch(1, 1)
        self.clear()

    def clear(self) -> None:
        """Say nothing of a phrase yet."""
        self.bar.setValue(0)
        self.mark.set_icon("circle-dashed", "muted")
        self.word_label.setText(self.tr("Rien d’écrit encore"))
        self.advice_label.setText(self.tr("Sept mots différents suffisent, sans chiffre ni majuscule obligatoires."))

    def show_strength(self, is_accepted: bool, bits: int, advice: str) -> None:
        """Show a judgement."""
        tone = "done" if is_accepted else "late" if bits < WEAK else "soon"
        self.bar.setValue(min(bits, FULL))
        self.mark.set_icon(tone_icon(tone), tone)
        self.word_label.setText(
            self.tr("{word} ({bits}\u00a0bits)").format(word=self._word(is_accepted, bits), bits=bits)
        )
        self.advice_label.setText(advice)
        self.bar.setAccessibleDescription(f"{self.word_label.text()}. {advice}")

    def _word(self, is_accepted: bool, bits: int) -> str:
        if is_accepted:
            return self.tr("Très solide") if bits >= STRONG else self.tr("Solide")
        return self.tr("Faible") if bits < WEAK else self.tr("Insuffisante")
