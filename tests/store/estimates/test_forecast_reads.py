"""What those who come later would wait, as a hall's rows tell it, on both databases."""

from __future__ import annotations

from hall.estimating.forecast import LATER
from hall.estimating.shown import Kind
from tests.hall_samples import BY
from tests.store.estimates.hall_days import issue, play


def forecast(store):
    return store.fetch(lambda reader: reader.estimates.forecast())


def a_day(store, clock, keeper, rush=0):
    """A business day of eight visits before 10.48, with so many more who come then; added up."""
    play(store, clock, keeper)
    for _ in range(rush):
        issue(store)
    store.run(lambda w: w.day.close(BY, reason="selesai"))
    store.each_minute()


def test_nobody_forecasts_where_nobody_works_the_waits_out(staffed):
    issue(staffed)

    assert forecast(staffed) is None


def test_on_its_first_day_a_hall_knows_nothing_of_later(staffed, clock, keeper):
    play(staffed, clock, keeper)
    keeper.step()
    found = forecast(staffed).services["disdukcapil-a"]

    assert [one.kind for one in found] == [Kind.UNKNOWN] * len(LATER)


def test_the_arrivals_of_the_same_weekday_are_on_the_way(staffed, clock, keeper):
    """Forty came on Monday at 10.48, and nobody more on Tuesday: at ten it is known on the next Monday alone."""
    said = {}
    for rush in (40, 0):
        a_day(staffed, clock, keeper, rush)
        clock.move(days=1, minutes=-48)
    clock.move(days=5)
    for day in ("monday", "tuesday"):
        issue(staffed)
        keeper.step()
        said[day] = forecast(staffed).services["disdukcapil-a"]
        staffed.run(lambda w: w.day.close(BY, reason="selesai"))
        clock.move(days=1)

    assert said["monday"][1].low >= 40, "at eleven the forty are before them"
    assert said["tuesday"][1].kind is Kind.UP_TO


def test_a_weekday_that_never_was_goes_by_the_last_days(staffed, clock, keeper):
    a_day(staffed, clock, keeper, rush=40)
    clock.move(days=1, minutes=-48)
    issue(staffed)
    keeper.step()

    assert forecast(staffed).services["disdukcapil-a"][1].low >= 40


def test_it_is_worked_out_once_a_minute(staffed, clock, keeper):
    a_day(staffed, clock, keeper)
    clock.move(days=1, minutes=-48)
    issue(staffed)
    keeper.step()
    first = forecast(staffed)
    clock.move(seconds=50)

    assert forecast(staffed) is first
    clock.move(seconds=20)
    assert forecast(staffed).at > first.at


def test_the_details_of_a_service_and_of_its_agency_say_it_and_now_is_what_the_kiosk_says(
    staffed,
    clock,
    keeper,
):
    a_day(staffed, clock, keeper)
    clock.move(days=1, minutes=-48)
    issue(staffed)
    keeper.step()
    found = forecast(staffed)
    kiosk = {one.id: one.wait for group in staffed.fetch(lambda r: r.kiosk()).agencies for one in group.services}
    one = staffed.fetch(lambda reader: reader.floor.details(BY, "service", "disdukcapil-a"))
    group = staffed.fetch(lambda reader: reader.floor.details(BY, "agency", "disdukcapil"))

    assert [each.waits for each in one.waits] == [(kiosk["disdukcapil-a"], *found.services["disdukcapil-a"])]
    assert [each.service_id for each in group.waits] == ["disdukcapil-a", "disdukcapil-b"]
    assert one.waits_at == found.at
