"""The program started as a person starts it, in a process of its own."""

import os
import subprocess
import sys

import pytest

from ppe_desktop.app import raise_other_window
from tests.support.base import new_session

COMMAND = [sys.executable, "-m", "ppe_desktop"]


@pytest.fixture
def environment(tmp_path):
    return {**os.environ, "QT_QPA_PLATFORM": "offscreen", "HOME": str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path / "c")}


def test_a_second_start_on_the_same_base_leaves_the_place_to_the_first(qtbot, tmp_path, environment):
    new_session(tmp_path / "base").close()
    command = [*COMMAND, "--base", str(tmp_path / "base")]
    first = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    try:
        qtbot.waitUntil(lambda: first.poll() is not None or raise_other_window(tmp_path / "base"), timeout=40_000)
        assert first.poll() is None, first.stderr.read().decode()
        second = subprocess.run(command, env=environment, timeout=30, check=False, capture_output=True)
        assert second.returncode == 0, second.stderr
        assert first.poll() is None, "the first window is still there"
    finally:
        first.kill()
        first.wait()
        first.stderr.close()


def test_the_window_paints_before_anything_heavy_is_loaded(tmp_path, environment):
    script = (
        "import sys, runpy, os\n"
        "real = os._exit\n"
        "def leave(code):\n"
        "    heavy = {'sqlalchemy', 'docx', 'docxtpl', 'lxml', 'jinja2', 'alembic', 'argon2', 'mammoth'} & set(sys.modules)\n"
        "    print(sorted(heavy), flush=True)\n"
        "    real(0)\n"
        "os._exit = leave\n"
        "sys.argv = ['ppe-desktop', '--measure-first-paint', 'door', sys.argv[1]]\n"
        "runpy.run_module('ppe_desktop', run_name='__main__')\n"
    )
    (tmp_path / "dossiers.db").touch()
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.strip() == "[]", done.stderr
