# SPDX-License-Identifier: Apache-2.0
"""EU trusted lists (ETSI TS 119 612): the signature of the XML file, and what it says of authorities.

The only file that imports lxml and signxml. Nothing is read but what the signature covers. Whether the signer may
speak for the country, and whether the list is still in force, is another question (`assay.identity.listed`).
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

from assay.identity.certificates import Certificate, Kind, from_x5c
from assay.identity.given_file import TrustFileError
from assay.identity.list_file import ROOT_NAME, bounded
from assay.values import frozen

if TYPE_CHECKING:
    from lxml.etree import XMLParser, _Element

MAX_STEPS = 16
"""References of a signature and their transforms: each one takes the list through the library again."""
MAX_NAME = 200
_TERRITORY = re.compile("[A-Z]{2}")

_TSL, _DS = "{http://uri.etsi.org/02231/v2#}", "{http://www.w3.org/2000/09/xmldsig#}"
_ROOT = f"{_TSL}{ROOT_NAME.decode()}"
_QUALIFICATIONS = "{http://uri.etsi.org/TrstSvc/SvcInfoExt/eSigDir-1999-93-EC-TrustedList/#}"
_TYPES = "{http://uri.etsi.org/02231/v2/additionaltypes#}"
_URI = "http://uri.etsi.org/TrstSvc/TrustedList/"
_AUTHORITY, _GRANTED = "http://uri.etsi.org/TrstSvc/Svctype/CA/QC", f"{_URI}Svcstatus/granted"
_KINDS_OF_LIST = {f"{_URI}TSLType/EUlistofthelists": True, f"{_URI}TSLType/EUgeneric": False}
"""Types of lists that are read, and whether it is the list of lists (§5.3.3)."""
_USES = {
    f"{_URI}SvcInfoExt/ForeSignatures": Kind.QUALIFIED,
    f"{_URI}SvcInfoExt/ForeSeals": Kind.QUALIFIED_SEAL,
    f"{_URI}SvcInfoExt/ForWebSiteAuthentication": Kind.QUALIFIED_WEBSITE,
}
"""What an authority's certificates are qualified for (§5.5.9.4)."""
_HARMLESS = frozenset({f"{_URI}SvcInfoExt/RootCA-QC"})
_NOT_QUALIFIED = f"{_URI}SvcInfoExt/NotQualified"
_MIME = "application/vnd.etsi.tsl+xml"
_METHODS = frozenset(f"{key}_{digest}" for key in ("RSA", "ECDSA") for digest in ("SHA256", "SHA384", "SHA512")) | {
    f"{digest}_RSA_MGF1" for digest in ("SHA256", "SHA384", "SHA512")
}
_DIGESTS = frozenset({"SHA256", "SHA384", "SHA512"})


@frozen
class ListedService:
    """An authority that a list names for qualified certificates (service type CA/QC, §5.5.1.1)."""

    name: str
    is_granted: bool
    since: datetime
    """From when the status counts."""
    uses: frozenset[Kind]
    """What its certificates are qualified for; empty where the list does not say."""
    has_exceptions: bool
    """The list says that some of its certificates are not qualified, or something of weight that is not understood."""
    certificates: tuple[Certificate, ...] = field(repr=False)


@dataclass(frozen=True)
class TrustedList:
    """What a list says, as its signer signed it."""

    name: str
    """Of the file."""
    sha256: str
    territory: str
    """Two letters; `EU` for the list of lists."""
    is_list_of_lists: bool
    number: str
    issued: datetime
    next_update: datetime | None
    """When it ceases to count; None for one that was closed for good (§5.3.15)."""
    signer: Certificate
    services: tuple[ListedService, ...] = field(repr=False)
    signers: Mapping[str, frozenset[str]] = field(repr=False, hash=False)
    """Of the list of lists: digests of the keys that may sign the list of each territory (`Certificate.spki`)."""


