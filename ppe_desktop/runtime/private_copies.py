"""Copies in clear made for another program: in a private folder, under neutral names, erased at the lock and at the next start."""

from __future__ import annotations

import contextlib
import shutil
import stat
import tempfile
from pathlib import Path

from ppe_desktop.runtime.files import make_private_folder

WORK_FOLDER = "travail"
"""Folder of a base in which they lie."""
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

    def write(self, content: bytes, suffix: str) -> Path:
        """Write a copy that its owner alone may read; return its path.

        Args:
            content: what it holds.
            suffix: ending that tells the other program what it is.

        Raises:
            OSError: full disk, or a folder that cannot be written; nothing is left behind.
        """
        make_private_folder(self._folder)
        folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=self._folder))  # created 0700
        copy = folder / f"document{suffix}"
        try:
            copy.write_bytes(content)
            copy.chmod(stat.S_IRUSR)
        except BaseException:
            erase_folder(folder)
            raise
        return copy

    def wipe(self) -> int:
        """Erase every copy; return how many could not be, held by another program: the next start erases them."""
        for folder in self._all():
            erase_folder(folder)
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
