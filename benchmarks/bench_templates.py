"""How long the check of a template takes: every shipped one, then a long one, of which the floor is one second.

The long one asks for every field of the plan, in loops and tables, four times: some 2,800 tags, eight times those of the shipped plan. The smallest of a few runs is kept.

Run: ``python -m benchmarks.bench_templates`` from the root of the sources.
"""

from __future__ import annotations

import io
import time

import docx

from ppe_desktop.documents.field_list import fields_of, line_name, written
from ppe_desktop.documents.template_check import check_template
from ppe_desktop.documents.template_slots import template_slots

FLOOR_S = 1.0
RUNS = 3
TIMES = 4


def long_template() -> bytes:
    """Return a template of the plan that asks for every field several times."""
    document = docx.Document()
    for _time in range(TIMES):
        for field in fields_of("ppe"):
            lists = ["[]".join(field.path.split("[]")[: rank + 1]) for rank in range(field.path.count("[]"))]
            for path in lists:
                document.add_paragraph(f"{{%p for {line_name(path)} in {written(path)} %}}")
            for line in field.tag.split("\n"):
                document.add_paragraph(line)
            for _path in lists:
                document.add_paragraph("{%p endfor %}")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def seconds(content: bytes, document: str) -> float:
    """Return the processor time of one check, the smallest of a few."""
    found = []
    for _run in range(RUNS):
        start = time.process_time()
        check_template(content, document)
        found.append(time.process_time() - start)
    return min(found)


def main() -> None:
    """Print one line a template."""
    for slot in template_slots().values():
        print(f"{seconds(slot.shipped(), slot.document):6.3f} s  {slot.file_name}")
    took = seconds(long_template(), "ppe")
    print(f"{took:6.3f} s  modèle long ({'sous' if took < FLOOR_S else 'AU-DESSUS DE'} {FLOOR_S:.0f} s)")


if __name__ == "__main__":
    main()
