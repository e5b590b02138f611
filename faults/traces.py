"""A3, A4, A5 and A14: what a working day leaves in clear, what stays in memory once locked, who was called."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from faults.campaign import Outcome, Run
from ppe_desktop.services.audit import AuditQuery
from tests.integration import test_privacy as privacy
from tests.support.base import new_session

_ROOT = Path(__file__).parent.parent
_COMPILED = Path(tempfile.gettempdir()) / "ppe-pannes-compiles"
_WROTE = re.compile(r'openat?\([^"]*"([^"]+)"[^)]*O_(?:WRONLY|RDWR|CREAT)')
_CALLED = re.compile(r"connect\(\d+, \{sa_family=AF_INET6?[^}]*")


def day(run: Run) -> Outcome:
    """A3 and A4: a whole day, of the services then of the windows, ended by a crash or a kill; every file written is searched for every sentence."""
    outcome, files = Outcome(), 0
    for number in run.turns():
        end = ("crash", "kill", "full", "windows")[number % 4]
        place = run.below(f"jour-{number}")
        found, looked, called = (
            _lived_in_windows(place, ("kill", "crash")[number // 4 % 2]) if end == "windows" else _lived(place, end)
        )
        files += looked
        outcome.escapes += [f"{end} : {hit}" for hit in found] + [f"{end} : réseau appelé, {one}" for one in called]
    outcome.tries = run.tries
    traced = (
        "tous ceux que le système a vus ouvrir (strace)" if shutil.which("strace") else "ceux des dossiers du programme"
    )
    outcome.notes = f"{len(privacy.SENTINELS)} phrases, {files} fichiers fouillés, {traced}"
    sown = run.below("temoin") / "journal.log"
    sown.write_text("ligne " + privacy.SENTINELS["words"], "utf-16-le")
    outcome.caught = bool(privacy.hits(sown.read_bytes()))
    outcome.control = "phrase semée dans un journal en UTF-16 : trouvée ; nom de l’enfant trouvé dans le document remis"
    return outcome


def _lived(place: Path, end: str) -> tuple[list[str], int, list[str]]:
    base, exported, logs = (place / name for name in ("base", "remis", "journal"))
    exported.mkdir()
    told = [str(base), str(exported), str(logs), "kill" if end == "kill" else "crash"]
    more = {"DISQUE_PLEIN": "1"} if end == "full" else {}
    wrong, written, called, done = _traced(place, ["-c", privacy.SCRIPT, *told], exported, more)
    is_played = end != "full"  # a full disk is met by the log alone
    if is_played and not (exported / "PPE.docx").is_file():
        wrong.append(f"la journée n’est pas allée au bout : {done.stderr[-300:].decode(errors='replace')}")
    handed = privacy.hits(_content(exported / "PPE.docx"))
    if is_played and not any(hit.startswith("surname ") for hit in handed):
        wrong.append("témoin : le document remis ne nomme pas l’enfant")
    return wrong, written, called


def _lived_in_windows(place: Path, end: str) -> tuple[list[str], int, list[str]]:
    """Live a day in the real windows: a file joined through Qt's dialog, words copied, the lock; ended by a kill or a fault of memory."""
    base, origin, logs = (place / name for name in ("base", "origine", "journal"))
    origin.mkdir()
    wrong, written, called, done = _traced(
        place, ["-m", "faults.windowed_day", str(base), str(origin), str(logs), end], origin, {}
    )
    if not done.stdout.startswith(b"CONTROLE"):
        wrong.append(f"la journée n’est pas allée au bout : {done.stderr[-300:].decode(errors='replace')}")
    return wrong, written, called


def _traced(
    place: Path, command: list[str], spared: Path, more: dict[str, str]
) -> tuple[list[str], int, list[str], Any]:
    """Run a day, and search all that it wrote, but for one folder, and all that it said."""
    temporary, home = place / "tmp", place / "home"
    for folder in (temporary, home):
        folder.mkdir()
    environment = {
        **os.environ,
        **{name: str(temporary) for name in ("TMPDIR", "TEMP", "TMP")},
        "HOME": str(home),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "XDG_DATA_HOME": str(home / ".local"),
        "PYTHONPATH": os.pathsep.join([str(_ROOT), *sys.path]),
        "PYTHONUTF8": "1",
        "PYTHONPYCACHEPREFIX": str(_COMPILED),
        **more,
    }
    trace = place / "appels.txt"
    tracer = (
        ["strace", "-f", "-qq", "-s", "300", "-e", "trace=open,openat,creat,connect", "-o", str(trace)]
        if shutil.which("strace")
        else []
    )
    done = subprocess.run([*tracer, sys.executable, *command], env=environment, cwd=_ROOT, capture_output=True, timeout=900, check=False)  # fmt: skip
    said = trace.read_text(errors="replace") if trace.is_file() else ""
    trace.unlink(missing_ok=True)
    wrong = [f"dans ce qui est dit à l’écran : {hit}" for hit in privacy.hits(done.stdout) | privacy.hits(done.stderr)]
    written = {path for path in place.rglob("*") if path.is_file()} | _outside(said, place)
    for path in written:
        if not path.is_relative_to(spared):
            wrong += [f"{path.name} : {hit}" for hit in privacy.hits(_content(path)) | privacy.hits(str(path).encode())]
    return wrong, len(written), _CALLED.findall(said), done


