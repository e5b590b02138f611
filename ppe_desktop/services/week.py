"""« Ma semaine » as a Word document: the worker's own page, from the département's template. About no single child, it is in no register."""

from __future__ import annotations

from pathlib import Path

from ppe_desktop.documents.output import write_document
from ppe_desktop.documents.template_slots import WEEK
from ppe_desktop.documents.week_context import week_values
from ppe_desktop.documents.worker import RenderProcess
from ppe_desktop.domain.audit import Action, Deed
from ppe_desktop.domain.casefile import Item
from ppe_desktop.services.home import Home
from ppe_desktop.services.templates import template_of
from ppe_desktop.storage.database import Database, DatabaseThread
from ppe_desktop.storage.outside import note_outside
from ppe_desktop.storage.reading import read_profile

TOLD = "semaine"
"""What leaves, as the journal of accesses names it."""


class WeekService:
    """Use cases on the worker's week in Word; may be called from any thread but the database's own."""

    def __init__(self, database: Database, thread: DatabaseThread, renders: RenderProcess) -> None:
        self._database, self._thread, self._renders = database, thread, renders

    def neutral_name(self, home: Home) -> str:
        """Return a file name that tells nothing of a child: ``semaine_2026-11-23.docx``."""
        return f"semaine_{home.week[0].isoformat()}.docx"

    def write(self, home: Home, target: Path, *, initials_only: bool = False) -> Path:
        """Write the week where the person chose; the base remembers the copy in clear.

        Args:
            home: the first screen as it is.
            target: the file; one that exists is kept and the next free name taken.
            initials_only: no name, and nothing typed that may tell one.

        Raises:
            TemplateError, RenderError, OutputError: in French, with what to do.
        """
        template, version = template_of(self._database, self._thread, WEEK, home.today.day)
        values = week_values(home, self._thread.run(self._profile), version, initials_only=initials_only)
        content = self._renders.render(template, values)
        written = write_document(target, content)
        try:
            self._thread.run(self._note, written, content)
        except BaseException:
            written.unlink(missing_ok=True)  # what the base does not know of must not stay outside
            raise
        return written

    def _profile(self) -> Item | None:
        with self._database.work() as work:
            return read_profile(work.connection)

    def _note(self, path: Path, content: bytes) -> None:
        with self._database.work() as work:
            note_outside(work, str(path), content)
            work.note(Deed(Action.EXPORT, detail=TOLD))
            work.commit()
