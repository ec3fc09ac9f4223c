"""A hall of two agencies with a morning of everything, made once for the tests that touch it."""

from __future__ import annotations

import shutil
import time
from contextlib import closing
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import update

from hall.access import By
from hall.settings import load_settings
from hall.store import start_store
from hall.store import tables as t
from hall.store.staff.members import PinHash
from tests.hallctl.conftest import CONFIG, morning_zone

PINS = {"rina": "739148", "umar": "916408", "siti": "407163"}
BY = By.system()
OTHER_AGENCY = """
[[obstacle]]
id = "rusak"
name = "Alat rusak"
name_en = "Equipment broken"

[[agency]]
id = "imigrasi"
name = "Imigrasi"
full_name = "Kantor Imigrasi"
icon = "passport"
colour = "#5B3A8C"

[[agency.service]]
prefix = "P"
id = "paspor"
name = "Paspor"
name_en = "Passport"
promised_minutes = 30

[[counter]]
id = "loket-8"
label = "8"
zone = "podium"
agency = "disdukcapil"
services = ["A"]

[[counter]]
id = "loket-10"
label = "10"
zone = "podium"
agency = "disdukcapil"
services = ["A"]

[[counter]]
id = "loket-9"
label = "9"
zone = "podium"
agency = "imigrasi"
services = ["P"]

[[station]]
name = "kiosk-1"
zone = "podium"
printer = "paper:slips"
"""


@dataclass
class AgencyHall:
    """The hall of these tests, to be copied for each of them. It is made again before what is in it is late: a
    number whose slip does not come out is, after a minute."""

    folder: Path
    tables: Path
    facts: dict[str, Any] = field(default_factory=dict)
    made_at: float = -float("inf")

    def copy_to(self, folder: Path) -> dict[str, Any]:
        """Puts it into the folder; returns what its rows are known by."""
        if time.monotonic() - self.made_at > 30:
            self._make()
        for name in ("config.toml", "hall.db"):
            shutil.copy(self.folder / name, folder / name)
        return self.facts

    def _make(self) -> None:
        config = self.folder / "config.toml"
        text = CONFIG.replace("Asia/Makassar", morning_zone()) + OTHER_AGENCY
        config.write_text(text, encoding="utf-8")
        shutil.copy(self.tables, self.folder / "hall.db")
        self.made_at = time.monotonic()
        settings = load_settings(config)
        with closing(start_store(settings.database_url, settings.structure)) as store:
            for login, agency in (("rina", "disdukcapil"), ("umar", "imigrasi")):
                hashed = store.new_pin(PINS[login], login)
                store.run(lambda w, o=login, a=agency, h=hashed: _supervisor(w, o, h, a))
            self.facts = _lived(store)


def _supervisor(work, login: str, hashed: PinHash, agency: str) -> None:
    work.staff.add(login, login, hashed, BY, role="agency_supervisor", agency=agency)


def _lived(store) -> dict[str, Any]:
    run = store.run
    staff = {login: run(lambda w, o=login: w.staff.add(o, o, "407163", BY)).id for login in ("siti", "budi", "joko")}
    codes = [run(lambda w: w.tickets.issue("A", BY)).id for _ in range(5)]
    run(lambda w: w.tickets.issue("A", BY, to_print=True))
    unprinted = run(lambda w: w.tickets.issue("A", BY, to_print=True)).id
    run(lambda w: w.slips.out(unprinted, BY, verified=True))
    run(lambda w: w.slips.missing(unprinted, BY))
    run(lambda w: w.tickets.issue("B", BY))
    run(lambda w: w.counter("7", BY).call_number(codes[0]))
    run(lambda w: w.counter("7", BY).no_show())
    run(lambda w: w.tickets.hold(codes[3], BY, reason="salat"))
    run(lambda w: w.tickets.cancel(codes[4], BY, reason="pergi"))
    run(lambda w: w.counter("7", BY).call_number(codes[1]))
    run(lambda w: w.counter("8", BY).sign_in(staff["siti"]))
    run(lambda w: w.counter("10", BY).sign_in(staff["joko"]))
    run(lambda w: w.counter("10", BY).pause(kind="break"))
    run(lambda w: w.tickets.import_manual("A", 12, BY, waiting_from=10))
    store.each_minute()
    with store.read() as view:
        now, imported = view.status().now, view.imports.today(BY)[0].id
    slot = now + timedelta(minutes=3)
    return {
        "slot": slot.astimezone(ZoneInfo(store.fetch(lambda view: view.hall().timezone))).strftime("%Y-%m-%dT%H:%M"),
        "booking": run(lambda w: w.bookings.book("A", slot, BY)).code,
        "slip": "slip.png",
        "pad": "pad.pdf",
        "imported": imported,
        "closure": run(lambda w: w.closures.request("service", BY, target="A", reason="rapat")).id,
        "override": run(lambda w: w.overrides.open("agency", BY, "disdukcapil", reason="ramai")).id,
        "incident": _incident(store, told=True),
        "untold": _incident(store, told=False),
        "later": "2099-12-01",
        "plan": run(lambda w: w.plans.add("Loket", date(2099, 12, 1), BY, agency="disdukcapil")).id,
        "announcement": run(lambda w: w.boards.announce("info", "Rapat", BY, agency="disdukcapil")).id,
    }


def _incident(store, *, told: bool) -> int:
    """An incident of Disdukcapil that is over and open, ``told`` on the boards."""
    made = store.run(lambda w: w.incidents.open("disdukcapil", BY, obstacle="rusak")).id
    if told:
        store.run(lambda w: w.incidents.broadcast(made, BY))
    with store.begin() as work:
        work._tx.connection.execute(update(t.incident).values(until=t.incident.c.since))
    return int(made)
