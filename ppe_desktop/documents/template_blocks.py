"""Loops and conditions of a template: what opens them, what closes them, and whether both stand where they work."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ppe_desktop.documents.expressions import MAX_LOOP_DEPTH
from ppe_desktop.documents.template_names import Fault, Names, nearest
from ppe_desktop.documents.template_tags import Paragraph, Tag

OPENINGS = ("for", "if")
CLOSINGS = {"endfor": "for", "endif": "if"}
BRANCHES = ("elif", "else")
SHAPES = ("hm", "vm", "colspan", "cellbg")
"""What docxtpl knows of the cells of a table."""
_KNOWN = (*OPENINGS, *CLOSINGS, *BRANCHES)
_FORBIDDEN = frozenset({
    "set", "endset", "macro", "endmacro", "include", "import", "from", "extends", "block", "endblock", "call",
    "endcall", "filter", "endfilter", "with", "endwith", "autoescape", "endautoescape", "raw", "endraw", "do",
    "debug", "continue", "break", "trans", "endtrans",
})  # fmt: skip
_FRENCH = {
    "pour": "for", "finpour": "endfor", "fin_pour": "endfor", "si": "if", "finsi": "endif", "fin_si": "endif", "sinon": "else",
    "sinonsi": "elif", "elseif": "elif", "elsif": "elif", "fin": "endif", "end": "endif",
}  # fmt: skip
_WORD = re.compile(r"[^\W\d]\w*")
_NAMED = {"for": "boucle", "if": "condition"}


@dataclass(frozen=True, slots=True)
class Opened:
    """A loop or a condition that is open.

    Attributes:
        keyword: ``"for"`` or ``"if"``.
        tag: the tag that opened it.
        names: the names in force around it.
    """

    keyword: str
    tag: Tag
    names: Names


def keyword_of(tag: Tag) -> tuple[str, str]:
    """Return the first word of a tag between ``{%`` and ``%}``, and the rest."""
    found = _WORD.match(tag.inner)
    return (found.group(), tag.inner[found.end() :].strip()) if found else ("", tag.inner)


def keyword_fault(tag: Tag) -> Fault | None:
    """Return what is wrong with the first word of a tag, if anything."""
    word, rest = keyword_of(tag)
    reach = tag.reach
    if word in _KNOWN or word in SHAPES:
        return None
    if word in ("p", "tr", "tc", "r") and not reach:
        return Fault("mot-inconnu", f"« {word} » doit toucher le signe %.", f"{{%{word} {rest} %}}")
    if word in _FORBIDDEN:
        return Fault("interdit", f"« {word} » n’est pas permis dans un modèle\N{NO-BREAK SPACE}: retirez cette balise.")
    glued = next(
        (
            f"{{%{word[:n]} {word[n:]} {rest}".rstrip() + " %}"
            for n in (2, 1)
            if word[:n] in ("p", "tr", "tc", "r") and word[n:] in _KNOWN
        ),
        "",
    )
    if glued:
        return Fault("mot-inconnu", f"Il manque une espace dans « {word} ».", glued)
    meant = meant_word(tag)
    said = (
        f" Le mot le plus proche est « {meant} »."
        if meant
        else " Une balise {% … %} commence par for, if, elif, else, endfor ou endif."
    )
    closing = meant in CLOSINGS or meant == "else"
    advice = f"{{%{reach} {meant} {'' if closing else rest}".rstrip() + " %}" if meant else ""
    return Fault("mot-inconnu", f"« {word or tag.raw} » n’est pas un mot connu.{said}", advice)


def meant_word(tag: Tag) -> str:
    """Return the word a tag was probably meant to begin with: "si" is "if", "end for" is "endfor"; nothing when none is near."""
    word, rest = keyword_of(tag)
    if word in ("p", "tr", "tc", "r") and (inner := _WORD.match(rest)) is not None:
        return inner.group() if inner.group() in _KNOWN else ""
    for glued in (word[1:], word[2:]):
        if glued in _KNOWN and word[: -len(glued)] in ("p", "tr", "tc", "r"):
            return glued
    after = rest.split()[0].lower() if rest else ""
    if word.lower() in ("end", "fin") and _FRENCH.get(after, after) in OPENINGS:
        return f"end{_FRENCH.get(after, after)}"
    return _FRENCH.get(word.lower()) or nearest(word, _KNOWN)


def depth_fault(opened: list[Opened]) -> Fault | None:
    """Return what is wrong with opening one loop more, if anything."""
    depth = sum(one.keyword == "for" for one in opened) + 1
    if depth <= MAX_LOOP_DEPTH:
        return None
    return Fault("boucles-imbriquees", f"Plus de {MAX_LOOP_DEPTH} boucles sont l’une dans l’autre. Séparez-les.")


def unclosed_fault(one: Opened) -> Fault:
    """Return what to say of a loop or a condition that nothing closes."""
    name = _NAMED[one.keyword]
    return Fault(
        "non-fermee",
        f"Cette {name} n’est pas fermée.",
        f"Ajoutez {{%{one.tag.reach} end{one.keyword} %}} là où elle finit.",
    )


def unopened_fault(tag: Tag, keyword: str, opened: list[Opened]) -> Fault:
    """Return what to say of a closing, or a branch, that nothing opens."""
    if opened and keyword in CLOSINGS:
        last = opened[-1]
        return Fault(
            "fermeture-croisee",
            f"Cette balise ferme une {_NAMED[CLOSINGS[keyword]]}, alors que « {last.tag.raw} » est encore ouverte.",
            f"{{%{last.tag.reach} end{last.keyword} %}}",
        )
    what = "else" if keyword in BRANCHES else f"ferme une {_NAMED[CLOSINGS[keyword]]}"
    said = "Ce « else » ne suit aucun if." if what == "else" else f"Cette balise {what} qui n’est pas ouverte."
    return Fault("fermeture-en-trop", said, "Retirez-la, ou ajoutez ce qui l’ouvre.")


def pair_fault(opening: Tag, closing: Tag) -> Fault | None:
    """Return what is wrong with the places of an opening and its closing (or branch), if anything."""
    if opening.place.part != closing.place.part:
        return None
    if opening.reach != closing.reach:
        word, rest = keyword_of(closing)
        return Fault(
            "formes-melangees",
            f"Elle a été ouverte par « {opening.raw} »\N{NO-BREAK SPACE}: elle doit être écrite de la même façon.",
            f"{{%{opening.reach} {word} {rest}".rstrip() + " %}",
        )
    return _PLACES[opening.reach](opening, closing)


def _inline(opening: Tag, closing: Tag) -> Fault | None:
    here, there = opening.place, closing.place
    if here.cell != there.cell:
        return _across(opening, closing)
    if here.container != there.container:
        return Fault("a-cheval", _ASTRIDE, "Ouvrez et fermez au même endroit.")
    if here.index != there.index and here.text.strip() == opening.raw and there.text.strip() == closing.raw:
        return Fault(
            "lignes-vides",
            "Ces deux balises, seules dans leur paragraphe, laisseront chacune une ligne vide.",
            f"{opening.raw.replace('{%', '{%p', 1)} … {closing.raw.replace('{%', '{%p', 1)}",
            is_error=False,
        )
    return None


def _paragraphs(opening: Tag, closing: Tag) -> Fault | None:
    here, there = opening.place, closing.place
    if here.index == there.index:
        return Fault(
            "meme-paragraphe",
            "Avec « p » après %, la balise emporte son paragraphe\N{NO-BREAK SPACE}: deux ne peuvent pas être dans le même.",
            f"Écrivez sans p ({opening.raw.replace('{%p ', '{% ', 1)} … {closing.raw.replace('{%p ', '{% ', 1)}), ou mettez chacune seule dans son paragraphe.",
        )
    if here.cell != there.cell:
        return _across(opening, closing)
    if here.container != there.container:
        return Fault("a-cheval", _ASTRIDE, "Ouvrez et fermez au même endroit.")
    return None


def _rows(opening: Tag, closing: Tag) -> Fault | None:
    here, there = opening.place, closing.place
    if not here.row or not there.row:
        return None
    if here.table != there.table:
        return Fault(
            "a-cheval", "La boucle commence dans un tableau et finit dans un autre.", "Fermez-la dans le même tableau."
        )
    if here.row == there.row:
        return Fault(
            "meme-ligne",
            "Avec « tr » après %, la balise emporte sa ligne\N{NO-BREAK SPACE}: deux ne peuvent pas être dans la même.",
            "Mettez chacune dans une ligne à elle, avant et après la ligne à répéter.",
        )
    return None


def _cells(opening: Tag, closing: Tag) -> Fault | None:
    here, there = opening.place, closing.place
    if here.row == there.row:
        return None
    return Fault(
        "a-cheval",
        "Avec « tc » après %, la boucle reste dans une ligne.",
        "Fermez-la dans la même ligne, ou écrivez {%tr … %}.",
    )


_ASTRIDE = "La boucle ou la condition commence à un endroit (corps, cellule, zone de texte) et finit dans un autre."
_PLACES = {"": _inline, "r": _inline, "p": _paragraphs, "tr": _rows, "tc": _cells}


def _across(opening: Tag, closing: Tag) -> Fault:
    here, there = opening.place, closing.place
    word, rest = keyword_of(opening)
    end = keyword_of(closing)[0]
    if here.row and here.row == there.row:
        advice = f"Pour répéter des colonnes\N{NO-BREAK SPACE}: {{%tc {word} {rest} %}} et {{%tc {end} %}}, chacune dans une colonne à elle."
        advice += f" Pour répéter la ligne\N{NO-BREAK SPACE}: {{%tr {word} {rest} %}} dans une ligne avant, {{%tr {end} %}} dans une ligne après."
    elif here.table and here.table == there.table:
        advice = f"{{%tr {word} {rest} %}} dans une ligne avant, {{%tr {end} %}} dans une ligne après."
    else:
        advice = "Ouvrez et fermez dans la même cellule, ou hors du tableau."
    return Fault("a-cheval", "La boucle ou la condition commence dans une cellule et finit dans une autre.", advice)


def alone_faults(paragraph: Paragraph, leftover: str) -> Iterator[tuple[Tag, Fault]]:
    """Give what a tag that takes its paragraph, its row or its cell would take away with it, or cannot take."""
    words = " ".join(leftover.split())
    for tag in paragraph.tags:
        if tag.reach in ("tr", "tc") and not tag.place.row:
            kind = "ligne" if tag.reach == "tr" else "colonne"
            yield (
                tag,
                Fault(
                    "hors-tableau",
                    f"« {tag.reach} » après % répète une {kind} de tableau, mais il n’y a pas de tableau ici.",
                    tag.raw.replace(f"%{tag.reach} ", "%p ", 1),
                ),
            )
        elif tag.sort == "%" and tag.reach == "p" and keyword_of(tag)[0] in _KNOWN:
            others = [one.raw for one in paragraph.tags if one is not tag and one.sort == "{"]
            lost = words or " ".join(others)
            if lost:
                yield (
                    tag,
                    Fault(
                        "texte-perdu",
                        f"Cette balise emporte son paragraphe\N{NO-BREAK SPACE}: « {lost[:80]} » ne serait jamais imprimé.",
                        f"Mettez {tag.raw} seule dans son paragraphe.",
                    ),
                )
