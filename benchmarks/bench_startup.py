"""First paint of our first window against a bare PySide6 window: a ratio, never milliseconds alone.

    python benchmarks/bench_startup.py [--runs 15] [--instructions] [--limit 1.25] [-- command of Python]

Both programs start in a fresh Python, offscreen, and leave at their first paint. The runs alternate and the smallest of
each is kept, since noise only adds. Instructions (valgrind's callgrind) are hardly touched by a busy machine.
What is measured by default is `-m ppe_desktop --measure-first-paint`, which leaves with code 0 at the first paint.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

try:
    import resource
except ImportError:  # Windows: wall-clock time only
    resource = None  # type: ignore[assignment]

ROOT = Path(__file__).resolve().parents[1]
OURS = ["-m", "ppe_desktop", "--measure-first-paint"]
"""Followed by the folder of a base: the window shown is the one that asks for the passphrase."""
BARE_WINDOW = """
import os, sys
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow

class Label(QLabel):
    def paintEvent(self, event):
        super().paintEvent(event)
        os._exit(0)

application = QApplication(sys.argv)
window = QMainWindow()
window.setCentralWidget(Label("Bonjour"))
window.resize(640, 480)
window.show()
application.exec()
"""
BARE = ["-c", BARE_WINDOW]
GIVE_UP_SECONDS = 120
CANNOT_BE = 0.7  # of a bare window: less than that and no window was painted


class NotMeasuredError(Exception):
    """The program measured did not reach its first paint."""


def environment() -> dict[str, str]:
    """Give both programs the same surroundings: no screen, steady hashes, cached bytecode."""
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**env, "QT_QPA_PLATFORM": "offscreen", "PYTHONHASHSEED": "0"}


def start(command: list[str], slowdown: int = 1) -> None:
    """Run a program until its first paint."""
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env=environment(),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            timeout=GIVE_UP_SECONDS * slowdown,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise NotMeasuredError(f"pas de première image en {error.timeout:.0f} s") from error
    if done.returncode:
        raise NotMeasuredError(f"code de sortie {done.returncode}\n{(done.stdout + done.stderr).strip()[-2000:]}")


def cpu_of_children() -> float:
    """Seconds of processor, user and system, of all children ended so far."""
    if resource is None:
        return 0.0
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def timed(arguments: list[str]) -> tuple[float, float]:
    """Wall-clock and processor seconds of one start."""
    cpu, wall = cpu_of_children(), time.perf_counter()
    start([sys.executable, *arguments])
    return time.perf_counter() - wall, cpu_of_children() - cpu


def instructions(arguments: list[str], valgrind: str) -> int:
    """Instructions executed by one start, all threads together."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "callgrind.out"
        tool = [valgrind, "--tool=callgrind", f"--callgrind-out-file={out}", "--quiet"]
        start([*tool, sys.executable, *arguments], slowdown=5)
        counted = re.search(r"^(?:totals|summary): (\d+)", out.read_text("utf-8", "replace"), re.MULTILINE)
    if counted is None:
        raise NotMeasuredError("valgrind n'a rendu aucun compte")
    return int(counted.group(1))


def compare(ours: list[str], runs: int) -> dict[str, tuple[float, float]]:
    """Alternate both programs; smallest wall-clock and processor seconds as (bare, ours)."""
    for arguments in (BARE, ours):  # bytecode and disk cache
        timed(arguments)
    pairs = [(timed(BARE), timed(ours)) for _ in range(runs)]
    names = ["durée (s)"] if resource is None else ["durée (s)", "processeur (s)"]
    return {name: (min(bare[i] for bare, _ in pairs), min(our[i] for _, our in pairs)) for i, name in enumerate(names)}


def main() -> int:
    """Measure, print, and fail above the limit when one is asked for."""
    parser = argparse.ArgumentParser(description="Première image de notre fenêtre / fenêtre Qt nue.")
    parser.add_argument("--runs", type=int, default=15, metavar="N", help="départs de chaque programme (15)")
    parser.add_argument("--instructions", action="store_true", help="compter aussi les instructions (valgrind)")
    parser.add_argument("--limit", type=float, metavar="X", help="échouer au-delà de ce rapport")
    parser.add_argument("command", nargs="*", help="après --, ce que Python doit lancer (par défaut : l'application)")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "dossiers.db").touch()  # the door only looks whether there is a base
        if options.command:
            return measure(options, options.command)
        print("La fenêtre paraît :")
        code = measure(options, [*OURS, "window", folder])
        print("La phrase de passe est demandée :")
        return max(code, measure(argparse.Namespace(**{**vars(options), "limit": None}), [*OURS, "door", folder]))


def measure(options: argparse.Namespace, ours: list[str]) -> int:
    """Compare and print."""
    valgrind = shutil.which("valgrind")
    try:
        results = compare(ours, max(1, options.runs))
        if options.instructions and valgrind:
            counts = [instructions(arguments, valgrind) / 1e6 for arguments in (BARE, ours)]
            results["instructions (M)"] = (counts[0], counts[1])
    except NotMeasuredError as error:
        print(f"Mesure impossible de « {' '.join(ours)} » ou de la fenêtre nue : {error}", file=sys.stderr)
        return 2
    if options.instructions and not valgrind:
        print("valgrind est absent : les instructions ne sont pas comptées.")
    print(f"{'première image':18}{'nue':>10}{'la nôtre':>10}{'rapport':>10}")
    for name, (bare, our) in results.items():
        print(f"{name:18}{bare:10.3f}{our:10.3f}{our / bare:10.2f}")
    # The steadiest figure decides: instructions when they were counted, else processor, else wall-clock time.
    bare, our = list(results.values())[-1]
    if our / bare < CANNOT_BE:
        print("Rapport invraisemblable : le programme mesuré est sorti sans rien peindre.", file=sys.stderr)
        return 2
    return int(options.limit is not None and our / bare > options.limit)


if __name__ == "__main__":
    sys.exit(main())
