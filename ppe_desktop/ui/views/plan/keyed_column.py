"""A column of widgets that follows a list of records: those that stay keep their widget, and what is typed in it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import Item

Shown = TypeVar("Shown", bound=QWidget)


class KeyedColumn(Generic[Shown]):
    """Keeps a layout in step with records.

    Attributes:
        widgets: the widget of each record, by its identifier, in order.
    """

    def __init__(self, layout: QVBoxLayout, make: Callable[[Item], Shown], show: Callable[[Shown, Item], None]) -> None:
        """Follow nothing yet.

        Args:
            layout: where the widgets go.
            make: makes the widget of a record.
            show: shows in a widget its record as it is now.
        """
        self._layout, self._make, self._show = layout, make, show
        self.widgets: dict[str, Shown] = {}

    def show_items(self, items: Iterable[Item]) -> list[str]:
        """Show these records in this order.

        Returns:
            Identifiers of the records that were not there before.
        """
        wanted = list(items)
        for gone in self.widgets.keys() - {item.id for item in wanted}:
            _drop(self._layout, self.widgets.pop(gone))
        new = [item.id for item in wanted if item.id not in self.widgets]
        ordered = {item.id: self.widgets.get(item.id) or self._make(item) for item in wanted}
        self.widgets = ordered
        for place, item in enumerate(wanted):
            widget = ordered[item.id]
            if self._layout.indexOf(widget) != place:
                self._layout.insertWidget(place, widget)
            self._show(widget, item)
        return new


def _drop(layout: QVBoxLayout, widget: QWidget) -> None:
    layout.removeWidget(widget)
    widget.hide()
    widget.deleteLater()
