"""Databases as administrators make them: each works, or is refused in one sentence with its cause and exit code 4."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import closing

import psycopg
import pytest
from sqlalchemy import make_url

from hall.access import By
from hall.errors import StoreCause, StoreUnavailable
from hall.store import open_store, prepare_store
from hall.store.database import setup
from hall.store.database.engine import parse_url
from hall.store.database.feed import FeedNews, open_feed
from hall.store.database.server_errors import session_options
from hall.views import TicketView
from tests.hall_samples import BY, small_hall

LATIN1 = "ENCODING 'LATIN1' TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C'"
Make = Callable[..., str]


@pytest.fixture
def made(postgres_server: str) -> Iterator[Make]:
    """Makes a database, ``how`` and with settings of its own; its URL for an account."""
    names: list[str] = []

    def make(how: str = "", *settings: str, user: str = "") -> str:
        name = f"kind_{uuid.uuid4().hex[:12]}"
        with psycopg.connect(postgres_server, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name} {how}")
            names.append(name)
            for setting in settings:
                connection.execute(f"ALTER DATABASE {name} SET {setting}")
        url = make_url(postgres_server).set(database=name)
        return (url.set(username=user) if user else url).render_as_string(hide_password=False)

    yield make
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        for name in names:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def stranger(postgres_server: str) -> Iterator[str]:
    """An account that owns nothing."""
    name = f"clerk_{uuid.uuid4().hex[:8]}"
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"CREATE ROLE {name} LOGIN")
    yield name
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"DROP OWNED BY {name}")
        connection.execute(f"DROP ROLE {name}")


def refusal(url: str) -> StoreUnavailable:
    """What making a hall there raises."""
    with pytest.raises(StoreUnavailable) as refused:
        prepare_store(url, small_hall(always_open=True))
    assert "\n" not in str(refused.value)
    return refused.value


def play(url: str) -> TicketView:
    """A number from its issue to its call."""
    with closing(open_store(url)) as store:
        store.run(lambda work: work.staff.add("siti", "Siti – é", "407163", BY))
        ticket = store.run(lambda work: work.tickets.issue("a", By.system(station="kiosk-1", request_id="1")))
        with store.read() as view:
            assert view.hall().name == small_hall().hall.name
        return ticket


ODD = (
    "datestyle = 'German, DMY'",
    "intervalstyle = 'sql_standard'",
    "timezone = 'Asia/Jayapura'",
    "client_encoding = 'LATIN1'",
    "bytea_output = 'escape'",
    "extra_float_digits = -5",
    "default_transaction_isolation = 'serializable'",
)


@pytest.mark.parametrize("setting", [*ODD, None])
def test_what_an_administrator_has_set_of_dates_letters_and_numbers_changes_nothing(made, setting):
    url = made("", *([setting] if setting else ODD))
    prepare_store(url, small_hall(always_open=True)).close()
    assert play(url).code == "A-001"
    feed = open_feed(url)
    assert feed.wait(5) is FeedNews.CHANGED
    feed.close()
    feed.wait(0)


def test_the_environment_of_the_client_changes_nothing_either(made, monkeypatch):
    monkeypatch.setenv("PGCLIENTENCODING", "LATIN1")
    monkeypatch.setenv("PGDATESTYLE", "SQL, DMY")
    monkeypatch.setenv("PGTZ", "Asia/Jayapura")
    url = made()
    prepare_store(url, small_hall(always_open=True)).close()
    assert play(url).code == "A-001"


def test_options_of_the_url_and_the_environment_are_kept_before_those_that_the_hall_needs(made, monkeypatch):
    monkeypatch.setenv("PGOPTIONS", "-c geqo=off")
    assert session_options(parse_url("postgresql://h/x"), "-c a=1").startswith("-c geqo=off -c TimeZone=UTC")
    asked = session_options(parse_url("postgresql://h/x?options=-csearch_path%3Dmpp"), "-c a=1")
    assert asked.startswith("-csearch_path=mpp -c TimeZone=UTC")
    assert asked.endswith("-c a=1")
    url = made()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("CREATE SCHEMA mpp")
    prepare_store(f"{url}&options=-csearch_path%3Dmpp", small_hall()).close()
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT schemaname FROM pg_tables WHERE tablename = 'hall'").fetchall() == [("mpp",)]


@pytest.mark.parametrize("encoding", ["LATIN1", "SQL_ASCII", "WIN1252"])
def test_a_new_database_that_cannot_hold_every_letter_is_refused_before_a_table_is_made(made, encoding):
    url = made(LATIN1.replace("LATIN1", encoding))
    refused = refusal(url)
    assert refused.cause is StoreCause.ENCODING
    assert encoding in str(refused)
    assert "ENCODING 'UTF8' TEMPLATE template0" in str(refused)
    with psycopg.connect(url) as connection:
        assert connection.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'public'").fetchone() == (0,)


def test_a_hall_that_has_lived_in_latin1_goes_on_and_a_letter_without_room_is_a_sentence(made, monkeypatch):
    url = made(LATIN1)
    monkeypatch.setattr(setup, "refuse_encoding", lambda _encoding: None)
    prepare_store(url, small_hall(always_open=True)).close()
    with closing(open_store(url)) as store:
        assert store.run(lambda work: work.tickets.issue("a", By.system(request_id="1"))).code == "A-001"
        with pytest.raises(StoreUnavailable, match="cannot store a letter") as refused:
            store.run(lambda work: work.staff.add("siti", "Siti ł", "407163", BY))
    assert refused.value.cause is StoreCause.ENCODING


def test_an_account_that_may_make_no_tables_hears_of_the_right(made, stranger):
    refused = refusal(made(user=stranger))
    assert refused.cause is StoreCause.NO_RIGHT
    assert stranger in str(refused)
    assert "GRANT" in str(refused)


def test_an_account_without_a_schema_hears_of_search_path(made):
    refused = refusal(made("", "search_path = ''"))
    assert (refused.cause, "search_path" in str(refused)) == (StoreCause.NO_RIGHT, True)


def test_a_database_that_can_only_be_read_is_read_and_says_so_when_it_is_written(made):
    url = made()
    prepare_store(url, small_hall(always_open=True)).close()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"ALTER DATABASE {make_url(url).database} SET default_transaction_read_only = on")
    with closing(open_store(url)) as store:
        with store.read() as view:
            assert view.services()
        with pytest.raises(StoreUnavailable, match="can only be read") as refused:
            store.run(lambda work: work.tickets.issue("a", By.system(request_id="1")))
    assert refused.value.cause is StoreCause.READ_ONLY
    assert refusal(made("", "default_transaction_read_only = on")).cause is StoreCause.READ_ONLY


def test_a_table_that_was_dropped_is_a_sentence(made):
    url = made()
    prepare_store(url, small_hall(always_open=True)).close()
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute("DROP TABLE announcement CASCADE")
    store = open_store(url)
    with closing(store), pytest.raises(StoreUnavailable, match="lacks a table") as refused, store.read() as view:
        view.boards.announcements()
    assert refused.value.cause is StoreCause.NO_HALL


def test_a_wrong_database_a_wrong_account_and_a_silent_server_are_three_causes(made, postgres_server):
    url = make_url(postgres_server)
    cases = {
        StoreCause.NO_DATABASE: (url.set(database="nodb"), ("nodb", "config.toml", "CREATE DATABASE")),
        StoreCause.PASSWORD: (url.set(username="nobody"), ("nobody", "config.toml")),
        StoreCause.AWAY: (make_url("postgresql://postgres@127.0.0.1:1/hall"), ("127.0.0.1:1", "network")),
    }
    for cause, (asked, words) in cases.items():
        with pytest.raises(StoreUnavailable) as refused:
            open_store(asked.render_as_string(hide_password=False))
        assert refused.value.cause is cause
        assert all(word in str(refused.value) for word in words)
        assert ("network" in str(refused.value)) == (cause is StoreCause.AWAY)


def test_a_server_without_a_connection_left_says_that(made, stranger, postgres_server):
    url = made(user=stranger)
    with psycopg.connect(postgres_server, autocommit=True) as connection:
        connection.execute(f"ALTER ROLE {stranger} CONNECTION LIMIT 0")
    with pytest.raises(StoreUnavailable, match="no connection left") as refused:
        open_store(url)
    assert refused.value.cause is StoreCause.BUSY
    assert refused.value.passes
