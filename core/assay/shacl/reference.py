# SPDX-License-Identifier: Apache-2.0
"""pySHACL as the reference engine: for shapes the compiler refuses, and for second opinions.

The only file that imports pyshacl and rdflib. Nothing is fetched: graphs are built from triples at hand, and
`owl:imports` is not followed. rdflib would repair ill-formed literals; here it keeps them as written.
"""

import contextlib
import io
import logging
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeAlias

from assay.claims import RDF_LANG_STRING, RDFS_SUBCLASS_OF, XSD_STRING, ClaimsGraph, Literal, Term, Triple, is_blank
from assay.finding import Severity
from assay.shacl.paths import IllFormedPathError, read_path, to_turtle
from assay.shacl.results import Result
from assay.shacl.soundness import ReferenceEngineError, refuse_unsound
from assay.shacl.vocabulary import SEVERITIES, SH
from assay.worker import StoppedError, call

if TYPE_CHECKING:
    import rdflib

_Triples: TypeAlias = Sequence[tuple[object, object, object]]

__all__ = ["ReferenceEngine", "ReferenceEngineError", "validate", "validate_in_process"]

_alone = threading.Lock()
"""rdflib's and pySHACL's switches are global: one run at a time."""


class ReferenceEngine:
    """A shapes graph loaded into pySHACL once, to be run on several data graphs.

    Raises ReferenceEngineError for whatever pySHACL would pass over in silence.
    """

    def __init__(self, shapes: ClaimsGraph) -> None:
        refuse_unsound(shapes)
        self._shapes = shapes
        self._owners: dict[str, str] = {}
        with _alone, _quiet():
            self._graph = _graph(shapes, "SimpleMemory")  # asked most; data has to be in a store that knows contexts

    def validate(self, data: ClaimsGraph, superclasses: Mapping[str, frozenset[str]]) -> tuple[Result, ...]:
        """All validation results, in no particular order; as `evaluate.validate`, without params."""
        return self.run(self.load(data, superclasses))

    def load(self, data: ClaimsGraph, superclasses: Mapping[str, frozenset[str]]) -> "rdflib.Graph":
        """Data and class facts as the engine wants them."""
        facts = [
            (name, RDFS_SUBCLASS_OF, broader)
            for name, above in superclasses.items()
            for broader in above
            if broader not in data.objects(name, RDFS_SUBCLASS_OF)
        ]
        with _alone, _quiet():
            return _graph([*data, *facts])

    def run(self, data: "rdflib.Graph") -> tuple[Result, ...]:
        """The results for data that was loaded."""
        with _alone, _quiet():
            found = _run(self._graph, data)
        return tuple(self._result(triples) for triples in found)

    def _result(self, triples: _Triples) -> Result:
        members: dict[str, list[Term]] = {}
        for _, predicate, obj in triples:
            value = obj[1] if isinstance(obj, tuple) else obj
            members.setdefault(str(predicate).removeprefix(SH), []).append(_term(value))
        shape, path = members["sourceShape"][0], members.get("resultPath", [""])[0]
        severity = str(members["resultSeverity"][0])
        return Result(
            members["focusNode"][0],
            self._path(path),
            str(members["sourceConstraintComponent"][0]).removeprefix(SH),
            members.get("value", [None])[0],
            self._owner(str(shape)),
            SEVERITIES.get(severity, Severity.VIOLATION),
            tuple(text.value for text in members.get("resultMessage", ()) if isinstance(text, Literal)),
            other_severity="" if severity in SEVERITIES else severity,
        )

    def _path(self, path: Term) -> str:
        try:
            return to_turtle(read_path(self._shapes, path)) if path else ""
        except IllFormedPathError as error:
            raise ReferenceEngineError("reference.failed", reason=str(error)) from error

    def _owner(self, shape: str) -> str:
        """The named shape that a blank node shape belongs to."""
        if not self._owners:
            self._owners = {obj: subject for subject, _, obj in self._shapes if isinstance(obj, str) and is_blank(obj)}
        seen = set()
        while is_blank(shape) and shape in self._owners and shape not in seen:
            seen.add(shape)
            shape = self._owners[shape]
        return shape


def validate(shapes: ClaimsGraph, data: ClaimsGraph, superclasses: Mapping[str, frozenset[str]]) -> tuple[Result, ...]:
    """All validation results by pySHACL. Raises ReferenceEngineError where it gives no answer."""
    return ReferenceEngine(shapes).validate(data, superclasses)


