"""Boards say what they have shown and how they are; a clerk and the staff are told when the hall does not know."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from hall.access import By
from hall.call_delivery import BOARD_ALIVE, UNSEEN_AFTER, DeliveryStatus, Voiced
from hall.errors import Refused
from hall.store import apply_structure
from hall.structure import Agency, BoardSetup, Station
from hall.translator import ENGLISH, INDONESIAN
from tests.board_words import call, read, say
from tests.hall_samples import BY, small_hall

B1 = By.board("b1")
B2 = By.board("b2")


def delivery(store, counter="1"):
    with store.read() as view:
        return view.counter(counter).delivery


def alarms(store):
    with store.read() as view:
        return [alarm.code for alarm in view.alarms() if alarm.code.startswith("board_")]


def test_a_board_tells_of_a_call_once_however_often_it_says_so(staffed, clock):
    made = call(staffed)
    assert say(staffed, lambda boards: boards.shown(B1, [(made.seq, clock.now())])) == 1
    clock.move(seconds=3)
    assert say(staffed, lambda boards: boards.shown(B1, [(made.seq, clock.now())])) == 0
    assert say(staffed, lambda boards: boards.shown(B2, [(made.seq, clock.now()), (987654, clock.now())])) == 1


def test_each_board_reads_what_it_has_shown_itself(staffed, clock):
    made = call(staffed)
    say(staffed, lambda boards: boards.shown(B1, [(made.seq, clock.now())]))
    assert [c.seen for c in read(staffed, board="b1").calls] == [True]
    assert [c.seen for c in read(staffed, board="b2").calls] == [False]
    assert [c.seen for c in read(staffed).calls] == [False]


def test_a_board_that_was_away_reads_the_calls_of_the_last_minutes_that_it_has_not_shown(staffed, clock):
    seqs = []
    for _ in range(12):
        seqs.append(call(staffed).seq)
        clock.move(seconds=1)
    assert [c.seq for c in read(staffed, calls=5, board="b1").calls] == seqs[::-1]
    say(staffed, lambda boards: boards.shown(B1, [(seq, clock.now()) for seq in seqs]))
    assert [c.seq for c in read(staffed, calls=5, board="b1").calls] == seqs[:-6:-1]
    clock.move(minutes=11)
    assert len(read(staffed, calls=5, board="b2").calls) == 5


def test_a_board_of_some_agencies_shows_their_calls_and_counters_only(staffed):
    here, there = call(staffed), call(staffed, "3", "2G")
    board = read(staffed, "", agencies=("imigrasi",))
    assert [c.seq for c in board.calls] == [there.seq]
    assert [cell.counter_label for cell in board.cells] == ["3"]
    assert {c.seq for c in read(staffed, "").calls} == {here.seq, there.seq}


def test_a_clerk_sees_how_far_a_call_has_come(staffed, clock):
    assert delivery(staffed) is None
    made = call(staffed)
    assert delivery(staffed).status is DeliveryStatus.NO_BOARD
    say(staffed, lambda boards: boards.report(B1, zone="podium", sound="ok"))
    assert delivery(staffed).status is DeliveryStatus.PENDING
    clock.move(seconds=UNSEEN_AFTER.total_seconds())
    assert delivery(staffed).status is DeliveryStatus.UNSEEN
    say(staffed, lambda boards: boards.shown(B1, [(made.seq, clock.now())]))
    assert (delivery(staffed).status, delivery(staffed).boards) == (DeliveryStatus.SHOWN, ("b1",))
    assert say(staffed, lambda boards: boards.claim_voice(B1, made.seq, seconds=8)).granted
    assert delivery(staffed).status is DeliveryStatus.SPEAKING
    clock.move(seconds=20)  # the board died in the middle
    assert delivery(staffed).status is DeliveryStatus.SHOWN
    say(staffed, lambda boards: boards.claim_voice(B1, made.seq, seconds=8))
    say(staffed, lambda boards: boards.voice_ended(B1, made.seq, Voiced.CHIMED))
    assert delivery(staffed).status is DeliveryStatus.SHOWN
    staffed.run(lambda work: work.counter("1", BY).serve())
    assert delivery(staffed) is None


def test_a_call_that_was_said_to_the_end_is_heard(staffed):
    made = call(staffed)
    say(staffed, lambda boards: boards.claim_voice(B1, made.seq, seconds=8))
    say(staffed, lambda boards: boards.voice_ended(B1, made.seq, Voiced.SPOKEN))
    assert delivery(staffed).status is DeliveryStatus.HEARD


def test_a_call_that_waits_behind_others_on_a_board_does_not_alarm(staffed, clock):
    say(staffed, lambda boards: boards.report(B1, zone="podium"))
    made = call(staffed)
    say(staffed, lambda boards: boards.received(B1, [made.seq, 987654]))
    clock.move(seconds=30)
    say(staffed, lambda boards: boards.report(B1, zone="podium"))
    assert (delivery(staffed).status, delivery(staffed).boards) == (DeliveryStatus.QUEUED, ())
    assert [c.seen for c in read(staffed, board="b1").calls] == [False]
    assert say(staffed, lambda boards: boards.shown(B1, [(made.seq, clock.now())])) == 1
    assert (delivery(staffed).status, delivery(staffed).boards) == (DeliveryStatus.SHOWN, ("b1",))
    say(staffed, lambda boards: boards.received(B1, [made.seq]))
    assert delivery(staffed).status is DeliveryStatus.SHOWN


def test_a_queue_of_a_board_that_died_is_not_waited_for(staffed, clock):
    say(staffed, lambda boards: boards.report(B1, zone="podium"))
    say(staffed, lambda boards: boards.report(B2, zone="podium"))
    made = call(staffed)
    say(staffed, lambda boards: boards.received(B1, [made.seq]))
    clock.move(seconds=BOARD_ALIVE.total_seconds() + 1)
    say(staffed, lambda boards: boards.report(B2, zone="podium"))
    assert delivery(staffed).status is DeliveryStatus.UNSEEN


def test_a_recall_is_told_of_anew(staffed, clock):
    say(staffed, lambda boards: boards.report(B1, zone="podium"))
    made = call(staffed)
    say(staffed, lambda boards: boards.shown(B1, [(made.seq, clock.now())]))
    staffed.run(lambda work: work.counter("1", BY).recall())
    assert delivery(staffed).status is DeliveryStatus.PENDING


@pytest.mark.parametrize(
    ("zone", "agencies", "counts"),
    [
        ("podium", (), True),
        ("", (), True),
        ("menara", (), False),
        ("podium", ("imigrasi",), False),
        ("", ("disdukcapil",), True),
    ],
)
def test_only_a_board_of_the_zone_and_agency_is_waited_for(staffed, zone, agencies, counts):
    say(staffed, lambda boards: boards.report(B1, zone=zone, agencies=agencies))
    call(staffed)
    assert delivery(staffed).status is (DeliveryStatus.PENDING if counts else DeliveryStatus.NO_BOARD)


def test_a_board_that_died_is_not_waited_for(staffed, clock):
    say(staffed, lambda boards: boards.report(B1, zone="podium"))
    clock.move(seconds=BOARD_ALIVE.total_seconds() + 1)
    call(staffed)
    assert delivery(staffed).status is DeliveryStatus.NO_BOARD


def test_the_staff_are_told_what_a_board_needs(staffed, clock):
    say(staffed, lambda boards: boards.report(B1, zone="podium", sound="ok"))
    assert alarms(staffed) == []
    say(
        staffed,
        lambda boards: boards.report(B1, zone="podium", sound="no_device", warnings=("too_small", "media")),
    )
    assert alarms(staffed) == ["board_mute", "board_too_small", "board_media"]
    say(staffed, lambda boards: boards.report(B1, zone="podium", sound="off"))
    assert alarms(staffed) == []


def test_a_board_of_the_hall_that_goes_silent_in_opening_hours_is_told(staffed, structure, clock):
    boards = (*structure.stations, Station("b1", "podium", board=BoardSetup(theme="light")))
    staffed.run(lambda work: work.hall.apply(replace(structure, stations=boards), BY))
    say(staffed, lambda boards: boards.report(B1, zone="podium"))
    say(staffed, lambda boards: boards.report(By.board("visitor"), zone="podium"))
    clock.move(minutes=6)
    assert alarms(staffed) == ["board_silent"]
    say(staffed, lambda boards: boards.report(B1, zone="podium"))
    assert alarms(staffed) == []
    with staffed.read() as view:
        assert [(board.name, board.alive, board.since) for board in view.boards.health()] == [("b1", True, clock.now())]


def test_what_a_station_shows_is_kept_and_read_back(staffed, structure):
    setup = BoardSetup("media", "contrast", ("imigrasi",), ("media", "a.mp4"), 20, 0, voice=False, volume=40)
    setup = replace(setup, arrows=(("menara", "up"), ("podium", "left")))
    stations = (*structure.stations, Station("b1", "podium", board=setup))
    staffed.run(lambda work: work.hall.apply(replace(structure, stations=stations), BY))
    with staffed.read() as view:
        assert view.stations.find("B1").board == setup


def announce(store, title="Layanan Imigrasi terhenti", by=BY, **options):
    return say(store, lambda boards: boards.announce(options.pop("kind", "info"), title, by, **options))


def test_an_announcement_stands_until_its_time_or_until_it_is_ended(staffed, clock):
    first = announce(staffed, until=clock.now() + timedelta(minutes=10), lines=(" Nomor tetap berlaku. ", ""))
    second = announce(staffed, "Hall tutup pukul 15.00")
    assert first.lines == ("Nomor tetap berlaku.",)
    assert [one.id for one in read(staffed).announcements] == [second.id, first.id]
    clock.move(minutes=10)
    assert [one.id for one in read(staffed).announcements] == [second.id]
    say(staffed, lambda boards: boards.end_announcement(second.id, BY))
    assert read(staffed).announcements == ()
    for gone in (first.id, second.id):
        with pytest.raises(Refused) as refusal:
            say(staffed, lambda boards, gone=gone: boards.end_announcement(gone, BY))
        assert refusal.value.code == "announcement_ended"


def test_an_announcement_for_a_zone_or_an_agency_stands_there_only(staffed):
    zone = announce(staffed, zone="menara")
    agency = announce(staffed, agency="imigrasi", kind="outage")
    assert [one.id for one in read(staffed, "podium").announcements] == [agency.id]
    assert {one.id for one in read(staffed, "menara").announcements} == {zone.id, agency.id}
    assert {one.id for one in read(staffed, "").announcements} == {zone.id, agency.id}
    assert [one.id for one in read(staffed, "podium", agencies=("disdukcapil",)).announcements] == []


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        ({"kind": "news"}, "unknown_announcement_kind"),
        ({"title": " "}, "announcement_text"),
        ({"title": "x" * 81}, "announcement_text"),
        ({"lines": ("a", "b", "c", "d")}, "announcement_text"),
        ({"title": "Gangguan \U0001f6a8"}, "announcement_undrawn"),
        ({"lines": ("Kami kembali", "B\U0001f44d")}, "announcement_undrawn"),
        ({"lines": ("a\u200db",)}, "announcement_sign"),
        ({"zone": "atap"}, "unknown_zone"),
        ({"agency": "nobody"}, "unknown_agency"),
        ({"zone": "podium", "agency": "imigrasi"}, "announcement_nowhere"),
        ({"until": timedelta(0)}, "announcement_over"),
    ],
)
def test_a_wrong_announcement_is_refused_with_a_reason(staffed, clock, wrong, code):
    if "until" in wrong:
        wrong = {"until": clock.now() + wrong["until"]}
    with pytest.raises(Refused) as refusal:
        announce(staffed, **wrong)
    assert refusal.value.code == code
    assert refusal.value.message(INDONESIAN) != refusal.value.message(ENGLISH)


def test_an_agency_that_is_not_in_the_zone_is_refused_with_the_zones_that_it_is_in(staffed):
    with pytest.raises(Refused) as refusal:
        announce(staffed, zone="podium", agency="imigrasi")
    assert str(refusal.value) == "The agency imigrasi has no counter in the zone podium; its counters are in: menara."
    assert refusal.value.message(INDONESIAN).endswith("Loketnya ada di zona: menara.")
    made = announce(staffed, zone="menara", agency="imigrasi")
    assert [one.id for one in read(staffed, "menara").announcements] == [made.id]


def test_an_agency_without_a_counter_is_refused_for_every_zone(staffed, hall_url):
    small, more = small_hall(), Agency("pajak", "Pajak", "Pajak", "cash", "#000000")
    apply_structure(hall_url, replace(small, agencies=(*small.agencies, more)))
    with pytest.raises(Refused) as refusal:
        announce(staffed, zone="podium", agency="pajak")
    assert refusal.value.code == "agency_without_counter"
    assert announce(staffed, agency="pajak").agency == "pajak"


def test_an_announcement_that_is_sent_twice_stands_once(staffed):
    first = announce(staffed, by=By.system(request_id="once"))
    assert announce(staffed, by=By.system(request_id="once")) == first
    with pytest.raises(Refused) as refusal:
        announce(staffed, "Lain", by=By.system(request_id="once"))
    assert refusal.value.code == "request_reused"
    say(staffed, lambda boards: boards.end_announcement(first.id, By.system(request_id="end")))
    assert say(staffed, lambda boards: boards.end_announcement(first.id, By.system(request_id="end"))).id == first.id


def states(store, zone=""):
    return {one.code: one.state for one in read(store, zone).calls}


def _sign_out(work):
    work.counter("1", BY).finish()
    work.counter("1", BY).sign_out()


ENDS = {
    "finished": lambda work: work.counter("1", BY).finish(),
    "not come": lambda work: work.counter("1", BY).no_show(),
    "transferred": lambda work: work.counter("1", BY).transfer(service="B"),
    "put off": lambda work: work.counter("1", BY).hold(reason="fotokopi"),
    "the next called": lambda work: work.counter("1", BY).call_next(),
    "signed out": _sign_out,
}


@pytest.mark.parametrize("how", ENDS)
def test_a_call_is_over_when_its_visit_is(staffed, how):
    first, second = call(staffed), call(staffed, "2", "B")
    staffed.run(lambda work: work.tickets.issue("A", BY))
    codes = first.ticket.code, second.ticket.code
    assert states(staffed) == dict.fromkeys(codes, "called")
    if how != "not come":
        staffed.run(lambda work: work.counter("1", BY).serve())
        assert states(staffed)[codes[0]] == "serving"
    staffed.run(ENDS[how])
    found = states(staffed)
    assert (found[codes[0]], found[codes[1]]) == ("over", "called")


def test_a_call_of_a_number_that_another_counter_has_called_since_is_over(staffed):
    call(staffed)
    staffed.run(lambda work: work.counter("1", BY).transfer(service="B"))
    staffed.run(lambda work: work.counter("2", BY).call_next())
    assert [(one.counter_label, one.state) for one in read(staffed, "").calls] == [("2", "called"), ("1", "over")]


def test_a_call_whose_end_is_taken_back_leads_to_its_counter_again(staffed):
    made = call(staffed)
    staffed.run(lambda work: work.counter("1", BY).finish())
    staffed.run(lambda work: work.counter("1", BY).undo())
    assert states(staffed) == {made.ticket.code: "called"}


def test_a_counter_without_a_clerk_that_calls_from_the_command_line_is_not_over(store):
    made = call(store)
    assert states(store) == {made.ticket.code: "called"}
