"""A release says what it is before anything of it is installed, and one that is damaged is refused."""

from __future__ import annotations

import hashlib
import zipfile
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

import pytest

from hall import __version__
from hall.maintenance.updating import environment
from hall.maintenance.updating.errors import UpdateRefused
from hall.maintenance.updating.wheel import check_folder, check_listed, found_in, migrations_in, read, unpacked_size
from hall.maintenance.wheelhouse.contents import FACTS, Facts, Role
from hall.store.database.schema import MIGRATIONS, PROGRAM
from tests.release_wheels import NEXT_STEPS, build, raised


@pytest.fixture(scope="module")
def own(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(tmp_path_factory.mktemp("own"))


def test_a_wheel_says_what_it_needs_and_brings(own, tmp_path):
    release = read(own)
    assert (release.version, release.python) == (__version__, (3, 11))
    assert (release.needs, release.newest) == (PROGRAM.needs, PROGRAM.newest)
    assert "## [Unreleased]" in release.changelog
    assert "pyside6-addons==" in release.locks["board"]
    assert "pyside6-addons==" not in release.locks["run"]
    assert release.migrations == migrations_in([MIGRATIONS])
    later = read(raised(own, tmp_path, "0.2.0", steps=NEXT_STEPS))
    assert (later.version, later.needs, later.newest) == ("0.2.0", "9001", "9002")
    assert [one.oldest for one in later.migrations[-2:]] == ["", "0.2.0"]
    with zipfile.ZipFile(later.file) as archive:
        assert unpacked_size(later) == sum(one.file_size for one in archive.infolist())


def test_the_newest_release_of_a_folder_is_taken(tmp_path):
    (tmp_path / "wheels").mkdir()
    for name in ("mpp_queue-0.9.0", "wheels/mpp_queue-0.10.0", "wheels/typer-9.0"):
        (tmp_path / f"{name}-py3-none-any.whl").touch()
    assert found_in(tmp_path).name == "mpp_queue-0.10.0-py3-none-any.whl"
    file = tmp_path / "mpp_queue-0.9.0-py3-none-any.whl"
    assert found_in(file) == file


@pytest.mark.parametrize(("name", "code"), [("nothing", "no_wheelhouse"), ("", "no_release")])
def test_a_folder_without_a_release_says_so(tmp_path, name, code):
    with pytest.raises(UpdateRefused) as refusal:
        found_in(tmp_path / name)
    assert refusal.value.code == code


def test_a_wheel_with_any_byte_changed_is_refused(own, tmp_path):
    content = own.read_bytes()
    listed = f"{hashlib.sha256(content).hexdigest()}  wheels/{own.name}\n"
    (tmp_path / "SHA256SUMS").write_text(listed)
    copy = tmp_path / "wheels" / own.name
    copy.parent.mkdir()
    copy.write_bytes(content)
    check_listed(copy)
    for place in (0, 100, len(content) // 2, len(content) - 1):
        copy.write_bytes(content[:place] + bytes([content[place] ^ 1]) + content[place + 1 :])
        with pytest.raises(UpdateRefused, match="copy it again"):
            check_listed(copy)
    copy.rename(copy.with_name("mpp_queue-9.0-py3-none-any.whl"))
    with pytest.raises(UpdateRefused, match="does not name"):
        check_listed(copy.with_name("mpp_queue-9.0-py3-none-any.whl"))


@pytest.mark.parametrize("kept", [0, 1000, -30])
def test_a_wheel_that_was_copied_in_part_is_refused(own, tmp_path, kept):
    part = tmp_path / own.name
    part.write_bytes(own.read_bytes()[:kept])
    with pytest.raises(UpdateRefused, match="copy it again") as refusal:
        read(part)
    assert refusal.value.code == "damaged"


@pytest.mark.parametrize(
    ("change", "kind", "code"),
    [
        ({}, "run", ""),
        ({}, "board", "no_board"),
        ({"roles": (Role.STATION, Role.BOARD)}, "board", ""),
        ({"python": "3.99"}, "run", "python"),
    ],
)
def test_a_wheelhouse_for_another_python_or_without_a_board_is_refused(tmp_path, change, kind, code):
    facts = Facts("0.2.0", "mpp_queue.whl", "3.11", "", "", (Role.STATION,), windows=False, made="2026-11-30")
    (tmp_path / FACTS).write_text(replace(facts, **change).text(), encoding="utf-8")
    for place in (tmp_path, tmp_path / "wheels"):
        with pytest.raises(UpdateRefused) if code else nullcontext() as refusal:
            check_folder(place / "mpp_queue.whl", kind, (3, 11))
        assert not code or refusal.value.code == code


def test_a_wheelhouse_that_was_not_finished_is_refused_and_a_plain_folder_is_not(tmp_path):
    check_folder(tmp_path / "mpp_queue.whl", "board", (3, 11))
    (tmp_path / FACTS).write_text("version=0.2.0\n")
    with pytest.raises(UpdateRefused, match="no complete wheelhouse"):
        check_folder(tmp_path / "mpp_queue.whl", "run", (3, 11))


def test_what_somebody_added_by_hand_is_named(monkeypatch):
    there = {"old": {"pip", "typer", "qrcode", "piper-tts"}, "new": {"pip", "typer"}}
    monkeypatch.setattr(environment, "packages", lambda folder: frozenset(there[folder.name]))
    listed = "typer==1.0 --hash=sha256:0\nqrcode==8.0 ; sys_platform == 'linux'\n"
    assert environment.by_hand(Path("old"), Path("new"), listed) == ["piper-tts"]
    assert environment.by_hand(Path("old"), Path("new"), "") == []


def test_a_wheel_of_something_else_is_no_release(tmp_path):
    other = tmp_path / "mpp_queue-1.0-py3-none-any.whl"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("other-1.0.dist-info/METADATA", "Name: other\nVersion: 1.0\n")
    with pytest.raises(UpdateRefused, match="no release of the hall's programs"):
        read(other)
