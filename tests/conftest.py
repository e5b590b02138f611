"""What every test needs before anything is imported: no screen, and no folder of the person who runs them."""

import gc
import os
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

_FOLDERS = ("HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME", "XDG_RUNTIME_DIR")
_ROOT = tempfile.TemporaryDirectory(prefix="ppe-tests-")


def _leave_the_home_alone() -> None:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    for name in _FOLDERS:
        folder = Path(_ROOT.name) / name.lower()
        folder.mkdir(mode=0o700, exist_ok=True)
        os.environ[name] = str(folder)


def _keep_what_is_compiled() -> None:
    """Compile each module once, not once per process: the tests start dozens, and Python may have been told not to."""
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.dont_write_bytecode = False


_leave_the_home_alone()
_keep_what_is_compiled()
gc.disable()  # as the program does: a window in a cycle must not be destroyed by the thread of a base (ui/garbage.py)


def pytest_collection_finish() -> None:
    """Leave what lasts the whole run, thousands of tests and modules, out of every later collection."""
    gc.collect()
    gc.freeze()


@pytest.hookimpl(trylast=True)
def pytest_runtest_teardown() -> None:
    """Collect on the main thread, between two tests, whatever has piled up."""
    for generation, (count, threshold) in reversed(
        list(enumerate(zip(gc.get_count(), gc.get_threshold(), strict=True)))
    ):
        if count > threshold:
            gc.collect(generation)
            return


@pytest.fixture(scope="session", autouse=True)
def _temporary_home() -> Iterator[None]:
    yield
    _ROOT.cleanup()


@pytest.fixture(scope="session", autouse=True)
def _bases_without_memory_wiping() -> Iterator[None]:
    """Open bases at twice the speed; ``tests/integration/test_connection.py`` opens them as the program does."""
    from ppe_desktop.storage import connection

    connection.MEMORY_SECURITY = False
    yield
    connection.MEMORY_SECURITY = True
