"""What a campaign is: something tried many times from a seed, what escaped, and a control that the same eyes must catch."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Outcome:
    """What came of a campaign.

    Attributes:
        tries: how many faults were made or attacks led.
        escapes: one line for each loss or escape; none is what is wanted.
        control: what the positive control gave, in French.
        caught: the control was caught; None when there is nothing to control.
        skipped: why nothing was done, in French.
        notes: figures worth telling, in French.
    """

    tries: int = 0
    escapes: list[str] = field(default_factory=list)
    control: str = ""
    caught: bool | None = None
    skipped: str = ""
    notes: str = ""

    @property
    def is_good(self) -> bool:
        """Nothing escaped, and the control was caught."""
        return not self.escapes and self.caught is not False


@dataclass
class Run:
    """One running of a campaign.

    Attributes:
        folder: an empty folder of its own.
        tries: how many times to try.
        seed: where chance starts: the same seed makes the same faults.
        seconds: time after which no more is tried; 0 for no such limit.
        chance: chance.
        made: how many times it was tried.
    """

    folder: Path
    tries: int
    seed: int
    seconds: float = 0

    def __post_init__(self) -> None:
        self.chance = random.Random(self.seed)
        self.made = 0
        self._end = time.monotonic() + self.seconds if self.seconds else float("inf")

    def goes_on(self) -> bool:
        """Tell whether there is time and something left to try."""
        return self.made < self.tries and time.monotonic() < self._end

    def turns(self) -> Iterator[int]:
        """Number the tries, until all were made or the time is up."""
        while self.goes_on():
            self.made += 1
            yield self.made - 1

    def below(self, name: str) -> Path:
        """Return a new folder below its own."""
        made = self.folder / name
        made.mkdir()
        return made


@dataclass(frozen=True)
class Campaign:
    """A campaign of the plan.

    Attributes:
        code: its number in the plan, ``F2``.
        attacked: what is attacked and how, in French.
        play: runs it.
        fast: tries of the fast profile.
        long: tries of the long profile.
        sample: tries of the sample that the suite of tests runs; 0 when it is too slow or tested elsewhere.
    """

    code: str
    attacked: str
    play: Callable[[Run], Outcome]
    fast: int
    long: int
    sample: int = 0
