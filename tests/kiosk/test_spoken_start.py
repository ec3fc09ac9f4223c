"""When the kiosk offers speech, and what it says where it cannot."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, cast

import pytest
from PySide6.QtCore import Qt

from hall.forms import VoiceForm
from hall.printing.outcome import PrintOutcome
from hall.structure import SpeechSetup
from kiosk.machine_screen import MachineScreen
from kiosk.pages.staff.rows import HealthPart, Row
from kiosk.screen import Page, Screen
from kiosk.speech.speech import KioskSpeech
from kiosk.speech.speech_screen import SpeechScreen
from qtkit.sound.remote_loudspeaker import RemoteLoudspeaker
from tests.kiosk import kiosk_samples as samples
from tests.kiosk.kiosk_fakes import Kiosk
from tests.kiosk.stand_in_reader import SilentSpeaker, program

Start = Callable[..., tuple[KioskSpeech, SilentSpeaker]]


@pytest.fixture
def start(kiosk: Kiosk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Start]:
    """Starts the speech of a kiosk whose only programs are in a folder of the test's own."""
    monkeypatch.setenv("PATH", str(tmp_path))
    made: list[KioskSpeech] = []

    def begin(**changes: Any) -> tuple[KioskSpeech, SilentSpeaker]:
        speaker = SilentSpeaker()
        speech = KioskSpeech(
            kiosk.window, kiosk.presenter, kiosk.worker, tmp_path, VoiceForm, cast("RemoteLoudspeaker", speaker)
        )
        made.append(speech)
        speech.start(replace(SpeechSetup(on=True), **changes))
        kiosk.settled()
        return speech, speaker

    yield begin
    for speech in made:
        speech.close()


def test_with_engine_and_loudspeaker_it_is_offered_and_speaks(kiosk: Kiosk, start: Start, tmp_path: Path):
    program(tmp_path, "espeak-ng")
    _, speaker = start(volume_db=-14.0)
    assert kiosk.presenter.screen.speech.ready
    kiosk.window.intents.speech_wanted.emit()
    kiosk.qtbot.waitUntil(lambda: speaker.texts == ["Suara menyala."])
    gain = 10 ** (-14 / 20)
    assert speaker.volumes == [pytest.approx(1 - 100**-gain)]


def test_a_station_that_does_not_want_it_starts_nothing(kiosk: Kiosk, start: Start, tmp_path: Path):
    program(tmp_path, "espeak-ng")
    speech, _ = start(on=False, paper_place="Kertas keluar di kanan.")
    assert speech.parts is None
    assert not kiosk.presenter.screen.speech.ready
    assert kiosk.presenter.screen.speech.paper_place.name == "Kertas keluar di kanan."


def test_without_an_engine_it_is_not_offered_and_the_log_says_why(
    kiosk: Kiosk, start: Start, caplog: pytest.LogCaptureFixture
):
    start()
    assert (kiosk.presenter.screen.speech.ready, kiosk.presenter.screen.speech.trouble) == (False, "no_engine")
    assert "espeak-ng is not installed" in caplog.text


def test_without_a_loudspeaker_it_is_not_offered_until_there_is_one(kiosk: Kiosk, start: Start, tmp_path: Path):
    program(tmp_path, "espeak-ng")
    _, speaker = start()
    speaker.is_broken("no_device")
    assert (kiosk.presenter.screen.speech.ready, kiosk.presenter.screen.speech.trouble) == (False, "no_device")
    speaker.prepare()
    assert (kiosk.presenter.screen.speech.ready, kiosk.presenter.screen.speech.trouble) == (True, "")


def test_headphones_begin_and_end_it(kiosk: Kiosk, start: Start, tmp_path: Path):
    program(tmp_path, "espeak-ng")
    _, speaker = start(headphones="USB Audio")
    assert not kiosk.presenter.screen.modes.spoken
    speaker.health_changed.emit("ok", "Sound plays on USB Audio Device.")
    assert kiosk.presenter.screen.modes.spoken
    speaker.health_changed.emit("ok", "Sound plays on HDMI.")
    assert not kiosk.presenter.screen.modes.spoken


def test_where_the_paper_comes_out_is_shown_and_said(kiosk: Kiosk, start: Start):
    start(on=False, paper_place="Kertas keluar di sisi kanan mesin.", paper_place_en="Paper comes out on the right.")
    kiosk.take_number()
    assert kiosk.window.current_page.news() == "Kertas sedang dicetak. Kertas keluar di sisi kanan mesin."
    kiosk.touch("language-button")
    assert kiosk.window.current_page.news().endswith("Paper comes out on the right.")


def test_a_counter_without_staff_does_not_hide_where_the_paper_comes_out(kiosk: Kiosk, start: Start):
    start(on=False, paper_place="Kertas keluar di sisi kanan mesin.")
    kiosk.set_view(samples.unattended(kiosk.hall.view, "disdukcapil"))
    kiosk.take_number()
    kiosk.slip_ends(PrintOutcome.PRINTED)
    said = "Ambil kertas Anda. Kertas keluar di sisi kanan mesin. Loket belum dibuka petugas. Nomor Anda tetap berlaku."
    assert kiosk.window.current_page.news() == said


def test_of_five_keys_the_right_one_begins(kiosk: Kiosk, start: Start, tmp_path: Path):
    program(tmp_path, "espeak-ng")
    start(input="five")
    kiosk.key(Qt.Key.Key_Right)
    assert kiosk.presenter.screen.modes.spoken


@pytest.mark.parametrize(
    ("trouble", "row"),
    [
        ("", ("Suara", "Siap.", "good")),
        ("no_device", ("Suara", "Tidak ada pengeras suara atau headphone.", "attention")),
    ],
)
def test_the_staff_s_page_says_whether_the_kiosk_can_speak(kiosk: Kiosk, trouble: str, row: tuple[str, str, str]):
    part = HealthPart(kiosk.window.current_page.kit, kiosk.window.current_page)
    part.show(Screen(machine=MachineScreen(health=())), up=True)
    assert part.rows() == ()
    part.show(Screen(machine=MachineScreen(health=()), speech=SpeechScreen(not trouble, trouble)), up=True)
    assert part.rows() == (Row(*row),)


def test_who_leaves_while_there_are_no_numbers_takes_speech_along(kiosk: Kiosk):
    kiosk.presenter.speech.offer(ready=True)
    kiosk.presenter.state.show(page=Page.NOTICE)
    kiosk.presenter.speech.switch(on=True)
    kiosk.presenter.state.speak_as_the_hall()
    assert not kiosk.presenter.screen.modes.spoken
