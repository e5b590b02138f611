"""A6 to A9: templates, values and files that attack; what reads them must refuse or read, and do nothing else."""

from __future__ import annotations

import contextlib
import re
import time
from random import Random

from faults import mutants, readers
from faults.campaign import Outcome, Run
from faults.nursery import at_work
from ppe_desktop.documents.renderer import Renderer
from ppe_desktop.documents.text_values import clean_text
from ppe_desktop.documents.worker import RenderProcess
from ppe_desktop.domain.errors import PpeError, RenderError
from tests.support.docx import assert_strict, opened, word

_BATCH = 500
_PATIENCE_SECONDS = 20
_OURS = "[\ue000-\ue003]"
_CANARY = "{{ cycler.__init__.__globals__.os.popen('id').read() }}"


def mutated(kind: str, run: Run) -> Outcome:
    """Read mutants of one kind of file, in processes that tell what they are made to do."""
    outcome, taken, begin = Outcome(), 0, 0
    while run.goes_on():
        count = min(_BATCH, run.tries - begin)
        ended = _batch(kind, run, begin, count)
        for number, end, heard in ended:
            taken += end == "pris"
            outcome.escapes += [f"{kind} {number} : {what}" for what in heard]
            if end not in ("pris", "refusé"):
                outcome.escapes.append(f"{kind} {number} : {end}")
        begin = ended[-1][0] + 1 if ended else begin
        if len(ended) < count:
            outcome.escapes.append(f"{kind} {begin} : le processus est mort ou ne répond plus")
            begin += 1
        run.made = begin
    outcome.notes = f"{taken} lus, {begin - taken} refusés"
    outcome.control, outcome.caught = _springs(run)
    return outcome


def _batch(kind: str, run: Run, begin: int, count: int) -> list[tuple[int, str, list[str]]]:
    folder = run.folder / "lot"
    folder.mkdir(exist_ok=True)
    ended = []
    with (
        at_work(readers.read_many, kind, run.seed, begin, count, folder) as (_process, pipe),
        contextlib.suppress(EOFError, OSError),
    ):
        while len(ended) < count and pipe.poll(_PATIENCE_SECONDS + (20 if not ended else 0)):
            ended.append(pipe.recv())
    return ended


def _springs(run: Run) -> tuple[str, bool]:
    with at_work(readers.spring, word(_CANARY)) as (_process, pipe):
        heard = pipe.recv() if pipe.poll(60) else []
    del run
    return f"le même moteur sans nos garde-fous exécute une commande : {'entendu' if heard else 'pas entendu'}", bool(
        heard
    )


def templates(run: Run) -> Outcome:
    """A6: every refused expression in every place of a template."""
    renderer, outcome, slowest = Renderer(), Outcome(), 0.0
    corpus = mutants.hostile_templates()
    chosen = run.chance.sample(corpus, min(run.tries, len(corpus)))
    for name, data in chosen:
        started = time.perf_counter()
        try:
            renderer.compiled(data)
            outcome.escapes.append(f"accepté : {name}")
        except PpeError as error:
            if not error.message.endswith((".", "!", "?")):
                outcome.escapes.append(f"message sans suite : {name}")
        except Exception as error:  # noqa: BLE001 - an escape, counted
            outcome.escapes.append(f"{type(error).__name__} : {name}")
        slowest = max(slowest, time.perf_counter() - started)
    shipped = [
        path.name
        for path in sorted((mutants._ROOT / "templates_docx").glob("*.docx"))
        if not _accepted(renderer, path.read_bytes())
    ]
    outcome.tries = len(chosen)
    outcome.escapes += [f"modèle livré refusé : {name}" for name in shipped]
    outcome.notes = f"refus le plus lent {slowest:.1f} s"
    outcome.control, outcome.caught = _springs(run)
    return outcome


def _accepted(renderer: Renderer, data: bytes) -> bool:
    try:
        renderer.compiled(data)
    except PpeError:
        return False
    return True


