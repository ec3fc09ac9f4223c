"""What the staff write for each other never leaves their screens: neither a board nor a kiosk nor a slip reads it."""

from __future__ import annotations

from datetime import timedelta

import pytest

from hall.translator import Translator
from hall.views import TicketView
from tests.hall_samples import BY

NOTES = {
    "held": "Catatan-rahasia: pergi ke kantin",
    "transfer": "Catatan-rahasia: berkasnya palsu?",
    "pause": "Catatan-rahasia: dipanggil kepala dinas",
    "closed": "Catatan-rahasia: printer meledak",
    "priority": "Catatan-rahasia: tunanetra",
    "cancel": "Catatan-rahasia: mabuk",
    "asked": "Catatan-rahasia: belum disetujui",
}


@pytest.fixture
def noted(staffed, clock):
    """Every note that a person can type, each at its place."""

    def run(job):
        return staffed.run(job)

    tickets = [run(lambda work: work.tickets.issue("A", BY)) for _ in range(4)]
    run(lambda work: work.counter("1", BY).call_next())
    run(lambda work: work.counter("1", BY).hold(reason=NOTES["held"]))
    run(lambda work: work.counter("1", BY).call_next())
    run(lambda work: work.counter("1", BY).transfer(service="B", note=NOTES["transfer"]))
    run(lambda work: work.tickets.set_priority(tickets[2].id, True, BY, reason=NOTES["priority"]))
    run(lambda work: work.tickets.cancel(tickets[3].id, BY, reason=NOTES["cancel"]))
    run(lambda work: work.counter("2", BY).call_next())
    run(lambda work: work.counter("1", BY).pause(kind="break", reason=NOTES["pause"], until=None))
    run(lambda work: work.counter("3", BY).pause(kind="closed", reason=NOTES["closed"], until=None))
    run(
        lambda work: work.closures.request(
            "service", BY, target="B", starts_at=None, ends_at=clock.now() + timedelta(hours=1), reason=NOTES["asked"]
        )
    )
    return staffed


@pytest.mark.parametrize("zone", ["", "podium"])
def test_no_note_of_the_staff_reaches_a_board(noted, zone):
    with noted.read() as view:
        board = view.board(zone)
    assert board.calls
    assert "rahasia" not in repr(board)


@pytest.mark.parametrize("language", ["id", "en"])
def test_no_note_of_the_staff_reaches_a_kiosk(noted, language):
    with noted.read() as view:
        kiosk = view.kiosk()
    said = [one.opening.message(Translator(language)) for agency in kiosk.agencies for one in agency.services]
    assert said
    assert "rahasia" not in repr(kiosk) + " ".join(said)


def test_the_desk_itself_reads_why_a_number_was_put_off(noted):
    with noted.read() as view:
        desk = view.counter("1")
    held: TicketView = desk.held[0]
    assert held.held_reason == NOTES["held"]
