"""The lines of the search panel: files, what was found in them, commands, and the headings between."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.search import Excerpt, FoundFile, Hit, Results, parse_query
from ppe_desktop.domain.texts import plain

Index = QModelIndex | QPersistentModelIndex
LINE_ROLE = Qt.ItemDataRole.UserRole


@dataclass(frozen=True, slots=True)
class Command:
    """Something the program can do, found by its name.

    Attributes:
        key: stable name.
        label: French name.
        icon: name of its icon.
        words: other words by which it is found.
    """

    key: str
    label: str
    icon: str
    words: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """One line; the one of its attributes that is set tells what it is.

    Attributes:
        heading: words above a group of lines; it cannot be chosen.
        file: a child's file.
        hit: a record found in the file above.
        command: something to do.
    """

    heading: str = ""
    file: FoundFile | None = None
    hit: Hit | None = None
    command: Command | None = None

    def said(self) -> str:
        """Return the line as a screen reader says it."""
        if self.file:
            return self.file.name.text
        if self.hit:
            return ", ".join(part for part in (self.hit.label, long_date(self.hit.day), self.hit.excerpt.text) if part)
        return self.command.label if self.command else self.heading


class LinesModel(QAbstractListModel):
    """What the panel shows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: Sequence[Line] = ()

    def set_lines(self, lines: Sequence[Line]) -> None:
        """Show other lines."""
        self.beginResetModel()
        self._lines = lines
        self.endResetModel()

    def line(self, row: int) -> Line:
        """Return the line of a row."""
        return self._lines[row]

    def rowCount(self, parent: Index = QModelIndex()) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self._lines)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Return the line, or its words."""
        if role == LINE_ROLE:
            return self._lines[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole):
            return self._lines[index.row()].said()
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Let everything be chosen but headings."""
        is_heading = bool(index.isValid() and self._lines[index.row()].heading)
        return Qt.ItemFlag.NoItemFlags if is_heading else Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


def result_lines(results: Results, commands: Sequence[Command]) -> list[Line]:
    """Return the lines of an answer: the children named, then the commands, then what was found in the files."""
    named = [file for file in results.files if file.is_named]
    others = [file for file in results.files if not file.is_named]
    return [*_of_files(named), *(Line(command=command) for command in commands), *_of_files(others)]


def first_lines(recent: Sequence[FoundFile], commands: Sequence[Command], files: str, actions: str) -> list[Line]:
    """Return what is offered before anything is typed, under two headings."""
    lines = [Line(heading=files), *(Line(file=file) for file in recent)] if recent else []
    return [*lines, Line(heading=actions), *(Line(command=command) for command in commands)]


def matching(commands: Sequence[Command], text: str) -> list[Command]:
    """Return the commands in whose names every word typed begins a word; from the second letter."""
    words = parse_query(text).words
    if sum(map(len, words)) < 2:
        return []
    return [command for command in commands if _holds(f" {plain(f'{command.label} {command.words}')}", words)]


def _holds(text: str, words: Iterable[str]) -> bool:
    return all(f" {word}" in text for word in words)


def _of_files(files: Iterable[FoundFile]) -> list[Line]:
    lines = []
    for file in files:
        lines.append(Line(file=file))
        lines += [Line(hit=hit) for hit in file.hits]
    return lines


def as_excerpt(line: Line) -> Excerpt:
    """Return the words of a line that may hold what was typed."""
    if line.hit:
        return line.hit.excerpt
    return line.file.name if line.file else Excerpt(line.said())
