"""What is asked of Windows, on any system: the branches for Windows are loaded against libraries that check what they are given.

Types, sizes and constants are those of the documentation of Windows for 64 bits; that Windows does what it says is for a Windows machine.
"""

import ctypes
import importlib.util
import os
import sys
from ctypes import wintypes
from pathlib import Path

import pytest

import ppe_desktop.runtime as runtime

ADDRESS = 0x7FF6_1234_0000
"""Where Windows puts a program: more than 32 bits, cut by whoever declares no type."""
LID = bytes.fromhex("4d0f3eba17b89440a2d1d56379e6a0f3")


class Function:
    """A function of a library: what it is given must fit what was declared, what it returns is cut as declared."""

    def __init__(self) -> None:
        self.argtypes, self.restype, self.calls, self.answer = None, ctypes.c_int, [], ADDRESS

    def __call__(self, *given):
        if self.argtypes is not None:
            assert len(given) == len(self.argtypes)
            for value, kind in zip(given, self.argtypes, strict=True):
                kind.from_param(value)
        self.calls.append(tuple(getattr(value, "value", value) for value in given))
        return self.restype(self.answer).value if self.restype is not None else None


class Library:
    """A library of Windows: any function, made when it is first named."""

    def __getattr__(self, name):
        if name.startswith("__"):
            raise AttributeError(name)
        made = self.__dict__[name] = Function()
        return made


@pytest.fixture
def windows(monkeypatch):
    """The libraries asked for, by name; and a way to load a module as Windows would."""
    libraries: dict[str, Library] = {}

    def library(name, **_how):
        return libraries.setdefault(name, Library())

    class Libraries:
        kernel32 = library("kernel32")

    monkeypatch.setattr(ctypes, "WinDLL", library, raising=False)
    monkeypatch.setattr(ctypes, "windll", Libraries, raising=False)
    monkeypatch.setattr(ctypes, "WINFUNCTYPE", ctypes.CFUNCTYPE, raising=False)
    monkeypatch.setattr(wintypes, "DWORD", ctypes.c_uint32)  # 64 bits elsewhere

    def load(name):
        path = Path(runtime.__file__).parent / f"{name}.py"
        spec = importlib.util.spec_from_file_location(f"windows_{name}", path)
        module = importlib.util.module_from_spec(spec)
        monkeypatch.setitem(sys.modules, spec.name, module)
        monkeypatch.setattr(sys, "platform", "win32")
        spec.loader.exec_module(module)
        return module

    return load, libraries


def test_a_window_is_left_out_of_captures_or_black_where_that_is_all_there_is(windows):
    load, libraries = windows
    capture = load("screen_capture")
    affinity = libraries.setdefault("user32", Library()).SetWindowDisplayAffinity
    assert capture.CAN_HIDE
    assert capture.hide_from_capture(ADDRESS, is_hidden=True)
    affinity.answer = 0
    assert not capture.hide_from_capture(ADDRESS, is_hidden=True)
    assert not capture.hide_from_capture(ADDRESS, is_hidden=False)
    assert affinity.calls == [(ADDRESS, 0x11), (ADDRESS, 0x11), (ADDRESS, 0x01), (ADDRESS, 0)]


def test_the_session_is_listened_to_by_a_window_of_messages_only(windows):
    load, libraries = windows
    watching = load("session_watch")
    left = []
    watch = watching.SessionWatch(lambda: left.append(True))
    user, terminals = libraries["user32"], libraries["wtsapi32"]
    ((*_look, parent, menu, instance, extra),) = user.CreateWindowExW.calls
    assert (parent & 0xFFFF_FFFF_FFFF_FFFF, menu, instance, extra) == (2**64 - 3, None, ADDRESS, None)
    assert terminals.WTSRegisterSessionNotification.calls == [(ADDRESS, 0)]
    assert user.RegisterSuspendResumeNotification.calls == [(ADDRESS, 0)]
    ((handle, wanted, flags),) = user.RegisterPowerSettingNotification.calls
    assert (handle, bytes(wanted), flags) == (ADDRESS, LID, 0)
    assert ctypes.sizeof(watching._WindowClass) == 72

    def lid(state):
        told = watching._PowerSetting((ctypes.c_ubyte * 16)(*LID), 4, (ctypes.c_ubyte * 4)(state, 0, 0, 0))
        watch._receive(ADDRESS, 0x0218, 0x8013, ctypes.addressof(told))

    lid(0)
    assert not left, "told once at the beginning: work on a closed laptop, with another screen, goes on"
    lid(1)
    lid(0)
    assert len(left) == 1
    watch._receive(ADDRESS, 0x02B1, 7, 0)
    watch._receive(ADDRESS, 0x02B1, 8, 0)
    assert len(left) == 2
    watch.close()
    assert terminals.WTSUnRegisterSessionNotification.calls == [(ADDRESS,)]
    assert user.UnregisterSuspendResumeNotification.calls == [(ADDRESS,)]
    assert user.UnregisterPowerSettingNotification.calls == [(ADDRESS,)]
    assert user.UnregisterClassW.calls == [("PpeDesktopSessionWatch", ADDRESS)]


def test_the_reading_process_caps_itself_by_a_job(windows):
    load, libraries = windows
    limits = load("limits")
    assert (ctypes.sizeof(limits._BasicLimits), ctypes.sizeof(limits._ExtendedLimits)) == (64, 144)
    assert limits.cap_memory(1 << 30)
    assert limits.allow_processor_time(5)
    kernel = libraries["kernel32"]
    assert kernel.AssignProcessToJobObject.calls == [(ADDRESS, ADDRESS)]
    assert [(call[0], call[1], call[3]) for call in kernel.SetInformationJobObject.calls] == [(ADDRESS, 9, 144)] * 2
    (job,) = limits._jobs
    assert job._limits.BasicLimitInformation.LimitFlags == 0x2 | 0x100 | 0x400
    assert job._limits.ProcessMemoryLimit == 1 << 30
    limits.forbid_core_file()
    assert kernel.SetErrorMode.calls == [(0x3,)]


def test_faults_are_silent_and_folders_are_not_indexed(windows, tmp_path):
    load, libraries = windows
    files, kernel = load("files"), libraries["kernel32"]
    mask = os.umask(0o077)
    files.restrict_process()
    os.umask(mask)
    assert kernel.SetErrorMode.calls == [(0x8003,)]
    kernel.GetFileAttributesW.answer = 0x10
    files.make_private_folder(tmp_path / "un")
    kernel.GetFileAttributesW.answer = 0xFFFF_FFFF  # no such folder
    files.make_private_folder(tmp_path / "deux")
    assert kernel.SetFileAttributesW.calls == [(str(tmp_path / "un"), 0x2010)]


@pytest.mark.parametrize(("told", "kind"), [(2, "removable"), (3, "local"), (4, "network"), (0, "local")])
def test_windows_tells_the_kind_of_a_disk(windows, told, kind, tmp_path):
    load, libraries = windows
    places = load("places")
    libraries["kernel32"].GetDriveTypeW.answer = told
    assert places._drive_kind(tmp_path).value == kind
