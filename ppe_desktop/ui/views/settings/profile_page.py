"""Who the user is and what heads her documents, saved as it is typed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.forms.record_form import RecordForm
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.views.settings.logo_field import LogoField
from ppe_desktop.ui.widgets.column_scroll import ColumnScroll
from ppe_desktop.ui.widgets.plain_label import PlainLabel

if TYPE_CHECKING:
    from ppe_desktop.services.session import Session

KIND = "user_profile"
ME = ("civility", "first_name", "surname", "function", "phone", "email")
SERVICE = ("service", "department", "service_address", "town", "signatory", "signatory_function")

Read = tuple[Item | None, dict[tuple[str, str], str]]


class ProfilePage(ColumnScroll):
    """The profile, in two short forms, and the logo.

    Attributes:
        me_form, service_form: the two forms; None until the profile is read.
    """

    def __init__(self, tasks: Tasks, autosaver: Autosaver, parent: QWidget | None = None) -> None:
        super().__init__(parent=parent)
        self._tasks, self._autosaver = tasks, autosaver
        self.title_label = PlainLabel(self.tr("Mon profil et mon service"), "heading", wrap=True)
        self.intro_label = PlainLabel(
            self.tr(
                "Ces renseignements figurent en tête de vos documents, et votre nom signe l’historique des dossiers."
            ),
            "body",
            wrap=True,
        )
        self.me_label = PlainLabel(self.tr("Moi"), "section")
        self.service_label = PlainLabel(self.tr("Mon service"), "section")
        self.me_form: RecordForm | None = None
        self.service_form: RecordForm | None = None
        self.logo_field = LogoField(tasks)

        self._lay_out()
        self.reload()

    def reload(self) -> None:
        """Read the profile again and show it."""
        self._tasks.ask(_read, self._tasks.session, then=self._on_read)

    def _lay_out(self) -> None:
        self.body.addWidget(self.title_label)
        self.body.addWidget(self.intro_label)
        self.body.addSpacing(8)
        self.body.addWidget(self.me_label)
        self.body.addSpacing(16)
        self.body.addWidget(self.service_label)
        self.body.addWidget(self.logo_field)
        self.body.addStretch(1)
        self.logo_field.setEnabled(False)

    def _on_read(self, read: Read) -> None:
        profile, pending = read
        if profile is None:
            self.intro_label.setText(self.tr("Cette base n’a pas de profil."))
            return
        if self.me_form is None or self.service_form is None:
            self.me_form = self._add_form(profile, pending, ME, self.me_label)
            self.service_form = self._add_form(profile, pending, SERVICE, self.service_label)
        else:
            self.me_form.show_item(profile)
            self.service_form.show_item(profile)
        self.logo_field.show_profile(profile)

    def _add_form(
        self, profile: Item, pending: dict[tuple[str, str], str], only: tuple[str, ...], after: QWidget
    ) -> RecordForm:
        kind = self._tasks.session.records.kinds()[KIND]
        form = RecordForm(kind, profile, self._autosaver, only=only, pending=pending)
        self.body.insertWidget(self.body.indexOf(after) + 1, form)
        return form


def _read(session: Session) -> Read:
    return session.files.profile(), session.records.pending()
