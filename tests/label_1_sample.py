# SPDX-License-Identifier: Apache-2.0
"""Builds the Label 1 sample: an invented company with one service, every carrier in a credential of its own.

`python tests/label_1_sample.py` writes it; a test compares what lies in the resources with what is built here.
"""

import json
import sys
from pathlib import Path
from typing import Any

HOME = "https://acme.example/credentials"
DOCUMENTS = "https://acme.example/documents"
ISSUER = "did:web:acme.example"
FILE = Path(__file__).resolve().parents[1] / "resources/assay_resources/samples/good/label-1-offering.json"
Claims = dict[str, Any]

DOCUMENTS_OF_THE_OFFERING = {
    "contract": "LegallyBindingAct",
    "service-agreement": "ServiceAgreementOffer",
    "data-protection-measures": "DataProtectionRegulationMeasures",
    "roles-and-responsibilities": "RoleAndResponsibilities",
    "business-continuity": "BusinessContinuityMeasures",
    "data-processing-terms": "CustomerDataProcessingTerms",
    "data-access-terms": "CustomerDataAccessTerms",
    "contract-changes": "DocumentChangeProcedures",
    "intellectual-property": "CopyrightAndIntellectualPropertyDocument",
    "audit-rights": "CustomerAuditingRights",
    "security-organisation": "InformationSecurityOrganization",
    "security-policies": "InformationSecurityPolicies",
    "security-risks": "InformationSecurityRiskManagement",
    "staff": "EmployeeResponsibilities",
    "assets": "AssetsManagement",
    "physical-security": "PhysicalSecurity",
    "operational-security": "OperationalSecurity",
    "access-control": "AccessControlManagement",
    "change-management": "ChangeAndConfigurationManagement",
    "secure-development": "DevelopmentCycleSecurity",
    "procurement": "ProcurementManagementSecurity",
    "security-incidents": "SecurityIncidentManagement",
    "compliance-assurance": "ComplianceAssurance",
    "user-documentation": "UserDocumentationMaintenance",
    "government-requests": "GovernmentInvestigationManagement",
    "product-security": "ProductSecurity",
    "environment-report": "EnvironmentalImpactReport",
}
"""Credential name to the class of legal document that the offering lists."""
FURTHER_DOCUMENTS = (
    "encryption-measure",
    "instruction-terms",
    "instruction-means",
    "sub-contractor-notices",
    "sub-processor-contract",
    "export",
)
"""Documents that other carriers name."""
_OF_ACTS: Claims = {"governingLawCountries": ["DE"], "involvedParties": f"{HOME}/participant.json#cs"}
_ADDRESS = {
    "type": "gx:Address",
    "countryCode": "DE",
    "streetAddress": "Sendlinger Straße 8",
    "postalCode": "80331",
    "locality": "München",
}


def subject_id(name: str) -> str:
    """The id of what the credential of that name is about."""
    return f"{HOME}/{name}.json#cs"


def label_1_sample() -> Claims:
    """The presentation: participant, accepted terms, offering, and what the criteria ask for."""
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2"],
        "type": ["VerifiablePresentation"],
        "issuer": ISSUER,
        "verifiableCredential": [_credential(name, kind, claims) for name, (kind, claims) in _parts().items()],
    }


def _credential(name: str, kind: str, claims: Claims) -> Claims:
    return {
        "@context": ["https://www.w3.org/ns/credentials/v2", "https://w3id.org/gaia-x/development#"],
        "id": f"{HOME}/{name}.json",
        "type": ["VerifiableCredential", f"gx:{kind}"],
        "issuer": ISSUER,
        "validFrom": "2026-11-02T09:00:00Z",
        "validUntil": "2027-10-31T23:59:59Z",
        "credentialSubject": {"id": subject_id(name), "type": f"gx:{kind}", **claims},
    }


def _parts() -> dict[str, tuple[str, Claims]]:
    parts = {
        "participant": ("LegalPerson", _participant()),
        "terms": ("Issuer", {"gaiaxTermsAndConditions": _TERMS}),
        "offering": ("ServiceOffering", _offering()),
    }
    for name, kind in DOCUMENTS_OF_THE_OFFERING.items():
        further = _OF_ACTS if kind in {"LegallyBindingAct", "ServiceAgreementOffer"} else {}
        parts[name] = (kind, {**_document(name), **further})
    parts |= {name: ("LegalDocument", _document(name)) for name in FURTHER_DOCUMENTS}
    return parts | _contract_parts() | _data_parts() | _resource_parts()


_TERMS = "067dcac5efd18c1927deb1ffed3feab6d0ad044c0a9a263e6d5d8bdc43224515"


def _document(name: str) -> Claims:
    return {"url": f"{DOCUMENTS}/{name}.pdf", "mimeTypes": ["application/pdf"]}


def _participant() -> Claims:
    return {
        "name": "Acme Cloud GmbH",
        "description": "Storage and computing for small and medium companies",
        "registrationNumber": {
            "id": f"{HOME}/participant.json#vat",
            "type": "gx:VatID",
            "vatID": "DE129273398",
            "countryCode": "DE",
        },
        "legalAddress": _ADDRESS,
        "headquartersAddress": _ADDRESS,
    }


