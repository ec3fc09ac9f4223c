"""The small hall in the middle of a morning, with a number in each state, for tests of every operation."""

from __future__ import annotations

from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hall.forms import SurveyForm
from hall.store import Store, prepare_store
from hall.structure import Offer
from tests.conftest import FixedClock
from tests.hall_samples import BY, small_hall

Facts = dict[str, Any]
"""What its rows are known by."""


def make_full_hall(url: str) -> Facts:
    """At ``url``: counter 1 serves a number, clerks sit at 2 and 3, counter 3 has a break."""
    clock = FixedClock(datetime(2026, 11, 23, 2, 0, tzinfo=UTC))
    with closing(prepare_store(url, small_hall(), clock)) as store:
        return _lived(store, clock)


def _lived(store: Store, clock: FixedClock) -> Facts:
    structure = small_hall()
    asking = replace(structure.hall, survey=SurveyForm(kiosk=True, ask=("sex",)))
    offers = (Offer("antar", "Antar ke rumah", "Delivery"),)
    store.run(lambda w: w.hall.apply(replace(structure, hall=asking, offers=offers), BY))
    user = store.run(lambda w: w.staff.add("siti", "Siti", "407163", BY)).id
    for login, counter in (("budi", "2"), ("joko", "3")):
        clerk = store.run(lambda w, login=login: w.staff.add(login, login, "407163", BY))
        store.run(lambda w, clerk=clerk, counter=counter: w.counter(counter, BY).sign_in(clerk.id))
    store.run(lambda w: w.counter("3", BY).pause(kind="break"))
    store.run(lambda w: w.staff.add("tuti", "Tuti", "407163", BY))
    store.run(lambda w: w.staff.disable("tuti", BY))
    made: dict[str, Any] = {"user": user, "slot": clock.now() + timedelta(hours=1)}
    for state in ("called", "waiting", "held", "no_show", "cancelled"):
        made[state] = store.run(lambda w: w.tickets.issue("A", BY)).id
    made["printing"] = store.run(lambda w: w.tickets.issue("A", BY, to_print=True)).id
    store.run(lambda w: w.tickets.hold(made["held"], BY, reason="salat"))
    store.run(lambda w: w.tickets.cancel(made["cancelled"], BY, reason="pergi"))
    store.run(lambda w: w.counter("1", BY).call_number(made["no_show"]))
    store.run(lambda w: w.counter("1", BY).no_show())
    store.run(lambda w: w.counter("1", BY).call_number(made["called"]))
    for name in ("booking", "other_booking"):
        made[name] = store.run(lambda w: w.bookings.book("A", made["slot"], BY)).code
    made["closure"] = store.run(lambda w: w.closures.request("service", BY, target="B", reason="rapat")).id
    for name in ("announcement", "other_announcement"):
        made[name] = store.run(lambda w: w.boards.announce("info", "Selamat datang", BY)).id
    made["other_closure"] = store.run(lambda w: w.closures.request("hall", BY, reason="rapat")).id
    store.run(lambda w: w.tickets.import_manual("B", 4, BY, waiting_from=3))
    store.run(lambda w: w.tickets.issue("2G", BY))
    store.run(lambda w: w.printers.report("kiosk-1", BY, problem="paper_out", detail="", watched=True))
    made["taken"] = store.run(lambda w: w.alarms.take("printer_paper_out:kiosk-1", BY)).key
    made["plan"] = store.run(lambda w: w.plans.add("Cat dinding", clock.now().date(), BY)).id
    with store.read() as view:
        made["today"], made["imported"] = view.days.latest(), view.imports.today(BY)[0].id
    return made
