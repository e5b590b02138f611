"""Build ``resources/towns/communes.txt``: the towns of each French postcode, to propose them offline.

Run from the root of the checkout with the file ``communes.json`` of the npm package @etalab/decoupage-administratif 6.0.0::

    python tools/build_towns.py communes.json

Each line holds a postcode then its towns, separated by tabs, in alphabetical order. Only present communes are kept: an address in
Paris, Lyon or Marseille is written with the name of the city, its arrondissement being in the postcode. The data are under Licence
Ouverte 2.0; see ``resources/licences/communes.txt``.
"""

from __future__ import annotations

import json
import sys
from collections import defaultdict
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "resources" / "towns" / "communes.txt"
HEADER = "# Code postal, puis ses communes, séparés par des tabulations. Voir resources/licences/communes.txt."


def towns_by_postcode(source: Path) -> dict[str, list[str]]:
    """Return the names of the present communes of each postcode, with typographic apostrophes."""
    found: dict[str, set[str]] = defaultdict(set)
    for commune in json.loads(source.read_text(encoding="utf-8")):
        if commune["type"] == "commune-actuelle":
            for postcode in commune.get("codesPostaux", ()):
                found[postcode].add(commune["nom"].replace("'", "’"))
    return {postcode: sorted(names) for postcode, names in sorted(found.items())}


def main() -> None:
    """Write the file."""
    if len(sys.argv) != 2:
        raise SystemExit("Give the path of communes.json.")
    towns = towns_by_postcode(Path(sys.argv[1]))
    lines = [HEADER, *("\t".join([postcode, *names]) for postcode, names in towns.items())]
    TARGET.parent.mkdir(exist_ok=True)
    TARGET.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
    print(f"{len(towns)} postcodes, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
