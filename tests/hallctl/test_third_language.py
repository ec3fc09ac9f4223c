"""A hall with a language of its own, made as a hall makes it: refusal, date, state, slip and the programs' settings."""

from __future__ import annotations

import json
from dataclasses import fields
from datetime import date, time
from pathlib import Path

import pytest

from hall.dates import clock_text, date_text, short_date_text
from hall.errors import Refused, SettingsError
from hall.guessing import Wait
from hall.lifecycle import Action, State
from hall.opening import Opening
from hall.printing.slip import slip_of
from hall.settings import load_settings
from hall.translator import Translator
from hallctl.main import main
from tests.printing.samples import HALL, ticket

DAY = date(2026, 11, 23)
NOON = ticket().issued_at


@pytest.fixture
def muna(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Translator:
    """The messages of a machine whose hall has filled in every text: the Indonesian one in brackets."""
    monkeypatch.chdir(tmp_path)
    Path("config.toml").write_text('language = "muna"\n', encoding="utf-8")
    assert main(["language", "new", "muna"]) == 0
    file = Path("messages/muna.json")
    texts = json.loads(file.read_text("utf-8"))
    filled = {key: f"[{texts[f'# {key}']}]" for key in texts if not key.startswith("#") and key != "dates.separator"}
    plain = {key: entry for key, entry in filled.items() if isinstance(texts[f"# {key}"], str)}
    file.write_text(json.dumps(plain), encoding="utf-8")
    return load_settings(None).translate


def test_a_refusal_is_in_the_language(muna: Translator):
    refused = Refused("wrong_state", number="A-042", state=State.DONE, action=Action.RECALL)
    assert refused.message(muna) == "[A-042 [sudah selesai], jadi tidak bisa [dipanggil ulang].]"


def test_dates_times_and_pauses_are_in_the_language(muna: Translator):
    assert date_text(DAY, muna) == "[[Senin], 23 [November] 2026]"
    assert short_date_text(DAY, muna) == "[[Sen], 23 [Nov]]"
    assert clock_text(time(7, 5), muna) == "07.05"
    assert Wait(45).message(muna) == "[45 detik]"


def test_an_opening_is_in_the_language(muna: Translator):
    assert Opening(False, "quota", NOON).message(muna) == "[Kuota hari ini habis]"


def test_every_text_of_a_slip_that_is_not_the_hall_s_own_is_in_the_language(muna: Translator):
    slip = slip_of(ticket(priority=True, ahead=12), HALL, muna, copy=1)
    own = {"code", "token", "hall", "city", "service", "agency", "zone_pictogram", "directions", "parts", "requirement"}
    own |= {"also", "logo", "copy"}
    said = [getattr(slip, field.name) for field in fields(slip) if field.name not in own]
    texts = [text for one in said for text in (one if isinstance(one, tuple) else (one,))]
    texts = [part for text in texts for part in ((text.value, text.caption) if hasattr(text, "value") else (text,))]
    assert [text for text in texts if text and not text.startswith("[") and any(map(str.isalpha, text))] == []


def test_a_machine_starts_in_no_language_that_is_not_there(tmp_path: Path):
    (tmp_path / "config.toml").write_text('language = "tolaki"\n', encoding="utf-8")
    with pytest.raises(SettingsError, match=r'language: "tolaki": is unknown.*"id" or "en"'):
        load_settings(tmp_path / "config.toml")
