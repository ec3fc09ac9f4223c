from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer.main

from hall.errors import SettingsError
from hall.settings import load_settings
from hall.store import start_store
from hallctl.main import main

CONFIG = """
name = "Mal Pelayanan Publik"
city = "Kota Kendari"
timezone = "Asia/Makassar"
always_open = true

[[zone]]
id = "podium"
name = "Podium"
pictogram = "podium"

[[agency]]
id = "disdukcapil"
name = "Disdukcapil"
full_name = "Dinas Kependudukan dan Pencatatan Sipil"
icon = "card-account-details"
colour = "#1D4E89"

[[agency.service]]
prefix = "A"
id = "ktp"
name = "Perekaman KTP-el"
name_en = "ID card"
promised_minutes = 15

[[agency.service]]
prefix = "B"
id = "kk"
name = "Kartu keluarga"
name_en = "Family card"
promised_minutes = 10

[[counter]]
id = "loket-7"
label = "7"
zone = "podium"
agency = "disdukcapil"
services = ["A"]
also = ["B"]
"""


def morning_zone() -> str:
    """A time zone where it is eight o'clock now: nothing can be planned for noon in the afternoon."""
    ahead = (8 - datetime.now(UTC).hour + 11) % 24 - 11  # hours, from -11 to 12
    return f"Etc/GMT{-ahead:+d}"  # POSIX turns the sign


@dataclass(frozen=True)
class Answer:
    """What one `hall` command gave back."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """Its one JSON document."""
        return json.loads(self.out)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder that the commands are run in, with a config.toml of one agency and one counter."""
    (tmp_path / "config.toml").write_text(CONFIG, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture(scope="session", autouse=True)
def commands_built_once() -> Iterator[None]:
    """Typer reads the signatures of all commands at every call; that takes longer than most commands."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(typer.main, "get_command", cache(typer.main.get_command))
        yield


@pytest.fixture
def new_hall(folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Answer]:
    """`hall` with these words, run in the folder, in which nobody has made a database."""

    def run(*words: str) -> Answer:
        capsys.readouterr()
        code = main(words)
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return run


@pytest.fixture
def hall(new_hall: Callable[..., Answer], migrated_file: Path) -> Callable[..., Answer]:
    """`hall` with these words, run in the folder, in which a program was started before the first of them."""
    started: list[bool] = []

    def run(*words: str) -> Answer:
        if not started:
            started.append(True)
            _start_a_program(migrated_file)
        return new_hall(*words)

    return run


def _start_a_program(tables: Path) -> None:
    with suppress(SettingsError):  # a configuration that is wrong is what the test is about
        settings = load_settings(None)
        file = settings.database_url.removeprefix("sqlite:///")
        if file != settings.database_url and Path(file).parent.is_dir() and not Path(file).exists():
            shutil.copy(tables, file)
        start_store(settings.database_url, settings.structure).close()


@pytest.fixture
def started(folder: Path, migrated_file: Path) -> Path:
    """The folder, in which a program was started."""
    _start_a_program(migrated_file)
    return folder


@pytest.fixture(scope="session")
def environment() -> dict[str, str]:
    """The environment of a `hall` in a process of its own."""
    root = str(Path(__file__).parents[2])
    return {**os.environ, "PYTHONPATH": root, "PYTHONWARNINGS": "error"}


@pytest.fixture(autouse=True)
def full_speed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A command that steps back would take the process of the tests with it."""
    monkeypatch.setattr("hallctl.low_priority.step_back", lambda: None)
