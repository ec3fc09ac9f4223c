"""A database URL never shows its password, also when its signs were not written with %."""

from __future__ import annotations

import pytest

from hall.database_url import has_password, is_secret, password_unreadable, warning_of, with_password
from hall.errors import StoreUnavailable
from hall.settings.database import database_error
from hall.store.database.engine import parse_url, shown_url

GOOD = [
    "hall:ok@db/hall",
    "hall:p%40ss%23@db:5432/hall",
    "hall:p#ss@db/hall",
    "hall@db/hall",
    "db/hall",
    "/hall?host=/run/postgresql",
    "postgres:@/hall?host=/tmp/server",
    "hall:x@[::1]:5432/hall",
    "db/hall?password=a@b",
    "hall:x@db/hall?sslmode=verify-full&sslrootcert=/etc/ca.pem",
]
BAD = [
    "hall:ra@ha#SECRET@127.0.0.1:1/hall",
    "hall:ra@SECRET@127.0.0.1/hall",
    "hall:x@db/SECRET@db/hall",
    "hall:x@SECRET#y/hall",
    "hall:x@y?SECRET@db/hall",
    "db:5432/hall?password=SECRET@b",
]


@pytest.mark.parametrize("url", GOOD)
def test_a_url_that_can_be_read_is_read(url):
    assert not password_unreadable(f"postgresql://{url}")
    assert parse_url(f"postgresql://{url}").get_backend_name() == "postgresql"


@pytest.mark.parametrize("url", BAD)
def test_a_url_whose_password_would_be_taken_for_something_else_is_refused_with_the_cause(url):
    error = database_error(f"postgresql://{url}")
    assert error is not None
    said = error.problem
    assert "@ is %40, # is %23" in said
    with pytest.raises(StoreUnavailable) as refused:
        parse_url(f"postgresql://{url}")
    assert "@ is %40, # is %23" in str(refused.value)
    assert "SECRET" not in said + str(refused.value)


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("hall:SECRET@db/hall", "hall:***@db/hall"),
        ("hall@db/hall?password=SECRET", "hall@db/hall?password=***"),
        ("hall@db/hall?sslmode=require&sslpassword=SECRET", "hall@db/hall?sslmode=require&sslpassword=***"),
        ("hall@db/hall?passfile=/etc/pgpass", "hall@db/hall?passfile=%2Fetc%2Fpgpass"),
    ],
)
def test_what_is_shown_of_a_url_has_no_secret(url, shown):
    assert shown_url(parse_url(f"postgresql://{url}")) == f"postgresql+psycopg://{shown}"


def test_which_options_are_secret():
    names = ("password", "sslpassword", "oauth_client_secret", "scram_client_key", "scram_server_key")
    assert all(is_secret(name) for name in names)
    assert not any(is_secret(name) for name in ("passfile", "sslmode", "sslkey", "host", "keepalives"))


def test_a_password_on_the_command_line_is_warned_about_with_the_better_ways():
    said = warning_of("--database", "postgresql://hall:SECRET@db/hall")
    assert all(way in said for way in ("config.toml", "600", "PGPASSFILE", "--password-prompt"))
    assert "SECRET" not in said
    assert has_password("postgresql://hall@db/hall?password=x")
    for url in ("postgresql://hall@db/hall", "sqlite:////tmp/a:b@c.db", "postgresql://postgres:@/hall", None):
        assert warning_of("--database", url) == ""


def test_a_typed_password_is_put_in_with_its_signs_written():
    url = parse_url(with_password("postgresql://hall@db:5432/hall?sslmode=require", "a@b#c/d:é"))
    assert (url.username, url.password, url.host, url.port) == ("hall", "a@b#c/d:é", "db", 5432)
    assert parse_url(with_password("postgresql://db/hall?host=/x@y", "p")).password == "p"
    assert parse_url(with_password("postgresql://hall:old@db/hall", "new")).password == "new"
