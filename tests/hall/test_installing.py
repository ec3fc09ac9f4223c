from __future__ import annotations

import sys
from pathlib import Path

import pytest

from hall.installing import programs_folder


@pytest.mark.parametrize(
    ("platform", "prefix", "expected"),
    [
        ("linux", "/opt/mpp/releases/1.2.3", "/opt/mpp/current/bin"),
        ("linux", "/opt/mpp/.venv", "/opt/mpp/.venv/bin"),
        ("win32", "/mpp/releases/1.2.3", "/mpp/current/Scripts"),
        ("win32", "/mpp", "/mpp/Scripts"),
    ],
)
def test_programs_are_found_where_they_are_after_the_next_update_too(monkeypatch, platform, prefix, expected):
    monkeypatch.setattr(sys, "platform", platform)
    assert programs_folder(Path(prefix)) == Path(expected)


def test_without_a_prefix_they_are_those_of_this_program():
    assert (programs_folder() / Path(sys.executable).name).exists()
