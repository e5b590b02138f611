"""A cheap derivation cost and ready-made bases for the tests; the real program cannot be given such a cost."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from ppe_desktop.storage.connection import connect, create_database_file
from ppe_desktop.vault.keys import KdfBounds, KdfProfile
from ppe_desktop.vault.paths import BasePaths
from ppe_desktop.vault.vault import NewVault, create_vault

CHEAP = KdfProfile(memory_kib=64, passes=1, lanes=1)
CHEAP_BOUNDS = KdfBounds(least_memory_kib=64)
PASSPHRASE = "verger cabane lampion ruisseau tambour girafe moulin"
OTHER_PASSPHRASE = "castor violon nuage savane beignet horloge prairie"


@dataclass(frozen=True)
class MadeBase:
    """A base of the tests with what opens it."""

    paths: BasePaths
    vault: NewVault

    @property
    def key(self) -> bytes:
        return self.vault.key.bytes()


def make_base(folder: Path, rows: int = 0) -> MadeBase:
    """Make a vault and its encrypted base, with a table ``note`` of ``rows`` rows of 1 KiB."""
    vault = create_vault(folder, PASSPHRASE, CHEAP, bounds=CHEAP_BOUNDS)
    made = MadeBase(BasePaths(folder), vault)
    create_database_file(made.paths.database, made.key)
    if rows:
        fill(made, rows)
    return made


def fill(made: MadeBase, rows: int) -> None:
    """Create the table ``note`` and its rows in one transaction."""
    connection = connect(made.paths.database, made.key)
    try:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, text TEXT NOT NULL)")
        connection.executemany(
            "INSERT INTO note (text) VALUES (?)", [(f"ligne {number} " * 100,) for number in range(rows)]
        )
        connection.execute("COMMIT")
    finally:
        connection.close()


def rewrite(path: Path, change: Callable[[bytearray], None]) -> None:
    """Alter a file in place."""
    content = bytearray(path.read_bytes())
    change(content)
    path.write_bytes(content)
