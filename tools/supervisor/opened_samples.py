"""Sample views of what is opened on the tab Aula, and of the tab Petugas."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from counter.supervisor.people.reading import PeopleView, Person
from hall.access import Role
from hall.calling import Reason
from hall.day_steps import DayStep, StepKind
from hall.overrides import Override, OverrideKind
from hall.structure import Closure, Offer
from hall.views import (
    AlarmView,
    CounterInfo,
    FloorDetails,
    FloorView,
    OpeningView,
    PauseView,
    QueuedNumber,
    StaffedCounter,
    UserView,
)
from hall.wording import BothNames
from tools.supervisor import samples
from tools.supervisor.samples import NOW, PODIUM, at

_SERVICES = (("H", "Paspor baru", 1), ("J", "Penggantian paspor", 2))
_ASKED = Closure(7, "service", "service-h", NOW, at(14, 0), "Server pusat mati", "requested", "clerk:siti", NOW)
_YESTERDAY = date(2026, 11, 22)


def _number(place: int, minutes: int, *, priority: bool = False, label: str = "") -> QueuedNumber:
    code = "priority_alone" if priority else "longest_waiting"
    reason = None if label else Reason(code, (("minutes", minutes),))
    return QueuedNumber(place, f"H-{place:03d}", priority, timedelta(minutes=minutes), reason, label)


def _counter(label: str, clerk: str = "", *, code: str = "", pause: PauseView | None = None) -> StaffedCounter:
    info = CounterInfo(
        f"loket-{label}", label, PODIUM, "imigrasi", "Imigrasi", _SERVICES, int(label) if clerk else None, clerk, code,
        None, pause,
    )  # fmt: skip
    return StaffedCounter(info, at(7, 24) if clerk else None)


def service() -> FloorDetails:
    """A service whose clerk asks to close it, with changes in force."""
    assigned = Override(
        3, OverrideKind.SERVICES, "counter", "loket-9", at(9, 0), at(12, 0), "Antrean panjang", "clerk:rina"
    )
    opening = Override(4, OverrideKind.OPEN, "service", "service-h", at(7, 0), None, "Jemput bola", "clerk:rina")
    return FloorDetails(
        scope="service",
        id="service-h",
        prefix="H",
        name="Paspor baru",
        name_en="New passport",
        agency_id="imigrasi",
        now=NOW,
        waiting=14,
        held=1,
        numbers=(
            _number(41, 12, priority=True),
            _number(28, 42),
            _number(30, 38, label="9"),
            *(_number(number, 70 - number) for number in range(31, 38)),
        ),
        counters=(
            _counter("8", "Siti Rahmawati", code="H-027"),
            replace(_counter("9", "Budi Hartono"), assigned=assigned),
            _counter("10", "Wa Ode Nurul", pause=PauseView("break", "", at(10, 30), at(10, 45))),
            _counter("11"),
        ),
        hours=(
            OpeningView("service-h", "H", "Paspor baru", samples.OPEN, ("07.30-16.00",), "", (), 30, 60, 12),
        ),
        openings=(opening,),
        requests=(_ASKED,),
        offers=(Offer("besok", "Nomor pertama besok pagi", "The first number tomorrow"),),
        agency_name="Imigrasi",
        agency_name_en="Immigration",
        whole_hall=True,
    )  # fmt: skip


def alarmed() -> FloorView:
    """Alarms with each kind of answer; two of them are seen to by somebody."""
    over = AlarmView("alarm_day_over", (("day", _YESTERDAY), ("count", 3), ("minutes", 5)))
    asked = AlarmView(
        "alarm_closure_asked",
        (("closure", 7), ("who", "siti"), ("what", BothNames("H Paspor baru", "")), ("reason", "Server pusat mati")),
        agency="imigrasi",
        services=("service-h",),
    )
    unattended, paper, silent = samples.ALARMS
    silent = replace(silent, taken_by="Muhammad Ardiansyah", taken_at=at(10, 41))
    step = DayStep(StepKind.CONFIRM, date(2026, 11, 23), ends=_YESTERDAY, count=3)
    return replace(
        samples.busy(),
        alarms=(over, unattended, asked, paper, silent),
        business_day=_YESTERDAY,
        requests=(_ASKED,),
        day_steps=(step,),
    )


def people() -> PeopleView:
    """The staff: at a counter, at none, with a window of their own, shut out."""
    names = ("Ahmad Fauzi", "Budi Hartono", "Dewi Sartika", "Fitri Handayani", "La Ode Ridwan", "Siti Rahmawati")
    clerks = tuple(
        Person(UserView(place, name.split()[0].lower(), name, Role.CLERK), str(place) if place % 3 else "")
        for place, name in enumerate(names, 4)
    )
    return PeopleView(
        (
            *clerks[:2],
            Person(UserView(2, "agus", "Agus Salim", Role.AGENCY_SUPERVISOR, "imigrasi")),
            replace(clerks[2], user=replace(clerks[2].user, disabled=True), counter=""),
            *clerks[3:],
            Person(UserView(1, "rina", "Rina Marlina", Role.SUPERVISOR)),
        )
    )
