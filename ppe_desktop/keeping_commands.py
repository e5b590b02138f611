"""The commands that keep a base safe: back it up, read it through, put a backup back. They say counts, never a name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ppe_desktop.domain.backups import told_rows
from ppe_desktop.services.access import AccessService
from ppe_desktop.services.retention import open_archive as open_sealed

Say = Callable[[str], None]


def backup(access: AccessService, base: Path, secret: str, to: Path | None, say: Say) -> int:
    """Back a base up, and copy the backup to a second place when one is given; return the exit code.

    Raises:
        PpeError: with the reason in French.
    """
    session = access.open(base, secret)
    try:
        if to is not None:
            session.backups.choose_second_place(to.absolute())
        made = session.backups.make()
    finally:
        session.close()
    newest = access.backups(base)[0]
    say(f"Sauvegarde faite et relue : {newest.folder}")
    say(f"Contenu : {told_rows(newest.rows)}.")
    if made.in_second_place:
        say("Elle est aussi au deuxième emplacement.")
    if made.caution:
        say(made.caution)
    return 1 if made.caution else 0


def verify(access: AccessService, base: Path, secret: str, backup: Path | None, say: Say) -> int:
    """Read a base or a backup through without changing anything; return 0 when it is sound, 1 when it is not.

    Raises:
        PpeError: with the reason in French.
    """
    read = access.verify(base, backup, secret)
    what = "Sauvegarde" if backup else "Base"
    if read.is_sound:
        say(
            f"{what} intacte : toutes les pages ont été lues et authentifiées. Contenu : {told_rows(read.backup.rows)}."
        )
        return 0
    say(
        f"{what} ABÎMÉE. Elle n’a pas été modifiée : gardez-la telle quelle et reprenez une autre sauvegarde (restore)."
    )
    return 1


def restore(access: AccessService, base: Path, backup: Path, secret: str, say: Say) -> int:
    """Put a backup in the place of a base, which is kept beside; return the exit code.

    Raises:
        PpeError: with the reason in French; the base is then as it was.
    """
    aside = access.put_back(base, backup, secret)
    say(f"Sauvegarde remise en place dans {base}.")
    if aside is not None:
        say(f"La base d’avant est gardée dans {aside}.")
    return 0


def open_archive(file: Path, target: Path, secret: str, say: Say) -> int:
    """Open the sealed archive of a file, without any base; return the exit code.

    Raises:
        PpeError: with the reason in French.
    """
    written = open_sealed(file, secret, target)
    say(f"Archive ouverte : {written}")
    say("Elle est en clair et nomme l’enfant : supprimez-la dès qu’elle ne sert plus.")
    return 0
