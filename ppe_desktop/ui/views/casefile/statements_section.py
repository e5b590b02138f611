"""Paroles: everything the child and the parents said, in their words."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

import shiboken6
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item, Items
from ppe_desktop.domain.dates import age_on, short_date
from ppe_desktop.domain.names import first_name_of, person_name
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.vocabulary import CollectionOutcome, Means, Sharing, SketchKind, Speaker
from ppe_desktop.runtime import clock
from ppe_desktop.services.changes import Changes
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.record_card import Mark, RecordCard
from ppe_desktop.ui.forms.record_cards import CardsSpec, RecordCards
from ppe_desktop.ui.views.casefile.path_section import persons_to_choose
from ppe_desktop.ui.views.casefile.section import Section
from ppe_desktop.ui.views.childpage.gallery import SketchGallery, SketchViewer
from ppe_desktop.ui.views.childpage.loader import SketchPictures
from ppe_desktop.ui.views.childpage.sheets_button import SheetsButton
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import SecondaryButton
from ppe_desktop.ui.widgets.chip import ChipButton
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from ppe_desktop.services.session import Session
    from ppe_desktop.ui.views.childpage.page import ChildPage

TONES = {"ENFANT": "child", "MERE": "mother", "PERE": "father", "AUTRE": "other"}
"""Colour and mark of each speaker, the same everywhere."""


class StatementsSection(Section):
    """The words kept in the file, the newest first, with a filter by speaker."""

    def __init__(self, context: FileContext, parent: QWidget | None = None) -> None:
        super().__init__(context, context.tr("Paroles"), parent)
        self._items = Items({})
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
            extra=_extra_of,
            marks=self._marks,
        )
        self.page_button = SecondaryButton(self.tr("La page de l’enfant"), "palette", self.column)
        self.sheets_button = SheetsButton(self.column)
        self.resume_banner = Banner("", "info", action=self.tr("Reprendre"), closable=False, parent=self.column)
        self.pictures = SketchPictures(context.tasks, self)
        self.gallery = SketchGallery(self.pictures, self.column)
        self.filter_row = QWidget(self.column)
        self.filters = QButtonGroup(self)
        self.cards = RecordCards(context, spec, self._shown, self._new, self.column, batch=8)
        self._lay_out_filters()
        gestures = QHBoxLayout()
        gestures.addWidget(self.page_button)
        gestures.addWidget(self.sheets_button)
        gestures.addStretch(1)
        self.body.addWidget(self.intro_label)
        self.body.addLayout(gestures)
        for widget in (self.resume_banner, self.gallery, self.filter_row, self.cards):
            self.body.addWidget(widget)
        self.finish_layout()
        self.resume_banner.hide()
        self.gallery.hide()

        self.filters.buttonClicked.connect(self._on_filter)
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
        elif kind == "sketch":
            self._wanted_sketch = record_id
            self._open_wanted_sketch()

    def add(self) -> None:
        """Add a statement and open it."""
        self.cards.add()

    def open_page(self) -> None:
        """Give the screen to the child."""
        self._give_screen()

    def open_sketch(self, sketch: Item) -> None:
        """Show a page of the child, large."""
        viewer = SketchViewer(sketch, self.pictures, self)
        viewer.resume_requested.connect(self._give_screen)
        viewer.removal_requested.connect(self._on_sketch_removal)
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

    def _on_read(self, read: tuple[Items, tuple[Item, ...]]) -> None:
        self._items, self._sketches = read
        self._show_sketches()
        self._written = self.cards.in_use()
        if self.context.file is not None:
            self.cards.show_file(self.context.file)

    def _shown(self, _file: CaseFile) -> list[Item]:
        """Return the words of the speaker chosen, and those being written: they do not vanish when "Qui parle" changes."""
        return [
            item
            for item in self._items.of("statement")
            if self._speaker in ("", item.speaker) or item.id == self._written
        ]

    def _new(self, file: CaseFile) -> dict[str, Any]:
        return {
            "child_id": file.child.id,
            "said_on": clock.now().date(),
            "speaker": self._speaker or Speaker.CHILD.value,
        }

    def _summary(self, item: Item, file: CaseFile) -> tuple[str, str]:
        words = excerpt(item.exact_words, 80)
        said = f"« {words} »" if words else excerpt(item.reported_words or item.observation, 80)
        if item.outcome in (CollectionOutcome.DECLINED, CollectionOutcome.NOT_MET):
            said = CollectionOutcome.label_of(item.outcome)
        second = [
            short_date(item.said_on),
            Means.label_of(item.means),
            Sharing.label_of(item.sharing),
        ]
        return said or self.tr("Parole à compléter"), " · ".join(part for part in second if part)

    def _marks(self, statement: Item, file: CaseFile) -> list[Mark]:
        """Return who speaks, in their colour and with their mark, and the pages made then."""
        pages = self.sketches_of(statement.id)
        made = [(SketchKind.label_of(sketch.kind), "neutral", "image") for sketch in pages]
        return [(speaker_name(statement, file), TONES.get(statement.speaker, "other"), ""), *made]

    def _on_filter(self, chip: ChipButton) -> None:
        self._speaker, self._written = str(chip.property("speaker")), ""
        if self.context.file is not None:
            self.cards.show_file(self.context.file)


def _read(session: Session, child_id: str) -> tuple[Items, tuple[Item, ...]]:
    """Read the words and the child's pages, in one go on the database thread."""
    return session.files.statements(child_id), session.sketches.read(child_id)


