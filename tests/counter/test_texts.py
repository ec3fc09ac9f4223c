"""What the desk says, without a window."""

from __future__ import annotations

import itertools
import json
import re
from datetime import timedelta
from pathlib import Path

import pytest

import counter
from counter.desk.parts.queue_lines import lay_out
from counter.desk.texts import explanation, promise_text, reason_tag, timer_text
from hall.assets import asset
from hall.translator import Translator
from hall.views import NextView, Reason
from qtkit.desk.time_bar import axis_marks, promise_colour, wait_colour
from qtkit.theme.tokens import Colours
from tests.counter import counter_samples as samples

ID, EN = Translator("id"), Translator("en")


@pytest.mark.parametrize(
    ("seconds", "text"), [(0, "00.00"), (372.9, "06.12"), (3599, "59.59"), (3972, "1.06.12"), (-5, "00.00")]
)
def test_the_timer_reads_minutes_and_seconds(seconds, text):
    assert timer_text(timedelta(seconds=seconds), ID) == text
    assert timer_text(timedelta(seconds=seconds), EN) == text.replace(".", ":")


@pytest.mark.parametrize(
    ("minutes", "text"),
    [
        (6, "janji layanan 15 menit"),
        (15, "janji layanan 15 menit"),
        (15.5, "lewat dari janji 15 menit"),
        (17.2, "lewat 2 menit dari janji 15"),
    ],
)
def test_the_promise_says_by_how_much_it_is_past(minutes, text):
    assert promise_text(samples.ticket(), timedelta(minutes=minutes), ID) == text


def test_the_bar_is_calm_to_80_per_cent_then_amber_then_red():
    shares = (0.5, 0.8, 0.81, 1.0, 1.01)
    teluk, late, red = Colours.TELUK700, Colours.DESK_LATE, Colours.RED
    assert [promise_colour(share) for share in shares] == [teluk, teluk, late, late, red]


def test_the_wait_is_calm_then_amber_and_red_at_the_rules_limit():
    assert [wait_colour(share) for share in (0.5, 0.7, 1.0)] == [Colours.TELUK700, Colours.AMBER_EDGE, Colours.RED]


@pytest.mark.parametrize(
    ("minutes", "marks"),
    [(15, (0, 5, 10, 15)), (10, (0, 5, 10)), (12, (0, 5, 12)), (3, (0, 1, 2, 3)), (90, (0, 30, 60, 90))],
)
def test_the_axis_has_round_steps_and_ends_at_the_promise(minutes, marks):
    assert axis_marks(minutes) == marks


def test_a_priority_goes_first_with_its_place_and_who_follows():
    assert reason_tag(samples.NEXT.reason, ID) == ("Prioritas 1 dari 2", "priority")
    text = explanation(samples.idle(), ID)
    assert text == "Didahulukan sebagai prioritas 1 dari 2 berturut-turut. Setelah itu giliran A-043."


@pytest.mark.parametrize(
    "reason",
    [
        Reason("priority_nth", (("nth", 2), ("of", 2), ("minutes", 3))),
        Reason("priority_older", (("minutes", 3),)),
        Reason("priority_alone", (("minutes", 3),)),
        Reason("regular_after_priority", (("of", 1), ("minutes", 3))),
        Reason("overdue", (("minutes", 50),)),
        Reason("by_rank", (("rank", 2), ("minutes", 3))),
        Reason("longest_waiting", (("minutes", 3),)),
    ],
)
def test_every_reason_of_the_rule_has_its_words(reason):
    for translate in (ID, EN):
        assert reason_tag(reason, translate)[0]
        assert explanation(samples.idle(next=NextView(samples.ticket(), reason)), translate)


def test_own_services_stand_first_by_rank():
    rows = lay_out(tuple(reversed(samples.QUEUES)), ("Dilayani loket ini", "Loket lain"), 500)
    assert [line.heading or line.row.prefix for line in rows] == [
        "Dilayani loket ini", "A", "B", "Loket lain", "F", "D", "C",
    ]  # fmt: skip
    assert all(below.top == above.top + above.height for above, below in itertools.pairwise(rows))


def test_no_text_is_left_over():
    code = "\n".join(path.read_text("utf-8") for path in Path(counter.__file__).parent.rglob("*.py"))
    stems: tuple[str, ...] = (
        "button_",
        "short_",
        "event_",
        "why_",
        "tag_",
        "figure_",
        "notice_",
        "state_",
        "no_users",
        "need_",
    )
    stems += (
        "delivery_",
        "hold_",
        "cancel_",
        "closing_",
        "sheet_",
        "do_",
        "other_",
        "paused_",
        "undo_",
        "listed_tag_",
        "note_",
        "day_",
        "no_start.",  # qtkit.start
        "second_start.",
    )
    for key in json.loads(asset("messages/id/counter.json").read_text("utf-8")):
        name = key.removeprefix("counter.")
        built = name.startswith(stems)
        assert built or re.search(rf"\b(counter\.|\"){name}\b", code), key


def test_no_text_of_a_form_is_left_over():
    code = "\n".join(path.read_text("utf-8") for path in Path(counter.__file__).parent.rglob("*.py"))
    for key in json.loads(asset("messages/id/form.json").read_text("utf-8")):
        assert f'"{key}"' in code, key
