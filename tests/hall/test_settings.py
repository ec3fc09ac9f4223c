"""The configuration becomes frozen settings: overrides, stations, defaults, and the sample hall."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from collections.abc import Callable, Iterator
from datetime import time, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hall.assets import sample_config
from hall.errors import SettingsError
from hall.settings import load_settings
from hall.settings.lines import KeyPath, index_lines
from hall.settings.paths import keys_of
from hall.settings.schema import TABLES
from hall.structure import Station, TimeRange

SAMPLE = sample_config().read_text("utf-8")
STATION_ONLY = """\
[database]
url = "postgresql://hall:secret@192.168.10.2/hall"

[station]
name = "kiosk-2"
zone = "menara"
printer = "file:///dev/usb/lp0"
paper_mm = 58
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[[str], Path]:
    def write_config(text: str) -> Path:
        path = tmp_path / "config.toml"
        path.write_text(text, "utf-8")
        return path

    return write_config


def test_the_sample_is_the_whole_hall() -> None:
    structure = load_settings(sample_config(), environ={}).structure
    assert structure is not None
    assert structure.hall.timezone == "Asia/Makassar"
    assert structure.hall.always_open is False
    assert [zone.id for zone in structure.zones] == ["podium", "selasar", "menara"]
    assert len(structure.agencies) == 22
    assert len(structure.services) >= 60
    assert [counter.label for counter in structure.counters] == [str(n) for n in range(1, 41)]
    assert {counter.zone for counter in structure.counters} == {"podium", "selasar", "menara"}
    assert structure.hall.hours.days[4] == (
        TimeRange(time(7, 30), time(11, 30)),
        TimeRange(time(13), time(16)),
    )
    assert structure.hall.hours.days[5:] == ((), ())


def test_the_sample_begins_like_the_pictures() -> None:
    structure = load_settings(sample_config(), environ={}).structure
    assert structure is not None
    first = [s for s in structure.services if s.agency == "disdukcapil"]
    assert [(s.prefix, s.name) for s in first] == [
        ("A", "Perekaman KTP-el"),
        ("B", "Cetak ulang KTP-el"),
        ("C", "Kartu keluarga"),
        ("D", "Akta kelahiran"),
        ("E", "Akta kematian"),
        ("F", "Pindah dan datang"),
        ("G", "Kartu identitas anak"),
    ]
    seven = next(counter for counter in structure.counters if counter.label == "7")
    prefix = {s.id: s.prefix for s in structure.services}
    assert [(prefix[s.service], s.rank) for s in seven.services] == [("A", 1), ("B", 1), ("C", 2)]


def test_requirements_of_the_sample_fit_one_line_of_the_kiosk() -> None:
    structure = load_settings(sample_config(), environ={}).structure
    assert structure is not None
    assert all(0 < len(s.requirement) <= 40 and len(s.requirement_en) <= 48 for s in structure.services)


def test_white_is_readable_on_every_colour_of_the_sample() -> None:
    structure = load_settings(sample_config(), environ={}).structure
    assert structure is not None
    for agency in structure.agencies:
        assert 1.05 / (_luminance(agency.colour) + 0.05) >= 7, agency.id


def _luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_settings_are_frozen() -> None:
    loaded = load_settings(sample_config(), environ={})
    with pytest.raises(dataclasses.FrozenInstanceError):
        loaded.language = "en"


def test_a_file_with_database_and_station_only_is_enough(write: Callable[[str], Path]) -> None:
    loaded = load_settings(write(STATION_ONLY), environ={})
    assert loaded.structure is None
    assert loaded.database_url == "postgresql://hall:secret@192.168.10.2/hall"
    assert loaded.station == Station("kiosk-2", "menara", "file:///dev/usb/lp0", 58)
    assert loaded.station_name == "kiosk-2"
    assert loaded.language == "id"


def test_the_command_line_goes_before_the_environment_and_the_file(write: Callable[[str], Path]) -> None:
    path = write(STATION_ONLY)
    environ = {"HALL_DATABASE_URL": "postgresql://localhost/fromenv"}
    assert load_settings(path, environ=environ).database_url == "postgresql://localhost/fromenv"
    given_url = "postgresql+psycopg://a:5432,b:5432/hall?target_session_attrs=read-write"
    assert load_settings(path, database=given_url, environ=environ).database_url == given_url
    assert load_settings(path, environ={"HALL_DATABASE_URL": ""}).database_url.endswith("@192.168.10.2/hall")


