# SPDX-License-Identifier: Apache-2.0
"""Writing and correcting self-descriptions: texts under work, their fixes."""
