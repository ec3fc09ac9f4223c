"""The language button: two languages change places, more are chosen from a list of all."""

from __future__ import annotations

import itertools
import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF, Qt
from pytestqt.qtbot import QtBot

from hall.translator import catalogue
from kiosk.geometry import FINGER, LONG, SHORT
from kiosk.widgets.choice_list import choice_plan
from kiosk.widgets.language_list import LanguageList
from qtkit.paint import Fitted
from qtkit.widgets import touch_button
from qtkit.widgets.touch_button import HEADER_BUTTON
from tests.kiosk.kiosk_fakes import Kiosk


@pytest.fixture
def three(qtbot: QtBot, tmp_path: Path) -> Iterator[Kiosk]:
    """A kiosk of a hall that has added a language, at its first page."""
    texts = {key: f"M {entry}" for key, entry in catalogue("id").items() if isinstance(entry, str)}
    (tmp_path / "muna.json").write_text(json.dumps({**texts, "language.name": "Muna"}), encoding="utf-8")
    kiosk = Kiosk(qtbot, folder=tmp_path)
    kiosk.start()
    yield kiosk
    kiosk.close()


def language_list(kiosk: Kiosk) -> LanguageList:
    found = kiosk.window.findChild(LanguageList)
    assert found is not None
    return found


def test_two_languages_change_places_and_the_button_names_the_other_one(kiosk: Kiosk):
    button = kiosk.button("language-button")
    assert (button.text(), button.accessibleName()) == ("English", "Switch to English")
    kiosk.touch("language-button")
    assert (button.text(), button.accessibleName()) == ("Indonesia", "Ganti ke bahasa Indonesia")
    assert not language_list(kiosk).isVisible()


def test_the_number_is_made_in_the_language_of_the_visit(kiosk: Kiosk):
    assert kiosk.take_number().language == "id"
    kiosk.touch("new-number-button")
    kiosk.touch("language-button")
    assert kiosk.take_number().language == "en"


def test_three_languages_are_listed_as_they_call_themselves_with_the_present_one_marked(three: Kiosk):
    button = three.button("language-button")
    assert (button.text(), button.accessibleName()) == ("Bahasa / Language", "Pilih bahasa")

    three.touch("language-button")

    assert language_list(three).isVisible()
    assert language_list(three).accessibleName() == "Pilih bahasa"
    names = {code: three.button(f"language-{code}") for code in ("id", "en", "muna")}
    assert [one.text() for one in names.values()] == ["Indonesia", "English", "Muna"]
    assert [one.isChecked() for one in names.values()] == [True, False, False]


@pytest.mark.parametrize("size", [(1080, 1920), (1920, 1080)])
@pytest.mark.parametrize("large", [False, True])
def test_the_key_of_three_languages_is_read_in_two_of_them(
    three: Kiosk, monkeypatch: pytest.MonkeyPatch, size: tuple[int, int], *, large: bool
):
    written: list[Fitted] = []
    monkeypatch.setattr(touch_button, "draw_lines", lambda painter, found, *_, **__: written.append(found))
    three.window.resize(*size)
    if large:
        three.presenter.modes.choose("large")
    written.clear()
    three.button("language-button").grab()
    text = written[-1]
    assert text.lines == ("Bahasa /", "Language")
    assert text.font.pixelSize() >= int(0.88 * HEADER_BUTTON.text_px * three.window.layout_mm.scale.unit())


def test_a_language_of_the_hall_is_on_page_button_and_slip(three: Kiosk):
    three.touch("language-button")
    three.touch("language-muna")

    assert not language_list(three).isVisible()
    assert three.presenter.screen.language == "muna"
    assert three.button("language-button").text() == "M Bahasa / Language"
    three.take_number()
    order = three.orders[0]
    assert order.translate("slip.keep") == "M Simpan kertas ini."


def beside(kiosk: Kiosk) -> None:
    kiosk.qtbot.mouseClick(language_list(kiosk), Qt.MouseButton.LeftButton, pos=QPoint(5, 5))


def escape(kiosk: Kiosk) -> None:
    kiosk.touch_clock.seconds += 1
    kiosk.qtbot.keyClick(kiosk.window, Qt.Key.Key_Escape)


@pytest.mark.parametrize("leave", [beside, escape, lambda kiosk: kiosk.touch("language-id")])
def test_the_list_goes_and_the_language_stays(three: Kiosk, leave: Callable[[Kiosk], None]):
    three.touch("language-button")
    leave(three)
    assert not language_list(three).isVisible()
    assert (three.page, three.presenter.screen.language) == ("agencies", "id")


def test_nobody_leaves_the_list_open_for_the_next_visitor(three: Kiosk):
    three.touch("language-button")
    three.pass_seconds(65)
    assert not language_list(three).isVisible()
    three.touch("language-button")
    three.touch("language-muna")
    three.pass_seconds(65)
    assert three.presenter.screen.language == "id"


def test_tab_stays_inside_the_list(three: Kiosk):
    three.touch("language-button")
    three.window.activateWindow()
    names = []
    for _ in range(4):
        there = three.window.focusWidget()
        assert there is not None
        names.append(there.objectName())
        three.qtbot.keyClick(there, Qt.Key.Key_Tab)
    assert names == ["language-id", "language-en", "language-muna", "language-id"]


@pytest.mark.parametrize("size", [QSizeF(SHORT, LONG), QSizeF(LONG, SHORT)], ids=["portrait", "landscape"])
@pytest.mark.parametrize("count", [3, 6, 7, 12])
def test_the_buttons_lie_in_the_card_apart_and_are_large_enough_for_a_finger(size: QSizeF, count: int):
    card, cells = choice_plan(QRectF(QPointF(), size), count, in_column=6)
    assert card.left() >= 0
    assert card.top() >= 0
    assert len(cells) == count
    assert all(card.contains(cell) and cell.height() >= FINGER and cell.width() >= FINGER for cell in cells)
    assert not any(one.intersects(other) for one, other in itertools.combinations(cells, 2))
