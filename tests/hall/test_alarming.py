"""When something is an alarm, what answers it and whom it concerns."""

from datetime import UTC, datetime, timedelta

import pytest

from hall.alarm_rules import ALARM_KINDS, AlarmRules
from hall.alarming import Answer, Concern, answer_of, is_late, is_on, key_of, kind_of, often, wait_alarm
from hall.messages import codes

RULES = AlarmRules()
NOW = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
SITI = Concern("disdukcapil", frozenset({"ktp"}), frozenset({"podium"}))
RINA = Concern("disdukcapil", frozenset({"ktp", "kk"}), frozenset({"podium"}), answers=True)


def minutes(count: int) -> timedelta:
    return timedelta(minutes=count)


@pytest.mark.parametrize(
    ("wait", "rules", "expected"),
    [
        (23, RULES, ("", 30)),
        (24, RULES, ("alarm_promise_risk", 30)),
        (44, RULES, ("alarm_promise_risk", 30)),
        (45, RULES, ("alarm_longest_wait", 45)),
        (25, AlarmRules(longest_wait=minutes(25)), ("alarm_longest_wait", 25)),
        (29, AlarmRules(promise_percent=100), ("", 30)),
        (50, AlarmRules(off=("longest_wait",)), ("alarm_promise_risk", 30)),
        (50, AlarmRules(off=("longest_wait", "promise")), ("", 30)),
    ],
)
def test_a_wait_puts_the_promise_at_risk_and_then_passes_the_limit(wait, rules, expected):
    code, limit = expected
    assert wait_alarm(minutes(wait), minutes(45), minutes(30), rules) == (code, minutes(limit))


def test_a_break_is_late_when_its_grace_is_over_and_never_without_an_end():
    assert [is_late(NOW - minutes(ago), NOW, RULES) for ago in (-1, 0, 4, 5)] == [False, False, False, True]
    assert not is_late(None, NOW, RULES)


def test_three_equal_obstacles_within_a_quarter_of_an_hour_are_an_alarm_each_agencys_its_own():
    noted = [
        *((NOW - minutes(ago), ("imigrasi", "pusat")) for ago in (0, 7, 15)),
        *((NOW - minutes(ago), ("samsat", "pusat")) for ago in (1, 2, 16)),
        *((NOW - minutes(ago), ("imigrasi", "berkas")) for ago in (1, 2)),
        (NOW + minutes(1), ("imigrasi", "berkas")),
    ]
    assert often(noted, NOW, RULES) == {("imigrasi", "pusat"): 3}
    assert often(noted, NOW, AlarmRules(obstacle_within=minutes(20)))[("samsat", "pusat")] == 3


def test_every_kind_has_an_alarm_and_every_alarm_that_has_one_can_be_switched_off():
    alarms = [*codes("alarm_"), *codes("printer_"), *codes("board_")]
    assert {kind_of(code) for code in alarms} - {""} == set(ALARM_KINDS)
    for code in alarms:
        off = AlarmRules(off=(kind_of(code),)) if kind_of(code) else AlarmRules(off=ALARM_KINDS)
        assert is_on(code, off) is (kind_of(code) == "")


def test_each_has_one_answer():
    expected = {
        "alarm_unattended": Answer.ANNOUNCE,
        "alarm_obstacles": Answer.ANNOUNCE,
        "alarm_late_break": Answer.OPEN_COUNTER,
        "alarm_paper_low": Answer.PAPER,
        "printer_paper_out": Answer.PAPER,
        "alarm_longest_wait": Answer.LOOK,
        "alarm_promise_risk": Answer.LOOK,
        "alarm_unopened": Answer.OPEN_DAY,
        "alarm_day_over": Answer.DAY,
        "alarm_clock_lost": Answer.SEE_TO,
        "alarm_closure_asked": Answer.DECIDE,
        "printer_cover_open": Answer.SEE_TO,
        "board_silent": Answer.SEE_TO,
        "alarm_pin_login": Answer.SEE_TO,
    }
    assert {code: answer_of(code) for code in expected} == expected


def test_an_alarm_keeps_its_key_while_its_counts_grow():
    few = key_of("alarm_unattended", (("count", 2), ("service", "KTP"), ("prefix", "A")))
    assert (
        few
        == key_of("alarm_unattended", (("count", 9), ("service", "KTP-el"), ("prefix", "A")))
        == "alarm_unattended:A"
    )
    assert few != key_of("alarm_unattended", (("count", 2), ("service", "KTP"), ("prefix", "B")))


@pytest.mark.parametrize(
    ("code", "about", "clerk", "supervisor"),
    [
        ("alarm_unattended", {"agency": "disdukcapil", "services": ("kk",)}, True, True),
        ("alarm_unattended", {"agency": "imigrasi", "services": ("paspor",)}, False, False),
        ("alarm_longest_wait", {"agency": "disdukcapil", "services": ("ktp",)}, True, True),
        ("alarm_longest_wait", {"agency": "disdukcapil", "services": ("kk",)}, False, True),
        ("alarm_late_break", {"agency": "disdukcapil", "services": ("ktp",)}, False, True),
        ("alarm_obstacles", {"agency": "disdukcapil", "services": ("ktp",)}, False, True),
        ("alarm_slip_missing", {"services": ("ktp", "paspor")}, True, True),
        ("alarm_slip_missing", {"services": ("paspor",)}, False, False),
        ("printer_paper_out", {"zone": "podium"}, True, True),
        ("printer_paper_out", {"zone": "menara"}, False, False),
        ("board_silent", {"zone": ""}, True, True),
        ("alarm_day_over", {}, False, False),
        ("alarm_clock_behind", {}, False, False),
        ("alarm_disk_low", {}, False, False),
        ("alarm_pin_login", {}, False, False),
        ("alarm_writer_hangs", {}, True, True),
        ("alarm_codes_changed", {}, True, True),
    ],
)
def test_whom_an_alarm_concerns(code, about, clerk, supervisor):
    known = {"agency": "", "services": (), "zone": None, **about}
    assert (SITI.includes(code, **known), RINA.includes(code, **known)) == (clerk, supervisor)
