"""Words quoted in the plan, set apart as a quotation, with who may read them."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.names import person_name
from ppe_desktop.domain.vocabulary import CollectionOutcome, Means, Sharing
from ppe_desktop.ui.forms.editors import make_editor
from ppe_desktop.ui.theme import current, px, tone_icon
from ppe_desktop.ui.views.plan.desk import PlanDesk
from ppe_desktop.ui.views.plan.sheet import SPEAKER_TONES, PlanSheet
from ppe_desktop.ui.views.plan.typography import colon, curly, quoted
from ppe_desktop.ui.widgets.buttons import IconButton, QuietButton
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel

BAR = 4
LEAST_CHOICE, MOST_CHOICE = 130, 236
"""Widths of the sharing, and the least it is content with: in an objective there is little room, and the page must not be wider than its pane."""


class QuoteCard(QFrame):
    """One statement quoted under a heading.

    Signals:
        edit_requested: identifier of the statement whose words are to be changed.
        unquote_requested: identifier of the statement to quote no more.
    """

    edit_requested = Signal(str)
    unquote_requested = Signal(str)

    def __init__(self, desk: PlanDesk, statement: Item, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("quote_card")
        self._desk, self.statement_id = desk, statement.id
        self._tone = SPEAKER_TONES.get(statement.speaker, "other")
        self.mark = IconMark(tone_icon(self._tone), self._tone, 18, self)
        self.exact = PlainLabel("", "body", wrap=True, parent=self)
        self.reported = PlainLabel("", "body", wrap=True, parent=self)
        self.circumstances = PlainLabel("", "muted", wrap=True, parent=self)
        self.restriction_mark = IconMark("shield-alert", "late", 16, self)
        self.restriction = PlainLabel("", "small", wrap=True, parent=self)
        self.sharing_label = PlainLabel(self.tr("Partage"), "muted", parent=self)
        self.sharing = make_editor(desk.kinds["statement"].fact("sharing"), self)
        self.sharing_text = PlainLabel("", "muted", wrap=True, parent=self)
        self.edit_button = QuietButton(self.tr("Modifier"), parent=self)
        self.unquote_button = IconButton("x", self.tr("Ne plus citer dans ce projet"), parent=self)
        self.sharing.focus_target.setAccessibleName(self.sharing_label.text())
        self.sharing.focus_target.setMinimumWidth(px(LEAST_CHOICE))
        self.sharing.setMaximumWidth(px(MOST_CHOICE))

        self._arrange()

        self.sharing.edited.connect(self._on_sharing_edited)
        self.edit_button.clicked.connect(self._on_edit)
        self.unquote_button.clicked.connect(self._on_unquote)

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(6)
        kept = QHBoxLayout()
        kept.setSpacing(6)
        kept.addWidget(self.restriction_mark, 0, Qt.AlignmentFlag.AlignTop)
        kept.addWidget(self.restriction, 1)
        foot = QHBoxLayout()
        foot.setSpacing(8)
        foot.addWidget(self.sharing_label)
        foot.addWidget(self.sharing, 1)
        foot.addWidget(self.sharing_text, 1)
        foot.addStretch(0)
        foot.addWidget(self.edit_button)
        for label in (self.exact, self.reported, self.circumstances):
            words.addWidget(label)
        words.addLayout(kept)
        words.addLayout(foot)
        row = QHBoxLayout(self)
        row.setContentsMargins(px(16), px(12), px(8), px(6))
        row.setSpacing(10)
        row.addWidget(self.mark, 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        row.addWidget(self.unquote_button, 0, Qt.AlignmentFlag.AlignTop)

    def show_statement(self, statement: Item, sheet: PlanSheet) -> None:
        """Show the words as they are now."""
        self._show_words(statement, sheet)
        self._show_restrictions(statement, sheet)
        self.sharing.show_value(statement.sharing)
        self.sharing_text.setText(curly(Sharing.label_of(statement.sharing)))
        self.sharing_text.setVisible(sheet.is_finished)
        for widget in (self.sharing, self.edit_button, self.unquote_button):
            widget.setVisible(not sheet.is_finished)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ground and the bar of the speaker."""
        palette = current()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(palette.role(f"{self._tone}_soft")))
        painter.drawRoundedRect(QRectF(self.rect()), 6, 6)
        painter.setBrush(QColor(palette.role(self._tone)))
        painter.drawRoundedRect(QRectF(0, 0, BAR, self.height()), 2, 2)
        painter.end()

    def _show_words(self, statement: Item, sheet: PlanSheet) -> None:
        collected = statement.outcome == CollectionOutcome.COLLECTED
        self.exact.setText(quoted(statement.exact_words) if statement.exact_words.strip() else "")
        parts = [] if collected else [curly(CollectionOutcome.label_of(statement.outcome))]
        if statement.reported_words:
            parts.append(colon(self.tr("Propos rapportés"), statement.reported_words))
        if statement.observation:
            parts.append(colon(self.tr("Observé"), statement.observation))
        self.reported.setText("\n".join(parts))
        who = sheet.speaker_name(statement.speaker, statement.person_id) if sheet.is_told_apart(statement) else ""
        where = (who, long_date(statement.said_on), statement.place, curly(Means.label_of(statement.means)))
        self.circumstances.setText(" · ".join(part for part in where if part))
        for label in (self.exact, self.reported, self.circumstances):
            label.setVisible(bool(label.text()))

    def _show_restrictions(self, statement: Item, sheet: PlanSheet) -> None:
        kept_from = [
            sheet.file.person(row.hidden_from_id)
            for row in sheet.plan.of("statement_restriction")
            if row.statement_id == statement.id
        ]
        names = ", ".join(person_name(person, with_civility=True) for person in kept_from if person)
        self.restriction.setText(self.tr("À ne pas transmettre à {names}").format(names=names) if kept_from else "")
        self.restriction.set_tone("late")
        self.restriction.setVisible(bool(kept_from))
        self.restriction_mark.setVisible(bool(kept_from))

    def _on_sharing_edited(self, code: str) -> None:
        self._desk.change("statement", self.statement_id, sharing=code)

    def _on_edit(self) -> None:
        self.edit_requested.emit(self.statement_id)

    def _on_unquote(self) -> None:
        self.unquote_requested.emit(self.statement_id)
