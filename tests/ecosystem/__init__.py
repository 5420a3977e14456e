# SPDX-License-Identifier: Apache-2.0
"""An ecosystem in small: an authority, a notary, a participant, and whole submissions that they sign."""
