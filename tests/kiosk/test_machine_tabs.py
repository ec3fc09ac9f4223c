"""The staff's page: how the machine is, its languages, training, and the end of the program."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hall.language_files import loaded_languages
from hall.messages import CodedMessage
from hall.station_health import GOOD, LOST
from hall.structure import Station
from hall.translator import Translator
from hall.views import StationLine
from kiosk.ending import Ending
from kiosk.machine_screen import StaffTab
from tests.kiosk.kiosk_fakes import Kiosk, shown_page, staff_line


@pytest.fixture
def kiosk(qtbot: QtBot, tmp_path: Path) -> Iterator[Kiosk]:
    kiosk = Kiosk(qtbot, folder=tmp_path)
    kiosk.presenter.staff.set_station(Station("depan"))
    kiosk.start()
    kiosk.presenter.navigation.ask_staff()
    for digit in "2468":
        kiosk.touch(f"staff-{digit}")
    kiosk.touch("staff-enter")
    kiosk.qtbot.waitUntil(lambda: kiosk.presenter.screen.staff.printer is not None)
    yield kiosk
    kiosk.close()


def test_no_tab_is_there_before_the_pin(kiosk: Kiosk):
    assert kiosk.button("staff-tab-health").isVisible()
    kiosk.touch("staff-leave")
    kiosk.presenter.navigation.ask_staff()
    assert not kiosk.button("staff-tab-health").isVisible()
    kiosk.presenter.machine.show_tab("program")
    kiosk.presenter.machine.ask("leave")
    kiosk.presenter.machine.confirm()
    assert kiosk.presenter.screen.machine.tab is StaffTab.PRINTER


def test_the_machines_tab_says_what_is_wrong(kiosk: Kiosk):
    kiosk.hall.health = (
        StationLine("kiosk", "depan", CodedMessage("health_printer_paper_out"), LOST),
        StationLine("disk", "", CodedMessage("health_disk_gb", (("count", 20),)), GOOD),
    )
    kiosk.touch("staff-tab-health")
    kiosk.qtbot.waitUntil(lambda: kiosk.presenter.screen.machine.health is not None)
    assert staff_line(kiosk.window) == "1 hal perlu diperhatikan. depan: kertas habis. Ruang disk: 20 GB bebas"
    assert kiosk.button("staff-tab-health").isChecked()
    assert not kiosk.button("staff-roll").isVisible()


def test_a_database_that_is_away_is_said_in_the_machines_tab(kiosk: Kiosk):
    kiosk.hall.down = True
    kiosk.touch("staff-tab-health")
    kiosk.qtbot.waitUntil(lambda: staff_line(kiosk.window).startswith("Tidak bisa dibaca"))


def test_the_languages_tab_names_a_file_with_errors(kiosk: Kiosk, tmp_path: Path):
    kiosk.touch("staff-tab-languages")
    kiosk.qtbot.waitUntil(lambda: kiosk.presenter.screen.machine.languages is not None)
    assert staff_line(kiosk.window).startswith("Semua bahasa lengkap.")
    (tmp_path / "Muna Barat.json").write_text("{", encoding="utf-8")
    kiosk.touch("staff-tab-languages")
    kiosk.qtbot.waitUntil(lambda: staff_line(kiosk.window).startswith("1 hal perlu"))
    assert "Muna Barat.json: tidak dipakai" in shown_page(kiosk.window).accessibleName()


def test_what_is_loaded_of_the_halls_own_languages(tmp_path: Path):
    (tmp_path / "muna.json").write_text(json.dumps({"language.name": "Muna", "kiosk.titel": "x"}), encoding="utf-8")
    (tmp_path / "en.json").write_text(json.dumps({"kiosk.back": "Return"}), encoding="utf-8")
    (tmp_path / "bau.json").write_text("{", encoding="utf-8")
    indonesian, english, muna, bau = loaded_languages(Translator("id", tmp_path))
    assert (indonesian.code, indonesian.file, indonesian.missing) == ("id", "", 0)
    assert (english.code, english.file, english.missing, english.wrong) == ("en", "en.json", 0, ())
    assert (muna.name, muna.wrong) == ("Muna", ("kiosk.titel",))
    assert muna.missing > 100
    assert (bau.file, bau.usable) == ("bau.json", False)


@pytest.mark.parametrize(("step", "ending"), [("restart", Ending.RESTART), ("leave", Ending.LEFT)])
def test_leaving_is_asked_once_and_then_done(kiosk: Kiosk, step: str, ending: Ending):
    ended: list[Ending] = []
    kiosk.presenter.machine.end_wanted.connect(ended.append)
    kiosk.touch("staff-tab-program")
    kiosk.touch(f"staff-step-{step}")
    assert not kiosk.button(f"staff-step-{step}").isVisible()
    kiosk.touch("staff-no")
    assert ended == []
    kiosk.touch(f"staff-step-{step}")
    assert ended == []
    kiosk.touch("staff-yes")
    assert ended == [ending]


def test_a_page_that_was_left_open_closes_from_every_tab(kiosk: Kiosk):
    kiosk.touch("staff-tab-program")
    kiosk.touch("staff-step-leave")
    kiosk.clock.seconds += 61
    kiosk.presenter.tick()
    assert kiosk.page == "agencies"
    assert kiosk.presenter.screen.machine.asks is None


def test_training_that_cannot_begin_is_said(kiosk: Kiosk):
    kiosk.touch("staff-tab-program")
    kiosk.touch("staff-step-train")
    kiosk.touch("staff-yes")
    kiosk.qtbot.waitUntil(lambda: staff_line(kiosk.window).startswith("Latihan tidak bisa dimulai"))
    assert not kiosk.presenter.screen.training
