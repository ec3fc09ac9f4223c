"""Views made by hand, as the store would read them: a busy morning at Loket 7 of MPP Kota Kendari."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from hall.breaks import Turn
from hall.day_steps import DayStep, StepKind
from hall.estimating.shown import Kind, Shown
from hall.lifecycle import Action, State
from hall.structure import Obstacle, Zone
from hall.views import (
    AlarmView,
    CounterChoice,
    CounterInfo,
    CounterView,
    DayFigures,
    EventView,
    HallView,
    NextView,
    PauseView,
    QueueRow,
    Reason,
    ServiceChoice,
    TicketView,
    UndoView,
    UserView,
)

NOW = datetime(2026, 11, 23, 2, 42, 5, tzinfo=UTC)
HALL = HallView("MPP Kota Kendari", "Kendari", "Asia/Makassar", False, ("Selamat datang",))
PODIUM = Zone("podium", "Podium", "podium")
SELASAR = Zone("selasar", "Selasar", "selasar")
MENARA = Zone("menara", "Menara", "menara")
USER = UserView(7, "petugas07", "Petugas 07", "clerk")
SERVICES = {
    "A": "Perekaman KTP-el",
    "B": "Cetak ulang KTP-el",
    "C": "Kartu keluarga",
    "D": "Akta kelahiran",
    "F": "Pindah dan datang",
}


def turn(label: str = "7", at: float = 93.0) -> Turn:
    """The staggered break of a counter, of half an hour, that begins so many minutes from now."""
    return Turn(f"loket-{label}", label, "disdukcapil", ago(-at), ago(-at - 30))


def ago(minutes: float) -> datetime:
    return NOW - timedelta(minutes=minutes)


def ticket(
    code: str = "A-042",
    state: State = State.WAITING,
    *,
    waited: float = 24,
    priority: bool = False,
    name: str | None = None,
    promised: int = 15,
    **more: object,
) -> TicketView:
    prefix, number = code.split("-")
    made = TicketView(
        id=sum(ord(letter) * 31**place for place, letter in enumerate(code)),
        code=code,
        prefix=prefix,
        number=int(number),
        state=state,
        priority=priority,
        service_id=f"service-{prefix.lower()}",
        service_name=name or SERVICES.get(prefix, "Layanan umum"),
        service_name_en=name or "ID card recording",
        agency_id="disdukcapil",
        agency_name="Disdukcapil",
        agency_colour="#1D4E89",
        zone=PODIUM,
        counters=("7", "8"),
        business_day=date(2026, 11, 23),
        issued_at=ago(waited),
        queue_time=ago(waited),
        ahead=0,
        token="K7Q2XW9P",
        version=3,
        promised_minutes=promised,
        station="kios-1",
    )
    return replace(made, **more)  # type: ignore[arg-type]


COUNTER = CounterInfo(
    "loket-7",
    "7",
    PODIUM,
    "disdukcapil",
    "Disdukcapil",
    (("A", "Perekaman KTP-el", 1), ("B", "Cetak ulang KTP-el", 2)),
    clerk_id=USER.id,
    clerk_name=USER.name,
)


def queue(prefix: str, waiting: int, longest: float | None, *, own: bool, rank: int = 0) -> QueueRow:
    wait = None if longest is None else timedelta(minutes=longest)
    return QueueRow(f"service-{prefix.lower()}", prefix, SERVICES.get(prefix, prefix), waiting, wait, own, rank)


QUEUES = (
    queue("A", 12, 24, own=True, rank=1),
    queue("B", 6, 11, own=True, rank=2),
    queue("C", 5, 9, own=False),
    queue("D", 0, None, own=False),
    queue("F", 8, 31, own=False),
)
NEXT = NextView(
    ticket("A-045", waited=18, priority=True), Reason("priority_nth", (("nth", 1), ("of", 2), ("minutes", 18)))
)
AFTER = (ticket("A-043", waited=24), ticket("A-044", waited=21), ticket("B-018", waited=11))
FIGURES = DayFigures(18, 2, timedelta(minutes=8))
_NOBODY = tuple((action, "nobody_called") for action in (Action.SERVE, Action.FINISH, Action.RECALL, Action.NO_SHOW))


def idle(**more: object) -> CounterView:
    view = CounterView(
        hall=HALL,
        now=NOW,
        counter=COUNTER,
        business_day=date(2026, 11, 23),
        current=None,
        next=NEXT,
        after=AFTER,
        queues=QUEUES,
        counters_serving=3,
        figures=FIGURES,
        unprinted=(),
        allowed=frozenset({Action.CALL_NEXT}),
        refusals=_NOBODY,
        last_event=EventView(ago(1), Action.FINISH, "A-041", "petugas07", "7"),
    )
    return replace(view, **more)  # type: ignore[arg-type]


TOLD = (
    Shown(Kind.RANGE, 2, 10, 20),
    Shown(Kind.UP_TO, 3, 0, 10),
    Shown(Kind.OR_MORE, 4, 40),
    Shown(Kind.AT_ONCE, 0),
    Shown(Kind.UNKNOWN, 5, unknown="silence"),
    Shown(Kind.VERY_LONG, 9, 120),
    Shown(Kind.RANGE, 6, 30, 50, late=True),
    Shown(Kind.UNKNOWN, 7, unknown="closing", late=True),
)
"""One of each kind of what is said of a wait, and two after which the service would be closed."""


def with_waits(view: CounterView, first: int = 0) -> CounterView:
    """The view with something said of each wait: of ``TOLD`` in turn, from ``first`` on."""
    said = [TOLD[(first + place) % len(TOLD)] for place in range(12)]
    after = tuple(replace(one, wait=wait) for one, wait in zip(view.after, said, strict=False))
    queues = tuple(replace(row, wait=wait) for row, wait in zip(view.queues, said, strict=False))
    directed = tuple(replace(one, wait=wait) for one, wait in zip(view.directed, said, strict=False))
    following = view.next and replace(view.next, ticket=replace(view.next.ticket, wait=TOLD[(first + 3) % len(TOLD)]))
    return replace(view, after=after, queues=queues, directed=directed, next=following)


def called(**more: object) -> CounterView:
    current = ticket("A-042", State.CALLED, waited=17.5, calls=1, called_at=ago(0.7), priority=True, counter_label="7")
    actions = frozenset({Action.CALL_NEXT, Action.SERVE, Action.FINISH, Action.RECALL, Action.NO_SHOW})
    view = idle(
        current=current,
        allowed=actions,
        refusals=(),
        current_reason=Reason("priority_nth", (("nth", 1), ("of", 2), ("minutes", 17))),
        last_event=EventView(ago(0.7), Action.CALL_NEXT, "A-042", "petugas07", "7"),
    )
    return replace(view, **more)  # type: ignore[arg-type]


def serving(minutes: float = 6.2, **more: object) -> CounterView:
    current = ticket(
        "A-042",
        State.SERVING,
        waited=17.5 + minutes,
        calls=1,
        called_at=ago(minutes + 0.5),
        serving_at=ago(minutes),
        counter_label="7",
    )
    view = idle(
        current=current,
        allowed=frozenset({Action.CALL_NEXT, Action.FINISH}),
        refusals=((Action.SERVE, "wrong_state"), (Action.RECALL, "wrong_state"), (Action.NO_SHOW, "wrong_state")),
        current_reason=Reason("longest_waiting", (("minutes", 17),)),
        last_event=EventView(ago(minutes), Action.SERVE, "A-042", "petugas07", "7"),
    )
    return replace(view, **more)  # type: ignore[arg-type]


def empty(**more: object) -> CounterView:
    queues = tuple(replace(row, waiting=0, longest=None) for row in QUEUES)
    refusals = (*_NOBODY, (Action.CALL_NEXT, "nobody_waits"))
    view = idle(next=None, after=(), queues=queues, allowed=frozenset(), refusals=refusals)
    return replace(view, **more)  # type: ignore[arg-type]


def crowded(**more: object) -> CounterView:
    """A counter with everything at once: held, missed and directed numbers, something to take back, two alarms."""
    actions = {Action.HOLD, Action.TRANSFER, Action.UNDO, Action.CALL_NUMBER}
    view = serving()
    view = replace(
        view,
        allowed=view.allowed | actions,
        held=(ticket("C-031", State.HELD, waited=38, held_reason="Memfotokopi kartu keluarga"),),
        no_shows=(ticket("A-037", State.NO_SHOW, waited=44, ended_at=ago(14)),),
        directed=(ticket("B-019", waited=12, directed_label="7"),),
        undo=UndoView(Action.SERVE, "A-042", ago(-42 / 60)),
        alarms=(
            AlarmView("alarm_unattended", (("prefix", "F"), ("service", SERVICES["F"]), ("count", 8))),
            AlarmView("alarm_clock_behind", (("minutes", 12),)),
        ),
        services=(
            ServiceChoice("service-a", "A", SERVICES["A"], "ID card recording", "Disdukcapil", 12, True),
            ServiceChoice("service-b", "B", SERVICES["B"], "ID card reprint", "Disdukcapil", 6, True),
            ServiceChoice("service-f", "F", SERVICES["F"], "Moving house", "Disdukcapil", 8, False),
        ),
        counters=(CounterChoice("loket-3", "3", "Petugas 03", "Imigrasi"),),
        obstacles=(Obstacle("berkas", "Berkas belum lengkap", "Documents missing"),),
    )
    return replace(view, **more)  # type: ignore[arg-type]


def paused(**more: object) -> CounterView:
    """A counter on a break until a quarter to."""
    info = replace(COUNTER, pause=PauseView("break", "", ago(4), ago(-11)))
    refusals = tuple((action, "counter_paused") for action in (*dict(_NOBODY), Action.CALL_NEXT, Action.CALL_NUMBER))
    view = replace(idle(), counter=info, allowed=frozenset(), refusals=refusals)
    return replace(view, **more)  # type: ignore[arg-type]


def unprinted(count: int = 2) -> tuple[TicketView, ...]:
    rows = (
        ticket("B-021", State.PRINTING, waited=3.2, station="kios-selasar-2"),
        ticket("A-051", State.PRINTING, waited=1.4, station="kios-1"),
        ticket("SKC-007", State.PRINTING, waited=1.1, station="kios-1"),
    )
    return rows[:count]


def long_names(**more: object) -> CounterView:
    service = "Penerbitan Surat Keterangan Catatan Kepolisian untuk Keperluan ke Luar Negeri"
    user = "Siti Rahmawati Nurhaliza Kusumaningrum"
    counter = replace(COUNTER, label="12B", agency_name="BPJS Ketenagakerjaan", clerk_name=user)
    current = replace(
        serving(17.3).current or ticket(),
        code="SKC-1042",
        service_name=service,
        promised_minutes=15,
        calls=3,
        priority=True,
    )
    nearest = NextView(ticket("SKC-1045", waited=58, name=service), Reason("overdue", (("minutes", 58),)))
    after = tuple(replace(row, code=f"SKC-{1046 + place}", service_name=service) for place, row in enumerate(AFTER))
    queues = tuple(
        replace(row, prefix="SKC", name=service, waiting=112, longest=timedelta(minutes=58)) for row in QUEUES
    )
    view = serving(17.3, counter=counter, current=current, next=nearest, after=after, queues=queues)
    return replace(view, **more)  # type: ignore[arg-type]


def counters() -> tuple[CounterInfo, ...]:
    """Forty counters in three zones, some with a clerk."""
    places = (
        (PODIUM, (("Disdukcapil", 9), ("DPMPTSP", 3), ("BPJS Kesehatan", 2))),
        (SELASAR, (("Imigrasi", 4), ("Polresta Kendari", 3), ("Samsat", 3), ("BPJS Ketenagakerjaan", 2))),
        (MENARA, (("BPN", 2), ("PLN", 1), ("PDAM", 1), ("Kantor Pos", 2), ("Dinas Koperasi dan UKM", 4), ("BRI", 4))),
    )
    made: list[CounterInfo] = []
    for zone, agencies in places:
        for agency, count in agencies:
            for _ in range(count):
                label = str(len(made) + 1)
                taken = len(made) % 3 == 1
                made.append(
                    CounterInfo(
                        f"loket-{label}",
                        label,
                        zone,
                        agency.lower(),
                        agency,
                        (("A", "Perekaman KTP-el", 1),),
                        clerk_id=100 + len(made) if taken else None,
                        clerk_name=f"Petugas {len(made) + 1:02d}" if taken else "",
                        ticket_code=f"A-{len(made):03d}" if taken and len(made) % 2 else "",
                        ticket_state=State.SERVING if taken and len(made) % 2 else None,
                    )
                )
    return tuple(made)


SUPERVISOR = UserView(9, "andi", "Andi Saputra", "supervisor")
SUNDAY, MONDAY, TUESDAY = date(2026, 11, 22), date(2026, 11, 23), date(2026, 11, 24)
DAY_OVER = AlarmView("alarm_day_over", (("day", SUNDAY), ("count", 5), ("minutes", 2)))
LATE = AlarmView("alarm_day_closed_late", (("day", SUNDAY), ("count", 5)))
ENDS = DayStep(StepKind.CONFIRM, MONDAY, ends=SUNDAY, count=5, carried=2)
REOPENS = DayStep(StepKind.REOPEN, SUNDAY, back=5)
DOUBT = DayStep(StepKind.CONFIRM, TUESDAY, doubtful=SUNDAY, back=3)
JOINS = DayStep(
    StepKind.CONFIRM,
    MONDAY,
    joins=TUESDAY,
    back=3,
    carried=2,
    renamed=(("A-001", "A-006"), ("A-002", "A-007")),
    early=1,
)
REDATES = DayStep(StepKind.CONFIRM, MONDAY, before=TUESDAY)


def day_in_trouble(*steps: DayStep, **more: object) -> CounterView:
    """A counter before its first visitor, with something wrong about the business day."""
    return replace(empty(), alarms=(DAY_OVER, LATE), day_steps=steps or (ENDS, REOPENS), **more)  # type: ignore[arg-type]


USERS = (USER, UserView(8, "siti", "Siti Rahmawati", "clerk"), SUPERVISOR)
