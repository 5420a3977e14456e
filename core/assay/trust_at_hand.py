# SPDX-License-Identifier: Apache-2.0
"""The files that every check may use: those that the user keeps."""

from collections.abc import Iterable

from assay.errors import UsageError
from assay.identity.given_file import TrustFileError
from assay.identity.trust import TrustFiles
from assay.identity.trust_opening import open_trust
from assay.places import user_trust


def trust_at_hand(anchors: Iterable[str] = ()) -> TrustFiles:
    """What is kept, with further files of anchors. UsageError for a file that cannot be used."""
    folder, further = user_trust(), tuple(anchors)
    if not folder.is_dir() and not further:
        return TrustFiles()
    try:
        return open_trust((), [str(folder)] if folder.is_dir() else [], anchors=further)
    except TrustFileError as error:
        raise UsageError(error.text_id, **error.params) from error
