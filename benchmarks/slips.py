"""Slips in a row through the spool: is every one accounted for, and does memory stay flat?

    python -m benchmarks.slips --count 5000

Takes numbers in a hall of its own on SQLite and prints each on a printer with a mechanism, in a process of its own,
that reads the code of everything it cuts off.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path

from benchmarks.fakes import PrinterProcess, printer_process
from hall.access import By
from hall.assets import sample_config
from hall.printing.opening import open_printer
from hall.printing.slip import qr_text
from hall.printing.spool import NamedPrinter, PrintRequest, SlipEnd, Spool
from hall.settings import load_settings
from hall.store import Store, prepare_store


def _rss_mb() -> float:
    pages = Path("/proc/self/statm").read_text(encoding="ascii").split()[1]
    return int(pages) * 4096 / 1e6


def run(store: Store, printer: PrinterProcess, count: int, mode: str) -> int:
    """Print ``count`` slips; returns how many were not accounted for."""
    own = open_printer(f"tcp://127.0.0.1:{printer.port}", 80, Path(), mode=mode)
    spool = Spool(lambda: store, NamedPrinter("kiosk-1", own), by=By.kiosk("kiosk-1"))
    spool.care.own.printer.warm_up()
    with store.read() as view:
        hall = view.hall()
    ends: list[SlipEnd] = []
    missing, began, first = 0, time.monotonic(), 0.0
    prefixes = [service.prefix for service in load_settings(sample_config()).structure.services]  # type: ignore[union-attr]
    for number in range(count):
        prefix = prefixes[number % len(prefixes)]
        ticket = store.run(lambda work, p=prefix: work.tickets.issue(p, By.system(station="kiosk-1"), to_print=True))
        spool.print(PrintRequest(ticket, hall), ends.append, lambda seconds: True)
        cut = printer.cut()
        missing += not (cut.whole and cut.codes == (qr_text(ticket.token),) and ends[-1].outcome == "printed")
        if number + 1 in (100, count // 4, count // 2, count * 3 // 4, count):
            first = first or _rss_mb()
            rate = (number + 1) / (time.monotonic() - began)
            told = f"{number + 1:6} slips, {missing} not accounted for, {rate:.1f} a second, {_rss_mb():.1f} MB"
            print(told, flush=True)
    with store.read() as view:
        audit = view.days.audit()
        waiting = dict(view.status().counts)
    print(f"memory {first:.1f} -> {_rss_mb():.1f} MB; audit {'good' if audit.good else audit.findings}; {waiting}")
    return missing + (not audit.good)


def main() -> int:
    """Run and tell; the exit code is 1 when a slip is not accounted for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.slips", description=__doc__.splitlines()[0])
    parser.add_argument("--count", type=int, default=5000)
    parser.add_argument("--mode", default="raster", choices=("raster", "mix", "text"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, printer_process("--scale", "200", "--codes") as printer:
        config = sample_config().read_text(encoding="utf-8").replace("always_open = false", "always_open = true")
        file = Path(folder) / "config.toml"
        file.write_text(config, encoding="utf-8")
        settings = load_settings(file)
        assert settings.structure is not None
        with closing(prepare_store(settings.database_url, settings.structure)) as store:
            return 1 if run(store, printer, options.count, options.mode) else 0


if __name__ == "__main__":
    sys.exit(main())
