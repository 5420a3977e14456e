# SPDX-License-Identifier: Apache-2.0
"""What the commands about keys say."""

from collections.abc import Iterable

from assay.cli.console import write
from assay.identity.chain import ChainFault
from assay.keys.key_record import KeyRecord
from assay.texts import Texts


def say(texts: Texts, text_id: str, /, **params: str | int) -> None:
    """One line on standard output."""
    write(f"{texts.say(text_id, **params)}\n".encode())


def tell_faults(faults: Iterable[ChainFault], texts: Texts) -> None:
    """Each on a line, with what to do."""
    for fault in faults:
        parts = (texts.say(fault.text, **fault.params), texts.part(fault.text, "how", fault.params))
        write(f"{' '.join(filter(None, parts))}\n".encode())


def kind_of(record: KeyRecord, texts: Texts) -> str:
    """The kind of a key in words."""
    jwk = record.public_jwk
    if jwk.get("kty") == "RSA":
        return texts.say("cli.keys.rsa", bits=record.type.removeprefix("rsa"))
    return jwk.get("crv", "")
