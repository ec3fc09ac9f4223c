"""Where another machine finds the server and its database."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest

from hall.maintenance.joining import addresses
from hall.maintenance.joining.addresses import (
    certificate_file,
    own_address,
    reachable_url,
    with_certificate,
    with_known_password,
)
from hall.maintenance.joining.errors import JoinError, JoinFault

HERE = "192.168.10.2"


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("postgresql://hall:pw@localhost/hall", "postgresql://hall:pw@192.168.10.2/hall"),
        ("postgresql://hall:p%40w@127.0.0.1:5433/hall", "postgresql://hall:p%40w@192.168.10.2:5433/hall"),
        ("postgresql://hall:pw@[::1]/hall", "postgresql://hall:pw@192.168.10.2/hall"),
        ("postgresql:///hall", "postgresql://192.168.10.2/hall"),
        ("postgresql://hall@/hall?host=/run/postgresql&port=5433", "postgresql://hall@192.168.10.2:5433/hall"),
        ("postgresql://hall@db.mpp.local/hall?sslmode=require", "postgresql://hall@db.mpp.local/hall?sslmode=require"),
        ("postgresql://hall@192.168.10.9:6000,localhost:6001/hall", "postgresql://hall@192.168.10.9:6000,192.168.10.2:6001/hall"),
        ("postgresql+psycopg://hall@[fe80::1]:5432/hall", "postgresql+psycopg://hall@[fe80::1]:5432/hall"),
    ],
)  # fmt: skip
def test_a_host_that_means_this_machine_is_its_address(url, wanted):
    assert reachable_url(url, HERE) == wanted


def test_the_address_is_the_one_from_which_the_database_is_reached():
    assert own_address("postgresql://hall@192.0.2.1/hall").count(".") == 3


def test_a_network_that_no_route_leaves_has_an_address_too(monkeypatch):
    monkeypatch.setattr(addresses, "_towards", lambda _host: "")
    monkeypatch.setattr(socket, "if_nameindex", lambda: [(1, "lo"), (2, "docker0"), (3, "enp1s0")])
    cards = {"lo": "127.0.0.1", "docker0": "172.17.0.1", "enp1s0": "192.168.10.2"}
    monkeypatch.setattr(addresses, "_of_card", cards.__getitem__)
    monkeypatch.setattr(sys, "platform", "linux")
    assert own_address("postgresql://hall@localhost/hall") == "192.168.10.2"
    cards["enp1s0"] = cards["docker0"] = ""
    with pytest.raises(JoinError, match="--address") as raised:
        own_address("postgresql://hall@localhost/hall")
    assert raised.value.code is JoinFault.NO_ADDRESS


@pytest.mark.skipif(sys.platform != "linux", reason="the cards are asked as Linux has it")
def test_a_card_says_its_address():
    assert addresses._of_card("lo") == "127.0.0.1"
    assert addresses._of_card("no-such-card") == ""


def test_a_certificate_gets_its_own_place():
    url = "postgresql://hall@db/hall?sslmode=verify-ca&sslrootcert=%2Fetc%2Fpostgresql%2Fca.crt"
    assert certificate_file(url) == Path("/etc/postgresql/ca.crt")
    moved = with_certificate(url, Path("/etc/mpp/server ca.crt"))
    assert moved == "postgresql://hall@db/hall?sslmode=verify-ca&sslrootcert=/etc/mpp/server%20ca.crt"
    assert certificate_file(moved) == Path("/etc/mpp/server ca.crt")
    assert certificate_file("postgresql://hall@db/hall?sslrootcert=system") is None


@pytest.mark.parametrize(
    ("line", "password"),
    [
        (r"localhost:5432:hall:hall:ge\:heim", "ge%3Aheim"),
        ("*:*:*:hall:pw", "pw"),
        ("#*:*:*:hall:pw", ""),
        ("localhost:5433:hall:hall:pw", ""),
        ("db:5432:hall:hall:pw", ""),
        ("localhost:5432:other:hall:pw", ""),
    ],
)
def test_the_password_file_is_read_as_libpq_reads_it(line, password):
    person = f"hall:{password}" if password else "hall"
    assert with_known_password("postgresql://hall@localhost/hall", [line]) == f"postgresql://{person}@localhost/hall"


def test_a_password_of_the_url_stands_before_all_others():
    url = "postgresql://hall:own@localhost/hall"
    assert with_known_password(url, ["*:*:*:*:file"], "environment") == url
    assert "environment" in with_known_password("postgresql://hall@localhost/hall", ["*:*:*:*:file"], "environment")
