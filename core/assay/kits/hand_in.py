# SPDX-License-Identifier: Apache-2.0
"""What a company hands in: the presentation, and the lines that send it to the clearing house of its choice.

Nothing is sent from here. The address says the level (Loire); release Tagus has one address for all.
"""

from collections.abc import Collection, Iterator, Mapping
from pathlib import Path

from assay.credential import Generation, Kind
from assay.document import Document
from assay.kits.credential_file import VP_JWT, CredentialFile, credential_file
from assay.kits.folder import Written, write_files
from assay.kits.kit import README, Kit, KitError, KitFile
from assay.kits.readme import Page, Point
from assay.kits.service import PLACEHOLDER, service_base
from assay.kits.shell import CommandLine, as_parameter, curl
from assay.texts import load_texts
from assay.values import frozen

ENDPOINTS: Mapping[str, str] = {
    "SC": "standard-compliance",
    "L1": "label-level-1",
    "L2": "label-level-2",
    "L3": "label-level-3",
}
"""Last part of the address by level (Loire, version 2 of the service)."""
ANSWER = "reply.txt"
"""Where the line puts what comes back."""
_OFFERS = "api/credential-offers"
_TOKEN, _JSON = "presentation.jwt", "presentation.json"
_JSON_TYPE = "application/json"
_PATIENCE = "180"
"""Seconds: clients of clearing houses wait for one or two minutes."""
_LONGEST_ID = 1_500


@frozen
class HandInOrder:
    """What to hand in, where, and as what."""

    presentation: Document
    level: str = "SC"
    clearing_house: str = PLACEHOLDER
    """A host, an address or a DID."""
    label_id: str = ""
    """The address under which the label will be published (`vcid`); empty: the clearing house chooses one."""
    lang: str = "en"


@frozen
class HandIn:
    """The kit, and what it says."""

    kit: Kit
    address: str
    """Where the line sends it."""
    media_type: str
    send: CommandLine


def hand_in_kit(order: HandInOrder) -> HandIn:
    """The files, with the README. Nothing is written.

    KitError for what is no signed presentation, a level or a clearing house that there is none of, or a name of the
    label that is no address.
    """
    found = _presentation(order.presentation)
    is_token = found.media_type == VP_JWT
    name, media_type = (_TOKEN, VP_JWT) if is_token else (_JSON, _JSON_TYPE)
    address = _address(order, is_token=is_token)
    arguments = ("-sS", "--max-time", _PATIENCE, "-X", "POST", "-H", f"Content-Type: {media_type}")
    send = curl(*arguments, "--data-binary", f"@{name}", "-o", ANSWER, address)
    told = HandIn(Kit((KitFile(name, found.data, address, media_type),)), address, media_type, send)
    page = KitFile(README, _readme(order, told, is_token=is_token))
    return HandIn(Kit((*told.kit.files, page)), address, media_type, send)


def write_hand_in(folder: Path, order: HandInOrder, *, replacing: Collection[str] = ()) -> tuple[HandIn, Written]:
    """Makes the kit and writes it below the folder. KitError as `hand_in_kit` and `write_files`."""
    made = hand_in_kit(order)
    return made, write_files(folder, made.kit.files, replacing)


def _presentation(document: Document) -> CredentialFile:
    """A presentation with everything in it signed; Loire wants the presentation itself signed, too."""
    found = credential_file(document)
    reading = found.reading
    is_whole = reading.kind is Kind.PRESENTATION and bool(reading.credentials)
    if not is_whole or not all(entry.is_signed for entry in reading.credentials):
        raise KitError("kit.no_presentation", name=document.name[:200])
    if found.media_type != VP_JWT and reading.generation is Generation.LOIRE:
        raise KitError("kit.presentation_unsigned", name=document.name[:200])
    if found.media_type == VP_JWT and reading.generation is Generation.TAGUS:
        raise KitError("kit.presentation_token", name=document.name[:200])
    return found


def _address(order: HandInOrder, *, is_token: bool) -> str:
    if is_token and order.level not in ENDPOINTS:
        raise KitError("kit.level", level=order.level[:40], known=", ".join(ENDPOINTS))
    base = service_base(order.clearing_house or PLACEHOLDER, "v2" if is_token else "v1")
    address = f"{base}/{_OFFERS}/{ENDPOINTS[order.level]}" if is_token else f"{base}/{_OFFERS}"
    if not order.label_id:
        return address
    if not is_name(order.label_id):
        raise KitError("kit.label_id", id=order.label_id[:200])
    return f"{address}?vcid={as_parameter(order.label_id)}"


def is_name(text: str) -> bool:
    """Whether it can be the id of a credential: an absolute URI without white space, of a sane length."""
    scheme, mark, rest = text.partition(":")
    is_scheme = scheme.isascii() and scheme[:1].isalpha() and scheme.replace("+", "").replace("-", "").isalnum()
    return bool(mark and rest) and is_scheme and len(text) <= _LONGEST_ID and text.isprintable() and " " not in text


def _readme(order: HandInOrder, told: HandIn, *, is_token: bool) -> bytes:
    page = Page(load_texts(order.lang))
    page.title("hand_in.title")
    page.say("hand_in.intro", file=told.kit.files[0].path)
    if is_token:
        page.say("hand_in.level", level=f"text:report.level.{order.level}")
    else:
        page.say("hand_in.level_inside")
    page.heading("hand_in.send")
    page.say("hand_in.how")
    if PLACEHOLDER in told.address:
        page.say("hand_in.placeholder", host=PLACEHOLDER)
    page.commands([told.send])
    page.say("hand_in.label_id" if order.label_id else "hand_in.no_label_id")
    page.heading("hand_in.back")
    page.points(_what_comes_back(is_token=is_token))
    page.say("hand_in.read_answer", file=ANSWER)
    page.say("hand_in.keep")
    page.heading("hand_in.facts")
    page.lines((f"POST {told.address}", f"Content-Type: {told.media_type}"))
    return page.done()


def _what_comes_back(*, is_token: bool) -> Iterator[Point]:
    for text in ("hand_in.success" if is_token else "hand_in.success_tagus", "hand_in.refusal", "hand_in.other"):
        yield "-", text, {}
