"""Turn the driver's errors into ours, by their numeric code: their texts are in English and may quote data."""

from __future__ import annotations

from sqlalchemy.exc import DBAPIError

from ppe_desktop.domain.errors import BaseInUseError, DamagedBaseError, PpeError, SaveFailedError

# Primary result codes of SQLite (https://sqlite.org/rescode.html); the driver gives extended ones.
_BUSY, _LOCKED = 5, 6
_PERM, _READONLY, _IOERR, _FULL, _CANTOPEN = 3, 8, 10, 13, 14
_CORRUPT, _NOTADB = 11, 26

_ERRORS: dict[int, type[PpeError]] = {
    **dict.fromkeys((_PERM, _READONLY, _IOERR, _FULL, _CANTOPEN), SaveFailedError),
    **dict.fromkeys((_CORRUPT, _NOTADB), DamagedBaseError),
    **dict.fromkeys((_BUSY, _LOCKED), BaseInUseError),
}


def translate_database_error(error: BaseException) -> PpeError | None:
    """Return our error for a driver or SQLAlchemy error about the disk, the file or the lock.

    Nothing of the original text is kept. Raise the result ``from None``.

    Returns:
        The error to raise, or ``None`` for anything else (a constraint, a fault of ours).
    """
    cause = error.orig if isinstance(error, DBAPIError) else error
    code = getattr(cause, "sqlite_errorcode", None)
    if not isinstance(code, int):
        return None
    kind = _ERRORS.get(code & 0xFF)
    return kind() if kind else None


def named(error: BaseException) -> str:
    """Return what may be reported of an error that has no sentence of ours: its class, and its name in SQLite; never its text."""
    return " ".join(filter(None, (type(error).__name__, getattr(error, "sqlite_errorname", ""))))
