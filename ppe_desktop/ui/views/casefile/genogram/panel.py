"""The drawing with what can be done with it: what is shown, how large, and taking it away."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QFileDialog, QHBoxLayout, QMenu, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.domain.genogram import Genogram, build, describe
from ppe_desktop.domain.names import first_name_of
from ppe_desktop.domain.texts import elide
from ppe_desktop.domain.withholding import Withheld
from ppe_desktop.runtime import clock
from ppe_desktop.runtime.opening import open_outside
from ppe_desktop.ui.printing.folders import proposed_folder
from ppe_desktop.ui.theme import icon, px
from ppe_desktop.ui.views.casefile.genogram import export
from ppe_desktop.ui.views.casefile.genogram.canvas import GenogramCanvas
from ppe_desktop.ui.views.casefile.genogram.legend_strip import LegendStrip
from ppe_desktop.ui.views.casefile.genogram.picture import Picture
from ppe_desktop.ui.views.casefile.genogram.window import GenogramWindow
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.buttons import IconButton, QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.plain_label import PlainLabel

_LEAST_HEIGHT = 260
_NOT_IN_A_NAME = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


class GenogramPanel(QWidget):
    """The carte de l’entourage of one child.

    The worker sees everyone. What is copied, saved or printed is always the drawing made to be shown: "Pour communiquer" shows it.

    Signals:
        card_requested: kind and identifier of the record to open.
        writing_requested: path chosen, content of the file, and what is not on it; :meth:`show_written` or :meth:`show_refused` answers.
        copied: the picture is in the clipboard; carries what is not on it.
    """

    card_requested = Signal(str, str)
    writing_requested = Signal(object, object, object)
    copied = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("genogram_panel")
        self._file: CaseFile | None = None
        self._drawing: Genogram | None = None
        self._shown: tuple[Genogram, bool] | None = None
        self._saved: Path | None = None
        self.sharing_box = QCheckBox(self.tr("Pour communiquer"), self)
        self.sharing_box.setToolTip(self.tr("Montre exactement ce qui sera copié, enregistré ou imprimé."))
        self.lived_box = QCheckBox(self.tr("Liens vécus par l’enfant"), self)
        self.lived_box.setChecked(True)
        self.smaller_button = IconButton("zoom-out", self.tr("Réduire"), parent=self)
        self.whole_button = IconButton("minimize", self.tr("Voir toute la carte"), parent=self)
        self.larger_button = IconButton("zoom-in", self.tr("Agrandir"), parent=self)
        self.window_button = IconButton("maximize", self.tr("Ouvrir en grand"), parent=self)
        self.export_button = SecondaryButton(self.tr("Copier ou enregistrer"), "download", self)
        self.export_menu = QMenu(self)
        self.banner = Banner(closable=True, parent=self)
        self.canvas = GenogramCanvas(self)
        self.person_label = PlainLabel("", "strong", wrap=True, parent=self)
        self.open_button = QuietButton(self.tr("Ouvrir la fiche"), "pencil", self)
        self.legend = LegendStrip(self)
        self.note_label = PlainLabel("", "muted", wrap=True, parent=self)
        self.banner.hide()

        self._lay_out()
        self._make_menu()

        self.sharing_box.toggled.connect(self._on_choice)
        self.lived_box.toggled.connect(self._on_choice)
        self.smaller_button.clicked.connect(self.canvas.zoom_out)
        self.whole_button.clicked.connect(self.canvas.fit_whole)
        self.larger_button.clicked.connect(self.canvas.zoom_in)
        self.canvas.person_reached.connect(self._on_reached)
        self.canvas.person_activated.connect(self._on_activated)
        self.open_button.clicked.connect(self._on_open)
        self.window_button.clicked.connect(self._on_window)
        self.banner.action_requested.connect(self._on_open_saved)
        self._on_reached("")

    def show_file(self, file: CaseFile) -> None:
        """Draw the entourage as it is now; an unchanged drawing stays where it was."""
        self._file = file
        self._show()

    def shared_sheet(self) -> export.Sheet:
        """Return what leaves the program: without what nobody else may learn.

        Raises:
            ValueError: no file was shown yet.
        """
        if self._file is None:
            raise ValueError("no file is shown")
        today = clock.today()
        drawing = build(self._file, today, for_sharing=True)
        title = self.tr("Carte de l’entourage {of_child}").format(of_child=elide("de", first_name_of(self._file.child)))
        return export.Sheet(drawing, title, today, with_lived=self.lived_box.isChecked())

    def write(self, path: Path) -> None:
        """Ask for the drawing to be written as its ending says (png, svg, pdf)."""
        makers = {".svg": export.svg_of, ".pdf": export.pdf_of}
        sheet = self.shared_sheet()
        self.writing_requested.emit(path, makers.get(path.suffix.lower(), _png)(sheet), _left_out(sheet))

    def show_written(self, path: Path) -> None:
        """Say where the drawing is."""
        self._saved = path
        self.banner.set_message(
            self.tr("Enregistré\N{NO-BREAK SPACE}: {path}").format(path=path), "done", self.tr("Ouvrir")
        )

    def show_refused(self, error: PpeError) -> None:
        """Say why the drawing was not written."""
        self.banner.set_message(error.message, "late")

    def _lay_out(self) -> None:
        top_bar = QWidget(self)
        top = FlowLayout(top_bar)
        for box in (self.sharing_box, self.lived_box):
            top.addWidget(box)
        sizes = QWidget(top_bar)
        sizes_row = QHBoxLayout(sizes)
        sizes_row.setContentsMargins(0, 0, 0, 0)
        sizes_row.setSpacing(2)
        for button in (self.smaller_button, self.larger_button, self.whole_button, self.window_button):
            sizes_row.addWidget(button)
        top.addWidget(sizes)
        top.addWidget(self.export_button)
        person = QHBoxLayout()
        person.addWidget(self.person_label, 1)
        person.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(top_bar)
        column.addWidget(self.banner)
        column.addWidget(self.canvas, 1)
        column.addLayout(person)
        column.addWidget(self.legend)
        column.addWidget(self.note_label)

    def _make_menu(self) -> None:
        for text, icon_name, done in (
            (self.tr("Copier l’image"), "copy", self._on_copy),
            (self.tr("Enregistrer l’image…"), "download", self._on_save),
            (self.tr("PDF…"), "printer", self._on_pdf),
        ):
            self.export_menu.addAction(icon(icon_name, "muted"), text, done)
        self.export_button.setMenu(self.export_menu)

    def fit_height(self, room: int) -> None:
        """Give the drawing what a page of ``room`` pixels leaves it; the legend follows below."""
        above = self.canvas.y() if self.canvas.y() > 0 else px(56)
        self.canvas.setMinimumHeight(max(px(_LEAST_HEIGHT), room - above - self.open_button.sizeHint().height() - 16))

    def _show(self) -> None:
        if self._file is None:
            return
        drawing = build(self._file, clock.today(), for_sharing=self.sharing_box.isChecked())
        shown = (drawing, self.lived_box.isChecked())
        if shown == self._shown:
            return  # nothing moves under the eyes for what was typed elsewhere
        self._drawing, self._shown = drawing, shown
        picture = Picture(drawing, with_lived=self.lived_box.isChecked())
        self.canvas.show_picture(picture, with_lived=self.lived_box.isChecked())
        self.legend.show_picture(picture)
        self.note_label.setText(self._note(drawing))
        self._on_reached(self.canvas.reached())

    def _note(self, drawing: Genogram) -> str:
        if drawing.for_sharing:
            return export.note_of(drawing)
        if len(drawing.nodes) == 1:
            return self.tr("Les personnes inscrites dans les fiches se dessinent ici.")
        shared = build(self._file, clock.today(), for_sharing=True) if self._file else drawing
        if shared.hidden:
            return self.tr(
                "Copie, image et PDF\N{NO-BREAK SPACE}: {hidden} Cochez « Pour communiquer » pour le voir."
            ).format(hidden=export.hidden_words(shared.hidden))
        return self.tr("Aucune adresse n’y figure, ni à l’écran ni sur les copies.")

    def _on_choice(self) -> None:
        self._show()

    def _on_reached(self, key: str) -> None:
        is_known = bool(key and self._drawing)
        if key and self._drawing:
            self.person_label.setText(describe(self._drawing, key, with_lived=self.lived_box.isChecked()))
        else:
            self.person_label.setText(self.tr("Choisissez une personne pour la nommer en entier et ouvrir sa fiche."))
        self.person_label.set_role("strong" if is_known else "muted")
        self.open_button.setEnabled(is_known and bool(self._drawing and self._drawing.node(key).record))

    def _on_activated(self, key: str) -> None:
        node = self._drawing.node(key) if self._drawing else None
        if node is not None and node.record:
            self.card_requested.emit(node.record, node.record_id)

    def _on_open(self) -> None:
        self._on_activated(self.canvas.reached())

    def _on_window(self) -> None:
        if self._drawing is None:
            return
        window = GenogramWindow(self.window())
        window.show_drawing(self._drawing, with_lived=self.lived_box.isChecked())
        window.canvas.person_activated.connect(window.accept)
        window.canvas.person_activated.connect(self._on_activated)
        window.open()

    def _on_copy(self) -> None:
        sheet = self.shared_sheet()
        QGuiApplication.clipboard().setImage(export.image_of(sheet))
        self.banner.set_message(self.tr("Image copiée\N{NO-BREAK SPACE}: collez-la dans votre document."), "done")
        self.copied.emit(_left_out(sheet))

    def _on_save(self) -> None:
        filters = self.tr("Image (*.png);;Dessin vectoriel (*.svg)")
        self._ask_where(self.tr("Enregistrer l’image"), ".png", filters)

    def _on_pdf(self) -> None:
        self._ask_where(self.tr("Enregistrer en PDF"), ".pdf", self.tr("Document PDF (*.pdf)"))

    def _ask_where(self, title: str, ending: str, filters: str) -> None:
        suggested = proposed_folder() / f"{self._file_name()}{ending}"
        chosen, used = QFileDialog.getSaveFileName(self, title, str(suggested), filters)
        if chosen:
            path = Path(chosen)
            wanted = ".svg" if "svg" in used else ending
            known = path.suffix.lower() in (".png", ".svg", ".pdf")
            self.write(path if known else path.with_name(path.name + wanted))

    def _file_name(self) -> str:
        first_name = first_name_of(self._file.child) if self._file else ""
        return _NOT_IN_A_NAME.sub(
            "", self.tr("Carte de l’entourage {of_child}").format(of_child=elide("de", first_name))
        )[:80]

    def _on_open_saved(self) -> None:
        if self._saved is not None and not open_outside(self._saved):
            self.banner.set_message(self.tr("Aucun programme n’a pu l’ouvrir. Le fichier est bien enregistré."), "late")


def _left_out(sheet: export.Sheet) -> tuple[Withheld, ...]:
    """Return what the register says is not on a drawing that leaves the base."""
    hidden = sheet.picture.drawing.hidden
    if not hidden:
        return ()
    people = "une personne" if hidden == 1 else f"{hidden} personnes"
    return (Withheld(people, "protégées dans ce dossier, ou à ne pas montrer"),)


def _png(sheet: export.Sheet) -> bytes:
    return export.png_of(export.image_of(sheet))
