"""The template of the projet pour l’enfant."""

from __future__ import annotations

from word_templates.ppe.project import write_actions, write_domains, write_expression, write_signatures, write_support
from word_templates.ppe.situation import write_care, write_circle, write_cover, write_identity

PARTS = (
    write_cover, write_identity, write_circle, write_care, write_domains, write_actions, write_support, write_expression,
    write_signatures,
)  # fmt: skip
