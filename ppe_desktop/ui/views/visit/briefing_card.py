"""One child on the page to read before leaving."""

from __future__ import annotations

import datetime as dt

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from ppe_desktop.domain.names import first_name_of
from ppe_desktop.services.visit_briefing import Briefing
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.views.visit.briefing_words import Part, Told, alerts_of, head_of, parts_of
from ppe_desktop.ui.widgets.badge import Badge
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.plain_label import PlainLabel


class BriefingCard(Card):
    """What must be known of a child: badges first, then the last time, what was promised, words unanswered, what is due."""

    def __init__(self, one: Briefing, today: dt.date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.child_id = one.child.id
        self.body.setContentsMargins(20, 16, 20, 18)
        self.body.setSpacing(px(6))
        self.body.addWidget(PlainLabel(first_name_of(one.child), "heading", wrap=True, parent=self))
        self.body.addWidget(PlainLabel(head_of(one, today), "muted", wrap=True, parent=self))
        self._add_badges(one)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.body.addLayout(self._lines)
        for part in parts_of(one, today):
            self._add_part(part)

    def said(self) -> str:
        """Return all that the card says."""
        return "\n".join(label.text() for label in self.findChildren(PlainLabel))

    def _add_badges(self, one: Briefing) -> None:
        for words, kind in alerts_of(one):
            badge = Badge(words, "alert" if kind == "alert" else "protect", parent=self)
            badge.label.setWordWrap(True)  # a danger is never cut
            policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            policy.setHeightForWidth(True)
            badge.setSizePolicy(policy)
            self.body.addWidget(badge)

    def _add_part(self, part: Part) -> None:
        title = PlainLabel(part.title, "strong", wrap=True, parent=self)
        title.setContentsMargins(0, px(10), 0, px(3))
        self._lines.addWidget(title)
        for line in part.lines:
            self._add_line(line)

    def _add_line(self, line: Told) -> None:
        """Add a line and what stands under it; its tone is said by its words too."""
        text = PlainLabel(line.text, "body", wrap=True, parent=self)
        if line.tone == "child":
            text.setProperty("tone", "child")  # before it is polished: a hundred labels are not polished twice
        self._lines.addWidget(text)
        if line.detail:
            detail = PlainLabel(line.detail, "muted", wrap=True, parent=self)
            detail.setContentsMargins(0, 0, 0, px(4))
            if line.tone in ("late", "soon"):
                detail.setProperty("tone", line.tone)
            self._lines.addWidget(detail)
