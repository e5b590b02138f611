"""The town proposed from the postcode, and the postcode from the town: offline, and always the person's to change."""

from __future__ import annotations

import re
import threading
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter

from ppe_desktop.domain.texts import plain
from ppe_desktop.domain.towns import Town, Towns
from ppe_desktop.services.towns import load_towns
from ppe_desktop.ui.forms.editors import TextEditor
from ppe_desktop.ui.widgets.form_row import FormRow
from ppe_desktop.ui.widgets.line_edit import LineEdit

if TYPE_CHECKING:
    from ppe_desktop.ui.forms.record_form import RecordForm

LEAST_LETTERS = 2
_FIVE_DIGITS = re.compile(r"\d{5}")
_NAME = Qt.ItemDataRole.UserRole + 1
_POSTCODE = Qt.ItemDataRole.UserRole + 2


class TownProposer(QObject):
    """Joins a town to its postcode in one form.

    A postcode of one town fills an empty town; of several, it lists them when the person comes to the town. A town typed is never
    replaced. Letters typed in the town list the towns that begin so; choosing one fills an empty postcode.

    Args:
        town: editor of the town.
        postcode: editor of the postcode, if the form has one.
        row: row of the town, where a proposal is said.
    """

    _loaded = Signal(object)

    def __init__(self, town: TextEditor, postcode: TextEditor | None, row: FormRow) -> None:
        super().__init__(town)
        self._town, self._postcode, self._row = town, postcode, row
        self._usual_help = row.help.text()
        self._proposed = ""
        self._towns: Towns | None = None
        self._is_asked = False
        self._model = QStandardItemModel(self)
        self.completer = QCompleter(self._model, self)
        self.completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self.completer.setCompletionRole(_NAME)
        self.completer.setMaxVisibleItems(8)
        town.line.setCompleter(self.completer)

        for line in self._lines():
            line.installEventFilter(self)
        town.line.textEdited.connect(self._on_town_typed)
        if postcode is not None:
            postcode.line.textEdited.connect(self._on_postcode_typed)
        self.completer.activated[QModelIndex].connect(self._on_chosen)  # type: ignore[index]
        self._loaded.connect(self._on_loaded, Qt.ConnectionType.QueuedConnection)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Read the towns when the keyboard first comes here; list those of the postcode in an empty town."""
        if event.type() == QEvent.Type.FocusIn:
            self._load()
            if watched is self._town.line and not self._town.line.text():
                self._list_those_of_postcode()
        return False

    def _lines(self) -> list[LineEdit]:
        return [self._town.line] + ([self._postcode.line] if self._postcode is not None else [])

    def _load(self) -> None:
        if not self._is_asked:
            self._is_asked = True
            threading.Thread(target=self._read, name="communes", daemon=True).start()

    def _read(self) -> None:
        """Run away from the screen; the form may be gone when it is done."""
        towns = load_towns()
        try:
            self._loaded.emit(towns)
        except RuntimeError:
            return

    def _on_loaded(self, towns: Towns) -> None:
        self._towns = towns
        if self._postcode is not None and self._postcode.line.hasFocus():
            self._on_postcode_typed(self._postcode.line.text())
        elif self._town.line.hasFocus():
            self._on_town_typed(self._town.line.text())

    def _of_postcode(self) -> tuple[str, ...]:
        """Return the towns of the postcode typed, once its five digits are there."""
        typed = "" if self._postcode is None else "".join(self._postcode.line.text().split())
        return self._towns.of_postcode(typed) if self._towns is not None and _FIVE_DIGITS.fullmatch(typed) else ()

    def _on_postcode_typed(self, _text: str) -> None:
        names = self._of_postcode()
        if self._town.line.text() not in ("", self._proposed) or not names:
            return
        if len(names) == 1:
            self._propose(names[0])
            self._row.set_help(self.tr("Commune proposée d’après le code postal. Vous pouvez la changer."))
        else:
            if self._proposed:
                self._propose("")
            self._row.set_help(
                self.tr(
                    "Ce code postal est celui de {count} communes\N{NO-BREAK SPACE}: une liste vous est proposée."
                ).format(count=len(names))
            )

    def _propose(self, name: str) -> None:
        self._proposed = name
        if self._town.line.text() != name:
            self._town.take(name)

    def _on_town_typed(self, text: str) -> None:
        if self._row.help.text() != self._usual_help:
            self._row.set_help(self._usual_help)
        self._proposed = ""
        self._fill([])
        if self._towns is None:
            return
        names = self._of_postcode()
        if names:
            self._fill([Town(name, ()) for name in names if plain(text) in plain(name) and name != text])
        elif len(text.strip()) >= LEAST_LETTERS:
            self._fill(self._towns.beginning_with(text))

    def _list_those_of_postcode(self) -> None:
        names = self._of_postcode()
        if len(names) > 1:
            self._fill([Town(name, ()) for name in names])
            self.completer.setCompletionPrefix("")
            self.completer.complete()

    def _fill(self, towns: list[Town]) -> None:
        self._model.clear()
        for town in towns:
            codes = ", ".join(town.postcodes[:3]) + ("…" if len(town.postcodes) > 3 else "")
            item = QStandardItem(" – ".join(part for part in (town.name, codes) if part))
            item.setData(town.name, _NAME)
            item.setData(town.postcode, _POSTCODE)
            self._model.appendRow(item)

    def _on_chosen(self, index: QModelIndex) -> None:
        name, postcode = str(index.data(_NAME) or ""), str(index.data(_POSTCODE) or "")
        self._town.take(name)
        if self._postcode is not None and postcode and not self._postcode.line.text().strip():
            self._postcode.take(postcode)


def propose_towns(form: RecordForm) -> None:
    """Join the fields of a form that hold a town and its postcode; doing it twice is harmless."""
    town, postcode = form.editors.get("town"), form.editors.get("postcode")
    if not isinstance(town, TextEditor):
        return
    present = town.findChild(TownProposer, options=Qt.FindChildOption.FindDirectChildrenOnly)
    if present is None:
        TownProposer(town, postcode if isinstance(postcode, TextEditor) else None, form.rows["town"])
