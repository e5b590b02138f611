"""The values of what a meeting brings: invitations, in the wording of each, and the minutes."""

from __future__ import annotations

from ppe_desktop.documents.meeting_context.choosing import (
    child_meeting_chosen,
    invitation_chosen,
    meeting_chosen,
)
from ppe_desktop.documents.meeting_context.invitation import invitation_values
from ppe_desktop.documents.meeting_context.minutes import minutes_values

__all__ = ["child_meeting_chosen", "invitation_chosen", "invitation_values", "meeting_chosen", "minutes_values"]
