"""``python -m tools.kiosk_chaos --seed 1 --touches 10000``: random touches and keys at a real window.

Exit codes: 0 nothing happened that must not, 1 something did, which is printed.
"""

from __future__ import annotations

import argparse
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtWidgets import QApplication

from hall.settings import load_settings
from hall.structure import HallStructure
from tools.kiosk_chaos.hands import Hands
from tools.kiosk_chaos.stage import ChaosKiosk
from tools.kiosk_chaos.verdict import Verdict, judge, memory_mb, settle
from tools.kiosk_chaos.watcher import Watcher
from tools.kiosk_chaos.weather import PRINTER_MOODS, STORE_MOODS, Weather

_SAMPLE = Path(__file__).resolve().parents[2] / "config.toml"
_SIZE = (540, 960)
_WEATHER_HOLDS = 40
"""Acts until the weather may change."""
_PATIENCE_S = 0.3
_WAITS = 0.7
"""How often somebody waits for an answer before the next touch."""


def chaos(structure: HallStructure, seed: int, touches: int, tell: Callable[[str], None] = print) -> Verdict:
    """A run of so many touches; the same seed does the same, as far as threads let it."""
    with tempfile.TemporaryDirectory(prefix="mpp-chaos-") as folder:
        kiosk = ChaosKiosk(structure, Path(folder), Weather(seed + 1), _SIZE)
        watcher = Watcher(kiosk)
        hands = Hands(kiosk, watcher, seed + 2)
        watcher.begin()
        try:
            kiosk.start()
            half = _touch(kiosk, watcher, hands, touches // 2, seed)
            tell(f"{hands.touches} touches, {len(watcher.wanted)} numbers asked for, {half:.1f} MB")
            whole = _touch(kiosk, watcher, hands, touches, seed + 3)
            watcher.walk_away()
            settle(kiosk)
            if not kiosk.close():
                watcher.faults.append("the print thread did not end")
        finally:
            watcher.end()
        verdict = judge(kiosk, watcher, (half, whole))
    verdict.counts = {"touches": hands.touches, **hands.told, **verdict.counts}
    return verdict


def _touch(kiosk: ChaosKiosk, watcher: Watcher, hands: Hands, touches: int, seed: int) -> float:
    """Touches until there were so many, in changing weather; returns the memory in megabytes."""
    draw, weather, acts = random.Random(seed), kiosk.weather, 0
    while hands.touches < touches:
        if acts % _WEATHER_HOLDS == 0:
            weather.store, weather.printer = draw.choice(STORE_MOODS), draw.choice(PRINTER_MOODS)
        acts += 1
        hands.do()
        if draw.random() < _WAITS:
            kiosk.quiet(_PATIENCE_S)
        if watcher.is_new():
            watcher.walk_away()
    return memory_mb()


def main(argv: Sequence[str] | None = None) -> int:
    """Runs and prints; returns the exit code."""
    parser = argparse.ArgumentParser("python -m tools.kiosk_chaos", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="of all that is drawn")
    parser.add_argument("--touches", type=int, default=10_000, help="touches and keys")
    parser.add_argument("--config", type=Path, default=_SAMPLE, help="the hall's config.toml; the sample by default")
    options = parser.parse_args(argv)
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    structure = load_settings(options.config, environ={}).structure
    if structure is None:
        print(f"{options.config} describes no hall", file=sys.stderr)
        return 2
    app = QApplication.instance() or QApplication([])
    begun = time.monotonic()
    verdict = chaos(structure, options.seed, options.touches)
    for name, value in verdict.counts.items():
        print(f"{name:32} {value}")
    print(f"{'seconds':32} {time.monotonic() - begun:.0f}")
    for fault in verdict.faults:
        print(f"FAULT {fault}")
    del app
    return 0 if verdict.good else 1


if __name__ == "__main__":
    sys.exit(main())
