"""Réglages: who I am, what the service chose, how the screen looks, what this program is made of."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.preferences import Preferences
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px, theme
from ppe_desktop.ui.views.settings.about_page import AboutPage
from ppe_desktop.ui.views.settings.backups_page import BackupsPage
from ppe_desktop.ui.views.settings.display_page import DisplayPage
from ppe_desktop.ui.views.settings.journal_page import JournalPage
from ppe_desktop.ui.views.settings.profile_page import ProfilePage
from ppe_desktop.ui.views.settings.retention_page import RetentionPage
from ppe_desktop.ui.views.settings.rules_page import RulesPage
from ppe_desktop.ui.views.settings.security_page import SecurityPage
from ppe_desktop.ui.views.settings.supports_page import SupportsPage
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.section_list import SectionList

NARROWEST_LIST = 208
HELP_PAGES = {
    "rules": "echeances",
    "supports": "enfant",
    "display": "ecrire",
    "security": "securite",
    "backups": "securite",
    "journal": "securite",
    "retention": "securite",
}


class SettingsView(QWidget):
    """The settings, one page at a time.

    Signals:
        help_requested: the person asks for the help of the page on screen.
        restore_requested: a backup is wanted back: the base must be closed first.
        lock_settings_changed: the base is to be closed after another time, or the windows shown in captures.

    Args:
        tasks: the way to the base.
        autosaver: where what is typed goes.
        parent: parent widget.
        preferences: what is kept of the look of the screen; this computer's by default.
    """

    help_requested = Signal()
    restore_requested = Signal()
    lock_settings_changed = Signal()

    def __init__(
        self,
        tasks: Tasks,
        autosaver: Autosaver,
        parent: QWidget | None = None,
        *,
        preferences: Preferences | None = None,
    ) -> None:
        super().__init__(parent)
        self.title_label = PlainLabel(self.tr("Réglages"), "heading", parent=self)
        self.sections = SectionList(self.tr("Rubriques des réglages"), self)
        self.stack = QStackedWidget(self)
        self.profile_page = ProfilePage(tasks, autosaver, self)
        preferences = preferences or Preferences()
        self.display_page = DisplayPage(preferences, tasks, self)
        self.security_page = SecurityPage(preferences, tasks, self)
        self.backups_page = BackupsPage(tasks, self)
        self.journal_page = JournalPage(tasks, self)
        self.retention_page = RetentionPage(tasks, self)
        self.rules_page = RulesPage(tasks, self)
        self.supports_page = SupportsPage(tasks, self)
        self.about_page = AboutPage(self)
        self._pages = {
            "profile": self.profile_page,
            "rules": self.rules_page,
            "supports": self.supports_page,
            "display": self.display_page,
            "security": self.security_page,
            "backups": self.backups_page,
            "journal": self.journal_page,
            "retention": self.retention_page,
            "about": self.about_page,
        }

        self._add_sections()
        self._lay_out()
        self._fit()

        self.sections.section_requested.connect(self.show_section)
        self.rules_page.help_requested.connect(self.help_requested)
        self.backups_page.restore_requested.connect(self.restore_requested)
        self.security_page.lock_settings_changed.connect(self.lock_settings_changed)
        theme().theme_changed.connect(self._fit)
        self.show_section("profile")

    def show_section(self, key: str) -> None:
        """Show one page: ``"profile"``, ``"rules"``, ``"supports"``, ``"display"``, ``"security"``, ``"backups"``, ``"journal"`` or ``"about"``."""
        self.sections.set_current(key)
        self.stack.setCurrentWidget(self._pages[key])

    def help_page(self) -> str:
        """Return the name of the page of help about what is on screen."""
        return HELP_PAGES.get(self.sections.current(), "demarrer")

    def _add_sections(self) -> None:
        self.sections.add_section("profile", "user", self.tr("Mon profil et mon service"))
        self.sections.add_section("rules", "scale", self.tr("Règles et délais"))
        self.sections.add_section("supports", "quote", self.tr("La page de l’enfant"))
        self.sections.add_section("display", "palette", self.tr("Affichage et écriture"))
        self.sections.add_section("security", "shield", self.tr("Sécurité"))
        self.sections.add_section("backups", "save", self.tr("Sauvegardes"))
        self.sections.add_section("journal", "history", self.tr("Journal"))
        self.sections.add_section("retention", "inbox", self.tr("Dossiers clos"))
        self.sections.add_section("about", "info", self.tr("À propos"))
        for page in self._pages.values():
            self.stack.addWidget(page)

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setContentsMargins(0, 24, 0, 0)
        side.setSpacing(8)
        side.addWidget(self.title_label, 0, Qt.AlignmentFlag.AlignLeft)
        side.addWidget(self.sections, 1)
        self.title_label.setContentsMargins(20, 0, 8, 0)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(side)
        row.addWidget(self.stack, 1)

    def _fit(self) -> None:
        self.sections.setFixedWidth(max(px(NARROWEST_LIST), self.sections.sizeHint().width()))
