# SPDX-License-Identifier: Apache-2.0
"""How Python itself works for the window: how modules are imported, and when garbage is looked for."""

import builtins
import gc

_RARELY = (20_000, 2, 200)
"""Starting makes what stays, and a check some ten thousand values and none in circles: looking for them every 700 costs
a sixth of it. What has outlived one look is looked at again after two more, not ten as usual: all threads stand still
for it.
"""


def prepare() -> None:
    """Import without delay, and look for garbage rarely. PySide6.QtCore is imported already.

    From then on Qt's binding would read the source of every module that is imported, and keep it, to see whether it
    asks for one of the binding's `__feature__`s. No module here does: a start is shorter without, and holds less.
    """
    builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
    gc.set_threshold(*_RARELY)


def keep_what_is_there() -> None:
    """What is loaded by now stays until the end: it is not walked through in the middle of a check.

    To be called on the main thread: what is found to be garbage may be Qt's.
    """
    gc.collect()
    gc.freeze()


def let_go() -> None:
    """Give back what an old window held, though it was to stay until the end."""
    gc.unfreeze()
    keep_what_is_there()
