"""Where the program keeps its own things on this computer; nothing here is made, only named.

Never in a roaming profile: a Windows domain would copy it to a server.
"""

from __future__ import annotations

from pathlib import Path

import platformdirs

_APP = "PPE Desktop"
_BASE = "Mes dossiers"


def data_folder() -> Path:
    """Return the folder of what the program keeps for this user on this computer."""
    return Path(platformdirs.user_data_dir(_APP, appauthor=False, roaming=False))


def config_folder() -> Path:
    """Return the folder of the preferences (theme, size of the text): no personal data."""
    return Path(platformdirs.user_config_dir(_APP, appauthor=False, roaming=False))


def log_folder() -> Path:
    """Return the folder of the technical log."""
    return Path(platformdirs.user_log_dir(_APP, appauthor=False))


def default_base_folder() -> Path:
    """Return the folder where the base is made unless another is chosen; its name is shown on screen."""
    return data_folder() / _BASE
