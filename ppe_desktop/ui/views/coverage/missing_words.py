"""Whose words a plan, a meeting, a report, an interview or a document lacks, said before it is finished; nothing is blocked."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppe_desktop.domain.coverage import Occasion, Voice, missing_words
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.ui.tasks import Tasks
from ppe_desktop.ui.views.coverage.voice_note import VoiceNote
from ppe_desktop.ui.widgets.banner import Banner
from ppe_desktop.ui.widgets.chip import ChipButton
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.styling import announce


class MissingWords(QWidget):
    """A banner that says whose recent words are missing, and takes them or the reason; hidden as long as none is.

    Signals:
        noted: words or a reason are in the base; carries the ``Changes``.
        told: it was looked whether words are missing; carries whether some are.

    Attributes:
        voices: a button for each voice that is missing, by speaker and person.
        note: where the words of one of them are being noted, if they are.
    """

    noted = Signal(object)
    told = Signal(bool)

    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("missing_words")
        self._tasks = tasks
        self._look: Callable[[], None] | None = None
        self._child_id = ""
        self.banner = Banner("", "soon", closable=False, parent=self)
        self.label = self.banner.label
        self.voices: dict[tuple[str, str], ChipButton] = {}
        self.note: VoiceNote | None = None
        self._row = QWidget(self)
        self._flow = FlowLayout(self._row)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self.banner)
        self._column.addWidget(self._row)
        self.hide()

    def look_at(self, child_id: str, kind: str, record_id: str) -> None:
        """Look for whose words an occasion lacks.

        Args:
            child_id: the child.
            kind: ``"child_plan"``, ``"meeting"``, ``"situation_report"``, ``"autonomy_interview"``.
            record_id: identifier.
        """
        look = self._tasks.session.coverage.of_occasion
        then = partial(self._on_looked, child_id)
        self._look = partial(self._tasks.ask, look, child_id, kind, record_id, then=then, failed=self._on_failed)
        self._look()

    def look_at_document(self, document: str, subject_id: str) -> None:
        """Look for whose words a document about to be made lacks; most letters await nobody's.

        Args:
            document: kind of document.
            subject_id: the record it is about.
        """
        look = self._tasks.session.coverage.of_document
        self._look = partial(
            self._tasks.ask, look, document, subject_id, then=self._on_document_looked, failed=self._on_failed
        )
        self._look()

    def show_occasion(self, occasion: Occasion | None) -> None:
        """Say whose words are missing; of what is past nothing more can be taken."""
        said = missing_words(occasion.voices) if occasion is not None else ""
        is_shown = bool(said) or self.note is not None
        if said and (self.label.text() != said or self.isHidden()):
            self.banner.set_message(said, "soon")
        self.banner.setVisible(bool(said))
        self._show_voices(occasion.missing if occasion is not None and occasion.is_open and self._child_id else ())
        if is_shown and self.isHidden():
            self.show()
            announce(self, said)
        self.setVisible(is_shown)
        self.told.emit(bool(said))

    def _show_voices(self, missing: tuple[Voice, ...]) -> None:
        wanted = {(voice.speaker, voice.person_id): voice for voice in missing}
        if list(wanted) != list(self.voices):
            for chip in self.voices.values():
                self._flow.removeWidget(chip)
                chip.hide()
                chip.deleteLater()
            self.voices = {key: self._chip(voice) for key, voice in wanted.items()}
        self._row.setVisible(bool(self.voices))

    def _chip(self, voice: Voice) -> ChipButton:
        said = self.tr("Noter pour {name}").format(name=voice.name)
        chip = ChipButton(said, "neutral", "quote", parent=self._row)
        chip.setToolTip(self.tr("Ses mots, ou pourquoi il n’y en a pas"))
        chip.clicked.connect(partial(self._on_voice, voice))
        self._flow.addWidget(chip)
        chip.show()
        return chip

    def _on_voice(self, voice: Voice) -> None:
        self._close_note()
        self.note = VoiceNote(self._tasks, self._child_id, voice, self)
        self._column.addWidget(self.note)
        self.note.kept.connect(self._on_kept)
        self.note.finished.connect(self._on_finished)
        self.note.show()
        self.note.text.setFocus()

    def _close_note(self) -> None:
        if self.note is not None:
            note, self.note = self.note, None
            self._column.removeWidget(note)
            note.hide()
            note.deleteLater()

    def _on_finished(self) -> None:
        self._close_note()
        if self._look is not None:
            self._look()
        first = next(iter(self.voices.values()), None)
        if first is not None:
            first.setFocus()

    def _on_kept(self, changes: object) -> None:
        self.noted.emit(changes)
        if self._look is not None:
            self._look()

    def _on_looked(self, child_id: str, occasion: Occasion | None) -> None:
        self._child_id = child_id
        self.show_occasion(occasion)

    def _on_document_looked(self, found: tuple[str, Occasion] | None) -> None:
        self._child_id = found[0] if found is not None else ""
        self.show_occasion(found[1] if found is not None else None)

    def _on_failed(self, _error: PpeError) -> None:
        self.hide()  # what the document is about is gone: the screen that shows it says so
