"""The table: it changes in place, keeps what is chosen and open and where it stands, and works by keyboard alone."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from counter.supervisor.listing import Column
from tests.counter.supervisor.conftest import in_hall
from tests.screen_pixels import Painted, differing, on_screen, settle, whole
from tools.supervisor import samples


def table(window):
    return window.page.agencies


def shown_names(window):
    model = table(window).tree.table
    return [model.line(model.index(row, 0)).name for row in range(model.rowCount())]


def row(window, name):
    model = table(window).tree.table
    return model.index(shown_names(window).index(name), 0)


def press(window, key, modifier=Qt.KeyboardModifier.NoModifier):
    QTest.keyClick(window.focusWidget() or window, key, modifier)


def changed(view, name, **more):
    """The view with one agency changed."""
    agencies = tuple(replace(one, **more) if one.name == name else one for one in view.agencies)
    return replace(view, agencies=agencies)


def resets(tree, qtbot):
    return qtbot.assertNotEmitted(tree.table.modelReset)


def test_a_click_opens_the_services_of_an_agency_and_another_closes_them(show):
    window = show(in_hall())
    tree = table(window).tree
    rect = tree.visualRect(row(window, "Imigrasi"))
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert tree.opened == ("agency imigrasi",)
    below = tree.indexBelow(row(window, "Imigrasi"))
    assert tree.table.line(below).name == "Paspor baru"
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=rect.center())
    assert tree.opened == ()


@pytest.mark.parametrize("seconds", [1, 61, 600])
def test_a_new_view_keeps_place_choice_and_what_is_open(show, qtbot, seconds):
    view = samples.full()
    window = show(in_hall(view))
    tree = table(window).tree
    tree.toggle(row(window, "Imigrasi"))
    tree.toggle(row(window, "Dinas C"))
    tree.setCurrentIndex(tree.indexBelow(row(window, "Dinas C")))
    tree.verticalScrollBar().setValue(333)
    chosen, opened = tree.chosen, tree.opened
    with resets(tree, qtbot):
        window.show_state(in_hall(samples.later(view, seconds)))
        settle(qtbot)
    assert tree.verticalScrollBar().value() == 333
    assert (tree.chosen, tree.opened) == (chosen, opened)
    assert not differing(on_screen(qtbot, window), whole(qtbot, window))


def test_after_each_of_many_changes_the_screen_shows_what_all_of_the_window_would_paint(show, qtbot):
    view = samples.full()
    window = show(in_hall(view))
    tree = table(window).tree
    tree.toggle(row(window, "Disdukcapil"))
    for step, name in enumerate(("Disdukcapil", "PLN", "Samsat", "Imigrasi", "BPN Kendari")):
        view = changed(view, name, waiting=step * 30, state=("closed", "serving", "stopped")[step % 3])
        window.show_state(in_hall(samples.later(view, step * 20)))
        assert not differing(on_screen(qtbot, window), whole(qtbot, window)), name


def test_a_read_that_brings_nothing_new_paints_nothing(show, qtbot):
    window = show(in_hall())
    settle(qtbot)
    with Painted() as painted:
        window.show_state(in_hall(samples.later(samples.busy(), 0.1)))
        settle(qtbot)
    assert painted.names == []


def test_an_agency_that_changes_paints_its_row_alone(show, qtbot):
    window = show(in_hall())
    tree = table(window).tree
    settle(qtbot)
    asked, paint = [], tree.paintEvent

    def painted(event):
        asked.append(event.region().boundingRect())
        paint(event)

    tree.paintEvent = painted
    window.show_state(in_hall(changed(samples.busy(), "PLN", waiting=3)))
    settle(qtbot)
    (rect,) = asked
    line = tree.visualRect(row(window, "PLN"))
    assert (rect.top(), rect.height()) == (line.top(), line.height())


def test_agencies_that_come_go_and_change_places_leave_the_others_as_they_are(show, qtbot):
    view = samples.full()
    window = show(in_hall(view))
    tree = table(window).tree
    tree.toggle(row(window, "Imigrasi"))
    tree.setCurrentIndex(row(window, "PLN"))
    moved = (*reversed(view.agencies[1:]),)
    with resets(tree, qtbot):
        window.show_state(in_hall(replace(view, agencies=moved)))
    assert shown_names(window) == [agency.name for agency in moved]
    assert (tree.chosen, tree.opened) == ("agency pln", ("agency imigrasi",))
    with resets(tree, qtbot):
        window.show_state(in_hall(view))
    assert shown_names(window) == [agency.name for agency in view.agencies]
    assert not differing(on_screen(qtbot, window), whole(qtbot, window))


def test_what_is_typed_narrows_the_table_and_esc_shows_all_again(show):
    window = show(in_hall(samples.full()))
    tree, field = table(window).tree, table(window).filter
    tree.setFocus()
    tree.toggle(row(window, "Samsat"))
    press(window, Qt.Key.Key_F, Qt.KeyboardModifier.ControlModifier)
    assert window.focusWidget() is field
    QTest.keyClicks(field, "paspor")
    assert shown_names(window) == ["Imigrasi"]
    assert tree.opened == ("agency imigrasi",)
    assert table(window).count.text() == "1 dari 21 instansi"
    press(window, Qt.Key.Key_Escape)
    assert len(shown_names(window)) == 21
    assert tree.opened == ("agency samsat",)
    assert table(window).count.text() == "21 instansi"
    assert window.focusWidget() is tree


def test_an_agency_that_the_filter_has_opened_can_be_closed(show):
    window = show(in_hall())
    tree = table(window).tree
    table(window).filter.setText("paspor")
    tree.toggle(row(window, "Imigrasi"))
    window.show_state(in_hall(samples.later(samples.busy(), 61)))
    assert tree.opened == ()


def test_when_nothing_fits_the_table_says_so(show):
    window = show(in_hall())
    table(window).filter.setText("kereta")
    said = window.findChild(type(table(window).count), "nothing-found")
    assert said.isVisible()
    assert "kereta" in said.text()
    assert table(window).count.text() == "0 dari 10 instansi"


def test_all_of_the_table_works_by_keyboard(show):
    window = show(in_hall())
    tree = table(window).tree
    assert window.focusWidget() is tree
    press(window, Qt.Key.Key_Down)
    assert tree.chosen == "agency imigrasi"
    press(window, Qt.Key.Key_Return)
    assert tree.opened == ("agency imigrasi",)
    press(window, Qt.Key.Key_Down)
    assert tree.chosen == "service service-h"
    asked: list[str] = []
    tree.entered_row.connect(asked.append)
    press(window, Qt.Key.Key_Return)
    assert (asked, tree.opened) == (["service service-h"], ("agency imigrasi",))
    press(window, Qt.Key.Key_Left)
    press(window, Qt.Key.Key_Space)
    assert (asked[1:], tree.opened) == (["agency imigrasi"], ("agency imigrasi",))
    press(window, Qt.Key.Key_Return)
    assert (tree.chosen, tree.opened) == ("agency imigrasi", ())
    press(window, Qt.Key.Key_Right)
    assert tree.opened == ("agency imigrasi",)
    press(window, Qt.Key.Key_Left)
    assert tree.opened == ()


def test_the_heads_sort_by_keyboard_and_say_how(show):
    window = show(in_hall())
    heads = table(window).heads.heads
    heads[Column.NAME].setFocus(Qt.FocusReason.TabFocusReason)
    press(window, Qt.Key.Key_Right)
    assert window.focusWidget() is heads[Column.WAITING]
    press(window, Qt.Key.Key_Space)
    assert shown_names(window)[:2] == ["Disdukcapil", "BPJS Kesehatan"]
    assert heads[Column.WAITING].accessibleName() == "Menunggu: urut turun"
    press(window, Qt.Key.Key_Space)
    assert shown_names(window)[-1] == "Disdukcapil"
    press(window, Qt.Key.Key_Space)
    assert shown_names(window)[0] == "Disdukcapil"
    assert heads[Column.WAITING].accessibleName() == "Menunggu: urutkan"


def test_the_tab_key_goes_round_all_parts_in_the_order_in_which_they_are_read(show):
    window = show(in_hall())
    passed = []
    for _ in range(12):
        passed.append(window.focusWidget().objectName())
        press(window, Qt.Key.Key_Tab)
        if window.focusWidget().objectName() == passed[0]:
            break
    assert passed == [
        "agencies",
        "filter",
        "announce",
        "alarms",
        "stations",
        "breaks-button",
        "evacuation-button",
        "tab-hall",
        "language-button",
        "sign-out-button",
        "head-name",
    ]


def test_a_name_that_is_too_long_makes_its_row_higher(show):
    window = show(in_hall(samples.long_names()))
    tree = table(window).tree
    heights = [tree.visualRect(tree.table.index(at, 0)).height() for at in range(3)]
    assert heights[0] > 41
    assert heights[2] == 41


def test_rows_say_all_of_themselves_as_tool_tip(show):
    window = show(in_hall())
    tip = table(window).tree.table.data(row(window, "Imigrasi"), Qt.ItemDataRole.ToolTipRole)
    assert tip.startswith("Imigrasi, zona Podium, 14 menunggu, paling lama 42 menit, 0 dari 3 loket buka")


def test_the_filter_takes_no_more_than_a_name(show):
    window = show(in_hall())
    field = window.findChild(QLineEdit, "filter")
    field.setText("x" * 500)
    assert len(field.text()) < 200


def test_the_first_bars_of_a_day_stand_together_with_their_times(show):
    view = samples.busy()
    assert view.arrivals is not None
    first = replace(view.arrivals, counts=(14,))
    window = show(in_hall(replace(view, arrivals=first)))
    left, right = table(window).arrivals._room()
    assert right - left < 60


def test_bars_say_their_count(show):
    window = show(in_hall())
    chart = table(window).arrivals
    left, right = chart._room()
    assert chart._tip((left + right) / 2 - (right - left) / 26 + 1) == "09.00–09.15: 14 nomor"
    assert chart._tip(0) == ""
    assert chart.mapTo(window, QPoint(0, 0)).y() > table(window).tree.mapTo(window, QPoint(0, 0)).y()


def test_the_first_row_is_selected_at_first_so_that_the_arrow_leads_to_the_second(watch):
    watch.presenter.start()
    tree = table(watch.window).tree
    watch.qtbot.waitUntil(tree.hasFocus)
    watch.qtbot.waitUntil(lambda: bool(tree.selectionModel().selectedRows()))
    assert tree.currentIndex().row() == 0
    assert tree.selectionModel().isSelected(tree.currentIndex())
    watch.press(Qt.Key.Key_Down)
    assert tree.currentIndex().row() == 1


def test_letters_typed_into_the_table_are_looked_for(show):
    window = show(in_hall(samples.full()))
    press(window, Qt.Key.Key_Home)
    tree, before = table(window).tree, table(window).tree.chosen
    assert tree.hasFocus()
    for letter in "akta kel":
        QTest.keyClicks(window.focusWidget(), letter)
    assert table(window).filter.text() == "akta kel"
    assert window.page._opened is None
    assert any("Akta kelahiran" in line.name for line in tree.table.lines())
    press(window, Qt.Key.Key_Escape)
    assert (tree.hasFocus(), tree.chosen) == (True, before)
