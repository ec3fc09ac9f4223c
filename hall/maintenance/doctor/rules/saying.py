"""Short ways to say a finding, which the rules share."""

from __future__ import annotations

from dataclasses import dataclass

from hall.maintenance.doctor.facts import Missed
from hall.maintenance.doctor.findings import Finding, Group, Severity


@dataclass(frozen=True, slots=True)
class Says:
    """The findings of one group."""

    group: Group

    def well(self, what: str, code: str = "well") -> Finding:
        """All is well with it."""
        return self._say(Severity.OK, code, what, "", "")

    def note(self, code: str, what: str, remedy: str = "", *, where: str = "") -> Finding:
        """Worth knowing."""
        return self._say(Severity.NOTE, code, what, remedy, where)

    def warning(self, code: str, what: str, remedy: str, *, where: str = "") -> Finding:
        """It will become a fault."""
        return self._say(Severity.WARNING, code, what, remedy, where)

    def fault(self, code: str, what: str, remedy: str, *, where: str = "") -> Finding:
        """It keeps something from working."""
        return self._say(Severity.FAULT, code, what, remedy, where)

    def missed(self, look: Missed) -> Finding:
        """A look gave nothing: a warning when it hangs, for then the machine may, too."""
        if look.late:
            return self.warning(
                "late", f"not known: {look.why}", "run `hall doctor` again; if it stays, restart this machine"
            )
        return self.note("not_known", f"not known: {look.why}")

    def _say(self, severity: Severity, code: str, what: str, remedy: str, where: str) -> Finding:
        return Finding(self.group, f"{self.group.value}_{code}", severity, what, remedy, where)
