"""Which characters can be drawn, and how those that cannot are named."""

from __future__ import annotations

import pytest

from hall.glyphs import undrawn

FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"


@pytest.mark.parametrize(
    ("text", "signs"),
    [
        ("Nomor A-042 tetap berlaku – 11.30 → loket 7 • °C ½ € №", ()),
        ("Gangguan \U0001f6a8", ("\U0001f6a8",)),
        ("\U0001f6a8 B\U0001f44d dan \U0001f6a8", ("\U0001f6a8", "\U0001f44d")),
        (f"Ruang {FAMILY} keluarga", (FAMILY,)),
        ("Awas \u26a0\ufe0f!", ("\u26a0\ufe0f",)),
        ("登録 ulang", ("登録",)),
        ("cafe\u0301", ()),
        ("a\u200db", ()),
    ],
)
def test_signs_without_a_shape_are_named_as_they_are_seen(text, signs):
    assert undrawn(text) == signs
