# SPDX-License-Identifier: Apache-2.0
"""Assay's core: opens, checks and reports on Gaia-X self-descriptions, offline. No Qt, no network.

The façade: `open_documents` reads, `check` judges, `render` writes. Everything they give is a frozen value.
"""

__version__ = "0.1.0"
