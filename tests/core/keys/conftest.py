# SPDX-License-Identifier: Apache-2.0
"""A keyring that is real, for whoever asks for it."""

from secret_service import secret_service, used_secret_service

__all__ = ["secret_service", "used_secret_service"]
