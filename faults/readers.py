"""What reads a file that came in, as the program reads it, with an alarm on anything that file should never make it do."""

from __future__ import annotations

import contextlib
import io
import logging
import sys
import zipfile
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from random import Random
from xml.parsers import expat

from faults import mutants
from ppe_desktop.domain.errors import PpeError
from ppe_desktop.runtime import limits

_FORBIDDEN = ("os.system", "os.exec", "os.posix_spawn", "os.spawn", "subprocess.Popen", "socket.connect", "socket.bind", "os.remove", "os.rename",
              "shutil.", "webbrowser.open", "pty.spawn", "ctypes.dlopen")  # fmt: skip
_MEMORY = 1024**3


class Alarm:
    """Notes what a file made the process do that none may; it cannot be taken off, so it lives in a process of its own."""

    def __init__(self) -> None:
        self.heard: list[str] = []
        self.is_on = False
        sys.addaudithook(self._hear)

    def _hear(self, event: str, told: tuple[object, ...]) -> None:
        if not self.is_on:
            return
        writes = event == "open" and isinstance(told[1], str) and any(letter in told[1] for letter in "wax+")
        if writes or event.startswith(_FORBIDDEN):
            self.heard.append(f"{event} {told[0] if told else ''}"[:120])


def read_many(pipe: Connection, kind: str, seed: int, begin: int, count: int, folder: Path) -> None:
    """Read mutants one by one and say how each ended: taken, refused, or what went wrong."""
    sys.stderr = io.StringIO()
    logging.disable()
    read = reader(kind, folder)
    limits.forbid_core_file()
    limits.cap_memory(_MEMORY)
    alarm = Alarm()
    for number in range(begin, begin + count):
        mutant = mutants.MAKERS[kind](Random(seed * 1_000_003 + number))
        alarm.is_on = kind not in ("manifeste", "image")
        ended = _ended(read, mutant)
        alarm.is_on = False
        pipe.send((number, ended, alarm.heard))
        alarm.heard = []


def _ended(read: Callable[[bytes], None], mutant: bytes) -> str:
    try:
        read(mutant)
    except PpeError:
        return "refusé"
    except MemoryError:
        return "refusé"
    except Exception as error:  # noqa: BLE001 - an escape, counted by the parent
        return f"{type(error).__name__} : {str(error)[:100]}"
    return "pris"


def reader(kind: str, folder: Path) -> Callable[[bytes], None]:
    """Return what reads a kind of file in the program."""
    return {
        "modèle": _template,
        "pièce": _attachment,
        "pdf": _pdf,
        "word": _word,
        "image": _picture,
        "manifeste": _manifest,
    }[kind](folder)


def _template(_folder: Path) -> Callable[[bytes], None]:
    from ppe_desktop.documents.renderer import Renderer

    renderer = Renderer()
    context = {"v": "texte & <suite>", "l": ["un", "deux"], "x": {"a": 1}, "texte": "abc", "liste": ["a"]}

    def read(data: bytes) -> None:
        made = renderer.render(data, context)
        with zipfile.ZipFile(io.BytesIO(made)) as package:
            for name in package.namelist():
                if name.endswith((".xml", ".rels")):
                    expat.ParserCreate().Parse(package.read(name), True)

    return read


def _attachment(_folder: Path) -> Callable[[bytes], None]:
    from ppe_desktop.domain.recognition import text_of
    from ppe_desktop.services.attachments import described

    def read(data: bytes) -> None:
        described(data, "courrier.pdf")
        text_of(data)

    return read


def _pdf(_folder: Path) -> Callable[[bytes], None]:
    from ppe_desktop.documents import pdf_pages

    def read(data: bytes) -> None:
        pdf_pages.describe(data)
        pdf_pages.draw(data, 0, 0.5)
        pdf_pages.find(data, "visite")

    return read


def _word(_folder: Path) -> Callable[[bytes], None]:
    from ppe_desktop.documents.word_page import received_page

    def read(data: bytes) -> None:
        page = received_page(data)
        if "<script" in page.lower() or "javascript:" in page.lower():
            raise AssertionError("une page active")

    return read


def _picture(_folder: Path) -> Callable[[bytes], None]:
    from ppe_desktop.pictures.decoder import decode

    def read(data: bytes) -> None:
        decode(data, 0, 5000)
        decode(data, 0, 160)

    return read


def _manifest(folder: Path) -> Callable[[bytes], None]:
    from ppe_desktop.vault.bundles import MANIFEST, find_bundles

    bundle = folder / "2026-11-22_10h00m00.sauvegarde"
    bundle.mkdir(exist_ok=True)
    (bundle / "dossiers.db").write_bytes(bytes(4096))

    def read(data: bytes) -> None:
        (bundle / MANIFEST).write_bytes(data)
        find_bundles(folder)

    return read


def spring(pipe: Connection, data: bytes) -> None:
    """Fill a template with docxtpl as it comes, without any of our gates: the alarm must ring."""
    import docxtpl

    sys.stderr = io.StringIO()
    alarm = Alarm()
    template = docxtpl.DocxTemplate(io.BytesIO(data))
    alarm.is_on = True
    with contextlib.suppress(Exception):  # only the alarm counts
        template.render({})
    alarm.is_on = False
    pipe.send(alarm.heard)