def test_a_relative_sqlite_file_lies_beside_the_configuration(
    write: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = write('[database]\nurl = "sqlite:///data/hall.db"\n')
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert load_settings(path, environ={}).database_url == f"sqlite:///{tmp_path}/data/hall.db"
    assert load_settings(Path("../config.toml"), environ={}).database_url.endswith("/data/hall.db")
    assert load_settings(path, database="sqlite:////var/hall.db", environ={}).database_url == "sqlite:////var/hall.db"
    assert load_settings(path, database="sqlite:///C:/hall.db", environ={}).database_url == "sqlite:///C:/hall.db"


def test_without_a_url_the_database_lies_beside_the_configuration(write: Callable[[str], Path], tmp_path: Path) -> None:
    path = write('[station]\nname = "kiosk-1"\n')
    assert load_settings(path, environ={}).database_url == f"sqlite:///{tmp_path}/hall.db"


def test_a_station_is_found_by_its_name() -> None:
    loaded = load_settings(sample_config(), station="kiosk-2", environ={})
    assert loaded.station is not None
    assert (loaded.station.printer, loaded.station.paper_mm) == ("tcp://192.168.10.22:9100", 58)
    assert load_settings(sample_config(), station="nowhere", environ={}).station is None


def test_a_station_without_a_name_has_that_of_its_machine(
    write: Callable[[str], Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "mpp-07")
    loaded = load_settings(write('[station]\nprinter = "paper:slips"\n'), environ={})
    assert loaded.station_name == "mpp-07"
    assert loaded.station == Station("mpp-07", printer="paper:slips")


def test_a_name_given_on_the_command_line_keeps_the_values_of_the_one_station(write: Callable[[str], Path]) -> None:
    loaded = load_settings(write(STATION_ONLY), station="kiosk-9", environ={})
    assert loaded.station == Station("kiosk-9", "menara", "file:///dev/usb/lp0", 58)


def test_rules_have_defaults_and_ids_are_made_from_names(write: Callable[[str], Path]) -> None:
    text = SAMPLE.replace("priority_streak = 2\n", "").replace('day_close = "23:00"\n', "")
    structure = load_settings(write(text), environ={}).structure
    assert structure is not None
    assert structure.hall.rules.priority_streak == 2
    assert structure.hall.rules.longest_wait == timedelta(minutes=45)
    assert structure.hall.rules.day_close == time(23)
    assert structure.services[0].id == "disdukcapil-perekaman-ktp-el"
    assert structure.counters[6].id == "loket-7"


def test_counters_may_name_services_by_id_and_of_other_agencies(write: Callable[[str], Path]) -> None:
    text = SAMPLE.replace('services = ["3P", "3Q"]', 'services = ["3P", "3Q", "disdukcapil-kartu-keluarga"]')
    structure = load_settings(write(text), environ={}).structure
    assert structure is not None
    assert structure.counters[-1].services[-1].service == "disdukcapil-kartu-keluarga"


def test_ranges_of_a_day_are_put_in_order(write: Callable[[str], Path]) -> None:
    text = SAMPLE.replace('["07:30-12:00", "13:00-16:00"]', '["13:00-16:00", "07:30-12:00"]', 1)
    structure = load_settings(write(text), environ={}).structure
    assert structure is not None
    assert [r.start for r in structure.hall.hours.days[0]] == [time(7, 30), time(13)]


def test_windows_line_ends_change_nothing(tmp_path: Path) -> None:
    path = tmp_path / "config.toml"
    path.write_bytes(SAMPLE.replace("\n", "\r\n").encode())
    assert load_settings(path, environ={}).structure == load_settings(sample_config(), environ={}).structure


def test_the_handbook_explains_every_key() -> None:
    handbook = (sample_config().parent / "docs" / "configuration.md").read_text("utf-8")
    for header, table in TABLES.items():
        for key in keys_of(table):
            assert f"`{key}`" in handbook or f"`[{key}]`" in handbook or f"`[[{key}]]`" in handbook, (header, key)


LINES = """\
title = "x" # a remark with [brackets] and "quotes
"quoted key" = 1
'literal'.dotted . deep = [1,
  2, # two
  [3,
   "]"],
]
text = \"\"\"
[not.a.table]
"escaped \\\"\"\" quotes"\"\"\"\"
inline = { a = 1, b.c = ["x", 'y'], "d" = { e = 2 } }
when = 1979-05-27 07:32:00
[table . "with space"]
key = '''
# not a remark'''
[[row]]
id = 1
[[row.inner]]
n = 1
[[row.inner]]
n = 2
[row.sub]
k = true
[[row]]
[[row.inner]]
n = 3
"""


def test_every_key_knows_its_line() -> None:
    index = index_lines(LINES)
    expected: dict[KeyPath, int] = {
        ("title",): 1,
        ("quoted key",): 2,
        ("literal", "dotted", "deep"): 3,
        ("literal", "dotted", "deep", 1): 4,
        ("literal", "dotted", "deep", 2, 1): 6,
        ("text",): 8,
        ("inline", "b", "c", 1): 11,
        ("inline", "d", "e"): 11,
        ("when",): 12,
        ("table", "with space"): 13,
        ("table", "with space", "key"): 14,
        ("row", 0): 16,
        ("row", 0, "inner", 1, "n"): 21,
        ("row", 0, "sub", "k"): 23,
        ("row", 1): 24,
        ("row", 1, "inner", 0, "n"): 26,
        ("row", 1, "missing"): 24,
        (): 1,
    }
    assert {path: index.line_of(path) for path in expected} == expected


@pytest.mark.parametrize("text", [LINES, SAMPLE], ids=["tricky", "sample"])
def test_the_line_index_knows_all_that_tomllib_reads(text: str) -> None:
    index = index_lines(text)
    assert [path for path in _paths(tomllib.loads(text)) if path not in index] == []


def _paths(value: object, path: KeyPath = ()) -> Iterator[KeyPath]:
    if path:
        yield path
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _paths(inner, (*path, key))
    elif isinstance(value, list):
        for at, inner in enumerate(value):
            yield from _paths(inner, (*path, at))


_SAMPLE_LINES = SAMPLE.split("\n")
_GARBAGE = st.one_of(
    st.text(alphabet="[]{}\"'=#,.\\-_ aZ09:\té“\x00\n", max_size=12),
    st.sampled_from(["[[agency]]", "[station]", "[hours]", '"""', "'''", "]", "[[[[", "x = {", "a.b.c = 1", "= 1"]),
)
_MUTATIONS = st.lists(
    st.tuples(
        st.sampled_from(["delete", "duplicate", "garble", "swap"]),
        st.integers(0, len(_SAMPLE_LINES) - 1),
        st.integers(0, 40),
        _GARBAGE,
    ),
    min_size=1,
    max_size=4,
)


@settings(max_examples=80)
@given(_MUTATIONS)
@example([("garble", 13, 7, '"""')])
@example([("garble", 26, 0, "x = {")])
def test_a_damaged_sample_loads_or_says_what_is_wrong(
    tmp_path_factory: pytest.TempPathFactory, mutations: list[tuple[str, int, int, str]]
) -> None:
    lines = list(_SAMPLE_LINES)
    for kind, place, column, garbage in mutations:
        at = place % len(lines)
        if kind == "delete":
            del lines[at]
        elif kind == "duplicate":
            lines.insert(at, lines[at])
        elif kind == "swap":
            lines[at], lines[at - 1] = lines[at - 1], lines[at]
        else:
            lines[at] = lines[at][:column] + garbage + lines[at][column + len(garbage) :]
    path = tmp_path_factory.mktemp("damaged") / "config.toml"
    path.write_text("\n".join(lines), "utf-8")
    for problem in _problems(path):
        assert re.fullmatch(r".*config\.toml:\d+: .+: .+", problem), problem


def _problems(path: Path) -> tuple[str, ...]:
    try:
        load_settings(path, environ={})
    except SettingsError as error:
        return error.problems or ("no problem is named",)
    return ()


def test_a_program_for_the_public_refuses_a_station_that_the_file_does_not_list(tmp_path, capsys):
    from hall.assets import sample_config
    from hall.settings import settings_or_exit

    file = tmp_path / "config.toml"
    file.write_bytes(sample_config().read_bytes())
    assert settings_or_exit(file, station="kiosk-1", known_station=True).station is not None
    assert settings_or_exit(file, station="meja-7").station is None
    with pytest.raises(SystemExit) as end:
        settings_or_exit(file, station="kiosk1", known_station=True)
    assert end.value.code == 2
    assert 'did you mean "kiosk-1"' in capsys.readouterr().err


def test_a_board_says_where_the_zones_lie_from_it(write: Callable[[str], Path]) -> None:
    settings = load_settings(write(f'{SAMPLE}\n[station.board]\narrows = {{ selasar = "left", menara = "up" }}\n'))
    assert settings.structure is not None
    assert settings.structure.stations[-1].board.arrows == (("menara", "up"), ("selasar", "left"))
