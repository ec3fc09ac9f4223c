"""The languages and the pack of [voice] are checked before a hall finds out by silence."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hall.assets import asset, sample_config
from hall.errors import SettingsError
from hall.settings import load_settings


@pytest.fixture
def write(tmp_path: Path):
    """Writes the sample hall with these lines in [voice], and says the line of the last one."""

    def written(lines: str) -> int:
        text = sample_config().read_text(encoding="utf-8")
        head, mark, rest = text.partition("[voice]\n")
        kept = [line for line in rest.splitlines() if not line.startswith(("languages =", "pack ="))]
        changed = f"{head}{mark}{lines}\n" + "\n".join(kept)
        (tmp_path / "config.toml").write_text(changed, encoding="utf-8")
        return (head + mark + lines).count("\n") + 1

    return written


def problem_of(tmp_path: Path) -> str:
    with pytest.raises(SettingsError) as error:
        load_settings(tmp_path / "config.toml", environ={}, with_pack=True)
    (sentence,) = error.value.problems
    return sentence.removeprefix(f"{tmp_path / 'config.toml'}:")


@pytest.mark.parametrize(
    ("languages", "key", "said"),
    [
        ('["ID"]', "voice.languages[1]", '"ID": is no code of a language; did you mean "id"?'),
        ('["id-ID"]', "voice.languages[1]", '"id-ID": is no code of a language; allowed: a list of up to 4 languages'),
        ('["id", "i"]', "voice.languages[2]", '"i": is no code of a language'),
        ('["indonesia"]', "voice.languages[1]", '"indonesia": is no code of a language'),
        ('["id", "en", "id"]', "voice.languages[3]", '"id": stands twice, first on line'),
        ('["id", "jv"]', "voice.languages[2]", '"jv": the voice pack does not speak it; allowed: en, id'),
    ],
)
def test_a_language_that_cannot_be_spoken_is_a_mistake(tmp_path, write, languages, key, said):
    line = write(f"languages = {languages}")
    assert problem_of(tmp_path).startswith(f"{line}: {key}: {said}")


def test_the_languages_are_those_of_the_halls_own_pack(tmp_path, write):
    shutil.copytree(asset("voices/indonesia"), tmp_path / "suara", ignore=shutil.ignore_patterns("*.wav"))
    (tmp_path / "suara/jv.toml").write_text("not even a grammar", encoding="utf-8")
    (tmp_path / "suara/en.toml").unlink()
    write('pack = "suara"\nlanguages = ["id", "jv"]')
    assert load_settings(tmp_path / "config.toml", environ={}, with_pack=True).structure
    line = write('pack = "suara"\nlanguages = ["id", "en"]')
    assert problem_of(tmp_path).startswith(
        f'{line}: voice.languages[2]: "en": the voice pack does not speak it; allowed:'
    )


def test_a_pack_without_the_usual_language_is_a_mistake(tmp_path, write):
    (tmp_path / "suara").mkdir()
    (tmp_path / "suara/jv.toml").touch()
    write('pack = "suara"')
    assert 'voice.languages: "id": the voice pack does not speak it; allowed: jv' in problem_of(tmp_path)


def test_a_pack_that_is_not_there_or_is_none_is_a_mistake(tmp_path, write):
    line = write('pack = "suara"')
    assert problem_of(tmp_path).startswith(f'{line}: voice.pack: "suara": is no folder; allowed: a voice pack next to')
    (tmp_path / "suara").mkdir()
    assert problem_of(tmp_path).startswith(f'{line}: voice.pack: "suara": is no voice pack: it has no grammar')


def test_a_program_starts_without_the_pack_that_only_boards_need(tmp_path, write):
    write('pack = "suara"')
    assert load_settings(tmp_path / "config.toml", environ={}).structure
