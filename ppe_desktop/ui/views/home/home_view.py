"""Accueil: late, this fortnight, to prepare; by child, with the reason and one click to do it. Beside it, the week."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ppe_desktop.domain.coverage import ChildCoverage
from ppe_desktop.domain.dates import full_date, long_date
from ppe_desktop.domain.deadlines import Deadline
from ppe_desktop.domain.deadlines.words import SIDE_BY_SIDE, Column
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.home import count_of
from ppe_desktop.runtime.opening import open_outside
from ppe_desktop.services.home import Home
from ppe_desktop.ui.dialogs.why_dialog import open_why
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px, theme
from ppe_desktop.ui.views.home.column import HomeColumn
from ppe_desktop.ui.views.home.side_panel import SidePanel
from ppe_desktop.ui.views.home.unsorted_block import UnsortedBlock
from ppe_desktop.ui.views.home.week_button import WeekButton
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import SecondaryButton
from ppe_desktop.ui.widgets.empty_state import EmptyState
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.undo_bar import UndoBar

SIDE_WIDTH = 264
BESIDE_FROM = 1080
"""Width from which the panel stands beside the columns, at the size of text 1; narrower, it goes below."""
THREE_FROM = 780
"""Width from which the three columns stand side by side."""
_MARGIN = 28


class HomeView(QWidget):
    """The first screen.

    Signals:
        file_requested: child and section to open.
        act_requested: child and deadline to answer.
        task_requested: child, section, and kind and identifier of a task to look at, None when the section shows it.
        plan_requested: child and plan to open.
        appointment_requested: day of the appointment to look at.
        coverage_requested: whose words are missing, in all the files.
        words_requested: child, record to open among the words or speaker whose words to note, field that takes the keyboard.
        new_child_requested: make a file.
        visit_requested: a visit to go on with.
        new_visit_requested: prepare a visit.
        reports_requested: make the situation reports of the month.
        late_counted: how many obligations are late, each time everything was judged.
        error_raised: a :class:`PpeError` to show.
    """

    file_requested = Signal(str, str)
    act_requested = Signal(str, object)
    task_requested = Signal(str, str, object)
    plan_requested = Signal(str, str)
    appointment_requested = Signal(object)
    coverage_requested = Signal()
    words_requested = Signal(str, object, str)
    new_child_requested = Signal()
    visit_requested = Signal(str)
    new_visit_requested = Signal()
    reports_requested = Signal()
    late_counted = Signal(int)
    error_raised = Signal(object)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tasks = tasks
        self._wants_keyboard = False
        self._keyboard_was: QWidget | None = None
        self._shape = ""
        self.home: Home | None = None
        self.hello_label = PlainLabel("", "title", parent=self)
        self.day_label = PlainLabel("", "muted", parent=self)
        self.reports_button = SecondaryButton(self.tr("Rapports du mois"), "file-text", self)
        self.reports_button.setObjectName("reports_button")
        self.reports_button.setToolTip(self.tr("Produire les rapports de situation attendus ce mois-ci"))
        self.week_button = WeekButton(self)
        self.clock_banner = Banner(
            "", "late", action=self.tr("La date de l’ordinateur est juste"), closable=False, parent=self
        )
        self.clock_banner.setObjectName("clock_banner")
        self.alert_banner = Banner("", "late", action=self.tr("Ouvrir"), closable=False, parent=self)
        self.alert_banner.setObjectName("alert_banner")
        self._alert: tuple[str, str] = ("", "")
        self.week_banner = Banner("", "soon", action=self.tr("Ouvrir"), parent=self)
        self.week_banner.setObjectName("week_banner")
        self._week_copy: Path | None = None
        self.columns = {column: HomeColumn(column, self) for column in SIDE_BY_SIDE}
        self.side = SidePanel(self)
        self.visits = UnsortedBlock(tasks, self.side)
        self.side.add_after_week(self.visits)
        self._undo_bar = UndoBar(self)
        self._done_task = ""
        self.scroll_area = QScrollArea(self)
        self.empty_state = EmptyState(
            "home",
            self.tr("Ici paraîtra ce qu’il y a à faire"),
            self.tr(
                "À partir des dates de chaque dossier (mesures, lieux d’accueil, bilans, rapports), cette page dira ce qui est "
                "en retard, ce qui approche et ce qu’il faut préparer, et pourquoi. Commencez par un premier dossier."
            ),
            self.tr("Nouveau dossier"),
            self,
        )
        self.pages = QStackedWidget(self)

        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        page = QWidget()
        page.setObjectName("column")
        self._page = QBoxLayout(QBoxLayout.Direction.LeftToRight, page)
        self._page.setContentsMargins(_MARGIN, 8, _MARGIN, 24)
        self._columns = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        for column in self.columns.values():
            self._columns.addWidget(column, 1)
        self._page.addLayout(self._columns, 1)
        self._page.addWidget(self.side, 0, Qt.AlignmentFlag.AlignTop)
        self.scroll_area.setWidget(page)
        self.scroll_area.setWidgetResizable(True)
        self.scroll_area.setFrameShape(QFrame.Shape.NoFrame)
        self.scroll_area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.scroll_area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.pages.addWidget(self.scroll_area)
        self.pages.addWidget(self.empty_state)
        head = QHBoxLayout()
        head.setContentsMargins(_MARGIN, 16, _MARGIN, 6)
        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self.hello_label)
        said.addWidget(self.day_label)
        head.addLayout(said, 1)
        head.setSpacing(8)
        head.addWidget(self.reports_button, 0, Qt.AlignmentFlag.AlignVCenter)
        head.addWidget(self.week_button, 0, Qt.AlignmentFlag.AlignVCenter)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.setSpacing(0)
        outer.addWidget(self.clock_banner)
        outer.addWidget(self.alert_banner)
        outer.addWidget(self.week_banner)
        outer.addLayout(head)
        outer.addWidget(self.pages, 1)
        self.clock_banner.hide()
        self.alert_banner.hide()
        self.week_banner.hide()
        self.week_button.setEnabled(False)
        self.reports_button.setEnabled(False)
        self._fit()

    def _connect(self) -> None:
        for column in self.columns.values():
            column.file_requested.connect(self.file_requested)
            column.act_requested.connect(self.act_requested)
            column.why_requested.connect(self._on_why)
            column.rearranged.connect(self._order_keyboard)
        self.side.file_requested.connect(self.file_requested)
        self.side.plan_requested.connect(self.plan_requested)
        self.side.task_requested.connect(self.task_requested)
        self.side.task_done.connect(self._on_task_done)
        self._undo_bar.action_requested.connect(self._on_task_undone)
        self.side.appointment_requested.connect(self.appointment_requested)
        self.alert_banner.action_requested.connect(self._on_alert)
        self.visits.visit_requested.connect(self.visit_requested)
        self.visits.new_requested.connect(self.new_visit_requested)
        self.visits.rearranged.connect(self._order_keyboard)
        self.side.coverage_requested.connect(self.coverage_requested)
        self.side.words_requested.connect(self.words_requested)
        self.side.months_chosen.connect(self._on_months_chosen)
        self.empty_state.action_requested.connect(self.new_child_requested)
        self.clock_banner.action_requested.connect(self._on_clock_trusted)
        self.reports_button.clicked.connect(self.reports_requested)
        self.week_button.error_raised.connect(self.error_raised)
        self.week_button.saved.connect(self._on_week_saved)
        self.week_button.word_requested.connect(self._on_week_in_word)
        self.week_banner.action_requested.connect(self._on_week_opened)
        theme().theme_changed.connect(self._fit)

    def refresh(self, *, take_keyboard: bool = False) -> None:
        """Judge every file again; ``take_keyboard`` puts the keyboard on the first thing to do once it is there."""
        if take_keyboard:
            self._wants_keyboard, self._keyboard_was = True, QApplication.focusWidget()
        self._tasks.ask(self._tasks.session.home.read, then=self.show_home, failed=self.error_raised.emit)
        self._tasks.ask(self._tasks.session.coverage.everyone, then=self._show_words, failed=self.error_raised.emit)

    def count(self) -> None:
        """Judge every file again to tell how many obligations are late, without touching what is on screen."""
        self._tasks.ask(self._tasks.session.home.late_count, then=self.late_counted.emit)

    def focus_first(self) -> None:
        """Put the keyboard on the first thing to do."""
        if self.pages.currentWidget() is self.empty_state:
            self.empty_state.action_button.setFocus()
            return
        cards = [card for column in self.columns.values() for card in column.cards]
        (cards[0].name_button if cards else self.week_button).setFocus()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put the panel and the columns beside or below, as the width allows."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        width = self.width() / theme().text_scale
        shape = "beside" if width >= BESIDE_FROM else "below" if width >= THREE_FROM else "one"
        self._page.setSpacing(px(20))
        self._columns.setSpacing(px(14))
        is_beside = shape == "beside"
        self.side.setMinimumWidth(px(SIDE_WIDTH) if is_beside else 0)
        self.side.setMaximumWidth(px(SIDE_WIDTH) if is_beside else self.maximumWidth())
        if shape == self._shape:
            return
        self._shape = shape
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        self._page.setDirection(across if shape == "beside" else down)
        self._columns.setDirection(down if shape == "one" else across)
        self.side.set_wide(wide=shape == "below")

    def show_home(self, home: Home) -> None:
        """Show what was read; cards and lines that say the same stay, the keyboard with them."""
        self.home = home
        today = home.today.day
        self.hello_label.setText(self.tr("Bonjour {name}").format(name=home.first_name).strip())
        self.day_label.setText(_sentence(full_date(today)))
        self._show_clock(home)
        for column, shown in self.columns.items():
            shown.show_due(home.due[column], today, home.due[Column.OLDER] if column is Column.LATE else None)
        self.side.show_home(home)
        self.visits.refresh(today)
        self.pages.setCurrentWidget(self.empty_state if home.is_empty else self.scroll_area)
        self.week_button.show_home(home)
        self.reports_button.setEnabled(not home.is_empty)
        self._order_keyboard()
        self.late_counted.emit(count_of(home.due[Column.LATE]))
        if self._wants_keyboard and self.isVisible():
            self._wants_keyboard = False
            if self._keyboard_was is None or QApplication.focusWidget() in (None, self._keyboard_was):
                self.focus_first()  # she who went elsewhere meanwhile stays there

    def _show_words(self, everyone: tuple[ChildCoverage, ...]) -> None:
        """Show what the words ask for, once the first screen is there."""
        self.side.words.show_everyone(everyone)
        self._show_alert(everyone)
        self._order_keyboard()

    def _show_alert(self, everyone: tuple[ChildCoverage, ...]) -> None:
        """Say over everything else that words make one fear a danger, as long as the alert is not noted as passed on.

        Nobody is named: a parent may be reading over the shoulder.
        """
        alerts = [(one, alert) for one in everyone for alert in one.alerts]
        self._alert = (alerts[0][0].child_id, alerts[0][1]) if alerts else ("", "")
        if not alerts:
            self.alert_banner.hide()
            return
        said = self.tr("Des paroles notées sont à reprendre sans délai{colon} l’alerte n’est pas encore notée.")
        said = said.format(colon="\N{NO-BREAK SPACE}:")
        if self.alert_banner.isHidden() or self.alert_banner.label.text() != said:
            self.alert_banner.set_message(said, "late", self.tr("Ouvrir"))

    def _on_week_saved(self, path: Path) -> None:
        """Remember the copy in clear that was just written."""
        enter = self._tasks.session.outside.enter_file
        self._tasks.run_long(enter, path, "semaine", failed=self.error_raised.emit)
        self._tell_week(path)

    def _on_week_in_word(self, home: Home, path: Path, initials_only: bool) -> None:
        write = self._tasks.session.week.write
        self._tasks.run_long(
            write, home, path, initials_only=initials_only, then=self._tell_week, failed=self.error_raised.emit
        )

    def _tell_week(self, path: Path) -> None:
        """Say where the week was written, in clear."""
        self._week_copy = path
        said = self.tr(
            "Semaine enregistrée{colon} {path}. Ce fichier quitte la base chiffrée{colon} effacez-le quand vous n’en avez plus besoin."
        ).format(colon="\N{NO-BREAK SPACE}:", path=path)
        self.week_banner.set_message(said, "soon", self.tr("Ouvrir"))

    def _on_week_opened(self) -> None:
        if self._week_copy is not None and not open_outside(self._week_copy):
            self.week_banner.set_message(
                self.tr("Aucun programme n’a pu l’ouvrir. Le fichier est bien enregistré."), "late"
            )

    def _on_alert(self) -> None:
        child_id, statement_id = self._alert
        self.words_requested.emit(child_id, ("statement", statement_id), "alert_to")

    def _order_keyboard(self) -> None:
        """Lead Tab from column to column, then through the panel: Qt would follow the order in which things were made."""
        stops = [
            self.reports_button,
            self.week_button,
            *(stop for column in self.columns.values() for stop in column.stops()),
        ]
        for before, after in pairwise([*stops, *self.side.stops()]):
            QWidget.setTabOrder(before, after)

    def _show_clock(self, home: Home) -> None:
        """Say that the clock was set back: nothing due is hidden for that."""
        if not home.today.is_set_back:
            self.clock_banner.hide()
            return
        words = self.tr(
            "La date de cet ordinateur ({clock}) est antérieure au dernier jour où ces dossiers ont servi\N{NO-BREAK SPACE}: "
            "les échéances sont calculées au {day}. Corrigez la date de l’ordinateur."
        ).format(clock=long_date(home.today.clock_day), day=long_date(home.today.day))
        if self.clock_banner.isHidden() or self.clock_banner.label.text() != words:
            self.clock_banner.set_message(words, "late", self.tr("La date de l’ordinateur est juste"))

    def _on_clock_trusted(self) -> None:
        self._tasks.ask(self._tasks.session.home.trust_clock, then=self._on_changed, failed=self.error_raised.emit)

    def _on_task_done(self, task_id: str) -> None:
        self._done_task = task_id
        self._tasks.ask(
            self._tasks.session.meetings.done, task_id, then=self._on_task_kept, failed=self._on_task_refused
        )

    def _on_task_kept(self, changes: Any) -> None:
        self._undo_bar.show_message(self.tr("C’est noté comme fait."), self.tr("Annuler"))
        self._on_changed(changes)

    def _on_task_refused(self, error: PpeError) -> None:
        self.error_raised.emit(error)
        box = self.side.tasks.ticks.get(self._done_task)
        if box is not None:
            box.setChecked(False)

    def _on_task_undone(self) -> None:
        undo = self._tasks.session.meetings.undo
        self._tasks.ask(undo, self._done_task, then=self._on_changed, failed=self.error_raised.emit)

    def _on_months_chosen(self, months: int) -> None:
        keep = self._tasks.session.home.keep_unmet_months
        self._tasks.ask(keep, months, then=self._on_changed, failed=self.error_raised.emit)

    def _on_why(self, child_id: str, name: str, deadline: Deadline) -> None:
        open_why(self._tasks, child_id, name, deadline, self, self._on_changed, self._today())

    def _today(self) -> dt.date | None:
        return self.home.today.day if self.home else None

    def _on_changed(self, _changes: Any) -> None:
        self.refresh()


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}."
