# SPDX-License-Identifier: Apache-2.0
"""Trusted lists for tests, made and signed here: a list of lists, and that of a country."""

import base64
from typing import Any

from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding

from authority import Holder, certificate

URI = "http://uri.etsi.org/TrstSvc/TrustedList/"
NAMESPACES = (
    'xmlns="http://uri.etsi.org/02231/v2#" xmlns:t="http://uri.etsi.org/02231/v2/additionaltypes#" '
    'xmlns:q="http://uri.etsi.org/TrstSvc/SvcInfoExt/eSigDir-1999-93-EC-TrustedList/#"'
)
COMMISSION, COUNTRY = Holder.of("Test Commission"), Holder.of("Test Supervisory Body")
COMMISSION_CERTIFICATE, COUNTRY_CERTIFICATE = (certificate(one, one) for one in (COMMISSION, COUNTRY))
ISSUED, UNTIL = "2026-10-01T00:00:00Z", "2027-03-31T00:00:00Z"


def base64_of(entry: x509.Certificate) -> str:
    """The certificate as XML has it."""
    return base64.b64encode(entry.public_bytes(Encoding.DER)).decode()


def _identity(entry: x509.Certificate) -> str:
    return f"<DigitalId><X509Certificate>{base64_of(entry)}</X509Certificate></DigitalId>"


def extension(content: str, *, critical: str = "false") -> str:
    """An extension of a service."""
    return f'<Extension Critical="{critical}">{content}</Extension>'


def use(name: str) -> str:
    """The extension that says what the certificates are for."""
    told = f'<URI xml:lang="en">{URI}SvcInfoExt/{name}</URI>'
    return extension(f"<AdditionalServiceInformation>{told}</AdditionalServiceInformation>")


def service(entry: x509.Certificate, **told: str) -> str:
    """A service of an authority; `told`: kind, status, since, extensions."""
    kind, status = told.get("kind", "CA/QC"), told.get("status", "granted")
    return (
        "<TSPService><ServiceInformation>"
        f"<ServiceTypeIdentifier>http://uri.etsi.org/TrstSvc/Svctype/{kind}</ServiceTypeIdentifier>"
        '<ServiceName><Name xml:lang="en">Seals of Test</Name></ServiceName>'
        f"<ServiceDigitalIdentity>{_identity(entry)}</ServiceDigitalIdentity>"
        f"<ServiceStatus>{URI}Svcstatus/{status}</ServiceStatus>"
        f"<StatusStartingTime>{told.get('since', '2026-02-03T00:00:00Z')}</StatusStartingTime>"
        f"<ServiceInformationExtensions>{told.get('extensions', use('ForeSeals'))}</ServiceInformationExtensions>"
        "</ServiceInformation></TSPService>"
    )


def _list(kind: str, territory: str, scheme: str = "", rest: str = "", until: str = UNTIL) -> str:
    return (
        f'<TrustServiceStatusList {NAMESPACES} Id="list"><SchemeInformation><TSLSequenceNumber>7</TSLSequenceNumber>'
        f"<TSLType>{URI}TSLType/{kind}</TSLType><SchemeTerritory>{territory}</SchemeTerritory>{scheme}"
        f"<ListIssueDateTime>{ISSUED}</ListIssueDateTime><NextUpdate><dateTime>{until}</dateTime></NextUpdate>"
        f"</SchemeInformation>{rest}</TrustServiceStatusList>"
    )


def national(*services: str, territory: str = "DE", until: str = UNTIL) -> str:
    """The list of a country, not signed yet."""
    inside = f"<TrustServiceProvider><TSPServices>{''.join(services)}</TSPServices></TrustServiceProvider>"
    rest = f"<TrustServiceProviderList>{inside}</TrustServiceProviderList>"
    return _list("EUgeneric", territory, rest=rest, until=until)


def list_of_lists(signer: x509.Certificate = COUNTRY_CERTIFICATE, territory: str = "DE", until: str = UNTIL) -> str:
    """The list of lists with one country, not signed yet."""
    named = f"<ServiceDigitalIdentity>{_identity(signer)}</ServiceDigitalIdentity>"
    more = f"<OtherInformation><SchemeTerritory>{territory}</SchemeTerritory></OtherInformation>"
    mime = "<OtherInformation><t:MimeType>application/vnd.etsi.tsl+xml</t:MimeType></OtherInformation>"
    pointer = (
        f"<OtherTSLPointer><ServiceDigitalIdentities>{named}</ServiceDigitalIdentities>"
        f"<AdditionalInformation>{more}{mime}</AdditionalInformation></OtherTSLPointer>"
    )
    scheme = f"<PointersToOtherTSL>{pointer}</PointersToOtherTSL>"
    return _list("EUlistofthelists", "EU", scheme=scheme, until=until)


def signed(told: str, holder: Holder = COUNTRY, entry: x509.Certificate = COUNTRY_CERTIFICATE) -> bytes:
    """The list with an enveloped XAdES signature."""
    from lxml import etree
    from signxml.algorithms import CanonicalizationMethod
    from signxml.xades import XAdESSigner

    exclusive: Any = CanonicalizationMethod.EXCLUSIVE_XML_CANONICALIZATION_1_0

    class Signer(XAdESSigner):
        """Names how each part is brought into canonical form, as the lists of the countries do."""

        def _add_reference_to_signed_info(self, sig_root: Any, node_to_reference: Any, **attrs: Any) -> None:
            super()._add_reference_to_signed_info(sig_root, node_to_reference, **attrs)
            namespace = "{http://www.w3.org/2000/09/xmldsig#}"
            transforms = etree.Element(f"{namespace}Transforms")
            etree.SubElement(transforms, f"{namespace}Transform", Algorithm=exclusive.value)
            sig_root.find(f"{namespace}SignedInfo")[-1].insert(0, transforms)

    signer = Signer(signature_algorithm="ecdsa-sha256", c14n_algorithm=exclusive)
    made = signer.sign(etree.fromstring(told.encode()), key=holder.key, cert=[entry], always_add_key_value=False)
    return bytes(etree.tostring(made, xml_declaration=True, encoding="UTF-8"))


def signed_lists(told: str) -> bytes:
    """The list of lists, signed by the Commission."""
    return signed(told, COMMISSION, COMMISSION_CERTIFICATE)
