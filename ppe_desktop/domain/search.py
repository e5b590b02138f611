"""Searching: what was typed as a question, the words found in their context, the results put in order. Pure functions.

Texts and questions go through the same :func:`fold`, so that accents, case, ligatures, apostrophes and hyphens never hide anything.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice

from ppe_desktop.domain.texts import plain

LEAST_LETTERS = 3
"""Letters of a word from which texts are searched; names are found from the first."""
LONGEST_QUESTION = 200
"""Characters of the question that are looked at."""
LONGEST_WORD = 40
MOST_WORDS = 8
AROUND = 60
"""Characters shown on each side of the words found."""
_MOST_MARKS = 60


class _Folding(dict[int, str]):
    """What each character becomes; filled as characters are met.

    Attributes:
        uneven: those met that do not become one character.
    """

    def __init__(self) -> None:
        super().__init__()
        self.uneven: list[str] = []

    def __missing__(self, code: int) -> str:
        character = chr(code)
        is_silent = unicodedata.category(character) in (
            "Mn",
            "Me",
            "Cf",
        )  # accents apart, soft hyphens, direction marks
        self[code] = folded = "" if is_silent else plain(character) or " "
        if len(folded) != 1:
            self.uneven.append(character)
        return folded


_FOLDED = _Folding()
_BEYOND_ASCII = re.compile("[^\x00-\x7f]")


def fold(text: str) -> str:
    """Return the text as it is searched: lower case, no accents, "oe" for "œ", spaces for all that is no letter or figure."""
    return _BEYOND_ASCII.sub(_fold_one, text).translate(
        _FOLDED
    )  # a text of ASCII alone is translated five times faster


def _fold_one(found: re.Match[str]) -> str:
    return _FOLDED[ord(found[0])]


@dataclass(frozen=True, slots=True)
class Term:
    """Words to find one after the other.

    Attributes:
        parts: folded words.
        is_prefix: the last one may be the beginning of a longer word.
    """

    parts: tuple[str, ...]
    is_prefix: bool = True


@dataclass(frozen=True, slots=True)
class Query:
    """What is looked for.

    Attributes:
        terms: what a text must hold, all of them, in any order; empty when nothing typed is long enough.
        words: every word typed, short ones included: what a name must begin with, and the exact phrase.
        is_quoted: some words stand between quotation marks.
    """

    terms: tuple[Term, ...] = ()
    words: tuple[str, ...] = ()
    is_quoted: bool = False

    @property
    def phrase(self) -> Term | None:
        """Return all the words in the order typed, when that says more than the words themselves."""
        term = _typed(self.words) if len(self.words) > 1 and not self.is_quoted else None
        return term if term and len(term.parts) > 1 else None


def parse_query(text: str) -> Query:
    """Understand anything typed: words are beginnings of words, words between quotation marks must follow one another."""
    pieces = re.split('["«»“”„]', text[:LONGEST_QUESTION])
    terms: list[Term] = []
    words: list[str] = []
    for number, piece in enumerate(pieces):
        if number % 2:
            parts = _words(piece)
            words += parts
            is_unfinished = number == len(pieces) - 1
            terms += [_typed(parts) if is_unfinished else Term(parts, is_prefix=False)] if parts else []
        else:
            for chunk in _IN_PAIRS.sub(_joined, piece).split():
                parts = _words(chunk)
                words += parts
                terms += _term(parts)
    distinct = tuple(dict.fromkeys(terms))[:MOST_WORDS]
    return Query(distinct, tuple(words[:MOST_WORDS]), any(pieces[1::2]))


_IN_PAIRS = re.compile(r"\b0\d(?:[\s.]\d\d?)+")


def _joined(pairs: re.Match[str]) -> str:
    """Return a telephone number in one piece, as it is searched."""
    return "".join(filter(str.isdigit, pairs[0]))


def _words(text: str) -> tuple[str, ...]:
    return tuple(word[:LONGEST_WORD] for word in fold(text).split())


def _term(parts: tuple[str, ...]) -> list[Term]:
    """Return what a chunk without spaces asks for: "l’école" asks for "école", "Saint-Maur" for both words in this order."""
    while len(parts) > 1 and len(parts[0]) < LEAST_LETTERS <= max(map(len, parts)):
        parts = parts[1:]
    return [_typed(parts)] if sum(map(len, parts)) >= LEAST_LETTERS else []


def _typed(parts: tuple[str, ...]) -> Term:
    """Return words of which the last may go on; one or two letters are no beginning yet: too many words have it."""
    if len(parts[-1]) >= LEAST_LETTERS:
        return Term(parts)
    if len(parts) > 1 and max(map(len, parts)) >= LEAST_LETTERS:
        return Term(parts[:-1], is_prefix=False)
    return Term(parts, is_prefix=False)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Some words of a text, as they are written.

    Attributes:
        text: on one line.
        found: beginning and end of each group of letters found in it.
    """

    text: str
    found: tuple[tuple[int, int], ...] = ()


