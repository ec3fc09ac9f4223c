"""Ids that nobody needs to write: made from what is written anyway."""

from __future__ import annotations

import re
import unicodedata


def service_id(agency: str, name: str) -> str:
    """The id of a service without one: ``disdukcapil-kartu-keluarga``."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().lower()
    return f"{agency}-{re.sub(r'[^a-z0-9]+', '-', plain).strip('-')}"[:64].rstrip("-")


def counter_id(label: str) -> str:
    """The id of a counter without one: ``loket-7``."""
    return f"loket-{label.lower()}"
