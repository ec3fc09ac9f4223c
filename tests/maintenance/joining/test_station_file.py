"""The configuration that a machine gets, the invitation on a stick, and printers that are found."""

from __future__ import annotations

import asyncio
import os
import stat
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from hall.assets import sample_config
from hall.maintenance.joining import stick
from hall.maintenance.joining.errors import JoinError, JoinFault
from hall.maintenance.joining.handed import Handed, handed_of
from hall.maintenance.joining.network_printers import near, printers_at
from hall.maintenance.joining.open_invitations import only_invitation
from hall.maintenance.joining.roles import invited, role_of
from hall.maintenance.joining.station_file import refuse_place, setup_of, write_config
from hall.maintenance.joining.stick import RANDOM, opened_stick, stick_text
from hall.settings import load_settings
from hall.structure import BoardSetup, SpeechSetup, Station

URL = "postgresql://hall:Rahasia-17@192.168.10.2/hall"
CODE, NOW = "2345-6789-CFJK-MPQR", datetime(2026, 11, 30, 2, 0, tzinfo=UTC)
HANDED = Handed("MPP Kota Kendari", "1.2.3", "kiosk-1", "kiosk", URL)
FULL = Station(
    "papan utara",
    zone="podium",
    printer="tcp://192.168.10.22:9100",
    paper_mm=58,
    screen="HDMI-1",
    diagonal_inch=21.5,
    roll_m=30.0,
    fallback="kiosk-2",
    locked=True,
    board=BoardSetup(layout="media", media=("media", 'a "b" \\ c'), arrows=(("menara", "up"),), voice=False),
    speech=SpeechSetup(on=True, volume_db=-12.5, paper_place="Kertas keluar di bawah layar."),
)


@pytest.fixture
def no_work(monkeypatch):
    """scrypt with the least work: its time is not what is looked at."""
    monkeypatch.setattr(stick, "_N", 2)


@pytest.mark.parametrize("station", [FULL, Station("kiosk-1"), *(load_settings(sample_config()).structure.stations)])
def test_what_is_written_is_read_as_the_same_station(tmp_path, station):
    file = tmp_path / "config.toml"
    given = handed_of(replace(HANDED, station=station.name, setup=setup_of(station)).to_bytes())
    write_config(given, file)
    settings = load_settings(file, environ={})
    assert (settings.station_name, settings.station, settings.database_url) == (station.name, station, URL)
    assert settings.structure is None


def test_only_its_account_may_read_it(tmp_path):
    file = tmp_path / "mpp" / "config.toml"
    write_config(HANDED, file)
    assert (stat.S_IMODE(file.stat().st_mode), stat.S_IMODE(file.parent.stat().st_mode)) == (0o600, 0o700)


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_root_gives_it_to_the_account_of_the_programs(tmp_path):
    file = tmp_path / "mpp" / "config.toml"
    write_config(replace(HANDED, certificate="-- CERTIFICATE --\n"), file, "nobody")
    owners = {one.stat().st_uid for one in (file, file.with_name("server-ca.crt"), file.parent)}
    assert owners != {0}
    assert len(owners) == 1


def test_what_was_there_is_kept_beside(tmp_path):
    file = tmp_path / "config.toml"
    file.write_text("name = 1\n", encoding="utf-8")
    kept = file.with_name("config.toml.old")
    assert write_config(HANDED, file) == [file, kept]
    assert kept.read_text("utf-8") == "name = 1\n"
    assert write_config(HANDED, file) == [file]


def test_a_certificate_lies_next_to_it(tmp_path):
    file = tmp_path / "config.toml"
    given = replace(HANDED, database_url=f"{URL}?sslrootcert=/root/ca.crt", certificate="-- CERTIFICATE --\n")
    assert write_config(given, file) == [tmp_path / "server-ca.crt", file]
    assert f"sslrootcert={(tmp_path / 'server-ca.crt').as_posix()}" in load_settings(file, environ={}).database_url
    assert (tmp_path / "server-ca.crt").read_text("utf-8") == "-- CERTIFICATE --\n"


