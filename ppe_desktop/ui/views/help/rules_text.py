"""The table of the rules as the help shows it, written from the rules at the moment it is read."""

from __future__ import annotations

from ppe_desktop.domain.deadlines.rules_table import rule_lines, rules_markdown, unsure_markdown
from ppe_desktop.domain.deadlines.service_settings import setting_facts
from ppe_desktop.services.deadlines import shipped_rules
from ppe_desktop.ui.typography import typeset

RULES_MARK, UNSURE_MARK = "{{regles}}", "{{incertain}}"
LINE_SEPARATOR = "\N{LINE SEPARATOR}"
NOTHING = "Aucune règle ne contient ces mots."


def filled(markdown: str) -> str:
    """Return a page with the rules and what is unsure in place of its marks."""
    if RULES_MARK not in markdown:
        return markdown
    lines = rule_lines(shipped_rules())
    table = rules_markdown(lines, line_break=LINE_SEPARATOR)
    return markdown.replace(RULES_MARK, typeset(table)).replace(
        UNSURE_MARK, typeset(unsure_markdown(lines, setting_facts()))
    )


def found_rules(title: str, words: str) -> str:
    """Return a page that holds the rules with some words, without regard to accents; all of them when there are no words."""
    lines = rule_lines(shipped_rules(), words=words)
    table = rules_markdown(lines, level=2, line_break=LINE_SEPARATOR) if lines else NOTHING
    return typeset(f"# {title}\n\n{table}")
