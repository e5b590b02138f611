"""Identité: who the child is."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.casefile import CaseFile
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.record_form import RecordForm
from ppe_desktop.ui.views.casefile.section import Section


class IdentitySection(Section):
    """The child's civil identity, presumed birth date, languages, allergies."""

    def __init__(self, context: FileContext, parent: QWidget | None = None) -> None:
        super().__init__(context, context.tr("Identité"), parent)
        self.form: RecordForm | None = None
        self.finish_layout()

    def show_file(self, file: CaseFile) -> None:
        """Show the child's facts."""
        if self.form is None:
            kind = self.context.kinds["child"]
            self.form = RecordForm(
                kind, file.child, self.context.autosaver, pending=self.context.pending, parent=self.column
            )
            self.body.insertWidget(1, self.form)
        else:
            self.form.show_item(file.child)
