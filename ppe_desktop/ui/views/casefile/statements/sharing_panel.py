"""Who may read some words, said in words; the gesture that reviews it; and the documents that hold them already."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.vocabulary import Sharing
from ppe_desktop.services.statements import Holder, Review
from ppe_desktop.ui.dialogs.review_words_dialog import ReviewWordsDialog
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.views.casefile.statements.sharing_words import SHARING_ICONS, holders_words, readers_words
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import SecondaryButton
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel

_NBSP = "\N{NO-BREAK SPACE}"


class SharingPanel(QWidget):
    """The sharing of some words.

    Attributes:
        review_button: reads them again to decide who may read them.
        held_banner: the documents that hold them already, once looked for.
    """

    def __init__(self, context: FileContext, statement: Item, speaker: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sharing_panel")
        self._context, self._statement, self._speaker = context, statement, speaker
        self._holders: tuple[Holder, ...] = ()
        self._asked = ""
        self._dialog: ReviewWordsDialog | None = None
        self.mark = IconMark("lock", "muted", 18, self)
        self.label = PlainLabel("", "strong", wrap=True, parent=self)
        self.readers_label = PlainLabel("", "muted", wrap=True, parent=self)
        self.review_button = SecondaryButton(self.tr("Relire pour le partage…"), "eye", self)
        self.held_banner = Banner("", "info", closable=False, parent=self)
        self.held_banner.setObjectName("held_banner")

        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignVCenter)
        line.addWidget(self.label, 1)
        line.addWidget(self.review_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 4, 0, 4)
        column.setSpacing(4)
        column.addLayout(line)
        column.addWidget(self.readers_label)
        column.addWidget(self.held_banner)
        self.readers_label.setContentsMargins(px(18) + 8, 0, 0, 0)
        self.held_banner.hide()

        self.review_button.clicked.connect(self.review)
        self.show_item(statement, speaker)

    def show_item(self, statement: Item, speaker: str) -> None:
        """Show the sharing as the base has it now."""
        self._statement, self._speaker = statement, speaker
        self.label.setText(Sharing.label_of(statement.sharing))
        self.mark.set_icon(SHARING_ICONS.get(statement.sharing, "lock"), "muted")
        self._context.tasks.ask(
            self._context.tasks.session.statements.review, statement.id, then=self._on_read, failed=_forget
        )
        seen = f"{statement.id} {statement.sharing}"
        if seen != self._asked:
            self._asked = seen
            self._look_for_holders(self._on_holders)

    def review(self) -> None:
        """Read the words again, as they are in the base now, and ask who may read them."""
        self._context.autosaver.send()
        tasks = self._context.tasks
        tasks.ask(
            tasks.session.statements.review,
            self._statement.id,
            then=self._on_review,
            failed=self._context.error_raised.emit,
        )

    def _look_for_holders(self, then: object) -> None:
        tasks = self._context.tasks
        tasks.run_long(tasks.session.statements.holders, self._statement.id, then=then, failed=_forget)  # type: ignore[arg-type]

    def _on_read(self, review: Review) -> None:
        sharing = review.statement.sharing
        self.readers_label.setText(readers_words(sharing, review.levels.get(sharing, ())))

    def _on_review(self, review: Review) -> None:
        if self._dialog is not None:
            return
        dialog = ReviewWordsDialog(review, self._speaker, self.window())
        self._dialog = dialog
        dialog.decided.connect(partial(self._on_decided, review.statement))
        dialog.destroyed.connect(self._on_dialog_gone)
        dialog.show_holders(self._holders)
        dialog.open()

    def _on_dialog_gone(self) -> None:
        self._dialog = None

    def _on_decided(self, statement: Item, sharing: str) -> None:
        if sharing == statement.sharing:
            return
        tasks = self._context.tasks
        tasks.ask(
            tasks.session.records.change,
            "statement",
            statement.id,
            sharing=sharing,
            then=self._context.changed.emit,
            failed=self._context.error_raised.emit,
        )

    def _on_holders(self, holders: tuple[Holder, ...]) -> None:
        self._holders = holders
        if self._dialog is not None:
            self._dialog.show_holders(holders)
        if not holders:
            self.held_banner.hide()
            return
        is_shared = self._statement.sharing == Sharing.ALL
        start = (
            self.tr("Ces documents contiennent déjà ces paroles{nbsp}:")
            if is_shared
            else self.tr("Ces paroles ne sont plus partagées avec tous, mais ces documents les gardent{nbsp}:")
        )
        self.held_banner.set_message(
            f"{start.format(nbsp=_NBSP)}\n{holders_words(holders)}", "info" if is_shared else "soon"
        )


def _forget(_error: object) -> None:
    """Leave the panel as it is: the words were taken away meanwhile."""
