"""One run: the programs begin, the hours pass with what is due in them, and everything is judged."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from statistics import median

from benchmarks.three_days import growth
from benchmarks.three_days.fleet import Fleet, Sample
from benchmarks.three_days.judging import Judge, days_between, rows_of
from benchmarks.three_days.living import hours
from benchmarks.three_days.person import ZONE
from benchmarks.three_days.place import Place
from benchmarks.three_days.timetable import JUDGED, OTHER, Entry, What, is_whole, settled, timetable
from benchmarks.three_days.upkeep import Upkeep
from benchmarks.three_days.weighing import Weight, explained, grown_most, strangers, weigh
from hall.clock import ScaledClock

_SAMPLE_S = 5.0
_LOOK_S = 0.1


class Run:
    """Three days, or as many hours as are asked for; ``findings`` is empty at its end when all is well."""

    def __init__(self, place: Place, clock: ScaledClock, whole: float, seed: int) -> None:
        self._place, self._clock, self._whole = place, clock, whole
        self._fleet = Fleet(place, clock, seed)
        self._upkeep = Upkeep(place, self._fleet)
        self._plan = timetable(clock.start.astimezone(ZONE), whole, random.Random(seed))  # noqa: S311
        self._samples: list[Sample] = []
        self._weights: list[Weight] = []
        self.findings: list[str] = []

    def live(self) -> None:
        """From the first program's start to the last one's end."""
        self._say_plan()
        try:
            for name in self._fleet.all:
                self._fleet.start(name)
            with ThreadPoolExecutor(1) as technician:
                self._pass_time(technician)
            self._weights.append(weigh(self._place, hours(self._clock)))
        finally:
            self._fleet.end()

    def _pass_time(self, technician: ThreadPoolExecutor) -> None:
        acts: dict[What, Callable[[float], None]] = {
            What.DOCTOR: self._upkeep.doctor,
            What.BACKUP: self._upkeep.backup,
            What.CUT_SHORT: self._upkeep.cut_short,
            What.DRILL: self._upkeep.drill,
            What.WEIGH: lambda hour: self._weights.append(weigh(self._place, hour)),
        }
        due, done, next_sample = list(self._plan), [], time.monotonic()
        while hours(self._clock) < self._whole:
            self._fleet.look()
            while due and due[0].hour <= hours(self._clock):
                entry = due.pop(0)
                if entry.what is What.KILL:
                    self._fleet.kill(entry.name)
                    print(f"  hour {entry.hour:.1f}: killed {entry.name}", flush=True)
                else:
                    done.append(technician.submit(acts[entry.what], entry.hour))
                if entry.what is What.DOCTOR:
                    self._say_hour(entry)
            if time.monotonic() >= next_sample:
                next_sample = time.monotonic() + _SAMPLE_S
                self._samples += self._fleet.samples()
            time.sleep(_LOOK_S)
        for each in done:
            each.result()

    def judge(self) -> list[str]:
        """The lines of the report; fills ``findings``."""
        audit = self._upkeep.audit()
        begin, end = self._clock.start.astimezone(ZONE), self._clock.start.astimezone(ZONE) + self._span
        judge = Judge(self._place, rows_of(self._place.url, self._clock), self._fleet)
        judge.everything(list(days_between(begin, end)))
        whole = is_whole(self._whole)
        grown, too_much = growth.judged(self._samples, JUDGED, settled(self._whole), whole=whole)
        names = [one.name for one in self._fleet.all.values()]
        kills = ", ".join(f"{name} {len(self._fleet.all[name].kills)}" for name in names)
        left = strangers(self._place)
        self.findings += [*self._fleet.crashes, *self._upkeep.findings, *judge.findings, *too_much]
        self.findings += [*explained(self._weights), *(f"{one} is left over" for one in left)]
        return [
            f"audit: {audit}",
            *judge.lines,
            f"killed: {kills}",
            self._commands(),
            *grown,
            *(f"{name}: own memory of its lives, MB: {growth.lives(self._samples, name)}" for name in (*JUDGED, OTHER)),
            *(one.line() for one in self._weights),
            f"most rows: {grown_most(self._weights[0], self._weights[-1])}" if len(self._weights) > 1 else "",
        ]

    @property
    def _span(self) -> timedelta:
        return timedelta(hours=self._whole)

    def _commands(self) -> str:
        upkeep = self._upkeep
        took = ", ".join(f"{name} {median(all_):.1f} s" for name, all_ in sorted(upkeep.seconds.items()))
        told = ", ".join(f"{name} {count}" for name, count in upkeep.doctors.most_common())
        ran = ", ".join(f"{count} {name}" for name, count in sorted(upkeep.ran.items()))
        return f"commands: {ran}; median {took}; the doctor on this machine: {told or 'nothing'}"

    def _say_plan(self) -> None:
        kills = [f"{one.name} at {one.hour:.1f}" for one in self._plan if one.what is What.KILL]
        begin = self._clock.start.astimezone(ZONE)
        print(f"{self._whole:g} hours from {begin:%A %H:%M}; kill -9: {', '.join(kills)}")
        print(
            f"The rule: from hour {settled(self._whole)} on {', '.join(JUDGED)} are not killed; a day old, by the same "
            f"hour of the day before, at the same work, own memory grows by at most {growth.MEMORY_KB_A_DAY} kB a day, "
            f"handles and threads by {growth.HANDLES_A_DAY:g}.",
            flush=True,
        )

    def _say_hour(self, entry: Entry) -> None:
        last = {one.name: one for one in self._samples[-len(self._fleet.all) :]}
        used = "  ".join(
            f"{name} {one.own / 1000:.1f}/{one.pss / 1000:.0f} MB {one.handles} h {one.threads} t"
            for name, one in last.items()
        )
        print(f"  hour {entry.hour:.0f} {self._local(entry.hour):%a %H:%M}  {used}", flush=True)

    def _local(self, hour: float) -> datetime:
        return self._clock.start.astimezone(ZONE) + timedelta(hours=hour)
