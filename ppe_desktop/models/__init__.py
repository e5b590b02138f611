"""Mapped classes, one aggregate per file; importing the package registers them all."""

from ppe_desktop.models.appointment import Appointment, AppointmentChild
from ppe_desktop.models.attachment import Attachment, AttachmentPiece
from ppe_desktop.models.autonomy import (
    AutonomyInterview,
    AutonomyPlan,
    AutonomyRightTold,
    AutonomyTopic,
    ExitInterview,
    Paper,
    YoungAdultContract,
)
from ppe_desktop.models.base import Base, Record
from ppe_desktop.models.care import Absence, CareEpisode, Decision, LegalStatus, Measure, Placement, SiblingLink
from ppe_desktop.models.child import Child
from ppe_desktop.models.deadline import DeadlineWaiver, SituationReport, StatutoryStep
from ppe_desktop.models.document import DocumentDelivery, DocumentTemplate, ProducedDocument, Writing, WritingPart
from ppe_desktop.models.health import (
    DisabilityRight,
    HealthEvent,
    HealthFollowUp,
    HealthProfile,
    Treatment,
    Vaccination,
)
from ppe_desktop.models.journal import JournalEntry, JournalPart, WorkingNote
from ppe_desktop.models.meeting import Meeting, MeetingChild, MeetingInvitee, Task
from ppe_desktop.models.person import (
    Address,
    AddressProtection,
    ContactRight,
    ParentalAuthority,
    Person,
    PersonTie,
    Relationship,
)
from ppe_desktop.models.plan import (
    ChildPlan,
    ObjectiveOpinion,
    PlanAction,
    PlanDelivery,
    PlanDomain,
    PlanLink,
    PlanObjective,
    PlanSignature,
    PlanWords,
)
from ppe_desktop.models.service import (
    BaseIdentity,
    BinEntry,
    HistoryEntry,
    PendingInput,
    PersonMerge,
    Setting,
    UserProfile,
)
from ppe_desktop.models.social import Activity, Authorisation, Schooling, SupportPlan
from ppe_desktop.models.statement import Sketch, Statement, StatementRestriction
from ppe_desktop.models.trust import AuditEntry, OutsideCopy, PurgeRecord
from ppe_desktop.models.visit import Visit, VisitChild, VisitNote

__all__ = [
    "Absence", "Activity", "Address", "AddressProtection", "Appointment", "AppointmentChild", "Attachment",
    "AttachmentPiece", "AuditEntry", "Authorisation", "AutonomyInterview", "AutonomyPlan", "AutonomyRightTold", "AutonomyTopic", "Base",
    "BaseIdentity", "BinEntry", "CareEpisode", "Child", "ChildPlan", "ContactRight", "DeadlineWaiver", "Decision",
    "DisabilityRight", "DocumentDelivery", "DocumentTemplate", "ExitInterview", "HealthEvent", "HealthFollowUp",
    "HealthProfile", "HistoryEntry", "JournalEntry", "JournalPart", "LegalStatus", "Measure", "Meeting", "MeetingChild",
    "MeetingInvitee", "ObjectiveOpinion", "OutsideCopy", "Paper", "ParentalAuthority", "PendingInput", "Person",
    "PersonMerge", "PersonTie", "Placement", "PlanAction", "PlanDelivery", "PlanDomain", "PlanLink", "PlanObjective",
    "PlanSignature", "PlanWords", "ProducedDocument", "PurgeRecord", "Record", "Relationship", "Schooling", "Setting",
    "SiblingLink", "SituationReport", "Sketch", "Statement", "StatementRestriction", "StatutoryStep", "SupportPlan", "Task",
    "Treatment", "UserProfile", "Vaccination", "Visit", "VisitChild", "VisitNote", "WorkingNote", "Writing", "WritingPart",
    "YoungAdultContract",
]  # fmt: skip
