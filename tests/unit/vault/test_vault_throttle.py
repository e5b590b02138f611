import json

import pytest

from ppe_desktop.domain.errors import WaitBeforeRetryError
from ppe_desktop.vault.throttle import DELAYS_SECONDS, AttemptThrottle


class Clock:
    def __init__(self):
        self.now = 1_800_000_000.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def path(tmp_path):
    return tmp_path / "essais.json"


def test_delays_grow_and_stay(path, clock):
    throttle = AttemptThrottle(path, clock)
    throttle.check()
    waits = []
    for _ in range(100):
        throttle.record_failure()
        waits.append(throttle.seconds_left())
    assert tuple(waits[:8]) == DELAYS_SECONDS == (0, 0, 0, 2, 5, 15, 30, 60)
    assert set(waits[8:]) == {60}


def failed(path, clock, times):
    throttle = AttemptThrottle(path, clock)
    for _ in range(times):
        throttle.record_failure()
    return throttle


def test_the_delay_survives_a_restart_and_ends(path, clock):
    failed(path, clock, 8)
    clock.now += 10
    with pytest.raises(WaitBeforeRetryError) as caught:
        AttemptThrottle(path, clock).check()
    assert caught.value.seconds == 50
    clock.now += 50
    AttemptThrottle(path, clock).check()


@pytest.mark.parametrize("years", [0.01, 1, 50])
def test_a_clock_set_back_never_prolongs(path, clock, years):
    failed(path, clock, 8)
    clock.now -= years * 365 * 86400
    assert AttemptThrottle(path, clock).seconds_left() == 60
    clock.now += 60
    AttemptThrottle(path, clock).check()


def test_success_resets_and_tells_how_many_failed(path, clock):
    throttle = failed(path, clock, 5)
    assert throttle.record_success() == 5
    assert AttemptThrottle(path, clock).failures == 0
    AttemptThrottle(path, clock).check()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"echecs": -1, "dernier": 0.0}',
        b'{"echecs": true, "dernier": 0.0}',
        b'{"echecs": 1, "dernier": NaN}',
        b'{"echecs": 1, "dernier": Infinity}',
        b'{"echecs": 1, "dernier": 0.0, "nom": "x"}',
        b"[" * 5000,
        b"x" * 10_000_000,
    ],
)
def test_a_damaged_file_costs_the_longest_delay_once(path, clock, content):
    path.write_bytes(content)
    assert AttemptThrottle(path, clock).seconds_left() == 60
    assert set(json.loads(path.read_bytes())) == {"echecs", "dernier"}
    clock.now += 60
    AttemptThrottle(path, clock).check()


def test_a_folder_that_cannot_be_written_does_not_prevent_opening(tmp_path, clock):
    throttle = failed(tmp_path / "absent" / "essais.json", clock, 4)
    assert throttle.seconds_left() == 2
    clock.now += 2
    throttle.check()
    throttle.record_success()
