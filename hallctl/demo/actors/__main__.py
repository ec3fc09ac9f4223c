"""`python -m hallctl.demo.actors kiosk [--at X,Y] [--held] -- OPTIONS…`: run a program, obey standard input."""

from __future__ import annotations

import argparse
import importlib
import os
import sys
from collections.abc import Sequence

PROGRAMS = {"kiosk": "KioskApp", "counter": "CounterApp", "display": "DisplayApp"}


def main(arguments: Sequence[str]) -> int:
    """Run the program until its window closes or standard input ends; returns its exit code."""
    parser = argparse.ArgumentParser(prog="hallctl.demo.actors")
    parser.add_argument("program", choices=sorted(PROGRAMS))
    parser.add_argument("--at", default="", metavar="X,Y", help="where the window's upper left corner goes")
    parser.add_argument("--held", action="store_true", help="load everything, then begin at the first input line")
    cut = arguments.index("--")
    given = parser.parse_args(arguments[:cut])
    module = importlib.import_module(f"{given.program}.app")
    if given.held:
        importlib.import_module("hall.store")
        os.read(0, 1)
    program = getattr(module, PROGRAMS[given.program])(arguments[cut + 1 :])
    if given.at:
        x, _, y = given.at.partition(",")
        program.window.move(int(x), int(y))
    from hallctl.demo.actors.actor import Actor

    actor = Actor(program.window)
    program.program.at_exit("the actor", actor.close)
    actor.start()
    return int(program.run())


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
