"""The child's page at three ages, in pictures: what a child of four, eight and fifteen makes by real gestures, on screen and as it prints.

Run: ``python tools/child_page_pictures.py [DOSSIER]``; without a folder, ``docs/screenshots/page-enfant``. The pictures are to be looked at.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def main(folder: Path) -> None:
    """Make the pages and keep them."""
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    sys.path.insert(0, str(ROOT))
    from tests.support.child_page_pictures import keep_pictures

    keep_pictures(folder)


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots" / "page-enfant")