def speaker_name(statement: Item, file: CaseFile) -> str:
    """Return who speaks: the child's first name, the person's name, or the quality."""
    if statement.speaker == Speaker.CHILD:
        return first_name_of(file.child)
    person = file.person(statement.person_id)
    return person_name(person) if person else Speaker.label_of(statement.speaker)


class StatementExtra(QWidget):
    """What an open card has beside its form: over it the pages made then, under it from whom the words are kept."""

    def __init__(self, context: FileContext, statement: Item, card: RecordCard) -> None:
        super().__init__(card)
        self._statement_id = statement.id
        self._section = _section_of(card)
        self.pages = QWidget(card)
        self.gallery = SketchGallery(self._section.pictures, self.pages) if self._section is not None else None
        self.restrictions = StatementRestrictions(context, statement, card)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.restrictions)
        over = QVBoxLayout(self.pages)
        over.setContentsMargins(0, 6, 0, 0)
        if self._section is not None and self.gallery is not None:
            over.addWidget(self.gallery)
            self.gallery.opened.connect(self._section.open_sketch)
        if card.form is not None:
            card.body.insertWidget(card.body.indexOf(card.form), self.pages)
        card.title_button.toggled.connect(self.pages.setVisible)

    def show_file(self, file: CaseFile) -> None:
        """Show the pages and the persons."""
        if self.gallery is not None and self._section is not None:
            self.gallery.show_sketches(self._section.sketches_of(self._statement_id))
        self.restrictions.show_file(file)


class StatementRestrictions(QWidget):
    """From whom the speaker asked that these words be kept."""

    def __init__(self, context: FileContext, statement: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._statement_id = statement.id
        self._section = _section_of(parent)
        spec = CardsSpec(
            "statement_restriction",
            "",
            self.tr("Ne pas transmettre à une personne…"),
            "",
            self._summary,
            offers=self._offers,
            nobody=self.tr("Inscrivez d’abord cette personne dans « Entourage »."),
        )
        self.cards = RecordCards(context, spec, self._shown, self._new, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.addWidget(self.cards)

    def show_file(self, file: CaseFile) -> None:
        """Show the persons."""
        self.cards.show_file(file)

    def _shown(self, _file: CaseFile) -> list[Item]:
        found = self._section.restrictions() if self._section else ()
        return [item for item in found if item.statement_id == self._statement_id]

    def _offers(self, file: CaseFile) -> list[tuple[str, str]]:
        return persons_to_choose(file, {item.hidden_from_id for item in self._shown(file)})

    def _new(self, _file: CaseFile) -> dict[str, Any]:
        return {"statement_id": self._statement_id}

    def _summary(self, item: Item, file: CaseFile) -> tuple[str, str]:
        person = file.person(item.hidden_from_id)
        return self.tr("À ne pas transmettre à {name}").format(name=person_name(person) if person else ""), ""


def _extra_of(context: FileContext, statement: Item, card: QWidget) -> QWidget | None:
    return StatementExtra(context, statement, card) if isinstance(card, RecordCard) else None


def _section_of(widget: QWidget | None) -> StatementsSection | None:
    """Climb to the section a card lies in."""
    while widget is not None and not isinstance(widget, StatementsSection):
        widget = widget.parentWidget()
    return widget
