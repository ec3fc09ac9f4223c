"""The views of the hall as JSON documents; their keys are part of the command's interface."""

from hall.documents.counters import counter_document, desk_document, service_document
from hall.documents.day import sheet_document
from hall.documents.devices import alarm_document, alarm_record_document, announcement_document, board_document
from hall.documents.following_up import follow_up_document, incident_document, plan_document
from hall.documents.opening import (
    change_document,
    closed_document,
    closure_document,
    opening_document,
    override_document,
    status_document,
    why_open_document,
)
from hall.documents.staff import staff_event_document, user_document
from hall.documents.tickets import (
    booking_document,
    call_document,
    counter_of,
    delivery_message,
    promise_document,
    ticket_document,
)
from hall.documents.waits import quality_document, wait_document, waits_document

__all__ = [
    "alarm_document",
    "alarm_record_document",
    "announcement_document",
    "board_document",
    "booking_document",
    "call_document",
    "change_document",
    "closed_document",
    "closure_document",
    "counter_document",
    "counter_of",
    "delivery_message",
    "desk_document",
    "follow_up_document",
    "incident_document",
    "opening_document",
    "override_document",
    "plan_document",
    "promise_document",
    "quality_document",
    "service_document",
    "sheet_document",
    "staff_event_document",
    "status_document",
    "ticket_document",
    "user_document",
    "wait_document",
    "waits_document",
    "why_open_document",
]
