"""The three palettes: light, dark and high contrast, as named roles. No Qt here."""

from typing import NamedTuple

TONES = ("neutral", "accent", "late", "soon", "done", "info", "child", "mother", "father", "other")


class Palette(NamedTuple):
    """Every colour of the application, as ``#rrggbb``, by role.

    A tone (late, child…) is a pair: ``<tone>`` for its text, icon or mark, ``<tone>_soft`` for what lies behind it.
    """

    name: str
    window: str
    """Behind everything."""
    surface: str
    """Cards, fields, lists."""
    sunken: str
    """The rail, headers of tables."""
    hover: str
    """Under the pointer."""
    text: str
    muted: str
    """Secondary text, placeholders, resting icons."""
    border: str
    """Hairlines that only decorate."""
    control: str
    """The edge of a field or of a box to tick: 3:1 on what surrounds it."""
    disabled: str
    focus: str
    """The ring round what has the keyboard."""
    accent: str
    accent_hover: str
    on_accent: str
    accent_soft: str
    neutral: str
    neutral_soft: str
    late: str
    late_soft: str
    on_late: str
    soon: str
    soon_soft: str
    done: str
    done_soft: str
    info: str
    info_soft: str
    child: str
    child_soft: str
    mother: str
    mother_soft: str
    father: str
    father_soft: str
    other: str
    other_soft: str

    def role(self, name: str) -> str:
        """Return the colour of a role.

        Raises:
            AttributeError: no role has that name.
        """
        return str(getattr(self, name))


LIGHT = Palette(
    name="light",
    window="#F7F5F1", surface="#FFFFFF", sunken="#EFECE6", hover="#E7E3DB",
    text="#24221F", muted="#615D55", border="#E2DDD4", control="#8B857A", disabled="#A29C91", focus="#0E7373",
    accent="#0E6767", accent_hover="#0A5252", on_accent="#FFFFFF", accent_soft="#DAECE9",
    neutral="#4D4942", neutral_soft="#ECE8E1",
    late="#A3271C", late_soft="#FBE7E3", on_late="#FFFFFF",
    soon="#7F4B00", soon_soft="#FBEED2",
    done="#2A6334", done_soft="#E2F0E1",
    info="#35566F", info_soft="#E4ECF2",
    child="#67389A", child_soft="#F1E8F9",
    mother="#94285A", mother_soft="#FAE6EE",
    father="#34499C", father_soft="#E6EAF8",
    other="#57534B", other_soft="#EBE8E2",
)  # fmt: skip

DARK = Palette(
    name="dark",
    window="#1D1C1A", surface="#272523", sunken="#171614", hover="#34312E",
    text="#EDEAE4", muted="#B7B1A7", border="#3A3733", control="#8C867B", disabled="#79746B", focus="#63CABF",
    accent="#63CABF", accent_hover="#84DAD0", on_accent="#0B2725", accent_soft="#1F3F3C",
    neutral="#D2CCC2", neutral_soft="#383531",
    late="#F5A497", late_soft="#48241F", on_late="#2B0B07",
    soon="#EBBF6C", soon_soft="#413115",
    done="#9BD29B", done_soft="#223823",
    info="#A8C6DE", info_soft="#243442",
    child="#D2B1F3", child_soft="#38294A",
    mother="#F3A9C7", mother_soft="#452637",
    father="#B1BEF5", father_soft="#293152",
    other="#C7C1B6", other_soft="#35322E",
)  # fmt: skip

CONTRAST = Palette(
    name="contrast",
    window="#000000", surface="#000000", sunken="#000000", hover="#2B2B2B",
    text="#FFFFFF", muted="#E6E6E6", border="#FFFFFF", control="#FFFFFF", disabled="#9E9E9E", focus="#FFE14A",
    accent="#6FF2E3", accent_hover="#B4FFF6", on_accent="#000000", accent_soft="#003F3A",
    neutral="#FFFFFF", neutral_soft="#262626",
    late="#FFB3A8", late_soft="#4A0F07", on_late="#000000",
    soon="#FFD36B", soon_soft="#3B2800",
    done="#9CF29C", done_soft="#06300A",
    info="#B5DCFF", info_soft="#0C2A44",
    child="#E3C8FF", child_soft="#33114F",
    mother="#FFBFD9", mother_soft="#4B0B2C",
    father="#C6D2FF", father_soft="#111F5C",
    other="#F0EBE1", other_soft="#2E2A24",
)  # fmt: skip

PALETTES = {palette.name: palette for palette in (LIGHT, DARK, CONTRAST)}

_GROUNDS = ("window", "surface", "sunken")

TEXT_PAIRS: tuple[tuple[str, str], ...] = (
    *((ink, ground) for ground in (*_GROUNDS, "hover") for ink in ("text", "muted", "accent")),
    ("text", "accent_soft"), ("on_accent", "accent"), ("on_accent", "accent_hover"), ("on_late", "late"),
    *((tone, f"{tone}_soft") for tone in TONES),
    *((tone, ground) for tone in TONES for ground in ("window", "surface")),
)  # fmt: skip
"""What is written on what: each pair must reach 4.5:1."""

CONTROL_PAIRS: tuple[tuple[str, str], ...] = (
    *(("control", ground) for ground in _GROUNDS),
    *(("focus", ground) for ground in (*_GROUNDS, "hover", "accent_soft")),
)
"""Edges of controls and the focus ring against their ground: each pair must reach 3:1."""
