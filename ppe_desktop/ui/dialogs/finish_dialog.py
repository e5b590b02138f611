"""Before a version of the plan is finished: what that means, what is still missing."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.plan_outline import Heading, HeadingState
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.views.coverage.missing_words import MissingWords
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel

WIDTH = 560
_NBSP = "\N{NO-BREAK SPACE}"


class FinishDialog(QDialog):
    """Asks whether to finish a version.

    Signals:
        finish_requested: the person confirmed.
        words_noted: words that were missing, or the reason, are in the base; carries the ``Changes``.
    """

    finish_requested = Signal()
    words_noted = Signal(object)

    def __init__(self, version: int, headings: Sequence[Heading], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Terminer cette version"))
        self.heading = PlainLabel(
            self.tr("Terminer la version {number}{nbsp}?").format(number=version, nbsp=_NBSP), "heading", parent=self
        )
        self.explanation = PlainLabel(self._explanation(), wrap=True, parent=self)
        self.gaps_label = PlainLabel(self._gaps(headings), "body", wrap=True, parent=self)
        self.gaps_label.setVisible(bool(self.gaps_label.text()))
        self.banner = Banner(tone="late", closable=False, parent=self)
        self.banner.hide()
        self.finish_button = PrimaryButton(self.tr("Terminer cette version"), "lock", self)
        self.cancel_button = SecondaryButton(self.tr("Continuer à écrire"), parent=self)

        self._arrange()

        self.finish_button.clicked.connect(self._on_finish)
        self.cancel_button.clicked.connect(self.reject)
        self.cancel_button.setFocus()
        self.resize(px(WIDTH), self.heightForWidth(px(WIDTH)))

    def look_for_words(self, tasks: Tasks, child_id: str, plan_id: str) -> None:
        """Say whose recent words the version lacks, over the buttons; it may be finished all the same."""
        self.missing_words = MissingWords(tasks, self)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(column.count() - 1, self.missing_words)
        self.missing_words.noted.connect(self.words_noted)
        self.missing_words.look_at(child_id, "child_plan", plan_id)

    def show_error(self, error: PpeError) -> None:
        """Say why it could not be finished, and what to do."""
        self.banner.set_message(error.message.replace("'", "’"), "late")
        self.finish_button.setEnabled(True)

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.finish_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        for widget in (self.heading, self.explanation, self.gaps_label, self.banner):
            column.addWidget(widget)
        column.addLayout(buttons)

    def _explanation(self) -> str:
        return self.tr(
            "Une version terminée ne change plus{nbsp}: les textes, les objectifs et les paroles citées restent tels "
            "qu’ils sont aujourd’hui, avec les faits du dossier.\n\n"
            "Vous pourrez encore noter les signatures et les remises, produire le document, et ouvrir la version "
            "suivante pour faire évoluer le projet."
        ).format(nbsp=_NBSP)

    def _gaps(self, headings: Sequence[Heading]) -> str:
        left = [h.title for h in headings if h.state in (HeadingState.PARTIAL, HeadingState.EMPTY)]
        if not left:
            return ""
        said = self.tr("Il reste des rubriques à compléter. Le document le dira, sans empêcher de terminer{nbsp}:")
        return f"{said.format(nbsp=_NBSP)}\n{' · '.join(left)}."

    def _on_finish(self) -> None:
        self.finish_button.setEnabled(False)
        self.finish_requested.emit()
