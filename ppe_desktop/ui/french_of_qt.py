"""The words of Qt's own dialogs in French: the translation shipped with Qt, and the few it leaves in English."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QTranslator

_LEFT_IN_ENGLISH = {
    ("QFileDialog", "&Look in:"): "&Voir dans\N{NO-BREAK SPACE}:",
    ("QFileDialog", "Files of &type:"): "Fichiers de &type\N{NO-BREAK SPACE}:",
}


class _Rest(QTranslator):
    """Says what Qt's translation does not, for words whose source changed since it was made."""

    def isEmpty(self) -> bool:
        """Tell Qt that there is something to look for here."""
        return False

    def translate(self, context: str, source: str, _disambiguation: str | None = None, _count: int = -1) -> str | None:
        """Return the French of a text, or None to have Qt look elsewhere."""
        return _LEFT_IN_ENGLISH.get((context, source))


def speak_french(application: QCoreApplication) -> None:
    """Have Qt's own dialogs speak French."""
    shipped = QTranslator(application)
    if shipped.load("qtbase_fr", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        application.installTranslator(shipped)
    application.installTranslator(_Rest(application))
