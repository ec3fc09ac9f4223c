"""Start and stop of a program: one instance, a log that catches everything, signals, and an orderly end."""

from __future__ import annotations

import hashlib
import logging
import logging.handlers
import os
import signal
import socket
import stat
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from io import TextIOWrapper
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any

from PySide6.QtCore import (
    QDir,
    QLockFile,
    QMessageLogContext,
    QObject,
    QSocketNotifier,
    QSysInfo,
    QTimer,
    QtMsgType,
    Signal,
    Slot,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QApplication

from hall import private, processes
from hall.console import tell
from hall.errors import CannotStart
from qtkit.collector import Collector
from qtkit.theme.fonts import font, load_fonts
from qtkit.theme.qss import palette
from qtkit.widgets.brand import brand_icon

if sys.platform == "win32":
    from qtkit.doorbell_pipe import Doorbell, ring
else:
    from qtkit.doorbell import Doorbell, ring

log = logging.getLogger(__name__)

EXIT_SECOND_INSTANCE = 3

_LOG_BYTES = 2_000_000
_LOG_FILES = 5
_SIGNALS = (signal.SIGTERM, signal.SIGINT)
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


class Program(QObject):
    """The frame of one program: build it first, show the window, then ``run``.

    ``config`` and ``station`` name the place that may run ``name`` once; a second start raises CannotStart with exit
    code 3 and one sentence, which is on stderr too; the first one emits ``woken``: its window is wanted. ``ending``
    says that a signal asks to end: windows are about to be closed. ``log_folder`` adds ``<name>.log`` to what goes to
    stderr.
    """

    woken = Signal()
    ending = Signal()

    def __init__(self, name: str, *, config: Path, station: str, log_folder: Path | None = None) -> None:
        existing = QApplication.instance()
        self.app = existing if isinstance(existing, QApplication) else QApplication([name])
        super().__init__()
        self.name = name
        self._cleanups: list[tuple[str, Callable[[], object]]] = []
        self._closed = False
        door = self._take_lock(config, station)
        self._start_log(log_folder)
        if door is not None:
            self._doorbell = Doorbell(door, self)
            self._doorbell.rung.connect(self.woken)
            self.at_exit("the doorbell", self._doorbell.close)
        self._catch_errors()
        self._catch_signals()
        dress(self.app, name)

    def at_exit(self, what: str, cleanup: Callable[[], object]) -> None:
        """Has ``cleanup`` called at the end, latest first; ``what`` names it in the log."""
        self._cleanups.append((what, cleanup))

    def run(self) -> int:
        """Runs until the last window closes or a signal asks to end; cleans up; returns the exit code."""
        collector = Collector(self)
        collector.start()
        self.at_exit("the collector", collector.close)
        try:
            return self.app.exec()
        finally:
            self.close()

    def close(self) -> None:
        """Makes every clean-up once, in reverse order, whatever each of them raises."""
        if self._closed:
            return
        self._closed = True
        while self._cleanups:
            what, cleanup = self._cleanups.pop()
            try:
                cleanup()
            except Exception:  # the next ones must run too
                log.exception("ending %s failed", what)

    def _take_lock(self, config: Path, station: str) -> Path | None:
        """Holds the lock of the one instance; where this one is called at, None when the lock cannot be written."""
        file = lock_folder(config) / lock_name(self.name, config, station)
        door = file.with_suffix(".door")
        lock = QLockFile(str(file))
        lock.setStaleLockTime(0)  # held as long as its process lives, be it weeks
        if not _locked(lock):
            if lock.error() == QLockFile.LockError.LockFailedError:
                said = f"{self.name} already runs for station {station} with {config}"
                if ring(door):
                    line = f"{said}; its window was shown."
                    tell(line)
                    raise CannotStart(EXIT_SECOND_INSTANCE, [line], second=True, shown=True)
                raise _second_start(said, lock)
            tell(f"{self.name}: cannot write {lock.fileName()}; a second instance is not noticed.")
            return None
        self.at_exit("the lock", lock.unlock)
        return door

    def _start_log(self, folder: Path | None) -> None:
        # A program of Windows' desktop has no stderr.
        handlers: list[logging.Handler] = [] if sys.stderr is None else [logging.StreamHandler(sys.stderr)]
        problem: OSError | None = None
        if folder is not None:
            try:
                handlers.append(_log_file(folder / f"{self.name}.log"))
            except OSError as error:
                problem = error
        root = logging.getLogger()
        before = root.level
        root.setLevel(logging.INFO)
        for handler in handlers:
            handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
            root.addHandler(handler)
        self.at_exit("the log", lambda: _end_log(handlers, before))
        if problem is not None:
            log.warning("no log file: %s", problem)
        if folder is not None and (wide := private.complaint([folder / f"{self.name}.log"])):
            log.warning("%s", wide)

    def _catch_errors(self) -> None:
        hook, thread_hook = sys.excepthook, threading.excepthook
        sys.excepthook = _on_exception
        threading.excepthook = _on_thread_exception
        handler = qInstallMessageHandler(_on_qt_message)

        def restore() -> None:
            sys.excepthook, threading.excepthook = hook, thread_hook
            qInstallMessageHandler(handler)

        self.at_exit("the error hooks", restore)

    def _catch_signals(self) -> None:
        if threading.current_thread() is not threading.main_thread():
            return
        before = {number: signal.signal(number, self._on_signal) for number in _SIGNALS}

        def restore() -> None:
            for number, handler in before.items():
                signal.signal(number, handler)

        self.at_exit("the signals", restore)
        if sys.platform == "win32":
            self._wake_by_timer()
        else:
            self._wake_by_socket()

    def _wake_by_socket(self) -> None:
        """Python sees a signal only when its code runs: a byte on a socket makes Qt's loop run some."""
        ours, theirs = socket.socketpair()
        for end in (ours, theirs):
            end.setblocking(False)
        before = signal.set_wakeup_fd(theirs.fileno(), warn_on_full_buffer=False)
        notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read, self)
        self._wakeup = ours
        notifier.activated.connect(self._on_wakeup)

        def restore() -> None:
            notifier.setEnabled(False)
            signal.set_wakeup_fd(before)
            ours.close()
            theirs.close()

        self.at_exit("the wake-up socket", restore)

    def _wake_by_timer(self) -> None:
        timer = QTimer(self)
        timer.timeout.connect(self._on_wakeup_timer)
        timer.start(250)
        self.at_exit("the wake-up timer", timer.stop)

    @Slot()
    def _on_wakeup(self) -> None:
        try:
            self._wakeup.recv(64)
        except BlockingIOError:
            return  # woken without a byte: nothing to do

    @Slot()
    def _on_wakeup_timer(self) -> None:
        """Lets Python run, so that it can deliver a signal."""

    def _on_signal(self, number: int, _frame: FrameType | None) -> None:
        log.info("%s: ending", signal.Signals(number).name)
        self.ending.emit()
        self.app.quit()


