"""`hall station invite` and `hall station join`: the server is a real process, the other machine a folder."""

from __future__ import annotations

import asyncio
import io
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from hall.lives import Life
from hall.maintenance.joining import network_printers
from hall.private import quoted
from hall.settings import load_settings
from hall.store import open_store, prepare_store
from tests.ctrl_c import heard_ctrl_c
from tests.hallctl.conftest import CONFIG, Answer

STATIONS = """
[[station]]
name = "kiosk-1"
printer = "paper:slips"
diagonal_inch = 21.5

[[station]]
name = "mesin"
"""
JOINED = "Mal Pelayanan Publik Kota Kendari"
PATIENCE = 60


def free_port() -> int:
    async def free() -> int:
        server = await asyncio.start_server(lambda *_: None, "127.0.0.1", 0)
        port = int(server.sockets[0].getsockname()[1])
        server.close()
        await server.wait_closed()
        return port

    return asyncio.run(free())


@pytest.fixture
def over_network(postgres_url: str) -> Iterator[str]:
    """The URL of the database at 127.0.0.1: the tests' server has a socket only, which other machines cannot reach."""
    parts = urlsplit(postgres_url)
    socket = f"{parse_qs(parts.query)['host'][0]}/.s.PGSQL.5432"
    loop, ready, port = asyncio.new_event_loop(), threading.Event(), []

    async def pump(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            with suppress(OSError):
                while data := await reader.read(65_536):
                    writer.write(data)
                    await writer.drain()
        finally:
            writer.close()

    async def relay(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            far_reader, far_writer = await asyncio.open_unix_connection(socket)
            await asyncio.gather(pump(reader, far_writer), pump(far_reader, writer))
        finally:
            writer.transport.abort()

    async def serve(stopped: asyncio.Event) -> None:
        server = await asyncio.start_server(relay, "127.0.0.1", 0)
        port.append(server.sockets[0].getsockname()[1])
        ready.set()
        await stopped.wait()
        server.close()

    stopped = asyncio.Event()
    thread = threading.Thread(target=lambda: _run(loop, serve(stopped)), daemon=True)
    thread.start()
    assert ready.wait(PATIENCE)
    yield f"postgresql://postgres:Rahasia-17@localhost:{port[0]}{parts.path}"
    loop.call_soon_threadsafe(stopped.set)
    thread.join(PATIENCE)


def _run(loop: asyncio.AbstractEventLoop, job) -> None:
    with asyncio.Runner(loop_factory=lambda: loop) as runner:
        runner.run(job)


@pytest.fixture
def server(folder: Path, over_network: str) -> Path:
    """The folder of the server."""
    config = folder / "config.toml"
    config.write_text(f'{CONFIG}{STATIONS}\n[database]\nurl = "{over_network}"\n', encoding="utf-8")
    prepare_store(over_network, load_settings(config, environ={}).structure).close()
    return folder


class Invitation:
    """An invitation that runs on the server; ``words`` are what the station types."""

    def __init__(self, folder: Path, *words: str) -> None:
        command = [sys.executable, "-m", "hallctl", "station", "invite", *words]
        place = ["--address", "127.0.0.1", "--port", str(free_port())]
        environment = os.environ | {"PYTHONUNBUFFERED": "1", "PYTHONPATH": str(Path(__file__).parents[2])}
        with heard_ctrl_c():
            self.process = subprocess.Popen([*command, *place], cwd=folder, env=environment, stdout=subprocess.PIPE,
                                            stderr=subprocess.STDOUT, text=True)  # fmt: skip
        self.shown: list[str] = []
        self.read_on()

    def read_on(self) -> None:
        """Read the next code from its screen."""
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.shown.append(line)
            if line.startswith("It holds once"):
                break
        lines = [line.split() for line in self.shown if "hall station join" in line]
        assert lines, "".join(self.shown)
        self.words = lines[-1][1:]

    def end(self) -> tuple[int, str]:
        """Its exit code and what it said at the end."""
        more, _ = self.process.communicate(timeout=PATIENCE)
        return self.process.returncode, more


@pytest.fixture
def invite(server: Path) -> Iterator[Callable[..., Invitation]]:
    begun: list[Invitation] = []

    def begin(*words: str) -> Invitation:
        begun.append(Invitation(server, *words))
        return begun[-1]

    yield begin
    for one in begun:
        one.process.kill()
        one.process.communicate()


@pytest.fixture
def station(tmp_path_factory, new_hall) -> Callable[..., Answer]:
    """`hall` on another machine."""
    place = tmp_path_factory.mktemp("machine") / "mpp" / "config.toml"

    def run(*words: str) -> Answer:
        return new_hall("--config", str(place), *words)

    run.file = place  # type: ignore[attr-defined]
    return run


def test_a_station_joins_and_reaches_the_database(invite, station, over_network):
    invited = invite("KIOSK-1")
    joined = station(*invited.words, "--no-find-printer")
    assert joined.code == 0, joined.err
    told, after = joined.out.splitlines()[-2:]
    assert told == f"Joined: kiosk-1 of {JOINED}, database reached, program and database fit."
    config = quoted(station.file)
    assert after.startswith(
        f"`hall --config {config} service install kiosk --station kiosk-1` lets it start with the machine"
    )
    assert invited.end() == (
        0,
        "kiosk-1 has its configuration, at 127.0.0.1; its own screen says whether all is well.\n",
    )
    settings = load_settings(station.file, environ={})
    assert settings.database_url == over_network.replace("localhost", "127.0.0.1")
    assert (settings.station.name, settings.station.printer, settings.station.diagonal_inch) == (
        "kiosk-1", "paper:slips", 21.5
    )  # fmt: skip
    assert station("status").code == 0


def test_a_counter_joins_by_its_label(invite, station):
    invited = invite("7")
    joined = station(*invited.words, "--json")
    assert (joined.json["role"], joined.json["station"]) == ("counter", "loket-7")
    assert joined.json["next"] == f"hall --config {quoted(station.file)} service install counter --station loket-7"


def test_several_are_invited_one_after_the_other(invite, station):
    invited = invite("7", "kiosk-1", "--json")
    assert station(*invited.words).code == 0
    assert f"sh install.sh counter ACCOUNT {' '.join(invited.words[2:])}" in "".join(invited.shown)
    invited.read_on()
    assert station(*invited.words, "--yes", "--no-find-printer").code == 0
    code, said = invited.end()
    stations = json.loads(said[said.index("{") :])["stations"]
    assert (code, [one["station"] for one in stations]) == (0, ["loket-7", "kiosk-1"])


def test_a_stick_is_for_one_station(server, new_hall, tmp_path):
    refused = new_hall("station", "invite", "7", "kiosk-1", "--file", str(tmp_path / "stick"))
    assert (refused.code, "a file is for one machine" in refused.err) == (2, True)


def test_wrong_codes_are_counted_at_both_ends(invite, station):
    invited = invite("kiosk-1")
    *place, _ = invited.words
    answers = [station(*place, "222-222") for _ in range(5)]
    assert {answer.code for answer in answers} == {3}
    assert answers[0].err == "The code is wrong; tries left: 4. Read it again from the server.\n"
    assert "its tries are used up; invite this station again" in answers[-1].err
    assert "no invitation is open" in station(*invited.words).err
    code, said = invited.end()
    assert code == 3
    assert said.splitlines()[-1] == "5 wrong codes came and kiosk-1 has not joined; invite it again, with a new code."
    assert not station.file.exists()


def test_a_machine_that_runs_under_the_name_is_told_of(server, new_hall, over_network, tmp_path):
    with closing(open_store(over_network)) as store:
        store.beat(Life("kiosk", "kiosk-1", ""))
    written = new_hall("station", "invite", "kiosk-1", "--address", "127.0.0.1", "--file", str(tmp_path / "stick"))
    assert written.code == 0
    assert written.err.startswith("kiosk-1 runs now")


def test_an_inviter_that_was_killed_leaves_the_name_free(invite, station):
    invited = invite("kiosk-1")
    invited.process.kill()
    invited.end()
    assert "no invitation is open" in station(*invited.words).err
    again = invite("kiosk-1")
    assert station(*again.words, "--no-find-printer").code == 0


def test_ctrl_c_takes_it_back(invite, station):
    invited = invite("kiosk-1")
    invited.process.send_signal(signal.SIGINT)
    code, said = invited.end()
    assert (code, said.splitlines()[0]) == (130, "The invitation of kiosk-1 is taken back; its code holds no more.")
    assert station(*invited.words).code == 3


def test_a_second_invitation_of_a_station_replaces_nothing(invite, new_hall, station):
    invited = invite("kiosk-1")
    second = new_hall("station", "invite", "kiosk-1", "--address", "127.0.0.1", "--port", str(free_port()), "--json")
    assert (second.code, second.json["error"]["code"]) == (3, "invited_already")
    assert station(*invited.words, "--no-find-printer").code == 0


def test_a_configuration_that_is_there_costs_no_code(invite, station):
    station.file.parent.mkdir()
    station.file.write_text('language = "en"\n', encoding="utf-8")
    invited = invite("kiosk-1")
    kept = station(*invited.words, "--json")
    assert (kept.code, kept.json["error"]["code"]) == (3, "configuration_kept")
    again = station(*invited.words, "--yes", "--no-find-printer")
    assert f"{station.file}.old is kept as it was." in again.out
    assert station.file.with_name("config.toml.old").read_text("utf-8") == 'language = "en"\n'


def test_a_stick_does_it_without_a_network(server, new_hall, station, tmp_path):
    stick = tmp_path / "kiosk-1.mppjoin"
    written = new_hall("station", "invite", "kiosk-1", "--address", "127.0.0.1", "--file", str(stick), "--json")
    assert written.code == 0, written.out
    code = written.json["code"]
    again = new_hall("station", "invite", "kiosk-1", "--address", "127.0.0.1", "--file", str(stick))
    assert (again.code, "is there already" in again.err) == (3, True)
    wrong = station("station", "join", "--file", str(stick), "2222-2222-2222-2222")
    assert (wrong.code, station.file.exists()) == (3, False)
    joined = station("station", "join", "--file", str(stick), code.lower())
    assert f"Joined: kiosk-1 of {JOINED}" in joined.out


def test_a_machine_that_the_hall_does_not_know_needs_its_role(server, new_hall, tmp_path):
    words = ("--address", "127.0.0.1", "--file", str(tmp_path / "stick"))
    unknown = new_hall("station", "invite", "kiosk-9", *words)
    assert unknown.err.startswith("There is no station kiosk-9; there are kiosk-1, mesin, loket-7. A machine")
    silent = new_hall("station", "invite", "mesin", *words)
    assert (silent.code, "give --role kiosk, counter or display" in silent.err) == (2, True)
    assert new_hall("station", "invite", "kiosk-9", "--role", "kiosk", *words).code == 0


def test_a_hall_of_one_machine_has_no_stations_to_invite(hall):
    refused = hall("station", "invite", "kiosk-1")
    assert refused.code == 3
    assert "only this machine can reach" in refused.err
    assert "no command carries them over" in refused.err


def test_a_database_that_only_this_machine_reaches_is_said(folder, postgres_url, new_hall):
    config = folder / "config.toml"
    config.write_text(f'{CONFIG}{STATIONS}\n[database]\nurl = "{postgres_url}"\n', encoding="utf-8")
    prepare_store(postgres_url, load_settings(config, environ={}).structure).close()
    refused = new_hall("station", "invite", "kiosk-1", "--address", "127.0.0.1", "--json")
    assert (refused.code, refused.json["error"]["code"]) == (3, "database_unreachable")


def test_a_database_that_the_station_does_not_reach_is_said(server, new_hall, station, tmp_path, monkeypatch):
    from hallctl.commands import inviting

    monkeypatch.setattr(inviting, "_reachable", lambda *_: "postgresql://hall:pw@127.0.0.1:1/hall")
    written = new_hall(
        "station", "invite", "kiosk-1", "--address", "127.0.0.1", "--file", str(tmp_path / "s"), "--json"
    )
    joined = station("station", "join", "--file", str(tmp_path / "s"), written.json["code"])
    assert joined.code == 4
    assert f"{station.file} is written, but kiosk-1 has not reached the database" in joined.err


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ((), "type it as the server shows it"),
        (("192.168.10.2",), "without a terminal the code stands on the command line"),
        (("192.168.10.2:x", "7K4-9QX"), "is no address"),
    ],
)
def test_a_line_that_is_not_whole_says_what_is_missing(station, words, told, monkeypatch):
    monkeypatch.setattr("sys.stdin", None)
    answer = station("station", "join", *words)
    assert (answer.code, told in answer.err) == (2, True)


