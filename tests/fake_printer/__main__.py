"""``python -m tests.fake_printer --port 9100``: it says its port, then one line per slip: when its first byte came,
when it was cut off, whole or torn, its length in mm, and its codes."""

from __future__ import annotations

import argparse
import contextlib
import sys
import time

from tests.fake_printer import FakePrinter, Printed


def _main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--port", type=int, default=0)
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--terminal", type=int, help="the file descriptor of a pseudo terminal instead of a port")
    parser.add_argument("--baud", type=int, default=0)
    parser.add_argument("--codes", action="store_true", help="read the code of each slip")
    options = parser.parse_args()

    def tell(slip: Printed) -> None:
        codes = [text.decode() for text in slip.codes]
        if options.codes and slip.pictures:
            import zxingcpp

            codes += [code.text for code in zxingcpp.read_barcodes(slip.picture().convert("L"))]
        how = "whole" if slip.whole else "torn"
        sys.stdout.write(f"{fake.first_byte_at:.6f} {time.monotonic():.6f} {how} {slip.mm:.0f} {' '.join(codes)}\n")
        sys.stdout.flush()
        fake.slips.clear()

    fake = FakePrinter(
        port=options.port, scale=options.scale, terminal=options.terminal, baud=options.baud, on_printed=tell
    )
    with fake, contextlib.suppress(KeyboardInterrupt):
        sys.stdout.write(f"{fake.port}\n")
        sys.stdout.flush()
        # A line is something that happens to it: paper, cover, stall, power, or mend.
        for line in sys.stdin:
            word = line.strip()
            fake.mend() if word == "mend" else fake.fail(word)


if __name__ == "__main__":
    _main()
