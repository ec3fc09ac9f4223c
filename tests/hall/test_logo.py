"""The logo on slips: what makes one, and what is said of what does not."""

from __future__ import annotations

import base64
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image, ImageDraw

from hall.assets import sample_config
from hall.errors import SettingsError
from hall.settings.load import load_settings
from hall.settings.logo import HEIGHT, WIDEST, logo_text


def test_any_picture_becomes_small_and_black_and_white(tmp_path: Path) -> None:
    picture = Image.new("RGBA", (900, 300), (0, 0, 0, 0))
    ImageDraw.Draw(picture).ellipse((10, 10, 290, 290), fill="navy")
    picture.save(tmp_path / "logo.png")
    with Image.open(BytesIO(base64.b64decode(logo_text(tmp_path / "logo.png")))) as made:
        assert made.mode == "1"
        assert made.width <= WIDEST
        assert made.height <= HEIGHT
        assert made.getpixel((0, 0)) == 255  # what was transparent is paper


@pytest.mark.parametrize(
    ("make", "said"),
    [
        (lambda file: None, "does not exist"),
        (lambda file: file.write_text("x"), "not a picture"),
        (lambda file: Image.new("RGB", (50, 50), "white").save(file), "nothing dark"),
        (lambda file: Image.new("1", (12000, 9000)).save(file), "too many dots"),
        (lambda file: Image.new("1", (5000, 5000)).save(file), "too many dots"),
        # By its content: Pillow would start Ghostscript for it.
        (lambda file: Image.new("RGB", (50, 50)).save(file, format="EPS"), "not a picture"),
        (lambda file: Image.new("RGB", (50, 50)).save(file, format="TIFF"), "not a picture"),
    ],
)
def test_what_is_no_logo_is_said(tmp_path: Path, make, said: str) -> None:
    make(tmp_path / "logo.png")
    file = tmp_path / "config.toml"
    sample = sample_config().read_text(encoding="utf-8")
    file.write_text(sample.replace("# logo =", "logo ="), encoding="utf-8")
    line = next(at for at, text in enumerate(sample.splitlines(), 1) if text.startswith("# logo ="))
    with pytest.raises(SettingsError, match=f':{line}: slip.logo: "logo.png": the file .*{said}'):
        load_settings(file)
