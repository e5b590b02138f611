"""Safe file writing, private folders and process hardening: the only module that knows POSIX from Windows here."""

from __future__ import annotations

import contextlib
import ctypes
import os
import secrets
import stat
import sys
import time
from pathlib import Path

_REPLACE_ATTEMPTS = 10
_REPLACE_PAUSE_SECONDS = 0.1
_LEFTOVER_SUFFIX = ".partiel"
_PRIVATE_FILE = stat.S_IRUSR | stat.S_IWUSR
_ORDINARY_FILE = 0o666  # narrowed by the umask
_PRIVATE_FOLDER = stat.S_IRWXU
_WINDOWS_NOT_CONTENT_INDEXED = 0x2000
_WINDOWS_INVALID_ATTRIBUTES = 0xFFFFFFFF
_WINDOWS_SILENT_FAULTS = (
    0x0001 | 0x0002 | 0x8000
)  # no critical-error, crash or open-file dialog (and no dump from them)
_LINUX_PR_SET_DUMPABLE = 4


def write_atomically(path: Path, data: bytes, *, private: bool) -> None:
    """Replace ``path`` by ``data`` as a whole: after a crash at any instant the file is the old one or the new one.

    Args:
        path: file to write; its folder must exist.
        data: whole content.
        private: readable by the owner only (best effort on Windows, where the folder's access list applies).

    Raises:
        OSError: full disk, read-only folder, file held by another program for more than a second. Nothing is left behind
            and the former file is intact.
    """
    partial = path.with_name(f".{path.name}.{secrets.token_hex(6)}{_LEFTOVER_SUFFIX}")
    try:
        _write_and_sync(partial, data, _PRIVATE_FILE if private else _ORDINARY_FILE)
        _replace_patiently(partial, path)
    except BaseException:
        with contextlib.suppress(OSError):
            partial.unlink()
        raise
    sync_folder(path.parent)


def clear_leftovers(path: Path) -> int:
    """Delete the partial files that a killed :func:`write_atomically` left for ``path``; return how many.

    Call it only where nobody else may be writing ``path`` at the same time.
    """
    removed = 0
    for leftover in path.parent.glob(f".{path.name}.*{_LEFTOVER_SUFFIX}"):
        with contextlib.suppress(OSError):
            leftover.unlink()
            removed += 1
    return removed


def create_private_file(path: Path) -> None:
    """Create ``path`` empty, readable by the owner only.

    Raises:
        FileExistsError: something is already there; it is not touched.
        OSError: the folder cannot be written.
    """
    os.close(_open_new(path, _PRIVATE_FILE))
    sync_folder(path.parent)


def make_private_folder(path: Path) -> None:
    """Create ``path`` if needed and close it to others: mode 0700, or no content indexing on Windows (best effort).

    Raises:
        OSError: the folder cannot be created.
    """
    path.mkdir(mode=_PRIVATE_FOLDER, parents=True, exist_ok=True)
    if sys.platform == "win32":
        _refuse_indexing(path)
    else:
        path.chmod(_PRIVATE_FOLDER)


def restrict_process() -> None:
    """Keep what the process writes private and its memory out of crash dumps; every measure is best effort."""
    os.umask(0o077)
    if sys.platform == "win32":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.windll.kernel32.SetErrorMode(_WINDOWS_SILENT_FAULTS)
    else:
        _forbid_core_dumps()


def sync_folder(folder: Path) -> None:
    """Make a creation or renaming in ``folder`` last through a power cut (POSIX; Windows has no such call).

    Raises:
        OSError: the disk refused.
    """
    if sys.platform != "win32":
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def _open_new(path: Path, mode: int) -> int:
    # O_BINARY exists on Windows only, O_NOFOLLOW on POSIX only.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    return os.open(path, flags, mode)


def _write_and_sync(path: Path, data: bytes, mode: int) -> None:
    with os.fdopen(_open_new(path, mode), "wb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())


def _replace_patiently(source: Path, target: Path) -> None:
    """Rename over ``target``; an antivirus or a sync client may hold it for an instant on Windows."""
    for attempt in range(1, _REPLACE_ATTEMPTS + 1):
        try:
            source.replace(target)
            return
        except PermissionError:
            if attempt == _REPLACE_ATTEMPTS:
                raise
            time.sleep(_REPLACE_PAUSE_SECONDS)


def _refuse_indexing(path: Path) -> None:
    if sys.platform == "win32":
        with contextlib.suppress(OSError, AttributeError):
            kernel = ctypes.windll.kernel32
            attributes = kernel.GetFileAttributesW(str(path)) & _WINDOWS_INVALID_ATTRIBUTES
            if attributes != _WINDOWS_INVALID_ATTRIBUTES:
                kernel.SetFileAttributesW(str(path), attributes | _WINDOWS_NOT_CONTENT_INDEXED)


def _forbid_core_dumps() -> None:
    if sys.platform != "win32":
        import resource  # POSIX only

        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            ctypes.CDLL(None).prctl(_LINUX_PR_SET_DUMPABLE, 0, 0, 0, 0)
