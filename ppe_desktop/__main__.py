"""Entry of ``python -m ppe_desktop`` and of the installed command."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command line; return the exit code."""
    if getattr(sys, "frozen", False):
        import multiprocessing

        multiprocessing.freeze_support()  # the rendering process starts this program again
    arguments = sys.argv[1:]
    if not arguments:
        from ppe_desktop.window import open_window  # the everyday start, without the command line's own imports

        return open_window()
    if arguments[0] == "--measure-first-paint":
        from ppe_desktop.window import measure_first_paint

        return measure_first_paint(*arguments[1:])
    from ppe_desktop.cli import run

    return run(arguments)


if __name__ == "__main__":
    raise SystemExit(main())
