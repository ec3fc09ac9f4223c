"""Where a hall's own configuration is, so that no update of the programs touches it."""

from __future__ import annotations

import shutil

import pytest

from hall import config_file as module
from hall.assets import sample_config
from hall.config_file import config_file
from hall.errors import SettingsError
from hall.settings import load_settings


@pytest.fixture
def places(tmp_path, monkeypatch):
    """The working folder, and the one of the system in which a hall keeps its own configuration."""
    here, own = tmp_path / "checkout", tmp_path / "etc"
    here.mkdir()
    own.mkdir()
    monkeypatch.chdir(here)
    monkeypatch.setattr(module, "hall_folder", lambda: own)
    return here / "config.toml", own / "config.toml"


def found() -> object:
    return config_file().absolute()


def test_the_working_folder_is_meant_while_nothing_is_anywhere(places):
    assert found() == places[0]


def test_what_is_named_is_taken_whatever_else_is_there(places, monkeypatch, tmp_path):
    places[1].write_text("here")
    assert found() == places[1]
    places[0].write_text("there")
    assert found() == places[0]
    monkeypatch.setenv("MPP_CONFIG", str(tmp_path / "variable.toml"))
    assert found() == tmp_path / "variable.toml"
    assert config_file(tmp_path / "named.toml") == tmp_path / "named.toml"


def test_the_sample_that_an_update_brings_is_never_taken_for_the_halls_own(places):
    here, own = places
    shutil.copy(sample_config(), here)
    assert found() == here
    own.write_text(sample_config().read_text("utf-8").replace("Mal Pelayanan Publik", "MPP Baubau"), "utf-8")
    settings = load_settings(None)
    assert settings.path == own
    assert settings.database_url == f"sqlite:///{own.with_name('hall.db')}"


def test_a_file_that_the_variable_names_and_that_is_not_there_is_said_to_come_from_it(tmp_path, monkeypatch):
    monkeypatch.setenv("MPP_CONFIG", str(tmp_path / "none.toml"))
    with pytest.raises(SettingsError, match=r"which MPP_CONFIG names, does not exist; .*`hall init --folder FOLDER`"):
        load_settings(None)
