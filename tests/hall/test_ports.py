"""A port that no server can have is named in the configuration, before any network is asked."""

from __future__ import annotations

from pathlib import Path

import pytest

from hall.errors import SettingsError
from hall.settings import load_settings


@pytest.mark.parametrize(
    "url", ["postgresql://h:99999/hall", "postgresql://a:b@h:65536/hall", "postgresql://h1:5432,h2:0/hall",
            "postgresql://h/hall?port=70000", "postgresql:///hall?host=/run&port=0"]
)  # fmt: skip
def test_a_port_that_no_server_has_is_named(tmp_path: Path, url: str) -> None:
    file = tmp_path / "config.toml"
    file.write_text(f'[database]\nurl = "{url}"\n', "utf-8")
    with pytest.raises(SettingsError) as error:
        load_settings(file)
    (found,) = error.value.problems
    assert "has the port" in found
    assert "1 to 65535" in found


def test_a_port_of_a_server_is_taken(tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_text('[database]\nurl = "postgresql://a@[::1]:65535/hall?port=1"\n', "utf-8")
    assert load_settings(file).database_url.startswith("postgresql://a@[::1]:65535")
