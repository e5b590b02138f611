"""Gaps and overlaps of a path: only what is true by the dates of the file; what is normal in life is no fault."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from itertools import combinations

from ppe_desktop.domain.casefile import CaseFile, Item
from ppe_desktop.domain.dates import add_months, long_date
from ppe_desktop.domain.timeline import terms
from ppe_desktop.domain.timeline.events import measure_name
from ppe_desktop.domain.timeline.model import Notice, Target
from ppe_desktop.domain.timeline.spans import DAY, Span, common, in_words, span, without
from ppe_desktop.domain.timeline.wording import Wording

_BORN_BEFORE = ("care_episode", "decision", "measure", "placement", "absence", "legal_status", "schooling")
_SECTIONS = {"schooling": "school"}


def notices_of(file: CaseFile, wording: Wording, today: dt.date) -> tuple[Notice, ...]:
    """Return what is to be pointed out, what goes on first, then the newest."""
    finder = _Finder(file, wording, today)
    found = [
        *finder.overdue(), *finder.without_measure(), *finder.without_place(), *finder.two_places(), *finder.outside_episodes(),
        *finder.before_birth(), *finder.after_majority(),
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda notice: (notice.tone != "late", -notice.since.toordinal(), notice.sentence)))


class _Finder:
    """One look at a file."""

    def __init__(self, file: CaseFile, wording: Wording, today: dt.date) -> None:
        self.file, self.wording, self.today = file, wording, today
        self.measures = [item for item in file.of("measure") if _is_in_order(item.since, item.ended_on or item.until)]
        self.places = [item for item in file.of("placement") if _is_dated(item)]
        self.episodes = [item for item in file.of("care_episode") if _is_in_order(item.since, item.until)]
        self.in_force = {item.id: terms.span_of(item, self.measures, today) for item in self.measures if _has_day(item)}
        self._past_term: list[Span] = []

    def overdue(self) -> Iterator[Notice]:
        """Point out the measures that ran past their term, or still do, with no decision after it."""
        for measure in self.measures:
            stop = self._stop(measure)
            if measure.until is None or measure.until >= self.today or (stop and stop <= measure.until + DAY):
                continue
            until = stop - DAY if stop and stop <= self.today else None
            self._past_term.append(span(measure.until + DAY, until or self.today))
            renewal = self._decision_near(measure, stop)
            name = measure_name(measure, self.wording)
            if renewal is not None:
                said = f"Mesure échue le {long_date(measure.until)}, à prolonger ou à terminer : une décision du {long_date(renewal)} est au dossier ({name})."
            else:
                said = f"Mesure échue sans décision {in_words(measure.until, stop if until else None)} : {name}."
            yield self._notice(measure.until + DAY, until, said, measure, is_late=renewal is None and until is None)

    def without_measure(self) -> Iterator[Notice]:
        """Point out the days of an episode on which no measure is in force."""
        taken = [*self.in_force.values(), *self._past_term]
        for episode, days in self._episode_days():
            undated = [item for item in self.measures if not _has_day(item) and item.episode_id == episode.id]
            what = "Aucune mesure datée" if undated else "Aucune mesure"
            for gap in without(days, taken):
                yield self._gap(gap, days, f"{what} {{when}}, pendant la prise en charge.", episode)

    def without_place(self) -> Iterator[Notice]:
        """Point out the days of an episode without a main place of care, unless the child lives at home under the measure."""
        main = [span(item.since, item.until) for item in self.places if item.is_main and _has_day(item)]
        at_home = [self.in_force[m.id] for m in self.measures if m.id in self.in_force and m.type in terms.AT_HOME]
        away = [self.in_force[m.id] for m in self.measures if m.id in self.in_force and m.type in terms.ENTRUSTED]
        for episode, days in self._episode_days():
            no_place = without(days, main)
            for gap in [left for one in no_place for left in without(one, _only(at_home, away))]:
                yield self._gap(
                    gap, days, "Aucun lieu d’accueil principal {when}, pendant la prise en charge.", episode
                )

    def two_places(self) -> Iterator[Notice]:
        """Point out two main places at once; a relay, a weekend or a change within a day is none."""
        main = [item for item in self.places if item.is_main and not terms.is_relay(item) and _has_day(item)]
        ordered = sorted(main, key=lambda item: item.since or dt.date.min)
        for one, other in combinations(ordered, 2):
            shared = common(span(one.since, one.until), span(other.since, other.until))
            if shared is None or shared.first == shared.last:
                continue
            since, until = _known(shared)
            names = f"{self.wording.place(one)} et {self.wording.place(other)}"
            said = f"Deux lieux d’accueil principaux en même temps {in_words(since, until)} : {names}."
            yield self._notice(
                since or min(self._first(), until or self.today),
                until,
                said,
                other,
                is_late=shared.first <= self.today <= shared.last,
            )

    def outside_episodes(self) -> Iterator[Notice]:
        """Point out the days of a place of care that are in no episode."""
        episodes = [span(item.since, item.until) for item in self.episodes]
        for place in self.places:
            if not _has_day(place):
                continue
            for gap in without(span(place.since, place.until), episodes):
                since, until = _known(gap)
                if since is None or (gap.first == gap.last and gap.first == place.since):
                    continue  # a beginning that nobody knows, or the day of arrival: nothing is sure
                said = f"Lieu d’accueil hors de toute prise en charge {in_words(since, until)} : {self.wording.place(place)}."
                yield self._notice(since, until, said, place, is_late=until is None)

    def before_birth(self) -> Iterator[Notice]:
        """Point out what is dated before the birth."""
        born = terms.birth_span(self.file.child)
        for kind in _BORN_BEFORE if born else ():
            for item in self.file.of(kind):
                begin = item.decided_on if kind == "decision" else item.since
                if (
                    begin is None
                    or born is None
                    or begin >= born.first
                    or item.values.get("type") in terms.MAY_PRECEDE_BIRTH
                ):
                    continue
                said = f"Date antérieure à la naissance, le {long_date(begin)} : {self._name(item)}."
                yield self._notice(begin, born.first - DAY, said, item, is_late=True)

    def after_majority(self) -> Iterator[Notice]:
        """Point out the measures for minors that go on after the majority."""
        born = terms.birth_span(self.file.child)
        if born is None:
            return
        majority = terms.majority_of(born.last)
        for measure in self.measures:
            end = measure.ended_on or measure.until or (self.today if measure.since else None)
            if measure.type not in terms.FOR_MINORS or end is None or end <= majority:
                continue
            name = measure_name(measure, self.wording)
            said = f"Mesure pour mineur inscrite au-delà de la majorité, le {long_date(majority)} : {name}."
            until = measure.ended_on or measure.until
            begin = max(majority, measure.since or majority)
            yield self._notice(begin, until, said, measure, is_late=majority <= self.today and measure.ended_on is None)

    def _stop(self, measure: Item) -> dt.date | None:
        """Return the day on which a measure past its term stopped: its real end, or the measure that took over."""
        if measure.until is None:
            return None
        days = (measure.ended_on, terms.successor_day(measure, self.measures))
        return min((day for day in days if day), default=None)

    def _decision_near(self, measure: Item, stop: dt.date | None) -> dt.date | None:
        """Return the day of a decision that may have renewed a measure without its term having been changed."""
        own = measure.decision_id
        earliest = max(add_months(measure.until, -terms.RENEWAL_MONTHS), (measure.since or dt.date.min))
        days = [
            item.decided_on
            for item in self.file.of("decision")
            if item.id != own
            and item.decided_on
            and earliest < item.decided_on
            and (not stop or item.decided_on < stop)
        ]
        return max(days, default=None)

    def _episode_days(self) -> Iterator[tuple[Item, Span]]:
        """Give the known days of each episode, up to today."""
        for episode in self.episodes:
            first = episode.since
            if first is not None and first <= self.today:
                yield episode, Span(first, min(episode.until or self.today, self.today))

    def _gap(self, gap: Span, days: Span, said: str, episode: Item) -> Notice:
        goes_on = gap.last == self.today and (episode.until is None or episode.until > self.today)
        until = None if goes_on else gap.last
        return self._notice(gap.first, until, said.format(when=in_words(gap.first, until)), episode, is_late=goes_on)

    def _first(self) -> dt.date:
        begins = [item.since for item in (*self.episodes, *self.measures, *self.places) if item.since]
        return min(begins, default=self.today)

    def _name(self, item: Item) -> str:
        if item.record == "measure":
            return measure_name(item, self.wording)
        if item.record == "placement":
            return self.wording.place(item)
        if item.record == "schooling":
            return self.wording.school(item)
        names = {"care_episode": "prise en charge", "decision": "décision", "absence": "absence"}
        return names.get(item.record, "statut juridique")

    def _notice(self, since: dt.date, until: dt.date | None, said: str, item: Item, *, is_late: bool) -> Notice:
        target = Target(_SECTIONS.get(item.record, "path"), item.record, item.id)
        return Notice(since, until, said, "late" if is_late else "soon", target)


def _only(at_home: Iterable[Span], away: Iterable[Span]) -> list[Span]:
    """Return the days under a measure at home and under none that entrusts the child."""
    return [left for one in at_home for left in without(one, away)]


def _known(days: Span) -> tuple[dt.date | None, dt.date | None]:
    """Return the ends of a period, None for those of the calendar."""
    return days.first if days.first > dt.date.min else None, days.last if days.last < dt.date.max else None


def _is_dated(item: Item) -> bool:
    return _is_in_order(item.since, item.until)


def _is_in_order(since: dt.date | None, until: dt.date | None) -> bool:
    return since is None or until is None or since <= until


def _has_day(item: Item) -> bool:
    """Tell whether at least one end of a record is known."""
    return bool(item.since or item.until or item.values.get("ended_on"))
