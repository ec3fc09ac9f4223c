"""The tables of a hall. The migrations make them; a test holds both against each other."""

from hall.store.tables.alarms import alarm, alarm_event
from hall.store.tables.base import metadata
from hall.store.tables.breaks import break_turn
from hall.store.tables.day import business_day, day_event, day_number, manual_import, number_gap
from hall.store.tables.devices import announcement, board, call_shown, call_voiced, life, printer, voice_lease
from hall.store.tables.incidents import incident, incident_note, plan
from hall.store.tables.safety import evacuation
from hall.store.tables.staff import pin_try, staff, staff_event, staff_station, station_pin
from hall.store.tables.structure import (
    agency,
    closure,
    counter,
    counter_service,
    hall,
    obstacle,
    offer,
    override,
    service,
    station,
    zone,
)
from hall.store.tables.tickets import (
    booking,
    call,
    counter_event,
    handover_note,
    is_unfinished,
    print_job,
    request,
    state_is,
    ticket,
    ticket_event,
    visit_offer,
    written,
)

__all__ = [
    "agency",
    "alarm",
    "alarm_event",
    "announcement",
    "board",
    "booking",
    "break_turn",
    "business_day",
    "call",
    "call_shown",
    "call_voiced",
    "closure",
    "counter",
    "counter_event",
    "counter_service",
    "day_event",
    "day_number",
    "evacuation",
    "hall",
    "handover_note",
    "incident",
    "incident_note",
    "is_unfinished",
    "life",
    "manual_import",
    "metadata",
    "number_gap",
    "obstacle",
    "offer",
    "override",
    "pin_try",
    "plan",
    "print_job",
    "printer",
    "request",
    "service",
    "staff",
    "staff_event",
    "staff_station",
    "state_is",
    "station",
    "station_pin",
    "ticket",
    "ticket_event",
    "visit_offer",
    "voice_lease",
    "written",
    "zone",
]
