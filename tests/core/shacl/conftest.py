# SPDX-License-Identifier: Apache-2.0
"""The official shapes, compiled and loaded into the reference engine once for all tests."""

import pytest

from assay.claims import ClaimsGraph
from assay.linked_data.rdf import parse_turtle
from assay.shacl.compile import compile_shapes
from shared import shared_path


@pytest.fixture(scope="session")
def official_shapes():
    return ClaimsGraph(parse_turtle(shared_path("reference", "loire-25.11", "gx.shacl.ttl").read_bytes()))


@pytest.fixture(scope="session")
def official_program(official_shapes):
    return compile_shapes(official_shapes)
