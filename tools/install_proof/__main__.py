"""``python -m tools.install_proof``: the guides of docs/install followed word for word on clean Debians that boot in
namespaces, without a route, from a wheelhouse as their stick. Prints what came, and keeps it in short in
transcript.txt. Needs root.

Debian: apt-get install debootstrap iproute2 xvfb. The stick is made with the network, the machines have none.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.install_proof.machine import NEEDED, Place, make
from tools.install_proof.proof import GUIDES
from tools.install_proof.raised import make_update


def main(argv: Sequence[str] | None = None) -> int:
    """Returns 1 when something did not hold, 2 when it cannot be tried here."""
    parser = argparse.ArgumentParser(prog="tools.install_proof", description=__doc__)
    parser.add_argument("--folder", type=Path, default=Path("/var/tmp/mpp-install"), help="for Debians and the stick")  # noqa: S108
    parser.add_argument("--guide", action="append", choices=tuple(GUIDES), help="only this guide")
    options = parser.parse_args(argv)
    lacking = [name for name in NEEDED if shutil.which(name) is None]
    if lacking or sys.platform == "win32" or os.geteuid() != 0:
        print(f"missing: {', '.join(lacking) or 'root'}; apt-get install debootstrap iproute2 xvfb")
        return 2
    folder = options.folder
    place = Place(folder / "base", folder / "machines", folder / "stick", folder / "next")
    options.folder.mkdir(parents=True, exist_ok=True)
    print("the bare Debian, the stick, and the stick of an update", flush=True)
    make(place.base)
    subprocess.run((sys.executable, "-m", "hallctl", "wheelhouse", str(place.stick)), check=True)
    raised = make_update(place)
    print(f"the update is {raised}", flush=True)
    followed = [GUIDES[name](place, raised) for name in options.guide or list(GUIDES)]
    lines = [line for guide in followed for line in guide.transcript]
    failed = [one for guide in followed for one in guide.failed]
    (folder / "transcript.txt").write_text("\n".join([*lines, ""]), encoding="utf-8")
    print("\n" + ("\n".join(failed) if failed else "all of it held"))
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
