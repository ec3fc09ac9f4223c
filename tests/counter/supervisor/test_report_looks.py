"""Reports on the screen: whole at every size, quick however long, and periods that lead nowhere are not offered."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest

from counter.supervisor.reports import periods
from counter.supervisor.reports.grid import Grid
from counter.supervisor.reports.reading import table_look
from counter.supervisor.reports.table_model import TableModel
from counter.supervisor.reports.table_places import Frozen, column_widths
from counter.supervisor.state import Tab
from hall.figures import PeriodKind, parse_period
from hall.report.rendering import Format
from hall.report.report import Column, Kind, Level, Row, Table
from hall.translator import Translator
from qtkit.desk.panel import LEAST
from qtkit.theme.tokens import Colours
from tests.counter.supervisor.conftest import in_hall
from tests.counter.test_small_screens import faults
from tools.supervisor import report_samples
from tools.supervisor.hands import report

TODAY = date(2026, 11, 23)
SIZES = [(1920, 1080), (1280, 800), (960, 540), LEAST]


@pytest.mark.parametrize("size", SIZES, ids=str)
@pytest.mark.parametrize("language", ["id", "en"])
def test_a_report_with_a_file_that_is_made_is_whole(show, qtbot, size, language):
    state = in_hall(tabs=tuple(Tab), tab=Tab.REPORTS)
    window = show(state, language, size)
    report(report_samples.recap, lambda page: page.making.show_pages(3, 9))(window, state)
    window.reports.making.begin(Format.PDF)
    qtbot.wait(1)
    assert faults(window) == []


def test_what_stands_still_leaves_room_and_is_over_what_moves(show, qtbot):
    state = in_hall(tabs=tuple(Tab), tab=Tab.REPORTS)
    window = show(state)
    report(report_samples.recap)(window, state)
    qtbot.wait(1)
    grid = window.reports.panel.document.parts[0].grid
    assert 0 < grid.still_left < grid.viewport().width() / 2
    for column in (25, 1, 12):
        grid.setCurrentIndex(grid.cells.index(2, column))
        rect = grid.visualRect(grid.currentIndex())
        assert grid.still_left <= rect.left()
        assert rect.right() <= grid.viewport().width() - grid.still_right


@pytest.mark.parametrize("value", [0, 1, 17, 100, 10_000])
def test_no_number_is_seen_in_part(show, qtbot, value):
    state = in_hall(tabs=tuple(Tab), tab=Tab.REPORTS)
    window = show(state)
    report(report_samples.recap)(window, state)
    grid = window.reports.panel.document.parts[0].grid
    qtbot.wait(1)
    grid.horizontalScrollBar().setValue(value)
    qtbot.wait(1)
    image, top = grid.viewport().grab().toImage(), grid.rowViewportPosition(1)
    left, right = grid.still_left, grid.viewport().width() - grid.still_right
    seen = {True: 0, False: 0}
    for column in range(1, grid.cells.columnCount() - 1):
        begin = grid.columnViewportPosition(column)
        end = begin + grid.columnWidth(column)
        if end <= left or begin >= right:
            continue
        whole = left <= begin and end <= right
        xs, ys = range(max(begin, left), min(end, right)), range(top + 6, top + 22)
        inked = len({image.pixel(x, y) for x in xs for y in ys}) > 1
        seen[whole] += inked
    assert seen[True] > 5
    assert seen[False] == 0


@pytest.mark.parametrize("level", list(Level))
def test_a_day_without_service_is_shaded_as_its_note_says(qtbot, level):
    columns = (
        Column("name", "Layanan"),
        Column("1", "1", Kind.COUNT),
        Column("2", "2", Kind.COUNT, is_shaded=True),
    )
    table = Table("recap", "Rekap", columns, (Row(("KTP", 7, None), level),))
    grid = Grid(table_look(table, Translator("id")))
    qtbot.addWidget(grid)
    grid.resize(600, 200)
    grid.show()
    picture = grid.viewport().grab().toImage()

    def ground(column: int) -> str:
        return picture.pixelColor(grid.columnViewportPosition(column) + 3, grid.rowViewportPosition(0) + 5).name()

    assert ground(2) == Colours.DESK.name()
    assert ground(1) != ground(2)


def test_only_cells_that_are_seen_are_asked_for(qtbot, monkeypatch):
    rows = tuple(Row((f"A-{number}", number)) for number in range(20_000))
    table = Table("calls", "", (Column("code", "Nomor"), Column("wait", "Tunggu", Kind.COUNT)), rows)
    grid = Grid(table_look(table, Translator("id")))
    qtbot.addWidget(grid)
    grid.resize(600, 400)
    asked = []
    data = TableModel.data

    def counted(self, index, role=0):
        asked.append(index.row())
        return data(self, index, role)

    monkeypatch.setattr(TableModel, "data", counted)
    grid.show()
    qtbot.waitExposed(grid)
    grid.grab()
    assert max(asked) < 40


def test_columns_get_their_texts_and_the_rest_goes_to_names():
    numbers, frozen = [False, True, True], Frozen(1, 0)
    assert column_widths([100, 20, 20], [40, 20, 20], numbers, frozen, 600) == [528, 36, 36]
    uneven = column_widths([100.3, 20.2, 20.7], [40, 20, 20], numbers, frozen, 601)
    assert uneven == [527, 37, 37]
    narrow = column_widths([300, 20, 20], [40, 20, 20], numbers, frozen, 300)
    assert narrow == [228, 36, 36]
    many = column_widths([300, *[30] * 31], [40, *[20] * 31], [False, *[True] * 31], frozen, 900)
    assert many[0] <= 0.42 * 900 < sum(many)


def test_periods_begin_and_end():
    month = periods.usual_period(TODAY)
    assert month.text == "2026-11"
    assert periods.after(month, TODAY) is None
    old = parse_period("2000-01")
    assert periods.before(old) is None
    assert periods.of_kind(month, PeriodKind.RANGE, TODAY).text == "2026-11-01..2026-11-23"
    assert periods.of_kind(month, PeriodKind.WEEK, TODAY).text == "2026-W48"
    assert periods.of_kind(parse_period("2026-08"), PeriodKind.YEAR, TODAY).text == "2026"


@pytest.mark.parametrize("text", ["", "2026-13", "2026-Q5", "besok", "2027", "1999", "2001-01-01..2026-01-01", "0001"])
def test_what_is_no_period_or_out_of_reach_is_refused(text):
    with pytest.raises(ValueError, match=r"period|reach|Invalid|day|month|week"):
        periods.typed(text, TODAY)


def test_every_example_can_be_typed():
    found = [periods.typed(text, TODAY) for text in periods.EXAMPLES]
    assert [one.kind for one in found] == list(PeriodKind)
    assert all(one != other for one, other in pairwise(found))