def dress(app: QApplication, name: str) -> None:
    """Gives the application its style, fonts and icon."""
    app.setApplicationName(name)
    app.setStyle("Fusion")
    app.setPalette(palette())
    load_fonts()
    app.setFont(font(14))
    app.setWindowIcon(brand_icon())


def _second_start(said: str, lock: QLockFile) -> CannotStart:
    """Whoever holds the lock is this program again, or another account: the process that wrote its number into the
    file tells, not the owner of the file, which root gives away. A lock that cannot be read is another account's."""
    line = f"{said}; close it first."
    pid = _holder_of(lock)
    owner = processes.owner_of(pid) if pid else None
    name = lock.fileName()
    if sys.platform != "win32" and owner is not None and owner != os.geteuid():
        line = f"{said}, under the account {_account(owner)} (process {pid}); that account or root must end it."
    elif not os.access(name, os.R_OK):
        line = f"{said}, under another account, whose lock {name} is; end it, or delete the lock if it does not run."
    tell(line)
    return CannotStart(EXIT_SECOND_INSTANCE, [line], second=True)


def _holder_of(lock: QLockFile) -> int:
    """The process of this machine that holds the lock; 0 when the file does not tell, or names another machine."""
    pid, machine, _ = lock.getLockInfo()
    return pid if machine == QSysInfo.machineHostName() else 0


def _account(uid: int) -> str:
    """The name of an account, its number where it has none."""
    if sys.platform != "win32":
        import pwd

        with suppress(KeyError):
            return pwd.getpwuid(uid).pw_name
    return str(uid)


def lock_name(name: str, config: Path, station: str) -> str:
    """The file of the lock of one instance; one for every spelling of a path that the system takes for the same."""
    place = f"{name}\n{os.path.normcase(config.resolve())}\n{station}"
    return f"mpp-{name}-{hashlib.sha256(place.encode()).hexdigest()[:16]}.lock"


def lock_folder(config: Path) -> Path:
    """Where the lock of one instance is: the user's runtime folder, else the hall's own folder.

    Never a place that all users share: another account could hold the lock there, and this program would not start.
    """
    if sys.platform == "win32":
        return Path(QDir.tempPath())  # each user has one of their own
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", ""))
    with suppress(OSError):
        found = runtime.stat()
        ours_alone = stat.S_ISDIR(found.st_mode) and found.st_uid == os.geteuid() and not found.st_mode & 0o022
        if ours_alone and runtime.name:
            return runtime
    return config.resolve().parent


def _locked(lock: QLockFile) -> bool:
    """Take the lock, in a file that only its owner may read."""
    before = os.umask(0o077)
    try:
        taken = lock.tryLock(0)
    finally:
        os.umask(before)
    if taken:
        private.hand_over(Path(lock.fileName()))  # one that root leaves when it is killed could not be read, nor taken
    return taken


class _PrivateLog(logging.handlers.RotatingFileHandler):
    """A log that only its owner may read: it holds numbers, names and what went wrong."""

    def _open(self) -> TextIOWrapper:
        handle = private.open_file(self.baseFilename, os.O_WRONLY | os.O_APPEND)
        return os.fdopen(handle, self.mode, encoding=self.encoding)  # type: ignore[return-value]


def _log_file(path: Path) -> logging.Handler:
    private.make_folder(path.parent)
    return _PrivateLog(path, maxBytes=_LOG_BYTES, backupCount=_LOG_FILES, encoding="utf-8")


def _end_log(handlers: list[logging.Handler], level: int) -> None:
    root = logging.getLogger()
    root.setLevel(level)
    for handler in handlers:
        root.removeHandler(handler)
        handler.close()


def _on_exception(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
    log.critical("unexpected error", exc_info=(kind, error, trace))


def _on_thread_exception(args: Any) -> None:
    name = args.thread.name if args.thread is not None else "?"
    log.critical("unexpected error in thread %s", name, exc_info=(args.exc_type, args.exc_value, args.exc_traceback))


def _on_qt_message(kind: QtMsgType, _context: QMessageLogContext, message: str) -> None:
    logging.getLogger("qt").log(_LEVELS.get(kind, logging.WARNING), message)