def _offering() -> Claims:
    return {
        "name": "Acme File Exchange",
        "description": "Exchange of large files between companies, operated in Nuremberg",
        "providedBy": subject_id("participant"),
        "serviceOfferingTermsAndConditions": {
            "type": "gx:TermsAndConditions",
            "url": f"{DOCUMENTS}/terms.pdf",
            "hash": "3a7bd3e2360a3d29eea436fcfb7e44c735d117c42d1c1835420b6b9942dd4f1b",
        },
        "provisionType": "public",
        "dataProtectionRegime": ["GDPR2016"],
        "cryptographicSecurityStandards": ["RFC8446", "FIPS186-5"],
        "dataAccountExport": {
            "type": "gx:DataAccountExport",
            "requestType": "API",
            "accessType": "digital",
            "formatType": "application/gzip",
        },
        "providerContactInformation": subject_id("contact"),
        "servicePolicy": subject_id("policy"),
        "requiredMeasures": [subject_id("measure")],
        "customerInstructions": [subject_id("instructions")],
        "subContractors": [subject_id("sub-contractor")],
        "possiblePersonalDataTransfers": [subject_id("third-country-transfer"), subject_id("sub-processor-transfer")],
        "dataPortability": [subject_id("portability")],
        "aggregationOfResources": [subject_id("datacenter"), subject_id("availability-zone")],
        "legalDocuments": [subject_id(name) for name in DOCUMENTS_OF_THE_OFFERING],
    }


def _contract_parts() -> dict[str, tuple[str, Claims]]:
    return {
        "contact": (
            "ContactInformation",
            {"url": "https://acme.example/contact", "email": "service@acme.example", "phoneNumber": "+49 89 12345678"},
        ),
        "policy": (
            "AccessUsagePolicy",
            {"policyLanguage": "ODRL", "policyDocument": "https://acme.example/policies/file-exchange.json"},
        ),
        "measure": (
            "Measure",
            {
                "description": "Files are encrypted on the way and at rest; keys are changed every year",
                "legalDocuments": [subject_id("encryption-measure")],
            },
        ),
        "instructions": (
            "CustomerInstructions",
            {"terms": [subject_id("instruction-terms")], "means": [{"id": subject_id("instruction-means")}]},
        ),
        "sub-contractor": (
            "SubContractor",
            {
                "legalName": "Exemple Assistance SAS",
                "applicableJurisdiction": "FR",
                "communicationMethods": [subject_id("sub-contractor-notices")],
                "informationDocuments": [subject_id("sub-processor-contract")],
            },
        ),
    }


def _data_parts() -> dict[str, tuple[str, Claims]]:
    return {
        "third-country-transfer": (
            "ThirdCountryDataTransfer",
            {
                "country": "CH",
                "reason": "Support outside of office hours",
                "scope": "Contact details of customers who open a ticket",
                "securingMechanism": ["Adequacy decision of the European Commission"],
            },
        ),
        "sub-processor-transfer": (
            "SubProcessorDataTransfer",
            {
                "reason": "First level support",
                "scope": "Contact details of customers who open a ticket",
                "subProcessorManagement": subject_id("sub-processor-contract"),
            },
        ),
        "portability": (
            "DataPortability",
            {
                "resource": "All files of an account with their folders and access rights",
                "means": ["Download through the programming interface"],
                "formats": ["application/gzip", "application/json"],
                "documentations": ["https://acme.example/documents/export-guide.pdf"],
                "legalDocument": subject_id("export"),
                "pricing": "https://acme.example/documents/export-prices.pdf",
                "deletionMethods": ["Destruction of the keys, then overwriting"],
                "deletionTimeframe": "Thirty days after the end of the contract",
            },
        ),
    }


def _resource_parts() -> dict[str, tuple[str, Claims]]:
    address = {"type": "gx:Address", "countryCode": "DE", "postalCode": "90402", "locality": "Nürnberg"}
    return {
        "datacenter": (
            "Datacenter",
            {
                "name": "Acme Nuremberg",
                "maintainedBy": subject_id("participant"),
                "aggregationOfResources": [subject_id("availability-zone")],
                "location": [address],
                "energyUsageEfficiency": subject_id("energy-efficiency"),
                "energyMix": subject_id("energy-mix"),
                "waterUsageEffectiveness": subject_id("water"),
            },
        ),
        "availability-zone": ("AvailabilityZone", {"name": "Nuremberg, hall 1", "address": address}),
        "energy-efficiency": ("EnergyUsageEfficiency", {"powerUsageEffectiveness": "1.24"}),
        "energy-mix": (
            "EnergyMix",
            {"renewableEnergy": "92.5", "hourlyCarbonFreeEnergy": "78.0", "attainmentDate": "2025-12-31"},
        ),
        "water": ("WaterUsageEffectiveness", {"waterUsageEffectiveness": {"@type": "xsd:float", "@value": "0.21"}}),
    }


def label_1_bytes() -> bytes:
    """The sample as it lies in the resources."""
    return (json.dumps(label_1_sample(), ensure_ascii=False, indent=2) + "\n").encode()


if __name__ == "__main__":
    sys.stdout.write(f"{FILE.write_bytes(label_1_bytes())} bytes\n")
