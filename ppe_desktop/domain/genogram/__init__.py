"""The entourage as a drawing: who is who to the child, laid out by generation. Pure values, no colour and no screen."""

from ppe_desktop.domain.genogram.build import build
from ppe_desktop.domain.genogram.describe import describe
from ppe_desktop.domain.genogram.graph import Descent, Genogram, Group, Household, Node, Sort, Tie, Union, UnionState
from ppe_desktop.domain.genogram.layout import Box, Frame, Layout, lay_out
from ppe_desktop.domain.genogram.strokes import Stroke, StrokeKind, strokes_of

__all__ = [
    "Box",
    "Descent",
    "Frame",
    "Genogram",
    "Group",
    "Household",
    "Layout",
    "Node",
    "Sort",
    "Stroke",
    "StrokeKind",
    "Tie",
    "Union",
    "UnionState",
    "build",
    "describe",
    "lay_out",
    "strokes_of",
]
