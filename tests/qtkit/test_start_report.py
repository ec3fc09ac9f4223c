"""The log begins with what a technician asks for first, and holds no secret."""

from __future__ import annotations

import logging

import pytest
from PySide6.QtGui import QGuiApplication

from hall import __version__
from hall.database_url import without_secrets
from qtkit.start_report import report_start


def test_version_station_screen_zones_database_and_printer_are_logged(qapp, caplog):
    caplog.set_level(logging.INFO)
    screen = QGuiApplication.primaryScreen()
    report_start(
        "mpp-kiosk",
        "kiosk-1",
        screen,
        database="sqlite:////srv/hall.db",
        zone="Asia/Makassar",
        printer="tcp://192.168.1.5:9100",
        warnings=("config.toml may be read by others",),
    )
    size = screen.size()
    for part in (
        f"mpp-kiosk {__version__}, station kiosk-1",
        "sqlite:////srv/hall.db",
        "tcp://192.168.1.5:9100",
        f"{size.width()} x {size.height()} pixels",
        "of the hall Asia/Makassar",
        "config.toml may be read by others",
    ):
        assert part in caplog.text


@pytest.mark.parametrize(
    ("url", "shown"),
    [
        ("postgresql://hall:SECRET@db:5432/hall?password=SECRET", "postgresql://db:5432/hall"),
        ("postgresql://db/hall?password=a@SECRET", "postgresql://db/hall"),
        ("postgresql:///hall?host=/run/x&user=SECRET", "postgresql:///hall"),
        ("sqlite:////srv/a@b/hall.db", "sqlite:////srv/a@b/hall.db"),
    ],
)
def test_a_url_in_a_log_tells_where_and_not_who(url, shown):
    assert without_secrets(url) == shown
