import json
import re

import pytest

from ppe_desktop.domain.errors import BaseInUseError, BaseMissingError
from ppe_desktop.vault.instance import hold_base
from tests.support.processes import child, kill, wait_ready

HOLDER = """
import sys, time
from pathlib import Path
from ppe_desktop.vault.instance import hold_base
lock = hold_base(Path(sys.argv[1]), host=sys.argv[2])
print("pret", flush=True)
time.sleep(60)
"""


def companion(folder):
    return folder / "verrou.json"


def test_hold_and_release(tmp_path):
    with hold_base(tmp_path):
        assert set(json.loads(companion(tmp_path).read_bytes())) == {"host", "pid", "started"}
    assert not companion(tmp_path).exists()
    lock = hold_base(tmp_path)
    lock.release()
    lock.release()


def test_a_second_hold_in_the_same_process_is_refused(tmp_path):
    with hold_base(tmp_path), pytest.raises(BaseInUseError):
        hold_base(tmp_path)


def test_another_process_is_named_and_its_death_frees_the_base(tmp_path):
    with child(HOLDER, str(tmp_path), "PC-12") as holder:
        wait_ready(holder)
        with pytest.raises(BaseInUseError) as caught:
            hold_base(tmp_path, host="PC-12")
        assert re.search(rf"PC-12, processus {holder.pid}", caught.value.holder)
        assert "autre fenêtre" in str(caught.value)
        kill(holder)
    assert companion(tmp_path).exists()  # the killed holder could not tidy up
    hold_base(tmp_path, host="PC-12").release()


def test_a_living_lock_is_never_forced(tmp_path):
    with child(HOLDER, str(tmp_path), "PC-7") as holder:
        wait_ready(holder)
        with pytest.raises(BaseInUseError, match="« PC-7 »"):
            hold_base(tmp_path, host="PC-12", take_over=True)


def test_another_computer_left_its_name_in_a_shared_folder(tmp_path):
    companion(tmp_path).write_text('{"host": "AUTRE-PC", "pid": 3, "started": "2026-11-20T09:05:00"}')
    with pytest.raises(BaseInUseError) as caught:
        hold_base(tmp_path, host="PC-12")
    message = str(caught.value)
    assert "« AUTRE-PC »" in message
    assert "20/11/2026 à 09:05" in message
    assert "synchronisé" in message
    assert "AUTRE-PC" in companion(tmp_path).read_text()  # not effaced by the refusal
    with pytest.raises(BaseInUseError):
        hold_base(tmp_path, host="PC-12")  # and the refusal kept no lock: same answer again
    with hold_base(tmp_path, host="PC-12", take_over=True):
        assert "PC-12" in companion(tmp_path).read_text()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"{}",
        b'{"host": 1, "pid": 3, "started": "2026-11-20T09:05:00"}',
        b'{"host": "A", "pid": "3", "started": "2026-11-20T09:05:00"}',
        b'{"host": "A", "pid": 3, "started": "hier"}',
        b'{"host": "A\\u0007", "pid": 3, "started": "2026-11-20T09:05:00"}',
        b"[" * 4000,
        b"\xff" * 100_000,
    ],
)
def test_a_damaged_companion_does_not_lock_out(tmp_path, content):
    companion(tmp_path).write_bytes(content)
    hold_base(tmp_path).release()


def test_missing_folder(tmp_path):
    with pytest.raises(BaseMissingError):
        hold_base(tmp_path / "absent")


def test_a_disk_pulled_out_and_put_back_is_held_again_unless_another_program_took_the_base(tmp_path):
    held = hold_base(tmp_path)
    (tmp_path / "verrou").unlink()  # what was open is no longer the file that others see
    hold_base(tmp_path).release()  # the control: nothing holds the base any more
    held.hold_again()
    with pytest.raises(BaseInUseError):
        hold_base(tmp_path)
    (tmp_path / "verrou").unlink()
    other = hold_base(tmp_path)
    with pytest.raises(BaseInUseError):
        held.hold_again()
    other.release()
    held.hold_again()
    held.release()
    hold_base(tmp_path).release()
