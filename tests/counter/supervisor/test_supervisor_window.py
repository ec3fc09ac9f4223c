"""The window as a whole: its states, sizes and languages; nothing is cut, everything has a name and a role."""

from __future__ import annotations

import itertools
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QWidget

from counter.desk.state import DeskNotice
from counter.supervisor.parts import agency_rows
from counter.supervisor.state import Phase, SupervisorState, alarm_key
from hall.views import AlarmView
from qtkit.access_tree import AccessTree
from qtkit.desk.label import Label, Tag
from qtkit.desk.panel import LEAST
from qtkit.theme.tokens import Colours
from tests.counter.supervisor.conftest import AWAY, in_hall
from tests.counter.test_small_screens import faults
from tests.kiosk.test_assistive import everything
from tests.pairwise import pairwise
from tools.supervisor import samples

SIZES = {
    "1280x800": (1280, 800),
    "1280x800 with a title bar": (1280, 768),
    "1920x1080": (1920, 1080),
    "1920x1080 at 200 %": (960, 540),
    "1366x768 at 125 %": (1092, 582),
    "the smallest": LEAST,
}
VIEWS = {"busy": samples.busy(), "full": samples.full(), "empty": samples.empty(), "long": samples.long_names()}
STATES = {
    "usual": in_hall(),
    "full": in_hall(samples.full()),
    "empty day": in_hall(samples.empty()),
    "before the day": in_hall(replace(samples.empty(), last_numbers_until=samples.at(15, 30))),
    "away": in_hall(link=AWAY),
    "a fault": in_hall(notice=DeskNotice("notice_unexpected", tone="error")),
    "never read": SupervisorState(user="Rina Marlina", link=AWAY),
    "reading": SupervisorState(user="Rina Marlina"),
}


def cut_rows(window):
    """The rows whose name or state has no room."""
    tree = window.page.agencies.tree
    found = []
    for line in tree.table.lines():
        height = agency_rows.row_height(line, tree.columns.place, tree.heights)
        for laid in (
            agency_rows._name(line, tree.columns.place, height),
            agency_rows._state(line, tree.columns.place, height),
        ):
            if laid.cut:
                found.append(line.key)
    return found


def cut_parts(window):
    """The painted parts that cut a text, besides the rows of the table."""
    cards = [name for name, card in window.page.figures.cards.items() if card.cut]
    stations = window.page.stations.list
    machines = [look.name for look in stations.rows.looks if any(laid.cut for laid in stations._laid(look)[:2])]
    heads = window.page.agencies.heads.heads.values()
    narrow = [head.text() for head in heads if head.isVisible() and head.width() < head.sizeHint().width()]
    tall = [
        look.what
        for rows in (window.page.alarms.list, stations)
        for at, look in enumerate(rows.rows.looks)
        if rows.visualRect(rows.rows.index(at)).height() < rows.height_of(look)
    ]
    return [*cards, *machines, *narrow, *tall]


@pairwise(size={name: size for name, size in SIZES.items() if size != LEAST}, state=STATES)
def test_texts_that_are_40_per_cent_longer_fit(show, state, size):
    window = show(state, "pseudo", size)
    assert faults(window) == []
    if state.view is not None:
        assert cut_rows(window) == []
        assert cut_parts(window) == []


@pairwise(size=SIZES, language=["id", "en"], state=STATES)
def test_no_text_is_cut_covered_or_off_the_window(show, state, language, size):
    window = show(state, language, size)
    assert (window.width(), window.height()) == size
    assert faults(window) == []
    if state.view is not None:
        assert cut_rows(window) == []
        assert cut_parts(window) == []


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_long_names_make_rows_higher_and_cost_no_figure_its_place(show, size):
    window = show(in_hall(samples.long_names()), size=size)
    assert (window.width(), window.height()) == size
    assert [fault for fault in faults(window) if "Mal Pelayanan" not in fault] == []
    assert cut_rows(window) == []
    assert cut_parts(window) == []


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
@pytest.mark.parametrize("view", VIEWS.values(), ids=VIEWS)
def test_panels_lie_next_to_each_other_inside_the_page(show, view, size):
    window = show(in_hall(view), size=size)
    page = window.page
    places = [
        part.rect().translated(part.mapTo(page, part.rect().topLeft()))
        for part in (page.agencies, page.alarms, page.stations, *page.figures.cards.values())
    ]
    assert all(page.rect().contains(place) for place in places)
    assert not any(one.intersects(other) for one, other in itertools.combinations(places, 2))


def test_everything_that_takes_focus_has_a_name_and_every_button_too(show):
    for state in STATES.values():
        window = show(state)
        for widget in window.findChildren(QWidget):
            named = widget.objectName().startswith("qt_") or not widget.isVisible()
            if widget.focusPolicy() is not Qt.FocusPolicy.NoFocus and not named:
                assert widget.accessibleName(), widget
        keys = [shortcut.key().toString() for shortcut in window.findChildren(QShortcut)]
        assert len(keys) == len(set(keys))
        assert all(button.accessibleName() for button in window.findChildren(QAbstractButton) if button.isVisible())


@pytest.fixture(scope="module")
def tree(qapp: object) -> AccessTree:
    """Qt keeps the factory for the life of the process, as the program does."""
    return AccessTree()


def read_out(window):
    """Roles with names of all that is found; no interface stays behind, which outlives its widget in a traceback."""
    found = everything(QAccessible.queryAccessibleInterface(window))
    return {(one.role(), one.text(QAccessible.Text.Name)) for one in found}


