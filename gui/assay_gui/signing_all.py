# SPDX-License-Identifier: Apache-2.0
"""Several drafts signed in one go and put together to one presentation, as the dialog for one document shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from assay.credential import Json
    from assay.document import Document
    from assay.examination import Examination
    from assay.handing_over import Outgoing
    from assay.issue import Profile
    from assay.keys.key_record import KeyRecord
    from assay.keys.signer import Signer
    from assay.options import Options
    from assay.signing import Gate
    from assay.signing_request import Request
    from assay.signing_several import Several, SignedSeveral


@dataclass(frozen=True)
class AllPrepared:
    """What would be signed, for those who look at it as at one document."""

    several: "Several"
    options: "Options"
    wanted_profile: str

    @property
    def record(self) -> "KeyRecord":
        """The key."""
        return self.several.record

    @property
    def profile(self) -> "Profile":
        """How the signatures are written."""
        return self.several.prepared[0].profile

    @property
    def examination(self) -> "Examination":
        """All of it, checked as the presentation that it becomes."""
        if self.several.whole is None:
            raise ValueError("together")
        return self.several.whole

    @property
    def content(self) -> "dict[str, Json]":
        """What is known of the presentation before it is made."""
        presentation = self.examination.reading.presentation
        return dict(presentation.content) if presentation is not None else {}

    @property
    def sha256(self) -> str:
        """Digest of what another machine is asked to sign, to be compared on two screens."""
        from hashlib import sha256

        from assay.signing_request_several import payload_of

        return sha256(payload_of(self.several)).hexdigest()

    @property
    def filled(self) -> tuple[str, ...]:
        """The members that were filled in, in whichever credential."""
        return tuple(dict.fromkeys(name for part in self.several.prepared for name in part.filled))

    @property
    def count(self) -> int:
        """How many credentials are signed."""
        return len(self.several.prepared)

    @property
    def left(self) -> int:
        """How many stay as they are: they are signed already."""
        return len(self.several.parts) - self.count

    @property
    def gate(self) -> "Gate":
        """Open where it is for each of them, and for all together."""
        return self.several.gate

    def wants(self, reason: str) -> bool:
        """Whether it may not be signed for that reason, or for none."""
        from assay.signing import LEAST_REASON, Gate

        return self.gate is Gate.REASON and len(reason.strip()) < LEAST_REASON

    def signed(self, signer: "Signer", reason: str) -> "SignedSeveral":
        """All of it, in memory; the key log is not told. KeyStoreError where one cannot be signed."""
        from assay.signing_several import sign_several

        return sign_several(self.several, signer, self.options, reason, self.wanted_profile)


def all_prepared(
    documents: "Sequence[Document]", name: str, record: "KeyRecord", options: "Options", profile: str
) -> AllPrepared:
    """What the documents hold, completed and checked. `name`: what to call them together.

    KeyStoreError where they cannot be signed as a whole.
    """
    from assay.signing_several import in_one, prepare_several

    if len(documents) > 1:
        documents = (in_one(documents, name),)
    return AllPrepared(prepare_several(documents, record, options, profile, together=True), options, profile)


def asked_prepared(request: "Request", record: "KeyRecord", options: "Options") -> AllPrepared:
    """What another machine asks for in one go, checked anew. KeyStoreError where it cannot be signed as it is."""
    from assay.signing_request_several import prepare_asked

    return AllPrepared(prepare_asked(request, record, options), options, request.profile)


def data_of(made: "SignedSeveral") -> bytes:
    """The presentation that was signed."""
    if made.presentation is None:
        raise ValueError("together")
    return made.presentation.signed.data


def outgoing_of(made: "SignedSeveral", path: Path, data: bytes) -> "list[Outgoing]":
    """Every signature of it, leaving in the one file: the presentation, or an answer that holds it."""
    from assay.handing_over import Outgoing, in_place

    parts = (*made.made, *filter(None, (made.presentation,)))
    return [Outgoing(part.prepared, part.signed, partial(in_place, path, data)) for part in parts]
