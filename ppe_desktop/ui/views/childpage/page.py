"""The child's page: a window of its own over the program, that shows nothing of the file; the computer is given back by hand."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QCloseEvent, QImage, QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.sketch import Made
from ppe_desktop.domain.sketch_words import ASKED
from ppe_desktop.domain.support_spec import SupportSpec
from ppe_desktop.domain.supports import OF_OURS
from ppe_desktop.domain.texts import elide
from ppe_desktop.services.sketches import SketchService
from ppe_desktop.ui.forms.autosave import Autosaver
from ppe_desktop.ui.theme import icon, theme
from ppe_desktop.ui.views.childpage.canvas import AT_ONCE
from ppe_desktop.ui.views.childpage.choice import ChoiceScreen
from ppe_desktop.ui.views.childpage.choosing import PicturesSupport, WeatherSupport
from ppe_desktop.ui.views.childpage.composing import png_of, printed
from ppe_desktop.ui.views.childpage.drawing import DrawingSupport
from ppe_desktop.ui.views.childpage.houses import HousesSupport
from ppe_desktop.ui.views.childpage.keeper import Keeper
from ppe_desktop.ui.views.childpage.look import TARGET, Look
from ppe_desktop.ui.views.childpage.question import QuestionScreen
from ppe_desktop.ui.views.childpage.scale import ScaleSupport
from ppe_desktop.ui.views.childpage.sheet import SheetSupport
from ppe_desktop.ui.views.childpage.support import Support, child_label
from ppe_desktop.ui.views.childpage.words import WordsSupport
from ppe_desktop.ui.widgets.buttons import ICON_GAP, PrimaryButton, QuietButton

SUPPORTS: dict[str, type[Support]] = {
    support.kind: support
    for support in (WeatherSupport, HousesSupport, ScaleSupport, DrawingSupport, WordsSupport, PicturesSupport)
}


class ChildPage(QWidget):
    """What the child makes, alone on the screen.

    Signals:
        left: the computer was given back, or the page went away; carries whether anything was kept or thrown.
        lock_requested: the adult locks.
    """

    left = Signal(bool)
    lock_requested = Signal()

    def __init__(
        self, autosaver: Autosaver, child_id: str, first_name: str, age: int | None, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setObjectName("child_page")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWindowTitle(self.tr("Ma page"))
        self._autosaver, self._tasks = autosaver, autosaver.tasks
        self._child_id, self._first_name, self._age = child_id, first_name, age
        self.look = Look(self)
        self._specs: dict[str, SupportSpec] = dict(OF_OURS)
        self.support: Support | None = None
        self.keeper: Keeper | None = None
        self._said = ""
        self._is_touched = self._has_changed = False
        self._after: Callable[[], None] = self._choose
        self._make_widgets()
        self._lay_out()
        self._connect()
        self._dress()
        self._choose()
        self._tasks.ask(self._tasks.session.supports.all, then=self._on_supports)

    def _make_widgets(self) -> None:
        self.back_button = QuietButton(self.tr("Choisir"), "arrow-left", self)
        self.title_label = child_label(self.tr("Ma page"), "title", self)
        self.saved_label = child_label("", "body", self)
        self.smaller_button = self._letter(self.tr("A−"), self.tr("Écrire plus petit"))
        self.larger_button = self._letter(self.tr("A+"), self.tr("Écrire plus grand"))
        self.name_button = QuietButton(self.tr("Mettre mon prénom"), parent=self)
        self.name_button.setCheckable(True)
        self.leave_button = QToolButton(self)
        self.leave_button.setIcon(icon("log-out", "muted"))
        self.leave_button.setIconSize(QSize(24, 24))
        self.leave_button.setToolTip(self.tr("Rendre l’ordinateur"))
        self.leave_button.setAccessibleName(self.leave_button.toolTip())
        self.leave_button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.stack = QStackedWidget(self)
        self.choice = ChoiceScreen(self.look, self._age, self)
        self.question = QuestionScreen(self)
        self.area = QScrollArea(self)
        self.foot = QWidget(self)
        self.asked_label = child_label("", "question", self.foot)
        self.throw_button = QuietButton(self.tr("Jeter"), "trash", self.foot)
        self.keep_button = PrimaryButton(self.tr("Garder"), "check", self.foot)

    def _letter(self, text: str, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(text)
        button.setToolTip(name)
        button.setAccessibleName(name)
        button.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        return button

    def _lay_out(self) -> None:
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        for screen in (self.choice, self.area, self.question):
            self.stack.addWidget(screen)
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.back_button)
        head.addWidget(self.title_label, 1)
        head.addWidget(self.saved_label)
        for button in (self.name_button, self.smaller_button, self.larger_button, self.leave_button):
            head.addWidget(button)
        foot = QHBoxLayout(self.foot)
        foot.setContentsMargins(0, 0, 0, 0)
        foot.setSpacing(12)
        foot.addWidget(self.asked_label, 1)
        foot.addWidget(self.throw_button)
        foot.addWidget(self.keep_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 12, 24, 14)
        column.setSpacing(10)
        column.addLayout(head)
        column.addWidget(self.stack, 1)
        column.addWidget(self.foot)

    def _connect(self) -> None:
        self._autosaver.guards.append(self.flush)
        self.choice.chosen.connect(self.begin)
        self.back_button.clicked.connect(partial(self._go, self._choose))
        self.leave_button.clicked.connect(self._on_leave)
        self.smaller_button.clicked.connect(partial(self.look.grow, -1))
        self.larger_button.clicked.connect(partial(self.look.grow, 1))
        self.name_button.toggled.connect(self._show_title)
        self.keep_button.clicked.connect(self._on_keep)
        self.throw_button.clicked.connect(self._on_throw)
        self.look.changed.connect(self._dress)
        theme().theme_changed.connect(self._dress)
        QShortcut(QKeySequence(Qt.Key.Key_Escape), self, self._on_escape)
        QShortcut(QKeySequence("Ctrl+L"), self, self.lock_requested.emit)
        window = self.parentWidget()
        if window is not None:
            window.window().installEventFilter(self)

    def begin(self, code: str) -> None:
        """Begin a new page on a support, by its code."""
        spec = self._specs.get(code)
        if code in SUPPORTS:
            self._open(code, Made())
        elif spec is not None:
            self._open(spec.name, Made(sheet=spec))

    def resume(self, sketch_id: str, title: str = "") -> None:
        """Go on with a page kept before."""
        sketches = self._tasks.session.sketches
        then = partial(self._on_content, sketch_id, title)
        self._tasks.ask(_read, sketches, sketch_id, then=then, failed=self._say_error)

    def flush(self) -> bool:
        """Put what was made into the base before the screen goes away; return whether that succeeded."""
        if self.support is not None:
            self.support.pause()
        return self.keeper is None or self.keeper.flush()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Keep what was made: it is gone on with later; what cannot be kept stays on the screen while the program does."""
        window = self.parentWidget()
        if not self.flush() and window is not None and window.window().isVisible():
            self.saved_label.setText(self.tr("Pas encore enregistré"))
            event.ignore()
            return
        if self.flush in self._autosaver.guards:
            self._autosaver.guards.remove(self.flush)
        self.left.emit(self._has_changed or self._is_touched)
        super().closeEvent(event)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Go away with the window of the program."""
        if event.type() == QEvent.Type.Hide and not event.spontaneous():
            self.close()
        return super().eventFilter(watched, event)

    def _on_supports(self, specs: tuple[SupportSpec, ...]) -> None:
        self._specs = {spec.code: spec for spec in specs}
        self.choice.show_supports(specs)

    def _on_content(self, sketch_id: str, title: str, found: tuple[str, Made, QImage]) -> None:
        kind, made, picture = found
        self._open(kind, made, sketch_id, title, picture)

    def _open(self, kind: str, made: Made, sketch_id: str = "", title: str = "", picture: QImage | None = None) -> None:
        self._drop_support()
        support = SheetSupport(self.look, made.sheet) if made.sheet is not None else SUPPORTS[kind](self.look)
        support.show_picture(picture or QImage())
        support.show_made(made)
        support.show_title(title)
        self.support, self._said, self._is_touched = support, made.said, False
        self.keeper = Keeper(self._tasks, self._child_id, kind, self._content, sketch_id, self)
        if made.strokes:
            self.keeper.prepare(made)
        self.area.setWidget(support)
        support.changed.connect(self._on_changed)
        support.another_requested.connect(partial(self._keep_then, partial(self._open, kind, Made(sheet=made.sheet))))
        self.keeper.kept.connect(self._on_kept)
        self.keeper.failed.connect(self._on_keeping_failed)
        self.asked_label.setText(made.sheet.asked if made.sheet is not None else ASKED[kind])
        self._show_screen(self.area)
        support.take_keyboard()

    def _content(self) -> tuple[Made, str]:
        assert self.support is not None  # the keeper lives as long as the support
        return self.support.made()._replace(said=self._said), self.support.title()

    def _drop_support(self) -> None:
        if self.keeper is not None:
            self.keeper.stop()
            self.keeper.deleteLater()
        if self.support is not None:
            self.area.takeWidget()
            self.support.deleteLater()
        self.support = self.keeper = None
        self.saved_label.setText("")

    def _is_blank(self) -> bool:
        return self.support is None or self.support.made().is_empty()

    def _choose(self) -> None:
        """Show the tiles; a page on which nothing is left leaves nothing behind."""
        self._leave_blank()
        self._drop_support()
        self._show_screen(self.choice)
        self.choice.take_keyboard()

    def _leave_blank(self) -> None:
        if self.keeper is not None and self.keeper.is_known and self._is_touched and self._is_blank():
            self.keeper.send()  # what the base has of it may be older: it is judged as it is now
            self._tasks.ask(self._tasks.session.sketches.discard_blank, self.keeper.sketch_id)
            self._has_changed = True

    def _show_screen(self, screen: QWidget) -> None:
        self.stack.setCurrentWidget(screen)
        on_support = screen is self.area
        for widget in (self.back_button, self.foot):
            widget.setVisible(on_support)
        self.name_button.setVisible(screen is self.choice)
        self._show_title()

    def _show_title(self) -> None:
        own = self.tr("La page {of_child}").format(of_child=elide("de", self._first_name))
        title = own if self.name_button.isChecked() and self._first_name else self.tr("Ma page")
        if self.support is not None and self.stack.currentWidget() is self.area:
            title = self._name_of(self.support)
        self.title_label.setText(title)

    def _name_of(self, support: Support) -> str:
        """Return what the support is called: as it was on the day of the page for those the service made."""
        spec = self._specs.get(support.kind)
        return support.spec.name if isinstance(support, SheetSupport) else spec.name if spec is not None else ""

    def _go(self, after: Callable[[], None]) -> None:
        """Leave the support: what was made on it is kept or thrown first, as the child says."""
        self._after = after
        if self._is_blank() or not self._is_touched:
            after()
            return
        self.question.ask(
            self.tr("On garde cette page\N{NO-BREAK SPACE}?"),
            (
                ("keep_answer", self.tr("Garder"), partial(self._keep_then, after)),
                ("throw_answer", self.tr("Jeter"), self._throw),
                ("stay_answer", self.tr("Continuer"), self._stay),
            ),
        )
        self._show_screen(self.question)

    def _stay(self) -> None:
        if self.support is None:
            self._show_screen(self.choice)
            self.choice.take_keyboard()
        else:
            self._show_screen(self.area)
            self.support.take_keyboard()

    def _on_leave(self) -> None:
        if self._is_blank() or not self._is_touched:
            self._confirm_leaving()
        else:
            self._go(self._give_back)

    def _confirm_leaving(self) -> None:
        self.question.ask(
            self.tr("Rendre l’ordinateur\N{NO-BREAK SPACE}?"),
            (
                ("stay_answer", self.tr("Rester sur ma page"), self._stay),
                ("leave_answer", self.tr("Rendre l’ordinateur"), self._give_back),
            ),
        )
        self._show_screen(self.question)

    def _give_back(self) -> None:
        self._leave_blank()
        self._drop_support()
        self.close()

    def _on_escape(self) -> None:
        if self.stack.currentWidget() is self.question:
            self._stay()
        else:
            self._on_leave()

    def _on_keep(self) -> None:
        if self._is_blank():
            self._choose()
        else:
            self._keep_then(self._thank)

    def _on_throw(self) -> None:
        self._after = self._choose
        if self._is_blank() and not (self.keeper is not None and self.keeper.is_known):
            self._choose()
            return
        self.question.ask(
            self.tr("Jeter cette page\N{NO-BREAK SPACE}?"),
            (
                ("stay_answer", self.tr("Non, la garder"), self._stay),
                ("throw_answer", self.tr("Oui, jeter"), self._throw),
            ),
        )
        self._show_screen(self.question)

    def _throw(self) -> None:
        """Put the page in the bin, if the base has it."""
        assert self.keeper is not None
        self.keeper.stop()
        if self.keeper.is_known:
            self._has_changed = True
            remove = self._tasks.session.sketches.remove
            self._tasks.ask(remove, self.keeper.sketch_id, failed=self._say_error)
        self._is_touched = False
        self._drop_support()
        self._after()

    def _keep_then(self, after: Callable[[], None]) -> None:
        """Finish the page: its picture is painted aside, then all of it is kept in one go."""
        assert self.support is not None
        self.support.pause()
        made = self.support.made()
        self.setEnabled(False)
        self._tasks.run_long(
            png_of,
            printed(self.support.kind, made),
            made.strokes,
            then=partial(self._on_painted, after),
            failed=self._on_refused,
        )

    def _on_painted(self, after: Callable[[], None], picture: bytes) -> None:
        assert self.support is not None
        assert self.keeper is not None
        self.keeper.stop()
        self._tasks.ask(
            self._tasks.session.sketches.finish,
            self._child_id,
            self.support.kind,
            self.keeper.data(),
            picture,
            self.support.title(),
            self.keeper.sketch_id,
            then=partial(self._on_finished, after),
            failed=self._on_refused,
        )

    def _on_finished(self, after: Callable[[], None], _changes: Any) -> None:
        self.setEnabled(True)
        self._has_changed, self._is_touched = True, False
        self._drop_support()
        after()

    def _on_refused(self, error: PpeError) -> None:
        """Say why the page is not finished; it stays on screen, and is kept as it is."""
        self.setEnabled(True)
        self._stay()
        self._on_changed()
        self._say_error(error)

    def _thank(self) -> None:
        self.question.ask(
            self.tr("C’est gardé. Merci."),
            (
                ("more_answer", self.tr("Faire autre chose"), self._choose),
                ("leave_answer", self.tr("Rendre l’ordinateur"), self._give_back),
            ),
            self.tr("Tu peux dire à l’adulte ce que tu veux garder pour toi, et lui demander qui lira ta page."),
        )
        self._show_screen(self.question)

    def _on_changed(self) -> None:
        self._is_touched = True
        self.saved_label.setText("")
        if self.keeper is not None:
            self.keeper.note()

    def _on_kept(self) -> None:
        self.saved_label.setText(self.tr("Enregistré"))

    def _on_keeping_failed(self, _error: PpeError) -> None:
        self.saved_label.setText(self.tr("Pas encore enregistré"))

    def _say_error(self, error: PpeError) -> None:
        self.asked_label.setText(error.message)
        self.foot.show()

    def _dress(self) -> None:
        """Write everything at the size and in the colours in force."""
        self.setStyleSheet(self.look.sheet())
        self.larger_button.setEnabled(self.look.can_grow())
        self.smaller_button.setEnabled(self.look.can_shrink())
        for square in (self.smaller_button, self.larger_button, self.leave_button):
            square.setFixedSize(TARGET, TARGET)
        for button in (self.back_button, self.throw_button, self.keep_button):
            button.setIconSize(QSize(self.look.px(18) + ICON_GAP, self.look.px(18)))


def _read(sketches: SketchService, sketch_id: str) -> tuple[str, Made, QImage]:
    """Read a page in one go on the database thread, with its picture when painting it takes a moment."""
    kind, made = sketches.content(sketch_id)
    picture = sketches.picture(sketch_id) if len(made.strokes) > AT_ONCE else b""
    return kind, made, QImage.fromData(picture) if picture else QImage()
