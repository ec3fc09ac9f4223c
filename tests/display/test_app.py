from __future__ import annotations

import pytest

from display.app import DisplayApp
from display.picture import full_name
from hall.assets import sample_config
from hall.store import open_store


@pytest.fixture
def config(tmp_path):
    text = sample_config().read_text(encoding="utf-8").replace("always_open = false", "always_open = true")
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    return tmp_path / "config.toml"


def test_a_wrong_zone_ends_before_any_window_with_what_is_allowed(config, capsys):
    with pytest.raises(SystemExit) as ended:
        DisplayApp(["--config", str(config), "--zone", "atap"])
    assert ended.value.code == 2
    assert "atap" in (said := capsys.readouterr().err)
    assert "podium, selasar, menara" in said


def test_a_wrong_file_ends_before_any_window_with_its_line(config, capsys):
    config.write_text(config.read_text(encoding="utf-8").replace("always_open", "always_opn"), encoding="utf-8")
    with pytest.raises(SystemExit) as ended:
        DisplayApp(["--config", str(config)])
    assert ended.value.code == 2
    assert "always_opn" in capsys.readouterr().err


def test_the_program_comes_up_on_nothing_and_shows_a_call(config, qtbot):
    app = DisplayApp(["--config", str(config), "--station", "board-podium", "--geometry", "1280x720", "--still"])
    try:
        app.show()
        qtbot.waitUntil(lambda: app.presenter.picture.known, timeout=20_000)
        assert app.window.size().width() == 1280
        assert app.presenter.picture.zone.id == "podium"
        store = open_store(f"sqlite:///{config.parent / 'hall.db'}")
        with store.begin() as work:
            work.issue("A")
        with store.read() as view:
            place = next(one for one in view.counters() if any(prefix == "A" for prefix, _, _ in one.services))
        with store.begin() as work:
            work.sign_in(place.id, work.add_user("sari", "Sari", "1234").id, actor="test")
            made = work.call_next(place.id, actor="test")
        store.close()
        qtbot.waitUntil(lambda: app.window.hero_code == made.ticket.code, timeout=10_000)
    finally:
        app.program.close()
        app.window.close()


def test_the_city_is_named_once():
    assert full_name("Mal Pelayanan Publik", "Kota Kendari") == "Mal Pelayanan Publik Kota Kendari"
    assert full_name("MPP Kota Kendari", "Kota Kendari") == "MPP Kota Kendari"
