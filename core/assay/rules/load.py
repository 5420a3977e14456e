# SPDX-License-Identifier: Apache-2.0
"""Loads a pack's folder: from what is prebuilt if it was made from these very files, else from the files.

Nothing here trusts a folder more than its digests: prebuilt documents that do not match, or of another format, are
made anew; a pack that cannot be read completely is refused (PackError), never half used.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path

from assay.errors import PackError
from assay.finding import Severity, Stage
from assay.rules.folder import PREBUILT, digest, read_folder
from assay.rules.pack import Namespace, NamespaceKind, Rule, RulePack, Source, TermsHash, Value
from assay.rules.pack_texts import PackTexts, RuleWords, Words
from assay.rules.prebuilt import FORMAT, PackDocument, TextsDocument
from assay.shacl.program import FORMAT as PROGRAM_FORMAT
from assay.shacl.program import Program, from_json
from assay.values import frozen


@frozen
class Kept:
    """Where prebuilt documents of an imported pack are kept, and how to know that they are those we made."""

    place: Path
    manifest: str
    """SHA-256 that their manifest must have; whoever can write to the cache could say anything else there."""
    keep: Callable[[Mapping[str, bytes]], None]
    """Keeps documents that had to be made anew."""


def load_pack(folder: Path, *, use_prebuilt: bool = True, kept: Kept | None = None, expected: str = "") -> RulePack:
    """The pack in the folder, checked completely. PackError where anything is missing, unknown or damaged.

    With `use_prebuilt=False` everything is made from the sources: for folders that come from others, whose prebuilt
    program could say something else than their shapes. `kept` is where to look for what we made of them before;
    `expected` the digest the files must have.
    """
    files = read_folder(folder)
    sources = digest(files)
    if expected and sources != expected:
        raise PackError("pack.changed", file=folder.name, id=folder.parent.name, version=folder.name)
    place, manifest = (kept.place, kept.manifest) if kept else (folder / PREBUILT, None)
    built = _prebuilt(place, sources, manifest) if use_prebuilt else None
    if built is None:
        from assay.rules.build import build

        built = build(files)
        if kept is not None:
            kept.keep(built)
    return _pack(json.loads(built["pack.json"]), sources, _Contents(files, built))


def pack_of(files: Mapping[str, bytes], built: Mapping[str, bytes]) -> RulePack:
    """The pack of files at hand and the documents that `assay.rules.build` made of them."""
    return _pack(json.loads(built["pack.json"]), digest(files), _Contents(files, built))


def _prebuilt(place: Path, sources: str, expected: str | None) -> Mapping[str, bytes] | None:
    """The prebuilt documents, None where they are absent, damaged, made from other files, or not those expected."""
    try:
        told = (place / "manifest.json").read_bytes()
        if expected is not None and hashlib.sha256(told).hexdigest() != expected:
            return None
        manifest = json.loads(told)
        if [manifest["format"], manifest["program_format"], manifest["sources"]] != [FORMAT, PROGRAM_FORMAT, sources]:
            return None
        built = {name: (place / name).read_bytes() for name in manifest["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        return None
    own = {name: hashlib.sha256(content).hexdigest() for name, content in built.items()}
    return built if own == manifest["files"] else None


class _Contents:
    """The large parts of a pack: bytes at hand, read when asked for."""

    __slots__ = ("_built", "_files")

    def __init__(self, files: Mapping[str, bytes], built: Mapping[str, bytes]) -> None:
        self._files = files
        self._built = built

    def program(self) -> Program | None:
        """See `PackContents`."""
        document = self._built.get("program.json")
        return None if document is None else from_json(json.loads(document))

    def context(self) -> Mapping[str, object]:
        """See `PackContents`."""
        context: dict[str, object] = json.loads(self._files["context.jsonld"])
        return context

    def texts(self, lang: str) -> PackTexts:
        """See `PackContents`."""
        told: TextsDocument = json.loads(self._built[f"texts.{lang}.json"])
        classes = {iri: Words(*pair) for iri, pair in told["classes"].items()}
        properties = {iri: Words(*pair) for iri, pair in told["properties"].items()}
        criteria = {key: Words(*pair) for key, pair in told["criteria"].items()}
        rules = {key: RuleWords(*told) for key, told in told["rules"].items()}
        lists, entries = told["value_lists"], told["entries"]
        return PackTexts(lang, classes, properties, told["datatypes"], lists, criteria, rules, entries)

    def table(self, name: str) -> Mapping[str, object]:
        """See `PackContents`."""
        found: dict[str, object] = json.loads(self._built.get(f"{name}.json", b"{}"))
        return found

    def shapes(self) -> bytes:
        """See `PackContents`."""
        return self._files["shapes.ttl"]

    def subclasses(self) -> bytes:
        """See `PackContents`."""
        return self._files["subclasses.ttl"]


def _pack(told: PackDocument, sources: str, contents: _Contents) -> RulePack:
    rules = [
        Rule(
            id=entry["id"],
            stage=Stage(entry["stage"]),
            check=entry["check"],
            severity=Severity(entry["severity"]),
            clause=entry["clause"],
            params={key: _value(value) for key, value in entry["params"].items()},
        )
        for entry in told["rules"]
    ]
    return RulePack(
        id=told["id"],
        version=told["version"],
        name=told["name"],
        generation=told["generation"],
        sha256=sources,
        current_as_of=told["current_as_of"],
        criteria_basis=told["criteria_basis"],
        namespace=told["namespace"],
        namespaces=tuple(Namespace(e["iri"], e["name"], NamespaceKind(e["kind"])) for e in told["namespaces"]),
        context_urls=tuple(told["context_urls"]),
        terms=tuple(TermsHash(**entry) for entry in told["terms"]),
        source=Source(**told["source"]),
        rules={rule.id: rule for rule in rules},
        superclasses={cls: frozenset(above) for cls, above in told["superclasses"].items()},
        counts=told["counts"],
        languages=tuple(told["languages"]),
        needs_reference=told["needs_reference"],
        contents=contents,
        valid_from=told["valid_from"],
        valid_until=told["valid_until"],
        base=told["base"],
        rule_prefix=told.get("rule_prefix", ""),
        reserved_classes=frozenset(told.get("reserved_classes", ())),
    )


def _value(value: object) -> Value:
    """A parameter from JSON: lists become tuples, so that a rule cannot be changed."""
    match value:
        case list():
            return tuple(_value(entry) for entry in value)
        case dict():
            return {key: _value(entry) for key, entry in value.items()}
        case str() | int() | float():
            return value
    raise PackError("pack.wrong_value", file="pack.json", key="params", expected="texts, numbers, lists and tables")
