"""The unlocked session: one container that lives from unlock to lock and leaves nothing behind."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

from ppe_desktop.documents.worker import RenderProcess
from ppe_desktop.domain import review_name
from ppe_desktop.runtime import clock
from ppe_desktop.services.acting import ActingService
from ppe_desktop.services.appointments import AppointmentService
from ppe_desktop.services.attachments import AttachmentService
from ppe_desktop.services.audit import AuditService
from ppe_desktop.services.autonomy import AutonomyService
from ppe_desktop.services.backups import BackupService
from ppe_desktop.services.calendar import CalendarService
from ppe_desktop.services.coverage import CoverageService
from ppe_desktop.services.cycle import CycleService
from ppe_desktop.services.deadlines import DeadlineService
from ppe_desktop.services.documents import DocumentService
from ppe_desktop.services.files import FileService, author_of
from ppe_desktop.services.health import HealthService
from ppe_desktop.services.history import FieldHistoryService
from ppe_desktop.services.home import HomeService
from ppe_desktop.services.journal import JournalService
from ppe_desktop.services.keys import KeyService
from ppe_desktop.services.meetings import MeetingService
from ppe_desktop.services.objectives import ObjectiveService
from ppe_desktop.services.outside import OutsideService
from ppe_desktop.services.people import PeopleService
from ppe_desktop.services.plans import PlanService
from ppe_desktop.services.records import RecordService
from ppe_desktop.services.register import RegisterService
from ppe_desktop.services.report_batch import ReportBatchService
from ppe_desktop.services.retention import RetentionService
from ppe_desktop.services.sealing import SealingService
from ppe_desktop.services.search import SearchService
from ppe_desktop.services.service_settings import ServiceSettingsService
from ppe_desktop.services.settings import SettingService
from ppe_desktop.services.sketches import SketchService
from ppe_desktop.services.spelling import Spelling
from ppe_desktop.services.statements import StatementService
from ppe_desktop.services.supports import SupportService
from ppe_desktop.services.templates import TemplateService
from ppe_desktop.services.timeline import TimelineService
from ppe_desktop.services.visits import VisitService
from ppe_desktop.services.week import WeekService
from ppe_desktop.services.words import WordsService
from ppe_desktop.services.writings import WritingService
from ppe_desktop.storage.database import Database, DatabaseThread
from ppe_desktop.vault.instance import InstanceLock
from ppe_desktop.vault.keys import DatabaseKey
from ppe_desktop.vault.paths import BasePaths

Result = TypeVar("Result")


class Session:
    """Everything that exists only while a base is open.

    The services work on the database thread: pass their methods to :meth:`submit` or :meth:`run`. ``documents``, ``templates``, ``week`` and
    what ``attachments`` does with content find their own way to that thread and may be called from any other.

    Attributes:
        folder: folder of the base.
        is_demo: fictitious files only.
        was_cut: the former opening was not closed: the program died, or the machine did.
        database: the open base, for other services only.
        files, records, plans, objectives, documents, journal, appointments, calendar, attachments, autonomy, settings, service_settings, home, health,
            acting, timeline, history, register, words, writings, sealing, report_batch, supports,
            week: the services.
        outside: the copies in clear.
        retention: the closed files, their archive, their erasing.
        audit: the journal that is never rewritten.
        keys, backups: the ways to open the base, its backups; their methods run on any thread but that of the base.
        spelling: the French dictionary.
    """

    def __init__(
        self,
        folder: Path,
        database: Database,
        thread: DatabaseThread,
        key: DatabaseKey,
        lock: InstanceLock,
        renders: RenderProcess,
        keys: KeyService,
        failures: int = 0,
    ) -> None:
        self.folder = folder
        self.was_cut = lock.was_cut
        self.keys = keys
        self.audit = AuditService(database, thread, folder, key, keys.vault_id)
        self.audit.rewritings = keys.sequence
        self.backups = BackupService(database, thread, folder, key, keys.vault_id, database.now)
        self.outside = OutsideService(database, thread)
        self.retention = RetentionService(database, thread, folder, keys.vault_id)
        self.is_demo = database.is_demo
        self.database, self._thread, self._key, self._lock, self._renders = database, thread, key, lock, renders
        database.come_back_with(BasePaths(folder).database, key.bytes, lock.hold_again)
        self.files = FileService(database)
        self.records = RecordService(database)
        self.sketches = SketchService(database)
        self.supports = SupportService(database)
        self.plans = PlanService(database)
        self.objectives = ObjectiveService(database)
        self.journal = JournalService(database)
        self.appointments = AppointmentService(database)
        self.attachments = AttachmentService(database, thread, renders, folder)
        self.autonomy = AutonomyService(database)
        self.settings = SettingService(database)
        self.deadlines = DeadlineService(database)
        self.health = HealthService(database, self.deadlines, self.plans)
        self.coverage = CoverageService(database)
        self.statements = StatementService(database, thread)
        self.cycle = CycleService(database, self.files, self.deadlines, self.appointments)
        self.calendar = CalendarService(database, self.deadlines)
        self.meetings = MeetingService(database)
        self.visits = VisitService(database, self.deadlines)
        self.service_settings = ServiceSettingsService(database)
        self.people = PeopleService(database)
        self.search = SearchService(database)
        self.home = HomeService(database, self.deadlines, self.search)
        self.acting = ActingService(database)
        self.timeline = TimelineService(database)
        self.words = WordsService(database)
        self.writings = WritingService(database)
        self.history = FieldHistoryService(database)
        self.spelling = Spelling()
        self.register = RegisterService(database, thread)
        self.templates = TemplateService(database, thread, renders)
        self.documents = DocumentService(database, thread, renders, folder)
        self.week = WeekService(database, thread, renders)
        self.sealing = SealingService(database, thread, self.documents)
        self.report_batch = ReportBatchService(database, thread, self.deadlines, self.writings, self.documents)
        self._is_open = True
        self.documents.wipe_leftovers()  # the base is held: no other program is converting
        self.attachments.wipe_copies()
        profile = self.run(self.files.profile)
        if profile is not None:
            database.author = author_of(profile)
        self.run(self.service_settings.name_review)
        self.run(self.audit.begin, keys.opened_with, failures)
        keys.tell = self.backups.tell = self.audit.tell

    def submit(self, work: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Future[Result]:
        """Queue a use case on the database thread."""
        return self._thread.submit(work, *args, **kwargs)

    def run(self, work: Callable[..., Result], /, *args: Any, **kwargs: Any) -> Result:
        """Do a use case on the database thread and wait for it."""
        return self._thread.run(work, *args, **kwargs)

    def close(self) -> None:
        """Finish what is queued, close the base, drop the key, free the base for others. Doing it twice is harmless."""
        if not self._is_open:
            return
        self._is_open = False
        clock.go_by(None)
        review_name.go_by(None)
        self.backups.stop()
        self.audit.stop()
        self._key.wipe()  # first: what follows may wait for a document in the making
        try:
            self._thread.submit(self.database.close)
            self._thread.stop()
            self.audit.seal()
            self._renders.close()
            self.spelling.close()
            self.attachments.wipe_copies()
        finally:
            self._lock.release()
