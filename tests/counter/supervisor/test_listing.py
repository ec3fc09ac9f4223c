"""Which agencies the table lists and in which order, what its rows say, and where its columns are."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest

from counter.supervisor.columns import columns, needs
from counter.supervisor.lines import BAR_STEPS, groups
from counter.supervisor.listing import Column, Order, listed
from counter.supervisor.texts import alarm_parts, state_text
from hall.translator import Translator
from tools.supervisor import samples

pytestmark = pytest.mark.usefixtures("qapp")  # widths are measured with its fonts
ID, EN = Translator("id"), Translator("en")
FULL = samples.full().agencies


def names(found):
    return [one.agency.name for one in found]


def prefixes(found):
    return [service.prefix for one in found for service in one.services]


def test_nothing_typed_lists_every_agency_and_service_in_the_order_of_the_hall():
    found = listed(FULL, "id")
    assert names(found) == [agency.name for agency in FULL]
    assert (len(found), len(prefixes(found))) == (21, 66)
    assert not any(one.found for one in found)


@pytest.mark.parametrize(
    ("typed", "agencies", "services"),
    [
        ("imig", ["Imigrasi"], ["H", "J", "K"]),
        ("PASPOR", ["Imigrasi"], ["H", "J", "K"]),
        ("paspor baru", ["Imigrasi"], ["H"]),
        ("perekaman ktp", ["Disdukcapil"], ["A"]),
        ("skc", ["Polresta Kendari"], ["SKC"]),
        ("F-009", ["Disdukcapil"], ["F"]),
        ("skc 12", ["Polresta Kendari"], ["SKC"]),
        ("2g015", ["Bank Sultra"], ["2G"]),
        ("bpjs", ["BPJS Kesehatan", "BPJS Ketenagakerjaan"], ["2A", "2B", "2D", "2E"]),
        ("police", ["Polresta Kendari"], ["SKC", "3A"]),
        ("pérekaman", ["Disdukcapil"], ["A"]),
        ("kereta api", [], []),
        ("   ", [agency.name for agency in FULL], [row.prefix for agency in FULL for row in agency.services]),
    ],
)
def test_agency_service_prefix_and_number_are_found(typed, agencies, services):
    found = listed(FULL, "id", typed)
    assert names(found) == agencies
    assert prefixes(found) == services


def test_a_hit_in_a_service_opens_its_agency_and_one_in_the_agency_s_name_does_not():
    assert [one.found for one in listed(FULL, "id", "paspor")] == [True]
    assert [one.found for one in listed(FULL, "id", "imigrasi")] == [False]


def test_a_click_sorts_counts_with_the_largest_first_then_the_other_way_then_as_the_hall_has_it():
    orders = list(
        itertools.accumulate([Column.WAITING] * 3, lambda order, column: order.after(column), initial=Order())
    )
    assert orders == [Order(), Order(Column.WAITING, True), Order(Column.WAITING), Order()]
    assert Order(Column.WAITING, True).after(Column.NAME) == Order(Column.NAME)
    waiting = [one.agency.waiting for one in listed(FULL, "id", order=orders[1])]
    assert waiting == sorted(waiting, reverse=True)
    assert names(listed(FULL, "id", order=orders[3])) == [agency.name for agency in FULL]


@pytest.mark.parametrize(("language", "first"), [("id", "Bank Sultra"), ("en", "Bank Sultra")])
def test_names_are_sorted_as_they_are_shown(language, first):
    found = listed(samples.busy().agencies, language, order=Order(Column.NAME))
    shown = [one.agency.name_en or one.agency.name if language == "en" else one.agency.name for one in found]
    assert shown == sorted(shown, key=str.casefold)
    assert shown[0] == first


def test_the_worst_state_comes_first_and_services_are_sorted_like_their_agencies():
    by_state = listed(samples.busy().agencies, "id", order=Order(Column.STATE))
    assert (names(by_state)[0], names(by_state)[-1]) == ("Imigrasi", "Samsat")
    longest = listed(samples.busy().agencies, "id", order=Order(Column.LONGEST))
    waits = [row.longest.total_seconds() for row in longest[-1].services]
    assert waits == sorted(waits)


def test_a_state_is_said_in_words_with_its_reason():
    by_name = {agency.name: agency for agency in samples.busy().agencies}
    assert state_text(by_name["Disdukcapil"], ID) == ("Melayani", "good")
    assert state_text(by_name["Imigrasi"], ID) == ("Terhenti, jaringan pusat", "late")
    assert state_text(by_name["Samsat"], ID) == ("Istirahat sampai 13.00", "closed")
    assert state_text(by_name["Imigrasi"].services[0], EN) == ("Stopped", "late")
    idle = replace(by_name["PLN"].services[0], waiting=0, longest=None, counters_open=0)
    assert state_text(idle, EN) == ("Nobody there yet", "priority")
    assert state_text(replace(by_name["PLN"], outage="listrik padam"), ID) == ("listrik padam", "priority")


def test_a_row_is_one_sentence_for_a_screen_reader():
    (found, *_) = groups(listed(samples.busy().agencies, "id"), samples.busy().longest_wait, ID)
    assert found.agency.spoken == (
        "Disdukcapil, zona Podium, 31 menunggu, paling lama 31 menit, 3 dari 5 loket buka, 70 selesai, "
        "93 % dalam janji, Melayani"
    )


def test_a_wait_fills_its_bar_at_the_limit_and_is_red_there_or_where_nobody_is():
    view = samples.busy()
    lines = {one.agency.name: one.agency for one in groups(listed(view.agencies, "id"), view.longest_wait, ID)}
    assert lines["Disdukcapil"].level == "late"
    assert lines["Imigrasi"].level == "over"
    assert lines["PLN"].level == "calm"
    assert (lines["Samsat"].bar, lines["Samsat"].longest) == (0, "–")
    over = groups(listed(samples.later(view, 3600).agencies, "id"), view.longest_wait, ID)[0].agency
    assert (over.bar, over.level) == (BAR_STEPS, "over")


def test_an_alarm_is_said_as_what_is_wrong_and_what_to_do():
    assert alarm_parts(samples.ALARMS[1], ID) == (
        "Kertas Kiosk 2 tinggal kira-kira 38 lembar",
        "Siapkan gulungan baru.",
    )
    assert alarm_parts(samples.ALARMS[0], ID)[1] == ""


@pytest.mark.usefixtures("qapp")  # widths of texts
@pytest.mark.parametrize("width", [480, 540, 600, 764, 900, 1180, 1900])
@pytest.mark.parametrize("view", [samples.busy(), samples.full(), samples.long_names()], ids=["busy", "full", "long"])
def test_columns_stand_next_to_each_other_inside_the_table(width, view):
    rows = [
        line
        for one in groups(listed(view.agencies, "id"), view.longest_wait, ID)
        for line in (one.agency, *one.services)
    ]
    heads = {column: ID(f"supervisor.head_{column.name.lower()}") for column in Column}
    place = columns(width, needs(rows, heads))
    shown = [column for column in Column if place.shown(column)]
    assert {Column.NAME, Column.WAITING, Column.LONGEST, Column.COUNTERS, Column.STATE} <= set(shown)
    for before, after in itertools.pairwise(shown):
        assert place.right(before) + 8 <= place.left[after]
    assert width - 1 <= place.right(Column.STATE) <= width + 0.01
    assert place.width[Column.NAME] >= 90


@pytest.mark.usefixtures("qapp")  # widths of texts
def test_the_usual_window_has_the_share_within_the_promise_and_a_narrow_one_gives_it_up_before_what_is_served():
    view = samples.busy()
    rows = [one.agency for one in groups(listed(view.agencies, "id"), view.longest_wait, ID)]
    heads = {column: ID(f"supervisor.head_{column.name.lower()}") for column in Column}
    assert columns(1180, needs(rows, heads)).shown(Column.PROMISE)
    usual = columns(764, needs(rows, heads))
    assert usual.shown(Column.PROMISE)
    assert usual.width[Column.STATE] >= needs(rows, heads).least_state
    narrow = next(
        place
        for width in range(764, 300, -4)
        if not (place := columns(width, needs(rows, heads))).shown(Column.PROMISE)
    )
    assert narrow.shown(Column.DONE)
    assert not narrow.zone_named
