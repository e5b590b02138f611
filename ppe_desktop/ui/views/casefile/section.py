"""What every section of a file is: a page that scrolls and shows the file as it is now."""

from __future__ import annotations

from typing import ClassVar

from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from ppe_desktop.domain.casefile import CaseFile
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.widgets.column_scroll import READABLE_WIDTH, ColumnScroll
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.unrolling import Unrolling


class Section(ColumnScroll):
    """One section of the file; subclasses fill ``body`` and show the file.

    Attributes:
        follows_file: nothing changes on it but with the file: one that shows the file as it is need not show it again.
        shown: the file it shows.
        unrolling: makes what stands below the window once the first screenful is painted.
    """

    follows_file: ClassVar[bool] = False

    def __init__(
        self, context: FileContext, title: str, parent: QWidget | None = None, *, max_width: int = READABLE_WIDTH
    ) -> None:
        super().__init__(max_width, parent)
        self.context = context
        self.shown: CaseFile | None = None
        self.title_label = PlainLabel(title, "heading", parent=self.column)
        self.unrolling = Unrolling(self, self.column)
        self.body.addWidget(self.title_label)

    def finish_layout(self) -> None:
        """Push everything to the top."""
        self.body.addStretch(1)

    def showEvent(self, event: QShowEvent) -> None:
        """Go on with what stands below."""
        super().showEvent(event)
        self.unrolling.go_on()

    def show_file(self, file: CaseFile) -> None:
        """Show the file as it is now."""
        raise AttributeError("a section shows the file in its own way")
