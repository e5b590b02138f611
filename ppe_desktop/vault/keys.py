"""From what a person types to the key of the base: Argon2id profiles, derivation, and a key that never shows itself."""

from __future__ import annotations

import time
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

from argon2.exceptions import HashingError
from argon2.low_level import Type, hash_secret_raw

KEY_BYTES = 32
SALT_BYTES = 16


@dataclass(frozen=True)
class KdfProfile:
    """Cost of one Argon2id derivation.

    Attributes:
        memory_kib: memory used, in KiB.
        passes: passes over that memory.
        lanes: degree of parallelism.
    """

    memory_kib: int
    passes: int
    lanes: int


@dataclass(frozen=True)
class KdfBounds:
    """What may be read from a header: neither weaker than useful nor able to exhaust the machine.

    Attributes:
        least_memory_kib: lower bound; only tests inject a smaller one.
        most_memory_kib: upper bound.
        most_passes: upper bound.
        most_lanes: upper bound.
    """

    least_memory_kib: int = 19 * 1024
    most_memory_kib: int = 2 * 1024 * 1024
    most_passes: int = 20
    most_lanes: int = 16

    def admit(self, profile: KdfProfile) -> bool:
        """Tell whether a profile may be used; Argon2 itself asks for 8 KiB a lane."""
        return (
            max(self.least_memory_kib, 8 * profile.lanes) <= profile.memory_kib <= self.most_memory_kib
            and 1 <= profile.passes <= self.most_passes
            and 1 <= profile.lanes <= self.most_lanes
        )


FLOOR = KdfProfile(memory_kib=64 * 1024, passes=3, lanes=4)  # second recommendation of RFC 9106
MEMORY_CAP_KIB = 1024 * 1024
TARGET_SECONDS = 0.85
"""Time of one derivation on the machine where a slot is made."""
WEAK_SECONDS = 0.4
"""A derivation that takes less asks for a stronger cost: the machine is faster than the one that chose it."""
_STEP_KIB = 4 * 1024
_MOST_TRIALS = 5
_LEAST_SECONDS = 0.001
READING_BOUNDS = KdfBounds()


class DatabaseKey:
    """The 256-bit key of the base, in one buffer that can be wiped.

    It never appears in ``repr``, ``str``, formatting or a pickle. Copies made by the interpreter cannot all be erased: wiping
    is best effort.
    """

    __slots__ = ("_buffer",)

    def __init__(self, key: bytes) -> None:
        if len(key) != KEY_BYTES:
            raise ValueError("a database key has 32 bytes")
        self._buffer = bytearray(key)

    def bytes(self) -> bytes:
        """Return a copy of the key, to hand to the driver and forget.

        Raises:
            ValueError: the key was wiped.
        """
        if not self._buffer:
            raise ValueError("the key was wiped")
        return bytes(self._buffer)

    def wipe(self) -> None:
        """Overwrite the key with zeros; it cannot be used any more."""
        self._buffer[:] = bytes(len(self._buffer))
        self._buffer.clear()

    def __repr__(self) -> str:
        return "<DatabaseKey>"

    def __format__(self, spec: str) -> str:
        return repr(self)

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        raise TypeError("a database key is never copied nor pickled")


def normalise_secret(text: str) -> bytes:
    """Return the bytes to derive from: NFC, so that « é » typed on any system is the same; nothing is trimmed.

    A lone surrogate is kept rather than refused: the encoding error would carry the secret in its message.
    """
    return unicodedata.normalize("NFC", text).encode("utf-8", errors="surrogatepass")


def derive_kek(secret: bytes, salt: bytes, profile: KdfProfile) -> bytes:
    """Derive the 32-byte key that wraps the database key, by Argon2id.

    Raises:
        MemoryError: the machine cannot give the memory of the profile.
    """
    try:
        return hash_secret_raw(
            secret=secret,
            salt=salt,
            time_cost=profile.passes,
            memory_cost=profile.memory_kib,
            parallelism=profile.lanes,
            hash_len=KEY_BYTES,
            type=Type.ID,
        )
    except HashingError:
        raise MemoryError from None


def calibrate(
    target_seconds: float = TARGET_SECONDS,
    *,
    floor: KdfProfile = FLOOR,
    cap_kib: int = MEMORY_CAP_KIB,
    derive: Callable[[bytes, bytes, KdfProfile], bytes] = derive_kek,
    clock: Callable[[], float] = time.perf_counter,
) -> KdfProfile:
    """Choose the cost of a new slot on this machine: the memory for which one derivation takes about ``target_seconds``.

    Never under ``floor`` nor over ``cap_kib``; a machine short of memory keeps the most it could give.

    Raises:
        MemoryError: the machine cannot even afford ``floor``.
    """
    profile, taken = floor, _seconds_taken(derive, floor, clock)
    for _ in range(_MOST_TRIALS):
        if _is_near(taken, target_seconds):
            break
        memory = _memory_for(profile.memory_kib, target_seconds / max(taken, _LEAST_SECONDS), floor, cap_kib)
        if memory == profile.memory_kib:
            break
        tried = KdfProfile(memory, profile.passes, profile.lanes)
        try:
            taken = _seconds_taken(derive, tried, clock)
        except MemoryError:
            break
        profile = tried
    return profile


def _is_near(taken: float, target: float) -> bool:
    return target * 0.88 <= taken <= target * 1.15


def _memory_for(memory_kib: int, ratio: float, floor: KdfProfile, cap_kib: int) -> int:
    """Return the memory to try next: time grows with it; at most four times more, for a small trial tells little."""
    wanted = int(memory_kib * min(ratio, 4.0)) // _STEP_KIB * _STEP_KIB
    return max(floor.memory_kib, min(wanted, cap_kib))


def _seconds_taken(
    derive: Callable[[bytes, bytes, KdfProfile], bytes], profile: KdfProfile, clock: Callable[[], float]
) -> float:
    started = clock()
    derive(b"calibration", bytes(SALT_BYTES), profile)
    return clock() - started
