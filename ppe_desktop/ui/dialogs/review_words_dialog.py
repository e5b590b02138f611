"""Reading words again before they are shared: what would be printed, who could read it, where it is printed already."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QDialog,
    QFrame,
    QHBoxLayout,
    QRadioButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.sharing import WIDENING, is_narrower
from ppe_desktop.domain.vocabulary import CollectionOutcome, Sharing
from ppe_desktop.services.statements import Holder, Review
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.views.casefile.statements.sharing_words import holders_words, readers_words
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.wide_radio import ChoiceNote, WideRadio

BESIDE = {
    "wishes": "Ce qui est souhaité",
    "disagreements": "Ce qui n’est pas accepté",
    "observation": "Ce qui a été observé",
    "explained": "Comment la décision a été expliquée",
    "annexes": "Annexes",
}
"""What the sheet of some words prints beside them, and how it is called here."""
WIDTH = 680
MOST_HEIGHT = 640
_NBSP = "\N{NO-BREAK SPACE}"


class ReviewWordsDialog(QDialog):
    """Shows some words as they would be printed, and asks who may read them.

    Signals:
        decided: the level of sharing chosen.
    """

    decided = Signal(str)

    def __init__(self, review: Review, speaker: str, parent: QWidget | None = None) -> None:
        """Build the dialog.

        Args:
            review: the words, and who could read them at each level.
            speaker: name of who speaks.
            parent: parent widget.
        """
        super().__init__(parent)
        self.setObjectName("review_words_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Relire pour le partage"))
        self._review = review
        self._holders: tuple[Holder, ...] = ()
        statement = review.statement
        self.heading = PlainLabel(
            self.tr("Qui pourra lire ces paroles{nbsp}?").format(nbsp=_NBSP), "heading", parent=self
        )
        self.who_label = PlainLabel(speaker, "muted", wrap=True, parent=self)
        self.words_label = PlainLabel(printed_words(statement), wrap=True, parent=self)
        self.words_label.setObjectName("printed_words")
        self.kept_label = PlainLabel(self._kept(statement), "muted", wrap=True, parent=self)
        self.choices: dict[str, QRadioButton] = {}
        self.readers: dict[str, PlainLabel] = {}
        self.group = QButtonGroup(self)
        self.held_banner = Banner("", "soon", closable=False, parent=self)
        self.decide_button = PrimaryButton(self.tr("Décider"), "check", self)
        self.cancel_button = SecondaryButton(self.tr("Ne rien changer"), parent=self)
        self._arrange()

        self.group.buttonToggled.connect(self._on_toggled)
        self.decide_button.clicked.connect(self._on_decided)
        self.cancel_button.clicked.connect(self.reject)
        self.choices[self._present()].setChecked(True)
        self.choices[self._present()].setFocus()

    def show_holders(self, holders: tuple[Holder, ...]) -> None:
        """Say which documents hold these words already, once it is known."""
        self._holders = holders
        self._show_held()

    def chosen(self) -> str:
        """Return the level of sharing ticked."""
        return next(level for level, choice in self.choices.items() if choice.isChecked())

    def _present(self) -> str:
        sharing = self._review.statement.sharing
        return sharing if sharing in WIDENING else Sharing.FILE_ONLY.value

    def _arrange(self) -> None:
        page = _Page(self)
        column = QVBoxLayout(page)
        column.setContentsMargins(24, 20, 24, 8)
        column.setSpacing(8)
        for widget in (self.heading, self.who_label, self.words_label, self.kept_label):
            column.addWidget(widget)
        column.addSpacing(8)
        for level in WIDENING:
            column.addWidget(self._choice(level))
            column.addWidget(self.readers[level])
        column.addWidget(self.held_banner)
        column.addStretch(1)
        scroll = QScrollArea(self)
        scroll.setWidget(page)
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        buttons = QHBoxLayout()
        buttons.setContentsMargins(24, 8, 24, 16)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.decide_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(scroll, 1)
        outer.addLayout(buttons)
        self.kept_label.setVisible(bool(self.kept_label.text()))
        self.held_banner.hide()
        self.resize(px(WIDTH), min(px(MOST_HEIGHT), page.heightForWidth(px(WIDTH)) + px(100)))

    def _choice(self, level: str) -> QRadioButton:
        choice = WideRadio(Sharing.label_of(level), self)
        choice.setProperty("level", level)
        self.group.addButton(choice)
        said = readers_words(level, self._review.levels[level])
        readers = ChoiceNote(said, choice, self)
        readers.setContentsMargins(px(26), 0, 0, 6)
        choice.setAccessibleDescription(said)
        self.choices[level], self.readers[level] = choice, readers
        return choice

    def _kept(self, statement: Item) -> str:
        """Return what is never printed, so that nobody looks for it among what would be."""
        said = []
        if statement.values.get("kept_secret"):
            said.append(self.tr("Ce que l’enfant a demandé de garder n’entrera dans aucun document."))
        if statement.values.get("professional_view") or statement.values.get("corrections"):
            said.append(self.tr("Votre analyse et les corrections restent au dossier."))
        return " ".join(said)

    def _show_held(self) -> None:
        narrower = is_narrower(self.chosen(), self._present())
        if not self._holders:
            self.held_banner.hide()
            return
        start = (
            self.tr("Restreindre n’efface rien de ce qui est déjà sorti. Ces documents gardent ces paroles{nbsp}:")
            if narrower
            else self.tr("Ces documents contiennent déjà ces paroles{nbsp}:")
        )
        said = f"{start.format(nbsp=_NBSP)}\n{holders_words(self._holders)}"
        if self.held_banner.isHidden() or self.held_banner.label.text() != said:
            self.held_banner.set_message(said, "soon" if narrower else "info")

    def _on_toggled(self, _choice: object, is_checked: bool) -> None:
        if is_checked:
            self._show_held()

    def _on_decided(self) -> None:
        self.decided.emit(self.chosen())
        self.accept()


class _Page(QWidget):
    """As high as its words at the width there is, and no more: a layout counts wrapped words at their narrowest."""

    def minimumSizeHint(self) -> QSize:
        """Ask for nothing."""
        return QSize(0, 0)


def printed_words(statement: Item) -> str:
    """Return some words as documents print them: exact ones between guillemets, reported ones without, then what their sheet says with them."""
    said = []
    if statement.exact_words.strip():
        said.append(f"«{_NBSP}{statement.exact_words.strip()}{_NBSP}»")
    if statement.reported_words.strip():
        said.append(statement.reported_words.strip())
    beside = {name: str(statement.values.get(name) or "").strip() for name in BESIDE}
    if statement.outcome == CollectionOutcome.TOO_YOUNG and beside["observation"]:
        said.append(beside.pop("observation"))
    said = said or [f"{CollectionOutcome.label_of(statement.outcome)}."]
    return "\n".join([*said, *(f"{BESIDE[name]}{_NBSP}: {text}" for name, text in beside.items() if text)])
