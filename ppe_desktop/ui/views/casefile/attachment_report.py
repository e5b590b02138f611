"""What became of the files just given: taken, already there, refused and why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QVBoxLayout, QWidget

from ppe_desktop.services.attachments import Attached
from ppe_desktop.ui.typography import typeset
from ppe_desktop.ui.widgets.banner import Banner

_NAMED_AT_MOST = 8


class AttachmentReport(QWidget):
    """Two banners: what was done, with a word on the originals; what was refused."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.refusal_banner = Banner(tone="late", parent=self)
        self.done_banner = Banner(tone="info", parent=self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self.refusal_banner)
        column.addWidget(self.done_banner)
        self.hide_all()

        self.refusal_banner.closed.connect(self._on_closed)
        self.done_banner.closed.connect(self._on_closed)

    def tell(self, done: Sequence[Attached], *, given_up: bool = False) -> None:
        """Say what became of each file."""
        refused = [f"{one.name} : {one.refusal}" for one in done if one.refusal]
        self._show(self.refusal_banner, _at_most(refused), "late")
        said = [self.tr("Annulé : le fichier en cours n’a pas été joint.")] if given_up else []
        said += self._taken([one for one in done if one.is_new])
        said += [one.note for one in done if one.note]
        known = [one for one in done if one.attachment_id and not one.is_new]
        said += [
            self.tr("« {name} » est déjà dans ce dossier : le même contenu y est.").format(name=one.name)
            for one in known
        ]
        self._show(self.done_banner, said, "info")
        self._on_closed()

    def say(self, text: str) -> None:
        """Say one thing."""
        self.hide_all()
        self._show(self.done_banner, [text], "info")
        self._on_closed()

    def hide_all(self) -> None:
        """Say nothing any more."""
        self.refusal_banner.hide()
        self.done_banner.hide()
        self.hide()

    def _taken(self, new: Sequence[Attached]) -> list[str]:
        if not new:
            return []
        if len(new) == 1:
            taken = self.tr("« {name} » est joint, chiffré avec le dossier.").format(name=new[0].name)
        else:
            taken = self.tr("{count} documents sont joints, chiffrés avec le dossier.").format(count=len(new))
        left = self.tr("L’original reste où il était, en clair : effacez-le s’il ne sert plus.")
        return [f"{taken} {left}" if any(not one.is_pasted for one in new) else taken]

    def _show(self, banner: Banner, lines: list[str], tone: str) -> None:
        if lines:
            self.show()
            banner.set_message(typeset("\n".join(lines)), tone)
        else:
            banner.hide()

    def _on_closed(self) -> None:
        self.setVisible(not (self.refusal_banner.isHidden() and self.done_banner.isHidden()))


def _at_most(lines: list[str]) -> list[str]:
    more = len(lines) - _NAMED_AT_MOST
    return lines if more <= 0 else [*lines[:_NAMED_AT_MOST], f"… et {more} autres fichiers refusés."]
