# SPDX-License-Identifier: Apache-2.0
"""A credential that is given for a kit: its name, its media type, whether it is signed."""

from assay.credential import Kind, Reading
from assay.document import Document
from assay.formats import read
from assay.kits.kit import KitError
from assay.values import frozen

VC_JWT, VP_JWT = "application/vc+jwt", "application/vp+jwt"
JSON_LD = "application/ld+json"
"""What is signed inside (VCDM 1.1): no type of its own was ever registered for it."""
_TAKEN = (Kind.CREDENTIAL, Kind.PRESENTATION, Kind.LABEL)


@frozen
class CredentialFile:
    """A file with one credential or one presentation."""

    name: str
    """Of the file it was given as."""
    data: bytes
    """A token without what stood around it; anything else byte for byte."""
    id: str
    """Of the credential, or of the presentation."""
    media_type: str
    reading: Reading


def credential_file(document: Document) -> CredentialFile:
    """What the document is. KitError where it is no credential, or several that no presentation holds."""
    reading = read(document)
    presentation = reading.presentation
    if reading.kind not in _TAKEN or (presentation is None and len(reading.credentials) != 1):
        raise KitError("kit.no_credential", name=document.name[:200])
    held = presentation or reading.credentials[0]
    envelope = held.envelope if not held.pointer else None
    if envelope is None:
        return CredentialFile(document.name, document.data, held.id, JSON_LD, reading)
    kind = VP_JWT if presentation else VC_JWT
    return CredentialFile(document.name, envelope.compact.encode("ascii", "replace"), held.id, kind, reading)
