"""What the visitor must bring is ticked, what is missing is the obstacle; notes between clerks."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from counter.desk.choices import choices_of
from counter.desk.standing import break_text, planned_text, standing_text
from counter.desk.state import Intent
from hall.lifecycle import Outcome, State
from hall.structure import Obstacle
from hall.translator import Translator
from qtkit.desk.panel import LEAST
from tests.counter import counter_samples as samples
from tests.hall_samples import BY

ALT, SHIFT, CTRL = (
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)
F = Qt.Key
PAPERS = ("Kartu keluarga", "KTP lama", "Akta kelahiran")


def keys(desk, *pressed):
    for key in pressed:
        desk.press(key)
        desk.settle()


@pytest.fixture
def bringing(real, structure):
    """A-001 is at the counter; its service asks for three papers."""
    services = tuple(replace(one, requirements=PAPERS if one.prefix == "A" else ()) for one in structure.services)
    obstacles = (Obstacle("berkas", "Berkas belum lengkap", "Documents missing", "visitor"),)
    real.store.run(lambda work: work.hall.apply(replace(structure, services=services, obstacles=obstacles), BY))
    real.window.resize(1280, 800)
    real.presenter.refresh()
    keys(real, F.Key_F2, F.Key_F1)
    return real


def ticked(real):
    return [tick.isChecked() for tick in real.window.desk.current.papers.ticks if tick.isVisible()]


def test_papers_are_ticked_by_their_shortcut_and_begin_anew_with_the_next_number(bringing):
    assert ticked(bringing) == [False, False, False]
    bringing.press(F.Key_2, ALT)
    assert ticked(bringing) == [False, True, False]
    bringing.press(F.Key_2, ALT)
    bringing.press(F.Key_1, ALT)
    assert ticked(bringing) == [True, False, False]
    keys(bringing, F.Key_F2)
    bringing.qtbot.waitUntil(lambda: ticked(bringing) == [False, False, False])


SIZES = [(1280, 800), (1280, 768), (1024, 768), (960, 540), (1920, 1080)]


@pytest.mark.parametrize("size", SIZES)
def test_the_papers_stay_while_something_is_said(bringing, size):
    bringing.window.resize(*size)
    bringing.qtbot.waitUntil(lambda: (bringing.window.width(), bringing.window.height()) == size)
    bringing.press(F.Key_2, ALT)
    bringing.press(F.Key_F1)
    bringing.settle()
    assert bringing.text("notice")
    assert bringing.find("notice").isVisible()
    assert ticked(bringing) == [False, True, False]


def test_a_paper_that_is_not_seen_is_not_ticked(bringing):
    bringing.window.resize(*LEAST)
    bringing.qtbot.waitUntil(lambda: ticked(bringing) == [])
    bringing.press(F.Key_2, ALT)
    bringing.settle()
    assert bringing.presenter.state.ticked == frozenset()
    bringing.window.resize(1280, 800)
    bringing.qtbot.waitUntil(lambda: ticked(bringing) == [False, False, False])


def test_what_is_missing_is_the_obstacle_in_one_key(bringing):
    bringing.press(F.Key_1, ALT)
    bringing.press(F.Key_F9, SHIFT)
    bringing.settle()
    with bringing.store.read() as reader:
        done, lines = reader.tickets.find("A-001"), reader.tickets.history("A-001")
    assert (done.state, done.outcome, done.obstacle) == (State.DONE, Outcome.NOT_SERVED, "Berkas belum lengkap")
    assert lines[-1].detail == "not_served|berkas|KTP lama, Akta kelahiran"


def test_the_sheet_of_obstacles_names_what_is_missing_first(bringing):
    bringing.press(F.Key_3, ALT)
    keys(bringing, F.Key_F9)
    assert bringing.window.desk.sheet.choice.caption == "Berkas belum lengkap: Kartu keluarga, KTP lama"


def test_without_papers_the_obstacles_are_as_before():
    assert [choice.command.text for choice in choices_of(Intent.OBSTACLE, samples.crowded(), "", Translator("id"))] == [
        "" for _ in samples.crowded().obstacles
    ]


def test_a_note_at_sign_out_is_read_by_who_comes(real):
    name = real.presenter.state.user.name
    real.press(F.Key_F12, SHIFT)
    QTest.keyClicks(real.find("sheet-field"), "Kunci di laci")
    real.press(F.Key_Return)
    real.qtbot.waitUntil(lambda: real.window.page == "sign_in")
    real.sign_in()
    assert f"dari {name}: Kunci di laci" in real.text("notice")
    real.press(F.Key_R, CTRL)
    real.settle()
    assert "Kunci di laci" not in real.text("notice")


def test_what_does_not_fit_into_a_note_is_said(real):
    real.press(F.Key_F12, SHIFT)
    field = real.find("sheet-field")
    QTest.keyClicks(field, "k" * 120)
    assert not real.window.desk.sheet.findChild(QWidget, "sheet-about").isVisible()
    QTest.keyClicks(field, "x")
    assert real.text("sheet-about") == "Hanya 120 karakter yang muat; selebihnya tidak ditulis."
    QTest.keyClick(field, F.Key_Backspace)
    assert not real.window.desk.sheet.findChild(QWidget, "sheet-about").isVisible()


def test_during_an_evacuation_the_desk_does_not_ask_for_a_call_that_is_refused(real):
    assert real.text("ready-hint").startswith("Tekan F2 untuk memanggil A-001")
    real.store.run(lambda work: work.hall.evacuate(BY))
    real.presenter.refresh()
    real.qtbot.waitUntil(lambda: real.text("ready-hint").startswith("Gedung sedang dievakuasi"))


@pytest.mark.parametrize(
    ("serving", "said"), [(1, "Tidak ada loket lain"), (3, "2 loket lain tetap melayani"), (2, "100 % lebih lama")]
)
def test_a_break_says_what_it_does_to_those_who_wait(serving, said):
    view = replace(samples.crowded(), counters_serving=serving)
    assert said in break_text(view, Translator("id"))
    assert choices_of(Intent.PAUSE, view, "", Translator("id"))[0].about == break_text(view, Translator("id"))


def test_a_planned_break_is_said_between_visitors_next_to_one_shortly_before_and_where_a_break_is_chosen():
    later: dict[str, Any] = {"break_turn": samples.turn(), "break_after": samples.turn("8", 123)}
    whole = "Istirahat Anda 12.15–12.45, sesudah itu loket 8."
    assert standing_text(samples.empty(**later), Translator("id")) == whole
    assert standing_text(samples.serving(**later), Translator("id")) == ""
    soon: dict[str, Any] = {"break_turn": samples.turn(at=28), "break_after": samples.turn("8", 13)}
    assert standing_text(samples.serving(**soon), Translator("id")) == "Istirahat Anda 11.10–11.40."
    assert standing_text(samples.serving(**soon), Translator("en")) == "Your break is 11:10–11:40."
    assert break_text(samples.serving(**later), Translator("id")).startswith(f"{whole} ")
    assert planned_text(samples.serving(), Translator("id")) == ""
