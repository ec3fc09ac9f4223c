"""A word of the staff is whole, calm and next to the calls, however long they write."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QRect, QRectF

from display.parts.announcement import announcement_texts, line_icon
from display.window import DisplayWindow
from hall.structure import BoardSetup
from hall.views import AnnouncementView
from qtkit.paint import break_long_words, text_width
from qtkit.theme.fonts import font
from qtkit.theme.tokens import Colours
from tests.display import board_samples as sample
from tests.display.board_parts import announcement_of, large_call, part, texts_of
from tests.display.pixels import painted, pixel_count
from tests.hall_samples import small_hall

SIZES = [(1280, 720), (1920, 1080), (1080, 1920)]
OUTAGE = AnnouncementView(
    1, "outage", "Layanan Imigrasi terhenti: jaringan pusat",
    ("Nomor dan giliran Anda tetap berlaku.", "Kabar berikutnya pukul 11.00.", "Instansi lain tetap melayani."),
    "", "", sample.NOON, None, "penyelia",
)  # fmt: skip
LONG = replace(
    OUTAGE,
    title="Layanan Kependudukan, Keimigrasian, dan Ketenagakerjaan untuk sementara tidak dapat dilanjutkan karena "
    "jaringan pusat",
    lines=(
        "Nomor antrean yang sudah diambil hari ini dan giliran Anda tetap berlaku sampai layanan dapat dilanjutkan.",
        "Kabar berikutnya disampaikan di layar ini dan melalui pengeras suara pada pukul 11.00 waktu setempat.",
        "Instansi lain di zona Podium, Selasar, dan Menara tetap melayani seperti biasa sampai pukul 15.30 hari ini.",
    ),
)


@pytest.fixture
def shown(qtbot, translate):
    windows = []

    def make(picture, size=(1920, 1080)):
        windows.append(window := DisplayWindow(translate, still=True))
        qtbot.addWidget(window)
        window.resize(*size)
        window.show_picture(picture)
        window.show()
        return window

    return make


def room_of(panel):
    """The panel without its margins."""
    side, top = 48 * panel.unit, 40 * panel.unit
    return QRectF(panel.rect()).adjusted(side, top, -side, -top)


def with_words(*told, layout="calls"):
    return replace(sample.picture(), announcements=told, setup=BoardSetup(layout=layout))


@pytest.mark.parametrize("word", [OUTAGE, LONG, replace(LONG, title="W" * 60, lines=("W" * 90, "", "x"))])
@pytest.mark.parametrize("size", SIZES)
def test_no_word_of_it_is_cut(shown, word, size):
    panel, texts = announcement_of(shown(with_words(word), size))
    room = room_of(panel)
    assert texts.height <= room.height()
    said = [texts.title, *texts.lines]
    assert ["".join(one.lines).replace(" ", "") for one in said] == [
        text.replace(" ", "") for text in (word.title, *word.lines) if text
    ]
    for fitted, left in ((texts.title, texts.tile), *((line, texts.icon) for line in texts.lines)):
        assert all(text_width(line, fitted.font) <= room.width() - left for line in fitted.lines)


@pytest.mark.parametrize("size", SIZES)
def test_its_ink_stays_inside_its_margins(shown, size):
    panel = part(shown(with_words(LONG), size), "announcement")
    image = painted(panel)
    edge = round(34 * panel.unit)
    for box in (
        QRect(0, 0, edge, panel.height()),
        QRect(panel.width() - edge, 0, edge, panel.height()),
        QRect(0, 0, panel.width(), edge - 8),
        QRect(0, panel.height() - edge + 8, panel.width(), edge - 8),
    ):
        assert pixel_count(image, box, Colours.WHITE) == 0


@pytest.mark.parametrize("layout", ["calls", "media", "counters"])
def test_calls_go_on_beside_it_in_every_layout(shown, layout):
    window = shown(with_words(OUTAGE, layout=layout))
    assert part(window, "announcement").isVisible()
    assert part(window, "recent").isVisible()
    assert large_call(window).accessibleName() == "A-042, Loket 7"
    assert not part(window, "video").isVisible()
    window.show_picture(with_words(layout=layout))
    assert not part(window, "announcement").isVisible()


def test_it_is_told_to_who_cannot_see(shown):
    assert part(shown(with_words(OUTAGE)), "announcement").accessibleName() == "; ".join((OUTAGE.title, *OUTAGE.lines))


def test_it_is_never_red(shown):
    window = shown(with_words(OUTAGE))
    assert pixel_count(painted(window), window.rect(), Colours.RED) == 0


def test_an_outage_and_an_information_have_different_signs(shown):
    window = shown(with_words(OUTAGE))
    one = part(window, "announcement").grab().toImage()
    window.show_picture(with_words(replace(OUTAGE, kind="info")))
    assert part(window, "announcement").grab().toImage() != one


@pytest.mark.parametrize(
    ("line", "icon"),
    [
        ("Nomor dan giliran Anda tetap berlaku.", "check-circle"),
        ("Kabar berikutnya pukul 11.00.", "clock-outline"),
        ("Instansi lain tetap melayani.", "account-group"),
        ("Silakan ke loket 4.", "arrow-right"),
        ("Terima kasih.", "information"),
        ("Your number stays valid.", "check-circle"),
    ],
)
def test_a_line_has_the_icon_of_what_it_speaks_of(line, icon):
    assert line_icon(line) == icon


def test_no_line_ends_with_one_lonely_word_when_a_little_smaller_would_do(qapp):
    line = "Loket tutup pukul 11.30 dan buka lagi pukul 13.00."
    texts = announcement_texts("Istirahat", (line,), 1084, 450, 1.0)
    assert [len(one.lines) for one in texts.lines] == [1]


ADDRESS = "https://pengaduan-layanan.kendarikota.go.id/mpp/antrean-daring"


@pytest.mark.parametrize("long", [ADDRESS, "W" * 80])
def test_a_word_that_is_wider_than_the_panel_is_broken_instead_of_made_tiny(qapp, long):
    texts = announcement_texts(f"Daftar di {long}", (f"Lihat {long}",), 1084, 450, 1.0)
    assert texts.height <= 450
    assert min(texts.title.font.pixelSize() / 70, texts.lines[0].font.pixelSize() / 48) >= 0.4
    for said in (texts.title, *texts.lines):
        assert "".join(said.lines).replace(" ", "").endswith(long)
        assert max(text_width(line, said.font) for line in said.lines) <= 1084


def test_an_address_is_broken_after_a_sign(qapp):
    used = font(40, 600)
    pieces = break_long_words(ADDRESS, used, 700).split()
    assert pieces == ["https://pengaduan-layanan.", "kendarikota.go.id/mpp/antrean-", "daring"]
    assert break_long_words("Istirahat siang", used, 700) == "Istirahat siang"
    assert break_long_words("WWW", used, 1) == "W W W"


@pytest.mark.parametrize("zone", [None, sample.PODIUM])
def test_a_board_of_the_whole_hall_names_the_zone_beside_the_number(shown, zone):
    picture = replace(with_words(OUTAGE), zone=zone)
    recall = replace(picture.stage.current_call, kind="recall", zone=sample.MENARA)
    window = shown(replace(picture, stage=replace(picture.stage, current_call=recall)))
    assert ("Zona Menara" in large_call(window).accessibleName()) == (zone is None)


@pytest.mark.parametrize(("code", "counter"), [("SKC-1234", "12B"), ("2G-015", "21"), ("A-001", "7")])
def test_in_one_row_number_and_counter_share_the_width(shown, code, counter):
    picture = with_words(OUTAGE)
    current_call = replace(picture.stage.current_call, code=code, counter_label=counter)
    window = shown(replace(picture, stage=replace(picture.stage, current_call=current_call)))
    texts = texts_of(large_call(window))
    image = painted(large_call(window))
    gap = QRect(round(texts.inside.block.left()) - 20, 20, 19, image.height - 40)
    assert pixel_count(image, gap, Colours.WHITE) == 0
    assert min(texts.number_px, texts.block.counter_px) >= 120


def test_before_the_first_call_the_row_greets(shown):
    window = shown(replace(sample.empty_day(), announcements=(OUTAGE,)))
    image = painted(large_call(window))
    assert pixel_count(image, QRect(40, 40, 900, 200), Colours.WHITE) > 2000


NARROWED = replace(OUTAGE, zone="menara", agency="imigrasi")


@pytest.mark.parametrize(
    ("word", "zone", "whom"),
    [
        (NARROWED, None, "Zona Menara \N{MIDDLE DOT} Imigrasi"),
        (replace(NARROWED, agency=""), None, "Zona Menara"),
        (replace(NARROWED, zone=""), None, "Imigrasi"),
        (NARROWED, sample.MENARA, "Imigrasi"),
        (OUTAGE, None, ""),
    ],
)
def test_a_word_that_is_narrowed_says_for_whom_it_is(shown, word, zone, whom):
    window = shown(replace(sample.picture(zone=zone), announcements=(word,)))
    window.set_hall(small_hall())
    assert " ".join(announcement_of(window)[1].whom.lines) == whom
    assert part(window, "announcement").accessibleName().startswith(whom or OUTAGE.title)


def test_a_narrowed_word_says_for_whom_it_is_in_the_running_text_too(shown):
    window = shown(replace(sample.picture(zone=None), announcements=(NARROWED, OUTAGE), running_text=("Buka.",)))
    window.set_hall(small_hall())
    passing = part(window, "ticker").accessibleName()
    assert passing.endswith(f"Zona Menara \N{MIDDLE DOT} Imigrasi: {OUTAGE.title}; {OUTAGE.title}; Buka.")


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("word", [NARROWED, replace(LONG, zone="menara", agency="imigrasi")])
def test_whom_it_is_for_stands_small_above_the_title_and_nothing_is_cut(shown, size, word):
    hall = small_hall()
    zones = (hall.zones[0], replace(hall.zones[1], name="Selasar Barat Lantai Dua Gedung Utama A"))
    agencies = (hall.agencies[0], replace(hall.agencies[1], name="Dinas Tenaga Kerja dan Transmigrasi Kota"))
    window = shown(replace(sample.picture(zone=None), announcements=(word,)), size)
    window.set_hall(replace(hall, zones=zones, agencies=agencies))
    panel, texts = announcement_of(window)
    room = room_of(panel)
    assert texts.height <= room.height()
    assert " ".join(texts.whom.lines) == f"Zona {zones[1].name} \N{MIDDLE DOT} {agencies[1].name}"
    assert all(text_width(line, texts.whom.font) <= room.width() for line in texts.whom.lines)
    assert texts.whom.font.pixelSize() < texts.title.font.pixelSize()
    top = round(room.top() + max(0.0, room.height() - texts.height) * 0.42)
    image = painted(panel)
    above = QRect(round(room.left()), top, round(room.width() / 2), round(len(texts.whom.lines) * texts.whom_step))
    assert pixel_count(image, above, Colours.WHITE) > 50
