# SPDX-License-Identifier: Apache-2.0
"""Short conversations on top of the window."""
