"""Garbage that holds Qt's objects is found in the GUI thread, whatever other threads do."""

from __future__ import annotations

import gc
import threading
import weakref
from typing import Any

import pytest
from PySide6.QtCore import QObject

from qtkit.collector import Collector


class Knot(QObject):
    """Holds itself: only a search finds it."""

    def __init__(self):
        super().__init__()
        self.me = self


@pytest.fixture(autouse=True)
def nothing_set_aside():
    """What the tests of this process have set aside is not what a collector does."""
    gc.unfreeze()


@pytest.fixture
def collector(qtbot):
    enabled = gc.isenabled()
    gc.enable()
    collector = Collector(every_ms=10, settle_ms=1)
    collector.start()
    qtbot.waitUntil(lambda: gc.get_freeze_count() > 0)
    yield collector
    collector.close()
    assert gc.isenabled()
    assert gc.get_freeze_count() == 0
    if not enabled:
        gc.disable()


@pytest.fixture
def limits():
    before = gc.get_threshold()
    yield before
    gc.set_threshold(*before)


def make_much():
    for _ in range(5):
        for _ in range(20_000):
            knot: list[Any] = []
            knot.append(knot)


def test_garbage_is_found_in_the_gui_thread_only(collector, qtbot):
    where = []
    knot = Knot()
    weakref.finalize(knot, lambda: where.append(threading.current_thread()))
    del knot
    thread = threading.Thread(target=make_much)
    thread.start()
    thread.join()
    assert where == []
    qtbot.waitUntil(lambda: where == [threading.main_thread()])


def test_old_garbage_is_found_too(collector, qtbot, limits):
    gc.set_threshold(limits[0], 1, 1)
    knot = Knot()
    gone = weakref.ref(knot)
    gc.collect()  # it is of the oldest generation now
    del knot

    def found():
        make_much()
        return gone() is None

    qtbot.waitUntil(found)


def test_what_is_loaded_at_the_start_is_set_aside_and_never_searched(qtbot):
    searched = []

    def note(phase, info):
        if phase == "start":
            searched.append(gc.get_freeze_count())

    collector = Collector(every_ms=10, settle_ms=100)
    gc.callbacks.append(note)
    try:
        collector.start()
        make_much()
        qtbot.waitUntil(lambda: gc.get_freeze_count() > 10_000)
        make_much()
        qtbot.waitUntil(lambda: len(searched) > 0)
    finally:
        gc.callbacks.remove(note)
        collector.close()
    assert min(searched) > 10_000
    assert gc.get_freeze_count() == 0
