"""Modèles: the kinds of document at the left, the template of one at the right; a Word file dropped anywhere is checked."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.errors import FieldError, OutputError, PpeError
from ppe_desktop.services.templates import TemplateLine, TemplateReport, TemplateVersion
from ppe_desktop.ui.printing.folders import proposed_folder
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.views.templates.fields_dialog import FieldsDialog
from ppe_desktop.ui.views.templates.template_list import TemplateList
from ppe_desktop.ui.views.templates.template_page import TemplatePage, neutral_name
from ppe_desktop.ui.views.templates.trial_dialog import TrialDialog
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.plain_label import PlainLabel

MOST_BYTES = 60 * 1024 * 1024
_WORD = "Word (*.docx)"


class TemplatesView(QWidget):
    """The templates documents are made from.

    Signals:
        error_raised: a :class:`PpeError` to show.

    Attributes:
        lines: where each template stands, by its key; empty until they are read.
    """

    error_raised = Signal(object)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("templates_view")
        self.setAcceptDrops(True)
        self._tasks, self._templates = tasks, tasks.session.templates
        self._name = ""
        self._content = b""
        self._report: TemplateReport | None = None
        self.lines: dict[str, TemplateLine] = {}
        self.title_label = PlainLabel(self.tr("Modèles"), "heading", parent=self)
        self.list = TemplateList(self)
        self.banner = Banner("", "done", parent=self)
        self.page = TemplatePage(self)
        self.banner.hide()
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        side = QVBoxLayout()
        side.setContentsMargins(16, 24, 0, 8)
        side.setSpacing(8)
        side.addWidget(self.title_label)
        side.addWidget(self.list, 1)
        main = QVBoxLayout()
        main.setSpacing(0)
        main.addWidget(self.banner)
        main.addWidget(self.page, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addLayout(side)
        row.addLayout(main, 1)

    def _connect(self) -> None:
        page = self.page
        self.list.chosen.connect(self._on_chosen)
        page.trial_requested.connect(self._on_trial)
        page.file_trial_requested.connect(self._on_file_trial)
        page.fields_requested.connect(self.show_fields)
        page.file_wanted.connect(self._on_file_wanted)
        page.annotate_requested.connect(self._on_annotate)
        page.export_requested.connect(self._on_export)
        page.original_requested.connect(self._on_original)
        page.service_requested.connect(self._on_service)
        page.version_export_requested.connect(self._on_version_export)
        page.withdraw_requested.connect(self._on_withdraw)

    def refresh(self) -> None:
        """Read again where the templates stand."""
        self._tasks.run_long(self._templates.lines, then=self._on_lines, failed=self.error_raised.emit)

    def focus(self) -> None:
        """Put the keyboard in the list."""
        self.list.setFocus()

    def check_file(self, path: Path) -> None:
        """Read a file once and check it; what is checked is what may be put in service, whatever becomes of the file."""
        self.banner.hide()
        try:
            if path.stat().st_size > MOST_BYTES:
                raise OutputError(
                    "Ce fichier est trop gros pour un modèle. Réduisez ses images dans Word, puis recommencez."
                )
            content = path.read_bytes()
        except OSError:
            self._on_failed(
                OutputError("Ce fichier ne peut pas être lu. Fermez-le dans Word, ou choisissez-en un autre.")
            )
            return
        except OutputError as error:
            self._on_failed(error)
            return
        self._name, self._content, self._report = path.name, content, None
        self.page.set_busy(True)
        self._tasks.run_long(
            self._templates.check,
            self.list.key(),
            content,
            then=partial(self._on_checked, self.list.key()),
            failed=self._on_failed,
        )

    def show_fields(self) -> None:
        """Open the list of the fields of the kind on screen."""
        line = self.lines.get(self.list.key())
        if line is not None:
            dialog = FieldsDialog(line.slot.title, self._templates.fields(line.slot.key), self)
            dialog.show()
            dialog.search.setFocus()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take a file of this computer."""
        if _dropped(event) is not None:
            self.page.zone.set_lit(True)
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Put the light out."""
        self.page.zone.set_lit(False)
        super().dragLeaveEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        """Check the file that was dropped."""
        self.page.zone.set_lit(False)
        path = _dropped(event)
        if path is not None:
            event.acceptProposedAction()
            self.check_file(path)

    def _on_lines(self, lines: tuple[TemplateLine, ...]) -> None:
        self.lines = {line.slot.key: line for line in lines}
        self.list.show_lines(lines)
        self._show()

    def _show(self) -> None:
        line = self.lines.get(self.list.key())
        if line is not None:
            self.page.show_line(line)

    def _on_chosen(self, _key: str) -> None:
        self._name, self._content, self._report = "", b"", None
        self.banner.hide()
        self.page.clear_report()
        self.page.verticalScrollBar().setValue(0)
        self._show()

    def _on_checked(self, key: str, report: TemplateReport) -> None:
        self.page.set_busy(False)
        if key == self.list.key():
            self._report = report
            self.page.show_report(report, self._name)

    def _on_trial(self) -> None:
        self._try(None)

    def _on_file_trial(self) -> None:
        self._try(self._content)

    def _try(self, content: bytes | None) -> None:
        self.page.set_busy(True)
        self._tasks.run_long(
            self._templates.trial, self.list.key(), content, then=self._on_tried, failed=self._on_failed
        )

    def _on_tried(self, html: str) -> None:
        self.page.set_busy(False)
        TrialDialog(self.lines[self.list.key()].slot.title, html, self).open()

    def _on_file_wanted(self) -> None:
        name, _filter = QFileDialog.getOpenFileName(
            self, self.tr("Vérifier un modèle"), "", f"{_WORD};;{self.tr('Tous les fichiers')} (*)"
        )
        if name:
            self.check_file(Path(name))

    def _on_annotate(self) -> None:
        target = self._asked(f"{Path(self._name).stem}_annote.docx")
        if target is not None and self._report is not None:
            save = self._templates.save_annotated
            self._tasks.run_long(
                save, self._content, self._report, target, then=self._on_written, failed=self._on_failed
            )

    def _on_export(self, original: bool) -> None:
        line = self.lines[self.list.key()]
        target = self._asked(neutral_name(line, original=original))
        if target is not None:
            self._tasks.run_long(
                self._templates.export,
                line.slot.key,
                target,
                original=original,
                then=self._on_written,
                failed=self._on_failed,
            )

    def _on_version_export(self, version_id: str) -> None:
        line = self.lines[self.list.key()]
        name = next((one.name for one in line.versions if one.id == version_id), "modele.docx")
        target = self._asked(Path(name).with_suffix(".docx").name)
        if target is not None:
            self._tasks.run_long(
                self._templates.export_version, version_id, target, then=self._on_written, failed=self._on_failed
            )

    def _asked(self, name: str) -> Path | None:
        chosen, _filter = QFileDialog.getSaveFileName(
            self, self.tr("Enregistrer"), str(proposed_folder() / name), _WORD
        )
        return Path(chosen) if chosen else None

    def _on_written(self, path: Path) -> None:
        self.banner.set_message(
            self.tr("Enregistré{nbsp}: {name}").format(nbsp="\N{NO-BREAK SPACE}", name=path.name), "done"
        )

    def _on_service(self, day: dt.date) -> None:
        self.page.set_busy(True)
        self._tasks.run_long(
            self._templates.put_in_service,
            self.list.key(),
            self._name,
            self._content,
            day,
            then=self._on_served,
            failed=self._on_failed,
        )

    def _on_served(self, version: TemplateVersion) -> None:
        self.page.set_busy(False)
        self.page.clear_report()
        said = self.tr("« {name} » est enregistré comme version {number}.").format(
            name=version.name, number=version.version
        )
        self.banner.set_message(said, "done")
        self.refresh()

    def _on_original(self) -> None:
        self._tasks.run_long(
            self._templates.restore_original, self.list.key(), then=self._on_restored, failed=self._on_failed
        )

    def _on_withdraw(self, version_id: str) -> None:
        self._tasks.run_long(self._templates.withdraw, version_id, then=self._on_restored, failed=self._on_failed)

    def _on_restored(self, _count: object) -> None:
        self.banner.set_message(
            self.tr(
                "C’est fait. Les versions retirées restent gardées dans la base, et les documents déjà faits ne changent pas."
            ),
            "done",
        )
        self.refresh()

    def _on_failed(self, error: PpeError) -> None:
        self.page.set_busy(False)
        if isinstance(error, FieldError):
            self.page.show_day_error(error.message)
        else:
            self.banner.set_message(error.message, "late")


def _dropped(event: QDragEnterEvent | QDropEvent) -> Path | None:
    """Return the only file carried, if it is one of this computer."""
    urls = event.mimeData().urls()
    return Path(urls[0].toLocalFile()) if len(urls) == 1 and urls[0].isLocalFile() else None
