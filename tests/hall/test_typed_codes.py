"""What people type and scanners send where a number is asked for."""

from __future__ import annotations

import pytest

from hall.access import By
from hall.numbering import is_token, typed_code
from hall.printing.slip import qr_text

TOKEN = "K7Q2M5XW4TABCDEF"


@pytest.mark.parametrize(
    "sent", [TOKEN, qr_text(TOKEN), f"mpp:{TOKEN.lower()}\n", f"  MPP: {TOKEN} ", f"Mpp:{TOKEN}\t"]
)
def test_what_the_qr_of_a_slip_carries_is_its_token(sent):
    assert typed_code(sent).upper() == TOKEN
    assert is_token(typed_code(sent))


@pytest.mark.parametrize("typed", ["A-042", "a 42", "42", "MPP", ""])
def test_a_code_stays_what_was_typed(typed):
    assert typed_code(typed) == typed
    assert not is_token(typed)


def test_a_scanned_slip_finds_its_number_in_the_store(sqlite_store):
    with sqlite_store.begin() as work:
        ticket = work.tickets.issue("A", By.system())
    with sqlite_store.read() as view:
        assert view.tickets.find(qr_text(ticket.token)).id == ticket.id
        assert view.tickets.history(qr_text(ticket.token).lower())
