# SPDX-License-Identifier: Apache-2.0
"""A small Gaia-X for tests: an authority, a notary, companies; what they publish, and whole submissions of theirs."""
