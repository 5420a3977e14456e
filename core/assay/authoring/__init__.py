# SPDX-License-Identifier: Apache-2.0
"""Authoring: documents made and mended. Texts in, texts out; nothing here writes a file."""
