from __future__ import annotations

import errno
import os
import stat
import subprocess
import sys

import pytest

from ppe_desktop.documents import output
from ppe_desktop.documents.output import free_together, write_document
from ppe_desktop.domain.errors import OutputError

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="POSIX permissions and limits")


def test_a_document_is_written_whole_and_private(tmp_path):
    path = write_document(tmp_path / "rapport.docx", b"abc")
    assert path.read_bytes() == b"abc"
    if sys.platform != "win32":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_an_existing_file_is_never_replaced_in_silence(tmp_path):
    first = write_document(tmp_path / "rapport.docx", b"1")
    assert write_document(first, b"2").name == "rapport_2.docx"
    assert write_document(first, b"3").name == "rapport_3.docx"
    assert first.read_bytes() == b"1"
    assert write_document(first, b"4", overwrite=True) == first
    assert first.read_bytes() == b"4"


def test_files_written_side_by_side_share_one_free_name(tmp_path):
    assert free_together(tmp_path / "ppe.docx", (".docx", ".pdf")).name == "ppe.docx"
    (tmp_path / "ppe.docx").touch()
    (tmp_path / "ppe_2.pdf").touch()
    assert free_together(tmp_path / "ppe.docx", (".docx", ".pdf")).name == "ppe_3.docx"
    assert free_together(tmp_path / "ppe.docx", (".docx",)).name == "ppe_2.docx"


@pytest.mark.parametrize("owner", [".~lock.rapport.docx#", "~$rapport.docx", "~$pport.docx"])
def test_a_document_open_in_word_is_not_replaced(tmp_path, owner):
    path = write_document(tmp_path / "rapport.docx", b"1")
    (tmp_path / owner).write_bytes(b"x")
    with pytest.raises(OutputError, match="ouvert dans Word"):
        write_document(path, b"2", overwrite=True)
    assert path.read_bytes() == b"1"
    assert write_document(path, b"2").name == "rapport_2.docx"


def test_a_missing_folder(tmp_path):
    with pytest.raises(OutputError, match="n’existe pas") as caught:
        write_document(tmp_path / "absent" / "a.docx", b"x")
    assert "absent" in caught.value.detail
    assert "absent" not in caught.value.message


def test_a_folder_of_that_name(tmp_path):
    (tmp_path / "a.docx").mkdir()
    with pytest.raises(OutputError):
        write_document(tmp_path / "a.docx", b"x", overwrite=True)


@POSIX
def test_a_name_too_long(tmp_path):
    with pytest.raises(OutputError, match="trop long"):
        write_document(tmp_path / ("é" * 300 + ".docx"), b"x")


@POSIX
def test_a_read_only_folder(tmp_path):
    code = (
        "import os, sys, pathlib\n"
        "from ppe_desktop.documents.output import write_document\n"
        "from ppe_desktop.domain.errors import OutputError\n"
        "os.getuid() == 0 and os.setuid(65534)\n"  # root may write anywhere: be somebody else
        "try: write_document(pathlib.Path(sys.argv[1]) / 'a.docx', b'x')\n"
        "except OutputError as error: print(error.message.encode('ascii', 'replace').decode())\n"
    )
    folder = tmp_path / "protege"
    folder.mkdir(mode=0o555)
    parents = list(tmp_path.parents)[:3] if os.getuid() == 0 else []
    for parent in (tmp_path, *parents):
        if parent.name.startswith("pytest") or parent == tmp_path:
            parent.chmod(0o755)
    done = subprocess.run(
        [sys.executable, "-c", code, str(folder)], capture_output=True, text=True, check=False, timeout=60
    )
    assert "Ce dossier est prot" in done.stdout, done.stderr


@POSIX
def test_a_full_disk_by_the_size_limit_of_a_process(tmp_path):
    code = (
        "import resource, signal, sys, pathlib\n"
        "signal.signal(signal.SIGXFSZ, signal.SIG_IGN)\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))\n"
        "from ppe_desktop.documents.output import write_document\n"
        "from ppe_desktop.domain.errors import OutputError\n"
        "try: write_document(pathlib.Path(sys.argv[1]) / 'a.docx', b'x' * 100000)\n"
        "except OutputError as error: print(error.message)\n"
    )
    done = subprocess.run(
        [sys.executable, "-B", "-c", code, str(tmp_path)], capture_output=True, text=True, check=True, timeout=60
    )
    assert "disque est plein" in done.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (OSError(errno.ENOSPC, "x"), "disque est plein"),
        (OSError(errno.EROFS, "x"), "protégé"),
        (PermissionError(errno.EACCES, "x"), "protégé"),
        (OSError(errno.ENAMETOOLONG, "x"), "trop long"),
        (OSError(errno.EIO, "x"), "plus accessible"),
        (OSError(12345, "x"), "choisissez un autre dossier"),
    ],
)
def test_every_reason_has_its_words(tmp_path, monkeypatch, error, words):
    def fail(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(output, "write_atomically", fail)
    with pytest.raises(OutputError, match=words):
        write_document(tmp_path / "a.docx", b"x")


@pytest.mark.parametrize(("code", "words"), [(32, "ouvert dans Word"), (112, "disque est plein"), (206, "trop long")])
def test_windows_codes(tmp_path, monkeypatch, code, words):
    def fail(*_: object, **__: object) -> None:
        error = PermissionError(errno.EACCES, "x")
        error.winerror = code
        raise error

    monkeypatch.setattr(output, "write_atomically", fail)
    with pytest.raises(OutputError, match=words):
        write_document(tmp_path / "a.docx", b"x")
