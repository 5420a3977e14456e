# SPDX-License-Identifier: Apache-2.0
"""Assay."""

import PySide6.QtCore  # noqa: F401 - it changes how modules are imported, and that is taken back

from assay_gui.interpreter import prepare

prepare()
