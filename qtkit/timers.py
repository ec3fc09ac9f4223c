"""Timers that run once, and timers that run on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, SignalInstance


def single_shot(parent: QObject, slot: Callable[[], object] | SignalInstance, interval_ms: int = 0) -> QTimer:
    """A timer of ``parent`` that calls ``slot`` once after each start; ``interval_ms`` is used by ``start()``."""
    timer = QTimer(parent, singleShot=True, interval=interval_ms)
    timer.timeout.connect(slot)
    return timer


def repeating(parent: QObject, slot: Callable[[], object] | SignalInstance, interval_ms: int) -> QTimer:
    """A timer of ``parent`` that calls ``slot`` at each interval between ``start`` and ``stop``."""
    timer = QTimer(parent, interval=interval_ms)
    timer.timeout.connect(slot)
    return timer
