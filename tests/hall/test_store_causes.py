"""Every cause for which a database cannot be used has its own sentence and remedy, in both languages."""

from __future__ import annotations

import pytest

from hall.errors import StoreCause, StoreUnavailable
from hall.messages import message
from hall.translator import Translator


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_cause_has_its_own_sentence(language):
    said = {message(f"store_{cause}", Translator(language)) for cause in StoreCause}
    assert len(said) == len(StoreCause)
    assert all(text.endswith(".") and len(text) <= 140 for text in said)


def test_only_what_may_end_by_itself_is_waited_for():
    passing = {cause for cause in StoreCause if StoreUnavailable("x", cause).passes}
    assert passing == {StoreCause.AWAY, StoreCause.BUSY}
    assert StoreUnavailable("x").cause is StoreCause.AWAY
