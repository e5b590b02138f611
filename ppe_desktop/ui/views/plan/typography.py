"""French typography of what the program itself says on this screen."""

from __future__ import annotations

NBSP = "\N{NO-BREAK SPACE}"


def curly(text: str) -> str:
    """Return a label with typographic apostrophes."""
    return text.replace("'", "’")


def quoted(text: str) -> str:
    """Return words between « », unless they were typed with them."""
    words = text.strip()
    return words if words.startswith("«") and words.endswith("»") else f"«{NBSP}{words}{NBSP}»"


def colon(before: str, after: str) -> str:
    """Return "before : after" with the space that never breaks."""
    return f"{before}{NBSP}: {after}"


def uncapitalised(text: str) -> str:
    """Return a label as it reads inside a sentence."""
    return text[:1].lower() + text[1:]
