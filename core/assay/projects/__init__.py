# SPDX-License-Identifier: Apache-2.0
"""Projects: the self-descriptions of one company as a folder of files that a person can read, compare and share."""
