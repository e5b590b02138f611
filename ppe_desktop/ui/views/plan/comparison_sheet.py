"""What changed from one version to the other, on one page of paper that a family can read.

The page is made for one reader, as the documents are: what this reader must not learn is not in the comparison it is made from.
"""

from __future__ import annotations

from enum import IntEnum
from html import escape

from PySide6.QtCore import QCoreApplication, QSizeF
from PySide6.QtGui import QFont, QTextDocument

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import long_date
from ppe_desktop.domain.names import first_name_of
from ppe_desktop.domain.plan_comparison import Comparison, Fate, ObjectiveChange, TextChange
from ppe_desktop.domain.texts import elide, excerpt
from ppe_desktop.domain.vocabulary import ActionState, Domain
from ppe_desktop.domain.word_differences import Mark, side
from ppe_desktop.services.objectives import Compared
from ppe_desktop.ui.theme.fonts import FAMILY
from ppe_desktop.ui.views.casefile.journal.printing import FOOT, PAGE, SIDE, TOP
from ppe_desktop.ui.views.plan.comparison_words import (
    ending_said,
    opinions_after,
    opinions_before,
    state_moved,
    version_title,
    words_said,
)

_TITLES = {
    Fate.REACHED: "Ce qui est atteint",
    Fate.KEPT: "Ce qui continue",
    Fate.CHANGED: "Ce qui a changé",
    Fate.NEW: "Ce qui est nouveau",
    Fate.DROPPED: "Ce qui s’arrête",
}
_DOMAINS = {Domain.HEALTH.value: "Santé", Domain.FAMILY.value: "Famille", Domain.SCHOOL.value: "École et vie sociale"}


MOST_BRIEF_WORDS = 14


class Detail(IntEnum):
    """How much a page says, so that what matters most stays on one."""

    FULL = 3
    SHORT = 2
    BRIEF = 1


_STEPS = (
    (1.0, Detail.FULL), (0.92, Detail.FULL), (0.86, Detail.FULL), (0.92, Detail.SHORT), (0.84, Detail.SHORT), (0.84, Detail.BRIEF),
    (0.76, Detail.BRIEF),
)  # fmt: skip
"""What is tried in turn until everything stands on one page: smaller letters first, then less said of each thing, never fewer objectives."""


def sheet_document(compared: Compared) -> QTextDocument:
    """Return the page; more than one when the objectives are too many even in a few words."""
    document = QTextDocument()
    for scale, detail in _STEPS:
        document = _document(compared, scale, detail)
        if document.pageCount() == 1:
            break
    return document


def foot_of_sheet(compared: Compared) -> str:
    """Return what the foot of the page says: for whom it was made."""
    label = compared.recipient.label
    reader = f"{label[:1].lower()}{label[1:]}" if label.startswith("Le ") else label
    return _tr("Pour {reader}").format(reader=reader)


def title_of(compared: Compared) -> str:
    """Return "Le projet de Léa : ce qui a changé"."""
    name = elide("de", first_name_of(compared.file.child))
    return _tr("Le projet {of_name}\u00a0: ce qui a changé").format(of_name=name)


def _document(compared: Compared, scale: float, detail: Detail) -> QTextDocument:
    document = QTextDocument()
    document.setUndoRedoEnabled(False)
    font = QFont(FAMILY)
    font.setPixelSize(round(14 * scale))
    document.setDefaultFont(font)
    document.setDocumentMargin(0)
    document.setPageSize(QSizeF(PAGE.width() - 2 * SIDE, PAGE.height() - TOP - FOOT))
    document.setDefaultStyleSheet(_style(scale))
    document.setHtml(_Sheet(compared, detail).html())
    document.setMetaInformation(QTextDocument.MetaInformation.DocumentTitle, title_of(compared))
    return document


def _style(scale: float) -> str:
    """Return the style; every text has a colour of its own, or it would print in that of the theme, white in the dark."""
    sizes = {name: round(size * scale) for name, size in (("h1", 24), ("title", 16), ("p", 13), ("small", 12))}
    return (
        "h1, p, td, u, s { color: #000000; }"
        f"h1 {{ font-size: {sizes['h1']}px; font-weight: 700; margin: 0px 0px 2px 0px; }}"
        f"p {{ font-size: {sizes['p']}px; margin: 0px 0px 2px 0px; }}"
        f"p.title {{ font-size: {sizes['title']}px; font-weight: 700; margin: {round(9 * scale)}px 0px 2px 0px; }}"
        f"p.about {{ font-size: {sizes['small']}px; color: #444444; margin: 0px 0px 2px 0px; }}"
        f"s {{ color: #444444; }}"
    )


