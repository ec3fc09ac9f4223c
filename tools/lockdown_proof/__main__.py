"""``python -m tools.lockdown_proof``: the kiosk's units on a Debian of their own, whose systemd boots in namespaces;
every key and gesture that might leave the kiosk; and that it comes back. Prints a table. Needs root.

Debian: apt-get install debootstrap. The first run makes the Debian (some minutes, 900 MB); ``--root`` keeps it.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.lockdown_proof.debian import NEEDED, make
from tools.lockdown_proof.proof import Proof


def main(argv: Sequence[str] | None = None) -> int:
    """Returns 1 when something did not hold, 2 when it cannot be tried here."""
    parser = argparse.ArgumentParser(prog="tools.lockdown_proof", description=__doc__)
    parser.add_argument("--root", type=Path, default=Path("/var/tmp/mpp-lockdown"), help="folder of the Debian")  # noqa: S108
    options = parser.parse_args(argv)
    lacking = [name for name in NEEDED if shutil.which(name) is None]
    if lacking or sys.platform == "win32" or os.geteuid() != 0 or sys.version_info[:2] != (3, 11):
        print(f"missing: {', '.join(lacking) or 'root, or the Python 3.11 of Debian 12'}; apt-get install debootstrap")
        return 2
    make(options.root)
    proof = Proof(options.root)
    proof.run()
    failed = [row for row in proof.rows if not row.held]
    print(f"\n{len(proof.rows) - len(failed)} of {len(proof.rows)} held")
    return 1 if failed or len(proof.rows) < 100 else 0


if __name__ == "__main__":
    raise SystemExit(main())
