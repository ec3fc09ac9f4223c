"""Which numbers may be out on paper after a fire: each case of the rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from hall.maintenance.restoring.given import UNKNOWN_AN_HOUR, Evidence, Proof, jumps, newest
from hall.manual_numbers import LARGEST
from hall.printing.journal_lines import ReadJournal
from hall.views.given import GivenView, PrefixGiven

ZONE = ZoneInfo("Asia/Makassar")
MONDAY, SUNDAY = date(2026, 11, 23), date(2026, 11, 22)
NOON = datetime(2026, 11, 23, 12, 0, tzinfo=ZONE)
LAST_NIGHT = datetime(2026, 11, 22, 22, 0, tzinfo=ZONE)
BEFORE = LAST_NIGHT - timedelta(days=30)
A = PrefixGiven("A", "KTP", 0, 12, timedelta(hours=3, minutes=30))
B = PrefixGiven("B", "Paspor", 0, 7, timedelta(hours=3, minutes=30))


def given(*prefixes: PrefixGiven, kiosks: tuple[str, ...] = ("k1", "k2")) -> GivenView:
    return GivenView(MONDAY, NOON, NOON.replace(hour=0), prefixes, kiosks)


def journal(station: str, since: datetime | None = BEFORE, day: date = MONDAY, **numbers: int) -> ReadJournal:
    return ReadJournal(station, since, {(day, prefix): number for prefix, number in numbers.items()})


def evidence(*journals: ReadJournal, in_backup: tuple[ReadJournal, ...] = (), **typed: int) -> Evidence:
    return Evidence(LAST_NIGHT, journals, in_backup, typed)


def found(view: GivenView, proof: Evidence) -> list[tuple[str, int, int, str]]:
    return [(one.prefix, one.proven, one.last, one.proof.value) for one in jumps(view, proof)]


def test_the_journals_of_all_kiosks_prove_the_last_number_of_each_prefix():
    proof = evidence(journal("k1", A=57, B=3), journal("k2", A=58))
    assert found(given(A, B), proof) == [("A", 58, 58, "journals"), ("B", 3, 3, "journals")]
    (jump, _) = jumps(given(A, B), proof)
    assert (jump.sources, jump.moves, jump.past.last) == (("k2",), True, 58)


def test_a_prefix_that_no_journal_knows_goes_on_where_the_backup_stopped_when_all_are_there():
    proof = evidence(journal("k1", A=57), journal("k2"))
    assert found(given(A, replace(B, last=4)), proof)[1] == ("B", 4, 4, "nothing_since")


def test_another_days_numbers_prove_nothing_of_today():
    proof = evidence(journal("k1", day=SUNDAY, A=300), journal("k2"))
    assert found(given(A), proof) == [("A", 0, 0, "nothing_since")]


def test_without_any_proof_it_jumps_by_the_busiest_hour_for_each_hour_begun():
    assert found(given(A, replace(B, last=5)), evidence()) == [("A", 0, 48, "rate"), ("B", 5, 33, "rate")]


def test_with_a_journal_missing_it_jumps_by_the_rate_and_never_less_than_an_hour_behind_what_is_proven():
    assert found(given(A), evidence(journal("k1", A=20))) == [("A", 20, 48, "rate")]
    assert found(given(A), evidence(journal("k1", A=45))) == [("A", 45, 57, "rate")]


@pytest.mark.parametrize("since", [None, LAST_NIGHT + timedelta(hours=1)])
def test_a_journal_that_does_not_tell_all_numbers_since_the_backup_is_as_good_as_missing(since):
    proof = evidence(journal("k1", A=20), journal("k2", since, A=22))
    assert proof.missing(("k1", "k2")) == ("k2",)
    assert found(given(A), proof) == [("A", 22, 48, "rate")]


def test_a_journal_in_the_backup_proves_numbers_but_not_that_they_ended():
    proof = evidence(journal("k1", A=20), in_backup=(journal("k2", A=31),))
    assert found(given(A), proof) == [("A", 31, 48, "rate")]


def test_a_typed_slip_is_the_last_one_unless_a_later_one_is_proven_and_then_it_proves_no_end():
    assert found(given(A, B), evidence(A=57)) == [("A", 57, 57, "typed"), ("B", 0, 36, "rate")]
    assert found(given(A), evidence(journal("k1", A=57), A=57)) == [("A", 57, 57, "typed")]
    both = (journal("k1", A=60), journal("k2", A=3))
    assert found(given(A), evidence(*both, A=57)) == [("A", 60, 60, "journals")]
    assert found(given(A), evidence(both[0], A=57)) == [("A", 60, 75, "rate")], "15: a busier day than all before"
    assert found(given(replace(A, last=80)), evidence(A=57)) == [("A", 80, 128, "rate")]


def test_none_since_holds_while_none_is_proven():
    assert found(given(replace(A, last=80)), evidence(A=0)) == [("A", 80, 80, "typed")]
    assert found(given(A), evidence(journal("k1", A=3), A=0)) == [("A", 3, 48, "rate")]


def test_a_service_that_was_not_open_since_does_not_jump():
    closed = replace(A, open_for=timedelta(0), last=9)
    assert found(given(closed), evidence()) == [("A", 9, 9, "nothing_since")]
    assert found(given(closed), evidence(journal("k1", A=11))) == [("A", 11, 11, "journals")]
    assert found(given(replace(closed, open_for=timedelta(seconds=1))), evidence()) == [("A", 9, 21, "rate")]


def test_a_prefix_without_a_history_counts_as_the_busiest_one():
    new = replace(B, busiest=0, open_for=timedelta(hours=1))
    assert found(given(A, new), evidence())[1] == ("B", 0, 12, "rate")
    assert found(given(new), evidence()) == [("B", 0, UNKNOWN_AN_HOUR, "rate")]


def test_journals_prove_no_end_where_numbers_are_given_at_desks_too():
    proof = evidence(journal("k1", A=57, B=3), journal("k2", A=58))
    assert found(given(replace(A, elsewhere=True), B), proof) == [("A", 58, 73, "rate"), ("B", 3, 3, "journals")]
    typed = evidence(journal("k1", A=57), journal("k2", A=58), A=59)
    assert found(given(replace(A, elsewhere=True)), typed) == [("A", 59, 59, "typed")]


def test_a_day_that_is_proven_busier_than_any_before_counts_so_for_what_is_not_proven():
    assert found(given(A, B), evidence(A=96)) == [("A", 96, 96, "typed"), ("B", 0, 56, "rate")]
    assert found(given(A, B), evidence(A=48))[1] == ("B", 0, 28, "rate")
    rare = replace(A, busiest=1)
    assert found(given(rare, B), evidence(A=96))[1] == ("B", 0, 28, "rate"), "few numbers say nothing"


def test_a_hall_without_kiosks_has_nothing_that_proves():
    assert found(given(A, kiosks=()), evidence()) == [("A", 0, 48, "rate")]


def test_no_number_is_larger_than_can_be_typed():
    assert found(given(replace(A, last=LARGEST - 3)), evidence()) == [("A", LARGEST - 3, LARGEST, "rate")]


def test_copies_of_a_journal_are_one_and_the_doubtful_beginning_counts():
    one, other = journal("k1", A=5, B=9), journal("k1", NOON, A=7)
    (kept,) = newest((one, other))
    assert kept == ReadJournal("k1", NOON, {(MONDAY, "A"): 7, (MONDAY, "B"): 9})
    assert newest((one, replace(other, since=None)))[0].since is None


def test_no_proof_is_lost_on_its_way_to_the_hall():
    (jump,) = jumps(given(A), evidence(journal("k1", A=20)))
    assert (jump.past.prefix, jump.past.proven, jump.past.last) == ("A", 20, 48)
    assert (jump.hourly, jump.hours, jump.proof) == (12, 4, Proof.RATE)
