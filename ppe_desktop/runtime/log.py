"""Logging that holds no personal data: time, level, place in the code and kind of error; never a message, a value or a path."""

from __future__ import annotations

import logging
import secrets
import sys
import threading
import traceback
from pathlib import Path
from types import TracebackType

LOGGER = logging.getLogger("ppe_desktop")


class NeutralFormatter(logging.Formatter):
    """Writes what our own code says, and of an error only its class and where it rose."""

    def format(self, record: logging.LogRecord) -> str:
        """Return one line; the text of a foreign library's record is left out."""
        ours = record.name == LOGGER.name or record.name.startswith(LOGGER.name + ".")
        said = record.getMessage() if ours else "(message d’une bibliothèque, non conservé)"
        error = record.exc_info[1] if record.exc_info else None
        where = f" {summary(error)}" if error else ""
        return f"{self.formatTime(record)} {record.levelname} {record.name} {said}{where}"

    def formatException(self, ei: object) -> str:  # noqa: N802 - logging's own name
        """Leave the text of tracebacks out: messages of exceptions may hold values."""
        return ""


def summary(error: BaseException) -> str:
    """Return the class of an error and the places of our code it went through, without any value."""
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{Path(frame.filename).stem}:{frame.lineno}" for frame in frames][-6:]
    code = getattr(error, "code", "")
    return f"{type(error).__name__}{f' [{code}]' if isinstance(code, str) and code else ''} à {' > '.join(places)}"


def report_defect(error: BaseException) -> str:
    """Log a fault of ours and return the report to show: an incident number, the class of the error, places in the code."""
    incident = secrets.token_hex(4)
    report = f"Incident {incident} : {summary(error)}"
    LOGGER.error(report)
    return report


def start_logging(folder: Path) -> None:
    """Write the log to ``folder`` (5 files of 1 MB at most) and catch what nobody caught, on every thread."""
    from logging.handlers import RotatingFileHandler  # brings sockets and pickles: not before the window is painted

    _catch_uncaught()
    folder.mkdir(parents=True, exist_ok=True)
    handler = RotatingFileHandler(folder / "journal-technique.log", maxBytes=1_000_000, backupCount=4, encoding="utf-8")
    handler.setFormatter(NeutralFormatter())
    root = logging.getLogger()
    root.setLevel(logging.WARNING)
    root.addHandler(handler)
    LOGGER.setLevel(logging.INFO)


def _catch_uncaught() -> None:
    """Report what nobody caught without its values."""
    sys.excepthook = _on_uncaught
    threading.excepthook = _on_uncaught_in_thread
    sys.unraisablehook = _on_unraisable
    logging.captureWarnings(True)  # Python would print them on stderr, values included
    logging.raiseExceptions = False  # a log that cannot be written would print its record, values included, on stderr


def _on_uncaught(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    if isinstance(error, KeyboardInterrupt):
        raise SystemExit(130)
    report_defect(error)


def _on_uncaught_in_thread(args: threading.ExceptHookArgs) -> None:
    if args.exc_value is not None:
        report_defect(args.exc_value)


def _on_unraisable(unraisable: sys.UnraisableHookArgs) -> None:
    if unraisable.exc_value is not None:
        report_defect(unraisable.exc_value)