def read_trusted_list(data: bytes, file: str = "", *, sha256: str = "") -> TrustedList:
    """The list in these bytes. TrustFileError where they hold none, or its signature does not fit it.

    The signature is checked with the certificate inside of it (XAdES, §5.7.1): that shows that nobody changed the
    list since, and not yet whose it is.
    """
    signer, signed = _signed(bounded(data, file), file)
    try:
        return _told(signed, signer, file, sha256)
    except ValueError as error:
        raise TrustFileError("list_file.unreadable", file=file) from error


def _parser() -> "XMLParser":
    from lxml import etree

    return etree.XMLParser(
        encoding="utf-8", resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False, remove_comments=True
    )


def _signed(data: bytes, file: str) -> "tuple[Certificate, _Element]":
    """Who signed the list, and the root of what was signed."""
    from lxml import etree

    try:
        root = etree.fromstring(data, _parser())
    except (etree.LxmlError, ValueError) as error:
        raise TrustFileError("list_file.unreadable", file=file) from error
    if root.tag != _ROOT:
        raise TrustFileError("list_file.unreadable", file=file)
    signatures = root.findall(f"{_DS}Signature")
    inside = [entry for one in signatures for entry in one.iterfind(f"{_DS}KeyInfo/{_DS}X509Data/{_DS}X509Certificate")]
    steps = sum(1 for one in signatures for _ in one.iter(f"{_DS}Reference", f"{_DS}Transform"))
    if len(signatures) != 1 or not inside or steps > MAX_STEPS:
        raise TrustFileError("list_file.unsigned", file=file)
    try:
        signer = from_x5c([_text(inside[0])])[0]
    except TrustFileError as error:
        raise TrustFileError("list_file.unsigned", file=file) from error
    broken = (ValueError, TypeError, AttributeError, LookupError, RuntimeError, AssertionError)
    try:
        return signer, _verified(data, signer)
    except (*broken, etree.LxmlError) as error:
        raise TrustFileError("list_file.altered", file=file) from error


def _verified(data: bytes, signer: Certificate) -> "_Element":
    """The root of what the signature covers. ValueError where it does not fit.

    The certificate's own period is judged later: the library is told a time at which it was valid.
    """
    from signxml.algorithms import DigestAlgorithm, SignatureMethod
    from signxml.exceptions import SignXMLException
    from signxml.xades.xades import XAdESSignatureConfiguration, XAdESVerifier

    wanted = XAdESSignatureConfiguration(
        location="./",
        expect_references=True,
        signature_methods=frozenset(entry for entry in SignatureMethod if entry.name in _METHODS),
        digest_algorithms=frozenset(entry for entry in DigestAlgorithm if entry.name in _DIGESTS),
        ignore_ambiguous_key_info=True,  # the key is that of the certificate, whatever else stands there
        verification_time=signer.starts,
    )
    try:
        covered = XAdESVerifier().verify(data, x509_cert=signer.handle, parser=_parser(), expect_config=wanted)
    except SignXMLException as error:
        raise ValueError("signature") from error
    found = [one.signed_xml for one in covered if one.signed_xml is not None and one.signed_xml.tag == _ROOT]
    if len(found) != 1:
        raise ValueError("the list is not what was signed")
    return found[0]


def _told(root: "_Element", signer: Certificate, file: str, sha256: str) -> TrustedList:
    scheme = root.find(f"{_TSL}SchemeInformation")
    if scheme is None or (kind := _at(scheme, "TSLType")) not in _KINDS_OF_LIST:
        raise ValueError("no list of the EU")
    territory, until = _at(scheme, "SchemeTerritory"), _at(scheme, "NextUpdate/dateTime")
    if not _TERRITORY.fullmatch(territory):
        raise ValueError("no territory")
    is_list_of_lists = _KINDS_OF_LIST[kind]
    return TrustedList(
        file,
        sha256,
        territory,
        is_list_of_lists,
        _at(scheme, "TSLSequenceNumber")[:MAX_NAME],
        _instant(_at(scheme, "ListIssueDateTime")),
        _instant(until) if until else None,
        signer,
        () if is_list_of_lists else tuple(_services(root)),
        _signers(scheme) if is_list_of_lists else {},
    )


