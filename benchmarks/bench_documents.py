"""How long one document takes, against its floor and against docxtpl as shipped.

Template: 14 fields, 8 long texts, 5 loops (117 rows). Floor: unzip the finished document, parse and serialise each of its XML parts with
lxml, zip it again. The ways are interleaved and the smallest processor time of each is kept: noise only adds.

With ``--hundred``: a hundred documents of ten pages through the rendering process, each read again by the guard, as the program does;
memory of that process after the tenth and after the last, and how long the first one takes, the process being started for it.

Run: ``python -m benchmarks.bench_documents`` from the root of the sources, or run this file. Options: ``--runs 40``, ``--hundred``.
"""

from __future__ import annotations

import argparse
import io
import resource
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
from docxtpl import DocxTemplate
from lxml import etree

from ppe_desktop.documents.guard import find_texts
from ppe_desktop.documents.renderer import Renderer
from ppe_desktop.documents.worker import RenderProcess

LOOPS = {"rencontres": 40, "objectifs": 12, "paroles": 30, "contacts": 20, "etapes": 15}
FIELDS = 14
TEXTS = 8
_WORDS = "Léa parle de l'école et de sa grand-mère & de ses dessins ; elle « préfère » la cantine du jeudi. "


def template() -> bytes:
    """Return the template: fields, texts, and one table per loop."""
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "{{ champ1 }}"
    document.sections[0].footer.paragraphs[0].text = "Dossier de {{ champ2 }}"
    for number in range(1, FIELDS + 1):
        document.add_paragraph(f"Champ {number} : ").add_run("{{ champ%d }}" % number).bold = True  # noqa: UP031
    for number in range(1, TEXTS + 1):
        document.add_heading(f"Texte {number}", 2)
        document.add_paragraph("{%%p for ligne in texte%d %%}" % number)  # noqa: UP031
        document.add_paragraph("{{ ligne }}")
        document.add_paragraph("{%p endfor %}")
    for name in LOOPS:
        _add_table(document, name)
    return _saved(document)


def _add_table(document: Any, name: str) -> None:
    document.add_heading(name.capitalize(), 2)
    table = document.add_table(4, 4, style="Table Grid")
    for cell, label in zip(table.rows[0].cells, ("Date", "Qui", "Quoi", "Suite"), strict=True):
        cell.text = label
    table.rows[1].cells[0].text = "{%%tr for ligne in %s %%}" % name  # noqa: UP031
    for cell, key in zip(table.rows[2].cells, ("date", "qui", "quoi", "suite"), strict=True):
        cell.text = "{{ ligne.%s }}" % key  # noqa: UP031
    table.rows[3].cells[0].text = "{%tr endfor %}"


def context() -> dict[str, Any]:
    """Return invented values of the size of a real report."""
    values: dict[str, Any] = {f"champ{number}": f"Valeur inventée n° {number}" for number in range(1, FIELDS + 1)}
    values |= {f"texte{number}": [_WORDS * 4] * 6 for number in range(1, TEXTS + 1)}
    row = {"date": "23/11/2026", "qui": "Éducatrice", "quoi": _WORDS, "suite": "À revoir le 1er décembre"}
    return values | {name: [row] * count for name, count in LOOPS.items()}


def floor(finished: bytes) -> bytes:
    """Unzip, parse, serialise and zip a finished document."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(finished)) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as output:
        for info in source.infolist():
            content = source.read(info)
            if info.filename.endswith((".xml", ".rels")):
                content = etree.tostring(etree.fromstring(content), encoding="UTF-8", standalone=True)
            output.writestr(info.filename, content)
    return target.getvalue()


def shipped(source: bytes, values: dict[str, Any]) -> bytes:
    """Render with docxtpl as its documentation says, escaping on."""
    document = DocxTemplate(io.BytesIO(source))
    document.render(values, autoescape=True)
    return _saved(document)


def _saved(document: Any) -> bytes:
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def least(ways: dict[str, Callable[[], object]], runs: int) -> dict[str, float]:
    """Return the smallest processor time of each way, in seconds, over interleaved runs."""
    best = dict.fromkeys(ways, float("inf"))
    for _ in range(runs):
        for name, way in ways.items():
            start = time.process_time()
            way()
            best[name] = min(best[name], time.process_time() - start)
    return best


def hundred(count: int = 100, warm: int = 10) -> None:
    """Make many documents of ten pages through the rendering process, the guard included, and print times and memory."""
    source, values = template(), context()
    needles = ["12, rue de l’Église-Saint-Cœur", "06 12 34 56 78", "Famille Roussel"]
    process = RenderProcess()
    start = time.perf_counter()
    process.render(source, values)
    cold = time.perf_counter() - start
    times: list[float] = []
    sizes: list[int] = []
    for number in range(count):
        start = time.perf_counter()
        made = process.render(source, {**values, "champ1": f"document {number}"})
        assert not find_texts(made, needles)
        times.append(time.perf_counter() - start)
        sizes.append(_resident(process))
    process.close()
    print(f"premier document, processus démarré pour lui : {cold * 1000:.0f} ms")
    print(
        f"un document relu par la garde, à chaud : {min(times) * 1000:.1f} ms au mieux, {sorted(times)[count // 2] * 1000:.1f} ms médian"
    )
    print(
        f"mémoire du processus : {sizes[warm - 1] // 1024} Kio après {warm} documents, {sizes[-1] // 1024} Kio après {count}"
    )


def _resident(process: RenderProcess) -> int:
    child = process._child
    assert child is not None
    pages = int(Path(f"/proc/{child.process.pid}/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize()


def main() -> None:
    """Measure and print the ratios."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--runs", type=int, default=40)
    options.add_argument("--hundred", action="store_true")
    chosen = options.parse_args()
    runs = chosen.runs
    if chosen.hundred:
        hundred()
        return
    source, values, renderer = template(), context(), Renderer()
    finished = renderer.render(source, values)
    best = least(
        {
            "plancher (unzip + lxml + zip)": lambda: floor(finished),
            "notre rendu, modèle déjà compilé": lambda: renderer.render(source, values),
            "docxtpl tel quel": lambda: shipped(source, values),
            "compilation d'un modèle (une fois)": lambda: Renderer().compiled(source),
        },
        runs,
    )
    base = best["plancher (unzip + lxml + zip)"]
    print(
        f"document.xml : {len(zipfile.ZipFile(io.BytesIO(finished)).read('word/document.xml')) // 1024} Kio ; {runs} passages"
    )
    for name, seconds in best.items():
        print(f"{name:38} {seconds * 1000:7.2f} ms  {seconds / base:5.2f} x le plancher")


if __name__ == "__main__":
    main()
