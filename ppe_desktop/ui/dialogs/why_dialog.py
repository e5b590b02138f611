"""Pourquoi cette date ? The rule, its article, the facts used, the sum made; what another date would change; setting aside."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.dates import long_date, parse_date, short_date
from ppe_desktop.domain.deadlines import Deadline, Status
from ppe_desktop.domain.deadlines.rules import Evidence, Source
from ppe_desktop.domain.deadlines.words import TONES, due_line
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.facts import Fact, Kind
from ppe_desktop.runtime import clock
from ppe_desktop.ui.forms.editors import DateEditor, LongTextEditor
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.views.help.rules_dialog import RulesDialog
from ppe_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.chip import Chip
from ppe_desktop.ui.widgets.column_scroll import ColumnScroll
from ppe_desktop.ui.widgets.form_row import FormRow
from ppe_desktop.ui.widgets.plain_label import PlainLabel

WIDTH, HEIGHT = 620, 640
EVIDENCE = {
    Evidence.VERIFIED: "texte lu en {month}",
    Evidence.MEMORY: "cité de mémoire en {month}, à vérifier",
    Evidence.CHOICE: "délai choisi par le service, en {month}",
}
SOURCES = {
    Source.LAW: "La loi",
    Source.SERVICE: "Une règle du département",
    Source.PRACTICE: "Un usage, réglable par le service",
}
WHAT_IF = {
    "measure": (("since", "la mesure commençait le"), ("until", "la mesure durait jusqu’au")),
    "child": (("birth_date", "la date de naissance était le"),),
}


class WhyDialog(QDialog):
    """Explains one deadline.

    Signals:
        record_requested: kind and identifier of a fact to open.
        waived: the obligation was set aside; carries the ``Changes``.
    """

    record_requested = Signal(str, str)
    waived = Signal(object)

    def __init__(
        self,
        tasks: Tasks,
        child_id: str,
        name: str,
        deadline: Deadline,
        parent: QWidget | None = None,
        today: dt.date | None = None,
    ) -> None:
        super().__init__(parent)
        self.setObjectName("why_dialog")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        is_owed = deadline.status is not Status.NOT_APPLICABLE
        asked = (
            self.tr("Pourquoi cette date\N{NO-BREAK SPACE}?")
            if is_owed
            else self.tr("Pourquoi rien n’est demandé\N{NO-BREAK SPACE}?")
        )
        self.setWindowTitle(asked)
        self._tasks, self._child_id, self._deadline = tasks, child_id, deadline
        rule, today = deadline.rule, today or clock.now().date()
        self.page = ColumnScroll(WIDTH, self)
        self.title_label = PlainLabel(rule.title, "heading", wrap=True, parent=self.page.column)
        self.name_label = PlainLabel(name, "muted", parent=self.page.column)
        self.due_chip = Chip(due_line(deadline, today), TONES[deadline.status], parent=self.page.column)
        self.reasons_label = PlainLabel(
            "\n".join(reason.text for reason in deadline.reasons), "body", wrap=True, parent=self.page.column
        )
        self.rule_label = PlainLabel(rule.text, "body", wrap=True, parent=self.page.column)
        self.article_label = PlainLabel(
            f"{SOURCES[rule.source]}. {rule.article} ({EVIDENCE[rule.evidence].format(month=_month(rule.version))}).", "muted",
            wrap=True, parent=self.page.column,
        )  # fmt: skip
        self.check_label = PlainLabel(
            self.tr("À vérifier\N{NO-BREAK SPACE}: {what}").format(what=rule.to_check),
            "muted",
            wrap=True,
            parent=self.page.column,
        )
        self.rules_button = QuietButton(self.tr("Toutes les règles et leurs textes"), "book-open", self.page.column)
        self.what_if: dict[tuple[str, str, str], DateEditor] = {}
        self.answer_label = PlainLabel("", "strong", wrap=True, parent=self.page.column)
        self.reason_field = LongTextEditor(
            Fact("Motif", Kind.LONG_TEXT, name="waiver_reason"), self.page.column, min_lines=2
        )
        self.reason_row = FormRow(
            self.tr("Motif"),
            self.reason_field,
            help_text=self.tr("Il reste au dossier, avec votre nom."),
            parent=self.page.column,
        )
        self.waive_button = QuietButton(self.tr("Écarter cette échéance…"), "x", self.page.column)
        self.close_button = SecondaryButton(self.tr("Fermer"), parent=self)

        self._lay_out()
        self.rules_button.clicked.connect(self._on_rules)
        self.waive_button.clicked.connect(self._on_waive)
        self.close_button.clicked.connect(self.accept)
        self.close_button.setFocus()
        self.resize(QSize(px(WIDTH) + 64, px(HEIGHT)).boundedTo(self.screen().availableSize() - QSize(40, 40)))

    def _lay_out(self) -> None:
        body, column = self.page.body, self.page.column
        is_owed = self._deadline.status is not Status.NOT_APPLICABLE
        body.setSpacing(10)
        for widget in (self.title_label, self.name_label):
            body.addWidget(widget)
        body.addWidget(self.due_chip, 0, Qt.AlignmentFlag.AlignLeft)
        for title, label in (
            (self.tr("Ce qui la fixe") if is_owed else self.tr("Pourquoi"), self.reasons_label),
            (self.tr("La règle"), self.rule_label),
        ):
            body.addWidget(PlainLabel(title, "section", parent=column))
            body.addWidget(label)
        body.addWidget(self.article_label)
        body.addWidget(self.check_label)
        body.addWidget(self.rules_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.check_label.setVisible(bool(self._deadline.rule.to_check))
        if self._deadline.waiver_reason:
            body.addWidget(PlainLabel(self._deadline.waiver_reason, "body", wrap=True, parent=column))
        self._add_what_if()
        body.addWidget(self.reason_row)
        body.addWidget(self.waive_button, 0, Qt.AlignmentFlag.AlignLeft)
        body.addStretch(1)
        self.reason_row.hide()
        self.waive_button.setVisible(self._deadline.status.is_open)
        foot = QHBoxLayout()
        foot.setContentsMargins(24, 8, 24, 16)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(0, 0, 0, 0)
        outer.addWidget(self.page, 1)
        outer.addLayout(foot)

    def _add_what_if(self) -> None:
        """Offer another date for each fact that the answer rests on."""
        seen = dict.fromkeys((reason.record, reason.record_id) for reason in self._deadline.reasons)
        fields = [(kind, record, name, words) for kind, record in seen for name, words in WHAT_IF.get(kind, ())]
        if not fields or not self._deadline.status.is_open:
            return
        self.page.body.addWidget(PlainLabel(self.tr("Et si…"), "section", parent=self.page.column))
        for kind, record, name, words in fields:
            editor = DateEditor(Fact(words, Kind.DATE, name=f"what_if_{name}"), self.page.column)
            editor.focus_target.setAccessibleName(self.tr("Et si {supposed}").format(supposed=words))
            editor.edited.connect(self._on_what_if)
            self.what_if[kind, record, name] = editor
            self.page.body.addWidget(FormRow(self.tr(words), editor, parent=self.page.column))
        self.page.body.addWidget(self.answer_label)

    def _on_what_if(self) -> None:
        changes: dict[tuple[str, str], dict[str, Any]] = {}
        for (kind, record, name), editor in self.what_if.items():
            day = _day(editor.line.text())
            if day is not None:
                changes.setdefault((kind, record), {})[name] = day
        if not changes:
            self.answer_label.clear()
            return
        self._tasks.ask(self._tasks.session.deadlines.simulate, self._child_id, changes, then=self._on_simulated)

    def _on_simulated(self, deadlines: tuple[Deadline, ...]) -> None:
        mine = [one for one in deadlines if one.rule.id == self._deadline.rule.id]
        same = next((one for one in mine if one.key == self._deadline.key), mine[0] if mine else None)
        if same is None or not same.status.is_open:
            answer = self.tr("Cette échéance n’existerait pas.")
        else:
            answer = self._simulated_words(same.due_on)
        self.answer_label.setText(self.tr("{answer} Le dossier n’est pas modifié.").format(answer=answer))

    def _simulated_words(self, day: dt.date | None) -> str:
        before = self._deadline.due_on
        if day == before:
            return self.tr("Cette date ne changerait pas.")
        if day is None:
            return self.tr("Le texte ne fixerait pas de nombre de jours.")
        told = self.tr("Ce serait le {day} au lieu du {before}.") if before else self.tr("Ce serait le {day}.")
        return told.format(day=long_date(day), before=long_date(before))

    def _on_rules(self) -> None:
        RulesDialog(self).open()

    def _on_waive(self) -> None:
        if self.reason_row.isHidden():
            self.reason_row.show()
            self.waive_button.setText(self.tr("Écarter, avec ce motif"))
            self.reason_field.text.setFocus()
            return
        self._tasks.ask(
            self._tasks.session.deadlines.waive, self._child_id, self._deadline, self.reason_field.text.toPlainText(),
            then=self._on_waived, failed=self._on_refused,
        )  # fmt: skip

    def _on_waived(self, changes: Any) -> None:
        self.waived.emit(changes)
        self.accept()

    def _on_refused(self, error: PpeError) -> None:
        self.reason_row.set_error(error.message)


def open_why(
    tasks: Tasks,
    child_id: str,
    name: str,
    deadline: Deadline,
    parent: QWidget,
    then: Callable[[Any], None],
    today: dt.date | None = None,
) -> WhyDialog:
    """Open the explanation of a deadline judged ``today``; ``then`` is called if it is set aside."""
    dialog = WhyDialog(tasks, child_id, name, deadline, parent, today)
    dialog.waived.connect(then)
    dialog.open()
    return dialog


def _day(text: str) -> dt.date | None:
    try:
        return parse_date(text, clock.now().date())
    except ValueError:
        return None


def _month(version: str) -> str:
    year, month = version.split("-")
    return short_date(dt.date(int(year), int(month), 1))[3:]
