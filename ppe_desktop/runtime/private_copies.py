"""Copies in clear made for another program: in a private folder, under neutral names, erased at the lock and at the next start."""

from __future__ import annotations

import contextlib
import hashlib
import shutil
import stat
import tempfile
from pathlib import Path

from ppe_desktop.runtime.files import make_private_folder

_PREFIX = "copie-"
_BLOCK = 1024 * 1024


class PrivateCopies:
    """The copies in clear of one base."""

    def __init__(self, folder: Path) -> None:
        """Prepare the copies.

        Args:
            folder: private folder of the base in which they lie; made when needed.
        """
        self._folder = folder
        self._editable: dict[Path, bytes] = {}

    def write(self, content: bytes, suffix: str, *, is_editable: bool = False) -> Path:
        """Write a copy that its owner alone may read; return its path.

        Args:
            content: what it holds.
            suffix: ending that tells the other program what it is.
            is_editable: it may be changed there, and is then offered back by :meth:`changed`.

        Raises:
            OSError: full disk, or a folder that cannot be written; nothing is left behind.
        """
        make_private_folder(self._folder)
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=self._folder))  # created 0700
        copy = folder / f"document{suffix}"
        try:
            copy.write_bytes(content)
            copy.chmod(stat.S_IRUSR | stat.S_IWUSR if is_editable else stat.S_IRUSR)
        except BaseException:
            erase_folder(folder)
            raise
        if is_editable:
            self._editable[copy] = hashlib.sha256(content).digest()
        return copy

    def changed(self) -> list[tuple[Path, bytes]]:
        """Return the copies changed in the other program since they were written, with what they hold now, to be taken back.

        One that the other program holds at this instant is told the next time.
        """
        found = []
        for copy, written in self._editable.items():
            with contextlib.suppress(OSError):
                content = copy.read_bytes()
                if hashlib.sha256(content).digest() != written:
                    found.append((copy, content))
        return found

    def taken_back(self, copy: Path, content: bytes) -> None:
        """Note that what a copy holds is in the base now."""
        if copy in self._editable:
            self._editable[copy] = hashlib.sha256(content).digest()

    def wipe(self) -> int:
        """Erase every copy; return how many could not be, held by another program: the next start erases them."""
        for folder in self._all():
            erase_folder(folder)
        self._editable = {copy: written for copy, written in self._editable.items() if copy.exists()}
        return len(self._all())

    def _all(self) -> list[Path]:
        return [path for path in self._folder.glob(f"{_PREFIX}*") if path.is_dir() and not path.is_symlink()]


def erase_file(file: Path) -> None:
    """Overwrite then delete one file in clear, as far as the system lets it.

    Raises:
        OSError: it cannot be deleted.
    """
    with contextlib.suppress(OSError):
        _overwrite(file)
    file.unlink(missing_ok=True)


def erase_folder(folder: Path) -> None:
    """Overwrite then delete a folder of copies in clear, as far as the system lets it."""
    for file in folder.rglob("*"):
        if file.is_file() and not file.is_symlink():
            with contextlib.suppress(OSError):
                _overwrite(file)
    shutil.rmtree(folder, ignore_errors=True)


def _overwrite(file: Path) -> None:
    # a brake, not a promise: flash memory keeps old blocks
    file.chmod(stat.S_IRUSR | stat.S_IWUSR)
    left = file.stat().st_size
    with file.open("r+b") as stream:
        while left > 0:
            left -= stream.write(bytes(min(left, _BLOCK)))
