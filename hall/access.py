"""Who acts, as one value, and what each role may do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import TypedDict, Unpack

from hall.errors import Refused


class Role(StrEnum):
    """What a person, a machine or the system is in the hall."""

    KIOSK = "kiosk"
    BOARD = "board"
    CLERK = "clerk"
    AGENCY_SUPERVISOR = "agency_supervisor"
    SUPERVISOR = "supervisor"
    TECHNICIAN = "technician"
    SYSTEM = "system"


class _More(TypedDict, total=False):
    station: str
    request_id: str | None
    version: int | None
    agency: str
    os_login: str


@dataclass(frozen=True, slots=True)
class By:
    """Who acts.

    ``request_id`` makes a write safe to repeat; ``version`` is that of the ticket as the person saw it, and the write
    is refused when it has changed since. ``agency`` (an id) is where the person belongs to one. ``os_login`` is the
    operating system's user on the command line, where somebody acts with a login of the hall.
    """

    role: Role
    login: str = ""
    station: str = ""
    request_id: str | None = None
    version: int | None = None
    agency: str = ""
    os_login: str = ""

    @classmethod
    def kiosk(cls, station: str, /, **more: Unpack[_More]) -> By:
        """The kiosk of a station."""
        return replace(cls(Role.KIOSK, **more), station=station)

    @classmethod
    def board(cls, station: str, /, **more: Unpack[_More]) -> By:
        """The board of a station."""
        return replace(cls(Role.BOARD, **more), station=station)

    @classmethod
    def clerk(cls, login: str, **more: Unpack[_More]) -> By:
        """A clerk."""
        return cls(Role.CLERK, login, **more)

    @classmethod
    def technician(cls, login: str, **more: Unpack[_More]) -> By:
        """Whoever runs the command line, by the operating system's login."""
        return cls(Role.TECHNICIAN, login, **more)

    @classmethod
    def system(cls, **more: Unpack[_More]) -> By:
        """The hall itself."""
        return cls(Role.SYSTEM, **more)

    @classmethod
    def staff(cls, role: str, login: str, **more: Unpack[_More]) -> By:
        """A member of staff, with the role that the database has."""
        return cls(role_of(role), login, **more)

    @property
    def actor(self) -> str:
        """Who acts, as the history records it: ``kiosk:depan``, ``clerk:siti``, ``cli:root``, ``cli:root as siti``."""
        names = {
            Role.KIOSK: f"kiosk:{self.station}",
            Role.BOARD: f"board:{self.station}",
            Role.SYSTEM: "system",
            Role.TECHNICIAN: f"cli:{self.login}",
        }
        staff = f"cli:{self.os_login} as {self.login}" if self.os_login else f"clerk:{self.login}"
        return names.get(self.role, staff)


STAFF = (Role.CLERK, Role.AGENCY_SUPERVISOR, Role.SUPERVISOR)
"""The roles that a person in the database can have, the least rights first."""


def role_of(kept: str) -> Role:
    """The role that the database has for a person: one that is none of the staff's means the least rights."""
    return Role(kept) if kept in STAFF else Role.CLERK


