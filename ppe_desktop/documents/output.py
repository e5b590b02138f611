"""Writing a document where the user wants it, and saying in plain words why it could not be."""

from __future__ import annotations

import errno
import itertools
from collections.abc import Iterable
from pathlib import Path

from ppe_desktop.domain.errors import OutputError
from ppe_desktop.runtime.files import write_atomically

_OPEN_ELSEWHERE = "Ce document est ouvert dans Word ou LibreOffice. Fermez-le, puis recommencez, ou choisissez un autre nom. Rien n’a été perdu."
_FULL = "Le disque est plein : le document n’a pas été écrit. Libérez de la place ou choisissez un autre emplacement, puis recommencez."
_READ_ONLY = (
    "Ce dossier est protégé : le document n’a pas pu y être écrit. Choisissez un autre dossier, par exemple Documents."
)
_TOO_LONG = "Le nom ou l’emplacement choisi est trop long. Raccourcissez le nom du document ou choisissez un dossier plus proche, puis recommencez."
_GONE = "Le dossier choisi n’existe pas ou n’est plus accessible (clé retirée, réseau coupé). Choisissez un autre dossier, puis recommencez."
_FILE_TAKEN = "Un dossier porte déjà ce nom : le document n’a pas été écrit. Choisissez un autre nom, puis recommencez."
_MESSAGES = {
    errno.ENOSPC: _FULL,
    getattr(errno, "EDQUOT", -1): _FULL,
    errno.EFBIG: _FULL,
    errno.EACCES: _READ_ONLY,
    errno.EPERM: _READ_ONLY,
    errno.EROFS: _READ_ONLY,
    errno.ENAMETOOLONG: _TOO_LONG,
    errno.ENOENT: _GONE,
    errno.ENOTDIR: _GONE,
    errno.ENODEV: _GONE,
    errno.EIO: _GONE,
    errno.EISDIR: _FILE_TAKEN,
    errno.EBUSY: _OPEN_ELSEWHERE,
    getattr(errno, "ETXTBSY", -2): _OPEN_ELSEWHERE,
}
_WINDOWS_MESSAGES = {
    32: _OPEN_ELSEWHERE,  # ERROR_SHARING_VIOLATION
    33: _OPEN_ELSEWHERE,  # ERROR_LOCK_VIOLATION
    39: _FULL,  # ERROR_HANDLE_DISK_FULL
    112: _FULL,  # ERROR_DISK_FULL
    206: _TOO_LONG,  # ERROR_FILENAME_EXCED_RANGE
}
_WINDOWS_PATH_LIMIT = 259


def write_document(path: Path, data: bytes, *, overwrite: bool = False) -> Path:
    """Write a document for the user, readable by its owner only, whole or not at all.

    Args:
        path: file chosen.
        data: its content.
        overwrite: replace an existing file; otherwise the next free name is taken (``rapport_2.docx``).

    Returns:
        The path really written.

    Raises:
        OutputError: the reason and the way out in French; the path is in ``detail``.
    """
    target = path
    try:
        target = path if overwrite else _free_name(path)
        if is_open_elsewhere(target):
            raise OutputError(_OPEN_ELSEWHERE, detail=str(target))
        write_atomically(target, data, private=True)
    except OSError as error:
        raise OutputError(_reason(error, target), detail=str(target)) from error
    return target


def free_together(path: Path, suffixes: Iterable[str]) -> Path:
    """Return the first name that none of several files to write side by side finds taken: ``rapport_2.docx``, with ``rapport_2.pdf``.

    Raises:
        OutputError: the place cannot be read; the path is in ``detail``.
    """
    endings = tuple(suffixes)
    names = (
        path if number == 1 else path.with_name(f"{path.stem}_{number}{path.suffix}") for number in itertools.count(1)
    )
    try:
        return next(name for name in names if not any(name.with_suffix(ending).exists() for ending in endings))
    except OSError as error:
        raise OutputError(_reason(error, path), detail=str(path)) from error


def is_open_elsewhere(path: Path) -> bool:
    """Tell whether Word or LibreOffice left the owner file they keep beside an open document."""
    name = path.name
    # Word replaces the first one or two letters of a long name
    owners = (f".~lock.{name}#", f"~${name}", f"~${name[1:]}", f"~${name[2:]}")
    return path.exists() and any((path.parent / owner).exists() for owner in owners)


def _free_name(path: Path) -> Path:
    if not path.exists():
        return path
    candidates = (path.with_name(f"{path.stem}_{number}{path.suffix}") for number in itertools.count(2))
    return next(candidate for candidate in candidates if not candidate.exists())


def _reason(error: OSError, path: Path) -> str:
    windows_code = getattr(error, "winerror", None)
    if windows_code in _WINDOWS_MESSAGES:
        return _WINDOWS_MESSAGES[windows_code]
    if windows_code is not None and len(str(path)) > _WINDOWS_PATH_LIMIT:
        return _TOO_LONG
    if error.errno == errno.EACCES and windows_code is not None and path.exists():
        return _OPEN_ELSEWHERE
    return _MESSAGES.get(error.errno or 0, OutputError.default_message)
