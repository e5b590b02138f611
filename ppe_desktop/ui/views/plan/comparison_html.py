"""A comparison as the screen shows it: two columns, what is gone struck through, what is new underlined, an icon and a word for each fate.

Everything typed is escaped: a text is never taken for a page.
"""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from PySide6.QtCore import QCoreApplication

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.plan_comparison import ActionChange, Comparison, DomainChange, ObjectiveChange, TextChange
from ppe_desktop.domain.vocabulary import Domain
from ppe_desktop.domain.word_differences import Mark, Piece, side
from ppe_desktop.services.objectives import Compared
from ppe_desktop.ui.theme import Palette, px
from ppe_desktop.ui.views.plan.comparison_words import (
    LOOKS,
    action_label,
    ending_said,
    opinions_after,
    opinions_before,
    state_moved,
    version_title,
    words_said,
)

SAME = "meme"
"""Address of the link by which an objective is said to be one of the earlier version: ``meme:objective:lasting``."""


def comparison_html(compared: Compared, palette: Palette, *, may_join: bool) -> str:
    """Return the page.

    Args:
        compared: the two versions, as a reader may see them.
        palette: the colours in force.
        may_join: offer to say that an objective is an earlier one typed again.
    """
    return _Page(compared, palette, may_join=may_join).whole(compared.comparison)


