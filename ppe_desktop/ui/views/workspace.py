"""The unlocked workspace: rail, pages, status line. It lives from unlock to lock and leaves nothing behind."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile
from ppe_desktop.domain.deadlines import Deadline
from ppe_desktop.domain.deadlines.gestures import PLAN, WRITING
from ppe_desktop.domain.errors import DefectError, PpeError
from ppe_desktop.domain.search import Hit
from ppe_desktop.domain.vocabulary import Speaker
from ppe_desktop.ui.dialogs.new_child_dialog import NewChildDialog
from ppe_desktop.ui.discreet import Discretion
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.views.backup_note import BackupNote
from ppe_desktop.ui.views.casefile.casefile_view import CaseFileView
from ppe_desktop.ui.views.children_view import ChildrenView
from ppe_desktop.ui.views.commands import Gesture, commands_of
from ppe_desktop.ui.views.home.home_view import HomeView
from ppe_desktop.ui.views.pages_on_demand import PagesOnDemand
from ppe_desktop.ui.views.plan.plan_view import PlanView
from ppe_desktop.ui.views.search.lines import Command
from ppe_desktop.ui.views.search.search_panel import SearchPanel
from ppe_desktop.ui.views.trust.notices import Notices
from ppe_desktop.ui.views.trust.watch import TrustWatch
from ppe_desktop.ui.views.visit.opener import VisitOpener
from ppe_desktop.ui.views.words.words_panel import WordsPanel
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import QuietButton
from ppe_desktop.ui.widgets.navigation_rail import NavigationRail, RailButton
from ppe_desktop.ui.widgets.status_note import StatusNote

if TYPE_CHECKING:
    from ppe_desktop.services.acting import Begun
    from ppe_desktop.services.changes import Changes
    from ppe_desktop.services.session import Session

HELP_PAGES = {
    "home": "agenda",
    "agenda": "agenda",
    "templates": "modeles",
    "children": "dossier",
    "file": "dossier",
    "writing": "dossier",
    "plan": "ppe",
    "settings": "demarrer",
}
SECTION_HELP = {
    "path": "parcours",
    "health": "sante",
    "school": "scolarite",
    "plan": "ppe",
    "statements": "paroles",
    "journal": "journal",
    "meetings": "reunions",
    "autonomy": "autonomie",
    "deadlines": "echeances",
    "documents": "pieces",
}
"""Page of help of each section of a file; the others have that of the file."""
FACT_SECTIONS = {"identity": "identity", "entourage": "entourage", "path": "path", "statements": "statements"}


class Place:
    """Where the person was, so that unlocking brings her back there; identifiers only."""

    def __init__(self, page: str = "home") -> None:
        self.page = page
        self.child_id = ""
        self.section = "overview"
        self.plan_id = self.writing_id = ""


class Workspace(QWidget):
    """Everything shown while a base is open.

    Signals:
        lock_requested: the person asks for the lock.
        restore_requested: a backup is wanted back: the base must be closed first.
        rotation_requested: the base is to be encrypted again: it must be closed first.
        lock_settings_changed: the base is to be closed after another time, or the windows shown in captures.
    """

    lock_requested = Signal()
    restore_requested = Signal()
    rotation_requested = Signal()
    lock_settings_changed = Signal()

    def __init__(self, session: Session, place: Place | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.session = session
        self.place = place or Place()
        self.tasks = Tasks(session, self)
        self.autosaver = Autosaver(self.tasks, self)
        self.kinds = session.records.kinds()
        self.rail = NavigationRail(self)
        self.banner = Banner(parent=self)
        self.demo_banner = Banner(
            self.tr(
                "Dossiers fictifs : enfants et familles inventés. N’y saisissez rien de réel : cette base d’essai peut être effacée en fermant."
            ),
            "info",
            closable=False,
            parent=self,
        )
        self.stack = QStackedWidget(self)
        self.status = StatusNote(self)
        self.home_view = HomeView(self.tasks, self)
        self.children_view = ChildrenView(self.tasks, self)
        self.file_view = CaseFileView(self.tasks, self.autosaver, self.kinds, self)
        self.plan_view = PlanView(self.tasks, self.autosaver, self.kinds, self)
        self.pages = PagesOnDemand(self)
        self._noted_id = self._read_id = ""
        self._came_from = "children"
        self._begun: list[Begun] = []
        self._commands: list[tuple[Command, Gesture]] = []
        self._is_counted = True
        self.late_note = QuietButton("", "alert-triangle", self)
        self.notices = Notices(self)
        self.backup_note = BackupNote(self.tasks, self.notices, self)
        self.trust = TrustWatch(self.tasks, self.notices, self)
        self.search_panel = SearchPanel(self.tasks, self.autosaver, self)
        self.visits = VisitOpener(self.autosaver, self.kinds, self)
        self.discretion = Discretion(self.tasks, self)

        self._lay_out()
        self._connect()
        self._return_to_place()

    def _lay_out(self) -> None:
        self.rail.add_section("home", "home", self.tr("Accueil"))
        self.rail.add_section("children", "users", self.tr("Enfants"))
        self.rail.add_section("agenda", "calendar", self.tr("Agenda"))
        self.rail.add_section("templates", "template", self.tr("Modèles"))
        self.rail.add_section("settings", "settings", self.tr("Réglages"), foot=True)
        self.rail.add_section("help", "help", self.tr("Aide"), foot=True)
        self.rail.add_gesture("lock", "lock", self.tr("Verrouiller"))
        for page in (self.home_view, self.children_view, self.file_view, self.plan_view):
            self.stack.addWidget(page)
        self.banner.hide()
        self.late_note.setObjectName("late_note")
        self.late_note.setProperty("small", True)
        self.late_note.setProperty("quiet", True)
        self.late_note.hide()
        self.demo_banner.setVisible(self.session.is_demo)
        foot = QHBoxLayout()
        foot.setContentsMargins(16, 4, 16, 6)
        foot.addWidget(self.status)
        foot.addStretch(1)
        foot.addWidget(self.discretion.button)
        foot.addWidget(self.backup_note)
        foot.addWidget(self.late_note)
        column = QVBoxLayout()
        column.setSpacing(0)
        column.addWidget(self.demo_banner)
        column.addWidget(self.notices)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)
        column.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.rail)
        row.addLayout(column, 1)

    def _connect(self) -> None:
        self.rail.section_requested.connect(self._on_section_requested)
        self.late_note.clicked.connect(self.show_home)
        self.backup_note.clicked.connect(self.show_backups)
        self.backup_note.restore_requested.connect(self.restore_requested)
        self.trust.journal_requested.connect(self.show_audit)
        self.trust.copies_requested.connect(self.show_copies)
        self.trust.history_requested.connect(self.open_child)
        self.home_view.file_requested.connect(self._on_home_file)
        self.home_view.act_requested.connect(self.begin)
        self.home_view.reports_requested.connect(self.show_reports)
        self.home_view.plan_requested.connect(self._on_home_plan)
        self.home_view.task_requested.connect(self._on_home_task)
        self.home_view.appointment_requested.connect(self._on_home_appointment)
        self.home_view.new_child_requested.connect(self.create_child)
        self.home_view.visit_requested.connect(self.visits.open)
        self.home_view.new_visit_requested.connect(self.visits.prepare)
        self.home_view.coverage_requested.connect(self.show_coverage)
        self.home_view.words_requested.connect(self._on_home_words)
        self.children_view.coverage_requested.connect(self.show_coverage)
        self.file_view.coverage_requested.connect(self.show_coverage)
        self.home_view.late_counted.connect(self._on_late_counted)
        self.home_view.error_raised.connect(self.show_error)
        self.children_view.child_requested.connect(self.open_child)
        self.children_view.new_child_requested.connect(self.create_child)
        self.children_view.place_requested.connect(self.open_child)
        self.file_view.closed.connect(self._on_file_closed)
        self.file_view.plan_requested.connect(self.open_plan)
        self.file_view.context.writing_requested.connect(self.open_writing)
        self.file_view.begin_requested.connect(self.begin)
        self.file_view.visit_requested.connect(self.visits.open)
        self.file_view.new_visit_requested.connect(self.visits.prepare)
        self.visits.file_requested.connect(self.open_child)
        self.visits.lock_requested.connect(self.lock_requested)
        self.visits.changed.connect(self.note_change)
        self.visits.left.connect(self._on_visit_left)
        self.visits.error_raised.connect(self.show_error)
        self.file_view.file_shown.connect(self._on_file_shown)
        self.file_view.file_shown.connect(self.file_view.prepare_sections)
        self.file_view.error_raised.connect(self.show_error)
        self.plan_view.closed.connect(self._on_plan_closed)
        self.plan_view.fact_requested.connect(self._on_fact_requested)
        self.search_panel.hit_requested.connect(self.open_hit)
        self.search_panel.file_requested.connect(self.open_child)
        self.search_panel.command_requested.connect(self._on_command)
        self.tasks.error_raised.connect(self.show_error)
        self.autosaver.saving_started.connect(self.status.show_saving)
        self.autosaver.saved.connect(self._on_saved)
        self.autosaver.changed.connect(self.note_change)
        self.file_view.context.changed.connect(self.note_change)
        self.autosaver.save_failed.connect(self._on_save_failed)

    def _return_to_place(self) -> None:
        if self.place.plan_id:
            self.file_view.child_id = self.place.child_id
            self.open_plan(self.place.plan_id)
        elif self.place.writing_id:
            self.file_view.child_id = self.place.child_id
            self.open_writing(self.place.writing_id)
        elif self.place.child_id:
            self.open_child(self.place.child_id, self.place.section)
        elif self.place.page == "children":
            self.show_children()
        elif self.place.page == "agenda":
            self.show_agenda()
        elif self.place.page == "templates":
            self.show_templates()
        else:
            self.show_home()
        if self.stack.currentWidget() is not self.home_view:
            self.home_view.count()
        self.visits.resume()

    def show_home(self) -> None:
        """Show the next things to do."""
        self._is_counted = True  # everything is about to be judged anyway
        self._leave()
        self.place, self._came_from = Place("home"), "home"
        self.rail.set_current("home")
        self.stack.setCurrentWidget(self.home_view)
        self.home_view.refresh(take_keyboard=True)

    def show_children(self) -> None:
        """Show the list of children."""
        self._leave()
        self.place, self._came_from = Place("children"), "children"
        self.rail.set_current("children")
        self.stack.setCurrentWidget(self.children_view)
        self.children_view.refresh()
        self.children_view.focus_search()

    def show_agenda(self) -> None:
        """Show what stands on each day, and the months to come."""
        self._leave()
        self.place, self._came_from = Place("agenda"), "agenda"
        self.rail.set_current("agenda")
        agenda = self.pages.agenda
        self.stack.setCurrentWidget(agenda)
        agenda.refresh()
        agenda.focus()

    def show_coverage(self) -> None:
        """Show whose words are missing, in every file."""
        self._leave()
        self.place, self._came_from = Place("children"), "coverage"
        self.rail.set_current("children")
        coverage = self.pages.coverage
        self.stack.setCurrentWidget(coverage)
        coverage.refresh()
        coverage.focus_first()

    def show_templates(self) -> None:
        """Show the Word templates documents are made from."""
        self._leave()
        self.place, self._came_from = Place("templates"), "children"
        self.rail.set_current("templates")
        templates = self.pages.templates
        self.stack.setCurrentWidget(templates)
        templates.refresh()
        templates.focus()

    def open_child(
        self,
        child_id: str,
        section: str = "overview",
        record: tuple[str, str] | None = None,
        field: str = "",
    ) -> None:
        """Open a child's file, at a section, and there at a record when given (kind, identifier), its field given the keyboard."""
        self._leave()
        self._note_reading(child_id)
        self.place.child_id, self.place.plan_id, self.place.writing_id = child_id, "", ""
        self.rail.set_current("children")
        self.stack.setCurrentWidget(self.file_view)
        self.file_view.header.set_back(self._came_from)
        self.file_view.open_file(child_id, section, record, field)

    def _note_reading(self, child_id: str) -> None:
        """Have the journal tell that a file is opened; going about in a file already on screen is one reading."""
        is_in_file = self.stack.currentWidget() in (self.file_view, self.plan_view)
        if not is_in_file or child_id != self._read_id:
            self._read_id = child_id
            self.tasks.ask(self.session.audit.note_reading, child_id)

    def begin(self, child_id: str, deadline: Deadline) -> None:
        """Begin what answers an obligation, everything known filled in: the plan, a record, or its section."""
        self._leave()
        self.tasks.ask(self.session.acting.begin, child_id, deadline, then=self._on_begun, failed=self.show_error)

    def open_plan(self, plan_id: str) -> None:
        """Open a version of a plan."""
        self._leave()
        self.place.plan_id, self.place.writing_id = plan_id, ""
        self.rail.set_current("children")
        self.stack.setCurrentWidget(self.plan_view)
        self.plan_view.open_plan(plan_id)

    def open_writing(self, writing_id: str) -> None:
        """Open a report being written, or sealed."""
        self._leave()
        self.place.writing_id, self.place.plan_id = writing_id, ""
        self.rail.set_current("children")
        self.stack.setCurrentWidget(self.pages.writing)
        self.pages.writing.open_writing(writing_id)

    def start_visit(self) -> None:
        """Prepare a visit: to the child on screen, else to one chosen there."""
        self.visits.prepare(self.place.child_id if self.is_in_file() else "")

    def is_in_file(self) -> bool:
        """Tell whether a child's file is on screen: its sections, its plan or a document being written."""
        return self._page_key() in ("file", "plan", "writing")

    def _on_visit_left(self) -> None:
        """Read again what the visit may have changed."""
        if self.stack.currentWidget() is self.home_view:
            self.home_view.refresh()
        elif self.stack.currentWidget() is self.file_view:
            self.file_view.reload()
        elif self._page_key() == "agenda":
            self.pages.agenda.refresh()

    def create_child(self) -> None:
        """Ask for a new file, then open it."""
        dialog = NewChildDialog(self.tasks, self)
        dialog.setObjectName("new_child_dialog")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.finished.connect(self._on_new_child)
        dialog.open()

    def show_settings(self) -> None:
        """Show the settings."""
        self._leave()
        self.rail.set_current("settings")
        self.stack.setCurrentWidget(self.pages.settings)

    def show_backups(self) -> None:
        """Show the settings of the backups."""
        self.show_settings()
        self.pages.settings.show_section("backups")

    def show_audit(self) -> None:
        """Show the journal of what was done."""
        self.show_settings()
        self.pages.settings.show_section("journal")

    def show_copies(self) -> None:
        """Show the copies in clear."""
        self.show_settings()
        self.pages.settings.show_section("security")
        self.pages.settings.security_page.show_copies()

    def show_help(self) -> None:
        """Show the help of the page on screen."""
        key = self._page_key()
        page = HELP_PAGES.get(key, "demarrer")
        if key == "file":
            page = SECTION_HELP.get(self.file_view.section(), page)
        elif key == "settings":
            page = self.pages.settings.help_page()
        self.rail.set_current("help")
        self.stack.setCurrentWidget(self.pages.help)
        self.pages.help.show_page(page)

    def toggle_panel(self) -> None:
        """Open or fold the words beside the screen, where there are any."""
        shown = (panel for panel in self.stack.findChildren(WordsPanel) if panel.isVisible())
        panel = next(shown, None)
        if panel is not None:
            panel.toggle()

    def open_search(self) -> None:
        """Show the search of everything, over whatever is on screen."""
        self._commands = commands_of(self)
        self.search_panel.open_over([command for command, _gesture in self._commands])

    def open_hit(self, hit: Hit) -> None:
        """Open what a search found: the version of the plan it is in, or the section of the file, at its card."""
        if hit.plan_id:
            self._hold(hit.child_id)
            self.open_plan(hit.plan_id)
            return
        if hit.kind == "visit_note":  # it is in no file yet: its visit is where it is sorted
            self.visits.open(hit.opens[1])
            return
        if hit.opens[0] == "writing":
            self._hold(hit.child_id)
            self.open_writing(hit.opens[1])
            return
        is_known = hit.group.section in self.file_view.sections.keys()  # noqa: SIM118 - a method of ours, not a dict
        self.open_child(hit.child_id, hit.group.section if is_known else "overview", hit.opens)

    def show_error(self, error: PpeError) -> None:
        """Say what happened, what was kept, what to do."""
        detail = f"\n{error.detail}" if error.detail and isinstance(error, DefectError) else ""
        self.banner.set_message(error.message + detail, "late")

    def finish(self) -> bool:
        """Put what is typed into the base before leaving; return whether that succeeded."""
        self.place.section = self.file_view.section() if self.file_view.child_id else "overview"
        is_kept = self.autosaver.flush()
        if is_kept:
            self._drop_begun()
        return is_kept

    def close_session(self) -> None:
        """Drop what is still to come and close the base."""
        self.tasks.close()
        self.session.close()

    def _leave(self) -> None:
        self.autosaver.send()
        self._drop_begun()
        self.banner.hide()
        self.notices.leave_page()
        if not self._is_counted:
            self._is_counted = True
            self.home_view.count()

    def _drop_begun(self) -> None:
        """Take away what was begun and left blank; later, when something typed is still on its way to the base."""
        if self.autosaver.is_settled():
            begun, self._begun = self._begun, []
            for one in begun:
                self.tasks.ask(self.session.acting.discard_if_blank, one.kind, one.record_id)

    def _on_begun(self, begun: Begun) -> None:
        self._came_from = "home" if self.stack.currentWidget() is self.home_view else self._came_from
        if begun.kind == PLAN:
            self._on_home_plan(begun.child_id, begun.record_id)
            return
        if begun.kind == WRITING:
            self._hold(begun.child_id)
            self.open_writing(begun.record_id)
            return
        same = [one for one in self._begun if one.record_id == begun.record_id]  # the button was pressed twice
        self._begun = [one for one in self._begun if one not in same]
        self.open_child(
            begun.child_id, begun.section, (begun.kind, begun.record_id) if begun.kind else None, begun.field
        )
        self._begun += [begun] if begun.is_new else same

    def _on_home_file(self, child_id: str, section: str) -> None:
        self._came_from = "home"
        self.open_child(child_id, section)

    def _on_home_task(self, child_id: str, section: str, record: tuple[str, str] | None) -> None:
        self._came_from = "home"
        self.open_child(child_id, section, record)

    def _on_home_words(self, child_id: str, record: tuple[str, str] | None, field: str) -> None:
        self._came_from = "home"
        self.open_child(child_id, "statements", record, field)

    def _on_home_plan(self, child_id: str, plan_id: str) -> None:
        self._hold(child_id)
        self.open_plan(plan_id)

    def _hold(self, child_id: str) -> None:
        """Take a child as the one on screen before a screen of the file opens over it."""
        self._note_reading(child_id)
        self.file_view.child_id = self.place.child_id = child_id

    def _on_home_appointment(self, day: dt.date) -> None:
        self.show_agenda()
        self.pages.agenda.choose(day)

    def _on_file_closed(self) -> None:
        if self._came_from == "home":
            self.show_home()
        elif self._came_from == "agenda":
            self.show_agenda()
        elif self._came_from == "coverage":
            self.show_coverage()
        else:
            self.show_children()

    def _on_late_counted(self, count: int) -> None:
        """Say how many obligations are late, without a name: on the rail, and at the foot."""
        several = count > 1
        words = self.tr("{count} échéances en retard") if several else self.tr("{count} échéance en retard")
        said = words.format(count=count)
        button = self.rail.entry("home")
        assert isinstance(button, RailButton)
        button.set_count(count, said)
        self.late_note.setText(said)
        self.late_note.setVisible(bool(count))

    def _page_key(self) -> str:
        """Return the name of the page on screen."""
        always: dict[QWidget | None, str] = {
            self.home_view: "home",
            self.children_view: "children",
            self.file_view: "file",
            self.plan_view: "plan",
        }
        shown = self.stack.currentWidget()
        return always.get(shown) or self.pages.key_of(shown) or "children"

    def _on_section_requested(self, key: str) -> None:
        gestures = {
            "home": self.show_home,
            "children": self.show_children,
            "agenda": self.show_agenda,
            "templates": self.show_templates,
            "settings": self.show_settings,
            "help": self.show_help,
            "lock": self.lock_requested.emit,
        }
        gestures[key]()

    def _on_command(self, key: str) -> None:
        next(gesture for command, gesture in self._commands if command.key == key)()

    def show_reports(self) -> None:
        """Offer to make the situation reports due this month."""
        from ppe_desktop.ui.dialogs.reports_dialog import ReportsDialog  # loaded when it is first asked for

        self.autosaver.send()
        ReportsDialog(self.tasks, self).open()

    def write_report(self) -> None:
        """Begin the report of the child on screen, or go on with the one being written."""
        child_id = self.place.child_id
        self.tasks.ask(self.session.writings.start, child_id, then=self._on_report_begun, failed=self.show_error)

    def _on_report_begun(self, changes: Changes) -> None:
        self.open_writing(changes.created)

    def plan_appointment(self) -> None:
        """Ask for a new appointment, in the agenda."""
        self.show_agenda()
        self.pages.agenda.plan_when_ready()

    def note_words(self) -> None:
        """Note some words, from anywhere: in the file on screen, else in that of a child chosen by name."""
        if self.stack.currentWidget() is self.file_view and self.file_view.context.file is not None:
            self.file_view.header.statement_requested.emit()
            return
        if self.is_in_file():
            self._on_words_of(self.place.child_id)
            return
        from ppe_desktop.ui.dialogs.choose_child_dialog import ChooseChildDialog  # loaded when it is first asked for

        dialog = ChooseChildDialog(self.tasks, self.tr("Dans le dossier de quel enfant\N{NO-BREAK SPACE}?"), self)
        dialog.child_chosen.connect(self._on_words_of)
        dialog.open()

    def _on_words_of(self, child_id: str) -> None:
        self.open_child(child_id, "statements", ("speaker", Speaker.CHILD.value))
        self.file_view.context.typed_ahead.begin()

    def _on_new_child(self, result: int) -> None:
        dialog = self.sender()
        if result == QDialog.DialogCode.Accepted and isinstance(dialog, NewChildDialog):
            self.open_child(dialog.child_id, "overview")

    def _on_file_shown(self, file: CaseFile) -> None:
        if self._noted_id != file.child.id:
            self._noted_id = file.child.id
            self.tasks.ask(self.session.search.note_opened, file.child.id)
        self.place.child_id = file.child.id

    def forget_file(self) -> None:
        """Forget the file that may have been on screen: it may be the one that is gone."""
        self.file_view.forget()
        self.place = Place("settings")
        self._read_id = self._noted_id = ""
        self.note_change(None)

    def _on_plan_closed(self) -> None:
        self.open_child(self.place.child_id, "plan")

    def return_to_documents(self) -> None:
        """Go back to the documents of the child whose report was on screen."""
        self.return_to_section("documents")

    def return_to_section(self, section: str) -> None:
        """Go back to a section of the file of the child on screen."""
        self.open_child(self.place.child_id, section)

    def _on_fact_requested(self, section: str) -> None:
        if section == "profile":
            self.show_settings()
        else:
            self.open_child(self.place.child_id, FACT_SECTIONS.get(section, "overview"))

    def note_change(self, _changes: object) -> None:
        """Have what is late counted again at the next change of page."""
        self._is_counted = False

    def _on_saved(self, moment: dt.datetime) -> None:
        self.status.show_saved(moment.time())
        if self.banner.property("saving"):
            self.banner.setProperty("saving", False)
            self.banner.hide()

    def _on_save_failed(self, error: PpeError) -> None:
        self.status.show_unsaved(self.tr("le texte reste à l’écran"))
        self.banner.setProperty("saving", True)
        self.banner.set_message(error.message, "late")
