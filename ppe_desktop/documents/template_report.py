"""What the check of a template says, as it crosses from the process that checks to the screen: plain values, nothing heavy to load."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Issue:
    """An error of a template, or something to look at.

    Attributes:
        code: stable name of the sort of error.
        is_error: the template cannot be used as it is; otherwise it is only something to check.
        where: where it is, in French: "Corps du document, tableau 1, ligne 2, colonne 1".
        text: the paragraph, to find it in Word.
        tag: the tag as written; nothing when it is not about one tag.
        message: what is wrong.
        advice: what to write instead.
        part, paragraph, start, end: the same place, for the annotated copy; ``paragraph`` is -1 when there is none.
    """

    code: str
    is_error: bool
    where: str
    text: str
    tag: str
    message: str
    advice: str = ""
    part: str = ""
    paragraph: int = -1
    start: int = 0
    end: int = 0


@dataclass(frozen=True)
class Demand:
    """What a template asks for, in plain words.

    Attributes:
        group: "L’enfant", "Frères et sœurs"; nothing for what stands alone.
        names: the names of the fields.
    """

    group: str
    names: tuple[str, ...]


@dataclass(frozen=True)
class TemplateReport:
    """All that the check of a template found.

    Attributes:
        document: kind of document it was checked for.
        issues: errors first, in the order of the file; then what to look at.
        demands: what it asks for.
        readers: for whom such a document may be made.
        protected: fields it shows that may hold a fact kept from some readers.
        can_annotate: a copy with comments can be made.
    """

    document: str
    issues: tuple[Issue, ...] = ()
    demands: tuple[Demand, ...] = ()
    readers: tuple[str, ...] = ()
    protected: tuple[str, ...] = ()
    can_annotate: bool = False

    @property
    def errors(self) -> tuple[Issue, ...]:
        """Return what forbids its use."""
        return tuple(one for one in self.issues if one.is_error)

    @property
    def is_good(self) -> bool:
        """Tell whether it may be put in service."""
        return not self.errors

    def as_plain(self) -> dict[str, Any]:
        """Return the report as JSON can hold it."""
        return asdict(self)

    @classmethod
    def of_plain(cls, plain: dict[str, Any]) -> TemplateReport:
        """Return the report that :meth:`as_plain` wrote."""
        issues = tuple(Issue(**one) for one in plain["issues"])
        demands = tuple(Demand(one["group"], tuple(one["names"])) for one in plain["demands"])
        rest = {key: tuple(plain[key]) for key in ("readers", "protected")}
        return cls(plain["document"], issues, demands, can_annotate=plain["can_annotate"], **rest)
