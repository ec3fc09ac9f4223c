"""An installed wheel finds its pictures, words and sample hall without the checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

PROJECT = Path(__file__).parents[2]
LOOK = """
from pathlib import Path
import hall
from hall.assets import asset, sample_config
from hall.settings import load_settings
here = Path(hall.__file__).parent
for name in ("sounds/chime.wav", "messages/id/kiosk.json", "messages/en/refusals.json"):
    assert here in asset(name).parents, asset(name)
assert here in sample_config().parents
for name in ("CHANGELOG.md", "requirements/run.lock", "requirements/board.lock"):
    assert here in asset(name).parents, asset(name)
from hall.forms import VoiceForm
from hall.voice import Utterance, Voice, bundled_pack
assert here in bundled_pack().folder.parents
assert not Voice(bundled_pack()).say(Utterance("A-042", "7"), VoiceForm(languages=("id", "en"))).missing
print(len(load_settings(sample_config()).structure.services))
"""


def test_a_wheel_carries_its_assets_and_the_sample_hall(tmp_path):
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(build, cwd=PROJECT, check=True, capture_output=True, timeout=100)
    (wheel,) = tmp_path.glob("*.whl")
    unpacked = tmp_path / "unpacked"
    with zipfile.ZipFile(wheel) as archive:
        names = archive.namelist()
        archive.extractall(unpacked)
    assert not [name for name in names if name.startswith(("tests/", "benchmarks/", "docs/"))]
    answer = subprocess.run(
        [sys.executable, "-c", LOOK],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert answer.returncode == 0, answer.stderr
    assert int(answer.stdout) >= 60
