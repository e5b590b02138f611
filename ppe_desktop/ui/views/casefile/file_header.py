"""The head of a file: who, how old, under which measure, where; what must not be missed, what is due next; the three gestures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QMenu, QSizePolicy, QVBoxLayout, QWidget

from ppe_desktop.domain.allergies import alert_words
from ppe_desktop.domain.casefile import CaseFile
from ppe_desktop.domain.dates import birth_date_in_words, is_adult_on, say_age, short_date
from ppe_desktop.domain.deadlines import Deadline
from ppe_desktop.domain.deadlines.gestures import gesture_of
from ppe_desktop.domain.deadlines.words import TONES, due_line, due_words
from ppe_desktop.domain.names import full_name
from ppe_desktop.domain.texts import excerpt
from ppe_desktop.domain.vocabulary import FileStatus, MeasureType, PlacementSetting, Sex
from ppe_desktop.runtime import clock
from ppe_desktop.ui.theme import px, theme
from ppe_desktop.ui.widgets.badge import Badge
from ppe_desktop.ui.widgets.buttons import ICON_GAP, IconButton, PrimaryButton, QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.chip import Chip, ChipButton
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.plain_label import PlainLabel

MOST_LETTERS = 96
"""Length of the allergies in the head; the whole text is under the pointer and in Identité."""
NARROW = 900
"""Width under which the gestures leave the line of the name, at the size of text 1."""
VERY_NARROW = 800
"""Width under which, in a low window, the gestures show their icon only."""
MOST_DUE = 3
"""Dates shown in the head, the earliest due."""

GESTURES = {
    "close": "Clore le dossier…",
    "reopen": "Rouvrir le dossier…",
    "merge": "Réunir deux fiches de personnes…",
    "bin": "Corbeille de ce dossier…",
    "bin_file": "Mettre le dossier à la corbeille…",
}
"""What may be done with a whole file, in the order of the menu."""


_EDGES = 40
"""What the head leaves on its left and right, in pixels."""


class FileHeader(QFrame):
    """The head of a child's file.

    Signals:
        back_requested: back to the list of children.
        statement_requested: note some words.
        visit_requested: prepare a visit.
        document_requested: choose a document to make.
        plan_requested: prepare the plan.
        gesture_requested: key of a gesture on the whole file, of :data:`GESTURES`.
        why_requested: a date to explain; carries the deadline.
    """

    back_requested = Signal()
    statement_requested = Signal()
    visit_requested = Signal()
    document_requested = Signal()
    plan_requested = Signal()
    gesture_requested = Signal(str)
    why_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("file_header")
        self.back_button = IconButton("arrow-left", self.tr("Retour à la liste des enfants"), parent=self)
        self.name_label = PlainLabel("", "title", wrap=True, parent=self)
        self.line_label = PlainLabel("", "muted", wrap=True, parent=self)
        self.due_chips: list[ChipButton] = []
        self._due: tuple[Deadline, ...] = ()
        self._alerts: list[tuple[str, str]] = []
        self._alert_widgets: list[QWidget] = []
        self.badges = QWidget(self)
        self.badges_row = FlowLayout(self.badges)
        self.file_button = QuietButton(self.tr("Dossier"), "folder-open", self)
        self.file_menu = QMenu(self)
        self.gesture_actions: dict[str, QAction] = {}
        for key, words in GESTURES.items():
            action = self.file_menu.addAction(self.tr(words))
            action.setObjectName(f"gesture_{key}")
            action.triggered.connect(partial(self._on_gesture, key))
            self.gesture_actions[key] = action
        self.document_action = QAction(self.tr("Nouveau document…"), self)
        self.document_action.triggered.connect(self.document_requested)
        self.file_menu.insertAction(self.file_menu.actions()[0], self.document_action)
        self.statement_button = SecondaryButton(self.tr("Noter une parole"), "quote", self)
        self.document_button = SecondaryButton(self.tr("Nouveau document"), "file-plus", self)
        self.visit_button = SecondaryButton(self.tr("Visite"), "house", self)
        self.visit_button.setToolTip(self.tr("Préparer une visite, prendre des notes, les ranger (F6)"))
        self.plan_button = PrimaryButton(self.tr("Préparer le projet"), "pencil", self)

        self._facts = ""
        self._is_narrow = self._are_below = self._is_low = self._is_folded = False
        self._lay_out()

        self.back_button.clicked.connect(self.back_requested)
        self.file_button.clicked.connect(self._on_file_button)
        self.visit_button.clicked.connect(self.visit_requested)
        self.document_button.clicked.connect(self.document_requested)
        self.statement_button.clicked.connect(self.statement_requested)
        self.plan_button.clicked.connect(self.plan_requested)

    def _lay_out(self) -> None:
        self._buttons = QWidget(self)
        gestures = QHBoxLayout(self._buttons)
        gestures.setContentsMargins(0, 0, 0, 0)
        gestures.setSpacing(12)
        for button in (
            self.file_button,
            self.visit_button,
            self.statement_button,
            self.document_button,
            self.plan_button,
        ):
            gestures.addWidget(button)
        words = (self.file_button, self.visit_button, self.statement_button, self.plan_button)
        self._gestures: dict[QAbstractButton, str] = {button: button.text() for button in words}
        self._first_row, self._second_row, self._third_row = QHBoxLayout(), QHBoxLayout(), QHBoxLayout()
        for row in (self._first_row, self._second_row, self._third_row):
            row.setSpacing(12)
        self._first_row.addWidget(self.back_button)
        self._first_row.addWidget(self.name_label, 1)
        self._first_row.addWidget(self._buttons)
        self._second_row.addWidget(self.line_label, 1)
        column = self._column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, _EDGES - 16, 10)
        column.setSpacing(6)
        column.addLayout(self._first_row)
        column.addLayout(self._second_row)
        column.addLayout(self._third_row)
        self._third_row.addStretch(1)
        column.addWidget(self.badges)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the gestures a line of their own when there is little room: large letters on a small screen, or a long name."""
        super().resizeEvent(event)
        self._share_rows()

    def set_low(self, is_low: bool) -> None:
        """Take one line, and one for what must not be missed, in a window that has little height."""
        self._is_low = is_low
        self._share_rows()

    def _share_rows(self) -> None:
        is_narrow = self._is_low or self.width() / theme().text_scale < NARROW
        if is_narrow != self._is_narrow:
            self._is_narrow = is_narrow
            self.name_label.set_role("heading" if is_narrow else "title")
            self.document_button.setVisible(not is_narrow)  # it is in the menu of the file as well
        if self._is_low != self._is_folded:
            self._is_folded = self._is_low
            self._fold()
        are_below = not self._is_low and (is_narrow or self._name_would_wrap())
        if are_below != self._are_below:
            self._are_below = are_below
            former, row = (self._first_row, self._third_row) if are_below else (self._third_row, self._first_row)
            former.removeWidget(self._buttons)
            row.addWidget(self._buttons)
        if self._is_low:
            self._fit_in_one_line()

    def _fold(self) -> None:
        """Bring the facts to the line of the name, or back under it; one date is enough in a low window."""
        is_low = self._is_low
        former, row = (self._second_row, self._first_row) if is_low else (self._first_row, self._second_row)
        former.removeWidget(self.line_label)
        row.insertWidget(2 if is_low else 0, self.line_label, 1)
        self._first_row.setStretchFactor(self.name_label, 0 if is_low else 1)
        self.line_label.setWordWrap(not is_low)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        if is_low:
            policy = QSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.line_label.setSizePolicy(policy)
        edge = 6 if is_low else 10
        self._column.setContentsMargins(16, edge, _EDGES - 16, edge)
        for chip in self.due_chips[1:]:
            chip.setVisible(not is_low)
        if not is_low:
            self.name_label.setWordWrap(True)
            self._say_facts(self._facts)
            self._show_words(frozenset())

    def _fit_in_one_line(self) -> None:
        """Leave words on the two gestures that matter most as long as there is room; cut the facts, never the name."""
        bare = {self.file_button, self.visit_button}
        if self.width() / theme().text_scale < VERY_NARROW:
            bare |= {self.statement_button, self.plan_button}
        self._show_words(frozenset(bare))
        self.name_label.setWordWrap(self._name_would_wrap())
        layout = self.layout()
        if layout is not None:
            layout.activate()
        room = self.line_label.width()
        self._say_facts(self.line_label.fontMetrics().elidedText(self._facts, Qt.TextElideMode.ElideRight, room))

    def _say_facts(self, shown: str) -> None:
        self.line_label.setText(shown)
        self.line_label.setToolTip("" if shown == self._facts else self._facts)
        self.line_label.setAccessibleName(self._facts)

    def _show_words(self, bare: frozenset[QAbstractButton]) -> None:
        """Show the words of the gestures, or the icon only: the words are then under the pointer and said to screen readers."""
        for button, words in self._gestures.items():
            is_bare = button in bare
            button.setText("" if is_bare else words)
            button.setAccessibleName(words)
            button.setIconSize(QSize(px(18) + (0 if is_bare else ICON_GAP), px(18)))
            if button is not self.visit_button:
                button.setToolTip(words if is_bare else "")

    def _name_would_wrap(self) -> bool:
        """Tell whether the name is longer than what the gestures leave of its line."""
        others = self.back_button.sizeHint().width() + self._buttons.sizeHint().width()
        room = self.contentsRect().width() - _EDGES - others - 2 * self._first_row.spacing()
        wanted = self.name_label.fontMetrics().horizontalAdvance(self.name_label.text())
        return wanted + 4 > room

    def set_back(self, came_from: str) -> None:
        """Say where the arrow goes: to the page one came from, ``"home"``, ``"agenda"`` or ``"coverage"``, else to the list."""
        pages = {
            "home": self.tr("Retour à l’accueil"),
            "agenda": self.tr("Retour à l’agenda"),
            "coverage": self.tr("Retour aux paroles qui manquent"),
        }
        words = pages.get(came_from, self.tr("Retour à la liste des enfants"))
        self.back_button.setToolTip(words)
        self.back_button.setAccessibleName(words)

    def show_file(self, file: CaseFile) -> None:
        """Show the head of a file."""
        is_closed = file.child.status != FileStatus.ACTIVE
        self.gesture_actions["close"].setVisible(not is_closed)
        self.gesture_actions["reopen"].setVisible(is_closed)
        self.name_label.setText(full_name(file.child))
        self._facts = " · ".join(_facts(file))
        self._say_facts(self._facts)
        self._show_badges(_alerts(file))
        self.badges.setToolTip(file.child.allergies)
        self._share_rows()

    def show_due(self, deadlines: Iterable[Deadline], today: dt.date) -> None:
        """Show the next dates of the file, the earliest first; the same ones stay, the keyboard with them."""
        due = tuple(one for one in deadlines if one.status.is_open and one.due_on is not None)[:MOST_DUE]
        if due == self._due:
            return
        had_keyboard = any(chip.hasFocus() for chip in self.due_chips)
        self._due = due
        for chip in self.due_chips:
            self.badges_row.removeWidget(chip)
            chip.hide()
            chip.deleteLater()
        self.due_chips = [self._due_chip(deadline, today) for deadline in due]
        for chip in self.due_chips[1:]:
            chip.setVisible(not self._is_low)
        self._show_row()
        if had_keyboard and self.due_chips:
            self.due_chips[0].setFocus()

    def forget_due(self) -> None:
        """Drop the dates of the former file."""
        self.show_due((), dt.date.min)

    def _due_chip(self, deadline: Deadline, today: dt.date) -> ChipButton:
        name, when = gesture_of(deadline).name, due_words(deadline, today)
        chip = ChipButton(f"{name}, {when}", TONES[deadline.status], parent=self.badges)
        title = f"{deadline.rule.title}\N{NO-BREAK SPACE}: {due_line(deadline, today)}"
        chip.setToolTip(self.tr("{title}. Pourquoi cette date\N{NO-BREAK SPACE}?").format(title=title))
        chip.setAccessibleDescription(chip.toolTip())
        chip.clicked.connect(partial(self._on_due, deadline))
        self.badges_row.addWidget(chip)
        chip.show()
        return chip

    def _on_due(self, deadline: Deadline, _checked: bool = False) -> None:
        self.why_requested.emit(deadline)

    def _on_gesture(self, key: str, _checked: bool = False) -> None:
        self.gesture_requested.emit(key)

    def _on_file_button(self) -> None:
        self.file_menu.popup(self.file_button.mapToGlobal(QPoint(0, self.file_button.height())))

    def _show_badges(self, alerts: list[tuple[str, str]]) -> None:
        if alerts == self._alerts:
            return
        self._alerts = alerts
        for widget in self._alert_widgets:
            self.badges_row.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self._alert_widgets = [_alert(text, kind, self.badges) for text, kind in alerts]
        for chip in self.due_chips:  # what must not be missed comes first
            self.badges_row.removeWidget(chip)
        for widget in (*self._alert_widgets, *self.due_chips):
            self.badges_row.addWidget(widget)
            widget.setVisible(not self._is_low or widget not in self.due_chips[1:])
        self._show_row()

    def _show_row(self) -> None:
        self.badges.setVisible(bool(self._alert_widgets or self.due_chips))


