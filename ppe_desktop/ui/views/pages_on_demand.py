"""The pages of the workspace that are made when they are first asked for: what is not looked at costs nothing at the opening."""

from __future__ import annotations

import weakref
from functools import cached_property
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

if TYPE_CHECKING:
    from ppe_desktop.ui.views.agenda.agenda_view import AgendaView
    from ppe_desktop.ui.views.coverage.coverage_view import CoverageView
    from ppe_desktop.ui.views.help_view import HelpView
    from ppe_desktop.ui.views.settings_view import SettingsView
    from ppe_desktop.ui.views.templates.templates_view import TemplatesView
    from ppe_desktop.ui.views.workspace import Workspace
    from ppe_desktop.ui.views.writing.writing_view import WritingView


class PagesOnDemand:
    """Each page is made, tied to the workspace and put on its stack the first time it is named."""

    def __init__(self, workspace: Workspace) -> None:
        self._owner = weakref.ref(workspace)  # no circle: the workspace is freed in order when the base closes

    @property
    def _workspace(self) -> Workspace:
        workspace = self._owner()
        assert workspace is not None  # it owns this object
        return workspace

    def key_of(self, shown: QWidget | None) -> str:
        """Return the name of one of these pages, empty when it is none of them; makes none."""
        return next((name for name, page in vars(self).items() if page is shown), "")

    @cached_property
    def agenda(self) -> AgendaView:
        """What stands on each day, and the months to come."""
        from ppe_desktop.ui.views.agenda.agenda_view import AgendaView

        workspace = self._workspace
        agenda = AgendaView(workspace.tasks, workspace.autosaver, workspace.kinds, workspace)
        agenda.file_requested.connect(workspace.open_child)
        agenda.act_requested.connect(workspace.begin)
        agenda.visit_requested.connect(workspace.visits.for_appointment)
        agenda.error_raised.connect(workspace.show_error)
        workspace.stack.addWidget(agenda)
        return agenda

    @cached_property
    def coverage(self) -> CoverageView:
        """Whose words are missing, in every file."""
        from ppe_desktop.ui.views.coverage.coverage_view import CoverageView

        workspace = self._workspace
        coverage = CoverageView(workspace.tasks, workspace)
        coverage.opening_requested.connect(workspace.open_child)
        coverage.writing_requested.connect(workspace.open_writing)
        coverage.closed.connect(workspace.show_children)
        coverage.error_raised.connect(workspace.show_error)
        workspace.stack.addWidget(coverage)
        return coverage

    @cached_property
    def templates(self) -> TemplatesView:
        """The Word templates documents are made from."""
        from ppe_desktop.ui.views.templates.templates_view import TemplatesView

        workspace = self._workspace
        templates = TemplatesView(workspace.tasks, workspace)
        templates.error_raised.connect(workspace.show_error)
        workspace.stack.addWidget(templates)
        return templates

    @cached_property
    def writing(self) -> WritingView:
        """The screen of the reports."""
        from ppe_desktop.ui.views.writing.writing_view import WritingView

        workspace = self._workspace
        writing = WritingView(workspace.tasks, workspace.autosaver, workspace.kinds, workspace)
        writing.closed.connect(workspace.return_to_documents)
        writing.fact_requested.connect(workspace.return_to_section)
        workspace.stack.addWidget(writing)
        return writing

    @cached_property
    def settings(self) -> SettingsView:
        """The settings."""
        from ppe_desktop.ui.views.settings_view import SettingsView

        workspace = self._workspace
        settings = SettingsView(workspace.tasks, workspace.autosaver, workspace)
        settings.help_requested.connect(workspace.show_help)
        settings.restore_requested.connect(workspace.restore_requested)
        settings.security_page.rotation_requested.connect(workspace.rotation_requested)
        settings.lock_settings_changed.connect(workspace.lock_settings_changed)
        settings.backups_page.state_read.connect(workspace.backup_note.show_state)
        settings.rules_page.settings_changed.connect(workspace.note_change)
        settings.retention_page.file_erased.connect(workspace.forget_file)
        workspace.stack.addWidget(settings)
        return settings

    @cached_property
    def help(self) -> HelpView:
        """The guide."""
        from ppe_desktop.ui.views.help_view import HelpView

        help_view = HelpView(self._workspace)
        self._workspace.stack.addWidget(help_view)
        return help_view