def _signers(scheme: "_Element") -> Mapping[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for pointer in scheme.iterfind(_path("PointersToOtherTSL/OtherTSLPointer")):
        more = pointer.findall(_path("AdditionalInformation/OtherInformation"))
        territory = "".join(_at(entry, "SchemeTerritory") for entry in more)
        mime = "".join(_text(one) for entry in more for one in entry.iterfind(f"{_TYPES}MimeType"))
        if mime == _MIME:
            identities = pointer.iterfind(_path("ServiceDigitalIdentities/ServiceDigitalIdentity"))
            keys = frozenset(entry.spki for identity in identities for entry in _certificates(identity))
            found[territory] = found.get(territory, frozenset()) | keys
    return found


def _services(root: "_Element") -> Iterator[ListedService]:
    path = "TrustServiceProviderList/TrustServiceProvider/TSPServices/TSPService/ServiceInformation"
    for told in root.iterfind(_path(path)):
        identity = told.find(f"{_TSL}ServiceDigitalIdentity")
        if _at(told, "ServiceTypeIdentifier") != _AUTHORITY or identity is None:
            continue
        uses, has_exceptions = _extensions(told.iterfind(_path("ServiceInformationExtensions/Extension")))
        yield ListedService(
            _at(told, "ServiceName/Name")[:MAX_NAME],
            _at(told, "ServiceStatus") == _GRANTED,
            _instant(_at(told, "StatusStartingTime")),
            uses,
            has_exceptions,
            tuple(_certificates(identity)),
        )


_Odd = Enum("_Odd", "HARMLESS UNKNOWN EXCEPTION")
"""What an extension may be beside a use."""


def _extensions(extensions: "Iterable[_Element]") -> tuple[frozenset[Kind], bool]:
    """Uses, and whether something keeps the service from vouching for all of its certificates (§5.5.9)."""
    uses: set[Kind] = set()
    has_exceptions = False
    for extension in extensions:
        is_critical = extension.get("Critical") not in ("false", "0")
        for entry in extension:
            means = _meaning(entry)
            if isinstance(means, Kind):
                uses.add(means)
            has_exceptions |= means is _Odd.EXCEPTION or (means is _Odd.UNKNOWN and is_critical)
    return frozenset(uses), has_exceptions


def _meaning(entry: "_Element") -> Kind | _Odd:
    if entry.tag == f"{_TSL}AdditionalServiceInformation":
        uri = _at(entry, "URI")
        return _USES.get(uri, _Odd.HARMLESS if uri in _HARMLESS else _Odd.UNKNOWN)
    if entry.tag == f"{_QUALIFICATIONS}Qualifications":
        named = {one.get("uri") for one in entry.iter(f"{_QUALIFICATIONS}Qualifier")}
        return _Odd.EXCEPTION if _NOT_QUALIFIED in named else _Odd.HARMLESS
    known = (f"{_TSL}ExpiredCertsRevocationInfo", f"{_TYPES}TakenOverBy")
    return _Odd.HARMLESS if entry.tag in known else _Odd.UNKNOWN


def _certificates(identity: "_Element") -> Iterator[Certificate]:
    """Those of a digital identity (§5.5.3); one that cannot be read vouches for nothing."""
    for entry in identity.iterfind(_path("DigitalId/X509Certificate")):
        with suppress(TrustFileError):
            yield from from_x5c([_text(entry)])


def _path(names: str) -> str:
    return "/".join(f"{_TSL}{name}" for name in names.split("/"))


def _at(element: "_Element", names: str) -> str:
    found = element.find(_path(names))
    return "" if found is None else _text(found)


def _text(element: "_Element") -> str:
    """The words of an element; empty for one with anything else inside."""
    return "" if len(element) else (element.text or "").strip()


def _instant(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None:
        raise ValueError("a time without its zone")
    return found
