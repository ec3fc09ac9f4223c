"""A sample view of the tab Koreksi."""

from __future__ import annotations

from datetime import timedelta

from counter.supervisor.corrections.reading import CorrectionView
from hall.closing_sheet import ClosingSheet, SheetService, TicketGroup, lines_of
from hall.lifecycle import Action, State
from hall.structure import Obstacle
from hall.views import ChangeView, EventView, FoundTickets, ManualImport, PrintingKiosk, TicketView
from hall.wording import BothNames
from tools.supervisor.samples import NOW, PODIUM, ZONE

_DAY = NOW.astimezone(ZONE).date()
_STATES = (State.WAITING, State.SERVING, State.DONE, State.NO_SHOW, State.DONE, State.CANCELLED, State.HELD)
_SERVICE = "Perekaman dan pencetakan KTP-el"


def _ticket(number: int, state: State) -> TicketView:
    issued = NOW - timedelta(minutes=3 * (50 - number))
    return TicketView(
        number, f"A-{number:03d}", "A", number, state, False, "ktp", _SERVICE, "Identity cards", "disdukcapil",
        "Disdukcapil", "#1D4E89", PODIUM, ("5", "7"), _DAY, issued, issued, 0, "TOKEN", 4, 15, calls=1,
        counter_label="7", outcome="not_served" if state is State.DONE else "", obstacle="Berkas kurang",
    )  # fmt: skip


def view() -> CorrectionView:
    """A morning's numbers; one that was ended without its papers is chosen."""
    tickets = tuple(_ticket(48 - at, state) for at, state in enumerate(_STATES))
    chosen = tickets[2]
    history = (
        EventView(chosen.issued_at, Action.ISSUE, chosen.code, "kiosk:kiosk-1"),
        EventView(NOW - timedelta(minutes=9), Action.CALL_NEXT, chosen.code, "clerk:siti", "7", "longest_waiting"),
        EventView(NOW - timedelta(minutes=8), Action.SERVE, chosen.code, "clerk:siti", "7"),
        EventView(
            NOW - timedelta(minutes=2), Action.FINISH, chosen.code, "clerk:siti", "7", "not_served|berkas|KK belum ada"
        ),
        EventView(
            NOW - timedelta(minutes=1),
            Action.CORRECT,
            chosen.code,
            "clerk:rina",
            "",
            "KK ternyata ada",
            (ChangeView("outcome", "not_served", "served"), ChangeView("obstacle", BothNames("Berkas kurang"), "")),
        ),
    )
    groups = [
        TicketGroup("A", State.DONE, "served", False, 41, 1, 48),
        TicketGroup("A", State.WAITING, "", False, 7, 4, 47),
    ]
    sheet = ClosingSheet(
        "MPP", "Kendari", _DAY, NOW, "Rina Marlina", NOW, lines=lines_of({"A": SheetService(_SERVICE, "")}, groups, ())
    )
    return CorrectionView(
        FoundTickets(_DAY, True, tickets),
        chosen,
        history,
        (PrintingKiosk("kiosk-1", True), PrintingKiosk("kiosk-2", False)),
        (Obstacle("berkas", "Berkas kurang", "Papers missing"),),
        (ManualImport(1, "A", _SERVICE, 30, 36, 3, "listrik padam", "clerk:rina", NOW),),
        sheet,
    )
