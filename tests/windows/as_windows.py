"""Runs in a process of its own: the project's modules as Windows would import them.

Everything else is imported first, as what it is here. Then ``sys.platform`` says "win32", what only POSIX has is gone,
what only Windows has is there as far as a name, and the project's modules are imported once more.
"""

from __future__ import annotations

import builtins
import ctypes
import ctypes.wintypes
import importlib
import os
import pkgutil
import signal
import socket
import sys
import types
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("hall", "kiosk", "counter", "display", "qtkit", "hallctl")
POSIX_MODULES = ("fcntl", "grp", "posix", "pty", "pwd", "resource", "spwd", "syslog", "termios", "tty")
POSIX_NAMES = {
    os: ("chown", "chroot", "fchmod", "fchown", "fork", "forkpty", "getegid", "geteuid", "getgid", "getgroups",
         "getpgid", "getsid", "getuid", "initgroups", "killpg", "lchown", "mkfifo", "mknod", "nice", "openpty",
         "posix_fadvise", "posix_fallocate", "posix_spawn", "pread", "pwrite", "sched_getaffinity", "sched_yield",
         "setegid", "seteuid", "setgid", "setpgid", "setpriority", "setsid", "setuid", "statvfs", "sync", "sysconf",
         "uname", "wait", "O_CLOEXEC", "O_DIRECTORY", "O_NOFOLLOW", "O_NONBLOCK", "O_NOCTTY"),
    signal: ("SIGALRM", "SIGCHLD", "SIGHUP", "SIGKILL", "SIGPIPE", "SIGQUIT", "SIGSTOP", "SIGUSR1", "SIGUSR2",
             "pthread_kill", "pthread_sigmask", "setitimer", "sigwait"),
    socket: ("AF_UNIX", "socketpair"),
}  # fmt: skip
NOT_THERE = {"qtkit.doorbell": "asserts that this is no Windows; there it is qtkit.doorbell_pipe"}
"""Modules that no Windows imports."""


class Windows(types.ModuleType):
    """A module that only Windows has: a name that is asked for at the import is there."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):
            raise AttributeError(name)
        return lambda *_words, **_more: 0


class NoPosix:
    """Refuses to find what only POSIX has."""

    def find_spec(self, name: str, _path: object = None, _target: object = None) -> None:
        if name in POSIX_MODULES:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)


def names() -> Iterator[str]:
    """Every module of the packages."""
    for package in PACKAGES:
        yield package
        for found in pkgutil.walk_packages([str(ROOT / package)], f"{package}."):
            if not found.name.endswith(".__main__") and ".migrations." not in found.name:
                yield found.name


def become_windows() -> None:
    """From here on, for whoever is imported next."""
    for name in [name for name in sys.modules if name.partition(".")[0] in PACKAGES]:
        del sys.modules[name]
    for name in POSIX_MODULES:
        sys.modules.pop(name, None)
    sys.meta_path.insert(0, NoPosix())
    for module, gone in POSIX_NAMES.items():
        for name in gone:
            if hasattr(module, name):
                delattr(module, name)
    for name in ("msvcrt", "winreg", "_winapi", "winsound"):
        sys.modules[name] = Windows(name)
    for name in ("WinDLL", "windll", "WINFUNCTYPE", "WinError", "get_last_error", "FormatError"):
        setattr(ctypes, name, Windows(name).call)
    builtins.WindowsError = OSError  # type: ignore[attr-defined]
    sys.platform = "win32"


def main() -> int:
    """Imports all of it twice; prints what fails the second time."""
    every = list(names())
    for name in every:
        if name != "qtkit.doorbell_pipe":
            importlib.import_module(name)
    become_windows()
    failed = 0
    for name in every:
        try:
            importlib.import_module(name)
        except BaseException as error:
            said = f"{type(error).__name__}: {error}"
        else:
            said = ""
        if bool(said) is not (name in NOT_THERE):
            failed += 1
            print(f"{name}: {said or 'is imported, though no Windows does'}")
    print(f"{len(every)} modules, {failed} failed")
    return bool(failed)


if __name__ == "__main__":
    raise SystemExit(main())