class _Page:
    def __init__(self, compared: Compared, palette: Palette, *, may_join: bool) -> None:
        self._compared, self._palette, self._may_join = compared, palette, may_join

    def whole(self, comparison: Comparison) -> str:
        heads = "".join(
            f"<td width='50%'><b>{escape(version_title(plan))}</b></td>"
            for plan in (comparison.before, comparison.after)
        )
        rows = [f"<tr bgcolor='{self._palette.sunken}'>{heads}</tr>"]
        for domain in comparison.domains:
            rows += self._domain(domain)
        if comparison.texts or comparison.words:
            rows.append(self._wide(self._title(_tr("Le reste du projet"))))
            rows += [self._text(one) for one in comparison.texts]
            rows += self._words(comparison.words)
        return f"<table width='100%' cellspacing='0' cellpadding='{px(8)}'>{''.join(rows)}</table>"

    def _domain(self, domain: DomainChange) -> list[str]:
        rows = [self._wide(self._title(Domain.label_of(domain.domain)))]
        if domain.is_empty:
            return [*rows, self._wide(self._muted(_tr("Rien n’a changé dans ce domaine.")))]
        rows += [self._text(one) for one in domain.texts]
        for change in domain.objectives:
            rows += self._objective(change)
        return rows + self._words(domain.words)

    def _text(self, change: TextChange) -> str:
        label = f"<p><b>{escape(change.label)}</b></p>"
        before = self._side(change.pieces, Mark.GONE) or self._muted(_tr("Rien n’était écrit."))
        after = self._side(change.pieces, Mark.NEW) or self._muted(_tr("Rien n’est écrit."))
        return self._pair(label + before, f"<p>&nbsp;</p>{after}")

    def _objective(self, change: ObjectiveChange) -> list[str]:
        icon, tone, word, *_counts = LOOKS[change.fate]
        badge = f"<img src='{icon}:{tone}'> <span style='color:{self._palette.role(tone)}'><b>{escape(_tr(word))}</b></span>"
        rows = [self._wide(f"<p>{badge}{self._same_question(change)}</p>", self._palette.window, top=True)]
        is_in_both = change.before is not None and change.after is not None
        before = self._named(change.before, change.pieces if is_in_both else (), Mark.GONE) or self._muted("—")
        after = self._named(change.after, change.pieces if is_in_both else (), Mark.NEW)
        before += self._lines(opinions_before(self._compared, change))
        moved = state_moved(change)
        after += self._lines([moved] if moved else [])
        after += self._lines(ending_said(self._compared, change))
        after += self._lines(opinions_after(self._compared, change))
        rows.append(self._pair(before + self._actions(change, Mark.GONE), after + self._actions(change, Mark.NEW)))
        return rows

    def _same_question(self, change: ObjectiveChange) -> str:
        if change.may_continue is None or change.after is None or not self._may_join:
            return ""
        link = f"{SAME}:{change.after.id}:{change.may_continue.lasting_id}"
        asked = _tr("Le même objectif que « {text} » ?").format(text=change.may_continue.text.strip())
        asked = escape(asked).replace("« ", "«&nbsp;").replace(" »", "&nbsp;»").replace(" ?", "&nbsp;?")
        style = f"color:{self._palette.accent}"
        return f" &nbsp; {asked} <a href='{link}' style='{style}'>{escape(_tr('Oui, c’est le même'))}</a>"

    def _actions(self, change: ObjectiveChange, shown: Mark) -> str:
        html = ""
        for action in change.actions:
            item = action.before if shown is Mark.GONE else action.after
            if item is not None:
                html += self._action(action, item, shown)
        if change.actions_kept and shown is Mark.NEW:
            count = change.actions_kept
            said = _tr("{count} actions inchangées") if count > 1 else _tr("1 action inchangée")
            html += self._muted(said.format(count=count))
        return html

    def _action(self, action: ActionChange, item: Item, shown: Mark) -> str:
        label = self._muted(action_label(action)) if shown is Mark.NEW or action.after is None else "<p>&nbsp;</p>"
        return f"{label}{self._side(action.pieces, shown)}"

    def _words(self, found: Iterable[Item]) -> list[str]:
        rows = []
        for statement in found:
            text, about = words_said(self._compared, statement)
            head = f"<p><b>{escape(_tr('Parole nouvellement citée'))}</b></p>"
            rows.append(self._wide(f"{head}{_paragraphs(text)}{self._muted(about)}", self._palette.child_soft))
        return rows

    def _side(self, pieces: tuple[Piece, ...], shown: Mark) -> str:
        if not any(piece.mark is Mark.SAME for piece in pieces):  # written anew: marks on every word would say nothing
            return _paragraphs("".join(piece.text for piece in side(pieces, shown)))
        html = "".join(self._piece(piece) for piece in side(pieces, shown)).strip()
        return f"<p>{html}</p>" if html else ""

    def _named(self, objective: Item | None, pieces: tuple[Piece, ...], shown: Mark) -> str:
        """Return the text of an objective: marked where the two versions differ, plain where only one holds it."""
        if objective is None:
            return ""
        return self._side(pieces, shown) if pieces else _paragraphs(objective.text.strip())

    def _piece(self, piece: Piece) -> str:
        bare = piece.text.lstrip(" ")
        space, text = " " * (len(piece.text) > len(bare)), escape(bare).replace("\n", "<br>")
        if piece.mark is Mark.GONE:
            return f"{space}<s style='color:{self._palette.late}'>{text}</s>"
        if piece.mark is Mark.NEW:
            return f"{space}<u style='color:{self._palette.done}'>{text}</u>"
        return space + text

    def _title(self, text: str) -> str:
        return f"<p class='domain'>{escape(text)}</p>"

    def _lines(self, lines: Iterable[str]) -> str:
        return "".join(f"<p>{escape(line)}</p>" for line in lines)

    def _muted(self, text: str) -> str:
        return f"<p style='color:{self._palette.muted}'>{escape(text)}</p>"

    def _wide(self, html: str, ground: str = "", *, top: bool = False) -> str:
        color = f" bgcolor='{ground}'" if ground else ""
        space = f" style='padding-top:{px(14)}px'" if top else ""
        return f"<tr{color}><td colspan='2'{space}>{html}</td></tr>"

    def _pair(self, before: str, after: str) -> str:
        ground = f" bgcolor='{self._palette.surface}'"
        return f"<tr{ground}><td width='50%'>{before}</td><td width='50%'>{after}</td></tr>"


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(line)}</p>" for line in text.split("\n") if line.strip())


def _tr(text: str) -> str:
    return QCoreApplication.translate("PlanComparison", text)
