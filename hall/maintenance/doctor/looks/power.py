"""Whether this machine may fall asleep, and when its screen goes dark."""

from __future__ import annotations

import os
import re
import sys

from hall.maintenance.doctor.facts import PowerFacts
from hall.maintenance.doctor.looks.asking import asked, properties

_TARGETS = ("sleep.target", "suspend.target", "hibernate.target", "hybrid-sleep.target")
_HEX = re.compile(r"0x[0-9a-fA-F]{8}")
_HARMLESS = frozenset({"", "ignore", "lock"})


def look_at_power() -> PowerFacts:
    """By systemd, and by the X server of this session, on Windows by the power plan. Raises OSError where
    none tells."""
    if sys.platform == "win32":
        return of_powercfg(
            asked("powercfg", "/query", "SCHEME_CURRENT", "SUB_SLEEP", "STANDBYIDLE"),
            asked("powercfg", "/query", "SCHEME_CURRENT", "SUB_VIDEO", "VIDEOIDLE"),
        )
    masked = asked("systemctl", "is-enabled", *_TARGETS, any_code=True)
    logind = asked("loginctl", "show-session", "-p", "IdleAction", "-p", "IdleActionUSec")
    x11 = asked("xset", "q") if os.environ.get("DISPLAY") else None
    if not masked and not logind and not x11:
        raise OSError("neither systemd nor an X server tells it here")
    return PowerFacts(of_targets(masked or ""), of_logind(logind or ""), of_xset(x11) if x11 else None)


def of_targets(text: str) -> tuple[str, ...]:
    """The ways to sleep that are not masked, of ``systemctl is-enabled`` (a line each)."""
    states = [line.strip() for line in text.splitlines() if line.strip()]
    if len(states) != len(_TARGETS):
        return ()
    return tuple(name for name, state in zip(_TARGETS, states, strict=True) if not state.startswith("masked"))


def of_logind(text: str) -> str:
    """What logind does when nobody is there, empty for nothing."""
    action = properties(text).get("IdleAction", "")
    return "" if action in _HARMLESS else action


def of_xset(text: str) -> int:
    """The seconds until the screen is dark, of ``xset q``; 0 for never."""
    saver = re.search(r"timeout:\s*(\d+)", text)
    waits = [int(saver[1])] if saver else []
    if "DPMS is Enabled" in text:
        waits += [int(found) for found in re.findall(r"(?:Standby|Suspend|Off):\s*(\d+)", text)]
    return min((wait for wait in waits if wait), default=0)


def of_powercfg(sleep: str | None, video: str | None) -> PowerFacts:
    """The power plan: the last two numbers of each answer are the seconds on mains and on battery."""
    if sleep is None and video is None:
        raise OSError("powercfg does not answer")
    asleep, dark = _on_mains(sleep), _on_mains(video)
    return PowerFacts((f"after {asleep // 60} min",) if asleep else (), "", dark)


def _on_mains(text: str | None) -> int | None:
    found = _HEX.findall(text or "")
    return int(found[-2], 16) if len(found) >= 2 else None
