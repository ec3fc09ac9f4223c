"""The kiosk's own book of what was sent: it outlives kills, torn lines and full disks, and says when it cannot."""

from __future__ import annotations

import os
import stat
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from hall.printing import journal as module
from hall.printing.journal import SlipJournal
from hall.printing.journal_lines import line_of, read_journal
from hall.spooling import Noted


def begun(folder: Path, life: str) -> SlipJournal:
    journal = SlipJournal.of("kiosk 1/depan", folder, life)
    journal.begin()
    return journal


def file_of(folder: Path) -> Path:
    return next(folder.glob("*.journal"))


def test_the_next_life_knows_what_was_sent_and_what_came_out(tmp_path: Path) -> None:
    with closing(begun(tmp_path, "one")) as first:
        assert first.sent("A", 0)
        assert first.sent("B", 0)
        first.unsent("B", 0)
        first.sent("C", 0)
        first.out("C", "printed")
        first.sent("D", 0)
        first.sent("D", 1)
        first.sent("E", 0)
        first.done("E")
    with closing(begun(tmp_path, "two")) as second:
        noted = [second.noted(token) for token in "ABCDEF"]
        assert second.lives == ("one", "two")
    again = begun(tmp_path, "three")
    assert noted == [
        Noted(known=True, sent=True, copies=1),
        Noted(known=True),
        Noted(known=True, sent=True, copies=1, out="printed"),
        Noted(known=True, sent=True, copies=2),
        Noted(),
        Noted(),
    ]
    assert [again.noted(token) for token in "ABCDEF"] == noted  # it was written again at the second start
    again.close()


def test_it_is_on_the_disk_before_it_is_said_to_be(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    journal = begun(tmp_path, "one")
    synced: list[bytes] = []
    monkeypatch.setattr(module, "_sync", lambda handle: synced.append(file_of(tmp_path).read_bytes()))
    assert journal.sent("ABC", 0)
    assert b"sent ABC 0" in synced[-1]
    journal.close()


def test_only_this_account_reads_it(tmp_path: Path) -> None:
    begun(tmp_path, "one").close()
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}


@pytest.mark.parametrize("cut", range(1, 19))
def test_a_line_that_was_cut_off_was_not_sent(tmp_path: Path, cut: int) -> None:
    with closing(begun(tmp_path, "one")) as journal:
        journal.sent("A", 0)
        journal.sent("B", 0)
    file = file_of(tmp_path)
    file.write_bytes(file.read_bytes()[:-cut])
    with closing(begun(tmp_path, "two")) as journal:
        assert journal.noted("A").sent
        assert not journal.noted("B").sent or cut == 1  # all but the end of the line
        assert journal.sent("C", 0)
    with closing(begun(tmp_path, "three")) as journal:
        assert journal.noted("C").sent


@pytest.mark.parametrize("rubbish", [b"\x00" * 4096, b"\xff\xfe\n\n nonsense\n", b"00000000 sent A 0\n", b"sent A\n"])
def test_what_is_no_line_of_it_is_passed_over(tmp_path: Path, rubbish: bytes) -> None:
    with closing(begun(tmp_path, "one")) as journal:
        journal.sent("A", 0)
    file = file_of(tmp_path)
    file.write_bytes(rubbish + b"\n" + file.read_bytes() + rubbish)
    with closing(begun(tmp_path, "two")) as journal:
        assert journal.noted("A").sent
        assert journal.lives == ("one", "two")


def test_it_stays_small(tmp_path: Path) -> None:
    with closing(begun(tmp_path, "one")) as journal:
        for number in range(5000):
            journal._note("sent", f"T{number:015d}", "0")
        assert journal.noted("T000000000004999").sent
        assert file_of(tmp_path).stat().st_size < 100_000


