"""A guesser at three logins and four stations, short: what the command ``make pins`` does for long."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

from benchmarks.pins import LOGINS, SetClock, attack, siege, staff_hall
from hall.guessing import ELSEWHERE, OWN, STATION


def test_of_many_tries_at_once_and_in_turn_only_the_free_ones_are_looked_at_and_owners_come_in(database_url):
    staff_hall(database_url)
    for workers in (8, 1):
        with ThreadPoolExecutor(workers) as executor:
            result = attack(database_url, 96, workers, executor)
        assert result.findings() == []
        assert sum(result.looked_at.values()) + result.refused == 96
        assert sum(result.looked_at.values()) <= len(LOGINS) * ELSEWHERE.free + OWN.free + 4 * STATION.free


def test_sixty_guesses_take_two_weeks_and_the_owner_comes_in_every_day(sqlite_url):
    staff_hall(sqlite_url)
    clock = SetClock(datetime.now(UTC) + timedelta(hours=1))
    taken, mornings = siege(sqlite_url, clock, ["lobby-1", "lobby-2"], 60, owner_at="desk-siti")
    assert taken > timedelta(days=11)
    assert mornings == taken.days + 1
