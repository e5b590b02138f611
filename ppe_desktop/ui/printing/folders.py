"""Where a file that leaves the base is proposed to go: a folder that exists."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QStandardPaths


def proposed_folder() -> Path:
    """Return the person's own Documents, else the nearest folder above it that exists, else the home folder.

    The system names a Documents folder even where nobody made one; a file proposed there could not be written.
    """
    named = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    home = Path.home()
    if not named:
        return home
    documents = Path(named)
    return next((folder for folder in (documents, *documents.parents[:-1]) if folder.is_dir()), home)
