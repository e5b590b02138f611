"""Paroles: everything the child and the parents said, in their words."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtCore import Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item, Items
from ppe_desktop.domain.dates import age_on, long_date, short_date
from ppe_desktop.domain.names import first_name_of
from ppe_desktop.domain.prints import Produced
from ppe_desktop.domain.texts import elide, excerpt
from ppe_desktop.domain.vocabulary import CollectionOutcome, Means, Sharing, SketchKind, Speaker
from ppe_desktop.runtime import clock
from ppe_desktop.services.changes import Changes
from ppe_desktop.services.documents import Offer
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.record_card import Mark
from ppe_desktop.ui.forms.record_cards import CardsSpec, RecordCards
from ppe_desktop.ui.views.casefile.document_making import DocumentMaking
from ppe_desktop.ui.views.casefile.section import Section
from ppe_desktop.ui.views.casefile.statements.danger_panel import danger_words
from ppe_desktop.ui.views.casefile.statements.statement_form import StatementForm, speaker_name
from ppe_desktop.ui.views.childpage.gallery import SketchGallery, SketchViewer
from ppe_desktop.ui.views.childpage.loader import SketchPictures
from ppe_desktop.ui.views.childpage.page_paper import PagePaper
from ppe_desktop.ui.views.childpage.sheets_button import SheetsButton
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import SecondaryButton
from ppe_desktop.ui.widgets.chip import ChipButton
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from ppe_desktop.domain.coverage import ChildCoverage
    from ppe_desktop.services.session import Session
    from ppe_desktop.services.statements import Spoken
    from ppe_desktop.ui.views.childpage.page import ChildPage

__all__ = ["TONES", "StatementsSection", "speaker_name"]

TONES = {"ENFANT": "child", "MERE": "mother", "PERE": "father", "AUTRE": "other"}
"""Colour and mark of each speaker, the same everywhere."""


class StatementsSection(Section):
    """The words kept in the file, the newest first, with a filter by speaker; whose words are missing is said above them.

    Signals:
        coverage_requested: the person asks whose words are missing in all the files.
    """

    coverage_requested = Signal()

    def __init__(self, context: FileContext, parent: QWidget | None = None) -> None:
        super().__init__(context, context.tr("Paroles"), parent)
        self._items = Items({})
        self._names: Mapping[str, str] = {}
        self._made: set[str] = set()
        self._preset: dict[str, Any] = {}
        self._sketches: tuple[Item, ...] = ()
        self._wanted_sketch = ""
        self._page: ChildPage | None = None
        self._speaker = self._written = ""
        self.intro_label = PlainLabel(
            self.tr(
                "Les mots exacts de chacun, avec la date et les circonstances. Rien ne sort du dossier avant d’avoir été relu."
            ),
            "muted",
            wrap=True,
            parent=self.column,
        )
        spec = CardsSpec(
            "statement",
            "",
            self.tr("Noter une parole"),
            self.tr(
                "Aucune parole n’est encore notée. La première peut être très courte : ses mots, la date, et qui était là."
            ),
            self._summary,
            marks=self._marks,
            form=self._form,
            gesture=self._gesture,
        )
        self.page_button = SecondaryButton(self.tr("La page de l’enfant"), "palette", self.column)
        self.sheets_button = SheetsButton(context.tasks, self.column)
        self.resume_banner = Banner("", "info", action=self.tr("Reprendre"), closable=False, parent=self.column)
        self.missing_banner = Banner(
            "", "info", action=self.tr("Tous les dossiers"), closable=False, parent=self.column
        )
        self.missing_banner.setObjectName("missing_banner")
        self.pictures = SketchPictures(context.tasks, self)
        self.gallery = SketchGallery(self.pictures, self.column)
        self.filter_row = QWidget(self.column)
        self.filters = QButtonGroup(self)
        self.making = DocumentMaking(context, self)
        self.cards = RecordCards(context, spec, self._shown, self._new, self.column, batch=4)
        self._lay_out_filters()
        gestures = QHBoxLayout()
        gestures.addWidget(self.page_button)
        gestures.addWidget(self.sheets_button)
        gestures.addStretch(1)
        self.body.addWidget(self.intro_label)
        self.body.addLayout(gestures)
        for widget in (self.missing_banner, self.resume_banner, self.gallery, self.filter_row, self.cards):
            self.body.addWidget(widget)
        self.finish_layout()
        self.missing_banner.hide()
        self.resume_banner.hide()
        self.gallery.hide()

        self.filters.buttonClicked.connect(self._on_filter)
        self.cards.added.connect(self._made.add)
        self.cards.gesture_requested.connect(self._on_gesture)
        self.missing_banner.action_requested.connect(self.coverage_requested)
        self.page_button.clicked.connect(self.open_page)
        self.sheets_button.error_raised.connect(context.error_raised)
        self.resume_banner.action_requested.connect(self._on_resume)
        self.gallery.opened.connect(self.open_sketch)

    def _lay_out_filters(self) -> None:
        row = FlowLayout(self.filter_row)
        for code, label in (("", self.tr("Toutes")), *((speaker.value, speaker.label) for speaker in Speaker)):
            chip = ChipButton(label, TONES.get(code, "neutral"), checkable=True)
            chip.setChecked(not code)
            chip.setProperty("speaker", code)
            self.filters.addButton(chip)
            row.addWidget(chip)
        self.filters.setExclusive(True)

    def show_file(self, file: CaseFile) -> None:
        """Read the words again."""
        self.context.tasks.ask(_read, self.context.tasks.session, file.child.id, then=self._on_read)

    def show_record(self, kind: str, record_id: str) -> None:
        """Open the card of some words and bring it into view; one not read yet opens as soon as it is."""
        if kind == "statement":
            self.cards.open_when_shown(record_id)
        elif kind == "speaker":
            speaker, _colon, person_id = record_id.partition(":")
            self.note_words_of(speaker, person_id)
        elif kind == "sketch":
            self._wanted_sketch = record_id
            self._open_wanted_sketch()

    def add(self) -> None:
        """Add a statement and open it."""
        self.cards.add()

    def note_words_of(self, speaker: str, person_id: str = "") -> None:
        """Add words of someone and open them, the keyboard where the words go.

        Args:
            speaker: a code of :class:`Speaker`.
            person_id: who, when the speaker is not enough to tell.
        """
        self._choose_speaker("")
        self._preset = {"speaker": speaker, "person_id": person_id or None}
        self.cards.add()

    def answer(self, statement_id: str) -> None:
        """Open some words where their answer goes."""
        self.context.wanted_field = (statement_id, "answer")
        self.cards.open_when_shown(statement_id)

    def hand_over(self, statement: Item) -> None:
        """Make the sheet of some words, with the answer given and what they changed."""
        self.context.autosaver.send()
        about = self.tr("le {day}").format(day=long_date(statement.said_on)) if statement.said_on else ""
        self.making.make(Offer("", Produced.WORDS.value, "", statement.id, about, ""))

    def hideEvent(self, event: QHideEvent) -> None:
        """Take away the words begun here and left blank; what is typed goes to the base first."""
        super().hideEvent(event)
        made, self._made = self._made, set()
        if made:
            self.context.autosaver.send()
        for statement_id in made:
            self.context.tasks.ask(self.context.tasks.session.statements.discard_if_blank, statement_id)

    def open_page(self) -> None:
        """Give the screen to the child."""
        self._give_screen()

    def open_sketch(self, sketch: Item) -> None:
        """Show a page of the child, large."""
        viewer = SketchViewer(sketch, self.pictures, self)
        viewer.resume_requested.connect(self._give_screen)
        viewer.removal_requested.connect(self._on_sketch_removal)
        viewer.print_requested.connect(partial(PagePaper(self.context, viewer).preview, viewer))
        viewer.open()

    def sketches_of(self, statement_id: str) -> tuple[Item, ...]:
        """Return the pages on which some words were said."""
        return tuple(sketch for sketch in self._sketches if sketch.statement_id == statement_id)

    def restrictions(self) -> tuple[Item, ...]:
        """Return the persons from whom words are kept."""
        return self._items.of("statement_restriction")

    def _give_screen(self, sketch: Item | None = None) -> None:
        """Open the child's page over the window, at a page kept before when given."""
        from ppe_desktop.ui.views.childpage.page import ChildPage  # loaded when it is first asked for

        file = self.context.file
        if file is None or (self._page is not None and shiboken6.isValid(self._page)):
            return
        self.context.autosaver.send()
        birth = file.child.birth_date
        age = age_on(birth, clock.now().date()).years if birth else None
        page = ChildPage(self.context.autosaver, file.child.id, first_name_of(file.child), age, self.window())
        page.left.connect(partial(self._on_page_left, file.child.id))
        page.lock_requested.connect(self._on_lock_requested)
        self._page = page
        page.showFullScreen()
        page.activateWindow()
        if sketch is not None:
            page.resume(sketch.id, sketch.title)

    def _on_page_left(self, child_id: str, has_changed: bool) -> None:
        if not shiboken6.isValid(self):
            return  # the whole window is going away
        self._page = None
        if has_changed:
            self.context.changed.emit(Changes(frozenset({("sketch", child_id)})))
        self.page_button.setFocus()

    def _on_lock_requested(self) -> None:
        lock = getattr(self.window(), "lock", None)
        if lock is not None:
            lock()

    def _on_resume(self) -> None:
        self._give_screen(next((sketch for sketch in self._sketches if sketch.is_open), None))

    def _on_sketch_removal(self, sketch: Item) -> None:
        self.context.remove(sketch, self.tr("Page retirée."))

    def _open_wanted_sketch(self) -> None:
        wanted = next((sketch for sketch in self._sketches if sketch.id == self._wanted_sketch), None)
        if wanted is not None:
            self._wanted_sketch = ""
            self.open_sketch(wanted)

    def _show_sketches(self) -> None:
        self.gallery.show_sketches(self._sketches)
        begun = next((sketch for sketch in self._sketches if sketch.is_open), None)
        self.resume_banner.setVisible(begun is not None)
        if begun is not None:
            words = self.tr("Une page commencée n’est pas finie\N{NO-BREAK SPACE}: {what}, {day}.")
            said = words.format(what=SketchKind.label_of(begun.kind).lower(), day=short_date(begun.made_on))
            if self.resume_banner.label.text() != said:
                self.resume_banner.set_message(said, "info", self.tr("Reprendre"))
        self._open_wanted_sketch()

    def _on_read(self, read: tuple[Spoken, tuple[Item, ...], ChildCoverage | None]) -> None:
        spoken, self._sketches, coverage = read
        self._items, self._names = spoken.items, spoken.names
        self._show_sketches()
        self._show_missing(coverage)
        self._written = self.cards.in_use()
        if self.context.file is not None:
            self.cards.show_file(self.context.file)

    def _shown(self, _file: CaseFile) -> list[Item]:
        """Return the words of the speaker chosen, and those being written: they do not vanish when "Qui parle" changes."""
        return [
            item
            for item in self._items.of("statement")
            if self._speaker in ("", item.speaker) or item.id == self._written or _is_alert(item)
        ]

    def _new(self, file: CaseFile) -> dict[str, Any]:
        preset, self._preset = self._preset, {}
        return {
            "child_id": file.child.id,
            "said_on": clock.now().date(),
            "speaker": self._speaker or Speaker.CHILD.value,
            **preset,
        }

    def _known(self) -> tuple[tuple[Item, ...], Mapping[str, str]]:
        return self.restrictions(), self._names

    def _form(self, context: FileContext, statement: Item, card: QWidget) -> StatementForm:
        file = context.file
        speaker = speaker_name(statement, file, self._names) if file is not None else ""
        form = StatementForm(context, statement, self._known, speaker, card)
        form.put_over(StatementPages(statement, self, form))
        return form

    def _gesture(self, statement: Item, _file: CaseFile) -> tuple[str, str] | None:
        """Offer to answer the child's words as long as no answer is noted; then, to hand the answer over with them."""
        is_said = statement.outcome == CollectionOutcome.COLLECTED and (
            statement.exact_words or statement.reported_words
        )
        is_answered = statement.answered_on or statement.answer
        if statement.speaker != Speaker.CHILD or not is_said:
            return None
        if is_answered:
            return self.tr("Feuille à lui remettre"), "file-text"
        return self.tr("Répondre"), "message-circle"

    def _on_gesture(self, statement_id: str) -> None:
        statement = next((one for one in self._items.of("statement") if one.id == statement_id), None)
        if statement is not None and (statement.answered_on or statement.answer):
            self.hand_over(statement)
        else:
            self.answer(statement_id)

    def _show_missing(self, coverage: ChildCoverage | None) -> None:
        """Say whose recent words are missing from the file; nothing is blocked."""
        names = [voice.name for voice in coverage.missing] if coverage is not None else []
        self.missing_banner.setVisible(bool(names))
        if names:
            listed = self.tr(" et ").join(elide("de", name) for name in names)
            said = self.tr("Pas de parole récente {names}, ni de motif noté.").format(names=listed)
            if self.missing_banner.label.text() != said:
                self.missing_banner.set_message(said, "info", self.tr("Tous les dossiers"))

    def _summary(self, item: Item, file: CaseFile) -> tuple[str, str]:
        words = excerpt(item.exact_words, 80)
        said = f"« {words} »" if words else excerpt(item.reported_words or item.observation, 80)
        if item.outcome in (CollectionOutcome.DECLINED, CollectionOutcome.NOT_MET):
            said = CollectionOutcome.label_of(item.outcome)
            said = (
                f"{said}\N{NO-BREAK SPACE}: {excerpt(item.why_not_collected, 80)}" if item.why_not_collected else said
            )
        second = [
            short_date(item.said_on),
            Means.label_of(item.means),
            Sharing.label_of(item.sharing),
            self.tr("réponse donnée le {day}").format(day=short_date(item.answered_on)) if item.answered_on else "",
        ]
        return said or self.tr("Parole à compléter"), " · ".join(part for part in second if part)

    def _marks(self, statement: Item, file: CaseFile) -> list[Mark]:
        """Return who speaks, in their colour and with their mark, and the pages made then."""
        pages = self.sketches_of(statement.id)
        made = [(SketchKind.label_of(sketch.kind), "neutral", "image") for sketch in pages]
        danger = danger_words(statement)
        alert: list[Mark] = [(danger, "late", "alert-triangle")] if danger else []
        who = speaker_name(statement, file, self._names)
        return [*alert, (who, TONES.get(statement.speaker, "other"), ""), *made]

    def _on_filter(self, chip: ChipButton) -> None:
        self._speaker, self._written = str(chip.property("speaker")), ""
        if self.context.file is not None:
            self.cards.show_file(self.context.file)

    def _choose_speaker(self, speaker: str) -> None:
        """Show the words of one speaker only, or of all."""
        for chip in self.filters.buttons():
            if chip.property("speaker") == speaker and not chip.isChecked():
                chip.click()


def _read(session: Session, child_id: str) -> tuple[Spoken, tuple[Item, ...], ChildCoverage | None]:
    """Read the words, the child's pages, and whose words are missing, in one go on the database thread."""
    return session.statements.read(child_id), session.sketches.read(child_id), session.coverage.of_child(child_id)


def _is_alert(statement: Item) -> bool:
    """Tell whether words make one fear a danger whose alert is not noted: no filter hides them."""
    return bool(statement.danger) and not (statement.alert_to or statement.alerted_on)


class StatementPages(QWidget):
    """The pages the child made when the words of an open card were said, over its form."""

    def __init__(self, statement: Item, section: StatementsSection, parent: QWidget) -> None:
        super().__init__(parent)
        self._statement_id, self._section = statement.id, section
        self.gallery = SketchGallery(section.pictures, self)
        over = QVBoxLayout(self)
        over.setContentsMargins(0, 6, 0, 0)
        over.addWidget(self.gallery)
        self.gallery.opened.connect(section.open_sketch)

    def show_file(self, _file: CaseFile) -> None:
        """Show the pages."""
        self.gallery.show_sketches(self._section.sketches_of(self._statement_id))
