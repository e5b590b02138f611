"""The files of a base folder, and what can be told of a base without its key."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from ppe_desktop.domain.errors import BaseMissingError, NotABaseError

PAGE_BYTES = 4096
PLAIN_SQLITE = b"SQLite format 3\x00"

INCOMPLETE_BASE = (
    "Le fichier des dossiers (dossiers.db) est vide ou incomplet. Il n’a pas été modifié : gardez-le tel quel et reprenez la "
    "dernière sauvegarde, ou choisissez un autre dossier."
)
PLAIN_BASE = (
    "Le fichier dossiers.db de ce dossier n’est pas chiffré : ce n’est pas une base de dossiers PPE. Il n’a pas été modifié. "
    "Choisissez le dossier qui contient votre base."
)
GONE_BASE = (
    "Le fichier des dossiers (dossiers.db) n’est plus à sa place : il a été effacé, déplacé, ou mis à l’écart par un antivirus. "
    "Retrouvez-le et remettez-le dans ce dossier, ou reprenez la dernière sauvegarde."
)


@dataclass(frozen=True)
class BasePaths:
    """Names of the files of a base, inside its folder."""

    folder: Path

    @property
    def database(self) -> Path:
        """The encrypted base."""
        return self.folder / "dossiers.db"

    @property
    def header(self) -> Path:
        """The key file; its twin is beside it."""
        return self.folder / "coffre.json"

    @property
    def attempts(self) -> Path:
        """The count of wrong passphrases."""
        return self.folder / "essais.json"

    @property
    def backups(self) -> Path:
        """The folder of the backups kept beside the base."""
        return self.folder / "sauvegardes"

    @property
    def lock(self) -> Path:
        """The lock of the running instance."""
        return self.folder / "verrou"


def check_base_file(database: Path) -> None:
    """Refuse a file that cannot be an encrypted base, from its size and first bytes alone.

    A power cut may leave it with a part of a page: its journal then tells SQLite what to go back to, and the size is no fault.

    Raises:
        BaseMissingError: there is no file.
        NotABaseError: it is empty, incomplete, or a plain SQLite file.
    """
    try:
        with database.open("rb") as stream:
            start = stream.read(len(PLAIN_SQLITE))
            size = os.fstat(stream.fileno()).st_size
    except OSError:
        raise BaseMissingError(GONE_BASE if _was_one(database.parent) else "") from None
    if start == PLAIN_SQLITE:
        raise NotABaseError(PLAIN_BASE)
    if size < PAGE_BYTES or (size % PAGE_BYTES and not _was_cut(database)):
        raise NotABaseError(INCOMPLETE_BASE)


def _was_one(folder: Path) -> bool:
    """Tell whether a folder holds what goes with a base: its keys, or its backups."""
    paths = BasePaths(folder)
    return paths.header.exists() or paths.backups.is_dir()


def _was_cut(database: Path) -> bool:
    """Tell whether a transaction was cut short: its journal still holds what to go back to."""
    try:
        return database.with_name(f"{database.name}-journal").stat().st_size > 0
    except OSError:
        return False
