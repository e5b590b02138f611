"""A whole year of one fictitious child, in pictures: the screens of ``tests/gui/test_annual_cycle.py`` as they are when it is played.

Run: ``python tools/annual_cycle_pictures.py [DOSSIER]``; without a folder, ``docs/screenshots/cycle``. The pictures are to be looked at.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main(folder: Path) -> None:
    """Play the year and keep a picture of each screen."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(ROOT))
    from tests.support.cycle_pictures import (
        keep_pictures,
    )  # here: the process that makes documents reads this file again

    keep_pictures(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots" / "cycle")