def test_assistive_technology_finds_cards_rows_and_lists_by_their_roles(show, tree):
    said = read_out(show(in_hall()))
    assert (QAccessible.Role.StaticText, "Menunggu: 86 orang") in said
    assert (QAccessible.Role.PageTab, "Aula (Ctrl+1)") in said
    assert (QAccessible.Role.ColumnHeader, "Paling lama: urutkan") in said
    rows = {name for role, name in said if role is QAccessible.Role.TreeItem}
    assert any(name.startswith("Imigrasi, zona Podium, 14 menunggu") for name in rows)
    items = {name for role, name in said if role is QAccessible.Role.ListItem}
    assert "Layar Menara: Putus, tidak menjawab 2 menit" in items
    assert any(name.startswith("Baru: 14 orang menunggu Paspor baru") for name in items)
    assert (QAccessible.Role.Button, "") not in said
    assert not any(name.startswith("Tutup") for role, name in said if role is QAccessible.Role.Button)


def texts(window):
    return {label.text() for label in window.findChildren(Label) if label.isVisible()}


def test_without_the_database_the_window_keeps_what_it_knows_and_says_from_when(show):
    window = show(in_hall(link=AWAY))
    assert window.band.text().startswith("Keadaan pukul 10.42.")
    assert "Terputus sejak 10.42, mencoba lagi…" in texts(window)
    window.show_state(in_hall())
    assert not window.band.isVisible()
    assert {"Tersambung", "Hari layanan dibuka 07.21", "Pengambilan nomor terakhir 15.30"} <= texts(window)


def test_before_the_first_read_the_window_says_what_it_waits_for(show):
    window = show(SupervisorState(user="Rina Marlina"))
    assert window.findChild(Label, "blank-text").text() == "Membaca keadaan aula…"
    window.show_state(SupervisorState(link=AWAY))
    assert window.findChild(Label, "blank-text").text() == "Terputus, mencoba lagi…"


def test_who_may_not_look_into_the_hall_sees_why_and_nothing_of_it(show):
    window = show(in_hall())
    window.show_state(SupervisorState(Phase.SIGN_IN, notice=DeskNotice("notice_away")))
    assert window.findChild(Label, "blank-text").text().startswith("Basis data tidak bisa dihubungi")
    assert not window.page.isVisible()


def test_alarms_are_new_until_the_person_has_come_to_them(show, qtbot):
    window = show(in_hall())
    badge = window.findChild(Tag, "new-alarms")
    assert badge.text() == "3 baru"
    with qtbot.waitSignal(window.alarms_seen):
        window.page.alarms.list.setFocus(Qt.FocusReason.TabFocusReason)
    seen = frozenset(map(alarm_key, samples.ALARMS))
    window.show_state(in_hall(seen=seen))
    assert not badge.isVisible()
    more = AlarmView("printer_paper_out", (("station", "Kiosk 1"),))
    window.show_state(in_hall(replace(samples.busy(), alarms=(more, *samples.ALARMS)), seen=seen))
    assert badge.text() == "1 baru"


def test_a_click_on_the_alarms_is_a_look_too(show, qtbot):
    window = show(in_hall())
    with qtbot.waitSignal(window.alarms_seen):
        QTest.mouseClick(window.page.alarms, Qt.MouseButton.LeftButton, pos=window.page.alarms.rect().topLeft())


def test_without_alarms_the_panel_says_so(show):
    window = show(in_hall(samples.empty()))
    assert "Tidak ada peringatan." in texts(window.page.alarms)
    assert not window.page.alarms.list.isVisible()


def test_ctrl_l_changes_the_language_of_every_part(show):
    window = show(in_hall())
    QTest.keyClick(window, Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier)
    assert {"Supervisor", "Alarms", "Machines", "10 agencies", "Monday, 23 November 2026", "10:42"} <= texts(window)
    assert window.page.figures.cards["done"].accessibleName() == "Served: 214 visits"
    tree = window.page.agencies.tree
    assert tree.table.line(tree.table.index(1, 0)).name == "Immigration"
    assert window.page.alarms.list.rows.looks[0].spoken.startswith("New: Waiting for Paspor baru")
    assert window.page.agencies.arrivals.accessibleName().startswith("Arrivals per 15 minutes, 07:30 to 10:42: 4, 10")


def test_f12_and_its_button_ask_to_leave(show, qtbot):
    window = show(in_hall())
    with qtbot.waitSignal(window.sign_out_requested):
        QTest.keyClick(window, Qt.Key.Key_F12)
    with qtbot.waitSignal(window.sign_out_requested):
        QTest.mouseClick(window.header.sign_out_button, Qt.MouseButton.LeftButton)
    assert window.header.sign_out_button.accessibleName() == "Keluar (F12)"


def test_the_title_names_the_hall(show):
    assert show(in_hall()).windowTitle() == "Penyelia – MPP Kota Kendari"


def test_a_chosen_service_stands_out_from_those_next_to_it(show):
    window = show(in_hall())
    tree = window.page.agencies.tree
    agency = tree.table.index(1, 0)
    tree.toggle(agency)
    rects = [tree.visualRect(tree.table.index(at, 0, agency)) for at in (0, 1)]
    tree.setCurrentIndex(tree.table.index(0, 0, agency))
    picture = tree.viewport().grab().toImage()
    chosen, other = (picture.pixelColor(3, rect.center().y()) for rect in rects)
    assert chosen == Colours.TELUK100
    assert other == Colours.TELUK50
