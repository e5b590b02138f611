"""Windows caught in a cycle are destroyed on the screen's thread, whatever the other threads do."""

import gc
import threading
import weakref

from PySide6.QtCore import QCoreApplication, QThread
from PySide6.QtWidgets import QWidget

from ppe_desktop.ui.garbage import ScreenCollector


class Cyclic(QWidget):
    """A widget that holds itself, as one does with a callback."""

    def __init__(self, deaths):
        super().__init__()
        self.itself = self
        weakref.finalize(self, lambda: deaths.append(threading.get_ident()))


def test_cycles_are_collected_here_and_never_by_another_thread(qtbot):
    deaths = []
    collector = ScreenCollector()
    assert not gc.isenabled()
    for _ in range(20):
        Cyclic(deaths)

    def allocate():
        for _ in range(20):
            [[] for _ in range(5000)]

    worker = threading.Thread(target=allocate)
    worker.start()
    worker.join()
    assert deaths == []
    kept = [[] for _ in range(3000)]
    qtbot.waitUntil(lambda: (collector.collect(), len(deaths) == 20)[1], timeout=5000)
    assert set(deaths) == {threading.get_ident()}
    assert QThread.currentThread() is QCoreApplication.instance().thread()
    assert kept
