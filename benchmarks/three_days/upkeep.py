"""The technician's commands: `hall doctor` each hour, `hall backup` each night, a drill, the audit at the end."""

from __future__ import annotations

import json
import subprocess
import time
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from benchmarks.three_days.fleet import Fleet
from benchmarks.three_days.place import BACKUPS, KEEP_DAILY, KIOSK, Place
from hall.maintenance.backups.files import PART

_PATIENCE_S = 240.0
_GROUPS = ("database", "stations", "disk", "printers", "backup", "configuration")
"""What the doctor says of these is judged; of the rest, such as sound and power saving, it tells of this machine."""
_BEFORE_BACKUP = "backup_none"
"""What it says, and is right, before the first night."""


@dataclass
class Upkeep:
    """Runs the commands one after the other, and keeps what they found."""

    place: Place
    fleet: Fleet
    findings: list[str] = field(default_factory=list)
    doctors: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, list[float]] = field(default_factory=dict)
    ran: Counter[str] = field(default_factory=Counter)

    def doctor(self, hour: float) -> None:
        """Whether the hall is well, by its own word."""
        code, said = self._hall("doctor", "--station", KIOSK)
        found = said.get("doctor", {}).get("findings", [])
        if code not in (0, 1) or not found:
            self.findings.append(f"hour {hour:.0f}: the doctor answered {code}: {str(said)[:300]}")
        for one in found:
            if one["severity"] in ("warning", "fault"):
                self.doctors[f"{one['group']}/{one['code']}"] += 1
                early = one["code"] == _BEFORE_BACKUP and not self.ran["backup"]
                if one["group"] in _GROUPS and not early:
                    self.findings.append(f"hour {hour:.0f}: the doctor found {one['where']} {one['what']}")

    def backup(self, hour: float) -> None:
        """One by the rule of the configuration."""
        code, said = self._hall("backup")
        there = len(list((self.place.folder / BACKUPS).glob("*.zip")))
        if code != 0:
            self.findings.append(f"hour {hour:.0f}: the backup answered {code}: {str(said)[:300]}")
        if there > KEEP_DAILY + 2:
            self.findings.append(f"hour {hour:.0f}: {there} backups are kept")

    def cut_short(self, hour: float) -> None:
        """A backup that is killed as soon as it writes: the next one is whole all the same, and nothing is left."""
        process = self.fleet.run("hall", ["--config", str(self.place.config), "backup"], "hall-killed")
        while process.poll() is None and not any((self.place.folder / BACKUPS).glob(f"{PART}*")):
            time.sleep(0.0005)
        process.kill()
        if process.wait() == 0:
            self.findings.append(f"hour {hour:.0f}: the backup that was to be killed had ended")
        self.ran["backup, killed"] += 1

    def drill(self, hour: float) -> None:
        """A backup restored and compared."""
        code, said = self._hall("drill")
        if code != 0 or not said.get("drill", {}).get("good"):
            self.findings.append(f"hour {hour:.0f}: the drill answered {code}: {str(said)[:500]}")

    def audit(self) -> str:
        """Every day's history; a line for the report."""
        code, said = self._hall("audit", "--all")
        report = said.get("audit", said)
        if code != 0 or report.get("found"):
            self.findings.append(f"the audit answered {code}: {str(said)[:600]}")
        names = ("tickets", "events", "calls", "on_paper", "found")
        return ", ".join(f"{report.get(name)} {name.replace('_', ' ')}" for name in names)

    def _hall(self, *words: str) -> tuple[int, dict[str, Any]]:
        """A command's exit code, and what it answered."""
        began, name = time.monotonic(), words[0]
        answer = self.place.work / f"{name}.json"
        process = self.fleet.run("hall", ["--config", str(self.place.config), "--json", *words], "hall", answer=answer)
        try:
            code = process.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
        self.seconds.setdefault(name, []).append(time.monotonic() - began)
        self.ran[name] += 1
        try:
            found: dict[str, Any] = json.loads(answer.read_text("utf-8"))
        except ValueError:
            return code, {"said": answer.read_text("utf-8", "replace")}
        return code, found