_WHOLE = word("Début {{ v }} suite.", "FIN", header="[{{ v }}]", footer="[{{ v }}]", table=[["{{ v }}", "cellule"]])
_TEMPLATE = mutants.light(_WHOLE)
_PIECES = (
    "&", "<", ">", '"', "'", "]]>", "{{ x }}", "{% for %}", "{#", "\x00", "\x0b", "\x1b", "\ufffe", "\ud800", "\u202e", "é", "e\u0301", "👩‍👧", " ",
    "\n", "\t", "\r\n", "\u2028", "mot ", "_x0041_", "\\1", "%s", "{0}", "<!DOCTYPE", "<w:p/>", "=1+1", "\u00a0",
)  # fmt: skip


def values(run: Run) -> Outcome:
    """A7: hostile texts written in a document: strictly well formed, equal once read again, and nothing after them lost."""
    renderer, outcome = Renderer(), Outcome(run.tries)
    for number in run.turns():
        value = _value(run.chance, number)
        try:
            made = renderer.render(_WHOLE if number % 50 == 7 else _TEMPLATE, {"v": value})
            wrong = _lost(made, value)
        except Exception as error:  # noqa: BLE001 - an escape, counted
            wrong = type(error).__name__
        if wrong:
            outcome.escapes.append(f"{number} {value[:40]!a} : {wrong}")
    made = renderer.render(_TEMPLATE, {"v": "un texte"})
    outcome.control, outcome.caught = "texte attendu changé d’une lettre : vu", bool(_lost(made, "un textz"))
    return outcome


def _value(chance: Random, number: int) -> str:
    length = 20_000 if number % 250 == 7 else chance.randrange(1, 40)
    return "".join(
        chance.choice(_PIECES) if chance.random() < 0.7 else chr(chance.randrange(1, 0x3000)) for _ in range(length)
    )


def _lost(made: bytes, value: str) -> str:
    assert_strict(made)
    shown = re.sub(_OURS, "", clean_text(re.sub(_OURS, "", value)))
    document = opened(made)
    if [paragraph.text for paragraph in document.paragraphs] != [f"Début {shown} suite.", "FIN"]:
        return "le corps n’est pas ce qui a été tapé"
    page = document.sections[0]
    if page.header.paragraphs[0].text != f"[{shown}]" or page.footer.paragraphs[0].text != f"[{shown}]":
        return "l’en-tête n’est pas ce qui a été tapé"
    cells = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    return "" if cells == [[shown, "cellule"]] else "le tableau n’est pas ce qui a été tapé"


def runaway(run: Run) -> Outcome:
    """A8: templates that never end, that want two gigabytes, and a process killed in the middle."""
    outcome = Outcome(run.tries)
    endless = word(
        "{% for a in l %}{% for b in l %}{% for c in l %}{% if c %}x{% endif %}{% endfor %}{% endfor %}{% endfor %}"
    )
    huge = word("{{ " + " ~ ".join(["a"] * 250) + " }}")
    with RenderProcess() as process:
        for number in run.turns():
            started = time.perf_counter()
            try:
                if number % 3 == 0:
                    process.render(endless, {"l": [0] * 5000}, timeout=1.5)
                elif number % 3 == 1:
                    process.render(huge, {"a": "x" * 8_000_000})
                else:
                    process.warm_up()
                    process._child.process.kill()  # type: ignore[union-attr]
                    process.render(endless, {"l": [0] * 5000}, timeout=1)
                outcome.escapes.append(f"{number} : est allé au bout")
            except RenderError:
                pass
            if time.perf_counter() - started > 30:
                outcome.escapes.append(f"{number} : plus de trente secondes")
            if not process.render(_TEMPLATE, {"v": "x"}):
                outcome.escapes.append(f"{number} : le document suivant ne se fait plus")
    outcome.caught = _goes_to_its_end(endless)
    outcome.control = (
        "sans délai, le même document va jusqu’au bout ; après chaque arrêt, un document ordinaire se fait"
    )
    return outcome


def _goes_to_its_end(endless: bytes) -> bool:
    """The control: what the limit stops, made small enough to end, is stopped with it and goes to its end without."""
    some = {"l": [0] * 160}
    with RenderProcess() as process:
        process.warm_up()
        with contextlib.suppress(RenderError):
            process.render(endless, some, timeout=0.1)
            return False
        return bool(process.render(endless, some, timeout=600))
