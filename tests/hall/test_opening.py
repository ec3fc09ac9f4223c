"""Is it open, and why: hours, breaks, profiles, holidays, closings, cut-off and quota."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hall.holidays_id import with_known_days
from hall.opening import Level, Schedule, Today, open_for, opening_at, opens_on, steady_until
from hall.overrides import Override, OverrideKind
from hall.structure import Calendar, Closure, Holiday, Profile, TimeRange, WeeklyHours
from hall.translator import ENGLISH, INDONESIAN

KENDARI = ZoneInfo("Asia/Makassar")
MORNING, AFTERNOON = TimeRange(time(7, 30), time(12)), TimeRange(time(13), time(16))
FRIDAY = (TimeRange(time(7, 30), time(11, 30)), AFTERNOON)
HOURS = WeeklyHours(((MORNING, AFTERNOON),) * 4 + (FRIDAY, (), ()))
SHORT = WeeklyHours(((TimeRange(time(8), time(14)),),) * 7)
HALL = Schedule(KENDARI, (Level(None), Level(None), Level(HOURS)))
MOMENTS = st.integers(0, 2 * 365 * 24 * 60).map(lambda m: datetime(2026, 1, 1, tzinfo=KENDARI) + timedelta(minutes=m))


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=KENDARI)


def closing(start: str, end: str | None, reason: str = "Listrik padam") -> Closure:
    ends = None if end is None else local(end)
    return Closure(1, "hall", "", local(start), ends, reason, "approved", "siti", local(start))


@pytest.mark.parametrize(
    ("moment", "is_open", "code", "said"),
    [
        ("2026-11-23T07:29", False, "before_opening", "Buka pukul 07.30"),
        ("2026-11-23T07:30", True, "open", "Buka sampai 12.00"),
        ("2026-11-23T11:59", True, "open", "Buka sampai 12.00"),
        ("2026-11-23T12:00", False, "break", "Istirahat sampai 13.00"),
        ("2026-11-23T16:00", False, "after_closing", "Buka besok 07.30"),
        ("2026-11-27T11:30", False, "break", "Istirahat sampai 13.00"),
        ("2026-11-27T16:00", False, "after_closing", "Buka Senin 07.30"),
        ("2026-11-28T10:00", False, "closed_today", "Buka Senin 07.30"),
    ],
)
def test_opening_says_what_it_is_and_until_when(moment, is_open, code, said):
    opening = opening_at(local(moment), HALL)
    assert (opening.is_open, opening.code, opening.message(INDONESIAN)) == (is_open, code, said)
    assert opening.gives_numbers is is_open


def test_the_halls_zone_decides_not_utc():
    assert opening_at(datetime(2026, 11, 22, 23, 45, tzinfo=UTC), HALL).is_open


def test_an_always_open_hall_is_open_on_a_sunday_night():
    opening = opening_at(local("2026-11-29T23:00"), replace(HALL, always_open=True))
    assert (opening.is_open, opening.next_change, opening.message(ENGLISH)) == (True, None, "Open")


def test_a_hall_without_hours_is_closed_and_promises_nothing():
    opening = opening_at(local("2026-11-23T10:00"), Schedule(KENDARI, (Level(WeeklyHours(((),) * 7)),)))
    assert (opening.is_open, opening.next_change, opening.message(INDONESIAN)) == (False, None, "Tutup hari ini")
    assert not opening_at(local("2026-11-23T10:00"), Schedule(KENDARI, ())).is_open


@given(MOMENTS)
def test_the_next_change_is_later_and_changes_something(moment):
    opening = opening_at(moment, HALL)
    assert opening.next_change is not None
    assert opening.next_change > moment
    assert opening_at(opening.next_change, HALL).is_open is not opening.is_open


@given(MOMENTS, st.sampled_from([0, 30, 90]), st.floats(0, 0.999))
def test_what_was_found_stays_as_it_is_until_it_may_change(moment, cutoff, part):
    schedule = replace(HALL, cutoff=timedelta(minutes=cutoff))
    until = steady_until(moment, schedule)
    between = moment + part * (until - moment)
    now, later = opening_at(moment, schedule), opening_at(between, schedule)
    assert until > moment
    assert (later.code, later.gives_numbers) == (now.code, now.gives_numbers)


def test_a_ramadan_profile_replaces_the_weekly_hours_for_its_days():
    ramadan = Profile("Ramadan", date(2027, 2, 8), date(2027, 3, 9), SHORT)
    hall = replace(HALL, levels=(Level(HOURS), Level(None), Level(HOURS, (ramadan,))))
    assert opening_at(local("2027-02-08T07:45"), hall).message(INDONESIAN) == "Buka pukul 08.00"
    assert opening_at(local("2027-03-09T12:30"), hall).is_open
    assert opening_at(local("2027-03-10T07:45"), hall).is_open


def test_the_most_specific_profile_wins():
    of_hall = Profile("Ramadan", date(2027, 2, 8), date(2027, 3, 9), SHORT)
    of_service = Profile("Sore", date(2027, 2, 8), date(2027, 2, 8), WeeklyHours(((AFTERNOON,),) * 7))
    hall = replace(HALL, levels=(Level(None, (of_service,)), Level(None), Level(HOURS, (of_hall,))))
    assert not opening_at(local("2027-02-08T09:00"), hall).is_open
    assert opening_at(local("2027-02-08T15:00"), hall).is_open


def test_a_holiday_closes_the_hall_and_says_its_name():
    hall = replace(HALL, calendar=Calendar(local=(Holiday(date(2026, 11, 24), "HUT Kota"),)))
    assert opening_at(local("2026-11-24T10:00"), hall).message(INDONESIAN) == "Libur: HUT Kota. Buka besok 07.30"
    evening = opening_at(local("2026-11-23T17:00"), hall)
    assert evening.next_change == local("2026-11-25T07:30")


def test_a_hall_may_work_on_a_holiday():
    calendar = Calendar(local=(Holiday(date(2026, 11, 24), "HUT Kota"),), open_on=(date(2026, 11, 24),))
    assert opening_at(local("2026-11-24T10:00"), replace(HALL, calendar=calendar)).is_open


def test_national_and_collective_days_are_known_by_name():
    calendar = with_known_days(Calendar(national=True, collective=True), 2026)
    assert calendar.known_until == 2028
    hall = replace(HALL, calendar=calendar)
    assert "Kemerdekaan" in opening_at(local("2026-08-17T10:00"), hall).message(INDONESIAN)
    assert (
        opening_at(local("2026-12-24T10:00"), hall).message(INDONESIAN)
        == "Libur: Cuti Bersama Hari Raya Natal. Buka Senin 07.30"
    )
    national = with_known_days(Calendar(national=True), 2026)
    assert opening_at(local("2026-12-24T10:00"), replace(HALL, calendar=national)).is_open
    assert with_known_days(Calendar(), 2026) == Calendar()


def test_an_approved_closing_comes_before_everything_and_ends():
    hall = replace(HALL, always_open=True, closures=(closing("2026-11-23T09:00", "2026-11-23T10:30"),))
    opening = opening_at(local("2026-11-23T09:30"), hall)
    assert (opening.code, opening.message(INDONESIAN)) == ("closure", "Ditutup: Listrik padam. Buka pukul 10.30")
    assert opening.next_change == local("2026-11-23T10:30")
    assert opening_at(local("2026-11-23T10:30"), hall).is_open
    assert opening_at(local("2026-11-23T08:59"), hall).is_open


def test_a_closing_ahead_is_the_next_change():
    hall = replace(HALL, closures=(closing("2026-11-23T09:00", None),))
    assert opening_at(local("2026-11-23T08:00"), hall).next_change == local("2026-11-23T09:00")
    assert opening_at(local("2026-11-23T09:00"), hall).next_change is None


def test_after_the_cut_off_people_are_served_but_no_numbers_are_given():
    hall = replace(HALL, cutoff=timedelta(minutes=30))
    before, after = opening_at(local("2026-11-23T15:29"), hall), opening_at(local("2026-11-23T15:30"), hall)
    assert before.gives_numbers
    assert (after.is_open, after.gives_numbers, after.code) == (True, False, "cutoff")
    assert after.message(INDONESIAN) == "Nomor ditutup, dilayani sampai 16.00"
    assert opening_at(local("2026-11-23T11:45"), hall).gives_numbers, "the cut-off is before the last closing only"


@pytest.mark.parametrize(
    ("at", "code"),
    [("2026-11-23T10:00", "too_late"), ("2026-11-23T12:30", "break"), ("2026-11-23T20:00", "after_closing")],
)
def test_whoever_comes_too_late_to_be_served_gets_no_number_where_others_would(at, code):
    opening = opening_at(local(at), HALL, too_late=True)
    assert (opening.code, opening.gives_numbers) == (code, False)
    assert opening_at(local(at), HALL, quota_left=0, too_late=True).code == ("quota" if code == "too_late" else code)


def test_too_late_leads_to_another_day_and_not_behind_the_break():
    opening = opening_at(local("2026-11-23T10:00"), HALL, too_late=True)
    assert (opening.is_open, opening.next_change) == (True, local("2026-11-24T07:30"))
    assert opening.message(INDONESIAN) == "Antrean hari ini penuh. Buka besok 07.30"
    assert opening.message(ENGLISH) == "The queue is full today. Opens tomorrow 07:30"
    friday = opening_at(local("2026-11-27T15:00"), HALL, too_late=True)
    assert friday.next_change == local("2026-11-30T07:30")


@pytest.mark.parametrize("always_open", [True, False])
def test_a_used_up_quota_gives_no_numbers_but_serves(always_open):
    hall = replace(HALL, always_open=always_open)
    opening = opening_at(local("2026-11-23T10:00"), hall, quota_left=0)
    assert (opening.is_open, opening.gives_numbers) == (True, False)
    assert opening.message(INDONESIAN) == "Kuota hari ini habis"
    assert opening_at(local("2026-11-23T10:00"), hall, quota_left=1).gives_numbers
    assert opening_at(local("2026-11-23T20:00"), HALL, quota_left=0).code == "after_closing"


def test_a_day_that_a_person_closed_opens_again_tomorrow():
    hall = replace(HALL, always_open=False, today=Today(ended_on=date(2026, 11, 23)))
    opening = opening_at(local("2026-11-23T10:00"), hall)
    assert (opening.code, opening.message(INDONESIAN)) == ("day_ended", "Buka besok 07.30")
    training = opening_at(local("2026-11-23T10:00"), replace(hall, always_open=True))
    assert (training.code, training.next_change) == ("day_ended", local("2026-11-24T00:00"))


def test_a_closing_of_more_than_a_week_says_the_date_and_one_without_an_end_says_none():
    until = closing("2026-11-20T10:00", "2026-12-07T09:00", "Banjir")
    text = opening_at(local("2026-11-24T10:00"), replace(HALL, closures=(until,))).message(INDONESIAN)
    assert text == "Ditutup: Banjir. Buka Sen, 7 Des 09.00"
    assert opening_at(local("2026-12-06T10:00"), replace(HALL, closures=(until,))).message(INDONESIAN, brief=True) == (
        "Ditutup. Buka besok 09.00"
    )
    forever = replace(until, ends_at=None)
    assert (
        opening_at(local("2026-11-24T10:00"), replace(HALL, closures=(forever,))).message(ENGLISH) == "Closed: Banjir"
    )


def opened(start: str, end: str | None) -> Override:
    ends = None if end is None else local(end)
    return Override(1, OverrideKind.OPEN, "hall", "", local(start), ends, "Ramai", "clerk:ani")


@pytest.mark.parametrize(
    ("moment", "code", "said"),
    [
        ("2026-11-22T09:59", "closed_today", "Buka pukul 10.00"),
        ("2026-11-22T10:00", "opened", "Buka sampai 17.00"),
        ("2026-11-22T17:00", "closed_today", "Buka besok 07.30"),
    ],
)
def test_a_supervisor_opens_although_the_hours_say_closed(moment, code, said):
    hall = replace(HALL, openings=(opened("2026-11-22T10:00", "2026-11-22T17:00"),))
    found = opening_at(local(moment), hall)
    assert (found.code, found.message(INDONESIAN)) == (code, said)
    assert found.gives_numbers is (code == "opened")


def test_an_opening_stands_behind_closings_and_the_end_of_the_day_and_before_holidays_and_hours():
    night = local("2026-11-22T22:00")
    hall = replace(
        HALL, openings=(opened("2026-11-20T10:00", None),), calendar=Calendar(local=(Holiday(night.date(), "Libur"),))
    )
    found = opening_at(night, hall)
    assert (found.code, found.next_change, found.message(INDONESIAN)) == ("opened", None, "Buka")
    assert opening_at(night, hall, quota_left=0).code == "quota"
    assert opening_at(night, replace(hall, today=Today(ended_on=night.date()))).code == "day_ended"
    shut = opening_at(night, replace(hall, closures=(closing("2026-11-22T21:00", "2026-11-22T23:00"),)))
    assert (shut.code, shut.next_change) == ("closure", local("2026-11-22T23:00"))


def test_a_day_on_which_a_supervisor_opens_is_one_that_should_be_open():
    sunday = date(2026, 11, 22)
    hall = replace(HALL, openings=(opened("2026-11-22T10:00", "2026-11-22T17:00"),))
    assert (opens_on(sunday, HALL), opens_on(sunday, hall)) == (False, True)
    assert not opens_on(sunday, replace(hall, closures=(closing("2026-11-22T00:00", None),)))


@given(MOMENTS)
def test_an_opening_ends_when_it_says(moment):
    hall = replace(HALL, openings=(opened("2026-05-01T20:00", "2026-05-03T09:30"),))
    until = steady_until(moment, hall)
    assert opening_at(moment, hall).code == opening_at(moment + (until - moment) / 2, hall).code


@pytest.mark.parametrize(
    ("since", "until", "hours"),
    [
        ("2026-11-23T08:00", "2026-11-23T10:30", 2.5),
        ("2026-11-23T00:00", "2026-11-23T12:30", 4.5),
        ("2026-11-23T11:00", "2026-11-23T14:00", 2.0),
        ("2026-11-20T15:00", "2026-11-23T09:30", 3.0),  # from a Friday over the weekend
        ("2026-11-28T00:00", "2026-11-29T00:00", 0.0),
        ("2026-11-23T10:00", "2026-11-23T10:00", 0.0),
        ("2026-11-23T10:00", "2026-11-23T09:00", 0.0),
    ],
)
def test_the_time_that_something_was_open_leaves_breaks_and_nights_out(since, until, hours):
    assert open_for(local(since), local(until), HALL) == timedelta(hours=hours)


def test_the_time_that_something_was_open_leaves_closings_out_and_counts_all_of_an_always_open_one():
    shut = replace(HALL, closures=(closing("2026-11-23T08:00", "2026-11-23T09:15"),))
    assert open_for(local("2026-11-23T00:00"), local("2026-11-23T10:30"), shut) == timedelta(hours=1, minutes=45)
    always = replace(HALL, always_open=True)
    assert open_for(local("2026-11-28T22:00"), local("2026-11-29T03:00"), always) == timedelta(hours=5)