_Found = tuple[int, int, int]
"""Beginning and end in the folded text, and which of the terms it is."""


class Marker:
    """Finds the words of a question in texts as they were written, accents and case included.

    Args:
        query: the question.
    """

    def __init__(self, query: Query) -> None:
        self._in_texts = query.terms
        self._in_names = tuple(Term((word,)) for word in query.words)
        self._phrase = (query.phrase,) if query.phrase else ()
        self._last = ("", "")

    def in_text(self, text: str) -> Excerpt | None:
        """Return the words found with what surrounds them, or None."""
        return _excerpt(text, self._fold(text), self._in_texts)

    def is_exact(self, title: str, texts: Iterable[str]) -> bool:
        """Tell whether a title has every word typed, or a text has them in the order typed."""
        if title and self._in_names:
            folded = f" {fold(title)}"
            if all(f" {term.parts[0]}" in folded for term in self._in_names):
                return True
        return bool(self._phrase) and any(_find(self._fold(text), self._phrase) for text in texts)

    def _fold(self, text: str) -> str:
        """Fold a text, once when it is looked into twice."""
        if self._last[0] is not text:
            self._last = text, fold(text)
        return self._last[1]

    def in_phone(self, number: str) -> Excerpt:
        """Return a telephone number, found or not: it may be typed in one piece and written by pairs."""
        digits = "".join(filter(str.isdigit, number))
        is_found = any(digits.startswith(term.parts[0]) for term in self._in_texts if term.parts[0].isdigit())
        return Excerpt(number, ((0, len(number)),) if is_found else ())

    def in_name(self, name: str, folded: str = "") -> Excerpt:
        """Return a name, with the beginnings of words that were typed.

        Args:
            name: as it is shown.
            folded: the same or more, folded, each word after a space, when it is known: most names have nothing of what is looked for.
        """
        if folded and not any(f" {term.parts[0]}" in folded for term in self._in_names):
            return Excerpt(name)
        marks = _find(fold(name), self._in_names)
        origin = _Origin(name)
        return Excerpt(name, tuple(origin.span(found) for found in marks))


def beginning(text: str) -> Excerpt:
    """Return the first words of a text, when what was found is elsewhere."""
    flat = " ".join(text[: 4 * AROUND].split())
    if len(flat) <= 2 * AROUND:
        return Excerpt(flat)
    return Excerpt(f"{flat[: 2 * AROUND].rsplit(' ', 1)[0]}…")


def _find(folded: str, terms: Sequence[Term]) -> list[_Found]:
    """Return where each term stands in a folded text, the first ones only, in order."""
    spaced = f" {folded} "
    found: list[_Found] = []
    for number, term in enumerate(terms):
        found += islice(_find_one(spaced, term, number), _MOST_MARKS)
    return sorted(found)


def _find_one(spaced: str, term: Term, number: int) -> Iterator[_Found]:
    first, *others = term.parts
    place = spaced.find(f" {first}")
    while place >= 0:
        end = place + 1 + len(first)
        for part in others:
            begin = spaced.find(part, end)
            is_next = spaced[end] == " " and begin >= 0 and not spaced[end:begin].strip()
            end = begin + len(part) if is_next else -1
            if end < 0:
                break
        if end > 0 and (term.is_prefix or spaced[end] == " "):
            yield place, spaced.index(" ", end) - 1, number
        place = spaced.find(f" {first}", place + 1)


