"""The pages of the guided conversation: before it begins, a theme a page, the rights, the steps, the end."""

from __future__ import annotations

from functools import partial
from typing import Any, ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.autonomy import QUESTIONS, RIGHTS, rights_for, rights_told, steps_of, theme_of, topics_of
from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.vocabulary import AutonomyRight
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.forms.record_form import RecordForm
from ppe_desktop.ui.theme import px, theme
from ppe_desktop.ui.views.casefile.autonomy.steps_list import StepsList
from ppe_desktop.ui.views.coverage.missing_words import MissingWords
from ppe_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import LabelRole, PlainLabel

_ARRANGED = ("situation", "goal", "steps", "who", "due_on")
_BEFORE = (("invited_on", "invited_by", "begun_on", "place", "present"),)
_AFTER = (
    ("wishes", "strengths"),
    ("support_planned", "wants_support", "notified_on"),
    ("held_on", "handed_on", "next_on"),
)
"""In this order on the page, whatever that of the facts: the words before the days."""
_LARGE = 20
"""Size of the letters of the young person's own words: read together, on one screen."""


class Page(QWidget):
    """One page of the conversation.

    Signals:
        page_requested: key of another page.

    Attributes:
        said_in: how what is said under the title is written.
    """

    page_requested = Signal(str)

    said_in: ClassVar[LabelRole] = "body"

    def __init__(self, context: FileContext, interview_id: str, title: str, said: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.context, self.interview_id = context, interview_id
        self.title_label = PlainLabel(title, "title", wrap=True, parent=self)
        self.question_label = PlainLabel(said, self.said_in, wrap=True, parent=self)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(12)
        self.body.addWidget(self.title_label)
        self.body.addWidget(self.question_label)
        self.question_label.setVisible(bool(said))

    def show_file(self, file: CaseFile) -> None:
        """Show the page as the file is now."""
        raise AttributeError("a page shows the file in its own way")

    def first_field(self) -> QWidget:
        """Return what takes the keyboard first."""
        return self

    def _form(self, kind: str, item: Item, only: tuple[str, ...]) -> RecordForm:
        context = self.context
        return RecordForm(context.kinds[kind], item, context.autosaver, only=only, pending=context.pending, parent=self)


class ThemePage(Page):
    """A theme: the young person's words first, in large letters, then what is arranged.

    Signals:
        keep_requested: identifier of the topic whose words are to be kept among the words of the file.
    """

    keep_requested = Signal(str)

    said_in = "section"  # a question is asked aloud, and read from the other side of the table

    def __init__(self, context: FileContext, interview_id: str, topic: Item, parent: QWidget) -> None:
        subject = theme_of(topic.theme)
        super().__init__(context, interview_id, subject.label, QUESTIONS[subject], parent)
        self._subject = subject
        self.topic = topic
        self._kept: frozenset[str] = frozenset()
        self.words_form = self._form("autonomy_topic", topic, ("own_words",))
        self.words = self.words_form.editors["own_words"]
        self.keep_button = SecondaryButton(self.tr("Garder ces mots dans Paroles"), "quote", self)
        self.arranged_form = self._form("autonomy_topic", topic, _ARRANGED)

        self.body.addSpacing(8)
        self.body.addLayout(self._words_head())
        self.body.addWidget(self.words_form)
        self.body.addWidget(self.keep_button, 0, Qt.AlignmentFlag.AlignLeft)
        self.body.addSpacing(8)
        self.body.addWidget(PlainLabel(self.tr("Ce que nous en faisons"), "section", parent=self))
        self.body.addWidget(self.arranged_form)
        self.words_form.rows["own_words"].label.hide()
        self._enlarge()

        self.keep_button.clicked.connect(self._on_keep)
        self.words.edited.connect(self._on_words_edited)
        theme().theme_changed.connect(self._enlarge)
        self._show_kept(topic.own_words)

    def _words_head(self) -> QHBoxLayout:
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(IconMark("quote", "child", 20, self))
        row.addWidget(PlainLabel(self.tr("Ses mots, tels qu’il ou elle les dit"), "strong", parent=self), 1)
        return row

    def show_file(self, file: CaseFile) -> None:
        """Show the topic as the file has it now; what is being typed is left alone."""
        topic = topics_of(file, self.interview_id).get(self._subject)
        if topic is not None:
            self.topic = topic
            self.words_form.show_item(topic)
            self.arranged_form.show_item(topic)
            self._show_kept(self._text())

    def show_kept(self, kept: frozenset[str]) -> None:
        """Tell which words are among the words of the file already."""
        self._kept = kept
        self._show_kept(self._text())

    def first_field(self) -> QWidget:
        """Return the field of the words."""
        return self.words_form.first_field()

    def _text(self) -> str:
        return str(self.first_field().toPlainText())  # type: ignore[attr-defined]

    def _show_kept(self, words: str) -> None:
        is_kept = words in self._kept
        self.keep_button.setEnabled(bool(words.strip()) and not is_kept)
        self.keep_button.setText(self.tr("Gardé dans Paroles") if is_kept else self.tr("Garder ces mots dans Paroles"))

    def _on_words_edited(self, words: Any) -> None:
        self._show_kept(str(words))

    def _on_keep(self) -> None:
        self.keep_requested.emit(self.topic.id)

    def _enlarge(self) -> None:
        self.first_field().setStyleSheet(f"font-size: {px(_LARGE)}px;")


class EdgePage(Page):
    """The page before the first theme, or the one that ends the interview: facts of the interview itself.

    Attributes:
        missing_words: whose words the interview lacks, on the page that ends it.
    """

    def __init__(
        self,
        context: FileContext,
        interview: Item,
        title: str,
        said: str,
        groups: tuple[tuple[str, ...], ...],
        parent: QWidget,
    ) -> None:
        super().__init__(context, interview.id, title, said, parent)
        self.forms = [self._form("autonomy_interview", interview, names) for names in groups]
        self.missing_words = MissingWords(context.tasks, self) if groups == _AFTER else None
        for form in self.forms:
            if form is self.forms[-1] and self.missing_words is not None:
                self.body.addWidget(self.missing_words)  # over the day that ends the interview
                self.missing_words.noted.connect(context.changed)
            self.body.addWidget(form)

    def show_file(self, file: CaseFile) -> None:
        """Show the interview as the file has it now."""
        interview = file.items.one("autonomy_interview", self.interview_id)
        if interview is not None:
            for form in self.forms:
                form.show_item(interview)
            if self.missing_words is not None:
                self.missing_words.look_at(file.child.id, "autonomy_interview", self.interview_id)

    def first_field(self) -> QWidget:
        """Return the first field of the first form."""
        return self.forms[0].first_field()


def page_before(context: FileContext, interview: Item, parent: QWidget) -> EdgePage:
    """Return the page of the invitation, of the place and of who is there."""
    said = context.tr(
        "Un thème par page, à votre rythme. L’entretien peut s’interrompre et reprendre un autre jour\u00a0: tout est gardé."
    )
    return EdgePage(context, interview, context.tr("Avant de commencer"), said, _BEFORE, parent)


def page_after(context: FileContext, interview: Item, parent: QWidget) -> EdgePage:
    """Return the page that ends the interview: wishes, strengths, support planned, the copy handed over."""
    said = context.tr(
        "Relisez ensemble ce qui a été dit. «\u00a0Mené le\u00a0» termine l’entretien\u00a0; le projet d’accès à l’autonomie s’écrit "
        "ensuite dans la rubrique Autonomie, avec ces mots et ces étapes."
    )
    return EdgePage(context, interview, context.tr("Pour finir"), said, _AFTER, parent)


class RightsPage(Page):
    """The rights, each in plain words, ticked with the young person.

    Signals:
        ticked: a right, whether it was told.
    """

    ticked = Signal(str, bool)

    def __init__(self, context: FileContext, interview_id: str, child: Item, parent: QWidget) -> None:
        said = context.tr("Lisez chaque droit ensemble et cochez-le une fois expliqué.")
        super().__init__(context, interview_id, context.tr("Vos droits"), said, parent)
        self.rows = {right.value: RightRow(context, right, self) for right in rights_for(child)}
        for code, row in self.rows.items():
            self.body.addWidget(row)
            row.box.clicked.connect(partial(self._on_ticked, code))

    def show_file(self, file: CaseFile) -> None:
        """Show which rights were told, and what was said of them."""
        told = rights_told(file, self.interview_id)
        for code, row in self.rows.items():
            row.show_told(told.get(code))

    def first_field(self) -> QWidget:
        """Return the box of the first right."""
        return next(iter(self.rows.values())).box

    def _on_ticked(self, code: str) -> None:
        self.ticked.emit(code, self.rows[code].box.isChecked())


class RightRow(QWidget):
    """One right: its box, the right in plain words, the text it comes from, what the young person says of it."""

    def __init__(self, context: FileContext, right: AutonomyRight, parent: QWidget) -> None:
        super().__init__(parent)
        self._context = context
        self._form: RecordForm | None = None
        self._told: Item | None = None
        self.box = QCheckBox(right.label, self)
        self.box.setObjectName(f"right_{right.value}")
        self.words_label = PlainLabel(RIGHTS[right].words, wrap=True, parent=self)
        self.article_label = PlainLabel(RIGHTS[right].article, "muted", wrap=True, parent=self)
        self.day_label = PlainLabel("", "strong", parent=self)
        self.remarks_button = QuietButton(self.tr("Noter ce qu’il ou elle en dit"), "quote", self)

        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 4, 0, 8)
        self._column.setSpacing(4)
        self._column.addWidget(self.box)
        told = QHBoxLayout()
        told.setSpacing(12)
        told.addWidget(self.day_label)
        told.addWidget(self.remarks_button)
        told.addStretch(1)
        for widget in (self.words_label, self.article_label):
            widget.setContentsMargins(px(28), 0, 0, 0)
            self._column.addWidget(widget)
        self.day_label.setContentsMargins(px(28), 0, 0, 0)
        self._column.addLayout(told)

        self.remarks_button.clicked.connect(self._on_remarks)
        self.show_told(None)

    def show_told(self, told: Item | None) -> None:
        """Show whether the right was told, the day, and what was said of it."""
        self._told = told
        day = told.told_on if told is not None else None
        self.box.setChecked(day is not None)
        self.day_label.setText(self.tr("Présenté le {day}").format(day=long_date(day)) if day else "")
        if told is not None and told.remarks and self._form is None:
            self._open_form()
        self.day_label.setVisible(day is not None and self._form is None)
        if told is not None and self._form is not None:
            self._form.show_item(told)
        self.remarks_button.setVisible(day is not None and self._form is None)

    def _on_remarks(self) -> None:
        self._open_form()
        self.remarks_button.hide()
        self.day_label.hide()
        if self._form is not None:
            self._form.focus_first()

    def _open_form(self) -> None:
        if self._told is None:
            return
        context = self._context
        self._form = RecordForm(
            context.kinds["autonomy_right_told"], self._told, context.autosaver, only=("told_on", "remarks"),
            pending=context.pending, parent=self,
        )  # fmt: skip
        self._form.setContentsMargins(px(28), 0, 0, 0)
        self._column.addWidget(self._form)


class StepsPage(Page):
    """What was arranged, gathered from all the themes."""

    def __init__(self, context: FileContext, interview_id: str, parent: QWidget) -> None:
        said = context.tr("Tout ce qui est prévu, le plus proche d’abord\u00a0: quoi, avec qui, pour quand.")
        super().__init__(context, interview_id, context.tr("Vos étapes"), said, parent)
        self.list = StepsList(self)
        self.body.addWidget(self.list)
        self.list.theme_requested.connect(self.page_requested)

    def show_file(self, file: CaseFile) -> None:
        """Show the steps as the themes say them now."""
        self.list.show_steps(steps_of(topics_of(file, self.interview_id)))
