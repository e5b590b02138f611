"""What to do when words make one fear a danger: said on the card itself, and never hidden."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ppe_desktop.domain.casefile import Item
from ppe_desktop.domain.dates import short_date
from ppe_desktop.domain.vocabulary import AlertTo
from ppe_desktop.ui.theme import px
from ppe_desktop.ui.widgets.card import Card
from ppe_desktop.ui.widgets.icon_mark import IconMark
from ppe_desktop.ui.widgets.plain_label import PlainLabel

_NBSP = "\N{NO-BREAK SPACE}"


class DangerPanel(Card):
    """The gestures, in their order, then to whom the alert was passed on and when.

    Attributes:
        column: where the fields of the alert go.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("danger_panel")
        self.mark = IconMark("alert-triangle", "late", 20, self)
        self.heading = PlainLabel(self.tr("Ce qui est à faire maintenant"), "strong", wrap=True, parent=self)
        self.heading.set_tone("late")
        head = QHBoxLayout()
        head.setSpacing(8)
        head.addWidget(self.mark)
        head.addWidget(self.heading, 1)
        self.body.setSpacing(6)
        self.body.addLayout(head)
        self.steps = [PlainLabel(step, wrap=True, parent=self) for step in self._steps()]
        for step in self.steps:
            step.setContentsMargins(px(20) + 8, 0, 0, 0)
            self.body.addWidget(step)
        self.column = QVBoxLayout()
        self.column.setContentsMargins(px(20) + 8, 6, 0, 0)
        self.column.setSpacing(10)
        self.body.addLayout(self.column)

    def _steps(self) -> tuple[str, ...]:
        return (
            self.tr(
                "1. Notez ses premiers mots exactement, et arrêtez là les questions{nbsp}: l’enquête n’est pas votre rôle."
            ).format(nbsp=_NBSP),
            self.tr(
                "2. Alertez sans délai{nbsp}: votre cadre et la cellule de recueil des informations préoccupantes (CRIP)."
                " Si c’est grave, le procureur de la République (article L226-4 du CASF). Pour un conseil à toute heure, le{nbsp}119."
                " Danger immédiat{nbsp}: le{nbsp}17, ou le{nbsp}15."
            ).format(nbsp=_NBSP),
            self.tr(
                "3. Dites à l’enfant qu’un danger ne peut pas rester secret, à qui vous allez en parler, et pourquoi."
                " Ce qu’il a demandé de garder pour lui ne retient pas l’alerte."
            ),
            self.tr("4. Notez ici à qui l’alerte a été transmise, et quand."),
        )


def danger_words(statement: Item) -> str:
    """Return what a card says of words that make one fear a danger; nothing for the others."""
    if not statement.values.get("danger"):
        return ""
    if not (statement.alert_to or statement.alerted_on):
        return f"Danger{_NBSP}: alerte à transmettre"
    to = AlertTo.label_of(statement.alert_to).partition(" (")[0] if statement.alert_to else ""
    day = f"le {short_date(statement.alerted_on)}" if statement.alerted_on else ""
    return " ".join(part for part in (f"Danger{_NBSP}: alerte transmise", day, f"({to})" if to else "") if part)