class _Origin:
    """Leads from the places of a folded text back to those of the text itself.

    Almost every character folds into one; the others ("œ", an accent apart) are all it has to know.
    """

    def __init__(self, text: str) -> None:
        """Read a text that has been folded already: which of its characters are uneven is known."""
        self._uneven: list[tuple[int, int]] = []
        if any(character in text for character in _FOLDED.uneven):
            widths = ((match.start(), len(_FOLDED[ord(match[0])])) for match in _BEYOND_ASCII.finditer(text))
            self._uneven = [(place, width) for place, width in widths if width != 1]

    def span(self, found: _Found) -> tuple[int, int]:
        """Return where the words found stand in the text."""
        if not self._uneven:
            return found[0], found[1]
        return self._place(found[0], is_end=False), self._place(found[1], is_end=True)

    def _place(self, folded: int, *, is_end: bool) -> int:
        shift = 0
        for place, width in self._uneven:
            if place + shift + width > folded:
                return place + is_end if place + shift < folded else folded - shift
            shift += width - 1
        return folded - shift


def _excerpt(text: str, folded: str, terms: Sequence[Term]) -> Excerpt | None:
    found = _find(folded, terms)
    if not found:
        return None
    chosen = _closest(found)
    origin = _Origin(text)
    spans = [origin.span(one) for one in chosen]
    (first, first_end), last = spans[0], spans[-1][1]
    start = _at_word(text, first - AROUND, first)
    end = min(len(text), max(last, first_end + AROUND) + AROUND // 2)
    if end < len(text):
        cut = max(text.rfind(" ", last, end), text.rfind("\n", last, end))
        end = cut if cut > 0 else end
    return _on_one_line(text, start, end, spans)


def _closest(found: Sequence[_Found]) -> Sequence[_Found]:
    """Return what can be shown at once, where most of the terms stand together; the first such place."""
    best: Sequence[_Found] = ()
    most = 0
    for place, (start, _end, _number) in enumerate(found):
        together = [one for one in found[place : place + 12] if one[1] <= start + 2 * AROUND] or found[
            place : place + 1
        ]
        different = len({number for _start, _end, number in together})
        if different > most:
            best, most = together, different
    return best


def _at_word(text: str, wanted: int, last: int) -> int:
    """Return the beginning of a word from ``wanted`` on, ``last`` at the latest."""
    if wanted <= 0:
        return 0
    blank = _BLANK.search(text, wanted - 1, last)
    return blank.end() if blank else wanted


def _on_one_line(text: str, start: int, end: int, spans: list[tuple[int, int]]) -> Excerpt:
    written = "… " if start > 0 else ""
    if _UNEVEN_BLANK.search(text, start, end) is None:
        shift = len(written) - start
        found = [(begin + shift, stop + shift) for begin, stop in spans]
        written += text[start:end]
    else:
        found, place = [], start
        for begin, stop in spans:
            written += _flat(text[place:begin])
            found.append((len(written), len(written) + len(_flat(text[begin:stop]))))
            written += _flat(text[begin:stop])
            place = stop
        written += _flat(text[place:end])
    return Excerpt(written.rstrip() + (" …" if end < len(text) else ""), tuple(found))


_BLANK = re.compile(r"\s")
_BLANKS = re.compile(r"\s+")
_UNEVEN_BLANK = re.compile(r"[^\S ]|  ")


def _flat(text: str) -> str:
    return _BLANKS.sub(" ", text)


@dataclass(frozen=True, slots=True)
class Group:
    """A family of results, as the filters offer them.

    Attributes:
        key: stable name.
        label: French name.
        icon: name of its icon.
        section: section of the file where its records are shown.
        kinds: kinds of record.
    """

    key: str
    label: str
    icon: str
    section: str
    kinds: tuple[str, ...]


CHILDREN, PERSONS = "children", "persons"
"""Groups found from the first letter typed."""

GROUPS: tuple[Group, ...] = (
    Group(CHILDREN, "Enfants", "user", "identity", ("child",)),
    Group(
        PERSONS,
        "Personnes",
        "users",
        "entourage",
        (
            "person", "address", "address_protection", "relationship", "parental_authority", "contact_right", "person_tie",
            "sibling_link",
        ),
    ),
    Group("statements", "Paroles", "quote", "statements", ("statement", "sketch")),
    Group("journal", "Journal", "book-open", "journal", ("journal_entry", "journal_part", "working_note", "visit", "visit_note")),
    Group(
        "plan",
        "Projet",
        "target",
        "plan",
        (
            "child_plan", "plan_domain", "plan_objective", "objective_opinion", "plan_action", "plan_link", "plan_signature", "plan_delivery",
        ),
    ),
    Group("path", "Parcours", "route", "path", ("care_episode", "decision", "measure", "placement", "absence", "legal_status")),
    Group(
        "health",
        "Santé",
        "heart-pulse",
        "health",
        ("health_profile", "health_event", "health_follow_up", "treatment", "vaccination", "disability_right"),
    ),
    Group("school", "Scolarité", "graduation-cap", "school", ("schooling", "support_plan", "activity", "authorisation")),
    Group(
        "appointments",
        "Rendez-vous",
        "calendar",
        "deadlines",
        ("appointment",),
    ),
    Group("meetings", "Réunions", "messages", "meetings", ("meeting", "meeting_child", "meeting_invitee", "task")),
    Group(
        "autonomy",
        "Autonomie",
        "sprout",
        "autonomy",
        ("autonomy_interview", "autonomy_topic", "autonomy_right_told", "autonomy_plan", "paper", "young_adult_contract", "exit_interview"),
    ),
    Group("deadlines", "Échéances", "calendar-clock", "deadlines", ("situation_report", "statutory_step", "deadline_waiver")),
    Group("documents", "Documents", "file-text", "documents", ("attachment", "produced_document", "document_delivery", "writing", "writing_part")),
)  # fmt: skip
_GROUP_OF = {kind: group for group in GROUPS for kind in group.kinds}
_ELSEWHERE = Group("other", "Autre", "file-text", "overview", ())


def group_of(kind: str) -> Group:
    """Return the group of a kind of record; a kind that none names is found all the same, and opens at the overview."""
    return _GROUP_OF.get(kind, _ELSEWHERE)


NAME_RANK, FILE_RANK, PHRASE_RANK, NEWEST_RANK = range(4)
"""Order of results: the name of a child, words in the file of someone named, the exact phrase or a title with all the words, the newest."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A record found, and where it opens.

    Attributes:
        child_id: child in whose file it is.
        kind: kind of record.
        record_id: identifier.
        label: what it is, in French, with what it is about.
        excerpt: the words found.
        day: its date; None for what has none, such as a person.
        rank: see ``NAME_RANK`` and the others.
        tone: whose words they are (``"child"``, ``"mother"``…), for words said.
        opens: kind and identifier of the record on whose card it shows.
        plan_id: version of the plan it belongs to, if it does.
    """

    child_id: str
    kind: str
    record_id: str
    label: str
    excerpt: Excerpt
    day: dt.date | None = None
    rank: int = NEWEST_RANK
    tone: str = ""
    opens: tuple[str, str] = ("", "")
    plan_id: str = ""

    @property
    def group(self) -> Group:
        """Return its group: name, icon, section where it opens."""
        return group_of(self.kind)


@dataclass(frozen=True, slots=True)
class FoundFile:
    """What was found in the file of one child.

    Attributes:
        child_id: the child.
        name: name of the child, with what was typed of it.
        birth_date: as kept.
        is_named: the child's name is what was typed.
        hits: what was found in the file, in order.
    """

    child_id: str
    name: Excerpt
    birth_date: dt.date | None = None
    is_named: bool = False
    hits: tuple[Hit, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """The answer to a question.

    Attributes:
        files: by child, in order.
        is_cut: there is more than what is shown.
    """

    files: tuple[FoundFile, ...] = ()
    is_cut: bool = False
    count: int = field(default=0)


def in_order(
    hits: Iterable[Hit], name_of: Callable[[str], FoundFile], named: Sequence[str], *, is_cut: bool
) -> Results:
    """Gather hits by child: children whose name was typed first, in alphabetical order, then by the best and newest of their hits."""
    by_child: dict[str, list[Hit]] = {child_id: [] for child_id in named}
    for hit in sorted(_without_repeats(hits), key=_place):
        by_child.setdefault(hit.child_id, []).append(hit)
    files = []
    for child_id, found in by_child.items():
        file = name_of(child_id)
        files.append(FoundFile(child_id, file.name, file.birth_date, child_id in named, tuple(found)))
    return Results(tuple(files), is_cut, sum(map(len, by_child.values())) + len(named))


def _place(hit: Hit) -> tuple[int, int]:
    return hit.rank, -(hit.day or dt.date.min).toordinal()


def _without_repeats(hits: Iterable[Hit]) -> Iterable[Hit]:
    """Leave out texts carried over unchanged from one version of a plan to the next: the newest is enough."""
    seen = set()
    for hit in hits:
        key = (hit.child_id, hit.kind, hit.excerpt.text)
        if hit.plan_id and key in seen:
            continue
        seen.add(key)
        yield hit
