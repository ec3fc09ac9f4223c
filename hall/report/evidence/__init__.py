"""The evidence of a period: what was written down, without a person's name, what it was added up to, and a program
that recomputes every figure with arithmetic of its own (``verify.py``: it goes into the pack and imports nothing of
ours).
"""

from __future__ import annotations

from hall.report.evidence.packing import write_pack

__all__ = ["write_pack"]
