"""Putting a base encrypted with another key in the place of the former one, whatever kills the program meanwhile.

The new files are written in a folder that counts for nothing, which takes another name once they are whole and on the disk: from that
instant on, whoever holds the base first ends the exchange, without any secret. Before it the former base is untouched.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from pathlib import Path

from ppe_desktop.runtime.files import make_private_folder, sync_folder
from ppe_desktop.runtime.private_copies import erase_folder
from ppe_desktop.vault.header import twin_path
from ppe_desktop.vault.paths import BasePaths
from ppe_desktop.vault.sealing import seal_path

READY = ".cle-nouvelle"
PARTIAL = ".cle-nouvelle-partielle"
_FORMER = "ancienne.db"


def begin_rotation(folder: Path) -> Path:
    """Return an empty folder, beside the base, to write the new files in.

    Raises:
        OSError: it cannot be made.
    """
    partial = folder / PARTIAL
    shutil.rmtree(partial, ignore_errors=True)
    make_private_folder(partial)
    return partial


def commit_rotation(folder: Path) -> None:
    """Declare the new files whole: from now on they replace the former ones, now or at the next opening.

    Raises:
        OSError: the disk refused; the former base is untouched.
    """
    partial = folder / PARTIAL
    sync_folder(partial)
    partial.rename(folder / READY)
    sync_folder(folder)


def finish_rotation(folder: Path) -> bool:
    """End an exchange that was declared, or forget one that was not; call it while the base is held and closed.

    The former base is overwritten then deleted, as far as the system lets it: flash memory keeps old blocks.

    Returns:
        Whether an exchange was ended.

    Raises:
        OSError: the disk refused; the next call goes on.
    """
    shutil.rmtree(folder / PARTIAL, ignore_errors=True)
    ready = folder / READY
    if not ready.is_dir():
        return False
    paths, fresh = BasePaths(folder), BasePaths(ready)
    if fresh.database.exists():
        _keep_former(paths.database, ready / _FORMER)
        paths.database.with_name(f"{paths.database.name}-journal").unlink(missing_ok=True)
        fresh.database.replace(paths.database)
        sync_folder(folder)
    for source, target in (
        (fresh.header, paths.header),
        (twin_path(fresh.header), twin_path(paths.header)),
        (seal_path(ready), seal_path(folder)),
    ):
        if source.exists():
            source.replace(target)
    sync_folder(folder)
    erase_folder(ready)
    return True


def _keep_former(database: Path, former: Path) -> None:
    """Give the former base a second name, so that it can be overwritten once replaced; some disks have no such names."""
    with contextlib.suppress(OSError):
        former.unlink(missing_ok=True)
        os.link(database, former)
