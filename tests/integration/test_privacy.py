"""Nothing of a child lies in clear on the disk, in the log or on the error output; nothing goes over the network."""

from __future__ import annotations

import base64
import contextlib
import io
import logging
import os
import socket
import subprocess
import sys
import threading
import unicodedata
import urllib.parse
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from ppe_desktop.domain.errors import FieldError, OutputError, PpeError, WithheldTextFoundError
from ppe_desktop.domain.recipients import Recipient
from ppe_desktop.domain.vocabulary import RecipientKind
from ppe_desktop.runtime import log
from tests.support.base import access, new_session
from tests.support.vault import PASSPHRASE

SENTINELS = {
    "surname": "Zéphyrin-Quévremont",
    "first": "Aïssatou-Maëlle",
    "note": "Allergie à l’œuf et à la pénicilline retardée",
    "words": "« J’ai très peur de l’été chez Ghislaine »",
    "street": "17 allée des Gÿpaètes barbus",
    "phone": "06 39 98 77 41",
    "place": "Famille Wœhrlé-Quénault",
    "pending": "le trente-et-un fÿvrier quarante",
    "search": "Xérès d’Abbécourt-Hœrdt",
    "unicode": "Émîlïé décomposée ÿ",
    "profile": "Gwénaëlle Le Tœuff",
    "refused": "vingt-deux rue cachée des Œillets-d’Août",
}
EXPORTED = ("surname", "first")

SCRIPT = """
import logging, os, sys, threading, warnings
from pathlib import Path
from tests.integration import test_privacy as privacy

folder, exported, logs = map(Path, sys.argv[1:4])
privacy.forbid_network()
from ppe_desktop.runtime.files import restrict_process
from ppe_desktop.runtime.log import start_logging
restrict_process()
start_logging(logs)
if "DISQUE_PLEIN" not in os.environ:  # the log alone is of a full disk: what is played meets it in the two other ends
    privacy.play(folder, exported)
privacy.stumble(logs)
os.kill(os.getpid(), 9) if sys.argv[4] == "kill" else privacy.crash()
"""


def forms(text: str) -> Iterator[tuple[str, bytes]]:
    """A text in every writing it could lie in on a disk."""
    for name, variant in (("", text), (" NFD", unicodedata.normalize("NFD", text)), (" minuscules", text.lower())):
        for encoding in ("utf-8", "utf-16-le", "cp1252"):
            with contextlib.suppress(UnicodeEncodeError):
                yield f"{encoding}{name}", variant.encode(encoding)
    raw = text.encode()
    for shift in range(3):
        kept = base64.b64encode(b"\0" * shift + raw)[4:-4]
        yield f"base64+{shift}", kept
    yield "url", "".join(f"%{byte:02X}" if byte > 127 else chr(byte) for byte in raw).encode()
    yield "adresse", urllib.parse.quote(text).encode()
    yield "échappé", ascii(text)[1:-1].encode()


def hits(data: bytes) -> set[str]:
    """The sentinels that some bytes hold, zip members unpacked."""
    found = {f"{name} ({form})" for name, text in SENTINELS.items() for form, raw in forms(text) if raw in data}
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            found |= {hit for member in package.namelist() for hit in hits(package.read(member))}
    return found


def files(*folders: Path) -> dict[Path, bytes]:
    return {path: path.read_bytes() for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()}


