# SPDX-License-Identifier: Apache-2.0
"""A pack's files, checked and turned into what is quick to load: JSON documents, the same bytes each time.

The loader reads these documents, whether they lie prebuilt in the folder or were made a moment ago. JSON, because
it is portable and cannot run anything.
"""

import hashlib
import json
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping

from assay.claims import RDF_TYPE, RDFS, ClaimsGraph, is_blank
from assay.errors import PackError
from assay.rules.codes import codes_table
from assay.rules.criteria_table import criteria_table
from assay.rules.engines import engines_table
from assay.rules.fields import Table
from assay.rules.folder import digest
from assay.rules.form_table import forms_table
from assay.rules.hierarchy import superclasses
from assay.rules.lines import line_of_offset, located
from assay.rules.official import decoded, json_value, turtle_triples
from assay.rules.pack_texts import value_list_key
from assay.rules.prebuilt import FORMAT, PackDocument
from assay.rules.tables import in_full, pack_table, rules_table, texts_table
from assay.rules.trust import trust_table
from assay.rules.turtle import value_lists
from assay.shacl.compile import UnsupportedShape, compile_shapes
from assay.shacl.program import FORMAT as PROGRAM_FORMAT
from assay.shacl.program import to_json
from assay.shacl.vocabulary import SH, TARGETS

FURTHER_TABLES: Mapping[str, Callable[[Table], object]] = {
    "codes": codes_table,
    "criteria": criteria_table,
    "engines": engines_table,
    "forms": forms_table,
    "trust": trust_table,
}
"""Files a pack may have besides: `<name>.toml`, read into `<name>.json`."""


def build(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    """The prebuilt documents of a pack: `pack.json`, `program.json`, `texts.<lang>.json`, `manifest.json`.

    PackError (file, line) where anything in the pack is missing, unknown, ill-formed or empty.
    """
    try:
        return _built(files)
    except PackError as error:
        raise located(error, files) from error


def _built(files: Mapping[str, bytes]) -> Mapping[str, bytes]:
    shapes, subclasses = _graph(files, "shapes.ttl"), _graph(files, "subclasses.ttl")
    above = superclasses(subclasses)
    program, declined = _compiled(shapes)
    texts = {name[6:-5]: name for name in files if name.startswith("texts/") and name.endswith(".toml")}
    known, lists = nameable(shapes, above), list_keys(shapes)
    pack = PackDocument(
        **pack_table(_toml(files, "pack.toml")),
        rules=rules_table(_toml(files, "rules.toml")),
        superclasses=above,
        counts=_counts(shapes, known),
        languages=sorted(texts),
        needs_reference=declined,
    )
    _check_context(files["context.jsonld"])
    built: dict[str, bytes] = {"pack.json": _json(pack)}
    told = {lang: texts_table(_toml(files, name), lang, known, lists) for lang, name in texts.items()}
    for lang, words in told.items():
        built[f"texts.{lang}.json"] = _json(in_full(words, told.get("en", words)))
    for name, parse in FURTHER_TABLES.items():
        if f"{name}.toml" in files:
            built[f"{name}.json"] = _json(parse(_toml(files, f"{name}.toml")))
    if program is not None:
        built["program.json"] = program
    return {**built, "manifest.json": manifest(digest(files), built)}


def manifest(sources: str, built: Mapping[str, bytes]) -> bytes:
    """What says whether prebuilt documents may be used: the digest of their sources and their own."""
    own = {name: hashlib.sha256(content).hexdigest() for name, content in built.items()}
    return _json({"format": FORMAT, "program_format": PROGRAM_FORMAT, "sources": sources, "files": own})


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=0, sort_keys=True) + "\n").encode()


def _toml(files: Mapping[str, bytes], name: str) -> Table:
    try:
        return Table(tomllib.loads(files[name].decode()), name)
    except RecursionError as error:
        raise PackError("pack.unreadable", file=name, reason="text:error.pack.nesting") from error
    except ValueError as error:
        raise PackError("pack.unreadable", file=name, reason=str(error)) from error


def _graph(files: Mapping[str, bytes], name: str) -> ClaimsGraph:
    return ClaimsGraph(turtle_triples(files[name], name))


def _compiled(shapes: ClaimsGraph) -> tuple[bytes | None, str]:
    """The program as JSON, or the reason why only the reference engine can take these shapes."""
    if not any(shapes.with_predicate(SH + name) for name in TARGETS) and not shapes.subjects_of(
        RDF_TYPE, RDFS + "Class"
    ):
        raise PackError("pack.empty", file="shapes.ttl")
    try:
        return _json(to_json(compile_shapes(shapes, allow_recursion=True))), ""
    except UnsupportedShape as error:
        return None, str(error)


def _check_context(data: bytes) -> None:
    """A context that is whole, alone and loads nothing: what it would fetch, nobody could check."""
    text = decoded(data, "context.jsonld")
    document = json_value(text, "context.jsonld")
    context = document.get("@context") if isinstance(document, dict) else None
    if not isinstance(context, dict) or not context:
        raise PackError("pack.empty", file="context.jsonld")
    if address := next(_addresses(context), ""):
        found = re.search(rf'"@(?:context|import)"\s*:[^{{}}]*{re.escape(json.dumps(address))}', text)
        line = line_of_offset(text, found.end()) if found else 0
        raise PackError("pack.context_remote", file="context.jsonld", line=line, key=address)


def _addresses(context: object) -> Iterator[str]:
    """Other contexts a context refers to, itself among them where it goes in a circle (JSON-LD 1.1 §9.15.1)."""
    waiting = [context]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            inner = [value[key] for key in ("@context", "@import") if key in value]
            parts = [part for entry in inner for part in (entry if isinstance(entry, list) else [entry])]
            yield from (part for part in parts if isinstance(part, str))
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def nameable(shapes: ClaimsGraph, above: Mapping[str, list[str]]) -> Mapping[str, frozenset[str]]:
    """The `classes` and `properties` a pack speaks of; `above` are its superclasses."""
    users = (SH + "targetClass", SH + "class")
    classes = {cls for predicate in users for cls in shapes.with_predicate(predicate) if isinstance(cls, str)}
    classes |= {upper for cls in above for upper in (cls, *above[cls])}
    paths = {path for path in shapes.with_predicate(SH + "path") if isinstance(path, str) and not is_blank(path)}
    return {"classes": frozenset(classes), "properties": frozenset(paths)}


def list_keys(shapes: ClaimsGraph) -> Mapping[str, str]:
    """Label of each value list (`values_country`) to the key its words are found by."""
    return {label: value_list_key(items) for items, label in value_lists(shapes).items()}


def _counts(shapes: ClaimsGraph, known: Mapping[str, frozenset[str]]) -> Mapping[str, int]:
    return {
        "node_shapes": len({shape for group in shapes.with_predicate(SH + "targetClass").values() for shape in group}),
        "property_shapes": len(shapes.with_predicate(SH + "property")),
        "classes": len(known["classes"]),
        "properties": len(known["properties"]),
        "value_lists": len(value_lists(shapes)),
    }