class _Sheet:
    def __init__(self, compared: Compared, detail: Detail) -> None:
        self._compared, self._detail = compared, detail

    def html(self) -> str:
        comparison = self._compared.comparison
        printed = _tr("Imprimé le {day}.").format(day=long_date(self._compared.today))
        legend = _tr("Ce qui n’est plus dit est barré, ce qui est nouveau est souligné.")
        head = f"<h1>{escape(title_of(self._compared))}</h1>" + self._about(f"{printed} {legend}")
        titles = "".join(
            f"<td width='50%' bgcolor='#EEEEEE'><p><b>{escape(version_title(plan))}</b></p></td>"
            for plan in (comparison.before, comparison.after)
        )
        rows = [f"<tr>{titles}</tr>"]
        for fate, title in _TITLES.items():
            changes = [one for one in comparison.objectives if one.fate is fate]
            if changes:
                rows.append(self._wide(self._title(_tr(title))))
                rows += [self._objective(one) for one in changes]
        rows += self._needs(comparison) + self._words(comparison)
        return f"{head}<table width='100%' cellspacing='0' cellpadding='3'>{''.join(rows)}</table>"

    def _objective(self, change: ObjectiveChange) -> str:
        domain = self._about(_DOMAINS.get(change.shown.domain, ""))
        before = self._side(change, Mark.GONE) if change.before is not None else ""
        after = self._side(change, Mark.NEW) if change.after is not None else ""
        if change.fate is Fate.KEPT and self._detail is Detail.BRIEF:
            after = f"<p>{escape(_tr('Continue.'))}</p>"
        moved = state_moved(change)
        said = ([moved] if moved else []) + [self._cut(line) for line in ending_said(self._compared, change)]
        if self._detail > Detail.BRIEF:
            before += "".join(f"<p>{escape(self._cut(one))}</p>" for one in opinions_before(self._compared, change))
            said += [self._cut(one) for one in opinions_after(self._compared, change)]
        if self._detail is Detail.FULL:
            said += self._new_actions(change)
        after += "".join(f"<p>{escape(line)}</p>" for line in said)
        return f"<tr><td width='50%'>{domain}{before}</td><td width='50%'>{self._about(chr(160))}{after}</td></tr>"

    def _new_actions(self, change: ObjectiveChange) -> list[str]:
        found = []
        for action in change.actions:
            if action.after is not None and action.fate in (Fate.NEW, Fate.REACHED):
                is_done = action.after.state == ActionState.DONE
                label = _tr("Fait") if is_done else _tr("À faire")
                found.append(f"{label}\u00a0: {excerpt(action.after.text, 120)}")
        return found

    def _needs(self, comparison: Comparison) -> list[str]:
        changed = [(domain, text) for domain in comparison.domains for text in domain.texts]
        labels = [f"{_DOMAINS.get(one.domain, '')}, {text.label[:1].lower()}{text.label[1:]}" for one, text in changed]
        rows = [self._rewritten(label, text) for label, (_domain, text) in zip(labels, changed, strict=True)]
        if self._detail is Detail.BRIEF and labels:
            rows = [self._wide(f"<p>{escape(' ; '.join(labels))}</p>")]
        return [self._wide(self._title(_tr("Ce qui est écrit autrement"))), *rows] if rows else []

    def _rewritten(self, label: str, text: TextChange) -> str:
        limit = {Detail.FULL: 420, Detail.SHORT: 160, Detail.BRIEF: 60}[self._detail]
        before, after = (f"<p>{escape(excerpt(one, limit) or chr(8212))}</p>" for one in (text.before, text.after))
        left, right = f"{self._about(label)}{before}", f"{self._about(chr(160))}{after}"
        return f"<tr><td width='50%'>{left}</td><td width='50%'>{right}</td></tr>"

    def _words(self, comparison: Comparison) -> list[str]:
        found = [one for domain in comparison.domains for one in domain.words] + list(comparison.words)
        shown = found[:MOST_BRIEF_WORDS] if self._detail is Detail.BRIEF else found
        rows = [self._wide(self._quote(one)) for one in shown]
        left = len(found) - len(shown)
        if left:
            said = _tr("et {count} autres paroles, à lire dans le projet").format(count=left)
            rows.append(self._wide(self._about(said)))
        return [self._wide(self._title(_tr("Ce que chacun a dit depuis"))), *rows] if rows else []

    def _quote(self, statement: Item) -> str:
        text, about = words_said(self._compared, statement)
        if self._detail is Detail.BRIEF:
            return f"<p>{escape(about)}\u00a0: {escape(self._cut(text))}</p>"
        return f"<p>{escape(self._cut(text))}</p>{self._about(about)}"

    def _cut(self, text: str) -> str:
        limit = {Detail.FULL: 400, Detail.SHORT: 160, Detail.BRIEF: 90}[self._detail]
        cut = excerpt(text, limit)
        return f"{cut}\u00a0»" if cut.count("«") > cut.count("»") else cut  # words cut short are still a quotation

    def _side(self, change: ObjectiveChange, shown: Mark) -> str:
        if self._detail is Detail.BRIEF:
            item = change.before if shown is Mark.GONE else change.after
            return f"<p>{escape(excerpt(item.text, 110))}</p>" if item is not None else ""
        html = ""
        is_in_both = change.before is not None and change.after is not None
        for piece in side(change.pieces, shown):
            bare = piece.text.lstrip(" ")
            space, text = " " * (len(piece.text) > len(bare)), escape(bare)
            tag = {Mark.GONE: "s", Mark.NEW: "u"}.get(piece.mark, "") if is_in_both else ""
            html += f"{space}<{tag}>{text}</{tag}>" if tag else space + text
        return f"<p>{html.strip()}</p>"

    def _about(self, text: str) -> str:
        return f"<p class='about'>{escape(text)}</p>" if text else ""

    def _title(self, text: str) -> str:
        return f"<p class='title'>{escape(text)}</p>"

    def _wide(self, html: str) -> str:
        return f"<tr><td colspan='2'>{html}</td></tr>"


def _tr(text: str) -> str:
    return QCoreApplication.translate("PlanComparison", text)
