"""Why the database cannot be used stands on the clerk's screen, each cause with its own remedy, in both languages."""

from __future__ import annotations

import pytest

from counter.desk.state import LinkState
from counter.desk.texts import link_text
from hall.errors import StoreCause, StoreUnavailable
from hall.messages import message
from hall.translator import Translator
from qtkit.desk.label import Label

LASTING = [cause for cause in StoreCause if not StoreUnavailable("", cause).passes]


@pytest.mark.parametrize("language", ["id", "en"])
@pytest.mark.parametrize("cause", LASTING)
def test_the_status_line_says_cause_and_remedy(cause, language):
    said = link_text(LinkState(False, None, cause), "Asia/Makassar", Translator(language))
    assert said == message(f"store_{cause}", Translator(language))


def test_the_screen_tells_the_causes_apart_and_forgets_them_when_the_database_answers(desk):
    presenter = desk.presenter

    def status() -> str:
        return desk.window.sign_in.findChild(Label, "link-state").text()

    presenter.on_lost(StoreUnavailable("no", StoreCause.PASSWORD))
    assert "kata sandi" in status()
    presenter.on_lost()
    assert "kata sandi" in status()
    presenter.on_lost(StoreUnavailable("old", StoreCause.SCHEMA_OLD))
    assert "hall init" in status()
    presenter.on_lost(StoreUnavailable("no answer"))
    assert "Terputus" in status()
    presenter.refresh()
    desk.qtbot.waitUntil(lambda: presenter.state.link == LinkState())