def validate_in_process(
    shapes: ClaimsGraph, data: ClaimsGraph, superclasses: Mapping[str, frozenset[str]], *, seconds: float
) -> tuple[Result, ...]:
    """As `validate`, in a process of its own that is killed after so many seconds.

    Raises ReferenceEngineError: `reference.timeout` when it was stopped, `reference.failed` when it died.
    """
    try:
        return call(_validate_triples, seconds, list(shapes), list(data), dict(superclasses))
    except StoppedError as error:
        told = {"worker.timeout": "reference.timeout", "worker.died": "reference.failed"}
        raise ReferenceEngineError(told.get(error.text_id, error.text_id), **error.params) from error


def _validate_triples(
    shapes: list[Triple], data: list[Triple], superclasses: Mapping[str, frozenset[str]]
) -> tuple[Result, ...]:
    return validate(ClaimsGraph(shapes), ClaimsGraph(data), superclasses)


class _Grumbles(logging.Handler):
    """Keeps what pySHACL warns of: a constraint it could not load is one it did not check."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.said: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        """Keeps one message."""
        self.said.append(record.getMessage())


def _run(shapes: "rdflib.Graph", data: "rdflib.Graph") -> list[_Triples]:
    from pyshacl.graph_abstraction import DataGraph
    from pyshacl.validator import Validator

    class Collector(Validator):
        """Gives the results as they are; writing the report as text and graph takes longer than validating."""

        @classmethod
        def create_validation_report(
            cls, _shapes: object, _conforms: object, results: Sequence[Sequence[object]]
        ) -> object:
            return [triples for _, _, triples in results], ""

    log, grumbles = logging.getLogger("pyshacl"), _Grumbles()
    log.addHandler(grumbles)
    log.propagate = False
    try:
        engine = Collector(DataGraph.from_rdflib(data), shacl_graph=shapes, options={"advanced": True, "logger": log})
        _, found, _ = engine.run()  # type: ignore[no-untyped-call]  # pyshacl types only its entry points
    except Exception as error:  # it lets through what its libraries raise, each their own; all of it means no answer
        raise ReferenceEngineError("reference.failed", reason=f"{type(error).__name__}: {error}"[:300]) from error
    finally:
        log.removeHandler(grumbles)
        log.propagate = True
    if grumbles.said:
        raise ReferenceEngineError("reference.failed", reason=grumbles.said[0][:300])
    return list(found)


@contextlib.contextmanager
def _quiet() -> Iterator[None]:
    """The libraries as we need them, and silent: literals kept as written, nothing loaded by a query."""
    import rdflib
    import rdflib.plugins.sparql

    log = logging.getLogger("rdflib")
    kept = rdflib.NORMALIZE_LITERALS, rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS, log.level
    rdflib.NORMALIZE_LITERALS, rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = False, False
    log.setLevel(logging.CRITICAL)
    try:
        with contextlib.redirect_stderr(io.StringIO()), contextlib.redirect_stdout(io.StringIO()):
            yield
    finally:
        rdflib.NORMALIZE_LITERALS, rdflib.plugins.sparql.SPARQL_LOAD_GRAPHS = kept[:2]
        log.setLevel(kept[2])


def _graph(triples: Iterable[Triple], store: str = "default") -> "rdflib.Graph":
    import rdflib

    graph = rdflib.Graph(store, bind_namespaces="none")
    for subject, predicate, obj in triples:
        graph.add((_node(subject), rdflib.URIRef(predicate), _literal(obj) if isinstance(obj, Literal) else _node(obj)))
    return graph


def _node(node: str) -> "rdflib.URIRef | rdflib.BNode":
    import rdflib

    return rdflib.BNode(node[2:]) if is_blank(node) else rdflib.URIRef(node)


def _literal(literal: Literal) -> "rdflib.Literal":
    import rdflib

    try:
        if literal.language:
            return rdflib.Literal(literal.value, lang=literal.language, normalize=False)
        datatype = None if literal.datatype == XSD_STRING else rdflib.URIRef(literal.datatype)
        made = rdflib.Literal(literal.value, datatype=datatype, normalize=False)
    except (ArithmeticError, AssertionError, AttributeError, LookupError, TypeError, ValueError) as error:
        raise ReferenceEngineError("reference.failed", reason=f"literal: {error}"[:300]) from error
    if str(made) == literal.value:
        return made
    kept = str.__new__(rdflib.Literal, literal.value)  # rdflib rewrites white space of tokens even when told not to
    kept._language, kept._datatype, kept._value, kept._ill_typed = None, datatype, made.value, made.ill_typed  # noqa: SLF001
    return kept


def _term(node: object) -> Term:
    import rdflib

    if isinstance(node, rdflib.Literal):
        if node.language:
            return Literal(str(node), RDF_LANG_STRING, node.language)
        return Literal(str(node), str(node.datatype) if node.datatype else XSD_STRING)
    return f"_:{node}" if isinstance(node, rdflib.BNode) else str(node)
