"""What a Postgres server says before a connection stands is told by its cause, not as a fault of the network."""

from __future__ import annotations

import pytest
from sqlalchemy import make_url

from hall.errors import StoreCause
from hall.store.database.server_errors import of_server

URL = make_url("postgresql+psycopg://hall:geheim@db/mpp")
AT_THE_DOOR = 'connection to server at "db" (10.0.0.9), port 5432 failed: FATAL:  '


@pytest.mark.parametrize(
    "said",
    [
        'pg_hba.conf rejects connection for host "10.0.0.7", user "hall", database "mpp", no encryption',
        'pg_hba.conf rejects replication connection for host "10.0.0.7", user "hall", SSL encryption',
        'no pg_hba.conf entry for host "10.0.0.7", user "hall", database "mpp", SSL encryption',
        'role "hall" is not permitted to log in',
    ],
)
def test_who_is_not_let_in_is_sent_to_the_server_not_to_the_network(said):
    error = of_server(Exception(), f"{AT_THE_DOOR}{said}", URL)
    assert error.cause is StoreCause.PASSWORD
    assert "does not let the account hall in" in str(error)
    assert "pg_hba.conf of the server" in str(error)
    assert "network" not in str(error)
    assert "geheim" not in str(error)


def test_a_server_that_does_not_answer_is_the_networks_matter():
    error = of_server(Exception(), 'connection to server at "db", port 5432 failed: Connection refused', URL)
    assert error.cause is StoreCause.AWAY
    assert "db:5432/mpp does not answer" in str(error)
    assert "the network works" in str(error)
