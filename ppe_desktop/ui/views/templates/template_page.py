"""One kind of document: the template in use, a file to check and put in service, the versions kept."""

from __future__ import annotations

import datetime as dt
from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.dates import long_date, parse_date, short_date
from ppe_desktop.domain.facts import Fact, Kind
from ppe_desktop.runtime import clock
from ppe_desktop.services.templates import TemplateLine, TemplateReport, TemplateVersion
from ppe_desktop.ui.forms.editors import DateEditor
from ppe_desktop.ui.theme import px, theme
from ppe_desktop.ui.views.settings.gesture_card import GestureCard
from ppe_desktop.ui.views.templates.report_card import ReportCard
from ppe_desktop.ui.widgets.buttons import PrimaryButton, QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.column_scroll import ColumnScroll
from ppe_desktop.ui.widgets.drop_zone import DropZone
from ppe_desktop.ui.widgets.plain_label import PlainLabel

WIDTH = 780
_NBSP = "\N{NO-BREAK SPACE}"


class TemplatePage(ColumnScroll):
    """What can be done about one template.

    Signals:
        trial_requested, fields_requested, original_requested, file_wanted, annotate_requested, file_trial_requested: gestures.
        export_requested: the shipped template is wanted, or the one in use (True, False).
        service_requested: the checked file is to be used from that day.
        version_export_requested, withdraw_requested: identifier of a version.
    """

    trial_requested = Signal()
    fields_requested = Signal()
    original_requested = Signal()
    file_wanted = Signal()
    annotate_requested = Signal()
    file_trial_requested = Signal()
    export_requested = Signal(bool)
    service_requested = Signal(object)
    version_export_requested = Signal(str)
    withdraw_requested = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(WIDTH, parent)
        self.setObjectName("template_page")
        self.title_label = PlainLabel("", "heading", wrap=True)
        self.state_card = GestureCard("template", self.tr("Modèle en service"), "")
        self.trial_button = SecondaryButton(self.tr("Essayer sur un enfant fictif"), "eye")
        self.export_button = SecondaryButton(self.tr("Exporter…"), "download")
        self.original_export_button = SecondaryButton(self.tr("Exporter l’original…"), "download")
        self.original_button = SecondaryButton(self.tr("Revenir à l’original"), "undo")
        self.own_card = Card()
        self.own_title = PlainLabel(self.tr("Votre modèle"), "section", parent=self.own_card)
        self.own_words = PlainLabel(
            self.tr(
                "Exportez le modèle, changez-le dans Word avec les balises de la liste des champs, puis vérifiez-le ici. Rien n’est mis en service "
                "sans avoir été vérifié, et les documents déjà faits gardent leur modèle."
            ),
            "body",
            wrap=True,
            parent=self.own_card,
        )
        self.fields_button = SecondaryButton(self.tr("Liste des champs…"), "list-checks", self.own_card)
        self.zone = DropZone(self.tr("Déposez ici votre fichier Word (.docx), ou choisissez-le."), self.own_card)
        self.check_button = SecondaryButton(self.tr("Vérifier un fichier…"), "file-check", self.zone)
        self.report_card = ReportCard()
        self.annotate_button = SecondaryButton(
            self.tr("Enregistrer une copie annotée…"), "message-square", self.report_card
        )
        self.file_trial_button = SecondaryButton(self.tr("Essayer ce fichier"), "eye", self.report_card)
        self.day_label = PlainLabel(self.tr("À partir du"), "muted", parent=self.report_card)
        self.day_editor = DateEditor(Fact("À partir du", Kind.DATE, name="in_force_from"), self.report_card)
        self.service_button = PrimaryButton(self.tr("Mettre en service"), "check", self.report_card)
        self.day_error = PlainLabel("", "error", wrap=True, parent=self.report_card)
        self.versions_card = Card()
        self.versions_title = PlainLabel(self.tr("Versions gardées dans la base"), "section", parent=self.versions_card)
        self.versions = QVBoxLayout()

        self._lay_out()
        self._make_room()
        self._connect()

    def _make_room(self) -> None:
        for button in (self.trial_button, self.export_button, self.original_export_button, self.original_button, self.fields_button,
                       self.check_button, self.annotate_button, self.file_trial_button, self.service_button):  # fmt: skip
            button.ensurePolished()
            bold = QFont(button.font())
            bold.setWeight(QFont.Weight.DemiBold)
            words = button.text()
            more = QFontMetrics(bold).horizontalAdvance(words) - button.fontMetrics().horizontalAdvance(words)
            button.setMinimumWidth(button.sizeHint().width() + max(0, more) + px(6))

    def _lay_out(self) -> None:
        for button, name in (
            (self.trial_button, "trial_button"),
            (self.export_button, "export_button"),
            (self.original_export_button, "original_export_button"),
            (self.original_button, "original_button"),
        ):
            self.state_card.add_button(button, name)
        self.zone.buttons.addWidget(self.check_button)
        self.zone.buttons.addWidget(self.fields_button)
        self.zone.buttons.addStretch(1)
        parts: tuple[QWidget, ...] = (self.own_title, self.own_words, self.zone)
        for part in parts:
            self.own_card.body.addWidget(part)
        self.report_card.gestures.addLayout(_row(self.annotate_button, self.file_trial_button))
        self.report_card.gestures.addLayout(_row(self.day_label, self.day_editor, self.service_button))
        self.report_card.gestures.addWidget(self.day_error)
        self.versions_card.body.addWidget(self.versions_title)
        self.versions_card.body.addLayout(self.versions)
        cards: tuple[QWidget, ...] = (
            self.title_label,
            self.state_card,
            self.own_card,
            self.report_card,
            self.versions_card,
        )
        for card in cards:
            self.body.addWidget(card)
        self.body.addStretch(1)
        self.report_card.hide()
        self.versions_card.hide()
        self.day_error.hide()

    def _connect(self) -> None:
        theme().theme_changed.connect(self._make_room)
        self.trial_button.clicked.connect(self.trial_requested)
        self.export_button.clicked.connect(partial(self.export_requested.emit, False))
        self.original_export_button.clicked.connect(partial(self.export_requested.emit, True))
        self.original_button.clicked.connect(self.original_requested)
        self.fields_button.clicked.connect(self.fields_requested)
        self.check_button.clicked.connect(self.file_wanted)
        self.annotate_button.clicked.connect(self.annotate_requested)
        self.file_trial_button.clicked.connect(self.file_trial_requested)
        self.service_button.clicked.connect(self._on_service)

    def show_line(self, line: TemplateLine) -> None:
        """Show where a template stands; the report of a file stays only while the place is the same."""
        self.title_label.setText(line.slot.title)
        self.state_card.words.setText(told_state(line))
        self.state_card.set_state("\n".join(self._planned(one) for one in line.planned))
        has_own = line.in_force is not None or bool(line.planned)
        for button in (self.original_button, self.original_export_button):
            button.setVisible(has_own)
        self._show_versions(line)

    def show_report(self, report: TemplateReport, name: str) -> None:
        """Show what the check of a file found, and what can be done with it."""
        self.report_card.show_report(report, name)
        for widget in (self.day_label, self.day_editor, self.service_button, self.file_trial_button):
            widget.setVisible(report.is_good)
        self.annotate_button.setVisible(bool(report.issues) and report.can_annotate)
        self.day_editor.line.setText(short_date(clock.today()))
        self.show_day_error("")
        self.report_card.show()
        self.ensureWidgetVisible(self.report_card.banner)

    def clear_report(self) -> None:
        """Forget the file that was checked."""
        self.report_card.hide()

    def show_day_error(self, message: str) -> None:
        """Say what is wrong with the day; nothing when it is right."""
        self.day_error.setText(message)
        self.day_error.setVisible(bool(message))

    def set_busy(self, is_busy: bool) -> None:
        """Let no other gesture begin while one is being done."""
        for button in (
            self.check_button,
            self.trial_button,
            self.file_trial_button,
            self.service_button,
            self.annotate_button,
        ):
            button.setEnabled(not is_busy)

    def _planned(self, version: TemplateVersion) -> str:
        said = self.tr("La version {number} (« {name} ») sera en service le {day}.")
        return said.format(number=version.version, name=version.name, day=long_date(version.in_force_from))

    def _show_versions(self, line: TemplateLine) -> None:
        while (item := self.versions.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for version in line.versions:
            self.versions.addWidget(self._version_row(version, is_in_force=version == line.in_force))
        self.versions_card.setVisible(bool(line.versions))

    def _version_row(self, version: TemplateVersion, *, is_in_force: bool) -> QWidget:
        row = QWidget(self.versions_card)
        label = PlainLabel(told_version(version, is_in_force=is_in_force), "body", wrap=True, parent=row)
        export = QuietButton(self.tr("Exporter…"), "download", row)
        export.setAccessibleName(self.tr("Exporter la version {number}").format(number=version.version))
        export.clicked.connect(partial(self.version_export_requested.emit, version.id))
        layout = QHBoxLayout(row)
        layout.setContentsMargins(0, 2, 0, 2)
        layout.addWidget(label, 1)
        layout.addWidget(export)
        if version.withdrawn_at is None:
            withdraw = QuietButton(self.tr("Retirer"), "x", row)
            withdraw.setAccessibleName(self.tr("Retirer la version {number}").format(number=version.version))
            withdraw.clicked.connect(partial(self.withdraw_requested.emit, version.id))
            layout.addWidget(withdraw)
        return row

    def _on_service(self) -> None:
        try:
            day: dt.date | None = parse_date(self.day_editor.line.text(), clock.today())
        except ValueError as error:
            self.show_day_error(str(error))
            return
        self.service_requested.emit(day or clock.today())


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    row.setSpacing(8)
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch(1)
    return row


def told_state(line: TemplateLine) -> str:
    """Return where a template stands, in a sentence."""
    version = line.in_force
    if version is None:
        return f"Le modèle fourni avec le logiciel ({line.slot.shipped_version})."
    return (
        f"Le modèle du département, version {version.version}, « {version.name} », en service depuis le {long_date(version.in_force_from)}. "
        f"Importé le {long_date(version.added_at.date())} par {version.author or 'une personne non nommée'}."
    )


def told_version(version: TemplateVersion, *, is_in_force: bool) -> str:
    """Return a version and what became of it, on one line."""
    if version.withdrawn_at is not None:
        state = f"retirée le {short_date(version.withdrawn_at.date())}"
    elif is_in_force:
        state = f"en service depuis le {short_date(version.in_force_from)}"
    else:
        begun = version.in_force_from <= clock.today()
        state = (
            f"remplacée, en service le {short_date(version.in_force_from)}"
            if begun
            else f"prévue le {short_date(version.in_force_from)}"
        )
    return f"Version {version.version}{_NBSP}: « {version.name} », {state}"


def neutral_name(line: TemplateLine, *, original: bool) -> str:
    """Return the name proposed for an exported template."""
    stem = Path(line.slot.file_name).stem
    kept = "" if original or line.in_force is None else f"_version_{line.in_force.version}"
    return f"modele_{stem}{kept}.docx"
