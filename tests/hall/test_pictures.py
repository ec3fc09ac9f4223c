"""One reader for every picture that people bring."""

from __future__ import annotations

import base64
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from hall.pictures import TooLargePicture, UnreadPicture, is_passed_over, read_picture
from hall.settings.logo import logo_text

RED, BLUE = (200, 30, 30), (20, 40, 200)


def halves(size: tuple[int, int] = (60, 40)) -> Image.Image:
    """Red on the left, blue on the right."""
    picture = Image.new("RGB", size, RED)
    picture.paste(BLUE, (size[0] // 2, 0, *size))
    return picture


def near(found, wanted, room: int = 25) -> bool:
    return all(abs(one - other) <= room for one, other in zip(found[:3], wanted, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("queue_time", range(1, 9))
def test_a_picture_is_turned_as_its_camera_says(tmp_path: Path, queue_time: int, kind: str) -> None:
    exif = Image.Exif()
    exif[0x0112] = queue_time
    # As a camera would keep an upright picture that it took in this position.
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}
    stored = halves() if queue_time == 1 else halves().transpose(Image.Transpose(back[queue_time]))
    stored.save(tmp_path / "x", kind, exif=exif)
    read = read_picture(tmp_path / "x")
    assert read.size == (60, 40)
    assert near(read.getpixel((8, 20)), RED)
    assert near(read.getpixel((52, 20)), BLUE)


@pytest.mark.parametrize("room", [(30, 30), (600, 20)])
def test_it_fits_its_room_after_it_was_turned(tmp_path: Path, room: tuple[int, int]) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    halves((600, 400)).transpose(Image.Transpose.ROTATE_90).save(tmp_path / "x.jpg", exif=exif)
    read = read_picture(tmp_path / "x.jpg", room=room)
    assert read.width <= room[0]
    assert read.height <= room[1]
    assert read.width > read.height


def _of_mode(mode: str) -> Image.Image:
    grey = halves().convert("L")
    match mode:
        case "I;16":
            return Image.frombytes("I;16", grey.size, b"".join(bytes((value, value)) for value in grey.tobytes()))
        case "LA":
            return Image.merge("LA", (grey, grey.point(lambda _: 255)))
        case _:
            return halves().convert(mode)


@pytest.mark.parametrize(
    ("mode", "kind"),
    [("CMYK", "JPEG"), ("P", "PNG"), ("P", "GIF"), ("LA", "PNG"), ("L", "JPEG"), ("I;16", "PNG"), ("RGBA", "PNG")],
)
def test_every_mode_comes_out_in_its_own_colours(tmp_path: Path, mode: str, kind: str) -> None:
    _of_mode(mode).save(tmp_path / "x", kind)
    read = read_picture(tmp_path / "x")
    assert read.mode in ("RGB", "RGBA")
    left, right = (RED, BLUE) if mode in ("CMYK", "P", "RGBA") else ((81,) * 3, (52,) * 3)
    assert near(read.getpixel((8, 20)), left, 40)
    assert near(read.getpixel((52, 20)), right, 40)


def test_black_and_white_and_transparency_are_kept(tmp_path: Path) -> None:
    Image.new("1", (8, 8), 1).save(tmp_path / "white.png")
    assert read_picture(tmp_path / "white.png").getpixel((0, 0)) == (255, 255, 255)
    clear = Image.new("P", (8, 8), 3)
    clear.putpalette([0, 0, 0] * 3 + [255, 0, 0])
    clear.save(tmp_path / "clear.png", transparency=3)
    assert read_picture(tmp_path / "clear.png").getchannel("A").getpixel((0, 0)) == 0


def test_the_kind_is_what_the_content_says(tmp_path: Path) -> None:
    halves().save(tmp_path / "holiday.png", "JPEG")
    assert read_picture(tmp_path / "holiday.png").size == (60, 40)
    halves().save(tmp_path / "poster.png", "TIFF")
    with pytest.raises(UnreadPicture, match="not a picture of a kind"):
        read_picture(tmp_path / "poster.png")


def test_a_size_is_looked_at_before_the_dots_are_read(tmp_path: Path) -> None:
    Image.new("1", (9000, 8000)).save(tmp_path / "x.png")
    with pytest.raises(TooLargePicture, match="too many dots") as refusal:
        read_picture(tmp_path / "x.png")
    assert refusal.value.size == (9000, 8000)


def test_half_a_file_is_no_picture(tmp_path: Path) -> None:
    whole = BytesIO()
    halves((400, 400)).save(whole, "PNG")
    (tmp_path / "x.png").write_bytes(whole.getvalue()[:90])
    with pytest.raises(UnreadPicture):
        read_picture(tmp_path / "x.png")
    with pytest.raises(FileNotFoundError):
        read_picture(tmp_path / "gone.png")


@pytest.mark.parametrize(
    "name",
    ["._x.png", ".DS_Store", "Thumbs.db", "THUMBS.DB", "desktop.ini", "x.xmp", "x.PNG.xmp", ".hidden.jpg", "~$x.png"],
)
def test_what_systems_leave_beside_pictures_is_passed_over(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert is_passed_over(tmp_path / name)


@pytest.mark.parametrize("name", ["x.png", "@promo.jpg", "a.b.c.jpeg", "foto 1.PNG"])
def test_a_picture_is_not_passed_over(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(b"x")
    assert not is_passed_over(tmp_path / name)


def test_the_logo_stands_upright_on_the_slip(tmp_path: Path) -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    wide = Image.new("L", (200, 60), 0)
    wide.transpose(Image.Transpose.ROTATE_90).save(tmp_path / "logo.jpg", exif=exif)
    with Image.open(BytesIO(base64.b64decode(logo_text(tmp_path / "logo.jpg")))) as made:
        assert made.width > made.height
