"""Which choices a visitor without sight is asked about, because they make a number at once."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hall.translator import Translator
from kiosk.screen import Page, Screen
from kiosk.speech.taking import number_by
from kiosk.widgets.found_row import FoundRow
from qtkit.widgets.pressable import TouchGuard
from tests.kiosk import kiosk_samples as samples


@pytest.fixture
def asked(qtbot: QtBot) -> Callable[..., str]:
    """The name that is asked about where the row of a service, the first one changed so, is pressed on a page."""
    window = QWidget()
    qtbot.addWidget(window)
    agency = samples.kiosk_view().agencies[0]

    def asked(page: Page, language: str = "id", **changes: Any) -> str:
        row = FoundRow(replace(agency.services[0], **changes), agency, Translator(), TouchGuard(), window)
        return number_by(row, Screen(page=page, language=language, view=samples.kiosk_view()))

    return asked


def test_a_found_service_that_nobody_serves_makes_no_number_yet(asked):
    assert asked(Page.SEARCH, attended=True, outage=None) != ""
    assert asked(Page.SEARCH, attended=False) == ""
    assert asked(Page.SERVICES, attended=False) != ""


def test_a_service_without_an_english_name_is_asked_about_by_the_one_it_has(asked):
    assert asked(Page.SERVICES, "en", name="Akta kelahiran", name_en="") == "Akta kelahiran"
    assert asked(Page.SERVICES, "en", name_en="Birth certificate") == "Birth certificate"
