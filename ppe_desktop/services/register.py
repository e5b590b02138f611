"""Prints and exports of a screen: written where asked, and entered in the register of what left the base."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from ppe_desktop.documents.output import write_document
from ppe_desktop.domain.prints import Produced, forms_said
from ppe_desktop.domain.withholding import Withheld
from ppe_desktop.services.changes import Changes
from ppe_desktop.storage.database import Database, DatabaseThread
from ppe_desktop.storage.outside import note_outside
from ppe_desktop.storage.register import add_to_register


@dataclass(frozen=True, slots=True)
class Written:
    """A print that was written outside the base.

    Attributes:
        path: the file.
        changes: the line of the register.
    """

    path: Path
    changes: Changes


class RegisterService:
    """Use cases on the register of what left the base, for what has no template.

    What was printed is not kept: it can be printed again from the file. Its fingerprint tells whether a file is the one that was
    written. :meth:`enter` works on the database thread, :meth:`write` on any other.
    """

    def __init__(self, database: Database, thread: DatabaseThread) -> None:
        self._database, self._thread = database, thread

    def enter(
        self,
        child_id: str,
        printed: str,
        form: str,
        withheld: Sequence[Withheld] = (),
        sha256: str = "",
        recipient: str = "",
        path: Path | None = None,
    ) -> Changes:
        """Enter what was printed or copied.

        Args:
            child_id: the child it is about.
            printed: what it shows: a :class:`~ppe_desktop.domain.prints.Produced`.
            form: a :class:`~ppe_desktop.domain.prints.Form`.
            withheld: what it does not show.
            sha256: fingerprint of the file; nothing for what has none.
            recipient: for whom it was made; nothing for the service.
            path: the file in clear that was written, if there is one.

        Raises:
            UnknownRecordError: there is no such child.
        """
        with self._database.work() as work:
            work.get("child", child_id)
            created = add_to_register(
                work,
                told(printed, recipient, form),
                child_id=child_id,
                document=printed,
                recipient=recipient,
                file_format=form,
                is_draft=True,
                sha256=sha256,
                template_sha256="",
                withheld=withheld_as_text(withheld),
                author=self._database.author,
            )
            if path is not None:
                note_outside(work, str(path), sha256, child_id=child_id, produced_id=created)
            work.commit()
            return Changes(frozenset(work.changed), created)

    def write(
        self,
        child_id: str,
        printed: str,
        target: Path,
        content: bytes,
        withheld: Sequence[Withheld] = (),
        recipient: str = "",
    ) -> Written:
        """Write a print where the person chose, and enter it; what cannot be entered is taken back.

        Args:
            child_id: the child it is about.
            printed: what it shows.
            target: the file chosen, replaced if it is there; its ending tells its form.
            content: the file.
            withheld: what it does not show.
            recipient: for whom it was made; nothing for the service.

        Raises:
            OutputError: it cannot be written there; in French, with what to do.
        """
        form = target.suffix.lower().lstrip(".")
        path = write_document(target, content, overwrite=True)
        fingerprint = hashlib.sha256(content).hexdigest()
        try:
            changes = self._thread.run(self.enter, child_id, printed, form, withheld, fingerprint, recipient, path)
        except BaseException:
            path.unlink(missing_ok=True)  # what is not in the register must not stay outside
            raise
        return Written(path, changes)


def told(document: str, recipient: str, file_format: str) -> str:
    """Return what the history says of a line of the register: "Journal · PDF"."""
    return " · ".join(part for part in (Produced.label_of(document), recipient, forms_said(file_format)) if part)


def sources_as_text(sources: Iterable[tuple[str, str]]) -> str:
    """Return the records a document prints as the register keeps them, each once."""
    return json.dumps(list(dict.fromkeys(sources)))


def withheld_as_text(withheld: Sequence[Withheld]) -> str:
    """Return what was withheld as the register keeps it."""
    return json.dumps([asdict(entry) for entry in withheld], ensure_ascii=False)
