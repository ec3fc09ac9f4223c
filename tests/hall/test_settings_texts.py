"""A walk over every text of the configuration: it stands on screens and slips as it was written, or is refused."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from hall.errors import SettingsError
from hall.printing.ascii_text import plain
from hall.settings import load_settings
from tests.typed_texts import TEXTS, is_kept_well

CONFIG = """\
name = "Mal Pelayanan Publik"
city = "Kota Kendari"
timezone = "Asia/Makassar"
language = "id"
running_text = ["Selamat datang"]

[hours]
monday = ["07:30-12:00"]

[[profile]]
name = "Ramadan"
first = "2027-02-08"
last = "2027-03-09"
[profile.hours]
monday = ["08:00-12:00"]

[[calendar.holiday]]
day = "2027-05-09"
name = "Hari Jadi"

[[obstacle]]
id = "berkas"
name = "Berkas belum lengkap"
name_en = "Documents missing"

[slip]
footer = ["Terima kasih"]
footer_en = ["Thank you"]

[[zone]]
id = "podium"
name = "Podium"
pictogram = "podium"
directions = "Lurus saja"
directions_en = "Straight on"

[[agency]]
id = "disdukcapil"
name = "Disdukcapil"
full_name = "Dinas Kependudukan"
icon = "card-account-details"
colour = "#1D4E89"

[[agency.service]]
prefix = "A"
id = "ktp"
name = "Perekaman KTP-el"
name_en = "ID card"
requirement = "Bawa KK"
requirement_en = "Bring the family card"
promised_minutes = 15

[[counter]]
id = "loket-7"
label = "7"
zone = "podium"
agency = "disdukcapil"
services = ["A"]

[[station]]
name = "kiosk-1"
printer = "tcp://192.168.10.21:9100"
"""
PLACES = list(re.finditer(r'"([^"]*)"', CONFIG))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif dataclasses.is_dataclass(value):
        yield from (text for one in dataclasses.fields(value) for text in _texts(getattr(value, one.name)))
    elif isinstance(value, tuple | list):
        yield from (text for inner in value for text in _texts(inner))


def _escaped(text: str) -> str:
    return "".join(sign if sign.isprintable() else f"\\u{ord(sign):04x}" for sign in text)


def test_the_plain_configuration_is_sound(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_text(CONFIG, "utf-8")
    assert load_settings(tmp_path / "config.toml").structure is not None


@pytest.mark.parametrize("kind", [*TEXTS, "signs"])
def test_every_text_is_kept_as_it_can_be_shown_or_refused_with_its_line(tmp_path: Path, kind: str) -> None:
    text = TEXTS.get(kind, "≥ ° ½ § €")
    file = tmp_path / "config.toml"
    taken = 0
    for place in PLACES:
        file.write_text(f'{CONFIG[: place.start()]}"{_escaped(text)}"{CONFIG[place.end() :]}', "utf-8")
        try:
            settings = load_settings(file)
        except SettingsError as error:
            wrong = [line for line in error.problems if not line.isprintable() or len(line) > 600]
            assert wrong == [], place[1]
        else:
            taken += 1
            shown = list(_texts(settings.structure))
            assert [one for one in shown if not is_kept_well(one)] == [], place[1]
            assert [one for one in shown if "?" in plain(one)] == [], place[1]
    assert (taken > 0) is (kind in ("decomposed", "signs"))
