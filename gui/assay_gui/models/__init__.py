# SPDX-License-Identifier: Apache-2.0
"""Qt models over frozen reports; no truth of their own."""
