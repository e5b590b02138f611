"""Visit mode: a window of its own over the program, in three steps; closed at any moment, it opens again where it was."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QStackedWidget, QVBoxLayout, QWidget

from ppe_desktop.domain.dates import full_date
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.facts import RecordKind
from ppe_desktop.domain.visits import Step
from ppe_desktop.services.changes import Changes
from ppe_desktop.services.visits import OpenedVisit
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.theme import theme
from ppe_desktop.ui.views.visit.after_page import AfterPage
from ppe_desktop.ui.views.visit.before_page import BeforePage
from ppe_desktop.ui.views.visit.child_screen import ChildScreen
from ppe_desktop.ui.views.visit.during_page import DuringPage
from ppe_desktop.ui.views.visit.gesture_row import GestureRow
from ppe_desktop.ui.views.visit.look import PLACE, SHOWN, fit_buttons, visit_sheet
from ppe_desktop.ui.views.visit.paper_desk import PaperDesk
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import IconButton, QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.status_note import StatusNote


class VisitWindow(QWidget):
    """A visit, before, during and after.

    Signals:
        left: the window went away.
        file_requested: identifier of a child whose file is to be opened.
        lock_requested: the adult locks.
        changed: a use case changed something; carries its ``Changes``.

    Attributes:
        opened: the visit on screen, None while nobody is chosen.
        step: the step on screen.
    """

    left = Signal()
    file_requested = Signal(str)
    lock_requested = Signal()
    changed = Signal(object)

    def __init__(self, autosaver: Autosaver, kinds: dict[str, RecordKind], parent: QWidget | None = None) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("visit_window")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("Visite"))
        self._autosaver, self._tasks, self._kinds = autosaver, autosaver.tasks, kinds
        self._visits = self._tasks.session.visits
        self.opened: OpenedVisit | None = None
        self.step = Step.BEFORE
        self._note_id, self._asked, self._briefed = "", 0, ""
        self._shows_words = self._is_leaving = False
        self.context = FileContext(self._tasks, autosaver, kinds, self)
        self.paper = PaperDesk(self.context, self)
        self.child_screen = ChildScreen(autosaver, self)
        self._before: BeforePage | None = None
        self._during: DuringPage | None = None
        self._after: AfterPage | None = None
        self._make_widgets()
        self._lay_out()
        self._connect()
        self._dress()
        self._show_head()

    def _make_widgets(self) -> None:
        self.title_label = PlainLabel(self.tr("Visite"), "heading", parent=self)
        self.step_buttons = {
            step: SecondaryButton(f"{number}. {step.label}", parent=self) for number, step in enumerate(Step, start=1)
        }
        self.status = StatusNote(self)
        self.discreet_button = QuietButton(self.tr("Mode discret"), "eye-off", self)
        self.discreet_button.setCheckable(True)
        self.discreet_button.setToolTip(self.tr("Cacher les noms et les notes (F9)"))
        self.leave_button = IconButton("x", self.tr("Fermer, la visite est gardée (Échap)"), parent=self)
        self.banner = Banner(parent=self)
        self.stack = QStackedWidget(self)
        self.banner.hide()

    def _lay_out(self) -> None:
        group = QButtonGroup(self)
        for button in self.step_buttons.values():
            button.setCheckable(True)
            group.addButton(button)
        gestures = (*self.step_buttons.values(), self.discreet_button, self.leave_button)
        head = GestureRow((self.title_label, self.status), gestures, 8)
        column = QVBoxLayout(self)
        column.setContentsMargins(28, 14, 28, 18)
        column.setSpacing(12)
        column.addLayout(head)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        for step, button in self.step_buttons.items():
            button.clicked.connect(partial(self._on_step, step))
        self.discreet_button.toggled.connect(self._on_discreet)
        self.leave_button.clicked.connect(self.leave)
        self._autosaver.saving_started.connect(self.status.show_saving)
        self._autosaver.saved.connect(self._on_saved)
        self._autosaver.save_failed.connect(self._on_save_failed)
        self._autosaver.changed.connect(self._on_typed_changed)
        self.context.error_raised.connect(self.show_error)
        self.context.changed.connect(self.changed)
        self.child_screen.given_back.connect(self._on_given_back)
        self.child_screen.lock_requested.connect(self.lock_requested)
        theme().theme_changed.connect(self._dress)
        QShortcut(QKeySequence("F1"), self, self._on_help)
        QShortcut(QKeySequence("F9"), self, self.discreet_button.toggle)
        QShortcut(QKeySequence("Ctrl+L"), self, self.lock_requested.emit)
        QShortcut(QKeySequence("Ctrl+P"), self, self._on_print)
        window = self.parentWidget()
        if window is not None:
            window.window().installEventFilter(self)

    def open_blank(self) -> None:
        """Ask for whom the visit is."""
        self._show_page(Step.BEFORE)
        self.before_page.show_blank()
        self.before_page.take_keyboard()

    def open_for(self, child_id: str) -> None:
        """Prepare a visit to a child, or go on with the one of today."""
        self._show_page(Step.BEFORE)
        self._tasks.ask(self._visits.for_child, child_id, then=self._on_prepared, failed=self.show_error)

    def open_visit(self, visit_id: str, step: str = "", note_id: str = "") -> None:
        """Open a visit where it goes on, or at a step and note when given."""
        self._note_id = note_id
        self._asked += 1
        self._tasks.ask(
            _read, self._tasks.session, visit_id, then=partial(self._on_read, self._asked, step), failed=self.show_error
        )

    @property
    def before_page(self) -> BeforePage:
        """The page to read before, made when it is first asked for."""
        if self._before is None:
            self._before = page = BeforePage(self._autosaver, self._kinds["visit"], self)
            page.child_added.connect(self._on_child_added)
            page.child_removed.connect(self._on_child_removed)
            page.begin_requested.connect(self._on_begin)
            page.print_requested.connect(self.paper.preview)
            page.pdf_requested.connect(self.paper.choose_pdf)
            page.removal_requested.connect(self._on_removal)
            self.stack.addWidget(page)
            self._tasks.ask(self._visits.choices, then=page.offer, failed=self.show_error)
        return self._before

    @property
    def during_page(self) -> DuringPage:
        """The page of the visit itself."""
        if self._during is None:
            self._during = page = DuringPage(self._autosaver, self)
            page.place_changed.connect(self._on_note_changed)
            page.child_page_requested.connect(self._on_child_page)
            page.end_requested.connect(self._on_end)
            page.words_shown.connect(self._on_words_shown)
            page.left.connect(self.leave)
            page.error_raised.connect(self.show_error)
            self.stack.addWidget(page)
        return self._during

    @property
    def after_page(self) -> AfterPage:
        """The page where notes are sorted."""
        if self._after is None:
            self._after = page = AfterPage(self._autosaver, self._kinds["visit_note"].fact("due_on"), self)
            page.later_requested.connect(self.leave)
            page.finished.connect(self.leave)
            page.file_requested.connect(self._on_file)
            page.sorted.connect(self.changed)
            page.error_raised.connect(self.show_error)
            self.stack.addWidget(page)
        return self._after

    def show_error(self, error: PpeError) -> None:
        """Say what happened, what was kept, what to do."""
        self.banner.set_message(error.message, "late")

    def leave(self) -> None:
        """Go back to the program; the visit is kept as it is, unless nothing was entered in it."""
        self._is_leaving = True
        self._autosaver.send()
        self._tasks.ask(self._tasks.session.settings.keep, PLACE, None)
        if self.opened is not None:
            visit_id = self.opened.visit.id
            self._tasks.ask(self._visits.discard_if_blank, visit_id)
            if self._after is not None and self.step is Step.AFTER and self._after.is_sorted():
                self._tasks.ask(self._visits.sorting.finish, visit_id)
        self.close()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the program at Escape, once the fields had their say."""
        if event.key() == Qt.Key.Key_Escape:
            self.leave()
        else:
            super().keyPressEvent(event)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Send what was typed; closed by the lock or with the program, the visit opens again where it was."""
        self._autosaver.send()
        if event.spontaneous() and not self._is_leaving:
            event.ignore()
            self.leave()
            return
        self.child_screen.close()
        self.left.emit()
        super().closeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go away with the window of the program."""
        if event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.close()
        return super().eventFilter(watched, event)

    def _on_read(self, asked: int, step: str, read: tuple[OpenedVisit, bool]) -> None:
        if asked != self._asked:
            return
        self.opened, self._shows_words = read
        wanted = next((one for one in Step if one == step), self.opened.step)
        if (wanted is Step.AFTER) is not (self.opened.visit.ended_at is not None) and wanted is not Step.BEFORE:
            wanted = self.opened.step
        self._show_page(wanted)
        self._fill()

    def _show_page(self, step: Step) -> None:
        self.step = step
        pages = {Step.BEFORE: "before_page", Step.DURING: "during_page", Step.AFTER: "after_page"}
        page = getattr(self, pages[step])
        is_new = self.stack.currentWidget() is not page
        self.stack.setCurrentWidget(page)
        if is_new:
            fit_buttons(page)
        self._show_head()

    def _fill(self) -> None:
        """Show the visit on the page of the present step, and remember where one is."""
        opened = self.opened
        if opened is None:
            return
        if self.step is Step.BEFORE:
            self.before_page.show_visit(opened)
            self._ask_briefing()
            self.before_page.take_keyboard()
        elif self.step is Step.DURING:
            self.during_page.show_visit(opened, self._note_id, shows_words=self._shows_words)
            self.during_page.hide_names(hidden=self.discreet_button.isChecked())
            self.during_page.take_keyboard()
        else:
            self.after_page.show_visit(opened)
            self.after_page.take_keyboard()
        self._remember()

    def _show_head(self) -> None:
        opened = self.opened
        for step, button in self.step_buttons.items():
            button.setChecked(step is self.step)
            is_over = opened is not None and opened.visit.ended_at is not None
            button.setEnabled(opened is not None and (step is not Step.AFTER or is_over))
        self.discreet_button.setVisible(self.step is Step.DURING)
        day = full_date(opened.visit.made_on) if opened is not None and opened.visit.made_on else ""
        words = self.tr("Visite du {day}").format(day=day) if day else self.tr("Visite")
        self.title_label.setText(self.tr("Visite") if self.step is Step.DURING else words)

    def _remember(self) -> None:
        if self.opened is not None and not self._is_leaving:
            kept = {"visit": self.opened.visit.id, "step": self.step.value, "note": self._note_id}
            self._tasks.ask(self._tasks.session.settings.keep, PLACE, kept)

    def _ask_briefing(self) -> None:
        assert self.opened is not None  # asked for a visit on screen only
        visit_id = self.opened.visit.id
        self._tasks.ask(
            _brief, self._tasks.session, visit_id, then=partial(self._on_briefed, visit_id), failed=self.show_error
        )

    def _on_briefed(self, visit_id: str, found: tuple[Any, Any, Any]) -> None:
        if self.opened is None or self.opened.visit.id != visit_id:
            return
        briefings, siblings, today = found
        self.before_page.show_briefings(briefings, today)
        self.before_page.show_siblings(siblings)
        self.paper.show_page(self.opened.visit, briefings, today)

    def _on_prepared(self, changes: Changes) -> None:
        self.changed.emit(changes)
        self.open_visit(changes.created)

    def _on_child_added(self, child_id: str) -> None:
        if self.opened is None:
            self.open_for(child_id)
            return
        self._tasks.ask(
            self._visits.involve,
            self.opened.visit.id,
            child_id,
            then=self._on_children_changed,
            failed=self._on_refused,
        )

    def _on_child_removed(self, child_id: str) -> None:
        if self.opened is not None:
            self._tasks.ask(
                self._visits.part,
                self.opened.visit.id,
                child_id,
                then=self._on_children_changed,
                failed=self._on_refused,
            )

    def _on_children_changed(self, changes: Changes) -> None:
        self.changed.emit(changes)
        if self.opened is not None:
            self.open_visit(self.opened.visit.id, self.step, self._note_id)

    def _on_refused(self, error: PpeError) -> None:
        self.before_page.say(error.message)

    def _on_begin(self) -> None:
        if self.opened is None:
            return
        if self.opened.visit.ended_at is not None:
            self._on_step(Step.AFTER)
            return
        self._autosaver.send()
        visit_id = self.opened.visit.id
        self._tasks.ask(self._visits.begin, visit_id, then=partial(self._on_moved, Step.DURING), failed=self.show_error)

    def _on_end(self) -> None:
        if self.opened is None or not self._autosaver.flush():
            return
        self._tasks.ask(
            self._visits.end, self.opened.visit.id, then=partial(self._on_moved, Step.AFTER), failed=self.show_error
        )

    def _on_moved(self, step: Step, changes: Changes) -> None:
        self.banner.hide()
        self.changed.emit(changes)
        self._note_id = ""
        if self.opened is not None:
            self.open_visit(self.opened.visit.id, step)

    def _on_step(self, step: Step, _checked: bool = False) -> None:
        """Go to a step; the visit is read again on the way, what was typed being there."""
        self._show_head()
        if self.opened is None or step is self.step or not self._autosaver.flush():
            return
        if step is Step.DURING:
            self._show_page(step)
        self.open_visit(self.opened.visit.id, step, self._note_id)

    def _on_note_changed(self, note_id: str) -> None:
        self._note_id = note_id
        self._remember()

    def _on_words_shown(self, shown: bool) -> None:
        if shown is not self._shows_words:
            self._shows_words = shown
            self._tasks.ask(self._tasks.session.settings.keep, SHOWN, shown)

    def _on_discreet(self, hidden: bool) -> None:
        if self._during is not None:
            self._during.hide_names(hidden=hidden)
            self._during.take_keyboard()

    def _on_help(self) -> None:
        """Show the page of help on visits over the visit, which stays as it is."""
        from ppe_desktop.ui.views.help.page_dialog import HelpDialog  # loaded when it is first asked for

        HelpDialog("visites", self).open()

    def _on_print(self) -> None:
        if self.step is Step.BEFORE:
            self.paper.preview()

    def _on_removal(self) -> None:
        if self.opened is not None:
            self._tasks.ask(self._visits.remove, self.opened.visit.id, then=self._on_removed, failed=self.show_error)

    def _on_removed(self, changes: Changes) -> None:
        self.changed.emit(changes)
        self.opened = None
        self.leave()

    def _on_file(self, child_id: str) -> None:
        self.leave()
        self.file_requested.emit(child_id)

    def _on_child_page(self, child_id: str) -> None:
        """Give the screen to a child: the one chosen, else the adult says which."""
        if self.opened is None:
            return
        child = next((one for one in self.opened.children if one.id == child_id), None)
        if child is not None:
            self.child_screen.give(child)
        elif not child_id:
            self.child_screen.ask_whom(self.opened.children, self.during_page.page_button)

    def _on_given_back(self, child_id: str, has_changed: bool) -> None:
        if has_changed:
            self.changed.emit(Changes(frozenset({("sketch", child_id)})))
        self.activateWindow()
        if self._during is not None:
            self._during.take_keyboard()

    def _on_saved(self, moment: Any) -> None:
        self.status.show_saved(moment.time())

    def _on_save_failed(self, error: PpeError) -> None:
        self.status.show_unsaved(self.tr("le texte reste à l’écran"))
        self.show_error(error)

    def _on_typed_changed(self, changes: Any) -> None:
        """Follow what is typed in the form of the visit: its day is in the head, its place on the page."""
        if self.opened is not None and ("visit", self.opened.visit.id) in changes.records and self.step is Step.BEFORE:
            self._tasks.ask(_read, self._tasks.session, self.opened.visit.id, then=self._on_followed)

    def _on_followed(self, read: tuple[OpenedVisit, bool]) -> None:
        self.opened = read[0]
        self._show_head()
        if self.step is Step.BEFORE and self.before_page.form is not None:
            self.before_page.form.show_item(self.opened.visit)

    def _dress(self) -> None:
        self.setStyleSheet(visit_sheet())
        fit_buttons(self)


def _read(session: Any, visit_id: str) -> tuple[OpenedVisit, bool]:
    """Read a visit, and whether the words of its notes are shown, in one go on the database thread."""
    return session.visits.open(visit_id), bool(session.settings.get(SHOWN, False))


def _brief(session: Any, visit_id: str) -> tuple[Any, Any, Any]:
    """Read what must be known before leaving, in one go on the database thread."""
    return session.visits.briefing(visit_id), session.visits.siblings(visit_id), session.home.today().day
