from __future__ import annotations

import pytest

from hall.maintenance.updating.news import entries, first_sentence

CHANGELOG = """# Changelog

## [Unreleased]

### Added

- The kiosk sings: `sing = true`,
  in every key.

## [0.3.0] - 2027-02-01

### Fixed

- A key that was stuck.

## [0.2.0] - 2027-01-01

- Two calls at once. And more.
- Another thing.

## [0.1.0] - 2026-11-01

- The first one.
"""


@pytest.mark.parametrize(
    ("before", "version", "expected"),
    [
        ("0.1.0", "0.2.0", ("Two calls at once. And more.", "Another thing.")),
        ("0.1.0", "0.3.0", ("A key that was stuck.", "Two calls at once. And more.", "Another thing.")),
        ("0.2.0", "0.3", ("A key that was stuck.",)),
        ("0.3.0", "0.4.0", ("The kiosk sings: `sing = true`, in every key.",)),
        ("0.3.0", "0.3.0", ()),
    ],
)
def test_the_entries_between_two_versions_are_new(before, version, expected):
    assert entries(CHANGELOG, before, version) == expected


def test_nothing_is_new_in_a_changelog_without_headings():
    assert entries("- An entry of nothing.\n", "0.1.0", "0.2.0") == ()


def test_an_entry_is_named_by_its_first_sentence():
    assert first_sentence("The kiosk sings: `sing = true`, in every key.") == "The kiosk sings"
    assert first_sentence("A key (10.30 o'clock) was stuck.") == "A key (10.30 o'clock) was stuck"
    long = first_sentence("word " * 60, longest=40)
    assert (len(long), long[-1]) == (40, "…")
