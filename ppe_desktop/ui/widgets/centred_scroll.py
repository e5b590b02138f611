"""A page with one calm column in its middle: what is seen before a base is open."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from ppe_desktop.ui.theme import px, theme
from ppe_desktop.ui.widgets.column_scroll import ColumnScroll


class CentredScroll(ColumnScroll):
    """A scroll area whose column stands in the middle; its width follows the size of the text.

    Args:
        width: width of the column at scale 1, in pixels.
        parent: parent widget.
    """

    def __init__(self, width: int, parent: QWidget | None = None) -> None:
        super().__init__(width, parent)
        self._width = width
        holder = self.widget()
        row = holder.layout() if holder is not None else None
        if isinstance(row, QHBoxLayout):
            row.insertStretch(0, 1)
        self._fit()

        theme().theme_changed.connect(self._fit)

    def _fit(self) -> None:
        self.column.setMaximumWidth(px(self._width) + 64)
