"""Every error of the tags of one part of a template, each with its place and what to write instead."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from jinja2 import TemplateSyntaxError, nodes

from ppe_desktop.documents.expressions import faults
from ppe_desktop.documents.filters import FILTERS
from ppe_desktop.documents.sandbox import Sandbox
from ppe_desktop.documents.template_blocks import (
    BRANCHES,
    CLOSINGS,
    SHAPES,
    Opened,
    alone_faults,
    depth_fault,
    keyword_fault,
    keyword_of,
    meant_word,
    pair_fault,
    unclosed_fault,
    unopened_fault,
)
from ppe_desktop.documents.template_names import Fault, Names, nearest, printed_faults, spelt
from ppe_desktop.documents.template_report import Issue
from ppe_desktop.documents.template_tags import Paragraph, Place, Tag, leftover

_STRAY = re.compile(r"\{\s?\{|\}\s?\}|\{\s?%|%\s?\}")
_ONE_BRACE = re.compile(r"(?<!\{)(?<!\{\s)\{\s*([^\W\d]\w*(?:\.\w+)+)\s*\}(?!\})")
_FRENCH_QUOTES = re.compile(r"«\s*(.*?)\s*»")
_LINE = re.compile(r"^for\s+(\S+)\s+in\s+(.+)$", re.DOTALL)
_FORGOTTEN_DOT = re.compile(r"^[^\W\d]\w*(?: \w+)+$")


def issue_at(place: Place, fault: Fault, tag: str, start: int, end: int) -> Issue:
    """Return an issue at a place of a paragraph."""
    where = f"{place.where[:1].upper()}{place.where[1:]}"
    text = " ".join(place.text.split())
    text = text if len(text) <= 200 else f"{text[:199]}…"
    return Issue(
        fault.code, fault.is_error, where, text, tag, fault.message, fault.advice, place.part, place.index, start, end
    )


def issue_of(tag: Tag, fault: Fault) -> Issue:
    """Return an issue about a tag."""
    return issue_at(tag.place, fault, tag.raw, tag.start, tag.end)


class PartRules:
    """Follows the tags of one part in their order, with the loops and conditions that are open."""

    def __init__(self, environment: Sandbox, names: Names) -> None:
        self._environment = environment
        self._names = names
        self._opened: list[Opened] = []
        self._trees: dict[str, nodes.Node] = {}

    def issues(self, paragraphs: list[Paragraph]) -> Iterator[Issue]:
        """Give every error of the tags of a part."""
        for paragraph in paragraphs:
            yield from stray_issues(paragraph)
            for tag, fault in alone_faults(paragraph, leftover(paragraph)):
                yield issue_of(tag, fault)
            for tag in paragraph.tags:
                yield from (issue_of(tag, fault) for fault in mended(tag.raw, [*self.judge(tag)]))
        for one in reversed(self._opened):
            yield issue_of(one.tag, unclosed_fault(one))

    def judge(self, tag: Tag) -> Iterator[Fault]:
        """Give what is wrong with the next tag."""
        if tag.sort == "#":
            return
        if quoted := _FRENCH_QUOTES.search(tag.inner):
            straight = _FRENCH_QUOTES.sub(lambda match: f'"{match.group(1)}"', tag.raw)
            yield Fault(
                "guillemets", f"Les guillemets « {quoted.group(1)} » ne sont pas compris dans une balise.", straight
            )
            tag = _straightened(tag)
        if tag.sort == "{":
            yield from self._printed(tag)
        elif (fault := keyword_fault(tag)) is not None:
            yield fault
            self._go_on(tag)
        else:
            yield from self._block(tag)

    def _printed(self, tag: Tag) -> Iterator[Fault]:
        if not tag.inner:
            yield Fault("vide", "Cette balise ne demande rien.", "Retirez-la, ou écrivez le champ entre les accolades.")
            return
        found: list[Fault] = []
        expression = self._parsed(f"{{{{ {tag.inner} }}}}", tag, found)
        if isinstance(expression, nodes.Output):
            value, path = self._names.read(expression.nodes[0], found)
            if not found:
                found += printed_faults(value, path, spelt(expression.nodes[0]))
        yield from found

    def _block(self, tag: Tag) -> Iterator[Fault]:
        word, rest = keyword_of(tag)
        if word in SHAPES:
            return
        if word == "for":
            yield from self._loop(tag)
        elif word == "if":
            yield from self._condition(tag, rest)
            self._opened.append(Opened("if", tag, self._names))
        else:
            yield from self._following(tag, word, rest)

    def _condition(self, tag: Tag, rest: str) -> Iterator[Fault]:
        found: list[Fault] = []
        parsed = self._parsed(f"{{% if {rest} %}}{{% endif %}}", tag, found)
        if isinstance(parsed, nodes.If):
            self._names.read(parsed.test, found)
        yield from found

    def _loop(self, tag: Tag) -> Iterator[Fault]:
        if (deep := depth_fault(self._opened)) is not None:
            yield deep
        around, found = self._names, list[Fault]()
        parsed = self._parsed(f"{{% {tag.inner} %}}{{% endfor %}}", tag, found)
        if isinstance(parsed, nodes.For) and isinstance(parsed.target, nodes.Name):
            value, path = around.read(parsed.iter, found)
            if isinstance(value, str | int | dict) and not found:
                found.append(self._not_a_list(parsed, value, path))
            self._names = around.with_line(parsed.target.name, value, path)
        elif (line := _LINE.match(tag.inner)) is not None:
            self._names = around.with_line(line.group(1), [], "")
        self._opened.append(Opened("for", tag, around))
        yield from found

    def _not_a_list(self, parsed: nodes.For, value: object, path: str) -> Fault:
        name = spelt(parsed.iter)
        if isinstance(value, str) and not isinstance(parsed.iter, nodes.Filter):
            advice = f"{{%p for ligne in {name}|paragraphes %}}, pour un paragraphe par ligne, ou simplement {{{{ {name} }}}}"
            return Fault("pas-une-liste", f"« {name} » n’est pas une liste.", advice)
        return Fault(
            "pas-une-liste",
            f"« {name} » n’est pas une liste\N{NO-BREAK SPACE}: rien à parcourir.",
            "Retirez la boucle.",
        )

    def _go_on(self, tag: Tag) -> None:
        """Follow a misspelt loop or condition as what it was meant to be, so that what closes it is not blamed too."""
        word = meant_word(tag)
        if word == "if":
            self._opened.append(Opened("if", tag, self._names))
        elif word == "for":
            line = _LINE.match(f"for {keyword_of(tag)[1]}")
            around = self._names
            self._names = around.with_line(line.group(1), [], "") if line else around
            self._opened.append(Opened("for", tag, around))
        elif word in CLOSINGS and self._opened:
            self._names = self._opened.pop().names

    def _following(self, tag: Tag, word: str, rest: str) -> Iterator[Fault]:
        last = self._opened[-1] if self._opened else None
        fits = last is not None and (
            CLOSINGS.get(word) == last.keyword or (word in BRANCHES and (word == "else" or last.keyword == "if"))
        )
        if last is None or not fits:
            yield unopened_fault(tag, word, self._opened)
            if last is None or not any(one.keyword == CLOSINGS.get(word) for one in self._opened):
                return
            while self._opened[-1].keyword != CLOSINGS[word]:
                self._names = self._opened.pop().names
            last = self._opened[-1]
        elif (misplaced := pair_fault(last.tag, tag)) is not None:
            yield misplaced
        if word == "elif":
            yield from self._condition(tag, rest)
        elif word in CLOSINGS:
            self._names = last.names
            self._opened.pop()

    def _parsed(self, source: str, tag: Tag, found: list[Fault]) -> nodes.Node | None:
        """Return the first node of a tag, adding to ``found`` why it cannot be read or is not permitted."""
        if source in self._trees:  # the same tag comes again and again
            return self._trees[source]
        try:
            tree = self._environment.parse(source)
        except TemplateSyntaxError as error:
            found.append(_unreadable(tag, str(error.message)))
            return None
        except RecursionError:
            found.append(Fault("illisible", "Cette balise est trop longue.", "Écrivez-la en plusieurs fois."))
            return None
        refused = [_refused(reason) for _node, reason in faults(tree) if "boucles sont imbriquées" not in reason]
        found.extend(refused)
        if refused or not tree.body:
            return None
        self._trees[source] = tree.body[0]
        return tree.body[0]


def mended(raw: str, found: list[Fault]) -> Iterator[Fault]:
    """Give the faults of a tag, those of a misspelt name with the whole tag as it should be written."""
    right = raw
    for fault in found:
        if fault.wrong:
            right = re.sub(rf"{re.escape(fault.wrong)}(?!\w)", fault.right, right, count=1)
    for fault in found:
        yield replace(fault, advice=right) if fault.wrong else fault


def stray_issues(paragraph: Paragraph) -> Iterator[Issue]:
    """Give the braces that make no tag, and the tags of one brace."""
    rest = leftover(paragraph)
    for match in _STRAY.finditer(rest):
        opens = match.group().startswith("{")
        blank = " " in match.group()
        mark = match.group().replace(" ", "")
        if blank and not (opens and re.match(r"\s*\w", rest[match.end() :])):
            continue  # braces of the text, or the end of a tag already blamed
        if blank:
            fault = Fault(
                "accolades",
                f"Une espace sépare les deux signes de « {match.group()} »\N{NO-BREAK SPACE}: ce n’est plus une balise.",
                f"Écrivez {mark} sans espace.",
            )
        elif opens:
            end = "}}" if mark == "{{" else "%}"
            fault = Fault(
                "accolades",
                f"Cette balise commence par {mark} et ne finit pas dans le même paragraphe.",
                f"Fermez-la par {end} dans le même paragraphe.",
            )
        else:
            fault = Fault(
                "accolades", f"« {mark} » ne ferme aucune balise.", "Retirez ce signe, ou ajoutez ce qui l’ouvre."
            )
        tail = rest[match.start() : match.start() + 40].strip() if opens else match.group()
        yield issue_at(paragraph.place, fault, tail, match.start(), match.end())
    for match in _ONE_BRACE.finditer(rest):
        fault = Fault("accolades", "Une balise a deux accolades de chaque côté.", f"{{{{ {match.group(1)} }}}}")
        yield issue_at(paragraph.place, fault, match.group(), match.start(), match.end())
    if "{" in paragraph.deleted or "}" in paragraph.deleted:
        fault = Fault(
            "modification-suivie",
            "Une balise supprimée est encore dans le fichier, en modification suivie.",
            "Dans Word, onglet Révision, acceptez toutes les modifications.",
        )
        yield issue_at(paragraph.place, fault, paragraph.deleted[:60], 0, len(paragraph.place.text))


def _straightened(tag: Tag) -> Tag:
    inner = _FRENCH_QUOTES.sub(lambda match: f'"{match.group(1)}"', tag.inner)
    return Tag(tag.raw, tag.sort, tag.reach, inner, tag.start, tag.end, tag.place)


def _refused(reason: str) -> Fault:
    """Return the fault of an expression that is not permitted; a filter that does not exist is told with the nearest one."""
    said = f"{reason[:1].upper()}{reason[1:]}."
    if not reason.startswith("le filtre « ") or "n’est pas permis" not in reason:
        return Fault("interdit", said, "Un modèle lit des champs, les teste et les parcourt, rien d’autre.")
    name = reason.split("« ")[1].split(" »")[0]
    near = nearest(name, FILTERS)
    known = ", ".join(sorted(FILTERS))
    return Fault(
        "filtre-inconnu", said, f"Écrivez |{near}." if near else f"Les filtres permis\N{NO-BREAK SPACE}: {known}."
    )


def _unreadable(tag: Tag, message: str) -> Fault:
    if "No filter named" in message:
        name = message.split("'")[1]
        return _refused(f"le filtre « {name} » n’est pas permis")
    if "No test named" in message:
        return Fault(
            "interdit", f"Le test « {message.split(chr(39))[1]} » n’existe pas.", "Écrivez simplement {% if champ %}."
        )
    if tag.sort == "{" and _FORGOTTEN_DOT.match(tag.inner):
        joined = [tag.inner.replace(" ", "."), tag.inner.replace(" ", "_")]
        return Fault(
            "illisible", "Un nom de champ s’écrit sans espace.", " ou ".join(f"{{{{ {one} }}}}" for one in joined)
        )
    if "=" in tag.inner and "==" not in tag.inner:
        return Fault("illisible", "Pour comparer, il faut deux signes égal.", tag.raw.replace("=", "=="))
    if tag.inner.count('"') % 2 or tag.inner.count("'") % 2:
        return Fault(
            "guillemets",
            "Un guillemet n’est pas fermé dans cette balise.",
            'Écrivez le texte entre deux guillemets droits\N{NO-BREAK SPACE}: "texte".',
        )
    if tag.sort == "%" and tag.inner.startswith("for"):
        return Fault("illisible", "Cette boucle est incomplète.", f"{{%{tag.reach} for ligne in liste %}}")
    if any(not (mark.isalnum() or mark in " _.|,()[]<>=!+-*/~:'\"%") for mark in tag.inner):
        odd = next(mark for mark in tag.inner if not (mark.isalnum() or mark in " _.|,()[]<>=!+-*/~:'\"%"))
        told = f"« {odd} »" if odd.isprintable() else "un caractère invisible"
        return Fault(
            "illisible",
            f"Cette balise contient {told}, qui ne peut pas être lu.",
            "Effacez la balise et tapez-la à nouveau.",
        )
    return Fault(
        "illisible",
        "Cette balise ne peut pas être lue\N{NO-BREAK SPACE}: elle est incomplète ou mal écrite.",
        "Copiez-la depuis la liste des champs.",
    )
