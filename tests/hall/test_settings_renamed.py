"""Old names of settings and of commands still work, and warn."""

import re

import pytest

from hall.assets import sample_config
from hall.errors import SettingsError
from hall.settings import load_settings
from hallctl.arguments import current_words

NEW_OF = {
    "pictogram": "sign", "directions": "way", "directions_en": "way_en", "counter_directions": "counter_way",
    "counter_directions_en": "counter_way_en", "transfer_queue_time": "transfer_turn",
}  # fmt: skip


@pytest.fixture
def old_file(tmp_path):
    text = sample_config().read_text("utf-8").replace('"ahead", "directions", "qr"', '"ahead", "way", "qr"')
    for new, old in NEW_OF.items():
        text = re.sub(rf"(?m)^{new} =", f"{old} =", text)
    file = tmp_path / "config.toml"
    file.write_text(text, "utf-8")
    return file


def test_a_file_with_old_names_makes_the_same_hall_and_warns_with_its_lines(old_file):
    settings = load_settings(old_file, environ={})
    assert settings.structure == load_settings(sample_config(), environ={}).structure
    line = old_file.read_text("utf-8").split("\n").index('sign = "podium"') + 1
    assert f'{old_file}:{line}: zone: "sign" is now "pictogram"; the old name will go' in settings.warnings
    assert any('slip.parts: "way" is now "directions"' in warning for warning in settings.warnings)
    assert any('rules: "transfer_turn" is now "transfer_queue_time"' in warning for warning in settings.warnings)


def test_the_sample_has_no_old_name():
    assert load_settings(sample_config(), environ={}).warnings == ()


def test_a_wrong_value_of_an_old_name_is_found_at_its_line(old_file):
    text = old_file.read_text("utf-8").replace('sign = "podium"', 'sign = "podum"')
    old_file.write_text(text, "utf-8")
    line = text.split("\n").index('sign = "podum"') + 1
    with pytest.raises(SettingsError, match=rf"config\.toml:{line}: zone\[1 podium\]\.pictogram"):
        load_settings(old_file, environ={})


def test_both_names_are_one_too_many(old_file):
    old_file.write_text(
        old_file.read_text("utf-8").replace('sign = "podium"', 'sign = "podium"\npictogram = "podium"'), "utf-8"
    )
    with pytest.raises(SettingsError, match=r'sign: .*is the old name of "pictogram", which is there too'):
        load_settings(old_file, environ={})


@pytest.mark.parametrize(
    ("words", "current"),
    [
        (["numbers", "take-over", "A", "57"], ["numbers", "import-manual", "A", "57"]),
        (["voice", "build", "-o", "suara", "--anew"], ["voice", "build", "-o", "suara", "--again"]),
        (["--json", "numbers", "take-over", "A", "1"], ["--json", "numbers", "import-manual", "A", "1"]),
        (["announce", "add", "take-over"], ["announce", "add", "take-over"]),
        (["numbers", "import-manual", "take-over", "5"], ["numbers", "import-manual", "take-over", "5"]),
        (["--config", "numbers", "take-over", "5"], ["--config", "numbers", "take-over", "5"]),
        (
            ["--as=ani", "numbers", "--config", "x", "take-over"],
            ["--as=ani", "numbers", "--config", "x", "import-manual"],
        ),
        (["numbers", "--", "take-over"], ["numbers", "--", "take-over"]),
        (["voice", "--config", "--anew", "build"], ["voice", "--config", "--anew", "build"]),
    ],
)
def test_old_words_of_commands_stand_for_the_new_ones(words, current):
    found, warnings = current_words(words)
    assert found == current
    assert len(warnings) == (words != current)
