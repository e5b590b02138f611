"""The rendering process, as the rest of the program sees it: kept warm, killed when it overruns, started again when needed."""

from __future__ import annotations

import contextlib
import importlib
import multiprocessing
import threading
from dataclasses import dataclass
from multiprocessing.context import SpawnProcess
from typing import Any

from ppe_desktop.documents.messages import Pipe, receive_answer, send_request
from ppe_desktop.documents.plain_context import check_context
from ppe_desktop.domain.errors import RenderError

DEFAULT_TIMEOUT = 30.0
_OVERRUN = (
    "Le document n’a pas pu être produit dans le temps permis. Le dossier n’a pas été modifié. "
    "Recommencez ; si cela se répète, vérifiez les boucles du modèle."
)
_CRASH = "La production du document s’est arrêtée d’elle-même. Le dossier n’a pas été modifié. Recommencez ; si cela se répète, signalez-le."


@dataclass(frozen=True, slots=True)
class _Child:
    process: SpawnProcess
    pipe: Pipe


class RenderProcess:
    """A child process that fills templates; safe to call from any thread, one document at a time.

    Nothing is started before the first call. Values and files travel through a pipe, never through the disk.

    Example:
        >>> with RenderProcess() as renders:  # doctest: +SKIP
        ...     docx = renders.render(template, {"enfant": {"prenom": "Léa"}})
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._child: _Child | None = None

    def __enter__(self) -> RenderProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def warm_up(self) -> None:
        """Start the process now, so that the first document does not wait for it."""
        with self._lock:
            self._running()

    def render(self, template: bytes, context: dict[str, Any], *, timeout: float = DEFAULT_TIMEOUT) -> bytes:
        """Return the .docx made from a template and plain values; see ``Renderer.render``.

        Args:
            template: bytes of the .docx template.
            context: plain values only.
            timeout: seconds after which the process is killed.

        Raises:
            TemplateError: the template is unsafe or broken.
            RenderError: too long, too big, or the process died.
            DefectError: the context holds something else than plain values.
        """
        check_context(context)
        return bytes(self._ask("render", template, context, timeout))

    def check(self, template: bytes, *, timeout: float = DEFAULT_TIMEOUT) -> None:
        """Compile a template without filling it, to approve it.

        Raises:
            TemplateError: the template is unsafe or broken.
            RenderError: too long, or the process died.
        """
        self._ask("check", template, {}, timeout)

    def page_html(self, docx: bytes, *, timeout: float = DEFAULT_TIMEOUT) -> str:
        """Return a document as inert HTML for a first look on screen.

        Raises:
            RenderError: too long, or the process died.
        """
        return self._ask("html", docx, {}, timeout).decode("utf-8")

    def read(
        self, action: str, document: bytes, *, timeout: float = DEFAULT_TIMEOUT, **context: Any
    ) -> bytes | bytearray:
        """Return what a document received from outside shows.

        Args:
            action: ``"word"`` (inert HTML), ``"pdf"`` (size of the pages), ``"pdf-page"`` (pixels), ``"pdf-find"`` (places of words), ``"pdf-text"``
                (all it says) or ``"picture"`` (pixels); see ``word_page``, ``pdf_pages`` and ``pictures.decoder``.
            document: the whole file.
            timeout: seconds after which the process is killed.
            **context: what the action asks for.

        Raises:
            RenderError: the document is broken or protected, too long to read, or the process died of it.
        """
        return self._ask(action, document, context, timeout)

    def close(self) -> None:
        """End the process; the next call would start another."""
        with self._lock:
            self._end()

    def _ask(self, action: str, document: bytes, context: dict[str, Any], timeout: float) -> bytes | bytearray:
        with self._lock:
            child = self._running()
            overrun = threading.Event()
            watch = threading.Timer(timeout, _stop, (child, overrun))
            watch.daemon = True
            watch.start()
            try:
                send_request(child.pipe, action, document, context, timeout + 1)
                return receive_answer(child.pipe)
            except RenderError:
                self._end()  # too big or out of memory: the next document starts from a fresh process
                raise
            except (EOFError, OSError) as error:
                self._end()
                raise RenderError(_OVERRUN if overrun.is_set() else _CRASH) from error
            finally:
                watch.cancel()

    def _running(self) -> _Child:
        if self._child is not None and not self._child.process.is_alive():
            self._end()
        if self._child is None:
            self._child = _start()
        return self._child

    def _end(self) -> None:
        child, self._child = self._child, None
        if child is None:
            return
        with contextlib.suppress(OSError):
            child.pipe.close()
        child.process.kill()
        child.process.join(5)
        with contextlib.suppress(ValueError):
            child.process.close()


def _start() -> _Child:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    # daemon: the system ends it with the program, even when close() was never called
    process = context.Process(target=_serve, args=(theirs,), name="ppe-documents", daemon=True)
    process.start()
    theirs.close()
    return _Child(process, ours)


def _stop(child: _Child, overrun: threading.Event) -> None:
    overrun.set()
    with contextlib.suppress(ValueError):  # already closed: the answer came at the last moment
        child.process.kill()


def _serve(pipe: Pipe) -> None:
    # imported here, in the child: the window's process never loads docxtpl, jinja2 or lxml
    importlib.import_module("ppe_desktop.documents.render_child").serve(pipe)
