# SPDX-License-Identifier: Apache-2.0
"""Tries a pack out before anybody relies on it: everything is read, compiled, and judged by on its own samples.

A pack that comes from others is tried in a process of its own, which is stopped at a limit: shapes can be made to take
for ever.
"""

from collections.abc import Mapping
from datetime import UTC, datetime, time

from assay.checks import CHECKS
from assay.claims import ClaimsGraph, is_blank
from assay.document import Document
from assay.errors import AssayError, PackError
from assay.finding import Severity
from assay.formats import read
from assay.found import is_document_name
from assay.judgement import Judgement, judge_reading
from assay.linked_data.rdf import parse_turtle
from assay.options import Options
from assay.pack_probe import probe
from assay.positions import positions
from assay.progress import Progress, Silent
from assay.rules.build import build
from assay.rules.extend import extended
from assay.rules.library import load
from assay.rules.lines import located
from assay.rules.load import pack_of
from assay.rules.pack import RulePack
from assay.shacl.compile import compile_shapes
from assay.shacl.evaluate import validate
from assay.shacl.limits import EvaluationLimitError
from assay.shacl.reader import UnsupportedShape
from assay.shacl.soundness import ReferenceEngineError
from assay.values import frozen
from assay.verdict import Verdict, fold, worst
from assay.worker import StoppedError, call_until

LIMIT_SECONDS = 120.0
"""For reading, compiling and trying out. The largest official release needs five."""
_MUST_BE = {"good": Verdict.CONFORMANT, "bad": Verdict.NON_CONFORMANT}


@frozen
class Trial:
    """A pack that was found sound."""

    files: Mapping[str, bytes]
    built: Mapping[str, bytes]
    samples: int
    """How many samples behaved; 0: the pack has none, and is untested."""

    @property
    def pack(self) -> RulePack:
        """The pack."""
        return pack_of(self.files, self.built)


def tried(files: Mapping[str, bytes], seconds: float = LIMIT_SECONDS, progress: Progress | None = None) -> Trial:
    """The pack of these files, tried out. PackError (file, line) with the first thing that is wrong with it.

    `progress`: where nobody wants it any more, it ends at once with all it has begun (`pack.stopped`).
    """
    try:
        built, samples = call_until(progress or Silent(), try_here, seconds, dict(files))
    except StoppedError as error:
        if error.text_id == "worker.stopped":
            raise PackError("pack.stopped") from error
        if error.text_id.startswith("worker."):
            reason = {"worker.timeout": "pack.timeout", "worker.died": "pack.too_hard"}
            raise PackError(reason.get(error.text_id, "pack.too_hard"), file="shapes.ttl", **error.params) from error
        raise PackError(error.text_id, **error.params) from error
    return Trial(files, built, samples)


def try_here(files: Mapping[str, bytes]) -> tuple[Mapping[str, bytes], int]:
    """As `tried`, in this process and without a limit: the prebuilt documents, and the number of samples."""
    try:
        built = build(files)
        pack = pack_of(files, built)
        _refuse_unknown_checks(pack)
        _combine(pack)
        _read_tables(pack)
        _refuse_unjudgeable(pack)
        return built, _tried_samples(pack, files)
    except PackError as error:
        raise located(error, files) from error
    except RecursionError as error:
        raise PackError("pack.too_hard", file="shapes.ttl", line=0) from error


def _combine(pack: RulePack) -> None:
    """PackError where an extension would weaken its base, or extends a pack that is not there."""
    if not pack.base:
        return
    try:
        base = load(pack.base)
    except PackError as error:
        raise PackError("pack.base_unknown", file="pack.toml", key="base", id=pack.base) from error
    if base.base:
        raise PackError("pack.base_extends", file="pack.toml", key="base", id=pack.base)
    extended(base, pack)


def _refuse_unknown_checks(pack: RulePack) -> None:
    """A rule that nobody can check would leave every document incomplete, and its author wondering why."""
    for number, rule in enumerate(pack.rules.values()):
        if rule.check not in CHECKS:
            raise PackError("pack.unknown_check", file="rules.toml", key=f"rules[{number}].check", check=rule.check)


def _read_tables(pack: RulePack) -> None:
    """Reads what is read on first use, so that no fault in it shows only later."""
    _ = pack.program, pack.context, pack.criteria, pack.engines, pack.trusted
    for lang in pack.languages:
        pack.texts(lang)


def _refuse_unjudgeable(pack: RulePack) -> None:
    """PackError where no engine can run the shapes: such a pack would leave every document incomplete."""
    shapes = ClaimsGraph(parse_turtle(pack.shapes_turtle))
    try:
        if pack.program is not None:
            validate(pack.program, probe(shapes, with_values=False), pack.superclasses)
            return
        from assay.shacl import reference

        reference.validate(shapes, probe(shapes, with_values=True), pack.superclasses)
    except EvaluationLimitError as error:
        raise PackError("pack.goes_in_circles", file="shapes.ttl") from error
    except ReferenceEngineError as error:
        reason = str(error.params.get("reason") or error.params.get("feature", "")).partition("\n")[0]
        raise PackError("pack.cannot_judge", file="shapes.ttl", reason=reason, near=_declined(shapes)) from error


def _declined(shapes: ClaimsGraph) -> str:
    """What the compiler stumbled over, for the line: the shape where it has a name, the word otherwise."""
    try:
        compile_shapes(shapes, allow_recursion=True)
    except UnsupportedShape as error:
        shape, feature = str(error.params["shape"]), str(error.params["feature"])
        return feature.partition(": ")[0] if is_blank(shape) else shape
    return ""


def _tried_samples(pack: RulePack, files: Mapping[str, bytes]) -> int:
    names = [name for name in files if name.startswith("samples/") and is_document_name(name)]
    for name in names:
        wanted = _MUST_BE.get(name.split("/")[1])
        if wanted is None:
            raise PackError("pack.sample_place", file=name)
        _try_sample(pack, name, files[name], wanted)
    return len(names)


def _try_sample(pack: RulePack, name: str, data: bytes, wanted: Verdict) -> None:
    try:
        verdict, judged = sample_verdict(pack, Document(name, data))
    except AssayError as error:
        raise PackError("pack.sample_fault", file=name, reason=str(error)) from error
    if verdict is not wanted:
        rule, line = _first_reason(judged)
        raise PackError("pack.sample_differs", file=name, line=line, wanted=wanted.value, told=verdict.value, rule=rule)


def sample_verdict(pack: RulePack, document: Document) -> tuple[Verdict, Judgement]:
    """What the pack says of a sample: judged as a draft, on the day the pack is of; an extension on top of its base."""
    day = datetime.fromisoformat(max(pack.current_as_of, pack.valid_from)).date()
    options = Options(draft=None, moment=datetime.combine(day, time(12), UTC))
    judging = extended(load(pack.base, options.moment), pack) if pack.base else pack
    judged = judge_reading(document, read(document), options, judging)
    verdict = fold(judged.findings, judged.outcomes, judged.coverage)
    return worst((verdict, *(entry.verdict(verdict) for entry in judged.extensions))), judged


def _first_reason(judged: Judgement) -> tuple[str, int]:
    """The rule that decided against what was expected, as far as one did, and the line it speaks of."""
    faults = [found for found in judged.findings if found.severity is Severity.VIOLATION] or judged.findings
    for found in faults:
        place = found.place
        text, media_type = judged.text_of(place.file if place else "")
        line = positions(text, media_type).locate(place.pointer, place.of_key).line if place else 1
        return found.rule, line
    blocking = (entry.id for entry in judged.outcomes if entry.blocks)
    return next(blocking, ""), 1
