"""What the system says of the person's session: locked, left to another user, about to sleep, lid closed.

Windows sends messages to a window: one of our own is made for that, never shown, so that the messages of the program's windows need
not be looked at. Elsewhere the system speaks otherwise, and nothing is done here.
"""

from __future__ import annotations

import sys
from collections.abc import Callable

WM_POWERBROADCAST = 0x0218
WM_WTSSESSION_CHANGE = 0x02B1
PBT_APMSUSPEND = 0x0004
PBT_POWERSETTINGCHANGE = 0x8013
WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOGOFF, WTS_SESSION_LOCK = 2, 4, 6, 7
LID_CLOSED = 0

_LEAVING = frozenset({WTS_CONSOLE_DISCONNECT, WTS_REMOTE_DISCONNECT, WTS_SESSION_LOGOFF, WTS_SESSION_LOCK})


def means_leaving(message: int, reason: int, lid: int | None = None) -> bool:
    """Tell whether a message of Windows means that the person leaves the machine, or closes it.

    Args:
        message: number of the message.
        reason: its first parameter.
        lid: for a change of the lid, its new state; None when it is about something else.
    """
    if message == WM_WTSSESSION_CHANGE:
        return reason in _LEAVING
    if message == WM_POWERBROADCAST:
        return reason == PBT_APMSUSPEND or (reason == PBT_POWERSETTINGCHANGE and lid == LID_CLOSED)
    return False


class LidMemory:
    """Knows how the lid stood: Windows tells it once at the beginning, and a laptop may be worked on closed, with another screen."""

    def __init__(self) -> None:
        self._former: int | None = None

    def change(self, lid: int | None) -> int | None:
        """Return the new state of the lid when it changed; None when it is told for the first time, or about something else."""
        if lid is None or lid == self._former:
            return None
        is_first, self._former = self._former is None, lid
        return None if is_first else lid


