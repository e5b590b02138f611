"""Entry of ``python -m ppe_desktop`` and of the installed command."""

from __future__ import annotations

import multiprocessing
import sys


def main() -> int:
    """Run the command line; return the exit code."""
    multiprocessing.freeze_support()  # the rendering process starts this program again
    from ppe_desktop.cli import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    raise SystemExit(main())
