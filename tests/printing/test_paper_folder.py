"""A folder of slips tells before the first slip that nothing can be written into it."""

from __future__ import annotations

import os

import pytest

from hall.printing.answers import Problem
from hall.printing.paper import paper_of
from hall.printing.printer import PaperPrinter


def status(folder):
    return PaperPrinter(folder, paper_of(80)).poll()


def test_a_folder_that_is_not_made_yet_is_well_and_is_not_made_by_asking(tmp_path):
    assert status(tmp_path / "a" / "slips").problem is Problem.NONE
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("below", ["slips", "slips/today"])
def test_a_file_in_its_place_is_told(tmp_path, below):
    (tmp_path / "slips").touch()
    told = status(tmp_path / below)
    assert told.problem is Problem.ERROR
    assert told.detail.endswith(f"{tmp_path / 'slips'} is no folder.")


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_told(tmp_path):
    tmp_path.chmod(0o500)
    try:
        assert status(tmp_path / "slips").problem is Problem.ERROR
    finally:
        tmp_path.chmod(0o700)
