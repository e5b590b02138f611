"""Journal: visits, calls, interviews and events in one continuous reading, newest first; the private notes apart."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import CaseFile, Item, Items
from ppe_desktop.domain.errors import PpeError, SituationError
from ppe_desktop.domain.journal import in_reading_order, is_blank
from ppe_desktop.domain.names import first_name_of
from ppe_desktop.domain.prints import Produced
from ppe_desktop.domain.vocabulary import JournalKind
from ppe_desktop.runtime import clock
from ppe_desktop.ui.forms.autosave import RETRY_MS
from ppe_desktop.ui.forms.context import FileContext
from ppe_desktop.ui.printing.preview import ask_pdf, preview_print
from ppe_desktop.ui.views.casefile.journal.entry_form import EntryForm
from ppe_desktop.ui.views.casefile.journal.filters import FilterBar
from ppe_desktop.ui.views.casefile.journal.marks import name_in
from ppe_desktop.ui.views.casefile.journal.notes_page import NotesPage
from ppe_desktop.ui.views.casefile.journal.reading_list import ReadingList
from ppe_desktop.ui.views.casefile.leaving import enter_print, form_of, write_print
from ppe_desktop.ui.views.casefile.section import Section
from ppe_desktop.ui.widgets.buttons import QuietButton, SecondaryButton
from ppe_desktop.ui.widgets.empty_state import EmptyState
from ppe_desktop.ui.widgets.flow_layout import FlowLayout
from ppe_desktop.ui.widgets.in_view import come_into_view
from ppe_desktop.ui.widgets.plain_label import PlainLabel
from ppe_desktop.ui.widgets.undo_bar import UndoBar

if TYPE_CHECKING:
    from PySide6.QtGui import QTextDocument
    from PySide6.QtPrintSupport import QPrinter

    from ppe_desktop.services.register import Written


class JournalSection(Section):
    """The journal of a child: everything in full, month by month; one entry at a time opens into its form."""

    def __init__(self, context: FileContext, parent: QWidget | None = None) -> None:
        super().__init__(context, context.tr("Journal"), parent)
        self._entries: tuple[Item, ...] | None = None
        self._statements: tuple[Item, ...] = ()
        self._notes: tuple[Item, ...] = ()
        self._to_show, self._is_swept, self._is_write_asked = "", False, False
        self._when_settled: list[Callable[[], None]] = []
        self._removed: Item | None = None
        self.form: EntryForm | None = None
        self.write_button = SecondaryButton(self.tr("Écrire dans le journal"), "pen-line", self.column)
        self.notes_button = QuietButton(self.tr("Mes notes de travail"), "lock", self.column)
        self.print_button = QuietButton(self.tr("Imprimer"), "printer", self.column)
        self.journal_page = QWidget(self.column)
        self.filters = FilterBar(self.journal_page)
        self.reading = ReadingList(self, self.journal_page)
        self.nothing_label = PlainLabel(
            self.tr("Aucune entrée ne répond à cette recherche."), "muted", parent=self.column
        )
        self.undo_bar = UndoBar(self)

        self._lay_out()
        self._connect()
        self._show_page(is_notes=False)
        self.nothing_label.hide()

    @cached_property
    def empty(self) -> EmptyState:
        """What an empty journal says; made for the first one."""
        made = EmptyState(
            "book-open",
            self.tr("Le journal est vide"),
            self.tr(
                "Ici s’écrivent les visites, les appels, les entretiens, et aussi les bonnes nouvelles et les souvenirs : "
                "l’enfant pourra les lire un jour."
            ),
            parent=self.journal_page,
        )
        layout = self.journal_page.layout()
        assert isinstance(layout, QVBoxLayout)
        layout.insertWidget(layout.indexOf(self.reading), made)
        return made

    @cached_property
    def notes(self) -> NotesPage:
        """The working notes; made the first time they are looked at."""
        made = NotesPage(self.context, self.column)
        made.hide()
        self.body.insertWidget(self.body.indexOf(self.journal_page) + 1, made)
        if self.context.file is not None:
            made.show_notes(self._notes, self.context.file)
        return made

    @cached_property
    def print_menu(self) -> QMenu:
        """The two ways of printing."""
        made = QMenu(self)
        made.addAction(self.tr("Aperçu et impression…"), self.preview_print)
        made.addAction(self.tr("Enregistrer en PDF…"), self._on_save_pdf)
        return made

    def _are_notes_shown(self) -> bool:
        return "notes" in self.__dict__ and not self.notes.isHidden()

    def _lay_out(self) -> None:
        self.body.removeWidget(self.title_label)
        head = QWidget(self.column)
        row = FlowLayout(head)  # with large letters the buttons go below the title
        for head_part in (self.title_label, self.write_button, self.print_button, self.notes_button):
            row.addWidget(head_part)
        self.title_label.setContentsMargins(0, 0, 16, 0)
        self.title_label.setMinimumHeight(self.write_button.sizeHint().height())
        column = QVBoxLayout(self.journal_page)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for widget in (self.filters, self.nothing_label, self.reading):
            column.addWidget(widget)
        self.body.addWidget(head)
        self.body.addWidget(self.journal_page)
        self.finish_layout()

    def _connect(self) -> None:
        self.write_button.clicked.connect(self.write)
        self.notes_button.clicked.connect(self._on_notes)
        self.print_button.clicked.connect(self._on_print)
        self.filters.changed.connect(self._on_filtered)
        self.reading.entry_requested.connect(self.edit)
        self.undo_bar.action_requested.connect(self._on_undo)
        self.context.autosaver.saved.connect(self._on_settled)
        self.print_shortcut = QShortcut(QKeySequence("Ctrl+P"), self, self.preview_print)
        self.find_shortcut = QShortcut(QKeySequence("Ctrl+F"), self, self._on_find)

    # Reading

    def show_file(self, file: CaseFile) -> None:
        """Read the journal again; what is being typed stays as it is."""
        if self._is_write_asked:
            self.write()
        self.context.tasks.ask(_read, self.context.tasks.session, file.child.id, then=self._on_read)

    def show_record(self, kind: str, record_id: str) -> None:
        """Show an entry, the entry of a part, or a working note, with the keyboard on it, now or once it is read."""
        if kind == "working_note":
            self._show_page(is_notes=True)
            self.notes.reveal(record_id)
            return
        self._show_page(is_notes=False)
        self._to_show = record_id
        if self._entries is not None:
            self._reveal()

    def entries(self) -> list[Item]:
        """Return the entries that answer the filters, the newest first."""
        return [item for item in self._shown() if item.record == "journal_entry"]

    def _on_read(self, read: tuple[tuple[Item, ...], tuple[Item, ...], tuple[Item, ...]]) -> None:
        file = self.context.file
        if file is None:
            return
        entries, self._statements, self._notes = read
        self._entries = entries
        present = next((entry for entry in entries if self.form and entry.id == self.form.entry_id), None)
        if self.form is not None and present is not None:
            self.form.show_item(present, file)
        if "notes" in self.__dict__:
            self.notes.show_notes(self._notes, file)
        self._name_notes_button()
        self._render()
        if self._to_show:
            self._reveal()
        if not self._is_swept:
            self._is_swept = True
            self._sweep()

    def _shown(self) -> list[Item]:
        """Return what is read now, in order: the entry being written stands where it was opened, whatever is looked for."""
        found = list(self._entries or ())
        if self.filters.wants_statements():
            found += self._statements
        writing = self.form.as_opened if self.form else None
        kept = [item for item in self.filters.search().found_among(found) if not writing or item.id != writing.id]
        return in_reading_order([*kept, writing] if writing else kept)

    def _render(self) -> None:
        file = self.context.file
        if file is None or self._entries is None:
            return
        self.filters.offer_kinds({entry.kind for entry in self._entries})
        shown = self._shown()
        self.reading.show_items(shown, file, self.form, self.form.entry_id if self.form else "")
        total = len(self._entries)
        is_empty = not total and self.form is None
        self.filters.setVisible(total > 1 or not self.filters.search().is_empty())
        self.filters.show_count(sum(item.record == "journal_entry" for item in shown), total)
        if is_empty or "empty" in self.__dict__:
            self.empty.setVisible(is_empty)
        self.nothing_label.setVisible(bool(total) and not shown)
        self.print_button.setEnabled(bool(total))

    def _reveal(self) -> None:
        """Show the entry asked for, out of the filters if they hide it; one not read yet is waited for."""
        wanted = next((e.id for e in self._entries or () if self._to_show in (e.id, e.part_id)), "")
        if not wanted:
            return
        self._to_show = ""
        if wanted not in [item.id for item in self._shown()]:
            self.filters.reset()
        if self.form is not None and self.form.entry_id == wanted:
            self.form.focus_text()
        else:
            self.reading.reveal(wanted)

    def _on_filtered(self) -> None:
        self.reading.show_from_the_start()
        self._render()

    def _on_find(self) -> None:
        self._show_page(is_notes=False)
        self.filters.words_field.setFocus()
        self.filters.words_field.selectAll()

    # Writing

    def write(self) -> None:
        """Begin an entry of today, on top, with the keyboard in its text; typing need not wait for the base."""
        file = self.context.file
        self._is_write_asked = file is None
        if file is None:
            return
        self._show_page(is_notes=False)
        if self.form is not None and self.form.is_blank():
            self.form.focus_text()
            return
        ids = self.context.tasks.session.journal.new_ids()
        self._open_form(_new_entry(ids, file))
        self._start(file.child.id, ids)

    def edit(self, entry_id: str) -> None:
        """Open an entry into its form, in its place."""
        entry = next((entry for entry in self._entries or () if entry.id == entry_id), None)
        if entry is not None:
            self._open_form(entry)

    def close_form(self) -> None:
        """Have done with the entry being written; if it holds nothing at all, it goes."""
        form = self._put_form_away()
        if form is None:
            return
        self.context.autosaver.send()
        is_blank_form = form.is_blank()
        if not is_blank_form:
            now = form.now()
            self._entries = tuple(now if entry.id == now.id else entry for entry in self._entries or ())
        self._render()
        card = self.reading.card(form.entry_id)
        if card is not None and not is_blank_form:
            card.setFocus()
        else:
            self.write_button.setFocus()

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave no empty entry behind."""
        super().hideEvent(event)
        if not event.spontaneous() and self.form is not None and self.form.is_blank():
            self._put_form_away()
            self._render()

    def _open_form(self, entry: Item) -> None:
        file = self.context.file
        if file is None:
            return
        if self.form is not None:
            self.close_form()
        self.form = EntryForm(self.context, entry, file, self.reading)
        self.form.closed.connect(self.close_form)
        self.form.removal_requested.connect(self._on_removal_requested)
        self.form.child_added.connect(self._on_child_added)
        self.form.child_removed.connect(self._on_child_removed)
        self._entries = self._entries or ()
        if entry.id not in {one.id for one in self._entries}:
            self.reading.show_from_the_start()
        self._render()
        self.form.show()
        self.form.focus_text()
        if self.form.text_form.sizeHint().height() < self.viewport().height():
            come_into_view(self.form.text_form)
        else:
            self.form.bring_caret_into_view()

    def _put_form_away(self) -> EntryForm | None:
        """Take the form off the page; an entry left empty disappears once what was typed and erased is in the base."""
        form, self.form = self.form, None
        if form is None:
            return None
        if form.is_blank():
            self._entries = tuple(entry for entry in self._entries or () if entry.id != form.entry_id)
            self._once_settled(partial(self._discard, form.entry_id))
        form.hide()
        form.deleteLater()
        return form

    def _start(self, child_id: str, ids: tuple[str, str]) -> None:
        self.context.tasks.ask(
            self.context.tasks.session.journal.start,
            child_id,
            JournalKind.NOTE.value,
            clock.now().date(),
            ids,
            then=self._on_changes,
            failed=partial(self._on_start_failed, child_id, ids),
        )

    def _on_start_failed(self, child_id: str, ids: tuple[str, str], error: PpeError) -> None:
        """Say why the entry is not in the base yet, and try again: its text is on the screen."""
        self.context.error_raised.emit(error)
        if isinstance(error, SituationError):
            _later(self, partial(self._start_again, child_id, ids))

    def _start_again(self, child_id: str, ids: tuple[str, str]) -> None:
        self._start(child_id, ids)
        if self.form is not None and self.form.entry_id == ids[0]:
            self.context.autosaver.note("journal_entry", ids[0], "text", self.form.text_editor.text.toPlainText())

    def _sweep(self) -> None:
        """Take away the entries left empty by a lock or a power cut."""
        for entry in self._entries or ():
            blank_part = not entry.part_text.strip()
            if is_blank(entry) and blank_part and not (self.form and self.form.entry_id == entry.id):
                self._once_settled(partial(self._discard, entry.id))

    def _discard(self, entry_id: str) -> None:
        if self.form is None or self.form.entry_id != entry_id:
            self.context.tasks.ask(self.context.tasks.session.journal.discard_if_blank, entry_id, then=self._on_changes)

    # Children concerned

    def _on_child_added(self, child_id: str) -> None:
        if self.form is not None:
            involve = self.context.tasks.session.journal.involve
            then = partial(self._on_involved, self.form.entry_id, child_id)
            self.context.tasks.ask(involve, self.form.entry_id, child_id, then=then, failed=self._on_refused)

    def _on_involved(self, entry_id: str, child_id: str, changes: Any) -> None:
        if changes.created and self.form is not None and self.form.entry_id == entry_id:
            self.form.begin_part(child_id, changes.created)
        self.context.changed.emit(changes)

    def _on_child_removed(self, child_id: str) -> None:
        file = self.context.file
        if self.form is not None and file is not None:
            name = name_in(file, child_id)
            said = self.tr("L’entrée ne concerne plus {name} ; sa partie est dans la corbeille.").format(name=name)
            self._once_settled(partial(self._remove, self.form.entry_id, child_id, said))

    # Removing

    def _on_removal_requested(self, is_for_all: bool) -> None:
        file = self.context.file
        if self.form is None or file is None:
            return
        name = first_name_of(file.child)
        said = self.tr("Entrée retirée du journal, pour tous les enfants concernés.")
        if len(self.form.item.children) < 2:
            said = self.tr("Entrée retirée du journal.")
        elif not is_for_all:
            said = self.tr("Entrée retirée du journal de {name} ; les autres la gardent.").format(name=name)
        self._once_settled(partial(self._remove, self.form.entry_id, None if is_for_all else file.child.id, said))

    def _remove(self, entry_id: str, child_id: str | None, said: str) -> None:
        self.context.tasks.ask(
            self.context.tasks.session.journal.remove,
            entry_id,
            child_id,
            then=partial(self._on_removed, said),
            failed=self._on_refused,
        )

    def _on_removed(self, said: str, changes: Any) -> None:
        self._removed = changes.removed
        form = self.form
        if form is not None and form.entry_id == changes.removed.id and form.item.part_id in changes.removed.thrown:
            self.form = None
            form.hide()
            form.deleteLater()
            self._entries = tuple(entry for entry in self._entries or () if entry.id != form.entry_id)
            self._render()
            self.write_button.setFocus()
        self.undo_bar.show_message(said.replace(" ;", "\N{NARROW NO-BREAK SPACE};"), self.tr("Annuler"))
        self.context.changed.emit(changes)

    def _on_undo(self) -> None:
        if self._removed is not None:
            put_back = self.context.tasks.session.journal.put_back
            self.context.tasks.ask(put_back, self._removed, then=self._on_put_back, failed=self._on_refused)
            self._removed = None

    def _on_put_back(self, changes: Any) -> None:
        self._to_show = changes.created
        self.context.changed.emit(changes)

    def _on_changes(self, changes: Any) -> None:
        self.context.changed.emit(changes)

    def _on_refused(self, error: PpeError) -> None:
        self.context.error_raised.emit(error)

    def _once_settled(self, work: Callable[[], None]) -> None:
        """Do something once everything typed is in the base: a text on its way never meets a record that is gone."""
        self._when_settled.append(work)
        if self.context.autosaver.is_settled():
            self._on_settled()
        else:
            self.context.autosaver.send()

    def _on_settled(self) -> None:
        waiting, self._when_settled = self._when_settled, []
        for work in waiting:
            work()

    # Working notes

    def _on_notes(self) -> None:
        self._show_page(is_notes=not self._are_notes_shown())

    def _show_page(self, *, is_notes: bool) -> None:
        if is_notes or "notes" in self.__dict__:
            self.notes.setVisible(is_notes)
        self.journal_page.setVisible(not is_notes)
        self.print_button.setVisible(not is_notes)
        self.write_button.setVisible(not is_notes)
        self.title_label.setText(self.tr("Mes notes de travail") if is_notes else self.tr("Journal"))
        self._name_notes_button()

    def _name_notes_button(self) -> None:
        count = len(self._notes)
        name = self.tr("Mes notes de travail") + (f" ({count})" if count else "")
        self.notes_button.setText(name if not self._are_notes_shown() else self.tr("Revenir au journal"))

    # Printing

    def preview_print(self) -> None:
        """Show the journal as it would print, as filtered; what is printed goes in the register."""
        file = self.context.file
        if file is None or not self.entries():
            return
        printed = partial(self._on_printed, file.child.id)
        preview_print(self, "journal_preview", self.tr("Aperçu du journal"), self._on_paint_requested, printed)

    def save_pdf(self, path: Path) -> None:
        """Write the journal as filtered in a PDF, and enter it in the register."""
        from ppe_desktop.ui.views.casefile.journal.printing import left_out, pdf_of

        file = self.context.file
        if file is not None:
            write_print(
                self.context,
                file.child.id,
                Produced.JOURNAL,
                path,
                pdf_of(self._printed(file)),
                left_out(self.filters.search()),
                then=self._on_pdf_written,
                failed=self._on_refused,
            )

    def _printed(self, file: CaseFile) -> QTextDocument:
        from ppe_desktop.ui.views.casefile.journal.printing import journal_document

        return journal_document(self.entries(), file, self.filters.search(), clock.now().date())

    def _on_paint_requested(self, printer: QPrinter) -> None:
        from ppe_desktop.ui.views.casefile.journal.printing import print_pages

        file = self.context.file
        if file is not None:
            print_pages(printer, self._printed(file))

    def _on_printed(self, child_id: str, printer: QPrinter) -> None:
        from ppe_desktop.ui.views.casefile.journal.printing import left_out

        enter_print(self.context, child_id, Produced.JOURNAL, form_of(printer), left_out(self.filters.search()))

    def _on_print(self) -> None:
        self.print_menu.popup(self.print_button.mapToGlobal(self.print_button.rect().bottomLeft()))

    def _on_save_pdf(self) -> None:
        name = self.tr("Journal {day}.pdf").format(day=clock.now().date().isoformat())
        ask_pdf(self, self.tr("Enregistrer le journal"), name, self.save_pdf)

    def _on_pdf_written(self, written: Written) -> None:
        self.undo_bar.show_message(
            self.tr("Journal enregistré en PDF, hors de la base : relisez-le avant de le remettre.")
        )
        self.context.changed.emit(written.changes)


def _later(owner: QWidget, work: Callable[[], None]) -> None:
    from PySide6.QtCore import QTimer

    QTimer.singleShot(RETRY_MS, owner, work)


def _read(session: Any, child_id: str) -> tuple[tuple[Item, ...], tuple[Item, ...], tuple[Item, ...]]:
    """Read the journal, the words said and the notes, in one go on the database thread."""
    statements: Items = session.files.statements(child_id)
    return session.journal.read(child_id), statements.of("statement"), session.journal.notes(child_id)


def _new_entry(ids: tuple[str, str], file: CaseFile) -> Item:
    """Return the entry that is about to be made, as the base will have it."""
    values = {
        "text": "",
        "kind": JournalKind.NOTE.value,
        "happened_on": clock.now().date(),
        "at_time": "",
        "present": "",
        "place": "",
        "part_id": ids[1],
        "part_text": "",
        "children": (file.child.id,),
    }
    return Item("journal_entry", ids[0], 0, values)
