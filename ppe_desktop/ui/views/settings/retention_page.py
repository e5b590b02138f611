"""Closed files: which are past the time they are kept for, and what is done with each."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.retention import YEARS, ClosedFile, Standing
from ppe_desktop.services.retention import ClosedFiles, Erased
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.views.trust.erase_dialog import EraseDialog
from ppe_desktop.ui.views.trust.prolong_dialog import ProlongDialog
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.calm_combo import CalmCombo
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.column_scroll import ColumnScroll
from ppe_desktop.ui.widgets.empty_state import EmptyState
from ppe_desktop.ui.widgets.form_row import FormRow
from ppe_desktop.ui.widgets.plain_label import PlainLabel

SHOWN = 100
"""Files shown: those asked about first."""


class RetentionPage(ColumnScroll):
    """The closed files.

    Signals:
        file_erased: a file is gone: what shows it must forget it.
    """

    file_erased = Signal()

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._tasks, self._retention = tasks, tasks.session.retention
        self.title_label = PlainLabel(self.tr("Dossiers clos"), "heading", wrap=True)
        self.intro_label = PlainLabel(
            self.tr(
                "Un dossier clos ne reste pas toujours sur cet ordinateur. Passé un délai après le dernier contact, il vous est proposé de "
                "l’archiver, de le garder plus longtemps en disant pourquoi, ou de l’effacer. Rien ne s’efface tout seul."
            ),
            "body",
            wrap=True,
        )
        self.banner = Banner("", "done")
        self.years_combo = CalmCombo()
        self.years_combo.setObjectName("years_combo")
        for years in YEARS:
            plural = "s" if years > 1 else ""
            self.years_combo.addItem(self.tr("{years}\u00a0an{plural}").format(years=years, plural=plural), years)
        self.years_row = FormRow(
            self.tr("Délai après le dernier contact"),
            self.years_combo,
            help_text=self.tr(
                "Deux ans dans les recommandations de la CNIL (Commission nationale de l’informatique et des libertés)."
            ),
        )
        self.empty = EmptyState("shield", self.tr("Aucun dossier clos"), self.tr("Les dossiers clos apparaîtront ici."))
        self.cards: dict[str, Card] = {}
        for widget in (self.title_label, self.intro_label, self.banner, self.years_row, self.empty):
            self.body.addWidget(widget)
        self.body.addStretch(1)
        self.banner.hide()
        self.empty.hide()

        self.years_combo.activated.connect(self._on_years)

    def showEvent(self, event: QShowEvent) -> None:
        """Read the closed files again."""
        super().showEvent(event)
        self.reload()

    def reload(self) -> None:
        """Read the closed files again."""
        self._tasks.ask(self._retention.closed, then=self._on_closed)

    def _on_closed(self, closed: ClosedFiles) -> None:
        for card in self.cards.values():
            self.body.removeWidget(card)
            card.hide()
            card.deleteLater()
        self.cards = {}
        self.years_combo.setCurrentIndex(max(self.years_combo.findData(closed.years), 0))
        first = self.body.indexOf(self.empty) + 1
        for file in closed.files[:SHOWN]:
            card = self._card(file, closed)
            self.body.insertWidget(first + len(self.cards), card)
            self.cards[file.child_id] = card
        self.empty.setVisible(not closed.files)

    def _card(self, file: ClosedFile, closed: ClosedFiles) -> Card:
        card = Card(self.column)
        standing = file.standing(closed.years, closed.today)
        card.body.addWidget(PlainLabel(file.name, "strong", wrap=True, parent=card))
        card.body.addWidget(PlainLabel(typeset(self._told_dates(file)), "muted", wrap=True, parent=card))
        state = PlainLabel(typeset(self._told_standing(file, closed, standing)), "body", wrap=True, parent=card)
        state.set_tone("late" if standing is Standing.DUE else "muted")
        card.body.addWidget(state)
        erase = SecondaryButton(self.tr("Archiver ou effacer…"), parent=card)
        erase.setObjectName("erase_button")
        erase.clicked.connect(partial(self._on_erase, file.child_id))
        prolong = QuietButton(self.tr("Garder plus longtemps…"), "", card)
        prolong.setObjectName("prolong_button")
        prolong.clicked.connect(partial(self._on_prolong, file.child_id, file.name))
        buttons = QHBoxLayout()
        buttons.addWidget(erase)
        buttons.addWidget(prolong)
        buttons.addStretch(1)
        card.body.addLayout(buttons)
        return card

    def _told_dates(self, file: ClosedFile) -> str:
        told = []
        if file.closed_on:
            told.append(self.tr("clos le {day}").format(day=long_date(file.closed_on)))
        if file.last_contact:
            told.append(self.tr("dernier contact connu le {day}").format(day=long_date(file.last_contact)))
        return ", ".join(told) or self.tr("aucune date connue")

    def _told_standing(self, file: ClosedFile, closed: ClosedFiles, standing: Standing) -> str:
        due = file.due_on(closed.years)
        if due is None:
            return self.tr("Sans date, aucun délai ne court.")
        if standing is Standing.DUE:
            return self.tr("Le délai est passé depuis le {day} : que faire de ce dossier ?").format(day=long_date(due))
        if file.prolonged is not None:
            return self.tr("Gardé jusqu’au {day} : {reason} ({author}).").format(
                day=long_date(due), reason=file.prolonged.reason, author=file.prolonged.author
            )
        return self.tr("Gardé jusqu’au {day}.").format(day=long_date(due))

    def _on_years(self, _index: int) -> None:
        self._tasks.ask(self._retention.keep_years, self.years_combo.currentData(), then=self._on_kept)

    def _on_kept(self, _nothing: object) -> None:
        self.reload()

    def _on_prolong(self, child_id: str, name: str) -> None:
        dialog = ProlongDialog(self._tasks, child_id, name, self)
        dialog.prolonged.connect(self.reload)
        dialog.open()

    def _on_erase(self, child_id: str) -> None:
        dialog = EraseDialog(self._tasks, child_id, self)
        dialog.erased.connect(self._on_erased)
        dialog.open()

    def _on_erased(self, erased: Erased) -> None:
        left = ""
        if erased.backups_left:
            left = self.tr(
                " Les sauvegardes de cet ordinateur (au nombre de {count}) le contiennent encore, six mois au plus."
            ).format(count=len(erased.backups_left))
        if erased.has_second_place:
            left += self.tr(" Pensez aussi aux copies du deuxième emplacement.")
        self.banner.set_message(typeset(self.tr("Le dossier est effacé.") + left), "done")
        self.file_erased.emit()
        self.reload()