if sys.platform == "win32":
    import ctypes
    import uuid
    from ctypes import wintypes

    _LRESULT = ctypes.c_ssize_t
    _WINDOW_PROCEDURE = ctypes.WINFUNCTYPE(_LRESULT, wintypes.HWND, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM)
    _CLASS_NAME = "PpeDesktopSessionWatch"
    _LID_SWITCH = uuid.UUID("BA3E0F4D-B817-4094-A2D1-D56379E6A0F3").bytes_le
    _THIS_SESSION = 0
    _MESSAGES_ONLY = wintypes.HWND(-3)

    class _WindowClass(ctypes.Structure):
        _fields_ = (
            ("style", wintypes.UINT),
            ("lpfnWndProc", _WINDOW_PROCEDURE),
            ("cbClsExtra", ctypes.c_int),
            ("cbWndExtra", ctypes.c_int),
            ("hInstance", wintypes.HINSTANCE),
            ("hIcon", wintypes.HANDLE),
            ("hCursor", wintypes.HANDLE),
            ("hbrBackground", wintypes.HANDLE),
            ("lpszMenuName", wintypes.LPCWSTR),
            ("lpszClassName", wintypes.LPCWSTR),
        )

    class _PowerSetting(ctypes.Structure):
        _fields_ = (("PowerSetting", ctypes.c_ubyte * 16), ("DataLength", wintypes.DWORD), ("Data", ctypes.c_ubyte * 4))

    class SessionWatch:
        """Calls back, on the thread that made it, when the person leaves the machine.

        The system may refuse any of the three registrations: what it accepts is told, the rest is left to idleness.
        """

        def __init__(self, leave: Callable[[], None]) -> None:
            self._leave = leave
            self._user = ctypes.WinDLL("user32", use_last_error=True)
            self._terminals = ctypes.WinDLL("wtsapi32", use_last_error=True)
            self._kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            self._procedure = _WINDOW_PROCEDURE(self._receive)  # kept: Windows calls it as long as the window lives
            self._declare()
            self._lid = LidMemory()
            self._instance = self._kernel.GetModuleHandleW(None)
            kind = _WindowClass(lpfnWndProc=self._procedure, hInstance=self._instance, lpszClassName=_CLASS_NAME)
            self._user.RegisterClassW(ctypes.byref(kind))
            self._window = self._user.CreateWindowExW(
                0, _CLASS_NAME, "", 0, 0, 0, 0, 0, _MESSAGES_ONLY, None, self._instance, None
            )
            self._power: list[int] = []
            if self._window:
                self._terminals.WTSRegisterSessionNotification(self._window, _THIS_SESSION)
                self._power = [
                    self._user.RegisterSuspendResumeNotification(self._window, 0),
                    self._user.RegisterPowerSettingNotification(self._window, (ctypes.c_ubyte * 16)(*_LID_SWITCH), 0),
                ]

        def close(self) -> None:
            """Listen no more."""
            if self._window:
                self._terminals.WTSUnRegisterSessionNotification(self._window)
                for number, handle in enumerate(self._power):
                    forget = (
                        self._user.UnregisterPowerSettingNotification
                        if number
                        else (self._user.UnregisterSuspendResumeNotification)
                    )
                    if handle:
                        forget(handle)
                self._user.DestroyWindow(self._window)
                self._user.UnregisterClassW(_CLASS_NAME, self._instance)
                self._window = None

        def _declare(self) -> None:
            user = self._user
            self._kernel.GetModuleHandleW.restype = wintypes.HMODULE  # an address: cut in half without it
            self._kernel.GetModuleHandleW.argtypes = (wintypes.LPCWSTR,)
            user.RegisterClassW.restype = wintypes.ATOM
            user.RegisterClassW.argtypes = (ctypes.POINTER(_WindowClass),)
            user.UnregisterClassW.argtypes = (wintypes.LPCWSTR, wintypes.HINSTANCE)
            user.CreateWindowExW.restype = wintypes.HWND
            user.CreateWindowExW.argtypes = (
                wintypes.DWORD, wintypes.LPCWSTR, wintypes.LPCWSTR, wintypes.DWORD,
                ctypes.c_int, ctypes.c_int, ctypes.c_int, ctypes.c_int,
                wintypes.HWND, wintypes.HMENU, wintypes.HINSTANCE, wintypes.LPVOID,
            )  # fmt: skip
            user.DefWindowProcW.restype = _LRESULT
            user.DefWindowProcW.argtypes = (wintypes.HWND, wintypes.UINT, wintypes.WPARAM, wintypes.LPARAM)
            user.DestroyWindow.argtypes = (wintypes.HWND,)
            for register in (user.RegisterSuspendResumeNotification, user.RegisterPowerSettingNotification):
                register.restype = wintypes.HANDLE
            user.RegisterSuspendResumeNotification.argtypes = (wintypes.HANDLE, wintypes.DWORD)
            user.RegisterPowerSettingNotification.argtypes = (wintypes.HANDLE, ctypes.c_void_p, wintypes.DWORD)
            for forget in (user.UnregisterSuspendResumeNotification, user.UnregisterPowerSettingNotification):
                forget.argtypes = (wintypes.HANDLE,)
            self._terminals.WTSRegisterSessionNotification.argtypes = (wintypes.HWND, wintypes.DWORD)
            self._terminals.WTSUnRegisterSessionNotification.argtypes = (wintypes.HWND,)

        def _receive(self, window: int, message: int, first: int, second: int) -> int:
            if means_leaving(message, first, self._lid.change(_lid_state(message, first, second))):
                self._leave()
            return int(self._user.DefWindowProcW(window, message, first, second))

    def _lid_state(message: int, reason: int, address: int) -> int | None:
        if message != WM_POWERBROADCAST or reason != PBT_POWERSETTINGCHANGE or not address:
            return None
        setting = _PowerSetting.from_address(address)
        return int(setting.Data[0]) if bytes(setting.PowerSetting) == _LID_SWITCH else None

else:

    class SessionWatch:
        """Does nothing: this system does not speak by messages to a window."""

        def __init__(self, leave: Callable[[], None]) -> None:
            self._leave = leave

        def close(self) -> None:
            """Have nothing to undo."""