def test_a_place_that_takes_no_file_is_said(tmp_path):
    (tmp_path / "mpp").write_text("a file", encoding="utf-8")
    with pytest.raises(JoinError, match="cannot be written") as raised:
        write_config(HANDED, tmp_path / "mpp" / "config.toml")
    assert raised.value.code is JoinFault.NOT_WRITTEN


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only root gives files away")
def test_an_account_that_is_not_there_is_said_before_the_code_is_used(tmp_path):
    refuse_place(tmp_path / "mpp" / "config.toml", "nobody")
    with pytest.raises(JoinError, match=r"no account nosuchuser.*The code was not used"):
        refuse_place(tmp_path / "mpp" / "config.toml", "nosuchuser")


def test_a_place_that_takes_no_folder_is_said_before_the_code_is_used(tmp_path):
    (tmp_path / "mpp").write_text("a file", encoding="utf-8")
    with pytest.raises(JoinError, match="The code was not used"):
        refuse_place(tmp_path / "mpp" / "config.toml")


def _stick(**more: timedelta) -> str:
    return stick_text(HANDED, CODE, NOW, NOW + more.get("holds", timedelta(days=1)), bytes(range(RANDOM)))


def test_a_stick_is_opened_by_its_code(no_work):
    text = _stick()
    assert "Rahasia" not in text
    assert CODE not in text
    assert opened_stick(text, CODE, NOW, "1.2.3") == HANDED


@pytest.mark.parametrize(
    ("code", "now", "version", "fault"),
    [
        ("2345-6789-CFJK-MPQW", NOW, "1.2.3", JoinFault.WRONG_CODE),
        (CODE, NOW + timedelta(days=2), "1.2.3", JoinFault.OVER),
        (CODE, datetime(1970, 1, 1, tzinfo=UTC), "1.2.3", JoinFault.CLOCK),
        (CODE, NOW, "1.3.0", JoinFault.VERSIONS),
    ],
)
def test_a_stick_that_cannot_be_used_says_why(no_work, code, now, version, fault):
    with pytest.raises(JoinError) as raised:
        opened_stick(_stick(), code, now, version)
    assert raised.value.code is fault


def test_a_time_that_somebody_changed_in_it_does_not_open(no_work):
    longer = _stick().replace("2026-12-01T02:00", "2027-12-01T02:00")
    with pytest.raises(JoinError, match="the file was changed"):
        opened_stick(longer, CODE, NOW + timedelta(days=9), "1.2.3")


@pytest.mark.parametrize(
    "text", ["", "{}", "[]", "\x00", '{"sealed": 1}', _stick().replace('"random": "', '"random": "AA')]
)
def test_what_is_no_invitation_is_said(no_work, text):
    with pytest.raises(JoinError) as raised:
        opened_stick(text, CODE, NOW, "1.2.3")
    assert raised.value.code is JoinFault.BAD_FILE


def test_a_printer_is_found_among_silent_machines():
    async def play() -> tuple[tuple[str, ...], int]:
        heard = 0

        async def print_it(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            nonlocal heard
            heard += len(await reader.read(-1))
            writer.close()

        printer = await asyncio.start_server(print_it, "127.0.0.5", 0)
        port = printer.sockets[0].getsockname()[1]
        found = await printers_at(near("127.0.0.1"), port)
        printer.close()
        return found, heard

    assert asyncio.run(play()) == (("127.0.0.5",), 0)


@pytest.mark.parametrize(("address", "count"), [("192.168.10.31", 253), ("8.8.8.8", 0), ("fe80::1", 0), ("", 0)])
def test_only_the_own_private_network_is_looked_at(address, count):
    assert len(near(address)) == count
    assert address not in near(address)


def test_one_station_has_one_invitation(tmp_path):
    with only_invitation(tmp_path, "kiosk-1"):
        with pytest.raises(JoinError, match="open already"), only_invitation(tmp_path, "KIOSK-1"):
            raise AssertionError
        with only_invitation(tmp_path, "kiosk-2"):
            pass
    with only_invitation(tmp_path, "kiosk-1"):
        pass
    assert list(tmp_path.iterdir()) == []


def test_the_sample_says_what_its_machines_are():
    stations = load_settings(sample_config()).structure.stations
    roles = {one.name: role_of(one) for one in stations}
    assert roles["kiosk-1"] == roles["kiosk-2"] == "kiosk"
    assert {roles[name] for name in roles if name.startswith("board")} == {"display"}
    assert invited("Kiosk-2", stations, ()).name == "kiosk-2"
    assert invited("nobody", stations, ()) is None
