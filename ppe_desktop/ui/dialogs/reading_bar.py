"""The bar above a document that is read: pages, size, words to find."""

from __future__ import annotations

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from ppe_desktop.ui.theme import px
from ppe_desktop.ui.widgets.buttons import IconButton, QuietButton
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.search_field import SearchField

_PAUSE_MS = 300


class ReadingBar(QWidget):
    """Only what the document allows is shown.

    Signals:
        page_requested: how many pages further, or back.
        search_requested: words to find.
        next_requested: how many places found further, or back.
    """

    page_requested = Signal(int)
    search_requested = Signal(str)
    next_requested = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.back_button = IconButton("chevron-left", self.tr("Page précédente"), "text", self)
        self.page_label = PlainLabel("", "small", parent=self)
        self.forward_button = IconButton("chevron-right", self.tr("Page suivante"), "text", self)
        self.zoom_out_button = IconButton("zoom-out", self.tr("Réduire (Ctrl+-)"), "text", self)
        self.zoom_label = PlainLabel("", "small", parent=self)
        self.zoom_in_button = IconButton("zoom-in", self.tr("Agrandir (Ctrl++)"), "text", self)
        self.fit_button = QuietButton(self.tr("Ajuster"), "maximize", self)
        self.search_field = SearchField(self.tr("Chercher dans le document"), self)
        self.found_label = PlainLabel("", "small", parent=self)
        self.previous_button = IconButton("chevron-up", self.tr("Résultat précédent"), "text", self)
        self.next_button = IconButton("chevron-down", self.tr("Résultat suivant (Entrée)"), "text", self)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_PAUSE_MS)
        self._page_parts = (self.back_button, self.page_label, self.forward_button)
        self._zoom_parts = (self.zoom_out_button, self.zoom_label, self.zoom_in_button, self.fit_button)

        row = QHBoxLayout(self)
        row.setContentsMargins(0, 4, 0, 0)
        row.setSpacing(6)
        for widget in (*self._page_parts, *self._zoom_parts):
            row.addWidget(widget)
        row.addStretch(1)
        for widget in (self.found_label, self.previous_button, self.next_button):
            row.addWidget(widget)
            widget.hide()
        row.addWidget(self.search_field)
        self.search_field.setMinimumWidth(px(230))
        self.fit_button.setToolTip(self.tr("Ajuster à la fenêtre (Ctrl+0)"))
        self.search_field.setToolTip(self.tr("Chercher (Ctrl+F)"))

        self.back_button.clicked.connect(self._on_back)
        self.forward_button.clicked.connect(self._on_forward)
        self.search_field.textChanged.connect(self._on_typed)
        self.search_field.returnPressed.connect(self._on_return)
        self.previous_button.clicked.connect(self._on_previous)
        self.next_button.clicked.connect(self._on_next)
        self._pause.timeout.connect(self._on_pause)

    def set_up(self, *, pages: int, can_zoom: bool, can_search: bool) -> None:
        """Show what this document allows."""
        for widget in self._page_parts:
            widget.setVisible(pages > 1)
        for part in self._zoom_parts:
            part.setVisible(can_zoom)
        self.search_field.setVisible(can_search)

    def words(self) -> str:
        """Return the words to find."""
        return self.search_field.text().strip()

    def focus_search(self) -> None:
        """Go to the search, when there is one."""
        if self.search_field.isVisible():
            self.search_field.setFocus()
            self.search_field.selectAll()

    def show_page(self, page: int, count: int, zoom: float) -> None:
        """Say which page is shown, and how large."""
        self.page_label.setText(self.tr("Page {page} sur {count}").format(page=page + 1, count=count))
        self.zoom_label.setText(f"{round(100 * zoom)}\N{NARROW NO-BREAK SPACE}%")
        self.back_button.setEnabled(page > 0)
        self.forward_button.setEnabled(page + 1 < count)

    def show_found(self, place: int, count: int) -> None:
        """Say which place is shown among those found."""
        self._say_found(f"{place} sur {count}" if count else self.tr("Aucun résultat"), count > 1)

    def show_found_or_not(self, is_found: bool) -> None:
        """Say whether the words were found, without counting the places."""
        self._say_found("" if is_found else self.tr("Aucun résultat"), is_found)

    def _say_found(self, text: str, has_others: bool) -> None:
        self.found_label.setText(text)
        self.found_label.setVisible(bool(self.words() and text))
        for button in (self.previous_button, self.next_button):
            button.setVisible(bool(self.words()) and has_others)

    def _on_typed(self) -> None:
        if self.words():
            self._pause.start()
        else:
            self._pause.stop()
            self._say_found("", False)

    def _on_pause(self) -> None:
        if self.words():
            self.search_requested.emit(self.words())

    def _on_return(self) -> None:
        if self._pause.isActive():
            self._pause.stop()
            self._on_pause()
        elif self.words():
            self.next_requested.emit(1)

    def _on_back(self) -> None:
        self.page_requested.emit(-1)

    def _on_forward(self) -> None:
        self.page_requested.emit(1)

    def _on_previous(self) -> None:
        self.next_requested.emit(-1)

    def _on_next(self) -> None:
        self.next_requested.emit(1)