def play(folder: Path, exported: Path) -> None:
    """A whole working session, with what goes wrong in one."""
    s = SENTINELS
    session = new_session(folder)
    session.run(session.files.save_profile, surname=s["profile"])
    child = session.run(
        session.files.create, surname=s["surname"], first_names=s["first"], measure="PLACEMENT_ASE"
    ).created
    add = lambda kind, **values: session.run(session.records.add, kind, **values).created  # noqa: E731
    enter = lambda *typed: session.run(session.records.enter, *typed)  # noqa: E731
    (episode,) = session.run(session.files.open, child).of("care_episode")
    mother, father = (
        add("person", surname="Benali", phone=s["phone"]),
        add("person", surname="Durand", first_name="Éric"),
    )
    add("relationship", child_id=child, person_id=mother, role="MERE")
    add("relationship", child_id=child, person_id=father, role="PERE")
    address = add("address", person_id=mother, street=s["street"])
    add("address_protection", address_id=address, hidden_from_id=father)
    add("placement", episode_id=episode.id, name=s["place"], is_anonymous=True)
    add("decision", child_id=child)
    enter("child", child, "allergies", s["note"])
    enter("child", child, "allergies", unicodedata.normalize("NFD", s["unicode"]))
    plan = session.run(session.plans.prepare, child).created
    words = session.run(
        session.plans.note_words,
        plan,
        "A",
        speaker="ENFANT",
        said_on=session.run(session.plans.load, plan)[0].child.created_at.date(),
        exact_words=s["words"],
    ).created
    with contextlib.suppress(FieldError):
        enter("child", child, "birth_date", s["pending"])
    with contextlib.suppress(PpeError):
        enter("child", child, "sex", s["pending"])
    assert not [card for card in session.run(session.files.cards) if s["search"].lower() in card.searchable]
    with contextlib.suppress(PpeError):
        session.run(session.files.open, "0" * 32)
    reader = Recipient(RecipientKind.FATHER, father, "Monsieur Éric Durand, père")
    session.run(session.records.change, "child_plan", plan, participants=s["street"])
    with contextlib.suppress(WithheldTextFoundError):
        session.documents.produce(plan, reader, exported / "refusé.docx")
    session.run(session.records.change, "child_plan", plan, participants="")
    with contextlib.suppress(OutputError):
        session.documents.produce(plan, reader, exported / "absent" / f"{s['surname']}.docx")
    session.documents.preview(plan, reader)
    session.documents.produce(plan, reader, exported / "PPE.docx")
    session.run(session.plans.finish, plan)
    session.run(session.records.change, "statement", words, sharing="TOUS")
    session.close()
    with contextlib.suppress(PpeError):
        access().open(folder, s["search"])
    session = access().open(folder, PASSPHRASE)
    enter = lambda *typed: session.run(session.records.enter, *typed)  # noqa: E731
    enter("child", child, "birth_place", s["refused"])


def stumble(logs: Path) -> None:
    """Errors of every kind that hold values, on every way out."""
    secret = " ".join(SENTINELS.values())
    log.LOGGER.info("séance ouverte")
    logging.getLogger("bibliotheque").error("valeur : %s", secret)
    try:
        raise ValueError(secret)
    except ValueError as error:
        log.report_defect(error)
        logging.getLogger("bibliotheque").exception(secret)
        log.LOGGER.exception("échec d’une opération")
    thread = threading.Thread(target=_fail, args=(secret,))
    thread.start()
    thread.join()
    _Unruly(secret)  # and gone at once, badly
    for handler in logging.getLogger().handlers:
        if isinstance(handler, logging.FileHandler) and os.environ.get("DISQUE_PLEIN"):
            handler.setStream(_Full())
    logging.getLogger("bibliotheque").error("disque plein : %s", secret)


def _fail(secret: str) -> None:
    raise RuntimeError(secret)


class _Unruly:
    """Its end raises: an error nobody can catch."""

    def __init__(self, secret: str) -> None:
        self.secret = secret

    def __del__(self) -> None:
        raise RuntimeError(self.secret)


class _Full(io.StringIO):
    """A log file on a full disk."""

    def write(self, _text: str) -> int:
        raise OSError(28, "No space left on device")


def crash() -> None:
    raise RuntimeError(" ".join(SENTINELS.values()))


class LocalSocket(socket.socket):
    """A socket that cannot be of the network: the pipe to the rendering process is one, between two processes of this computer."""

    def __init__(self, family: int = -1, *arguments: int, **options: int) -> None:
        if family != getattr(socket, "AF_UNIX", None):
            raise AssertionError("a socket was created")
        super().__init__(family, *arguments, **options)


def refuse(*_arguments: object, **_options: object) -> None:
    raise AssertionError("the network was asked for something")


NETWORK = {"socket": LocalSocket, "create_connection": refuse, "getaddrinfo": refuse, "gethostbyname": refuse}


def forbid_network() -> None:
    """Let this process make no socket of the network."""
    for name, replacement in NETWORK.items():
        setattr(socket, name, replacement)


@pytest.mark.parametrize("end", ["crash", "kill", "full"])
def test_a_whole_session_leaves_nothing_in_clear_outside_the_document_asked_for(tmp_path: Path, end: str) -> None:
    base, exported, logs, temporary = (tmp_path / name for name in ("base", "remis", "journal", "tmp"))
    for folder in (exported, temporary):
        folder.mkdir()
    environment = {
        **os.environ,
        "TMPDIR": str(temporary),
        "TEMP": str(temporary),
        "TMP": str(temporary),
        "HOME": str(tmp_path / "home"),
        "PYTHONPATH": os.pathsep.join(sys.path),
        "PYTHONUTF8": "1",
    }
    environment |= {"DISQUE_PLEIN": "1"} if end == "full" else {}
    done = subprocess.run([sys.executable, "-c", SCRIPT, str(base), str(exported), str(logs), "kill" if end == "kill" else "crash"],
                          env=environment, capture_output=True, timeout=100, check=False)  # fmt: skip
    assert done.returncode == (-9 if end == "kill" else 1), done.stderr[-2000:].decode(errors="replace")
    assert hits(done.stdout) == hits(done.stderr) == set()
    written = files(tmp_path)
    assert {path.name for path in written if path.parent == exported} == ({"PPE.docx"} if end != "full" else set())
    for path, content in written.items():
        if path.parent != exported:
            assert hits(content) == set(), path.name
        assert hits(str(path.relative_to(tmp_path)).encode()) == set()
    if end != "full":
        document = {hit.split(" ")[0] for hit in hits(written[exported / "PPE.docx"])}
        assert document >= set(EXPORTED), "the control: the document asked for names the child"
        assert not document & {"street", "phone", "place", "words", "pending", "search", "refused"}
    said = (logs / "journal-technique.log").read_text(encoding="utf-8")
    assert "séance ouverte" in said
    assert said.count("Incident") >= 2
    assert "RuntimeError" in said


