"""The log says once that the database is lost and why, and when it came back."""

from __future__ import annotations

import logging

from hall.errors import StoreCause, StoreUnavailable
from qtkit.poll import LinkLog


def test_loss_and_return_are_said_once_each_and_another_reason_too(caplog):
    caplog.set_level(logging.INFO)
    now = [10.0]
    link = LinkLog(lambda: now[0])
    link.answered()
    for _ in range(3):
        link.lost(StoreUnavailable("no answer"))
    link.lost(StoreUnavailable("wrong password", StoreCause.PASSWORD))
    now[0] = 52.0
    link.answered()
    link.answered()
    link.lost(StoreUnavailable("no answer"))
    said = [record.getMessage() for record in caplog.records]
    assert said == [
        "the database cannot be used: StoreUnavailable: no answer",
        "the database cannot be used: StoreUnavailable: wrong password",
        "the database answers again, after 42 s",
        "the database cannot be used: StoreUnavailable: no answer",
    ]
