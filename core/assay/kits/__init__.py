# SPDX-License-Identifier: Apache-2.0
"""Folders to publish and to hand in, requests to prepare for others, and their answers read back. Nothing is sent."""
