# SPDX-License-Identifier: Apache-2.0
"""Documents that come of others: copies with ids of their own, further services, and what two documents say apart."""