class Operation(StrEnum):
    """What can be done in a unit of work, by its aspect and name."""

    ISSUE = "tickets.issue"
    CONFIRM = "tickets.confirm"
    CANCEL = "tickets.cancel"
    HOLD_TICKET = "tickets.hold"
    RELEASE = "tickets.release"
    RETURN_LATE = "tickets.return_late"
    RESTORE = "tickets.restore"
    TRANSFER_TICKET = "tickets.transfer"
    SET_PRIORITY = "tickets.set_priority"
    CORRECT = "tickets.correct"
    IMPORT_MANUAL = "tickets.import_manual"
    WITHDRAW_IMPORT = "imports.withdraw"
    GO_PAST = "imports.go_past"
    SLIP_OUT = "slips.out"
    SLIP_SENDING = "slips.sending"
    SLIP_FAILED = "slips.failed"
    SLIP_MISSING = "slips.missing"
    REPRINT = "slips.reprint"
    CALL_NEXT = "counter.call_next"
    CALL_NUMBER = "counter.call_number"
    RECALL = "counter.recall"
    KEEP_WAITING = "counter.keep_waiting"
    SERVE = "counter.serve"
    FINISH = "counter.finish"
    OFFER = "counter.offer"
    NO_SHOW = "counter.no_show"
    HOLD = "counter.hold"
    TRANSFER = "counter.transfer"
    UNDO = "counter.undo"
    SIGN_IN = "counter.sign_in"
    SIGN_OUT = "counter.sign_out"
    READ_NOTES = "counter.read_notes"
    PAUSE = "counter.pause"
    RESUME = "counter.resume"
    BOOK = "bookings.book"
    CHECK_IN = "bookings.check_in"
    CANCEL_BOOKING = "bookings.cancel"
    IMPORT_BOOKINGS = "bookings.take_in"
    REQUEST_CLOSURE = "closures.request"
    DECIDE_CLOSURE = "closures.decide"
    END_CLOSURE = "closures.end"
    CLOSE = "closures.close"
    OPEN = "overrides.open"
    ASSIGN = "overrides.assign"
    END_OVERRIDE = "overrides.end"
    FREE = "counter.free"
    OPEN_DAY = "day.open"
    CLOSE_DAY = "day.close"
    CONFIRM_DAY = "day.confirm"
    REDATE_DAY = "day.redate"
    REOPEN_DAY = "day.reopen"
    PRINT_SHEET = "sheets.print"
    SHEET_BEGUN = "sheets.begin"
    SHEET_ENDED = "sheets.end"
    ADD_STAFF = "staff.add"
    SET_PIN = "staff.set_pin"
    CHANGE_OWN_PIN = "staff.change_own_pin"
    SET_ROLE = "staff.set_role"
    RENAME = "staff.rename"
    DISABLE = "staff.disable"
    ENABLE = "staff.enable"
    SIGN_OUT_STAFF = "staff.sign_out"
    SET_STATION_PIN = "staff.set_station_pin"
    UNLOCK = "staff.unlock"
    UNLOCK_STATION = "staff.unlock_station"
    BOARD_REPORT = "boards.report"
    BOARD_RECEIVED = "boards.received"
    BOARD_SHOWN = "boards.shown"
    CLAIM_VOICE = "boards.claim_voice"
    CLAIM_EVACUATION = "boards.claim_evacuation"
    VOICE_ENDED = "boards.voice_ended"
    VOICE_PASSED = "boards.voice_passed"
    ANNOUNCE = "boards.announce"
    END_ANNOUNCEMENT = "boards.end_announcement"
    OPEN_INCIDENT = "incidents.open"
    NOTE_INCIDENT = "incidents.note"
    ASSIGN_INCIDENT = "incidents.assign"
    CLOSE_INCIDENT = "incidents.close"
    BROADCAST = "incidents.broadcast"
    END_BROADCAST = "incidents.end_broadcast"
    SURVEY_BEGIN = "survey.begin"
    SURVEY_ANSWER = "survey.answer"
    SURVEY_DESCRIBE = "survey.describe"
    SURVEY_IMPORT = "survey.import_forms"
    SURVEY_WITHDRAW = "survey.withdraw"
    ADD_PLAN = "plans.add"
    CHANGE_PLAN = "plans.change"
    END_PLAN = "plans.end"
    TAKE_ALARM = "alarms.take"
    GIVE_ALARM_BACK = "alarms.give_back"
    CALL_HELP = "help.call"
    ANSWER_HELP = "help.answer"
    PRINTER_REPORT = "printers.report"
    NEW_ROLL = "printers.new_roll"
    CALIBRATE = "printers.calibrate"
    PURGE_DAY = "retention.purge_day"
    PURGE_JOBS = "retention.purge_jobs"
    PURGE_SEATS = "retention.purge_seats"
    PURGE_REQUESTS = "retention.purge_requests"
    PURGE_STAFF_EVENTS = "retention.purge_staff_events"
    KEEP_DAY = "aggregates.keep"
    WORK_WAITS_OUT = "estimates.hold"
    SAY_WAITS = "estimates.say"
    GIVE_WAITS_UP = "estimates.give_up"
    REMEMBER_WAITS = "estimates.remember"
    RECORD_RUN = "maintenance.record"
    APPLY = "hall.apply"
    PLAN_BREAKS = "breaks.plan"
    MOVE_BREAK = "breaks.move"
    EVACUATE = "hall.evacuate"
    EVACUATION_OVER = "hall.evacuation_over"


_O = Operation
_PRINTING = frozenset(one for one in Operation if one.startswith(("slips.", "printers.")))
_BOARD = frozenset(
    {
        *(_O.BOARD_REPORT, _O.BOARD_RECEIVED, _O.BOARD_SHOWN),
        *(_O.CLAIM_VOICE, _O.CLAIM_EVACUATION, _O.VOICE_ENDED, _O.VOICE_PASSED),
    }
)
_AFTERWARDS = frozenset({_O.CORRECT, _O.IMPORT_MANUAL, _O.WITHDRAW_IMPORT})
_BRIDGE = frozenset({_O.IMPORT_BOOKINGS})
_CHANGES = frozenset({_O.DECIDE_CLOSURE, _O.CLOSE, _O.OPEN, _O.ASSIGN, _O.END_OVERRIDE, _O.FREE})
_NUMBERS = frozenset(one for one in Operation if one.startswith(("tickets.", "counter.", "bookings.")))
_PEOPLE = frozenset({_O.SET_PIN, _O.SET_ROLE, _O.RENAME, _O.DISABLE, _O.ENABLE, _O.SIGN_OUT_STAFF})
_ASKED = frozenset({_O.REQUEST_CLOSURE, _O.END_CLOSURE, _O.ANSWER_HELP})
_CLERK = _PRINTING | (_NUMBERS - _AFTERWARDS - _CHANGES - _BRIDGE) | _ASKED | {_O.CHANGE_OWN_PIN}
_ALARMS = frozenset({_O.TAKE_ALARM, _O.GIVE_ALARM_BACK})
_FOLLOW_UP = frozenset(one for one in Operation if one.startswith(("incidents.", "plans.")))
_SURVEY = frozenset({_O.SURVEY_BEGIN, _O.SURVEY_ANSWER, _O.SURVEY_DESCRIBE})
_BREAKS = frozenset({_O.PLAN_BREAKS, _O.MOVE_BREAK})
_AGENCY_SUPERVISOR = (
    _CLERK | _AFTERWARDS | _CHANGES | _FOLLOW_UP | _BREAKS | {_O.ANNOUNCE, _O.END_ANNOUNCEMENT, *_ALARMS}
)
_SUPERVISOR = _AGENCY_SUPERVISOR | {
    *(one for one in Operation if one.startswith("day.")),
    _O.PRINT_SHEET,
    _O.UNLOCK,
    _O.UNLOCK_STATION,
    _O.EVACUATE,
    _O.EVACUATION_OVER,
    _O.SURVEY_IMPORT,
    _O.SURVEY_WITHDRAW,
    *_BRIDGE,
    *_PEOPLE,
}

