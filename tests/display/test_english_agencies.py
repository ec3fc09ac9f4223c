"""A board that shows English names the agencies in English."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import pytest

from display.names_now import for_whom, named_now
from hall.translator import Translator
from hall.views import AnnouncementView, BoardCall
from tests.hall_samples import small_hall

HALL = small_hall()
ENGLISH = replace(HALL, agencies=(replace(HALL.agencies[0], name_en="Civil Registry"), *HALL.agencies[1:]))
AT = datetime(2026, 11, 23, 2, 42, tzinfo=UTC)


def call(**changes: Any) -> BoardCall:
    made = BoardCall(1, 1, "A-001", "1", HALL.zones[0], "Disdukcapil", "Perekaman KTP-el", "next", 1, AT)
    return replace(made, agency_id="disdukcapil", **changes)


@pytest.mark.parametrize(("language", "said"), [("id", "Disdukcapil"), ("en", "Civil Registry")])
def test_a_call_names_its_agency_in_the_language_of_the_board(language: str, said: str):
    assert named_now(call(), ENGLISH, language).agency_name == said
    assert named_now(call(agency_name_en="Civil Registry"), None, language).agency_name == said


def test_an_agency_without_an_english_name_keeps_its_own():
    assert named_now(call(), HALL, "en").agency_name == "Disdukcapil"


@pytest.mark.parametrize(("language", "said"), [("id", "Disdukcapil"), ("en", "Civil Registry")])
def test_a_word_of_the_staff_names_whom_it_is_for_in_the_language_of_the_board(language: str, said: str):
    told = AnnouncementView(1, "info", "Sebentar", (), "", "disdukcapil", AT, None, "siti")
    assert for_whom(told, ENGLISH, Translator(language), whole_hall=True) == said
