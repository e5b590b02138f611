"""One interview on the page: where it stands, its themes, what is done with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from ppe_desktop.domain.autonomy import QUESTIONS, rights_for, rights_told, topics_of
from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import long_date
from ppe_desktop.ui.theme import icon
from ppe_desktop.ui.views.casefile.autonomy.talk import RIGHTS, START, page_to_go_on_from
from ppe_desktop.ui.widgets.buttons import IconButton, PrimaryButton, QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.chip import ChipButton
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.styling import set_style_property


class InterviewCard(Card):
    """An interview: what was said of it, its themes, and the way back into it.

    Signals:
        page_requested: identifier of the interview, key of the page.
        print_requested: identifier of the interview.
        pdf_requested: identifier of the interview.
        removal_requested: the record to take out.
    """

    page_requested = Signal(str, str)
    print_requested = Signal(str)
    pdf_requested = Signal(str)
    removal_requested = Signal(object)

    def __init__(self, interview: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("interview_card")
        self.item = interview
        self._next_page = START
        self.title_label = PlainLabel("", "strong", wrap=True, parent=self)
        self.second_line = PlainLabel("", "muted", wrap=True, parent=self)
        self.open_button = (SecondaryButton if interview.held_on else PrimaryButton)("", "messages", self)
        self.rights_button = QuietButton(self.tr("Les droits"), "scale", self)
        self.sheet_button = QuietButton(self.tr("La feuille à emporter"), "printer", self)
        self.sheet_menu = QMenu(self)
        self.remove_button = IconButton("trash", self.tr("Retirer cet entretien"), parent=self)
        self.themes = {theme.value: ChipButton(theme.label, parent=self) for theme in QUESTIONS}

        head = QHBoxLayout()
        head.addWidget(self.title_label, 1)
        head.addWidget(self.remove_button)
        themes = QWidget(self)
        flow = FlowLayout(themes)
        for chip in self.themes.values():
            flow.addWidget(chip)
        buttons = QHBoxLayout()
        buttons.setSpacing(8)
        for button in (self.open_button, self.rights_button, self.sheet_button):
            buttons.addWidget(button)
        buttons.addStretch(1)
        self.body.addLayout(head)
        self.body.addWidget(self.second_line)
        self.body.addWidget(themes)
        self.body.addLayout(buttons)
        self.sheet_menu.addAction(self.tr("Aperçu et impression…"), partial(self.print_requested.emit, interview.id))
        self.sheet_menu.addAction(self.tr("Enregistrer en PDF…"), partial(self.pdf_requested.emit, interview.id))

        self.open_button.clicked.connect(self._on_open)
        self.rights_button.clicked.connect(partial(self._on_page, RIGHTS))
        self.sheet_button.clicked.connect(self._on_sheet)
        self.remove_button.clicked.connect(self._on_remove)
        for key, chip in self.themes.items():
            chip.clicked.connect(partial(self._on_page, key))

    def show_interview(self, interview: Item, file: CaseFile) -> None:
        """Show where the interview stands."""
        self.item = interview
        self._next_page = page_to_go_on_from(file, interview)
        is_held = interview.held_on is not None
        self.title_label.setText(_title(interview))
        self.second_line.setText(_second(interview, file))
        self.open_button.setText(self.tr("Relire l’entretien") if is_held else self.tr("Continuer l’entretien"))
        topics = topics_of(file, interview.id)
        said = {theme.value for theme, one in topics.items() if one.own_words.strip()}
        for key, chip in self.themes.items():
            tone = "child" if key in said else "neutral"
            set_style_property(chip, "tone", tone)
            chip.setIcon(icon("quote" if key in said else "circle-dashed", tone))
            chip.setToolTip(self.tr("Ses mots y sont notés") if key in said else self.tr("Pas encore de mots"))

    def _on_open(self) -> None:
        self._on_page(self._next_page)

    def _on_page(self, key: str) -> None:
        self.page_requested.emit(self.item.id, key)

    def _on_sheet(self) -> None:
        self.sheet_menu.popup(self.sheet_button.mapToGlobal(self.sheet_button.rect().bottomLeft()))

    def _on_remove(self) -> None:
        self.removal_requested.emit(self.item)


def _title(interview: Item) -> str:
    if interview.held_on:
        return f"Entretien mené le {long_date(interview.held_on)}"
    if interview.begun_on:
        return f"Entretien commencé le {long_date(interview.begun_on)}, à continuer"
    if interview.invited_on:
        return f"Entretien à mener, invitation du {long_date(interview.invited_on)}"
    return "Entretien à mener"


def _second(interview: Item, file: CaseFile) -> str:
    words = sum(bool(one.own_words.strip()) for one in topics_of(file, interview.id).values())
    told = sum(bool(one.told_on) for one in rights_told(file, interview.id).values())
    parts = (
        interview.place,
        f"ses mots sur {words} thème{'s' if words > 1 else ''} sur {len(QUESTIONS)}",
        f"{told} droit{'s' if told > 1 else ''} présenté{'s' if told > 1 else ''} sur {len(rights_for(file.child))}",
        f"copie remise le {long_date(interview.handed_on)}" if interview.handed_on else "copie à remettre",
        f"prochaine rencontre le {long_date(interview.next_on)}" if interview.next_on else "",
    )
    return " · ".join(part for part in parts if part)
