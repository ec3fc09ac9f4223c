from __future__ import annotations

import json
from pathlib import Path

import display
from hall.assets import asset


def test_no_text_is_left_over():
    code = "\n".join(path.read_text("utf-8") for path in Path(display.__file__).parent.rglob("*.py"))
    built = (
        "display.no_start.",
        "display.second_start.",
        "display.warning.store_",
    )  # qtkit.start, display.parts.staff_note
    for key in json.loads(asset("messages/id/display.json").read_text("utf-8")):
        assert key.startswith(built) or f'"{key}"' in code or f"'{key}'" in code, key
