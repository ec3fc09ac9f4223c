"""The whole life of a number from the command line."""

from __future__ import annotations

import pytest

from hall.store import Store


def test_a_number_is_put_off_released_and_called_by_its_number(hall):
    hall("ticket", "issue", "A")
    hall("counter", "next", "7")
    assert hall("counter", "hold", "7", "--reason", "salat").out == "A-001 is held for Perekaman KTP-el.\n"
    assert hall("ticket", "release", "A-1", "--json").json["ticket"]["state"] == "waiting"
    assert hall("ticket", "hold", "A-1", "--reason", "makan", "--json").json["ticket"]["state"] == "held"
    assert hall("counter", "call", "7", "A-1").out == "A-001 to counter 7: Called by number\n"


def test_a_counter_takes_its_last_action_back_once(hall):
    hall("ticket", "issue", "A")
    hall("counter", "next", "7")
    assert hall("counter", "undo", "7").out == "A-001 is waiting for Perekaman KTP-el.\n"
    again = hall("counter", "undo", "7")
    assert again.code == 3
    assert again.err.startswith("Counter 7 has no action to take back.\n")
    assert "`hall counter undo COUNTER --to N`" in again.err


def test_a_number_goes_to_another_service_and_keeps_its_code(hall):
    hall("ticket", "issue", "A")
    assert hall("ticket", "transfer", "A-1", "--service", "B", "--json").json["ticket"]["service"] == "kk"
    hall("counter", "next", "7")
    assert hall("counter", "transfer", "7", "--service", "A").out == "A-001 is waiting for Perekaman KTP-el.\n"
    nowhere = hall("ticket", "transfer", "A-1")
    assert (nowhere.code, nowhere.err) == (3, "Choose the service or the counter to transfer to.\n")


def test_whoever_is_late_or_was_cancelled_comes_back(hall):
    hall("ticket", "issue", "A")
    hall("counter", "next", "7")
    hall("counter", "no-show", "7")
    assert hall("ticket", "return", "A-1", "--json").json["ticket"]["state"] == "waiting"
    hall("ticket", "cancel", "A-1")
    assert hall("ticket", "restore", "A-1", "--json").json["ticket"]["state"] == "waiting"
    assert hall("ticket", "priority", "A-1", "--reason", "lansia", "--json").json["ticket"]["priority"]
    assert not hall("ticket", "priority", "A-1", "--off", "--reason", "keliru", "--json").json["ticket"]["priority"]
    steps = [line["action"] for line in hall("ticket", "history", "A-1", "--json").json["history"]]
    assert steps == ["issue", "call_next", "no_show", "return", "cancel", "restore", "set_priority", "set_priority"]
    assert "no_show" in hall("ticket", "history", "A-1").out


def test_a_break_needs_somebody_at_the_counter(hall):
    assert hall("counter", "break", "7").err == "Nobody is signed in at this counter.\n"
    assert hall("counter", "close", "7", "--reason", "rusak").code == 3
    assert hall("counter", "resume", "7").err == "Counter 7 is not paused.\n"


def test_paper_numbers_are_taken_over(hall):
    hall("ticket", "issue", "A")
    taken = hall("numbers", "import-manual", "A", "57", "--waiting-from", "56")
    assert taken.out == "The next number follows 57. A-056 to A-057 wait now.\n"
    assert hall("ticket", "issue", "A", "--json").json["ticket"]["code"] == "A-058"
    back = hall("numbers", "import-manual", "A", "40")
    assert (back.code, back.err) == (3, "The last number of A is 58; a paper number to go on from must be larger.\n")
    assert hall("audit").code == 0


@pytest.mark.parametrize(
    "words",
    [("user", "add", "siti", "--pin", "407163"), ("day", "open"), ("day", "close", "--yes")],
    ids=lambda words: " ".join(words[:2]),
)
def test_a_command_that_is_repeated_because_its_commit_was_not_answered_says_that_it_is_done(hall, monkeypatch, words):
    if words[:2] == ("day", "close"):
        hall("day", "open")
    hall("day", "show")
    run = Store.run
    monkeypatch.setattr(Store, "run", lambda store, work: (run(store, work), run(store, work))[1])
    answer = hall(*words)
    assert (answer.code, answer.err) == (0, "")
