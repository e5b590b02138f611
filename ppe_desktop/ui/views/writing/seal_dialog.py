"""Before a report is sealed: what that means, what is still missing, whether the family knows it."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.plan_outline import HeadingState
from ppe_desktop.services.writings import WritingSheet
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.views.coverage.missing_words import MissingWords
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import PrimaryButton, SecondaryButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel

WIDTH = 560
_OPEN = (HeadingState.PARTIAL, HeadingState.EMPTY)


class SealDialog(QDialog):
    """Asks whether to seal a report.

    Signals:
        seal_requested: the person confirmed.
        heading_requested: key of the heading she wants to complete first.
        words_noted: words that were missing, or the reason, are in the base; carries the ``Changes``.
    """

    seal_requested = Signal()
    heading_requested = Signal(str)
    words_noted = Signal(object)

    def __init__(self, sheet: WritingSheet, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(self.tr("Terminer le rapport"))
        headings = sheet.headings()
        untold = next((one for one in headings if one.key == "information" and one.state in _OPEN), None)
        unheard = next((one for one in headings if one.key == "paroles" and one.state in _OPEN), None)
        left = [one.title for one in headings if one.state in _OPEN and one not in (untold, unheard)]
        self.heading = PlainLabel(typeset(self.tr("Terminer ce rapport ?")), "heading", parent=self)
        self.explanation = PlainLabel(
            typeset(
                self.tr(
                    "Un rapport terminé ne change plus : il garde ses textes et tout ce dont il est fait. Vous pourrez encore noter "
                    "qui en a été informé, l’envoi au juge et les remises, et en produire les exemplaires."
                )
            ),
            wrap=True,
            parent=self,
        )
        gaps = self.tr("Il reste des rubriques à compléter. Le document le dira, sans empêcher de terminer : {list}.")
        self.gaps_label = PlainLabel(typeset(gaps.format(list=" · ".join(left))), wrap=True, parent=self)
        self.gaps_label.setVisible(bool(left))
        self.untold_banner = Banner(
            typeset(
                self.tr(
                    "Avant l’envoi au juge, l’enfant et ses parents prennent connaissance du rapport. Il manque : {list}. Vous pourrez "
                    "le noter après avoir terminé."
                ).format(list=", ".join(untold.gaps) if untold else "")
            ),
            "soon",
            closable=False,
            parent=self,
        )
        self.untold_banner.setVisible(untold is not None)
        self.unheard_banner = Banner(
            typeset(
                self.tr(
                    "Il manque, pour la période du rapport : {list}. Une parole, ou ce qui a empêché de la recueillir, se note dans "
                    "« Paroles »."
                ).format(list=", ".join(unheard.gaps) if unheard else "")
            ),
            "soon",
            closable=False,
            parent=self,
        )
        self._is_unheard = unheard is not None
        self.unheard_banner.setVisible(self._is_unheard)
        self.error_banner = Banner(tone="late", closable=False, parent=self)
        self.error_banner.hide()
        self.note_button = SecondaryButton(self.tr("Noter l’information"), "pen-line", self)
        self.note_button.setVisible(untold is not None)
        self.cancel_button = SecondaryButton(self.tr("Continuer à écrire"), parent=self)
        self.seal_button = PrimaryButton(self.tr("Terminer le rapport"), "lock", self)

        self._arrange()

        self.seal_button.clicked.connect(self._on_seal)
        self.cancel_button.clicked.connect(self.reject)
        self.note_button.clicked.connect(self._on_note)
        self.cancel_button.setFocus()
        self.resize(px(WIDTH), self.heightForWidth(px(WIDTH)))

    def look_for_words(self, tasks: Tasks, child_id: str, report_id: str) -> None:
        """Say whose words the report lacks and take them, in place of the sentence that only says so."""
        self.missing_words = MissingWords(tasks, self)
        column = self.layout()
        if isinstance(column, QVBoxLayout):
            column.insertWidget(column.indexOf(self.untold_banner), self.missing_words)
        self.missing_words.noted.connect(self.words_noted)
        self.missing_words.told.connect(self._on_told)
        self.missing_words.look_at(child_id, "situation_report", report_id)

    def show_error(self, error: PpeError) -> None:
        """Say why it could not be sealed, and what to do."""
        self.error_banner.set_message(error.message, "late")
        self.error_banner.show()
        self.seal_button.setEnabled(True)

    def _arrange(self) -> None:
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        buttons.addWidget(self.note_button)
        buttons.addStretch(1)
        buttons.addWidget(self.cancel_button)
        buttons.addWidget(self.seal_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(14)
        banners = (self.unheard_banner, self.untold_banner, self.error_banner)
        for widget in (self.heading, self.explanation, self.gaps_label, *banners):
            column.addWidget(widget)
        column.addLayout(buttons)

    def _on_told(self, is_missing: bool) -> None:
        """Leave out the sentence that names what the heading lacks, where the voices themselves are named."""
        self.unheard_banner.setVisible(self._is_unheard and not is_missing)

    def _on_seal(self) -> None:
        self.seal_button.setEnabled(False)
        self.seal_requested.emit()

    def _on_note(self) -> None:
        self.reject()
        self.heading_requested.emit("information")
