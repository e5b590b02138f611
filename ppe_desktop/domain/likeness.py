"""Names that sound alike in French, and who may be the same child or the same person.

Nothing here decides: two files that look alike are shown to the person who knows them. Two children of one family born the same day are
twins until somebody says otherwise.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum
from functools import cached_property

from rapidfuzz.distance import OSA

from ppe_desktop.domain.texts import plain

_SOUNDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), sound)
    for pattern, sound in (
        (r"(?<=t)h|(?<=[dgkr])h", ""),
        (r"sch|sh", "C"),
        (r"ph", "f"),
        (r"ch(?=[rlnt]|ael|ristia)", "k"),
        (r"ch", "C"),
        (r"h", ""),
        (r"y", "i"),
        (r"bv", "v"),
        (r"(.)\1+", r"\1\1"),
        (r"ss", "S"),
        (r"(?<=[aeiou])s(?=[aeiou])", "z"),
        (r"S", "s"),
        (r"(.)\1", r"\1"),
        (r"ck|qu?", "k"),
        (r"c(?=[ei])", "s"),
        (r"c", "k"),
        (r"ge(?=[ao])|g(?=[ei])|dj", "j"),
        (r"gu(?=[ei])", "g"),
        (r"(?:e?au|o)l?(?=[tdx]s?$)", "o"),
        (r"e?au", "o"),
        (r"ou|w", "u"),
        (r"(?:ai|ei|i|ia)[nm](?![aeiounm])|(?<=i)en$", "1"),
        (r"[ae]a?[nm](?![aeiounm])", "2"),
        (r"o[nm](?![aeiounm])", "3"),
        (r"ai|ei|ae", "e"),
        (r"ili(?=[aeou])|ill", "i"),
        (r"(?<=o)ist$", "i"),
        (r"(?<=o)st$", ""),
        (r"x$", "s"),
        (r"z$", "s"),
    )
)
"""Spellings of one sound, in the order in which they are read. Digits stand for the nasals, C for the "ch" of "chat"."""
_MUTE = re.compile(r"(?<=[^aeou])e$|(?<=[eu])e$")
_SILENT = re.compile(r"[td]+$")
_SPLIT = re.compile(r"[,;/\n()]+|\s+(?:ou|alias|dit|dite)\s+", re.IGNORECASE)
_LEAST_FOR_A_SLIP = 5
_PHONE = re.compile(r"\D+")


def sound_keys(name: str) -> frozenset[str]:
    """Return how a name may sound in French: one way, or two when its final s is heard by some ("Mathis").

    Spaces, hyphens, accents and case do not count. An empty set stands for no name.
    """
    word = plain(name).replace(" ", "")
    for pattern, sound in _SOUNDS:
        word = pattern.sub(sound, word)
    if not word:
        return frozenset()
    if word.endswith("s") and len(word) > 2:
        return frozenset((word, _ended(word[:-1])))
    return frozenset((_ended(word),))


def _ended(word: str) -> str:
    """Return a sound without its mute ending."""
    shorter = _MUTE.sub("", word)
    if shorter == word and len(word) > 2:
        shorter = _SILENT.sub("", word)
    return shorter or word


def sound_alike(one: str, other: str) -> bool:
    """Tell whether two names may be the same one heard and written by two persons."""
    return not sound_keys(one).isdisjoint(sound_keys(other))


def is_slip(one: str, other: str) -> bool:
    """Tell whether two names differ by one letter inside: a slip of the fingers. Endings tell girls from boys, so they count."""
    first, second = (plain(name).replace(" ", "") for name in (one, other))
    if min(len(first), len(second)) < _LEAST_FOR_A_SLIP or first[-2:] != second[-2:]:
        return False
    return bool(OSA.distance(first, second, score_cutoff=1) <= 1)


class Likeness(Enum):
    """What two children may be to each other, from the closest."""

    SAME = "same"
    UNSURE = "unsure"
    TWIN = "twin"
    NAMESAKE = "namesake"
    NONE = "none"


LIKENESS_WORDS = {
    Likeness.SAME: "Peut-être le même enfant",
    Likeness.UNSURE: "Prénom proche, même date de naissance : le même enfant, ou son jumeau",
    Likeness.TWIN: "Jumeau ou jumelle possible : un autre enfant",
    Likeness.NAMESAKE: "Homonyme : une autre date de naissance",
}


@dataclass(frozen=True)
class Identity:
    """What is compared of a child.

    Attributes:
        surnames: surname of birth and of use.
        first_names: the usual one, the first of the civil names, all of them.
        aliases: other writings of the whole name.
        birth_date: as kept, if known.
        sex: code of the sex, ``"X"`` when unknown.
    """

    surnames: tuple[str, ...]
    first_names: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    birth_date: dt.date | None = None
    sex: str = "X"

    @cached_property
    def surname_sounds(self) -> frozenset[str]:
        """How the surnames sound."""
        return _sounds(self.surnames)

    @cached_property
    def first_sounds(self) -> frozenset[str]:
        """How the first names sound."""
        return _sounds(self.first_names)

    @cached_property
    def whole_sounds(self) -> tuple[tuple[frozenset[str], ...], ...]:
        """How each writing of the whole name sounds, word by word."""
        own = [f"{surname} {first}" for surname in self.surnames for first in self.first_names]
        return tuple(_words(name) for name in (*own, *self.aliases))


def identity(
    *,
    birth_surname: str,
    first_names: str = "",
    use_surname: str = "",
    usual_first_name: str = "",
    other_names: str = "",
    birth_date: dt.date | None = None,
    sex: str = "X",
) -> Identity:
    """Return what is compared of a child, from the facts of the file."""
    civil = first_names.replace(",", " ").split()
    firsts = (usual_first_name, civil[0] if civil else "", " ".join(civil))
    aliases = (alias.strip() for alias in _SPLIT.split(other_names))
    return Identity(
        _distinct((birth_surname, use_surname)), _distinct(firsts), _distinct(aliases), birth_date, sex or "X"
    )


def compare(one: Identity, other: Identity) -> Likeness:
    """Return what two children may be to each other. The order does not matter."""
    same_day = one.birth_date is not None and one.birth_date == other.birth_date
    other_day = None not in (one.birth_date, other.birth_date) and not same_day
    if _same_name(one, other):
        if other_day:
            return Likeness.NAMESAKE
        return Likeness.TWIN if same_day and _other_sex(one, other) else Likeness.SAME
    if not same_day or not _surnames_alike(one, other):
        return Likeness.NONE
    if not one.first_names or not other.first_names:
        return Likeness.SAME
    close = any(is_slip(first, second) for first in one.first_names for second in other.first_names)
    return Likeness.UNSURE if close and not _other_sex(one, other) else Likeness.TWIN


def _other_sex(one: Identity, other: Identity) -> bool:
    return {one.sex, other.sex} == {"F", "M"}


def _same_name(one: Identity, other: Identity) -> bool:
    """Tell whether the whole names sound alike: in order, surname and first name swapped, or as an alias."""
    if not one.first_names and not other.first_names:
        return _surnames_alike(one, other)
    if _surnames_alike(one, other) and not one.first_sounds.isdisjoint(other.first_sounds):
        return True
    if not one.surname_sounds.isdisjoint(other.first_sounds) and not one.first_sounds.isdisjoint(other.surname_sounds):
        return True
    return any(
        len(words) > 1 and _same_words(words, others) for words in one.whole_sounds for others in other.whole_sounds
    )


def _surnames_alike(one: Identity, other: Identity) -> bool:
    if not one.surname_sounds.isdisjoint(other.surname_sounds):
        return True
    return any(is_slip(first, second) for first in one.surnames for second in other.surnames)


def _same_words(one: tuple[frozenset[str], ...], other: tuple[frozenset[str], ...]) -> bool:
    """Tell whether two whole names are made of words that sound alike, in any order."""
    if len(one) != len(other):
        return False
    left = list(other)
    for word in one:
        found = next((candidate for candidate in left if not word.isdisjoint(candidate)), None)
        if found is None:
            return False
        left.remove(found)
    return True


def _sounds(names: Iterable[str]) -> frozenset[str]:
    return frozenset(key for name in names for key in sound_keys(name))


def _words(name: str) -> tuple[frozenset[str], ...]:
    return tuple(sound_keys(word) for word in plain(name).split())


def _distinct(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if plain(name)))


class KnownChildren:
    """The children of the base, looked up by sound, by beginning of name and by birth date, at each key."""

    def __init__(self, known: Iterable[tuple[str, Identity]]) -> None:
        """Index identifiers and identities."""
        self._known = dict(known)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        self._by_day: dict[dt.date, list[str]] = defaultdict(list)
        self._starts: list[tuple[str, str]] = []
        for child_id, child in self._known.items():
            for sound in (
                child.surname_sounds
                | child.first_sounds
                | {key for words in child.whole_sounds for word in words for key in word}
            ):
                self._by_sound[sound].append(child_id)
            if child.birth_date:
                self._by_day[child.birth_date].append(child_id)
            self._starts.append(
                (" " + plain(" ".join((*child.surnames, *child.first_names, *child.aliases))), child_id)
            )

    def like(self, typed: Identity, most: int = 8) -> list[tuple[str, Likeness]]:
        """Return who may be the child that is being typed, the likeliest first; a name begun is enough."""
        judged = {child_id: compare(typed, self._known[child_id]) for child_id in self._candidates(typed)}
        found = [(child_id, likeness) for child_id, likeness in judged.items() if likeness is not Likeness.NONE]
        found.sort(key=lambda entry: list(Likeness).index(entry[1]))
        begun = [(child_id, Likeness.NONE) for child_id in self._begun(typed) if child_id not in dict(found)]
        return [*found, *begun][:most]

    def _candidates(self, typed: Identity) -> set[str]:
        sounds = (
            typed.surname_sounds | typed.first_sounds | {k for words in typed.whole_sounds for w in words for k in w}
        )
        found = {child_id for sound in sounds for child_id in self._by_sound.get(sound, ())}
        if typed.birth_date:
            found.update(self._by_day.get(typed.birth_date, ()))
        return found

    def _begun(self, typed: Identity) -> Iterator[str]:
        words = plain(" ".join((*typed.surnames, *typed.first_names[-1:]))).split()
        if len("".join(words)) >= 3:
            for text, child_id in self._starts:
                if all(f" {word}" in text for word in words):
                    yield child_id


@dataclass(frozen=True)
class PersonTraits:
    """What is compared of two adults.

    Attributes:
        surnames: surname and surname of birth.
        first_name: first name, if known.
        phone: telephone, as typed.
        birth_date: if known.
    """

    surnames: tuple[str, ...]
    first_name: str = ""
    phone: str = ""
    birth_date: dt.date | None = None

    @cached_property
    def surname_sounds(self) -> frozenset[str]:
        """How the surnames sound."""
        return _sounds(self.surnames)

    @cached_property
    def first_sounds(self) -> frozenset[str]:
        """How the first name sounds."""
        return sound_keys(self.first_name)


def same_person(one: PersonTraits, other: PersonTraits) -> bool:
    """Tell whether two adults may be one: names that sound alike, or a telephone in common and one name in common.

    Two birth dates known and different make two persons.
    """
    if None not in (one.birth_date, other.birth_date) and one.birth_date != other.birth_date:
        return False
    surnames = not one.surname_sounds.isdisjoint(other.surname_sounds) or any(
        is_slip(first, second) for first in one.surnames for second in other.surnames
    )
    firsts = not one.first_sounds.isdisjoint(other.first_sounds)
    if surnames and (firsts or not (one.first_name and other.first_name)):
        return True
    swapped = not one.first_sounds.isdisjoint(other.surname_sounds) and not other.first_sounds.isdisjoint(
        one.surname_sounds
    )
    return swapped or (same_phone(one.phone, other.phone) and (surnames or firsts))


def same_phone(one: str, other: str) -> bool:
    """Tell whether two telephone numbers are one, however they are grouped and prefixed."""
    first, second = (_PHONE.sub("", number)[-9:] for number in (one, other))
    return len(first) == 9 and first == second


def likely_pairs(persons: dict[str, PersonTraits]) -> list[tuple[str, str]]:
    """Return the adults who may be one, two by two: compared when surnames sound alike, are swapped, or a telephone is shared."""
    by_surname: dict[str, list[str]] = defaultdict(list)
    by_phone: dict[str, list[str]] = defaultdict(list)
    for person_id, person in persons.items():
        for key in person.surname_sounds:
            by_surname[key].append(person_id)
        digits = _PHONE.sub("", person.phone)[-9:]
        if digits:
            by_phone[digits].append(person_id)
    swapped = [
        [person_id, *by_surname[key]]
        for person_id, person in persons.items()
        for key in person.first_sounds
        if key in by_surname
    ]
    pairs = {
        (one, other) if one < other else (other, one)
        for group in (*by_surname.values(), *by_phone.values(), *swapped)
        for place, one in enumerate(group)
        for other in group[place + 1 :]
        if one != other
    }
    return sorted(pair for pair in pairs if same_person(persons[pair[0]], persons[pair[1]]))