def _alert(text: str, kind: str, parent: QWidget) -> QWidget:
    """Return a block nobody may miss for what endangers, a chip for the rest."""
    if kind == "alert":
        return Badge(text, "alert", parent=parent)
    return Badge(text, "protect", parent=parent) if kind == "protect" else Chip(text, kind, parent=parent)


def _facts(file: CaseFile) -> list[str]:
    """Return what the line under the name says."""
    child, today = file.child, clock.today()
    born = {Sex.FEMALE.value: "née", Sex.MALE.value: "né"}.get(child.sex, "né(e)")
    facts = [] if child.death_date else [say_age(child.birth_date, today)]  # no age goes on after a death
    if child.birth_date:
        facts.append(f"{born} le {birth_date_in_words(child.birth_date, child.birth_date_precision)}")
    measure = max(file.current("measure", today), key=lambda item: item.since or today, default=None)
    if measure:
        term = f" jusqu’au {short_date(measure.until)}" if measure.until else ""
        facts.append(f"{MeasureType.label_of(measure.type)}{term}")
    place = file.main_place(today)
    if place:
        facts.append(place.name or PlacementSetting.label_of(place.setting))
    return facts


def _alerts(file: CaseFile) -> list[tuple[str, str]]:
    """Return what must not be missed: allergies, protected address, death, majority, a measure past its term."""
    child, today = file.child, clock.today()
    alerts = []
    if child.death_date:
        alerts.append((f"Décès le {short_date(child.death_date)}", "neutral"))
    elif child.birth_date and is_adult_on(child.birth_date, today):
        alerts.append(("Jeune majeur", "info"))
    seen_at_once = alert_words(child.allergies)
    if seen_at_once:
        alerts.append((excerpt(seen_at_once, MOST_LETTERS), "alert"))
    if file.of("address_protection") or any(place.is_anonymous for place in file.of("placement")):
        alerts.append(("Adresse protégée", "protect"))
    if any(item.until and item.until < today and item.ended_on is None for item in file.current("measure", today)):
        alerts.append(("Mesure échue sans décision", "late"))
    return alerts
