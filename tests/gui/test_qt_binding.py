"""The Qt binding must not lose references: 6.12.0 does on Python 3.11, and a long session ends in an abort."""

import sys

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QApplication

CALLS = 500


class Speaker(QObject):
    said = Signal(object)

    def listen(self, _word):
        pass


def test_calls_into_qt_keep_the_count_of_none(qapp):
    before = sys.getrefcount(None)
    for _ in range(CALLS):
        QApplication.processEvents()
    assert sys.getrefcount(None) - before > -CALLS // 2


def test_signals_keep_the_counts_of_none_and_true(qapp):
    speaker = Speaker()
    speaker.said.connect(speaker.listen, Qt.ConnectionType.QueuedConnection)
    before = sys.getrefcount(None), sys.getrefcount(True)
    for _ in range(CALLS):
        speaker.said.emit(None)
    qapp.processEvents()
    after = sys.getrefcount(None), sys.getrefcount(True)
    assert all(now - then > -CALLS // 2 for now, then in zip(after, before, strict=True))
