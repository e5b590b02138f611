import copy
import pickle
import time

import pytest

from ppe_desktop.vault.keys import (
    FLOOR,
    READING_BOUNDS,
    DatabaseKey,
    KdfProfile,
    calibrate,
    derive_kek,
    normalise_secret,
)
from tests.support.vault import CHEAP, CHEAP_BOUNDS

KEY = bytes(range(32))


@pytest.mark.parametrize(
    ("profile", "admitted"),
    [
        (KdfProfile(19 * 1024, 1, 1), True),
        (FLOOR, True),
        (KdfProfile(2 * 1024 * 1024, 20, 16), True),
        (KdfProfile(19 * 1024 - 1, 1, 1), False),
        (KdfProfile(8, 1, 1), False),
        (KdfProfile(16 * 1024 * 1024, 1, 1), False),
        (KdfProfile(19 * 1024, 0, 1), False),
        (KdfProfile(19 * 1024, 21, 1), False),
        (KdfProfile(19 * 1024, 1, 0), False),
        (KdfProfile(19 * 1024, 1, 17), False),
        (CHEAP, False),
    ],
)
def test_the_real_bounds(profile, admitted):
    assert READING_BOUNDS.admit(profile) is admitted


def test_the_test_bounds_admit_the_cheap_profile():
    assert CHEAP_BOUNDS.admit(CHEAP)


def test_derivation_depends_on_everything():
    reference = derive_kek(b"secret", bytes(16), CHEAP)
    assert len(reference) == 32
    assert reference == derive_kek(b"secret", bytes(16), CHEAP)
    assert reference != derive_kek(b"Secret", bytes(16), CHEAP)
    assert reference != derive_kek(b"secret", b"x" * 16, CHEAP)
    assert reference != derive_kek(b"secret", bytes(16), KdfProfile(CHEAP.memory_kib, 2, 1))


def test_the_real_floor_profile_is_the_rfc_one_and_costs_something():
    assert KdfProfile(65536, 3, 4) == FLOOR
    started = time.process_time()
    derive_kek(b"secret", bytes(16), FLOOR)
    assert time.process_time() - started > 0.02


class FakeMachine:
    """Derives nothing; time grows with the memory asked."""

    def __init__(self, seconds_per_gib, memory_kib=1 << 40):
        self.seconds, self.limit, self.now, self.asked = seconds_per_gib, memory_kib, 0.0, []

    def derive(self, secret, salt, profile):
        self.asked.append(profile.memory_kib)
        if profile.memory_kib > self.limit:
            raise MemoryError
        self.now += self.seconds * profile.memory_kib / (1024 * 1024)
        return bytes(32)

    def calibrate(self):
        return calibrate(derive=self.derive, clock=lambda: self.now)


@pytest.mark.parametrize("seconds_per_gib", [1.1, 2.2, 4, 7.3, 11])
def test_calibration_takes_between_seven_and_ten_tenths_of_a_second(seconds_per_gib):
    machine = FakeMachine(seconds_per_gib)
    chosen = machine.calibrate()
    assert 0.7 <= seconds_per_gib * chosen.memory_kib / (1024 * 1024) <= 1.0
    assert (chosen.passes, chosen.lanes) == (3, 4)
    assert min(machine.asked) >= FLOOR.memory_kib


@pytest.mark.parametrize(
    ("machine", "mebibytes"),
    [
        (FakeMachine(100), 64),  # slow: the floor all the same
        (FakeMachine(0.01), 1024),  # fast: the cap
        (FakeMachine(0.01, 300 * 1024), 256),  # short of memory: the most it could give
    ],
)
def test_calibration_at_the_bounds(machine, mebibytes):
    assert machine.calibrate() == KdfProfile(mebibytes * 1024, 3, 4)


def test_calibration_never_goes_under_the_floor():
    with pytest.raises(MemoryError):
        FakeMachine(1, 1024).calibrate()


def test_memory_that_is_not_there_is_a_memory_error():
    with pytest.raises(MemoryError):
        derive_kek(b"secret", bytes(16), KdfProfile(2**32 - 1, 1, 1))


def test_nfc_and_nfd_are_the_same_secret_and_nothing_is_trimmed():
    assert normalise_secret("e\u0301le\u0300ve") == normalise_secret("élève")
    assert normalise_secret(" a ") == b" a "
    assert normalise_secret("\ud800") == b"\xed\xa0\x80"  # no error that would quote the secret


def test_the_key_never_shows_itself():
    key = DatabaseKey(KEY)
    shown = f"{key} {key!r} {key!s} {key:>20}" + str([key]) + "%s" % key  # noqa: UP031
    assert KEY.hex() not in shown
    assert repr(KEY) not in shown
    assert "DatabaseKey" in shown
    assert KEY.hex() in f"{key.bytes().hex()}"  # positive control of the search


@pytest.mark.parametrize("action", [pickle.dumps, copy.copy, copy.deepcopy])
def test_the_key_is_not_copied(action):
    with pytest.raises(TypeError) as caught:
        action(DatabaseKey(KEY))
    assert KEY.hex() not in str(caught.value)


def test_a_wiped_key_is_gone():
    key = DatabaseKey(KEY)
    buffer = key._buffer
    key.wipe()
    assert bytes(buffer) == b""
    with pytest.raises(ValueError):
        key.bytes()


def test_a_key_of_another_length_is_refused_without_being_quoted():
    with pytest.raises(ValueError) as caught:
        DatabaseKey(b"secret")
    assert "secret" not in str(caught.value)
