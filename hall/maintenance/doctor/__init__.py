"""What is wrong with a machine and its hall, and what to do: looks collect facts, rules make findings of them."""

from hall.maintenance.doctor.examining import examine
from hall.maintenance.doctor.findings import Finding, Group, Severity

__all__ = ["Finding", "Group", "Severity", "examine"]
