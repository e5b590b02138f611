import os
import stat
import subprocess
import sys

import pytest

from ppe_desktop.runtime import files
from ppe_desktop.runtime.files import clear_leftovers, create_private_file, make_private_folder, write_atomically
from ppe_desktop.runtime.resources import resource, template_path

posix_only = pytest.mark.skipif(sys.platform == "win32", reason="POSIX modes")


@pytest.fixture
def target(tmp_path):
    path = tmp_path / "rapport d'été.docx"
    path.write_bytes(b"ancien")
    return path


def names(path):
    return sorted(entry.name for entry in path.parent.iterdir())


@pytest.mark.parametrize("data", [b"", b"neuf", b"\r\n\0" * 1000, b"x" * 3_000_000])
@pytest.mark.parametrize("private", [True, False])
def test_writing_replaces_the_whole(target, data, private):
    write_atomically(target, data, private=private)
    assert target.read_bytes() == data
    assert names(target) == [target.name]


def test_writing_makes_a_new_file(tmp_path):
    write_atomically(tmp_path / "neuf", b"x", private=True)
    assert (tmp_path / "neuf").read_bytes() == b"x"


@posix_only
def test_modes(tmp_path):
    write_atomically(tmp_path / "clos", b"", private=True)
    write_atomically(tmp_path / "ouvert", b"", private=False)
    create_private_file(tmp_path / "vide")
    umask = os.umask(0)
    os.umask(umask)
    assert stat.S_IMODE((tmp_path / "clos").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "vide").stat().st_mode) == 0o600
    assert stat.S_IMODE((tmp_path / "ouvert").stat().st_mode) == 0o666 & ~umask


@pytest.mark.parametrize("step", ["fdopen", "fsync"])
def test_a_failure_leaves_the_old_file_and_nothing_else(target, monkeypatch, step):
    def fail(*_):
        raise OSError(28, "disque plein")

    monkeypatch.setattr(files.os, step, fail)
    with pytest.raises(OSError):
        write_atomically(target, b"neuf", private=True)
    monkeypatch.undo()
    assert target.read_bytes() == b"ancien"
    assert names(target) == [target.name]


def held(times):
    """A rename refused a number of times, as an antivirus does."""
    real = files.Path.replace
    refusals = iter(range(times))

    def replace(self, target):
        if next(refusals, None) is not None:
            raise PermissionError(13, "tenu")
        return real(self, target)

    return replace


def test_a_file_held_for_an_instant_is_waited_for(target, monkeypatch):
    pauses = []
    monkeypatch.setattr(files.Path, "replace", held(9))
    monkeypatch.setattr(files.time, "sleep", pauses.append)
    write_atomically(target, b"neuf", private=False)
    assert target.read_bytes() == b"neuf"
    assert pauses == [0.1] * 9


def test_a_file_held_for_ever_is_given_up(target, monkeypatch):
    monkeypatch.setattr(files.Path, "replace", held(10))
    monkeypatch.setattr(files.time, "sleep", lambda _: None)
    with pytest.raises(PermissionError):
        write_atomically(target, b"neuf", private=False)
    assert names(target) == [target.name]


def test_missing_folder(tmp_path):
    with pytest.raises(FileNotFoundError):
        write_atomically(tmp_path / "absent" / "x", b"", private=True)


def test_leftovers(target):
    (target.parent / f".{target.name}.00ff.partiel").write_bytes(b"x")
    (target.parent / ".autre.00ff.partiel").write_bytes(b"x")
    assert clear_leftovers(target) == 1
    assert names(target) == [".autre.00ff.partiel", target.name]


def test_an_existing_file_is_not_recreated(target):
    with pytest.raises(FileExistsError):
        create_private_file(target)
    assert target.read_bytes() == b"ancien"


def test_private_folder(tmp_path):
    folder = tmp_path / "a" / "b"
    make_private_folder(folder)
    make_private_folder(folder)
    assert folder.is_dir()
    if sys.platform != "win32":
        assert stat.S_IMODE(folder.stat().st_mode) == 0o700


@posix_only
def test_private_folder_closes_one_that_was_open(tmp_path):
    tmp_path.chmod(0o755)
    make_private_folder(tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o700


RESTRICTED = """
import os, pathlib, sys
from ppe_desktop.runtime.files import restrict_process
if "--not" not in sys.argv:
    restrict_process()
if sys.platform != "win32":
    import resource
    pathlib.Path("trace").write_text("x")
    print(oct(pathlib.Path("trace").stat().st_mode & 0o777), resource.getrlimit(resource.RLIMIT_CORE)[0])
if sys.platform == "linux":
    import ctypes
    print(ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
"""


def test_restricted_process(tmp_path):
    """In a child: the restrictions cannot be undone in this process."""

    def run(*arguments):
        return subprocess.run(
            [sys.executable, "-c", RESTRICTED, *arguments], cwd=tmp_path, capture_output=True, text=True, check=True
        ).stdout.split()

    output = run()
    if sys.platform != "win32":
        assert output[:2] == ["0o600", "0"]
    if sys.platform == "linux":
        assert output[2] == "0"
        assert run("--not")[2] == "1"  # control


def test_resources():
    assert resource("words_fr.txt").is_file()
    assert resource("licences", "words_fr.txt").is_file()
    with pytest.raises(FileNotFoundError):
        resource("absent.txt")
    with pytest.raises(FileNotFoundError):
        template_path("absent.docx")


def test_the_installed_copy_comes_first(tmp_path, monkeypatch):
    for place in ("wheel", "checkout"):
        folder = tmp_path / place / "templates_docx"
        folder.mkdir(parents=True)
        (folder / "a.docx").write_text(place)
    monkeypatch.setattr("ppe_desktop.runtime.resources._ROOTS", (tmp_path / "wheel", tmp_path / "checkout"))
    assert template_path("a.docx").read_text() == "wheel"
    (tmp_path / "wheel" / "templates_docx" / "a.docx").unlink()
    assert template_path("a.docx").read_text() == "checkout"
