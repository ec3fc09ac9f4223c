"""What a counter offers as targets of a transfer: the colleagues who sit somewhere now."""

from __future__ import annotations

from hall.access import By
from tests.hall_samples import BY


def test_a_counter_can_send_a_number_to_the_colleagues_who_are_there(store):
    with store.begin() as work:
        for label in ("1", "2", "3"):
            user = work.staff.add(f"petugas{label}", f"Petugas {label}", "739146", BY)
            work.counter(label, By.system(station=f"meja-{label}")).sign_in(user.id)
        work.counter("3", BY).pause(kind="break", reason="makan")
    with store.read() as view:
        choices = view.counter("1").counters
    assert [(choice.label, choice.clerk_name) for choice in choices] == [("2", "Petugas 2")]