def _outside(said: str, place: Path) -> set[Path]:
    """Return the files opened for writing anywhere else, that are still there."""
    found = {Path(name) for name in _WROTE.findall(said)}
    elsewhere = {
        path
        for path in found
        if not path.is_relative_to(place) and not str(path).startswith(("/dev/", "/proc/", "/sys/"))
    }
    return {path for path in elsewhere if path.is_file() and path.suffix != ".pyc" and ".pyc." not in path.name}


def _content(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        return b""


_MEMORY = """
import gc, json, sys
from pathlib import Path
from tests.support.base import access, new_session
from tests.support.vault import PASSPHRASE

SENTENCE = "la girafe de Quévremont " + "ne dort plus"
def count(*needles):
    found = dict.fromkeys(range(len(needles)), 0)
    for line in open("/proc/self/maps"):
        span, rights = line.split()[:2]
        if "r" not in rights or "[v" in line or "w" not in rights:
            continue
        start, end = (int(part, 16) for part in span.split("-"))
        try:
            with open("/proc/self/mem", "rb", buffering=0) as memory:
                memory.seek(start)
                left = end - start
                tail = b""
                while left > 0:
                    block = memory.read(min(left, 1 << 22))
                    if not block:
                        break
                    left -= len(block)
                    for number, needle in enumerate(needles):
                        found[number] += (tail + block).count(bytes(byte ^ 0x5A for byte in needle))
                    tail = b""
        except (OSError, ValueError, OverflowError):
            continue
    return list(found.values())

def hidden(data):
    return bytes(byte ^ 0x5A for byte in data)

folder = Path(sys.argv[1])
session = new_session(folder)
child = session.run(session.files.create, surname="Durand").created
session.run(session.records.enter, "child", child, "allergies", SENTENCE)
session.run(session.files.open, child)
key = session._key.bytes()
needles = [hidden(key), hidden(key.hex().encode()), hidden(PASSPHRASE.encode()), hidden(SENTENCE.encode())]
del key
open_now = count(*needles)
session.close()
del session
gc.collect()
print(json.dumps([open_now, count(*needles)]))
"""


def memory(run: Run) -> Outcome:
    """A5: copies of the key, of its writing, of the phrase and of a text left in the memory of the process once locked."""
    if not Path("/proc/self/mem").exists():
        return Outcome(skipped="la mémoire d’un processus ne se lit pas sur ce système")
    outcome = Outcome(run.tries)
    last: list[Any] = []
    for number in run.turns():
        done = subprocess.run([sys.executable, "-c", _MEMORY, str(run.below(f"base-{number}") / "base")], env={**os.environ, "PYTHONPATH": str(_ROOT)},
                              cwd=_ROOT, capture_output=True, text=True, timeout=300, check=True)  # fmt: skip
        last = json.loads(done.stdout)
        if last[1][0] > 2 or last[1][1] > 2:
            outcome.escapes.append(f"{number} : {last[1][0]} et {last[1][1]} copies de la clé après verrouillage")
    outcome.notes = f"après verrouillage : clé {last[1][0]}, clé écrite {last[1][1]}, texte {last[1][3]} copie(s) ; avant : {last[0][0]}, {last[0][1]}, {last[0][3]}"
    outcome.control, outcome.caught = "base ouverte : la clé ou le texte se trouve en mémoire", sum(last[0]) > 0
    return outcome


_STARTS = ("=", "+", "-", "@", "\t", "\r", " =", "＝")
_DANGEROUS = ("=", "+", "-", "@", "\t", "\r", "\0")


def formulas(run: Run) -> Outcome:
    """A10: names that a spreadsheet would take for formulas, in the table of the journal: the first letter does nothing any more."""
    session = new_session(run.below("base") / "base")
    outcome, bare = Outcome(), 0
    for _number in run.turns():
        start = run.chance.choice(_STARTS)
        trap = f'{start}HYPERLINK("http://x";"{run.chance.randrange(9999)}")'
        session.run(session.files.save_profile, surname=trap, first_name=trap)
        child = session.run(session.files.create, surname=trap, first_names=trap).created
        session.run(session.audit.note_reading, child)
        bare += trap.startswith(_DANGEROUS)
    target = session.audit.export(AuditQuery(), run.folder / "journal.csv")
    session.close()
    cells = [cell for row in csv.reader(io.StringIO(target.read_text("utf-8-sig")), delimiter=";") for cell in row]
    outcome.escapes = [
        f"cellule {cell[:30]!a}" for cell in cells if cell.startswith(_DANGEROUS) and not _is_number(cell)
    ]
    laid = sum("HYPERLINK" in cell for cell in cells)
    outcome.notes = f"{len(cells)} cellules relues, dont {laid} portent le piège"
    outcome.control, outcome.caught = f"tels quels, {bare} de ces noms seraient des formules", bare > 0 and laid > 0
    return outcome


def _is_number(cell: str) -> bool:
    return cell.lstrip("+-").replace(",", "").replace(".", "").isdigit()
