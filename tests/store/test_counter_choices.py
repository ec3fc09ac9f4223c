"""What a counter offers as targets of a transfer: the colleagues who sit somewhere now."""

from __future__ import annotations


def test_a_counter_can_send_a_number_to_the_colleagues_who_are_there(store):
    with store.begin() as work:
        for label in ("1", "2", "3"):
            user = work.add_user(f"petugas{label}", f"Petugas {label}", "739146")
            work.sign_in(label, user.id, station=f"meja-{label}", actor="test")
        work.pause("3", kind="break", reason="makan", actor="test")
    with store.read() as view:
        choices = view.counter("1").counters
    assert [(choice.label, choice.clerk_name) for choice in choices] == [("2", "Petugas 2")]