@pytest.mark.parametrize("form", [name for name, _raw in forms("Zéphyrin-Quévremont")])
def test_the_search_finds_a_sentinel_in_every_writing(form: str) -> None:
    raw = dict(forms(SENTINELS["surname"]))[form]
    assert any(hit.startswith("surname ") for hit in hits(b"avant " + raw + b" apr\xc3\xa8s"))
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", raw)
    assert any(hit.startswith("surname ") for hit in hits(packed.getvalue()))
    assert hits(b"rien de tel") == set()


def test_the_network_is_out_of_reach_of_a_whole_session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, replacement in NETWORK.items():
        monkeypatch.setattr(socket, name, replacement)
    for attempt in (
        socket.socket,
        lambda: socket.socket(socket.AF_INET),
        lambda: socket.create_connection(("example.org", 80)),
    ):
        with pytest.raises(AssertionError):
            attempt()
    session = new_session(tmp_path / "base")
    try:
        child = session.run(session.files.create, surname="Durand", measure="AED").created
        plan = session.run(session.plans.prepare, child).created
        session.documents.produce(plan, Recipient(RecipientKind.FILE), tmp_path / "ppe.docx")
    finally:
        session.close()
    assert (tmp_path / "ppe.docx").is_file()


@pytest.mark.skipif(sys.platform == "win32", reason="modes of POSIX")
def test_what_is_written_is_for_its_owner_only(tmp_path: Path) -> None:
    session = new_session(tmp_path / "base")
    child = session.run(session.files.create, surname="Durand", measure="AED").created
    plan = session.run(session.plans.prepare, child).created
    session.documents.produce(plan, Recipient(RecipientKind.FILE), tmp_path / "ppe.docx")
    session.close()
    for path, content in files(tmp_path).items():
        assert not content or path.stat().st_mode & 0o077 == 0, path.name
    assert (tmp_path / "base").stat().st_mode & 0o077 == 0


DIALOG = """
import sys
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from ppe_desktop.app import make_application

application = make_application()[0] if sys.argv[2] == "ours" else QApplication([])
dialog = QFileDialog(None, "Joindre", sys.argv[1])
dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
dialog.show()
dialog.selectFile("courrier.txt")
dialog.accept()
dialog.deleteLater()
del dialog
QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="the dialog of the system elsewhere")
@pytest.mark.parametrize("whose", ["ours", "bare"])
def test_the_folders_gone_through_are_not_remembered(tmp_path: Path, whose: str) -> None:
    gone_through, home = tmp_path / SENTINELS["search"], tmp_path / "home"
    gone_through.mkdir()
    home.mkdir()
    (gone_through / "courrier.txt").write_text("x")
    places = {"HOME": str(home), "XDG_CONFIG_HOME": str(home / ".config"), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run([sys.executable, "-c", DIALOG, str(gone_through), whose], env={**os.environ, **places},
                          capture_output=True, timeout=60, check=False)  # fmt: skip
    assert done.returncode == 0, done.stderr
    found = {hit for content in files(home).values() for hit in hits(content)}
    assert bool(found) == (whose == "bare"), "the control: Qt alone writes them down"


def test_errors_shown_and_logged_hold_no_value(tmp_path: Path) -> None:
    session = new_session(tmp_path / "base")
    try:
        child = session.run(session.files.create, surname="Durand").created
        for field, typed in (
            ("birth_date", SENTINELS["pending"]),
            ("sex", SENTINELS["note"]),
            ("birth_place", SENTINELS["note"] * 20),
        ):
            with pytest.raises(FieldError) as error:
                session.run(session.records.enter, "child", child, field, typed)
            assert hits(f"{error.value!r} {error.value} {log.summary(error.value)}".encode()) == set()
    finally:
        session.close()