@pytest.mark.parametrize("written", [True, False])
def test_a_disk_that_takes_nothing_is_said_in_words_and_used_again_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, written: bool
) -> None:
    journal = begun(tmp_path, "one")

    def full(handle: int, data: bytes) -> None:
        if written:
            os.write(handle, data[:5])  # a part of the line fits
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(module, "_write", full)
        assert not journal.sent("A", 0)
        assert not journal.sent("A", 0)
        assert "cannot be used: No space left on device" in journal.problem
    assert [record.levelname for record in caplog.records].count("ERROR") == 1
    assert journal.sent("B", 0)
    assert journal.problem == ""
    journal.close()
    with closing(begun(tmp_path, "two")) as following:
        assert following.noted("B").sent


def test_a_second_program_does_not_write_into_it(tmp_path: Path) -> None:
    with closing(begun(tmp_path, "one")) as first, closing(begun(tmp_path, "two")) as second:
        assert second.lives is None
        assert "another program of this station uses it" in second.problem
        assert not second.sent("A", 0)
        assert first.sent("A", 0)


def test_zeros_are_sent_only_where_a_picture_may_be_torn(tmp_path: Path) -> None:
    journal = begun(tmp_path, "one")
    assert journal.torn  # nobody knows what an unknown printer holds
    journal.sent("A", 0)
    journal.out("A", "printed")
    assert not journal.torn
    journal.sent("B", 0)
    journal.unsent("B", 0)
    assert not journal.torn
    journal.sent("C", 0)
    journal.close()
    with closing(begun(tmp_path, "two")) as following:
        assert following.torn
        following.sent("D", 0)
        following.out("D", "unverified")
    with closing(begun(tmp_path, "three")) as last:
        assert not last.torn


def test_it_tells_the_highest_number_of_each_day_and_prefix_for_a_hall_that_lost_its_database(tmp_path: Path) -> None:
    monday, tuesday = date(2026, 11, 23), date(2026, 11, 24)
    with closing(SlipJournal(tmp_path / "slips-kiosk%201.journal", "one", lambda: 1_795_400_000.5)) as first:
        first.begin()
        first.sent("T1", 0, monday, ("A", 57))
        first.sent("T2", 0, tuesday, ("A", 3))
        first.sent("T3", 0, tuesday, ("2G", 12))
        first.sent("T1", 1, tuesday, ("A", 2))  # a copy that the staff asked for
        for token in ("T1", "T2", "T3"):
            first.done(token)
    with closing(SlipJournal(tmp_path / "slips-kiosk%201.journal", "two", lambda: 1_800_000_000.0)) as second:
        second.begin()  # it is written again, without the slips that are done
    found = read_journal(file_of(tmp_path))
    assert found.station == "kiosk 1"
    assert found.since == datetime.fromtimestamp(1_795_400_000, UTC)
    assert found.numbers == {(monday, "A"): 57, (tuesday, "A"): 3, (tuesday, "2G"): 12}


def test_a_number_is_on_the_disk_with_the_word_that_its_slip_is_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    journal = begun(tmp_path, "one")
    synced: list[bytes] = []
    monkeypatch.setattr(module, "_sync", lambda handle: synced.append(file_of(tmp_path).read_bytes()))
    assert journal.sent("ABC", 0, date(2026, 11, 23), ("A", 57))
    assert b"number 2026-11-23 A 57" in synced[-1]
    journal.close()


def test_a_journal_of_an_older_program_tells_no_numbers(tmp_path: Path) -> None:
    file = tmp_path / "slips-kiosk-1.journal"
    file.write_bytes(b"".join(map(line_of, (("life", "one"), ("sent", "ABC", "0"), ("whole",)))) + b"12345678 number x")
    assert read_journal(file).since is None
    assert read_journal(file).numbers == {}


def test_numbers_of_days_long_gone_are_left_out_when_it_is_written_again(tmp_path: Path) -> None:
    days = [date(2026, 11, day) for day in range(2, 9)]
    with closing(begun(tmp_path, "one")) as journal:
        for day in days:
            journal.sent("T", 0, day, ("A", day.day))
    begun(tmp_path, "two").close()
    assert {day for day, _ in read_journal(file_of(tmp_path)).numbers} == set(days[-3:])
