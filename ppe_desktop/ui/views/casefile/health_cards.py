"""What stands at the head of the health section: where things are, and what nobody may miss in an emergency."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ppe_desktop.domain.allergies import says_there_is_none
from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.health import HealthFact, Matter, Standing
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.record_form import RecordForm
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.widgets.badge import Badge
from ppe_desktop.ui.widgets.buttons import SecondaryButton
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.in_view import come_into_view
from ppe_desktop.ui.widgets.plain_label import PlainLabel

_MARKS: dict[Standing, tuple[str, str]] = {
    Standing.KNOWN: ("check", "muted"),
    Standing.COMING: ("calendar", "info"),
    Standing.PAST: ("alert-triangle", "late"),
    Standing.MISSING: ("circle-dashed", "soon"),
}
_MATTER_WIDTH = 150


class HealthStateCard(Card):
    """Where the child's health stands, one line a fact; an icon says what calls for something, the words say it too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("health_state_card")
        self.title_label = PlainLabel(self.tr("Où en est-on"), "section", parent=self)
        self._shown: tuple[HealthFact, ...] = ()
        self._lines: QWidget | None = None
        self.body.addWidget(self.title_label)

    def facts(self) -> tuple[HealthFact, ...]:
        """Return the facts shown."""
        return self._shown

    def show_facts(self, facts: tuple[HealthFact, ...]) -> None:
        """Show the facts, gathered by matter; the same ones stay as they are."""
        if facts == self._shown:
            return
        self._shown = facts
        if self._lines is not None:
            self.body.removeWidget(self._lines)
            self._lines.hide()
            self._lines.deleteLater()
        self._lines = QWidget(self)
        grid = QGridLayout(self._lines)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        by_matter = ((matter, [fact for fact in facts if fact.matter is matter]) for matter in Matter)
        for row, (matter, told) in enumerate((matter, told) for matter, told in by_matter if told):
            self._add_matter(grid, row, matter, told)
        self.body.addWidget(self._lines)

    def _add_matter(self, grid: QGridLayout, row: int, matter: Matter, told: list[HealthFact]) -> None:
        name = PlainLabel(self.tr(matter.value), "strong", wrap=True, parent=self._lines)
        name.setFixedWidth(px(_MATTER_WIDTH))
        lines = QVBoxLayout()
        lines.setSpacing(4)
        for fact in told:
            lines.addLayout(self._line(fact))
        grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
        grid.addLayout(lines, row, 1)

    def _line(self, fact: HealthFact) -> QHBoxLayout:
        icon_name, tone = _MARKS[fact.standing]
        line = QHBoxLayout()
        line.setSpacing(8)
        line.addWidget(IconMark(icon_name, tone, 18, self._lines), 0, Qt.AlignmentFlag.AlignTop)
        line.addWidget(PlainLabel(fact.text, "body", wrap=True, parent=self._lines), 1)
        return line


class AlertBlock(Badge):
    """A badge as wide as the page, whose words may take several lines."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("", "alert", parent=parent)
        self.label.setWordWrap(True)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.label.setSizePolicy(policy)
        self.setSizePolicy(policy)

    def show_text(self, text: str) -> None:
        """Say something else."""
        self.label.setText(text)
        self.setAccessibleName(text)


_NOTHING = "Rien n’est noté. Ce que vous écrirez ici paraîtra en tête du dossier."


class AllergiesCard(Card):
    """Allergies and emergency instructions: the fact of Identité, unmissable, and changed here as well."""

    def __init__(self, context: FileContext, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("allergies_card")
        self._context = context
        self._child: Item | None = None
        self.form: RecordForm | None = None
        self.title_label = PlainLabel(self.tr("Allergies et consignes d’urgence"), "section", parent=self)
        self.edit_button = SecondaryButton(self.tr("Modifier"), "pencil", self)
        self.alert = AlertBlock(self)
        self.nothing_label = PlainLabel(_NOTHING, "muted", wrap=True, parent=self)

        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.title_label, 1)
        head.addWidget(self.edit_button)
        self.body.addLayout(head)
        self.body.addWidget(self.alert)
        self.body.addWidget(self.nothing_label)

        self.edit_button.clicked.connect(self.edit)

    def show_child(self, child: Item) -> None:
        """Show what is noted now; what is being typed is left alone."""
        self._child = child
        text = child.allergies.strip()
        is_alert = bool(text) and not says_there_is_none(text)
        self.alert.show_text(text)
        self.alert.setVisible(is_alert)
        self.nothing_label.setText(text or _NOTHING)
        self.nothing_label.setVisible(not is_alert)
        if self.form is not None:
            self.form.show_item(child)
        if self.form is None or self.form.isHidden():
            self._name_button()

    def edit(self) -> None:
        """Open the field, the keyboard in it; the second time, close it."""
        if self._child is None:
            return
        if self.form is None:
            kind, context = self._context.kinds["child"], self._context
            self.form = RecordForm(
                kind, self._child, context.autosaver, only=("allergies",), pending=context.pending, parent=self
            )
            self.body.addWidget(self.form)
            self.form.hide()
        if not self.form.isHidden():
            self._close()
            return
        self.form.show()
        self.edit_button.setText(self.tr("Fermer"))
        self.form.focus_first()
        come_into_view(self.form)

    def hideEvent(self, event: QHideEvent) -> None:
        """Close the field when another section is shown: the same fact may be changed there meanwhile."""
        super().hideEvent(event)
        if not event.spontaneous():
            self._close()

    def _close(self) -> None:
        if self.form is None:
            return
        if self.form.isAncestorOf(self.focusWidget() or self):
            self.edit_button.setFocus()  # coming back would give the keyboard to a field that nobody sees
        self.form.hide()
        self._name_button()

    def _name_button(self) -> None:
        said = self._child is not None and self._child.allergies.strip()
        self.edit_button.setText(self.tr("Modifier") if said else self.tr("Noter une consigne"))
