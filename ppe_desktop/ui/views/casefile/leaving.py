"""What a section prints, saves or copies leaves the base: it goes through the register of produced documents."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ppe_desktop.domain.prints import Form, Produced
from ppe_desktop.domain.withholding import Withheld
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.tasks import Then

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


def enter_print(
    context: FileContext, child_id: str, printed: Produced, form: Form, withheld: Sequence[Withheld] = ()
) -> None:
    """Enter what was just printed or copied; if that fails, it is said."""
    enter = context.tasks.session.register.enter
    context.tasks.ask(
        enter, child_id, printed, form, withheld, then=context.changed.emit, failed=context.error_raised.emit
    )


def write_print(
    context: FileContext,
    child_id: str,
    printed: Produced,
    target: Path,
    content: bytes,
    withheld: Sequence[Withheld],
    *,
    then: Then,
    failed: Then,
) -> None:
    """Write a print where the person chose and enter it.

    Args:
        context: the file on screen.
        child_id: the child it is about.
        printed: what it shows.
        target: the file chosen.
        content: the file.
        withheld: what it does not show.
        then: told the :class:`~ppe_desktop.services.register.Written`.
        failed: told why nothing was written.
    """
    write = context.tasks.session.register.write
    context.tasks.run_long(write, child_id, printed, target, content, withheld, then=then, failed=failed)


def form_of(printer: QPrinter) -> Form:
    """Return what a printer made: paper, or a PDF when the person chose that in the box of the system."""
    from PySide6.QtPrintSupport import QPrinter

    return Form.PDF if printer.outputFormat() == QPrinter.OutputFormat.PdfFormat else Form.PAPER
