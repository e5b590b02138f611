"""One support of the child's page in the settings: what it is, its sheet to print, whether it is proposed, what may be changed of it."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ppe_desktop.domain.support_spec import CIRCLES, LINE, NO_DRAWING, OLDEST, SHEET, SupportSpec
from ppe_desktop.domain.supports import OF_OURS, ages_said
from ppe_desktop.ui.theme import current, px
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.views.childpage.pictures import paint_picture
from ppe_desktop.ui.widgets.buttons import IconButton, QuietButton
from ppe_desktop.ui.widgets.calm_combo import CalmCombo
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.form_row import FormRow
from ppe_desktop.ui.widgets.growing_text_edit import GrowingTextEdit
from ppe_desktop.ui.widgets.line_edit import LineEdit
from ppe_desktop.ui.widgets.plain_label import PlainLabel

PAUSE_MS = 700
"""A pause after which what is typed is kept."""
PICTURE = 44
GROUND_WORDS = {
    NO_DRAWING: "On écrit seulement",
    SHEET: "Une feuille blanche pour dessiner",
    LINE: "Une ligne de vie pour dessiner",
    CIRCLES: "Des cercles autour de soi pour dessiner",
}


class SupportCard(Card):
    """Shows a support and takes what the service wants of it.

    Signals:
        wanted: the support (:class:`SupportSpec`) as the service wants it.
        removal_requested: it is to be taken out, or brought back to what it was shipped as.
        print_requested: its blank sheet is wanted.
    """

    wanted = Signal(object)
    removal_requested = Signal(object)
    print_requested = Signal(object)

    def __init__(self, spec: SupportSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self.editor: SupportEditor | None = None
        self.setObjectName(f"support_{spec.code}")
        self.picture = _Picture(spec.picture, self)
        self.name_label = PlainLabel("", "strong", wrap=True, parent=self)
        self.about_label = PlainLabel("", "muted", wrap=True, parent=self)
        self.on_box = QCheckBox(self.tr("Proposé"), self)
        self.print_button = IconButton("printer", self.tr("Imprimer la feuille vierge"), parent=self)
        self.edit_button = QuietButton(self.tr("Modifier"), "pencil", self)

        said = QVBoxLayout()
        said.setSpacing(2)
        said.addWidget(self.name_label)
        said.addWidget(self.about_label)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(self.picture)
        head.addLayout(said, 1)
        for widget in (self.on_box, self.print_button, self.edit_button):
            head.addWidget(widget, 0, Qt.AlignmentFlag.AlignVCenter)
        self.body.addLayout(head)
        self.show_spec(spec)

        self.on_box.clicked.connect(self._on_switched)
        self.print_button.clicked.connect(self._on_print)
        self.edit_button.clicked.connect(self._on_edit)

    def show_spec(self, spec: SupportSpec) -> None:
        """Show the support as it is now; what is being typed is left alone."""
        self.spec = spec
        self.name_label.setText(spec.name)
        self.about_label.setText(typeset(_about(spec)))
        self.on_box.setChecked(spec.is_on)
        self.on_box.setAccessibleName(self.tr("{name}, proposé").format(name=spec.name))
        self.edit_button.setAccessibleName(self.tr("Modifier {name}").format(name=spec.name))
        if self.editor is not None:
            self.editor.show_spec(spec)

    def show_error(self, field: str, message: str) -> None:
        """Say what is wrong beside its field."""
        if self.editor is not None:
            self.editor.show_error(field, message)

    def open_editor(self) -> None:
        """Show what may be changed, with the keyboard in the name."""
        if self.editor is None:
            self.editor = SupportEditor(self.spec, self)
            self.editor.wanted.connect(self._on_edited)
            self.editor.removal_requested.connect(self._on_removal)
            self.editor.closed.connect(self._on_closed)
            self.body.addWidget(self.editor)
        self.editor.show()
        self.edit_button.hide()
        self.editor.name_field.setFocus()
        self.editor.name_field.selectAll()

    def _on_edited(self, spec: SupportSpec) -> None:
        """Keep what was typed, with the switch as it stands now."""
        self.wanted.emit(spec._replace(is_on=self.spec.is_on))

    def _on_switched(self) -> None:
        self.wanted.emit(self.spec._replace(is_on=self.on_box.isChecked()))

    def _on_print(self) -> None:
        self.print_requested.emit(self.spec)

    def _on_edit(self) -> None:
        self.open_editor()

    def _on_removal(self) -> None:
        self.removal_requested.emit(self.spec)

    def _on_closed(self) -> None:
        if self.editor is not None:
            self.editor.hide()
        self.edit_button.show()
        self.edit_button.setFocus()


class SupportEditor(QWidget):
    """What may be changed: the name and the ages of ours; all of what the service added. Kept as it is typed.

    Signals:
        wanted: the support as it is typed.
        removal_requested: to be taken out, or brought back to what it was.
        closed: the person has finished.
    """

    wanted = Signal(object)
    removal_requested = Signal()
    closed = Signal()

    def __init__(self, spec: SupportSpec, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.spec = spec
        self._is_ours = spec.code in OF_OURS
        self._is_shown = False
        self.name_field = LineEdit(parent=self)
        self.name_field.setMaxLength(60)
        self.since_combo, self.until_combo = CalmCombo(self), CalmCombo(self)
        for age in range(OLDEST + 1):
            for combo in (self.since_combo, self.until_combo):
                combo.addItem(self.tr("{age}\u00a0ans").format(age=age), age)
        self.asked_field = GrowingTextEdit("", min_lines=1, max_lines=4, parent=self)
        self.questions_field = GrowingTextEdit("", min_lines=3, max_lines=10, parent=self)
        self.ground_combo = CalmCombo(self)
        for code, words in GROUND_WORDS.items():
            self.ground_combo.addItem(words, code)
        self.remove_button = QuietButton("", "undo" if self._is_ours else "trash", self)
        self.close_button = QuietButton(self.tr("Terminé"), "check", self)
        self.rows = self._make_rows()
        self._pause = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._lay_out()
        self.show_spec(spec)

        self._pause.timeout.connect(self.commit)
        self.name_field.textEdited.connect(self._on_typed)
        self.name_field.editingFinished.connect(self.commit)
        for field in (self.asked_field, self.questions_field):
            field.text_edited.connect(self._on_typed)
        for combo in (self.since_combo, self.until_combo, self.ground_combo):
            combo.activated.connect(self._on_typed)
        self.remove_button.clicked.connect(self._on_remove)
        self.close_button.clicked.connect(self._on_close)

    def show_spec(self, spec: SupportSpec) -> None:
        """Show the support; fields in which something is on its way keep it."""
        self.spec = spec
        for row in self.rows.values():
            row.set_error("")
        removal = self.tr("Revenir au support fourni") if self._is_ours else self.tr("Retirer ce support")
        self.remove_button.setText(removal)
        self.remove_button.setVisible(not self._is_ours or OF_OURS[spec.code] != spec)
        if self._pause.isActive():
            return
        for combo, value in (
            (self.since_combo, spec.since),
            (self.until_combo, spec.until),
            (self.ground_combo, spec.ground),
        ):
            combo.setCurrentIndex(combo.findData(value))
        self._put(self.name_field, spec.name)
        if not self.asked_field.hasFocus():
            self.asked_field.setPlainText(spec.asked)
        if not self.questions_field.hasFocus():
            self.questions_field.setPlainText("\n".join(spec.questions))

    def show_error(self, field: str, message: str) -> None:
        """Say what is wrong beside its field."""
        self.rows.get(field, self.rows["name"]).set_error(message)

    def commit(self) -> None:
        """Ask for what is typed to be kept."""
        self._pause.stop()
        typed = self._typed()
        if typed != self.spec:
            self.wanted.emit(typed)

    def hideEvent(self, event: QHideEvent) -> None:
        """Keep what was just typed before the page goes."""
        self.commit()
        super().hideEvent(event)

    def _typed(self) -> SupportSpec:
        ages = {"since": self.since_combo.currentData(), "until": self.until_combo.currentData()}
        typed = self.spec._replace(name=self.name_field.text(), **ages)
        if self._is_ours:
            return typed
        questions = tuple(one.strip() for one in self.questions_field.toPlainText().split("\n") if one.strip())
        asked = " ".join(self.asked_field.toPlainText().split())
        return typed._replace(asked=asked, questions=questions, ground=self.ground_combo.currentData())

    def _make_rows(self) -> dict[str, FormRow]:
        ages = QWidget(self)
        line = QHBoxLayout(ages)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(8)
        for widget in (self.since_combo, PlainLabel(self.tr("à"), parent=ages), self.until_combo):
            line.addWidget(widget)
        line.addStretch(1)
        ages.setFocusProxy(self.since_combo)
        for combo, name in (
            (self.since_combo, self.tr("Du premier âge")),
            (self.until_combo, self.tr("Au dernier âge")),
        ):
            combo.setAccessibleName(name)
            combo.setMinimumContentsLength(6)
        rows = {
            "name": FormRow(
                self.tr("Nom"), self.name_field, help_text=self.tr("Tel que l’enfant le lit."), parent=self
            ),
            "since": FormRow(
                self.tr("Proposé de"),
                ages,
                help_text=self.tr("À un autre âge, il reste à portée de main\u00a0: aucun n’est fermé à personne."),
                parent=self,
            ),
        }
        if self._is_ours:
            for field in (self.asked_field, self.questions_field, self.ground_combo):
                field.hide()
            return rows
        return rows | {
            "asked": FormRow(self.tr("Consigne"), self.asked_field, help_text=self.tr("En mots simples."), parent=self),
            "questions": FormRow(
                self.tr("Questions"),
                self.questions_field,
                help_text=self.tr(
                    "Une par ligne, ouvertes\u00a0; l’enfant répond avec ses mots. Sans question\u00a0: une page entière."
                ),
                parent=self,
            ),
            "ground": FormRow(self.tr("Dessin"), self.ground_combo, parent=self),
        }

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 8, 0, 0)
        column.setSpacing(12)
        for row in self.rows.values():
            column.addWidget(row)
        foot = QHBoxLayout()
        foot.addWidget(self.remove_button)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        column.addLayout(foot)

    @staticmethod
    def _put(field: LineEdit, text: str) -> None:
        if not field.hasFocus() and field.text() != text:
            field.setText(text)

    def _on_typed(self) -> None:
        self._pause.start()

    def _on_remove(self) -> None:
        self._pause.stop()
        self.removal_requested.emit()

    def _on_close(self) -> None:
        self.closed.emit()


class _Picture(QWidget):
    """The drawing of a support, small."""

    def __init__(self, name: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._name = name
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        """Return the room of the drawing."""
        return QSize(px(PICTURE), px(PICTURE))

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw it."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        paint_picture(painter, self._name, QRectF(self.rect()), current())
        painter.end()


def _about(spec: SupportSpec) -> str:
    """Return the ages, whose it is and what it is made of, in a line."""
    parts = [ages_said(spec), "fourni" if spec.code in OF_OURS else "ajouté par le service"]
    count = len(spec.questions)
    parts += [f"{count} question{'s' if count > 1 else ''}"] if count else []
    parts += ["avec un dessin"] if spec.ground else []
    said = " · ".join(parts)
    return said[:1].upper() + said[1:]
