"""A module that others import and do not use is loaded when somebody does."""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Any


def put_off(name: str, *functions: str) -> None:
    """Let ``import name`` bring a stand-in, until more of it is asked for than the names of ``functions``.

    ``importlib.util.LazyLoader`` does not do for a module whose functions others take while they load.
    """
    if name in sys.modules:
        return
    sys.modules[name] = stand_in = _Later(name)
    for function in functions:
        setattr(stand_in, function, _calls(stand_in, function))


class _Later(ModuleType):
    """Asks the module that it stands for, which is then loaded."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") and name not in ("__path__", "__all__"):  # who only looks at what is loaded
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            del sys.modules[self.__name__]
        return getattr(importlib.import_module(self.__name__), name)


def _calls(module: _Later, function: str) -> Any:
    def call(*arguments: Any) -> Any:
        return module.__getattr__(function)(*arguments)

    return call