ALLOWED: Mapping[Role, frozenset[Operation]] = MappingProxyType(
    {
        Role.KIOSK: _PRINTING
        | _SURVEY
        | {_O.ISSUE, _O.CHECK_IN, _O.CONFIRM, _O.CANCEL, _O.SHEET_BEGUN, _O.SHEET_ENDED}
        | {_O.CALL_HELP, _O.ANSWER_HELP},
        Role.BOARD: _BOARD,
        Role.CLERK: _CLERK,
        Role.AGENCY_SUPERVISOR: _AGENCY_SUPERVISOR,
        Role.SUPERVISOR: _SUPERVISOR,
        Role.TECHNICIAN: frozenset(Operation),
        Role.SYSTEM: frozenset(Operation),
    }
)
"""What each role may do."""

OVER: Mapping[Role, frozenset[Role]] = MappingProxyType(
    {
        Role.SUPERVISOR: frozenset({Role.CLERK, Role.AGENCY_SUPERVISOR}),
        Role.TECHNICIAN: frozenset(STAFF),
        Role.SYSTEM: frozenset(STAFF),
    }
)
"""Whom each role may change, by what they are and what they become (docs/decisions/036-who-may-change-whom.md)."""


def refuse_over(by: By, *roles: Role) -> None:
    """Raise Refused("technician_over") when who acts may not change a member of staff with one of these ``roles``,
    which the person has or gets."""
    if not OVER.get(by.role, frozenset()).issuperset(roles):
        raise Refused("technician_over")


def refuse_oneself(by: By, login: str) -> None:
    """Raise Refused("not_yourself") when who acts is the member of staff with this login."""
    if by.role in STAFF and by.login == login:
        raise Refused("not_yourself")


def refuse(by: By, operation: Operation, agency: str | None = None) -> None:
    """Raise Refused when who acts may not do this: ("needs_supervisor"), ("needs_technician") or ("not_allowed") by the
    role, ("no_agency") for all that a supervisor of an agency does without one, ("other_agency") for what belongs to
    another ``agency`` (an id) than the person's, or, when that is empty, to the whole hall; None is what belongs to no
    agency in particular."""
    if operation not in ALLOWED[by.role]:
        if by.role not in STAFF or operation in _BOARD:
            raise Refused("not_allowed")
        raise Refused("needs_supervisor" if operation in _SUPERVISOR else "needs_technician")
    _refuse_without_agency(by)
    if by.agency and agency not in (None, by.agency):
        raise Refused("other_agency")


def sees_the_hall(role: str) -> bool:
    """Whether somebody with this role, as the database has it, sees more than a counter of their own."""
    return role in _SEE_THE_HALL


def agency_seen(by: By) -> str:
    """The agency (id) that a person may look into beyond their own counter; empty for the whole hall.

    Raises Refused("needs_supervisor") for whoever answers for nothing, and ("no_agency") as ``refuse`` does.
    """
    if by.role not in _SEE_THE_HALL:
        raise Refused("needs_supervisor")
    _refuse_without_agency(by)
    return by.agency


def agency_read(by: By) -> str:
    """The agency (id) that the reads of a person are limited to; empty for the whole hall. A clerk acts at any counter,
    and reads what any counter shows. Raises Refused("no_agency") as ``refuse`` does."""
    _refuse_without_agency(by)
    return by.agency if by.role is Role.AGENCY_SUPERVISOR else ""


def refuse_reading_all(by: By) -> None:
    """Raise Refused("needs_supervisor") when a person may not read what is about the whole hall and its people."""
    if by.role in STAFF and by.role is not Role.SUPERVISOR:
        raise Refused("needs_supervisor")


def _refuse_without_agency(by: By) -> None:
    if by.role is Role.AGENCY_SUPERVISOR and not by.agency:
        raise Refused("no_agency")


_SEE_THE_HALL = frozenset({Role.AGENCY_SUPERVISOR, Role.SUPERVISOR, Role.TECHNICIAN, Role.SYSTEM})
