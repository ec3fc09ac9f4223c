from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hallctl.demo.actors.player import Player, end_all, offscreen
from hallctl.demo.play import SIZES
from hallctl.demo.temporary import TemporaryHall, write_hall

Enter = Callable[..., Player]


@pytest.fixture(autouse=True)
def _importable(monkeypatch: pytest.MonkeyPatch) -> None:
    """The programs are started from any folder."""
    monkeypatch.setenv(
        "PYTHONPATH", os.pathsep.join([str(Path(__file__).parents[2]), os.environ.get("PYTHONPATH", "")])
    )


@pytest.fixture
def hall(tmp_path: Path) -> TemporaryHall:
    """The sample hall, always open, with nothing in its SQLite database yet: not even the file."""
    return write_hall(tmp_path)


@pytest.fixture
def enter(tmp_path: Path) -> Iterator[Enter]:
    """Starts one program of a hall, offscreen, with an actor at its widgets; every one is ended at last."""
    players: list[Player] = []

    def start(program: str, hall: TemporaryHall) -> Player:
        environment = offscreen(tmp_path, program, SIZES[program])
        log = tmp_path / f"{program}.log"
        players.append(Player(program, hall.options(program), log=log, environment=environment))
        return players[-1]

    yield start
    end_all(players)
