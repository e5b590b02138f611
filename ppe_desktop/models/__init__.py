"""Mapped classes, one aggregate per file; importing the package registers them all."""

from ppe_desktop.models.base import Base, Record
from ppe_desktop.models.care import CareEpisode, Decision, Measure, Placement, SiblingLink
from ppe_desktop.models.child import Child
from ppe_desktop.models.person import Address, AddressProtection, ContactRight, ParentalAuthority, Person, Relationship
from ppe_desktop.models.plan import (
    ChildPlan,
    PlanAction,
    PlanDelivery,
    PlanDomain,
    PlanLink,
    PlanObjective,
    PlanSignature,
    PlanWords,
)
from ppe_desktop.models.service import BaseIdentity, HistoryEntry, PendingInput, ProducedDocument, UserProfile
from ppe_desktop.models.statement import Statement, StatementRestriction

__all__ = [
    "Address", "AddressProtection", "Base", "BaseIdentity", "CareEpisode", "Child", "ChildPlan", "ContactRight", "Decision",
    "HistoryEntry", "Measure", "ParentalAuthority", "PendingInput", "Person", "Placement", "PlanAction", "PlanDelivery",
    "PlanDomain", "PlanLink", "PlanObjective", "PlanSignature", "PlanWords", "ProducedDocument", "Record", "Relationship",
    "SiblingLink", "Statement", "StatementRestriction", "UserProfile",
]  # fmt: skip
