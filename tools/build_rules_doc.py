"""Write ``docs/regles.md``, the table of the rules, from the rules themselves.

Run from the root of the checkout, after any change of ``resources/rules/regles.toml`` or of the settings of the service::

    python tools/build_rules_doc.py
"""

from __future__ import annotations

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from ppe_desktop.domain.deadlines.rules_table import rule_lines, rules_markdown, unsure_markdown  # noqa: E402
from ppe_desktop.domain.deadlines.service_settings import setting_facts  # noqa: E402
from ppe_desktop.services.deadlines import shipped_rules  # noqa: E402

TARGET = ROOT / "docs" / "regles.md"
INTRODUCTION = """\
# Les règles des échéances

Ce fichier est écrit par `tools/build_rules_doc.py` à partir de `resources/rules/regles.toml` : c’est ce que le programme applique. Ne le
modifiez pas à la main. Un délai suivi de « réglage du service » est la valeur fournie avec le programme ; elle se change dans Réglages.

CASF : code de l’action sociale et des familles. CESEDA : code de l’entrée et du séjour des étrangers et du droit d’asile."""
UNSURE = """\
## Ce que la loi laisse incertain

« Pourquoi cette date ? » l’écrit sous « À vérifier ». Les premiers points se règlent dans Réglages, Règles et délais."""


def document() -> str:
    """Return the whole document."""
    lines = rule_lines(shipped_rules())
    unsure = unsure_markdown(lines, setting_facts())
    parts = (INTRODUCTION, rules_markdown(lines, level=2), f"{UNSURE}\n\n{unsure}")
    return "\n\n".join(parts) + "\n"


def main() -> None:
    """Write the document."""
    TARGET.write_text(document(), encoding="utf-8", newline="\n")
    print(f"{TARGET.relative_to(ROOT)}: {len(shipped_rules())} rules")


if __name__ == "__main__":
    main()
