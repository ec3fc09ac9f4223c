"""The shortcuts of a clerk's machine: how they are written, and which of two counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from hall.desk_setup import BAR_SHORTCUTS, KEYPAD_ACTIONS, DeskSetup
from hall.errors import SettingsError
from hall.settings import load_settings
from hall.shortcuts import KEYS, Shortcut, shortcut_of


@pytest.mark.parametrize(
    ("text", "shortcut"),
    [
        ("F13", Shortcut("F13")),
        ("shift+ctrl+f2", Shortcut("F2", ("Ctrl", "Shift"))),
        ("Alt+Num+", Shortcut("Num+", ("Alt",))),
        ("Num+", Shortcut("Num+")),
        ("Win+q", Shortcut("Q", ("Super",))),
    ],
)
def test_a_shortcut_is_read_whatever_its_order_and_letters(text, shortcut):
    assert shortcut_of(text) == shortcut
    assert shortcut_of(str(shortcut)) == shortcut


@pytest.mark.parametrize("text", ["", "F25", "Ctrl", "Ctrl+", "A", "Shift+7", "F1+F2", "Ctrl+Ente", "Num"])
def test_what_no_shortcut_can_be_is_refused(text):
    with pytest.raises(ValueError, match=r"^(has|would)"):
        shortcut_of(text)


def test_every_key_can_be_written_and_no_default_has_two_actions():
    for key in KEYS:
        assert shortcut_of(f"Ctrl+{key}").key == key
    assert len({shortcut_of(text) for text in BAR_SHORTCUTS.values()}) == len(BAR_SHORTCUTS)
    assert len(DeskSetup(keypad=True).keys()) == len(BAR_SHORTCUTS) + len(KEYPAD_ACTIONS)


def test_what_was_set_goes_before_the_number_block():
    keys = DeskSetup({"recall": Shortcut("Num2")}, keypad=True).keys()
    assert (keys[Shortcut("Num2")], keys[Shortcut("NumEnter")]) == ("recall", "call_next")


def _load(tmp_path: Path, text: str):
    file = tmp_path / "config.toml"
    file.write_text(text, "utf-8")
    return load_settings(file, environ={})


def test_a_machine_s_own_file_sets_its_desk(tmp_path):
    desk = _load(
        tmp_path,
        '[desk]\nlock_minutes = 0\nbar_edge = "top"\nkeypad = true\nshortcuts = { call_next = "F13", undo = "" }\n',
    ).desk
    assert (desk.lock_minutes, desk.edge, desk.keypad) == (0, "top", True)
    assert desk.shortcuts["call_next"] == Shortcut("F13")
    assert "undo" not in desk.shortcuts
    assert _load(tmp_path, 'language = "en"\n').desk == DeskSetup()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('call_next = "Ctrl+Shift+F22x"', '"Ctrl+Shift+F22x": has an unknown key "F22x"; did you mean'),
        ('call_next = "F13"\nserve = "f13"', "is the shortcut of"),
        ('recall = "Ctrl+Shift+F2"', '"Ctrl+Shift+F2": is the shortcut of call_next already'),
        ("call_next = 2", "is not text in quotes"),
    ],
)
def test_a_shortcut_that_cannot_be_is_named_with_its_line(tmp_path, text, said):
    with pytest.raises(SettingsError) as raised:
        _load(tmp_path, f"[desk.shortcuts]\n{text}\n")
    assert len(raised.value.problems) == 1
    assert said in raised.value.problems[0]
