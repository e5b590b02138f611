"""Where the pictures, fonts and style sheet of the application are."""

from functools import cache
from pathlib import Path

_PACKAGE = Path(__file__).resolve().parents[2]


@cache
def resources_folder() -> Path:
    """Return the folder of resources: inside the installed package, else beside it in the source tree."""
    installed = _PACKAGE / "_data" / "resources"
    return installed if installed.is_dir() else _PACKAGE.parent / "resources"


def resource(*parts: str) -> Path:
    """Return the path of one resource, for example ``resource("icons", "home.svg")``."""
    return resources_folder().joinpath(*parts)
