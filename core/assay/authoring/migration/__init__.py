# SPDX-License-Identifier: Apache-2.0
"""Drafts of the newer generation from older self-descriptions, with an account of every value of the old document."""
