# SPDX-License-Identifier: Apache-2.0
"""Descriptions of interfaces read: OpenAPI 3 and Swagger 2, JSON and YAML; and those made to harm."""

import json
from datetime import UTC, datetime

import pytest

from assay.authoring.tables.column_mapping import review
from assay.authoring.tables.files import FileKind, read_source
from assay.authoring.tables.table import TableError
from assay.authoring.tables.taking import around_of, class_taker, proposal
from assay.authoring.tables.wording import summary
from assay.authoring.tables.yaml_text import read_yaml
from assay.rules.bundled import load_bundled
from assay.texts import LANGUAGES, load_texts

OPENAPI = """
openapi: 3.0.3
info:
  title: Widget API
  version: 1.10
  description: |
    Stores widgets.
  termsOfService: https://acme.example/terms
  contact: {name: Support, email: support@acme.example, url: https://acme.example/support}
  license: {name: Apache 2.0}
servers:
  - url: https://{env}.acme.example/v1
    variables: {env: {default: api}}
  - url: https://second.example
tags: [{name: storage}, {name: x}]
paths: {/a: {get: {responses: {200: {description: no}}}}}
"""
SWAGGER = {"swagger": "2.0", "info": {"title": "Old", "version": "1"}, "host": "a.example", "basePath": "/v1",
           "schemes": ["https", "http"]}  # fmt: skip


def cells(text: str, name: str = "api.yaml") -> dict[str, str]:
    source = read_source(text.encode(), name)
    assert source.kind is FileKind.INTERFACE
    return dict(zip(source.table.headers, source.table.rows[0].cells, strict=True))


def refused(text: str | bytes, name: str = "api.yaml") -> str:
    with pytest.raises(TableError) as caught:
        read_source(text.encode() if isinstance(text, str) else text, name)
    return caught.value.text_id


def test_what_a_description_says_of_itself():
    assert cells(OPENAPI) == {
        "info.title": "Widget API",
        "info.description": "Stores widgets.",
        "info.version": "1.10",
        "info.termsOfService": "https://acme.example/terms",
        "info.contact.name": "Support",
        "info.contact.url": "https://acme.example/support",
        "info.contact.email": "support@acme.example",
        "info.license": "Apache 2.0",
        "servers[0].url": "https://api.acme.example/v1",
        "servers[1].url": "https://second.example",
        "specification.title": "OpenAPI Specification 3.0.3",
        "specification.url": "https://spec.openapis.org/oas/v3.0.3",
        "tags": "storage | x",
    }


def test_json_and_swagger_are_read_alike():
    told = cells(json.dumps(SWAGGER), "api.json")
    assert told["servers[0].url"] == "https://a.example/v1"
    assert told["servers[1].url"] == "http://a.example/v1"
    assert told["specification.title"] == "OpenAPI Specification 2.0"
    assert cells('{"openapi": "3.1.0", "info": {"title": "A", "version": 1.10}}', "x")["info.version"] == "1.10"
    assert cells("openapi: 3.1.0\ninfo: {title: A}\n", "download")["info.title"] == "A"


def test_a_service_offering_of_a_description():
    pack = load_bundled("gaia-x-loire-25.11")
    taker = class_taker(pack, "ServiceOffering", "en")
    table = read_source(OPENAPI.encode(), "api.yaml").table
    found = review(proposal(table, taker), table, taker, around_of("", datetime(2026, 11, 1, tzinfo=UTC), "en"))
    said = json.loads(found.made.drafts[0].text)["credentialSubject"]
    assert said["name"] == "Widget API"
    assert said["description"] == "Stores widgets."
    assert said["endpoint"]["endpointURL"] == "https://api.acme.example/v1"
    assert said["endpoint"]["standardConformity"]["title"] == "OpenAPI Specification 3.0.3"
    assert said["serviceOfferingTermsAndConditions"]["url"] == "https://acme.example/terms"
    assert said["providerContactInformation"]["email"] == "support@acme.example"
    assert said["keyword"] == ["storage", "x"]
    untaken = [state.called for state in found.untaken]
    assert untaken == ["info.version", "info.contact.name", "info.license", "servers[1].url"]
    assert found.missing == ("Provider", "Terms of the service › Digest of the document")
    for lang in LANGUAGES:
        told = list(summary(found, load_texts(lang)))
        placed = [sum(value in line for line in told) for value in ("1.10", "Apache 2.0", "Support", "https://second")]
        assert placed == [1, 1, 1, 1]
        assert not any("info." in line or "servers[" in line for line in told)
    assert next(line for line in summary(found, load_texts("en")) if "1.10" in line) == (
        "The version of the interface, “1.10”, has no field of its own here. Say it in the description; or read this"
        " file once more as “Software”, which has a version."
    )


def test_software_has_a_version_and_a_licence_and_nothing_else_of_a_service():
    taker = class_taker(load_bundled("gaia-x-loire-25.11"), "SoftwareResource", "en")
    table = read_source(OPENAPI.encode(), "api.yaml").table
    found = review(proposal(table, taker), table, taker, around_of("", datetime(2026, 11, 1, tzinfo=UTC), "en"))
    said = json.loads(found.made.drafts[0].text)["credentialSubject"]
    assert (said["version"], said["license"]) == ("1.10", "Apache-2.0")
    assert not {"endpoint", "keyword"} & set(said)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "table_interface"),
        ("{", "table_interface"),
        ("a: b", "table_interface"),
        ("info: {}\nopenapi: 4.0.0", "table_interface_version"),
        ("info: {}\nswagger: 1.2", "table_interface_version"),
        ("info: {title: A}\nopenapi: 3.0.0\n---\na: b", "table_interface"),
        ("openapi: 3.0.0\ninfo: !!python/object/apply:os.system ['exit 1']", "table_interface"),
        ("[" * 100, "table_interface"),
        ("{" * 200_000, "table_interface"),
        ("a: &a [x]\n" + "b: [" + "*a, " * 1001 + "]", "table_interface"),
        ("? [a]\n: b", "table_interface"),
        ("a: *none", "table_interface"),
        (b"\xff\xfe\xff", "table_encoding"),
        ("openapi: 3.0.0\ninfo: {title: " + "x" * 40_000 + "}", "table_cell"),
        ("x" * 5_000_001, "table_size"),
    ],
)
def test_what_is_no_description(text, fault):
    assert refused(text) == fault


def test_aliases_are_never_multiplied():
    """Nine lines that would come to a billion values are a few dozen here."""
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    told = read_yaml("\n".join(lines))
    assert isinstance(told, dict)
    assert told["a9"][0] is told["a8"]


def test_a_tag_makes_no_object_and_an_alias_to_itself_ends():
    assert read_yaml("a: !!python/name:os.system x") == {"a": "x"}
    told = read_yaml("a: &a [*a]")
    assert isinstance(told, dict)
    assert told["a"][0] is told["a"]
