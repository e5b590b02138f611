"""What the check of a file found: each error to mend, with its place; then what the file asks for, and who may read it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ppe_desktop.services.templates import Issue, TemplateReport
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel

MOST_SHOWN = 60
_NBSP = "\N{NO-BREAK SPACE}"


class IssueRow(QWidget):
    """One thing to mend: the tag as written, what is wrong, what to write instead, where."""

    def __init__(self, issue: Issue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        tone = "late" if issue.is_error else "soon"
        self.mark = IconMark("alert-circle" if issue.is_error else "info", tone, 18, self)
        self.message = PlainLabel(issue.message, "strong", wrap=True, parent=self)
        self.tag = PlainLabel(issue.tag, "body", wrap=True, parent=self)
        self.advice = PlainLabel(told_advice(issue), "body", wrap=True, parent=self)
        self.place = PlainLabel(told_place(issue), "muted", wrap=True, parent=self)
        column = QVBoxLayout()
        column.setSpacing(3)
        for label in (self.message, self.tag, self.advice, self.place):
            label.setVisible(bool(label.text()))
            as_tall_as_needed(label)
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            column.addWidget(label)
        self.advice.set_tone("done")
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 6, 0, 6)
        row.setSpacing(10)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(column, 1)


class ReportCard(Card):
    """The report of one file.

    Attributes:
        rows: what is to mend.
        gestures: what can be done with the file, put there by who shows the card.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("report_card")
        self.rows: list[IssueRow] = []
        self.banner = Banner("", "info", closable=False, parent=self)
        self.gestures = QVBoxLayout()
        self.list = QVBoxLayout()
        self.demand_title = PlainLabel(self.tr("Ce modèle demande"), "section", parent=self)
        self.demands = PlainLabel("", "body", wrap=True, parent=self)
        self.readers = PlainLabel("", "muted", wrap=True, parent=self)
        self.protected = PlainLabel("", "body", wrap=True, parent=self)
        self.protected.set_tone("soon")
        self.list.setSpacing(0)
        self.body.addWidget(self.banner)
        self.body.addLayout(self.gestures)
        self.body.addLayout(self.list)
        for label in (self.demands, self.readers, self.protected):
            as_tall_as_needed(label)
        for label in (self.demand_title, self.demands, self.readers, self.protected):
            self.body.addWidget(label)

    def show_report(self, report: TemplateReport, name: str) -> None:
        """Show what was found in a file of that name."""
        for row in self.rows:
            row.setParent(None)
            row.deleteLater()
        self.rows = [IssueRow(issue, self) for issue in report.issues[:MOST_SHOWN]]
        for row in self.rows:
            self.list.addWidget(row)
        self.banner.set_message(self._verdict(report, name), "done" if report.is_good else "late")
        self.demands.setText("\n".join(_demand(one.group, one.names) for one in report.demands))
        self.readers.setText(
            self.tr("Peuvent le recevoir{nbsp}: {names}.").format(
                nbsp=_NBSP, names=", ".join(f"{one[:1].lower()}{one[1:]}" for one in report.readers)
            )
        )
        self.protected.setText(self._warning(report))
        shown = bool(report.demands)
        for widget in (self.demand_title, self.demands, self.readers):
            widget.setVisible(shown)
        self.protected.setVisible(bool(report.protected))

    def _verdict(self, report: TemplateReport, name: str) -> str:
        count = len(report.errors)
        if not count:
            return self.tr("« {name} » peut être mis en service{nbsp}: aucune erreur.").format(name=name, nbsp=_NBSP)
        said = self.tr("« {name} »{nbsp}: {count} erreurs à corriger dans Word avant de le mettre en service.")
        said = (
            said
            if count > 1
            else self.tr("« {name} »{nbsp}: une erreur à corriger dans Word avant de le mettre en service.")
        )
        more = (
            self.tr(" Les {most} premières sont ci-dessous.").format(most=MOST_SHOWN)
            if len(report.issues) > MOST_SHOWN
            else ""
        )
        return said.format(name=name, count=count, nbsp=_NBSP) + more

    def _warning(self, report: TemplateReport) -> str:
        if not report.protected:
            return ""
        said = self.tr(
            "À savoir{nbsp}: {names} peuvent contenir une information protégée. Le logiciel la retire pour les personnes qui ne doivent "
            "pas la lire{nbsp}; ne la récrivez pas vous-même dans le modèle."
        )
        return said.format(nbsp=_NBSP, names=" ; ".join(f"« {one} »" for one in report.protected))


def as_tall_as_needed(label: PlainLabel) -> None:
    """Let a wrapped label be as tall as its width asks, and no taller: many of them would leave an empty page below."""
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
    policy.setHeightForWidth(True)
    label.setSizePolicy(policy)


def told_advice(issue: Issue) -> str:
    """Return what to write instead, as a sentence."""
    return f"Écrivez plutôt{_NBSP}: {issue.advice}" if issue.advice.startswith("{") else issue.advice


def told_place(issue: Issue) -> str:
    """Return where an issue is: the part, and the paragraph to look for."""
    text = issue.text if issue.text != issue.tag else ""
    return f"{issue.where}{_NBSP}: « {text} »" if text else issue.where


def _demand(group: str, names: tuple[str, ...]) -> str:
    said = f"{_NBSP}; ".join(f"{name[:1].lower()}{name[1:]}" for name in names)
    if not group:
        return f"{said[:1].upper()}{said[1:]}."
    return f"{group}{_NBSP}: {said}." if said else f"{group}."