def test_a_code_that_cannot_be_one_is_seen_here(station):
    answer = station("station", "join", "127.0.0.1", "7K4-9Q0", "--json")
    assert (answer.code, json.loads(answer.out)["error"]["code"]) == (3, "not_a_code")


class Terminal(io.StringIO):
    """Somebody types here."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("found", "typed", "printer"),
    [
        (("127.0.0.5",), [], "tcp://127.0.0.5:9100"),
        (("127.0.0.5", "127.0.0.9"), [2], "tcp://127.0.0.9:9100"),
        (("127.0.0.5", "127.0.0.9"), [0], "paper:slips"),
        ((), [], "paper:slips"),
    ],
)
def test_a_kiosk_gets_the_printer_that_was_found_and_chosen(invite, station, monkeypatch, found, typed, printer):
    looked: list[int] = []

    async def printers_at(addresses: tuple[str, ...], port: int = 9100) -> tuple[str, ...]:
        looked.append(len(addresses))
        return found

    answers = iter(typed)
    monkeypatch.setattr(network_printers, "printers_at", printers_at)
    monkeypatch.setattr("sys.stdin", Terminal())
    monkeypatch.setattr("typer.confirm", lambda *_, **__: True)
    monkeypatch.setattr("typer.prompt", lambda *_, **__: next(answers))
    invited = invite("kiosk-1")
    joined = station(*invited.words)
    assert joined.code == 0, joined.err
    assert load_settings(station.file, environ={}).station.printer == printer
    assert ([*answers], looked) == ([], [253])
    assert ("Printers answer" in joined.err or "No printer answers" in joined.err) is (printer == "paper:slips")


def test_a_board_is_not_asked_for_a_printer(invite, station, monkeypatch):
    monkeypatch.setattr("sys.stdin", Terminal())
    invited = invite("mesin", "--role", "display")
    assert station(*invited.words).code == 0  # a question would find no answer
