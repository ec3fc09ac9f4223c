"""The invitation to the survey below the last lines of a slip."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hall.forms import SlipForm
from hall.printing.slip import slip_of
from hall.translator import Translator
from tests.printing.samples import HALL, ticket


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("id", "Setelah dilayani, isi survei di mesin antrean."),
        ("en", "After your visit, answer the survey at the kiosk."),
    ],
)
def test_a_slip_invites_to_the_survey_only_where_the_hall_wants_it(language, line):
    inviting = replace(HALL, slip=SlipForm(survey=True))
    assert slip_of(ticket(), inviting, Translator(language)).notes[-1] == line
    assert line not in slip_of(ticket(), HALL, Translator(language)).notes
