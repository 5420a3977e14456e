# SPDX-License-Identifier: Apache-2.0
"""The error of a run that would take too long, or cannot be decided faithfully."""

from assay.errors import AssayError


class EvaluationLimitError(AssayError):
    """Data that cannot be judged within the bounds. The caller says *not checked*; it is never taken for a pass."""
