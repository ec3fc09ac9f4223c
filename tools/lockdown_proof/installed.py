"""``hall service install`` and ``remove`` on the booted Debian: what was proven is what the command writes."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hall.maintenance.services.installing import Change
from tools.lockdown_proof.debian import FILES, STATION, Booted

_HALL = ("/opt/mpp/.venv/bin/hall", "--config", "/etc/mpp/config.toml", "--json", "service")
_INSTALL = (*_HALL, "install", "kiosk", "--station", STATION, "--system", "--yes")


class Installed:
    """Installed over the files that were proven, with the other session, and removed."""

    def __init__(self, root: Path, system: Booted, note: Callable[[str, bool, str], bool]) -> None:
        self._root, self._system, self._note = root, system, note

    def run(self) -> None:
        """Each step needs the one before it."""
        said = self._said(*_INSTALL, "--session", "x")
        changed = [one["path"] for one in said.get("files", ()) if one["change"] != Change.SAME]
        held = said.get("done") is True and not changed
        self._note("hall service install: the files are those that were proven", held, ", ".join(changed))
        self._note("its unit starts with the machine", self._enabled("mpp-kiosk.service") == "enabled", "")
        self._note("Ctrl+Alt+Del is masked", self._enabled("ctrl-alt-del.target") == "masked", "")
        said = self._said(*_INSTALL, "--session", "cage")
        other = said.get("done") is True and not self._there("mpp-kiosk.service")
        held = other and self._enabled("mpp-kiosk-cage.service") == "enabled"
        self._note("the other session takes its place", held, "")
        said = self._said(*_HALL, "remove", "kiosk", "--yes")
        left = [str(path) for path in FILES if self._there(path.name, str(path.parent))]
        held = bool(said.get("removed")) and not said.get("failed") and not left
        self._note("hall service remove leaves no file", held, ", ".join(left))
        self._note("and Ctrl+Alt+Del as it was", self._enabled("ctrl-alt-del.target") != "masked", "")

    def _said(self, *words: str) -> dict[str, Any]:
        out = self._system.run(*words)
        found = json.loads(out) if out.strip() else {}
        return found if isinstance(found, dict) else {}

    def _enabled(self, unit: str) -> str:
        return self._system.run("systemctl", "is-enabled", unit).strip()

    def _there(self, name: str, folder: str = "/etc/systemd/system") -> bool:
        return (self._root / folder.lstrip("/") / name).exists()
