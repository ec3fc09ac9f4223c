"""What drivers say of an error never shows what is in a row."""

from __future__ import annotations

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import IntegrityError

from hall.store import tables as t

HASH = "$argon2id$v=19$m=8,t=1,p=1$SECRET"


@pytest.mark.parametrize(
    "row",
    [
        {"id": 7, "login": "siti", "name": "Siti", "role": "clerk", "pin_hash": HASH},
        {"id": 8, "login": "budi", "name": None, "role": "clerk", "pin_hash": HASH},
    ],
    ids=["twice", "missing"],
)
def test_an_error_shows_no_parameter_and_no_value_of_the_row(store, row):
    with store.begin() as work:
        work._tx.connection.execute(insert(t.staff).values(id=1, login="siti", name="S", role="clerk", pin_hash=HASH))
    with pytest.raises(IntegrityError) as broken, store.begin() as work:
        work._tx.connection.execute(insert(t.staff).values(**row))
    told = f"{broken.value} {broken.value.orig} {broken.value.orig!r} {broken.value!r}"
    assert "SECRET" not in told
    assert "siti" not in told
    assert "constraint" in told
