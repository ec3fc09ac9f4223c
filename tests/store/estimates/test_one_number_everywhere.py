"""Every place that says a wait says the same one: screens, slip, command and history, on both databases."""

from __future__ import annotations

import json

import pytest

from hall.access import By
from hall.documents import ticket_document, wait_document
from hall.estimating.shown import Kind
from hall.estimating.wording import wait_brief, wait_spoken, wait_text
from hall.printing.slip import slip_of
from hall.store import open_store
from hall.translator import ENGLISH, INDONESIAN
from hallctl.main import main
from kiosk.widgets.ticket_texts import ticket_texts
from tests.hall_samples import BY
from tests.store.estimates.hall_days import A, B, find, here, issue, play, said, service, step

WAHYU = By.technician("wahyu")
CONFIG = 'name = "Mal Pelayanan Publik"\ncity = "Kota Kendari"\n'


@pytest.fixture
def command(hall_url, clock, tmp_path, monkeypatch, capsys):
    """`hall` with these words, on the played hall and by its clock."""
    monkeypatch.setattr("hall.store.visit_store", lambda url: open_store(url, clock))
    monkeypatch.setattr("hallctl.session.Session.settings", lambda _session: _Settings(hall_url))

    def run(*words):
        capsys.readouterr()
        assert main(["--json", *words]) == 0
        return json.loads(capsys.readouterr().out)

    return run


class _Settings:
    """As much of a configuration as a command needs that reads."""

    def __init__(self, url):
        self.database_url, self.structure, self.station_name = url, None, ""


@pytest.fixture
def played(staffed, keeper, clock):
    """A morning with some who wait, of whom the last one has just got a number; what is said is of now."""
    play(staffed, clock, keeper)
    for _ in range(4):
        issue(staffed)
    issue(staffed, "B", priority=True)
    step(keeper, staffed)
    number = issue(staffed)
    step(keeper, staffed)
    assert number.wait.kind in (Kind.UP_TO, Kind.RANGE)
    return staffed, number


def desk(store):
    return store.fetch(lambda reader: reader.counter("1"))


def test_a_service_says_the_same_everywhere(played, command):
    store, _ = played
    shown = said(store).shown(A)
    with_priority = said(store).shown(A, priority=True)
    kiosk = service(store)
    floor = store.fetch(lambda reader: reader.floor.details(WAHYU, "service", A))
    listed = next(one for one in store.fetch(lambda reader: reader.services()) if one.id == A)
    row = next(one for one in desk(store).queues if one.prefix == "A")
    waits = store.fetch(lambda reader: reader.estimates.shown("A")).services[0]
    assert {kiosk.wait, listed.wait, row.wait, floor.waits[0].waits[0], waits.without.shown} == {shown}
    assert {kiosk.priority_wait, listed.priority_wait, waits.priority.shown} == {with_priority}
    (told,) = command("estimate", "A")["estimates"]["services"]
    expected = wait_document(shown)
    assert {name: told["wait"][name] for name in expected} == expected
    assert {name: told["priority_wait"][name] for name in expected} == wait_document(with_priority)
    every = {one["id"]: one["wait"] for one in command("estimate")["estimates"]["services"]}
    assert every[A] == told["wait"]
    assert every[B]["text"]["id"] == wait_text(said(store).shown(B), INDONESIAN)


def test_a_number_says_the_same_everywhere(played, command):
    store, number = played
    shown = said(store).tickets[number.id]
    view = desk(store)
    rows = {one.id: one.wait for one in (view.next.ticket, *view.after)}
    assert len(rows) > 2
    assert rows == {one: said(store).tickets[one] for one in rows}
    for code in ("A-009", number.code):
        found = find(store, code)
        assert found.wait == found.wait_now == said(store).tickets[found.id]
    document = wait_document(shown)
    for words in (("estimate", number.code), ("ticket", "show", number.code)):
        assert command(*words)["ticket"]["wait"]["now"] == document
    assert ticket_document(found)["wait"]["now"] == document
    assert (shown.kind, shown.low, shown.high) == (number.wait.kind, number.wait.low, number.wait.high)


@pytest.mark.parametrize("translate", [INDONESIAN, ENGLISH], ids=["id", "en"])
def test_slip_page_and_history_of_a_new_number_say_what_the_kiosk_said_before_the_touch(
    staffed, keeper, clock, command, translate
):
    play(staffed, clock, keeper)
    for _ in range(4):
        issue(staffed)
    step(keeper, staffed)
    before = service(staffed).wait
    number = issue(staffed)
    hall = staffed.fetch(lambda reader: reader.hall())
    assert (number.wait, number.told) == (before, before)
    slip = slip_of(number, hall, translate)
    assert wait_brief(before, translate) in [fact.value for fact in slip.facts]
    page = ticket_texts(number, number.issued_at, translate)
    assert wait_brief(before, translate) in str(page)
    assert wait_spoken(before, translate).split()[-2] in str(slip)
    assert command("ticket", "show", number.code)["ticket"]["wait"]["at_issue"] == wait_document(before)
    here(staffed, "call_next", "2")
    assert find(staffed, number.code).told == before
    staffed.run(lambda w: w.day.close(BY, reason="over"))
    assert find(staffed, number.code).told == before


def test_an_agency_says_the_same_at_the_kiosk_and_on_the_board(played):
    store, _ = played
    kiosk = store.fetch(lambda reader: reader.kiosk())
    shown = {agency.id: agency.wait for agency in kiosk.agencies if agency.wait is not None}
    board = store.fetch(lambda reader: reader.board(waits=True))
    assert shown
    assert {one.agency_id: one.wait for one in board.waits} == shown
