"""Vue d'ensemble: what is going on, what is missing, the last words said, on one page."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import long_date, short_date
from ppe_desktop.domain.names import first_name_of
from ppe_desktop.domain.texts import elide, excerpt
from ppe_desktop.domain.vocabulary import PARENT_ROLES, PlanStatus, YesNo
from ppe_desktop.runtime import clock
from ppe_desktop.ui.forms import summaries
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.views.casefile.section import Section
from ppe_desktop.ui.views.casefile.statements_section import speaker_name
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.chip import Chip
from ppe_desktop.ui.widgets.plain_label import PlainLabel

_LAST_WORDS = 3


class OverviewSection(Section):
    """One page to know where things stand.

    Signals:
        section_requested: key of the section to open.
    """

    section_requested = Signal(str)

    def __init__(self, context: FileContext, parent: QWidget | None = None) -> None:
        super().__init__(context, context.tr("Vue d’ensemble"), parent)
        self.situation_card = self._card(self.tr("La situation"))
        self.plan_card = self._card(self.tr("Le projet pour l’enfant"))
        self.words_card = self._card(self.tr("Dernières paroles"))
        self.missing_card = self._card(self.tr("Ce qui manque au dossier"))
        for card in (self.situation_card, self.plan_card, self.words_card, self.missing_card):
            self.body.addWidget(card)
        self.finish_layout()

    def _card(self, title: str) -> Card:
        card = Card(self.column)
        card.body.addWidget(PlainLabel(title, "section", parent=card))
        return card

    def show_file(self, file: CaseFile) -> None:
        """Show where things stand."""
        self._refill(self.situation_card, self._situation(file))
        self._show_gaps(file)
        ask = self.context.tasks.ask
        ask(self.context.tasks.session.files.plans, file.child.id, then=self._on_plans)
        ask(self.context.tasks.session.files.last_statements, file.child.id, _LAST_WORDS, then=self._on_statements)

    def _situation(self, file: CaseFile) -> list[QWidget]:
        today = clock.now().date()
        lines = [summaries.measure(item, file) for item in file.current("measure", today)]
        lines += [summaries.placement(item, file) for item in file.current("placement", today)]
        parents = [link for link in file.of("relationship") if link.role in PARENT_ROLES]
        lines += [summaries.relationship(link, file) for link in parents]
        lines += [summaries.sibling(link, file) for link in file.of("sibling_link")]
        if not lines:
            return [
                PlainLabel(self.tr("Ajoutez la mesure et le lieu d’accueil dans « Parcours »."), "muted", wrap=True)
            ]
        return [widget for title, second in lines for widget in self._line(title, second)]

    def _line(self, title: str, second: str) -> list[QWidget]:
        widgets: list[QWidget] = [PlainLabel(title, "body", wrap=True)]
        if second:
            widgets.append(PlainLabel(second, "muted", wrap=True))
        return widgets

    def _show_gaps(self, file: CaseFile) -> None:
        found = gaps(file)
        self.missing_card.setVisible(bool(found))
        self._refill(self.missing_card, [self._gap_button(text, section) for text, section in found])

    def _gap_button(self, text: str, section: str) -> QuietButton:
        button = QuietButton(text, "circle-dashed")
        button.setProperty("section", section)
        button.setProperty("align", "left")
        button.clicked.connect(self._on_gap)
        return button

    def _on_gap(self) -> None:
        self.section_requested.emit(str(self.sender().property("section")))

    def _on_plans(self, plans: tuple[Item, ...]) -> None:
        if not plans:
            words = [PlainLabel(self.tr("Aucun projet n’est encore commencé."), "muted", wrap=True)]
            self._refill(self.plan_card, [*words])
            return
        last = plans[0]
        is_finished = last.status == PlanStatus.FINISHED
        chip = Chip(
            self.tr("Version {number} : {state}").format(
                number=last.version, state=PlanStatus.label_of(last.status).lower()
            ),
            "done" if is_finished else "soon",
            "file-check" if is_finished else "pencil",
        )
        widgets: list[QWidget] = [chip]
        if last.established_on:
            widgets.append(PlainLabel(self.tr("Établi le {day}").format(day=long_date(last.established_on)), "muted"))
        self._refill(self.plan_card, widgets)

    def _on_statements(self, statements: tuple[Item, ...]) -> None:
        file = self.context.file
        if file is None:
            return
        widgets: list[QWidget] = []
        for statement in statements:
            words = excerpt(statement.exact_words, 220)
            said = f"« {words} »" if words else excerpt(statement.reported_words or statement.observation, 220)
            widgets += self._line(said, f"{speaker_name(statement, file)}, le {short_date(statement.said_on)}")
        empty = self.tr("Aucune parole n’est encore notée.")
        self._refill(self.words_card, widgets or [PlainLabel(empty, "muted", wrap=True)])

    def _refill(self, card: Card, widgets: list[QWidget]) -> None:
        """Replace what follows the title of a card."""
        while card.body.count() > 1:
            item = card.body.takeAt(1)
            widget = item.widget() if item else None
            if widget is not None:
                widget.deleteLater()
        for widget in widgets:
            align = Qt.AlignmentFlag.AlignLeft if isinstance(widget, (Chip, QuietButton)) else Qt.AlignmentFlag(0)
            card.body.addWidget(widget, 0, align)


def gaps(file: CaseFile) -> list[tuple[str, str]]:
    """Return what the file lacks for the documents to be right, with the section where to enter it."""
    today = clock.now().date()
    name = first_name_of(file.child)
    found = []
    if not file.child.birth_date:
        found.append((f"La date de naissance {elide('de', name)}", "identity"))
    if not file.child.birth_place:
        found.append((f"Le lieu de naissance {elide('de', name)}", "identity"))
    if not file.current("measure", today):
        found.append(("La mesure en cours", "path"))
    if not file.of("decision"):
        found.append(("La décision qui fonde l’intervention", "path"))
    if file.main_place(today) is None:
        found.append(("Le lieu d’accueil", "path"))
    if not any(authority.is_holder == YesNo.YES for authority in file.of("parental_authority")):
        found.append(("Les titulaires de l’autorité parentale", "entourage"))
    return found
