from __future__ import annotations

import itertools
import subprocess
import sys
import tomllib
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import pytest

from hall.assets import sample_config
from hall.store import open_store
from hallctl.demo.play import DemoResult
from hallctl.demo.processes import begin_probe, screen_area
from hallctl.demo.temporary import demo_config, fill_queue, write_hall
from hallctl.demo.windows import COUNTER_LEAST, places


@pytest.mark.parametrize("area", [(0, 0, 1920, 1080), (70, 27, 1850, 1053), (0, 0, 2560, 1440), (0, 0, 3840, 2160)])
def test_the_three_windows_stand_side_by_side_on_the_screen(area):
    x, y, width, height = area
    where = places(area)
    for left, top, wide, high in where.values():
        assert left >= x
        assert top >= y
        assert left + wide <= x + width
        assert top + high <= y + height
    for (_, one), (_, other) in itertools.combinations(where.items(), 2):
        beside = one[0] + one[2] <= other[0] or other[0] + other[2] <= one[0]
        assert beside or one[1] + one[3] <= other[1] or other[1] + other[3] <= one[1]
    assert where["counter"][3] >= COUNTER_LEAST


def test_on_a_small_screen_the_counter_keeps_its_least_height():
    assert places((0, 0, 1366, 768))["counter"][3] == COUNTER_LEAST


def test_the_demonstrations_hall_is_the_sample_always_open():
    sample = sample_config().read_text("utf-8")
    before, after = tomllib.loads(sample), tomllib.loads(demo_config(sample))
    assert (before["always_open"], after["always_open"]) == (False, True)
    assert before["agency"] == after["agency"]
    stations = {station["name"]: station for station in after["station"]}
    assert stations["demo-kiosk"]["printer"] == "paper:slips"
    assert stations["demo-display"]["zone"] == next(c["zone"] for c in after["counter"] if c["label"] == "7")


def test_the_demonstration_never_touches_the_halls_own_database(tmp_path, monkeypatch):
    monkeypatch.setenv("HALL_DATABASE_URL", "postgresql://the-real-one/hall")
    hall = write_hall(tmp_path)
    options = hall.options("kiosk")
    assert options[options.index("--database") + 1] == f"sqlite:///{(tmp_path / 'hall.db').as_posix()}"


@pytest.fixture
def morning(tmp_path):
    hall = write_hall(tmp_path)
    fill_queue(hall)
    with closing(open_store(hall.database)) as store, store.read() as view:
        yield hall, view


def test_the_demonstration_begins_in_the_middle_of_a_morning(morning):
    hall, view = morning
    board = view.board(hall.stage.counter.zone)
    busy = [cell for cell in board.cells if cell.code]
    assert len(busy) >= 0.75 * len(board.cells)
    assert {cell.state for cell in busy} == {"called", "serving"}
    assert all(10 <= int(call.code[-3:]) <= 45 for call in board.calls[: len(board.cells) - 1])
    assert len({cell.code[:-4] for cell in busy}) == len(busy)


def test_a_board_of_the_demonstration_finds_only_calls_of_the_past(morning):
    hall, view = morning
    board = view.board(hall.stage.counter.zone)
    assert min(board.now - call.at for call in board.calls) > timedelta(seconds=60)


def test_at_the_demonstrations_counter_people_wait_and_none_has_priority(morning):
    hall, view = morning
    desk = view.counter(hall.stage.counter.label)
    assert desk.current is None
    assert desk.figures.done >= 10
    assert desk.next is not None
    assert desk.next.reason.code == "longest_waiting"
    assert not any(ticket.priority for ticket in desk.after)
    waiting = {row.service_id: row.waiting for row in desk.queues if row.own}
    assert waiting[hall.stage.service.id] == 3


def test_the_outcome_is_good_only_when_all_four_numbers_are_one():
    assert DemoResult("A-006", "A-006", "A-006", "A-006").good
    assert not DemoResult("A-006", "A-006", "A-006", "A-007").good
    assert not DemoResult("A-006", "A-006", "A-006", "A-006", trouble="the kiosk gives no answer").good
    assert not DemoResult().good


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="X11")
def test_a_display_that_does_not_answer_counts_as_no_screen(monkeypatch):
    monkeypatch.delenv("QT_QPA_PLATFORM")
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    monkeypatch.setenv("DISPLAY", ":4711")
    assert screen_area(begin_probe()) is None
    monkeypatch.delenv("DISPLAY")
    assert begin_probe() is None


@pytest.mark.timeout(120)
def test_a_demonstration_told_to_end_leaves_nothing_behind(tmp_path, environment):
    environment = {**environment, "TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        [sys.executable, "-m", "hallctl", "demo"], cwd=tmp_path, env=environment, stdout=subprocess.PIPE, text=True
    ) as demo:
        assert demo.stdout is not None
        told = "".join(itertools.islice(demo.stdout, 4))
        demo.terminate()
        demo.communicate(timeout=60)
    assert "gets A-" in told
    assert not list(tmp_path.glob("hall-demo-*"))
    assert not _processes_with(str(tmp_path))


def _processes_with(word: str) -> list[str]:
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if word.encode() in (process / "cmdline").read_bytes():
                found.append(process.name)
        except OSError:
            continue  # it ended meanwhile
    return found
