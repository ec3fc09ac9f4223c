"""Tool tips show a text as it is, whatever somebody typed into a name."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from PySide6.QtGui import QTextDocument
from PySide6.QtWidgets import QLabel

from qtkit.tips import plain_tip, set_tip

ROOT = Path(__file__).parents[2]


def shown(tip: str) -> str:
    document = QTextDocument()
    document.setHtml(tip)
    return document.toPlainText()


@pytest.mark.parametrize("name", ["<b>x</b>", "<img src=file:///etc/passwd>", "a <br> b", "Siti & <i>Budi</i>\nAni"])
def test_a_name_that_looks_like_rich_text_is_shown_sign_by_sign(qapp, name):
    assert shown(plain_tip(name)) == name
    label = QLabel()
    set_tip(label, name)
    assert label.toolTip() == plain_tip(name)


def test_a_plain_text_stays_as_it_is(qapp):
    assert plain_tip("Loket 7\nSiti < Budi") == "Loket 7\nSiti < Budi"
    assert plain_tip("") == ""


@pytest.mark.parametrize("package", ["counter", "kiosk", "display", "qtkit"])
def test_no_window_sets_a_tool_tip_or_a_label_that_qt_may_take_for_rich_text(package):
    for file in (ROOT / package).rglob("*.py"):
        text = file.read_text(encoding="utf-8")
        if file.name != "tips.py":
            assert ".setToolTip(" not in text, file
        if re.search(r"\bQLabel\(|\(QLabel\)", text):
            assert "setTextFormat(Qt.TextFormat.PlainText)" in text, file
        assert "QMessageBox" not in text, file
