# SPDX-License-Identifier: Apache-2.0
"""The files that every check may use: those that the user keeps."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from assay.errors import UsageError
from assay.identity.given_file import TrustFileError
from assay.identity.trust import TrustFiles
from assay.identity.trust_opening import open_trust
from assay.places import user_trust

if TYPE_CHECKING:
    from assay.identity.recognised import Recognised


def trust_at_hand(anchors: Iterable[str] = ()) -> TrustFiles:
    """What is kept, with further files of anchors. UsageError for a file that cannot be used."""
    folder, further = user_trust(), tuple(anchors)
    if not folder.is_dir() and not further:
        return TrustFiles()
    try:
        return open_trust((), [str(folder)] if folder.is_dir() else [], anchors=further)
    except TrustFileError as error:
        raise UsageError(error.text_id, **error.params) from error


def keep_for_all(given: "Sequence[Recognised]", *, origin: str, day: str) -> None:
    """Take files in, for every check; a file that is there already stays as it is.

    TrustFileError where one cannot stand beside what is kept: then all is as it was.
    """
    from assay.identity.recognised import name_in_folder
    from assay.identity.trust_folder import forget, keep, read_index

    folder = user_trust()
    before = {entry.file for entry in read_index(folder)}
    added: set[str] = set()
    try:
        for one in given:
            added.add(keep(folder, name_in_folder(one), one.file.data, origin=origin, day=day).file)
        open_trust((), (str(folder),))
    except TrustFileError:
        for name in sorted(added - before):
            forget(folder, name)
        raise
