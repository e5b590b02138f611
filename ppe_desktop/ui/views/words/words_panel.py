"""The words that bear on what is on screen: a panel at the right of a screen, folded to a strip at one key.

A screen that wants it puts a :class:`WordsPanel` at its right, calls :meth:`WordsPanel.show_for` each time the file or the subject
changes, and answers ``insert_requested`` in its own way, or leaves the panel tie the words itself.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QHideEvent, QKeySequence, QPainter, QPaintEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.facts import RecordKind
from ppe_desktop.domain.names import person_name
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.words_at_hand import AtHand, Subject, bearing_on, can_insert, first_values, since
from ppe_desktop.runtime import clock
from ppe_desktop.services.changes import Changes
from ppe_desktop.services.words import ChildWords
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import current, px, theme
from ppe_desktop.ui.views.words.note_form import NoteForm
from ppe_desktop.ui.views.words.speaker_words import SpeakerWords
from ppe_desktop.ui.views.words.words_card import WordsCard
from ppe_desktop.ui.views.words.words_tab import WordsTab
from ppe_desktop.ui.widgets.buttons import IconButton, QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.chip import ChipButton
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.undo_bar import UndoBar

KEPT_AS = "words_panel_open"
"""Name under which the base keeps whether the panel is open."""
SHORTCUT = "F7"
WIDTH, NARROW = 348, 300
NARROW_UNDER = 1300
"""Width of the window, in pixels at scale 1, under which the panel takes less."""
BATCH = 12
"""Cards made at once; the rest at a click."""
SUBJECT_LETTERS = 120
BEARING, ALL, SINCE = "bearing", "all", "since"


class WordsPanel(QWidget):
    """The words of one child's file, those that bear on the screen first.

    Signals:
        insert_requested: identifier of the words to bring to what is on screen; words that the subject ties are tied already.
        opened: identifier of the words to see whole, in their place in the file.
        noted: identifier of words just noted here.
        room_changed: it opened, folded, came or went: the screen has more room, or less.
        error_raised: a :class:`PpeError` to show.
    """

    insert_requested = Signal(str)
    opened = Signal(str)
    noted = Signal(str)
    room_changed = Signal()
    error_raised = Signal(object)

    def __init__(
        self, tasks: Tasks, autosaver: Autosaver, kinds: dict[str, RecordKind], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("words_panel")
        self._tasks, self._autosaver, self._kinds = tasks, autosaver, kinds
        self._file: CaseFile | None = None
        self._subject: Subject | None = None
        self._read: ChildWords | None = None
        self._filter, self._shown_most = BEARING, BATCH
        self._is_open = False
        self._tied: tuple[str, Subject] | None = None
        self.groups: dict[str, SpeakerWords] = {}
        self.form: NoteForm | None = None
        self.tab = WordsTab(self)
        self.body = QFrame(self)
        self.mark = IconMark("quote", "child", 20, self.body)
        self.title_label = PlainLabel(self.tr("Paroles"), "section", parent=self.body)
        self.fold_button = IconButton("chevron-right", self.tr("Replier les paroles (F7)"), parent=self.body)
        self.area = QScrollArea(self.body)
        self.page = QWidget(self.area)
        self.subject_label = PlainLabel("", "muted", wrap=True, parent=self.page)
        self.note_button = SecondaryButton(self.tr("Noter une parole"), "plus", self.page)
        self.filter_row = QWidget(self.page)
        self.filters = QButtonGroup(self)
        self.chips: dict[str, ChipButton] = {}
        self.empty_label = PlainLabel("", "muted", wrap=True, parent=self.page)
        self.more_button = QuietButton("", "chevron-down", self.page)
        self.undo_bar = UndoBar(self)

        self._lay_out()
        self._fit()
        self.tab.clicked.connect(self.toggle)
        self.fold_button.clicked.connect(self.toggle)
        self.note_button.clicked.connect(self.note)
        self.filters.buttonClicked.connect(self._on_filter)
        self.more_button.clicked.connect(self._on_more)
        self.undo_bar.action_requested.connect(self._on_undo)
        theme().theme_changed.connect(self._fit)
        self.shortcut = QShortcut(QKeySequence(SHORTCUT), parent or self, self._on_shortcut)
        self.hide()
        tasks.ask(tasks.session.settings.get, KEPT_AS, False, then=self._on_kept)

    # What a screen does with it

    def show_for(self, file: CaseFile | None, subject: Subject | None) -> None:
        """Show the words of a file that bear on a subject; without one, the panel is not there."""
        is_other = file is None or self._file is None or file.child.id != self._file.child.id
        is_same_file, is_new = file is self._file, subject != self._subject
        self._file, self._subject = file, subject
        if is_other:
            self._forget()
        if is_new:
            self._shown_most = BATCH
            self._close_form()
        if file is None or subject is None:
            self.hide()
            return
        if is_same_file and self._read is not None:
            self._show()
        else:
            self.refresh()

    def refresh(self) -> None:
        """Read the words again."""
        if self._file is not None:
            words = self._tasks.session.words
            self._tasks.ask(words.of_child, self._file.child.id, then=self._on_words, failed=self.error_raised.emit)

    def subject(self) -> Subject | None:
        """Return what is on screen."""
        return self._subject

    def is_open(self) -> bool:
        """Tell whether the panel is open, even where it has nothing to show."""
        return self._is_open

    def set_open(self, is_open: bool) -> None:
        """Open or fold the panel."""
        self._is_open = is_open
        self.tab.setVisible(not is_open)
        self.body.setVisible(is_open)
        self._fit()
        if is_open and self._read is not None:
            self._show()

    def toggle(self) -> None:
        """Open or fold the panel, and remember it; the keyboard goes with it."""
        self.set_open(not self._is_open)
        self._tasks.ask(self._tasks.session.settings.keep, KEPT_AS, self._is_open)
        if self._is_open:
            first = next(iter(self.cards()), None)
            (first or self.note_button).setFocus()
        else:
            self.tab.setFocus()

    def note(self) -> None:
        """Open a few fields to note words that bear on what is on screen."""
        if self._file is None or self.form is not None:
            return
        if not self._is_open:
            self.toggle()
        today = self._read.today if self._read is not None else clock.now().date()
        values = {"child_id": self._file.child.id, **first_values(self._subject, today)}
        persons = [(person.id, person_name(person)) for person in self._file.of("person")]
        fresh = self._tasks.session.words.fresh_id()
        self.form = NoteForm(self._autosaver, self._kinds["statement"], fresh, values, persons, self.page)
        self.form.finished.connect(self._on_noted)
        self.form.details_requested.connect(self.opened)
        self.form.failed.connect(self.error_raised)
        self._column.insertWidget(0, self.form)
        self._make_room_to_note()
        self.form.start()
        self.area.verticalScrollBar().setValue(0)

    def cards(self) -> list[WordsCard]:
        """Return the cards shown, in order."""
        return [card for group in self._groups_shown() for card in group.cards_in_order()]

    def showEvent(self, event: QShowEvent) -> None:
        """Say that the screen has less room."""
        super().showEvent(event)
        self._fit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Say that the screen has more room."""
        super().hideEvent(event)
        self.room_changed.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground, and the hairline that parts it from the screen."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(current().surface))
        painter.fillRect(0, 0, 1, self.height(), QColor(current().border))
        painter.end()

    # How it is laid out

    def _lay_out(self) -> None:
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Expanding)
        flow = FlowLayout(self.filter_row, 6)
        for key in (BEARING, ALL, SINCE):
            chip = ChipButton("", "neutral", "filter", checkable=True)
            chip.setProperty("filter", key)
            chip.setChecked(key == BEARING)
            self.filters.addButton(chip)
            self.chips[key] = chip
            flow.addWidget(chip)
        self.filters.setExclusive(True)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.mark)
        head.addWidget(self.title_label, 1)
        head.addWidget(self.fold_button)
        self._column = QVBoxLayout()
        self._column.setSpacing(14)
        page = QVBoxLayout(self.page)
        page.setContentsMargins(0, 0, 8, 16)
        page.setSpacing(12)
        page.addWidget(self.subject_label)
        page.addWidget(self.note_button, 0, Qt.AlignmentFlag.AlignLeft)
        page.addWidget(self.filter_row)
        page.addLayout(self._column)
        page.addWidget(self.empty_label)
        page.addWidget(self.more_button, 0, Qt.AlignmentFlag.AlignLeft)
        page.addStretch(1)
        self.area.setWidget(self.page)
        self.area.setWidgetResizable(True)
        for ground in (self.page, self.area.viewport()):
            ground.setAutoFillBackground(False)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QVBoxLayout(self.body)
        inside.setContentsMargins(16, 16, 8, 0)
        inside.setSpacing(10)
        inside.addLayout(head)
        inside.addWidget(self.area, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.tab)
        row.addWidget(self.body, 1)
        self.body.hide()

    def _fit(self) -> None:
        """Take the width that the words ask for at the size of the text in force, less in a narrow window."""
        wanted = px(NARROW if self.window().width() < px(NARROW_UNDER) else WIDTH)
        self.setFixedWidth(wanted if self._is_open else self.tab.sizeHint().width())
        self.room_changed.emit()

    # What it shows

    def _on_kept(self, is_open: Any) -> None:
        if bool(is_open) != self._is_open:
            self.set_open(bool(is_open))

    def _on_words(self, read: ChildWords) -> None:
        if self._file is None or read.child_id != self._file.child.id:
            return  # the answer of another file: nothing crosses
        self._read = read
        self._show()

    def _found(self) -> dict[str, list[AtHand]]:
        """Return the words that each filter lets through."""
        assert self._read is not None
        assert self._subject is not None
        words, subject = self._read.words, self._subject
        statements = words.items.of("statement")
        bearing = bearing_on(statements, subject, words.links, self._read.today)
        why = {one.statement.id: one.reasons for one in bearing}
        rest = {key: since(statements, day) for key, day in ((ALL, None), (SINCE, words.last_document))}
        told = {
            key: [AtHand(one.statement, why.get(one.statement.id, ())) for one in found] for key, found in rest.items()
        }
        return {BEARING: bearing, **told}

    def _show(self) -> None:
        if self._read is None or self._subject is None or self._file is None:
            return
        found = self._found()
        self.tab.show_count(len(found[BEARING]), excerpt(self._subject.name, SUBJECT_LETTERS))
        self.show()
        if not self._is_open:
            return
        self._fit()
        self.subject_label.setText(excerpt(self._subject.name, SUBJECT_LETTERS))
        self._show_chips(found)
        written = self.form.statement_id if self.form is not None else ""
        shown = [one for one in found[self._filter] if one.statement.id != written]
        self._show_groups(shown[: self._shown_most])
        left = len(shown) - self._shown_most
        self.more_button.setVisible(left > 0)
        self.more_button.setText(self.tr("Voir les {count} suivantes").format(count=left))
        self.empty_label.setVisible(not shown and self.form is None)
        self.empty_label.setText(self._nothing(has_others=bool(found[ALL])))

    def _show_chips(self, found: dict[str, list[AtHand]]) -> None:
        assert self._read is not None
        last = self._read.words.last_document
        labels = {
            BEARING: self.tr("Sur ce sujet ({count})"),
            ALL: self.tr("Toutes ({count})"),
            SINCE: self.tr("Depuis le dernier document ({count})"),
        }
        for key, chip in self.chips.items():
            said = labels[key].format(count=len(found[key]))
            chip.setText(said)
            chip.setAccessibleName(said)
        self.chips[SINCE].setVisible(last is not None)
        if last is not None:
            self.chips[SINCE].setToolTip(self.tr("Après le {day}").format(day=short_date(last)))

    def _nothing(self, *, has_others: bool) -> str:
        if self._filter == SINCE:
            return self.tr("Aucune parole n’a été notée depuis le dernier document.")
        if self._filter == BEARING and has_others:
            return self.tr("Aucune parole notée ne porte sur ce sujet. Les autres sont sous « Toutes ».")
        return self.tr(
            "Aucune parole n’est encore notée. La première peut être très courte\N{NO-BREAK SPACE}: ses mots et la date."
        )

    def _show_groups(self, found: list[AtHand]) -> None:
        assert self._read is not None
        assert self._file is not None
        assert self._subject is not None
        by_speaker: dict[str, list[AtHand]] = {}
        for one in found:
            by_speaker.setdefault(one.statement.speaker, []).append(one)
        for place, (speaker, words) in enumerate(by_speaker.items(), start=1 if self.form is not None else 0):
            group = self.groups.get(speaker) or self._new_group(speaker)
            self._column.insertWidget(place, group)
            group.show_words(words, self._file, self._read.words, self._insert_of)
            group.show()
        for speaker, group in self.groups.items():
            if speaker not in by_speaker:
                group.clear()
                group.hide()

    def _insert_of(self, statement: Item) -> tuple[str, str]:
        """Return what the button of some words does here, and what is said when they are there already."""
        subject = self._subject
        if subject is None or not subject.insert:
            return "", ""
        if statement.id in subject.inserted:
            return "", self.tr("Déjà citée")
        return (subject.insert if can_insert(statement, subject) else ""), ""

    def _new_group(self, speaker: str) -> SpeakerWords:
        group = SpeakerWords(speaker, self.page)
        group.insert_requested.connect(self._on_insert)
        group.opened.connect(self.opened)
        group.stepped.connect(self._on_stepped)
        self.groups[speaker] = group
        return group

    def _groups_shown(self) -> list[SpeakerWords]:
        shown = [group for group in self.groups.values() if not group.isHidden()]
        return sorted(shown, key=self._column.indexOf)

    def _forget(self) -> None:
        """Drop what was shown of another child."""
        self._read, self._tied = None, None
        self._close_form()
        self.undo_bar.dismiss()
        for group in self.groups.values():
            self._column.removeWidget(group)
            group.hide()
            group.deleteLater()
        self.groups = {}
        self.hide()

    # What is done in it

    def _on_filter(self, chip: ChipButton) -> None:
        self._filter, self._shown_most = str(chip.property("filter")), BATCH
        self.area.verticalScrollBar().setValue(0)
        self._show()

    def _on_more(self) -> None:
        self._shown_most += BATCH
        self._show()

    def _on_shortcut(self) -> None:
        if self._file is not None and self._subject is not None:
            self.toggle()

    def _on_stepped(self, card: WordsCard, step: int) -> None:
        cards = self.cards()
        place = cards.index(card) + step
        if 0 <= place < len(cards):
            cards[place].setFocus()
            self.area.ensureWidgetVisible(cards[place], 0, 24)

    def _on_insert(self, statement_id: str) -> None:
        subject = self._subject
        if subject is None or self._file is None:
            return
        if not subject.is_tie:
            self.insert_requested.emit(statement_id)
            return
        work = self._tasks.session.words.tie
        then = partial(self._on_tied, statement_id, subject)
        self._tasks.ask(work, statement_id, self._file.child.id, subject, then=then, failed=self.error_raised.emit)

    def _on_tied(self, statement_id: str, subject: Subject, changes: Any) -> None:
        self._tied = (statement_id, subject)
        self.undo_bar.show_message(self.tr("Parole rattachée."), self.tr("Annuler"))
        self._autosaver.changed.emit(changes)
        self.insert_requested.emit(statement_id)
        self.refresh()

    def _on_undo(self) -> None:
        if self._tied is not None:
            (statement_id, subject), self._tied = self._tied, None
            work = self._tasks.session.words.untie
            self._tasks.ask(work, statement_id, subject, then=self._on_untied, failed=self.error_raised.emit)

    def _on_untied(self, changes: Any) -> None:
        self._autosaver.changed.emit(changes)
        self.refresh()

    def _on_noted(self, statement_id: str) -> None:
        is_emptied = self.form is not None and self.form.is_empty()
        self._close_form()
        self.note_button.setFocus()
        if statement_id and not is_emptied:
            self._on_settled(statement_id, Changes(frozenset()))
        elif statement_id:
            discard = self._tasks.session.health.discard_unsaid
            self._tasks.ask(discard, statement_id, then=partial(self._on_settled, statement_id))
        else:
            self.refresh()

    def _on_settled(self, statement_id: str, changes: Changes) -> None:
        """Tell that words were noted, unless they were emptied again and are gone."""
        if changes.records:
            self._autosaver.changed.emit(changes)
        else:
            self.noted.emit(statement_id)
        self.refresh()

    def _close_form(self) -> None:
        form, self.form = self.form, None
        if form is not None:
            form.letters.send()
            self._column.removeWidget(form)
            form.hide()
            form.deleteLater()
        self._make_room_to_note()

    def _make_room_to_note(self) -> None:
        """Put away what is not needed while words are being noted."""
        for widget in (self.note_button, self.filter_row):
            widget.setVisible(self.form is None)
