"""Ceilings a process sets on itself before it handles content that may be hostile: memory, processor time, no core file.

POSIX resource limits where they exist, a Job Object on Windows. A limit the system refuses is not fatal: the parent process also
watches the clock and kills.
"""

from __future__ import annotations

import sys
import time

if sys.platform == "win32":
    import ctypes
    from ctypes import wintypes

    _PROCESS_TIME, _PROCESS_MEMORY, _DIE_ON_UNHANDLED = 0x2, 0x100, 0x400
    _EXTENDED_LIMITS = 9
    _TICKS_PER_SECOND = 10_000_000

    class _BasicLimits(ctypes.Structure):
        _fields_ = (
            ("PerProcessUserTimeLimit", ctypes.c_int64),
            ("PerJobUserTimeLimit", ctypes.c_int64),
            ("LimitFlags", wintypes.DWORD),
            ("MinimumWorkingSetSize", ctypes.c_size_t),
            ("MaximumWorkingSetSize", ctypes.c_size_t),
            ("ActiveProcessLimit", wintypes.DWORD),
            ("Affinity", ctypes.c_size_t),
            ("PriorityClass", wintypes.DWORD),
            ("SchedulingClass", wintypes.DWORD),
        )

    class _ExtendedLimits(ctypes.Structure):
        _fields_ = (
            ("BasicLimitInformation", _BasicLimits),
            ("IoInfo", ctypes.c_uint64 * 6),
            ("ProcessMemoryLimit", ctypes.c_size_t),
            ("JobMemoryLimit", ctypes.c_size_t),
            ("PeakProcessMemoryUsed", ctypes.c_size_t),
            ("PeakJobMemoryUsed", ctypes.c_size_t),
        )

    class _Job:
        """The Job Object of this process, kept open as long as it lives."""

        def __init__(self) -> None:
            self._kernel = ctypes.WinDLL("kernel32", use_last_error=True)
            self._kernel.CreateJobObjectW.restype = wintypes.HANDLE
            self._kernel.GetCurrentProcess.restype = wintypes.HANDLE
            self._kernel.AssignProcessToJobObject.argtypes = (wintypes.HANDLE, wintypes.HANDLE)
            self._kernel.SetInformationJobObject.argtypes = (
                wintypes.HANDLE,
                ctypes.c_int,
                ctypes.c_void_p,
                wintypes.DWORD,
            )
            self._limits = _ExtendedLimits()
            self._handle = self._kernel.CreateJobObjectW(None, None)
            self._joined = bool(self._kernel.AssignProcessToJobObject(self._handle, self._kernel.GetCurrentProcess()))

        def set_memory(self, size: int) -> bool:
            self._limits.BasicLimitInformation.LimitFlags |= _PROCESS_MEMORY | _DIE_ON_UNHANDLED
            self._limits.ProcessMemoryLimit = size
            return self._apply()

        def set_time(self, seconds: float) -> bool:
            self._limits.BasicLimitInformation.LimitFlags |= _PROCESS_TIME
            self._limits.BasicLimitInformation.PerProcessUserTimeLimit = int(seconds * _TICKS_PER_SECOND)
            return self._apply()

        def _apply(self) -> bool:
            size = ctypes.sizeof(self._limits)
            return self._joined and bool(
                self._kernel.SetInformationJobObject(self._handle, _EXTENDED_LIMITS, ctypes.byref(self._limits), size)
            )

    _jobs: list[_Job] = []

    def _job() -> _Job:
        if not _jobs:
            _jobs.append(_Job())
        return _jobs[0]

    def cap_memory(size: int) -> bool:
        """Cap the memory of this process, in bytes; tell whether the system accepted."""
        return _job().set_memory(size)

    def allow_processor_time(seconds: float) -> bool:
        """Let this process use ``seconds`` more of processor time, then be killed; tell whether the system accepted."""
        return _job().set_time(time.process_time() + seconds)

    def forbid_core_file() -> None:
        """Do not let a crash of this process open a report dialog (Windows writes no core file by itself)."""
        ctypes.WinDLL("kernel32").SetErrorMode(0x0001 | 0x0002)

else:
    import math
    import resource

    def cap_memory(size: int) -> bool:
        """Cap the memory of this process, in bytes; tell whether the system accepted."""
        return _lower(resource.RLIMIT_AS, size)

    def allow_processor_time(seconds: float) -> bool:
        """Let this process use ``seconds`` more of processor time, then be killed; tell whether the system accepted."""
        return _lower(resource.RLIMIT_CPU, math.ceil(time.process_time() + seconds))

    def forbid_core_file() -> None:
        """Do not let a crash of this process write its memory to disk."""
        _lower(resource.RLIMIT_CORE, 0)

    def _lower(kind: int, value: int) -> bool:
        _, hard = resource.getrlimit(kind)
        wanted = value if hard == resource.RLIM_INFINITY else min(value, hard)
        try:
            resource.setrlimit(kind, (wanted, hard))
        except (ValueError, OSError):
            return False  # macOS refuses RLIMIT_AS below what is already mapped
        return True
