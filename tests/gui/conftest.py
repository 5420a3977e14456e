# SPDX-License-Identifier: Apache-2.0
"""The window as a fixture."""

from window import sample_file, window

__all__ = ["sample_file", "window"]
