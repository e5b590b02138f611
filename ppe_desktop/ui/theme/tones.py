"""What each tone says besides its colour: an icon always, so that nothing rests on colour alone."""

TONE_ICONS: dict[str, str] = {
    "neutral": "circle",
    "accent": "star",
    "late": "alert-triangle",
    "soon": "clock",
    "done": "check-circle",
    "info": "info",
    "child": "quote",
    "mother": "message-circle",
    "father": "message-square",
    "other": "messages",
}


def tone_icon(tone: str) -> str:
    """Return the name of the icon that goes with a tone.

    Raises:
        KeyError: no tone has that name.
    """
    return TONE_ICONS[tone]
