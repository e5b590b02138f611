"""French typography for texts written in the code with plain keys."""

from __future__ import annotations

import re

_NARROW, _NBSP = "\N{NARROW NO-BREAK SPACE}", "\N{NO-BREAK SPACE}"


def typeset(text: str) -> str:
    """Return a French text with its curly apostrophes and its no-break spaces."""
    text = re.sub(r"(?<=\w)'(?=\w)", "’", text)
    text = re.sub(r" (?=[;!?])", _NARROW, text)
    return re.sub(r" (?=[:»])", _NBSP, text).replace("« ", f"«{_NBSP}")
