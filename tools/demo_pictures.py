"""Makes the pictures of docs/screens from those that `hall demo` left in demo-output."""

from __future__ import annotations

from pathlib import Path

from PIL import Image

WIDTHS = {
    "kiosk-1-agencies": ("kiosk", 540),
    "kiosk-3-number": ("kiosk-number", 540),
    "counter-3-called": ("counter", 1120),
    "display-called": ("display", 1280),
    "slip-*": ("slip", 288),
}


def main() -> None:
    """Scale each picture down and store it with a palette of its own."""
    target = Path("docs/screens")
    target.mkdir(exist_ok=True)
    for source, (name, width) in WIDTHS.items():
        (file,) = Path("demo-output").glob(f"{source}.png")
        picture = Image.open(file).convert("RGB")
        size = (width, round(picture.height * width / picture.width))
        small = picture.resize(size, Image.Resampling.LANCZOS).quantize(256, dither=Image.Dither.NONE)
        small.save(target / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
