"""What is turned off while a program loads."""

from __future__ import annotations

import subprocess
import sys

import pytest

_LOAD = """
import builtins, gc, linecache
from qtkit.loading import load_lightly
load_lightly()
import PySide6.QtGui, PySide6.QtWidgets, hall.views
read = [name for name in linecache.cache if "views" in name]
print(gc.isenabled(), read)
"""


def test_no_source_is_read_and_no_garbage_searched_while_modules_are_loaded():
    done = subprocess.run([sys.executable, "-c", _LOAD], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "False []"


_WITHOUT = """
import sys
from qtkit.loading import load_lightly
load_lightly()
import hall.store, logging
logging.getLogger().error("a line")
print("asyncio.events" in sys.modules, "ssl" in sys.modules, "PySide6.QtNetwork" in sys.modules)
"""
_WORKS = """
import asyncio
async def answer(): return 42
print(asyncio.run(answer()), "asyncio.events" in sys.modules)
"""


def test_nothing_of_asyncio_and_tls_is_loaded_with_the_store():
    done = subprocess.run([sys.executable, "-c", _WITHOUT], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip() == "False False False"


@pytest.mark.parametrize(
    "use",
    [
        "import asyncio.events",
        "from asyncio import sleep",
        "import asyncio; asyncio.sleep",
        "from sqlalchemy.util.concurrency import iscoroutine; assert not iscoroutine(42)",
    ],
)
def test_what_is_put_off_comes_when_it_is_used(use):
    whole = f"{_WITHOUT}\n{use}\n{_WORKS}"
    done = subprocess.run([sys.executable, "-c", whole], capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.strip().splitlines() == ["False False False", "42 True"]


@pytest.mark.parametrize("program", ["kiosk", "counter", "display"])
def test_a_program_turns_it_off_before_it_is_loaded(program):
    code = (
        "import gc, sys\n"
        f"from {program}.__main__ import main\n"
        f"early = '{program}.app' in sys.modules\n"
        "try:\n"
        "    main()\n"
        "except SystemExit:\n"
        "    print(early, gc.isenabled(), file=sys.stderr)\n"
    )
    words = [sys.executable, "-c", code, "--help"]
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=True)
    assert done.stderr.strip().splitlines()[-1] == "False False"
