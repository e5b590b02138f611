"""Keeping a window out of screenshots, recordings and shared screens, where the system can. A brake, not a promise."""

from __future__ import annotations

import sys

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    CAN_HIDE = True
    _SHOWN, _EXCLUDED, _BLACK = 0x00, 0x11, 0x01

    def hide_from_capture(window: int, *, is_hidden: bool) -> bool:
        """Leave a window out of captures, or show it again; tell whether the system accepted.

        Before Windows 10 2004 the window is black in captures instead of being left out.
        """
        user = ctypes.WinDLL("user32", use_last_error=True)
        user.SetWindowDisplayAffinity.argtypes = (wintypes.HWND, wintypes.DWORD)
        if not is_hidden:
            return bool(user.SetWindowDisplayAffinity(window, _SHOWN))
        return bool(user.SetWindowDisplayAffinity(window, _EXCLUDED) or user.SetWindowDisplayAffinity(window, _BLACK))

else:
    CAN_HIDE = False

    def hide_from_capture(window: int, *, is_hidden: bool) -> bool:
        """Do nothing: this system offers no such thing to a program."""
        return False
