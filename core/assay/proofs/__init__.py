# SPDX-License-Identifier: Apache-2.0
"""Signatures: making and verifying them."""
