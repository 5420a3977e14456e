# SPDX-License-Identifier: Apache-2.0
"""Who is behind a key: DIDs, their documents as given files, and what of them a signature may be checked with."""
