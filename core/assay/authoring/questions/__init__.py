# SPDX-License-Identifier: Apache-2.0
"""Questions first: what somebody knows of her company and her service, asked in her words, makes the credentials."""
