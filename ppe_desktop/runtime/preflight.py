"""What Qt needs from the system, tried before Qt is loaded: a missing library would end Python without a word."""

from __future__ import annotations

import ctypes
import sys

_HEADLESS = (
    "libEGL.so.1",
    "libGL.so.1",
    "libxkbcommon.so.0",
    "libdbus-1.so.3",
    "libfontconfig.so.1",
    "libglib-2.0.so.0",
)
_ON_SCREEN = ("libxcb-cursor.so.0", "libxcb-icccm.so.4", "libxcb-keysyms.so.1", "libxkbcommon-x11.so.0")


def missing_libraries(*, on_screen: bool) -> list[str]:
    """Return the system libraries Qt would miss on this Linux; none on Windows and macOS, whose packages hold them all."""
    if not sys.platform.startswith("linux"):
        return []
    wanted = _HEADLESS + (_ON_SCREEN if on_screen else ())
    return [name for name in wanted if not _loads(name)]


def _loads(name: str) -> bool:
    try:
        ctypes.CDLL(name)
    except OSError:
        return False
    return True
