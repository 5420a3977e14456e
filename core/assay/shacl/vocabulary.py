# SPDX-License-Identifier: Apache-2.0
"""The literal tables of SHACL terms: what is understood, what is harmless, and nothing else.

A term of the SHACL namespace that stands in none of these tables makes the compiler refuse the shapes: a
constraint that nobody checks would be a false pass.
"""

from assay.claims import XSD
from assay.finding import Severity

SH = "http://www.w3.org/ns/shacl#"
DASH = "http://datashapes.org/dash#"
OWL = "http://www.w3.org/2002/07/owl#"
RDF_NS = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDF_FIRST = RDF_NS + "first"
RDF_REST = RDF_NS + "rest"
RDF_NIL = RDF_NS + "nil"

TARGETS = ("targetNode", "targetClass", "targetSubjectsOf", "targetObjectsOf")
"""Target declarations (SHACL §2.1.3)."""

PATHS = ("inversePath", "alternativePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")
"""Terms of property paths (SHACL §2.3.1); a sequence is an RDF list."""

CONSTRAINTS = (
    "class", "datatype", "nodeKind",
    "minCount", "maxCount",
    "minExclusive", "minInclusive", "maxExclusive", "maxInclusive",
    "minLength", "maxLength", "pattern", "languageIn", "uniqueLang",
    "equals", "disjoint", "lessThan", "lessThanOrEquals",
    "not", "and", "or", "xone",
    "node", "property", "qualifiedValueShape",
    "closed", "hasValue", "in",
)  # fmt: skip
"""Parameters that declare a constraint of SHACL Core (§4), in the order in which results are given."""

COMPANIONS = ("flags", "ignoredProperties", "qualifiedMinCount", "qualifiedMaxCount", "qualifiedValueShapesDisjoint")
"""Further parameters of those constraints; without their constraint they say nothing."""

SHAPE_SETTINGS = ("path", "severity", "message", "deactivated")

NON_VALIDATING = (
    "name", "description", "order", "group", "defaultValue",
    "declare", "prefix", "namespace",
    "conforms", "result", "focusNode", "resultPath", "resultSeverity", "resultMessage", "value", "sourceShape",
    "sourceConstraintComponent", "sourceConstraint", "detail", "shapesGraphWellFormed",
)  # fmt: skip
"""Terms that constrain nothing: for people, for prefixes, and of validation reports (SHACL §2.3.2, §3.6)."""

KNOWN_PREDICATES = frozenset(
    SH + name for name in TARGETS + PATHS + CONSTRAINTS + COMPANIONS + SHAPE_SETTINGS + NON_VALIDATING
)
KNOWN_CLASSES = frozenset(
    SH + name
    for name in (
        "NodeShape", "PropertyShape", "PropertyGroup", "ValidationReport", "ValidationResult", "PrefixDeclaration",
    )
)  # fmt: skip

WITHOUT_MEANING_IN_DATA = frozenset({SH + "nodeShape"})
"""Terms of SHACL's drafts that the Recommendation dropped: harmless on nodes that are no shapes, refused on shapes."""

FOREIGN_CONSTRAINTS = frozenset(
    DASH + name
    for name in (
        "closedByTypes", "coExistsWith", "hasValueIn", "hasValueWithClass", "nonRecursive", "reifiableBy",
        "rootClass", "singleLine", "stem", "subSetOf", "symmetric", "uniqueValueForClass", "uriStart",
    )
)  # fmt: skip
"""Constraint parameters of DASH, which other engines check and SHACL Core does not know."""

SEVERITIES = {
    SH + "Violation": Severity.VIOLATION,
    SH + "Warning": Severity.WARNING,
    SH + "Info": Severity.INFO,
}

NODE_KINDS = {
    SH + "IRI": "iri",
    SH + "BlankNode": "blank",
    SH + "Literal": "literal",
    SH + "BlankNodeOrIRI": "iri blank",
    SH + "BlankNodeOrLiteral": "blank literal",
    SH + "IRIOrLiteral": "iri literal",
}

COMPONENTS = {
    "class": "ClassConstraintComponent",
    "datatype": "DatatypeConstraintComponent",
    "nodeKind": "NodeKindConstraintComponent",
    "minCount": "MinCountConstraintComponent",
    "maxCount": "MaxCountConstraintComponent",
    "minExclusive": "MinExclusiveConstraintComponent",
    "minInclusive": "MinInclusiveConstraintComponent",
    "maxExclusive": "MaxExclusiveConstraintComponent",
    "maxInclusive": "MaxInclusiveConstraintComponent",
    "minLength": "MinLengthConstraintComponent",
    "maxLength": "MaxLengthConstraintComponent",
    "pattern": "PatternConstraintComponent",
    "languageIn": "LanguageInConstraintComponent",
    "uniqueLang": "UniqueLangConstraintComponent",
    "equals": "EqualsConstraintComponent",
    "disjoint": "DisjointConstraintComponent",
    "lessThan": "LessThanConstraintComponent",
    "lessThanOrEquals": "LessThanOrEqualsConstraintComponent",
    "not": "NotConstraintComponent",
    "and": "AndConstraintComponent",
    "or": "OrConstraintComponent",
    "xone": "XoneConstraintComponent",
    "node": "NodeConstraintComponent",
    "qualifiedMinCount": "QualifiedMinCountConstraintComponent",
    "qualifiedMaxCount": "QualifiedMaxCountConstraintComponent",
    "closed": "ClosedConstraintComponent",
    "hasValue": "HasValueConstraintComponent",
    "in": "InConstraintComponent",
}
"""Constraint of a program to the local name of its constraint component."""

PROPERTY_SHAPES_ONLY = frozenset(
    {"minCount", "maxCount", "uniqueLang", "lessThan", "lessThanOrEquals", "qualifiedValueShape"}
)
"""Constraints that a node shape may not have (SHACL, syntax rules of §4)."""

UNCHECKABLE_DATATYPES = frozenset({RDF_NS + "XMLLiteral", RDF_NS + "JSON", XSD + "QName", XSD + "NOTATION"})
"""Datatypes whose ill-formed literals we cannot tell from well-formed ones."""

REFERENCE_PREDICATES = frozenset(
    SH + name
    for name in (
        "sparql", "select", "ask", "prefixes", "target", "parameter", "optional", "labelTemplate",
        "validator", "nodeValidator", "propertyValidator",
        "rule", "condition", "subject", "predicate", "object", "construct",
        "expression", "filterShape", "nodes", "intersection", "union",
    )
)  # fmt: skip
"""Terms of SHACL-SPARQL and the advanced features that pySHACL acts on; it passes over all others in silence."""

REFERENCE_FLAGS = frozenset("im")
"""Flags of `sh:flags` that pySHACL acts on."""
