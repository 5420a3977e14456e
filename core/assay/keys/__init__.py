# SPDX-License-Identifier: Apache-2.0
"""Private keys: made, imported, kept wrapped, used for signing, and shown to the world as what may be published."""
