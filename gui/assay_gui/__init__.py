# SPDX-License-Identifier: Apache-2.0
"""Assay."""

import builtins

import PySide6.QtCore  # noqa: F401 - it changes how modules are imported, and that is taken back below

# From its import on, Qt's binding reads the source of every module that is imported, and keeps it, to see whether it
# asks for one of the binding's `__feature__`s. No module here does: a start is shorter without, and holds less.
builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
