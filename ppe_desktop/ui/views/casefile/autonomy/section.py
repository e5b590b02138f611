"""Autonomie: the interview at 17 and its pages, papers, persons who matter, steps, support after 18, interview after leaving."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ppe_desktop.domain.autonomy import (
    NEEDS_TOLD,
    PLAN_SECTIONS,
    QUESTIONS,
    interviews,
    is_after_leaving,
    open_interview,
    steps_of,
    topics_of,
)
from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.vocabulary import RightState
from ppe_desktop.domain.words_at_hand import Subject, theme_subject
from ppe_desktop.runtime import clock
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.record_cards import CardsSpec
from ppe_desktop.ui.forms.summaries import period
from ppe_desktop.ui.views.casefile.autonomy.interview_card import InterviewCard
from ppe_desktop.ui.views.casefile.autonomy.network import NetworkBlock
from ppe_desktop.ui.views.casefile.autonomy.papers import PapersBlock
from ppe_desktop.ui.views.casefile.autonomy.sheet_desk import SheetDesk
from ppe_desktop.ui.views.casefile.autonomy.steps_list import StepsList
from ppe_desktop.ui.views.casefile.autonomy.talk import RIGHTS, START, Talk, page_to_go_on_from
from ppe_desktop.ui.views.casefile.lists_section import ListBlock, of_child
from ppe_desktop.ui.views.casefile.section import Section
from ppe_desktop.ui.views.coverage.missing_words import MissingWords
from ppe_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class AutonomySection(Section):
    """What a young person prepares for after eighteen; the interview takes the place of the rest while it goes on.

    Signals:
        section_requested: another section of the file.
        words_subject_changed: another page of the interview is open, or none is.
    """

    section_requested = Signal(str)
    words_subject_changed = Signal()

    def __init__(self, context: FileContext, parent: QWidget | None = None) -> None:
        super().__init__(context, context.tr("Autonomie"), parent)
        self._to_show: tuple[str, str] | None = None
        self._wanted: tuple[str, str] | None = None
        self._keep_asked = ""
        self.overview = QWidget(self.column)
        self.talk = Talk(context, self.column)
        self.sheet_desk = SheetDesk(context, self)
        self.interview_cards: dict[str, InterviewCard] = {}
        self._build_overview()

        self.body.addWidget(self.overview)
        self.body.addWidget(self.talk)
        self.finish_layout()
        page = self.widget()
        if page is not None:  # as high as the words at this width, as in the sections made of lists
            page.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self.talk.hide()

        self.begin_button.clicked.connect(self._on_begin)
        self.again_button.clicked.connect(self._on_begin)
        self.papers.state_requested.connect(self._on_paper_state)
        self.network.entourage_requested.connect(partial(self.section_requested.emit, "entourage"))
        self.plan_button.clicked.connect(partial(self.section_requested.emit, "plan"))
        self.steps.theme_requested.connect(self._on_theme_requested)
        self.talk.closed.connect(self.leave_talk)
        self.talk.turned.connect(self._on_turned)
        self.talk.closed.connect(self.words_subject_changed)
        self.talk.keep_requested.connect(self._on_keep_requested)
        self.talk.ticked.connect(self._on_ticked)
        self.missing_words.noted.connect(context.changed)
        context.autosaver.saved.connect(self._on_saved)

    def _build_overview(self) -> None:
        page = self.overview
        self.intro_label = PlainLabel(
            self.tr(
                "Ce qui se prépare avec le jeune pour ses dix-huit ans et après\u00a0: ses mots d’abord, ses droits, ses papiers, "
                "qui l’aide et quand."
            ),
            "muted",
            wrap=True,
            parent=page,
        )
        self.interview_heading = PlainLabel(self.tr("Entretien des 17 ans"), "section", parent=page)
        self.interview_note = PlainLabel(
            self.tr(
                "Une conversation guidée, un thème par page. Elle a lieu au plus tard un an avant la majorité (article L222-5-1 du "
                "code de l’action sociale et des familles) et peut s’étaler sur plusieurs rencontres."
            ),
            "muted",
            wrap=True,
            parent=page,
        )
        self.begin_button = PrimaryButton(self.tr("Commencer l’entretien"), "messages", page)
        self.again_button = SecondaryButton(self.tr("Mener un autre entretien"), "plus", page)
        self.missing_words = MissingWords(self.context.tasks, page)
        self.interviews_box = QVBoxLayout()
        self.interviews_box.setSpacing(8)
        self.steps_heading = PlainLabel(self.tr("Étapes prévues"), "section", parent=page)
        self.steps_note = PlainLabel(
            self.tr(
                "Elles nourrissent le projet d’accès à l’autonomie, qui s’écrit avec le jeune, plus bas et dans le projet pour l’enfant."
            ),
            "muted",
            wrap=True,
            parent=page,
        )
        self.plan_button = QuietButton(self.tr("Ouvrir le projet"), "target", page)
        self.steps = StepsList(page)
        self.papers = PapersBlock(self.context, page)
        self.network = NetworkBlock(page)
        self.plans = ListBlock(self.context, _plans(self.context), _of("autonomy_plan"), of_child, "", page)
        self.contracts = ListBlock(
            self.context, _contracts(self.context), _of("young_adult_contract"), of_child, "", page
        )
        self.exits = ListBlock(self.context, _exits(self.context), _of("exit_interview"), of_child, "", page)

        column = QVBoxLayout(page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self.intro_label, self.interview_heading, self.interview_note):
            column.addWidget(widget)
        column.addLayout(self.interviews_box)
        column.addWidget(self.missing_words)
        column.addWidget(self.begin_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.again_button, 0, Qt.AlignmentFlag.AlignLeft)
        head = QHBoxLayout()
        head.addWidget(self.steps_heading, 1)
        head.addWidget(self.plan_button)
        column.addLayout(head)
        column.addWidget(self.steps_note)
        column.addWidget(self.steps)
        for block in (self.plans, self.papers, self.network, self.contracts, self.exits):
            column.addSpacing(8)
            column.addWidget(block)

    def show_file(self, file: CaseFile) -> None:
        """Show what is kept of the autonomy; the page of the interview on screen stays."""
        held = interviews(file)
        self._show_interviews(held, file)
        for block in (self.plans, self.papers, self.network, self.contracts, self.exits):
            block.show_file(file)
        self.unrolling.begin([self.papers.show_rest])
        self.exits.setVisible(is_after_leaving(file, clock.today()))
        if not self.talk.isHidden():
            if file.items.one("autonomy_interview", self.talk.interview_id) is None:
                self.leave_talk()
            else:
                self.talk.show_file(file)
        if held:
            self._ask_kept(file)
            self.missing_words.look_at(file.child.id, "autonomy_interview", held[0].id)
        else:
            self.missing_words.show_occasion(None)
        if self._wanted is not None:
            self._open_wanted(file)
        if self._to_show is not None:
            self.show_record(*self._to_show)

    def show_record(self, kind: str, record_id: str) -> None:
        """Open a record of this section: the page of the interview, the line of a paper, a card; now or once it is read."""
        file = self.context.file
        item = file.items.one(kind, record_id) if file is not None else None
        if file is None or item is None:
            self._to_show = (kind, record_id)
            return
        self._to_show = None
        if kind == "autonomy_interview":
            self.open_talk(record_id, page_to_go_on_from(file, item))
        elif kind == "autonomy_topic":
            self.open_talk(item.interview_id, item.theme)
        elif kind == "autonomy_right_told":
            self.open_talk(item.interview_id, RIGHTS)
        else:
            self._show_overview()
            if kind == "paper":
                self.papers.reveal(record_id)
            blocks = {"autonomy_plan": self.plans, "young_adult_contract": self.contracts, "exit_interview": self.exits}
            block = blocks.get(kind)
            if block is not None:
                block.cards.open_when_shown(record_id)

    def words_subject(self) -> Subject:
        """Return the theme of the interview on screen, else the interview as a whole, for the words beside it."""
        return theme_subject(self.talk.theme() if not self.talk.isHidden() else "")

    # The interview

    def open_talk(self, interview_id: str, key: str = START) -> None:
        """Open an interview at a page; the themes it does not have yet are made."""
        file = self.context.file
        self._wanted = (interview_id, key)
        if file is None:
            return
        if len(topics_of(file, interview_id)) == len(QUESTIONS):
            self._open_wanted(file)
        else:
            open_it = self.context.tasks.session.autonomy.open_interview
            self.context.tasks.ask(open_it, interview_id, then=self._on_changes, failed=self.context.error_raised.emit)

    def leave_talk(self) -> None:
        """Come back to the page of the section; the interview goes on another day."""
        self._show_overview()
        target = next(iter(self.interview_cards.values()), None)
        (target.open_button if target is not None else self.begin_button).setFocus()

    def _open_wanted(self, file: CaseFile) -> None:
        assert self._wanted is not None
        interview_id, key = self._wanted
        if len(topics_of(file, interview_id)) < len(QUESTIONS):
            return  # being made: the file comes again with them
        self._wanted = None
        self.overview.hide()
        self.title_label.hide()  # the interview has its own head, and all the height of the page
        self.talk.show()
        self.talk.open(interview_id, file, key)

    def _show_overview(self) -> None:
        self.talk.hide()
        self.overview.show()
        self.title_label.show()
        self.verticalScrollBar().setValue(0)

    def _show_interviews(self, held: list[Item], file: CaseFile) -> None:
        for gone in self.interview_cards.keys() - {one.id for one in held}:
            self._drop(gone)
        for place, one in enumerate(held):
            card = self.interview_cards.get(one.id)
            if card is not None and (card.item.held_on is None) != (one.held_on is None):
                self._drop(one.id)  # its first button is no longer the one that matters most
                card = None
            card = card or self._new_card(one)
            self.interviews_box.insertWidget(place, card)
            card.show_interview(one, file)
        is_open = open_interview(file) is not None
        self.interview_note.setVisible(not held)
        self.begin_button.setVisible(not held)
        self.again_button.setVisible(bool(held) and not is_open)
        for widget in (self.steps_heading, self.plan_button, self.steps_note, self.steps):
            widget.setVisible(bool(held))
        if held:
            self.steps.show_steps(steps_of(topics_of(file, held[0].id)))

    def _new_card(self, interview: Item) -> InterviewCard:
        card = InterviewCard(interview, self.overview)
        card.page_requested.connect(self.open_talk)
        card.print_requested.connect(self.sheet_desk.preview_print)
        card.pdf_requested.connect(self.sheet_desk.choose_pdf)
        card.removal_requested.connect(self._on_removal_requested)
        self.interview_cards[interview.id] = card
        return card

    def _drop(self, interview_id: str) -> None:
        card = self.interview_cards.pop(interview_id)
        self.interviews_box.removeWidget(card)
        card.hide()
        card.deleteLater()

    def _on_begin(self) -> None:
        file = self.context.file
        if file is not None:
            begin = self.context.tasks.session.autonomy.begin_interview
            self.context.tasks.ask(begin, file.child.id, then=self._on_begun, failed=self.context.error_raised.emit)

    def _on_begun(self, changes: Any) -> None:
        self._wanted = (changes.created, START)
        self._on_changes(changes)

    def _on_changes(self, changes: Any) -> None:
        file = self.context.file
        if changes.records:
            self.context.changed.emit(changes)
        elif self._wanted is not None and file is not None:
            self._open_wanted(file)

    def _on_turned(self) -> None:
        self.verticalScrollBar().setValue(0)
        self.words_subject_changed.emit()

    def _on_theme_requested(self, theme: str) -> None:
        file = self.context.file
        held = interviews(file) if file is not None else []
        if held:
            self.open_talk(held[0].id, theme)

    def _on_removal_requested(self, interview: Item) -> None:
        self.context.remove(interview, self.tr("Entretien retiré, avec ses thèmes et les droits cochés."))

    def _on_ticked(self, interview_id: str, right: str, is_told: bool) -> None:
        service = self.context.tasks.session.autonomy
        tick = service.tell_right if is_told else service.untell_right
        self.context.tasks.ask(
            tick, interview_id, right, then=self.context.changed.emit, failed=self.context.error_raised.emit
        )

    # Words kept

    def _on_keep_requested(self, topic_id: str) -> None:
        """Keep the words once what is on screen is in the base: exactly what is read, never an older text."""
        self._keep_asked = topic_id
        self.context.autosaver.send()
        if self.context.autosaver.is_settled():
            self._keep()

    def _on_saved(self, _moment: Any) -> None:
        if self._keep_asked:
            self._keep()

    def _keep(self) -> None:
        topic_id, self._keep_asked = self._keep_asked, ""
        keep = self.context.tasks.session.autonomy.keep_words
        self.context.tasks.ask(keep, topic_id, then=self._on_kept, failed=self.context.error_raised.emit)

    def _on_kept(self, changes: Any) -> None:
        if self.context.file is not None:
            self._ask_kept(self.context.file)
        self.context.changed.emit(changes)

    def _ask_kept(self, file: CaseFile) -> None:
        self.context.tasks.ask(self.context.tasks.session.autonomy.kept_words, file.child.id, then=self.talk.show_kept)

    # Papers

    def _on_paper_state(self, kind: str, state: str, paper_id: str) -> None:
        file = self.context.file
        if file is not None:
            set_paper = self.context.tasks.session.autonomy.set_paper
            self.context.tasks.ask(
                set_paper, file.child.id, kind, state, paper_id,
                then=self.context.changed.emit, failed=self.context.error_raised.emit,
            )  # fmt: skip


def _plans(context: FileContext) -> CardsSpec:
    return CardsSpec(
        "autonomy_plan",
        context.tr("Projet d’accès à l’autonomie"),
        context.tr("Écrire le projet"),
        context.tr(
            "Il réunit ce que les thèmes de l’entretien ne disent pas\u00a0: budget, logement à 18 ans, soins, personnes sur qui compter, "
            "calendrier jusqu’à 18 puis 21 ans. Les mots du jeune y viennent en premier."
        ),
        _plan_summary,
    )


def _contracts(context: FileContext) -> CardsSpec:
    return CardsSpec(
        "young_adult_contract",
        context.tr("Accompagnement jeune majeur"),
        context.tr("Noter une demande"),
        context.tr(
            "Le droit est ouvert de 18 à 21 ans, même après une interruption. La demande se prépare avant la majorité\u00a0; un refus est "
            "motivé et peut être contesté."
        ),
        _contract_summary,
    )


def _exits(context: FileContext) -> CardsSpec:
    return CardsSpec(
        "exit_interview",
        context.tr("Entretien après la sortie"),
        context.tr("Noter un entretien"),
        context.tr(
            "Six mois après la sortie, le service propose un entretien\u00a0; le jeune peut en demander un autre jusqu’à 21 ans."
        ),
        _exit_summary,
    )


def _plan_summary(item: Item, _file: CaseFile) -> tuple[str, str]:
    title = f"Établi le {long_date(item.established_on)}" if item.established_on else "À établir"
    left = [label for name, label in PLAN_SECTIONS.items() if not str(item.values.get(name) or "").strip()]
    if not left:
        return title, "Toutes les parties sont écrites."
    return title, "Reste à écrire\u00a0: " + ", ".join(left) + "."


def _contract_summary(item: Item, _file: CaseFile) -> tuple[str, str]:
    state = RightState.label_of(item.decision) or "Demande à préparer"
    asked = f"demandé le {long_date(item.requested_on)}" if item.requested_on else ""
    if asked and item.decision in ("", RightState.TO_ASK, RightState.ASKED):
        state, asked = asked.capitalize(), ""
    decided = f"décidé le {long_date(item.decided_on)}" if item.decided_on else ""
    parts = (asked, decided, period(item.since, item.until), excerpt(item.content))
    return state, " · ".join(part for part in parts if part)


def _exit_summary(item: Item, _file: CaseFile) -> tuple[str, str]:
    title = f"Mené le {long_date(item.held_on)}" if item.held_on else "À mener"
    told = (item.own_words, *(item.values[name] for name in NEEDS_TOLD), item.situation, item.attempts)
    return title, excerpt(next((text for text in told if text.strip()), ""))


def _of(kind: str) -> Any:
    def select(file: CaseFile) -> tuple[Item, ...]:
        return file.of(kind)[::-1]

    return select
