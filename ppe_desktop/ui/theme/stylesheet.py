"""Fill the style sheet template with a palette and a text scale."""

import re
from functools import cache

from ppe_desktop.runtime.resources import resource
from ppe_desktop.ui.theme.palette import TONES, Palette

_TOKEN = re.compile(r"@(?:(\d+)px|(\w+))")
_TONE_RULES = """
Chip[tone="{0}"], ChipButton[tone="{0}"] {{ background: @{0}_soft; color: @{0}; }}
ChipButton[tone="{0}"]:hover {{ border-color: @{0}; }}
Banner[tone="{0}"] {{ background: @{0}_soft; }}
"""


def build_stylesheet(palette: Palette, text_scale: float = 1.0) -> str:
    """Return the style sheet of the application.

    In the template ``@15px`` is a length that follows the text scale, ``@accent`` a role of the palette and
    ``@controls`` the folder of the small drawings of that palette.
    """

    def value(match: re.Match[str]) -> str:
        pixels, role = match.groups()
        if pixels:
            return f"{round(int(pixels) * text_scale)}px"
        return _controls_folder(palette.name) if role == "controls" else palette.role(role)

    return _TOKEN.sub(value, _template())


def _controls_folder(palette_name: str) -> str:
    return (resource() / "styles" / palette_name).as_posix()


@cache
def _template() -> str:
    text = resource("styles", "style.qss").read_text(encoding="utf-8")
    text = text.replace("@@tones@@", "".join(_TONE_RULES.format(tone) for tone in TONES))
    return re.sub(r"/\*.*?\*/\s*", "", text, flags=re.DOTALL)
