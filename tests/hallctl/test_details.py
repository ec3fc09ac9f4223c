"""`hall ticket history` says a transfer and a finish as people read them, whatever was typed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hall.field_text import joined
from hall.lifecycle import Action
from hall.views import ChangeView, EventView
from hall.wording import BothNames
from hallctl.commands.tickets import detail_fields, read_detail
from hallctl.main import main


def line(action: Action, detail: str) -> EventView:
    return EventView(datetime(2026, 11, 23, tzinfo=UTC), action, "A-001", "cli:x", "7", detail)


@pytest.mark.parametrize(
    ("fields", "read"),
    [
        (("C", "", r"kiri|kanan \ x"), r"to C: kiri|kanan \ x"),
        (("C", "7", ""), "to C, counter 7"),
        (("", "7", "berkas"), "to counter 7: berkas"),
        (("C", "", ""), "to C"),
        (("C", "", "||\\|"), "to C: ||\\|"),
    ],
)
def test_a_transfer_is_read_as_it_was_typed(fields, read):
    made = line(Action.TRANSFER, joined(*fields))
    assert read_detail(made) == read
    assert (*detail_fields(made), "", "", "")[:3] == fields


@pytest.mark.parametrize(
    ("detail", "read"),
    [
        (joined("not_served", "berkas", "KK | KTP"), "not_served, berkas: KK | KTP"),
        (joined("served", "", "cepat"), "served: cepat"),
        ("next", "next"),
        ("", ""),
    ],
)
def test_a_finish_is_read_as_it_was_typed(detail, read):
    assert read_detail(line(Action.FINISH, detail)) == read


def test_other_details_stay_as_they_are():
    assert read_detail(line(Action.HOLD, r"a|b \ c")) == r"a|b \ c"


def test_the_history_of_the_command_line_shows_it(started, capsys):
    assert main(["ticket", "issue", "A"]) == 0
    assert main(["ticket", "transfer", "A-001", "--service", "B", "--note", r"kiri|kanan \ x"]) == 0
    capsys.readouterr()
    assert main(["ticket", "history", "A-001"]) == 0
    assert r"to B: kiri|kanan \ x" in capsys.readouterr().out


def test_a_correction_is_read_with_what_it_changed():
    changes = (ChangeView("state", "no_show", "waiting"), ChangeView("obstacle", BothNames("Berkas", "Papers"), ""))
    made = replace(line(Action.CORRECT, "salah tekan"), changes=changes)
    assert read_detail(made) == "state no_show to waiting, obstacle Papers to none: salah tekan"
