"""The layers of the application hold: the contracts written in pyproject.toml are run by import-linter."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


def test_import_contracts() -> None:
    pytest.importorskip("importlinter", reason="import-linter is part of the dev extra")
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()", "--no-cache"],
        cwd=ROOT,
        env={**os.environ, "PYTHONIOENCODING": "utf-8", "NO_COLOR": "1", "COLUMNS": "120"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    report = "\n".join(line for line in done.stdout.splitlines() if line.strip() and not set(line) & set("╔║╚╝"))
    assert done.returncode == 0, f"import contracts broken:\n{report}\n{done.stderr}"
