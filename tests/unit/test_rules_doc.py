"""The table of the rules kept with the documentation says what the program applies today."""

import runpy
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def test_the_table_of_the_rules_is_up_to_date() -> None:
    written = runpy.run_path(str(ROOT / "tools" / "build_rules_doc.py"))["document"]()
    kept = (ROOT / "docs" / "regles.md").read_text(encoding="utf-8")
    assert kept == written, "run: python tools/build_rules_doc.py"
