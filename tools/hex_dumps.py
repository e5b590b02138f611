"""Show what a hex dump of each file on the disk shows, on a base made for it; ``--write docs/security.md`` puts it in the page."""

from __future__ import annotations

import argparse
import collections
import contextlib
import datetime as dt
import math
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from ppe_desktop.domain.errors import PpeError
from ppe_desktop.services.attachment_sources import Pasted
from ppe_desktop.vault.paths import BasePaths
from tests.support.base import Clock, access, new_session
from tests.support.vault import PASSPHRASE

MARKS = ("<!-- fichiers vus octet par octet -->", "<!-- fin des fichiers vus octet par octet -->")
SECRET = "Prévôt-N’Diaye"
ROWS, WIDTH = 4, 16


def main() -> int:
    """Print or write the dumps; return 1 when the surname of the child is read in one of the files."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--write", type=Path, metavar="PAGE")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="ppe-octets-") as place:
        files = written(Path(place) / "base")
    found = [
        name for name, content in files.items() if SECRET.encode() in content or SECRET.encode("utf-16-le") in content
    ]
    text = "\n\n".join(section(name, content) for name, content in files.items())
    if asked.write:
        page = asked.write.read_text("utf-8")
        before, _, rest = page.partition(MARKS[0])
        asked.write.write_text(f"{before}{MARKS[0]}\n\n{text}\n\n{MARKS[1]}{rest.partition(MARKS[1])[2]}", "utf-8")
    else:
        print(text)
    return 1 if found else 0


def written(folder: Path) -> dict[str, bytes]:
    """Live a little in a base; return every file it leaves, the journal of SQLite caught in the middle of a write."""
    clock = Clock(dt.datetime(2026, 11, 22, 16, 0))
    session = new_session(folder, clock)
    child = str(session.run(session.files.create, surname=SECRET, first_names="Malo").created)
    session.attachments.attach(
        child, Pasted("note.txt", f"Courrier de l’école au sujet de Malo {SECRET}. ".encode() * 400)
    )
    session.backups.make()
    files: dict[str, bytes] = {}

    def caught() -> None:
        with session.database.work() as work:
            work.change("child", child, allergies=f"Arachides, dit {SECRET}. " * 40)
            work.connection.exec_driver_sql("PRAGMA cache_size=5")
            work.connection.exec_driver_sql("UPDATE history_entry SET author = author")
            work.connection.exec_driver_sql("UPDATE search_word SET word = word")
            files["dossiers.db-journal (pendant une écriture)"] = (folder / "dossiers.db-journal").read_bytes()
            files["verrou.json"] = (folder / "verrou.json").read_bytes()

    session.run(caught)
    session.close()
    with contextlib.suppress(PpeError):  # refused, as it must be: it leaves its count
        access(clock).open(folder, f"{PASSPHRASE} non")
    paths = BasePaths(folder)
    kept = {path.name: path.read_bytes() for path in sorted(folder.iterdir()) if path.is_file()}
    (bundle,) = paths.backups.iterdir()
    kept |= {f"sauvegardes/{bundle.name}/{path.name}": path.read_bytes() for path in sorted(bundle.iterdir())}
    return {name: content for name, content in (kept | files).items() if content}


def section(name: str, content: bytes) -> str:
    """Return one file: its size, how far its bytes are from chance, and the head of its dump."""
    lines = [f"`{name}` — {len(content)} octets, {entropy(content):.3f} bits par octet (8 : du pur hasard)", "", "```"]
    lines += [row(content, start) for start in range(0, min(len(content), ROWS * WIDTH), WIDTH)]
    if len(content) > 4096:
        middle = len(content) // 2 // WIDTH * WIDTH
        lines += ["…", row(content, middle), row(content, middle + WIDTH)]
    return "\n".join([*lines, "```"])


def row(content: bytes, start: int) -> str:
    """Return sixteen bytes as a hex dump shows them."""
    part = content[start : start + WIDTH]
    shown = "".join(chr(byte) if 32 <= byte < 127 else "." for byte in part)
    return f"{start:08x}  {part.hex(' '):<{WIDTH * 3}} |{shown}|"


def entropy(content: bytes) -> float:
    """Return the bits of information of a byte."""
    counts = collections.Counter(content)
    return -sum(count / len(content) * math.log2(count / len(content)) for count in counts.values())


if __name__ == "__main__":
    sys.exit(main())
