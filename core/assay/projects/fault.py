# SPDX-License-Identifier: Apache-2.0
"""What stops work on a project."""

from assay.errors import AssayError


class ProjectError(AssayError):
    """A project cannot be read, written or shared as asked; `text_id` says why."""


def reason_of(error: OSError | ValueError) -> str:
    """The system's own words for what went wrong; they name no file."""
    return getattr(error, "strerror", None) or type(error).__name__
