# SPDX-License-Identifier: Apache-2.0
"""The hand-written files of a pack (`pack.toml`, `rules.toml`, `texts/*.toml`), checked key by key, JSON-ready."""

from collections.abc import Iterable, Mapping

from assay.finding import Severity, Stage
from assay.rules.fields import Table
from assay.rules.pack import NamespaceKind
from assay.rules.prebuilt import (
    NamespaceEntry,
    PackHead,
    RuleEntry,
    SourceEntry,
    TermsEntry,
    TextsDocument,
)

_OFFICIAL = ("context", "ontology", "shapes")
TEXT_SECTIONS = ("classes", "properties", "datatypes", "value_lists", "entries", "criteria", "rules")


def pack_table(table: Table) -> PackHead:
    """`pack.toml`: PackError for a key that is missing, unknown or wrong."""
    source = table.table("source")
    context = table.table("context")
    extends = "base" in table
    namespaces = [_namespace(entry) for entry in table.tables("namespaces")]
    pack = PackHead(
        id=table.text("id"),
        version=table.text("version"),
        name=table.text("name"),
        generation=table.text("generation"),
        criteria_basis=table.text("criteria_basis"),
        namespace=table.text("namespace"),
        current_as_of=table.date("current_as_of"),
        valid_from=table.date("valid_from", ""),
        valid_until=table.date("valid_until", ""),
        base=table.text("base", ""),
        rule_prefix=table.text("rule_prefix", None if extends else ""),
        reserved_classes=list(table.texts("reserved_classes")) if "reserved_classes" in table else [],
        source=_source(source, is_official=not extends),
        namespaces=namespaces,
        context_urls=list(context.texts("urls")),
        terms=[_terms(entry) for entry in table.tables("terms")],
    )
    table.done()
    context.done()
    _check_namespaces(table, pack)
    return pack


def _source(table: Table, *, is_official: bool) -> SourceEntry:
    """Digests of the official files; an extension of one's own making has none beside it."""
    digests = table.table("sha256")
    source = SourceEntry(
        origin=table.text("origin"),
        dated=table.date("dated"),
        licence=table.text("licence"),
        sha256={name: digests.sha256(name) for name in _OFFICIAL if is_official or name in digests},
    )
    table.done()
    digests.done()
    return source


def _namespace(table: Table) -> NamespaceEntry:
    entry = NamespaceEntry(iri=table.text("iri"), name=table.text("name"), kind=table.text("kind"))
    table.done()
    if entry["kind"] not in set(NamespaceKind):
        table.wrong("kind", ", ".join(NamespaceKind))
    return entry


def _check_namespaces(table: Table, pack: PackHead) -> None:
    namespaces = pack["namespaces"]
    if len({entry["iri"] for entry in namespaces}) != len(namespaces):
        table.wrong("namespaces", "each namespace once")
    if [entry["iri"] for entry in namespaces if entry["kind"] == NamespaceKind.CANONICAL] != [pack["namespace"]]:
        table.wrong("namespaces", "the pack's own namespace, alone of kind canonical")


def _terms(table: Table) -> TermsEntry:
    entry = TermsEntry(
        sha256=table.sha256("sha256"),
        name=table.text("name"),
        valid_from=table.date("valid_from", ""),
        valid_until=table.date("valid_until", ""),
    )
    table.done()
    return entry


def rules_table(table: Table) -> list[RuleEntry]:
    """`rules.toml`: the rules in order; PackError for an id used twice, a stage or severity there is none of."""
    rules = [_rule(entry) for entry in table.tables("rules")]
    table.done()
    ids = [rule["id"] for rule in rules]
    for number, rule_id in enumerate(ids):
        if rule_id in ids[:number]:
            table.wrong(f"rules[{number}].id", "each id once")
    return rules


def _rule(table: Table) -> RuleEntry:
    rule = RuleEntry(
        id=table.text("id"),
        stage=table.text("stage"),
        check=table.text("check"),
        severity=table.text("severity"),
        clause=table.text("clause"),
        params={key: _value(table, value) for key, value in table.table("params").rest().items()},
    )
    table.done()
    if rule["stage"] not in set(Stage):
        table.wrong("stage", ", ".join(Stage))
    if rule["severity"] not in set(Severity):
        table.wrong("severity", ", ".join(Severity))
    return rule


def _value(table: Table, value: object) -> object:
    """A parameter as JSON can say it."""
    match value:
        case str() | int() | float():
            return value
        case list():
            return [_value(table, entry) for entry in value]
        case dict():
            return {str(key): _value(table, entry) for key, entry in value.items()}
    raise table.error("params", "texts, numbers, lists and tables")


def texts_table(table: Table, lang: str, known: Mapping[str, Iterable[str]], lists: Mapping[str, str]) -> TextsDocument:
    """`texts/<lang>.toml`, names written out in full.

    `known` holds the IRIs of the pack's `classes` and `properties`, `lists` the labels of its value lists with
    their keys: a text for anything else is a typing error, and refused.
    """
    if table.text("lang") != lang:
        table.wrong("lang", lang)
    prefixes = {name: str(iri) for name, iri in table.table("prefixes").rest().items()}
    sections = {name: table.table(name) for name in TEXT_SECTIONS}
    table.done()
    for name, allowed in (*known.items(), ("value_lists", lists), ("entries", lists)):
        _refuse_others(sections[name], prefixes, frozenset(allowed))
    datatypes, value_lists = sections["datatypes"], sections["value_lists"]
    return TextsDocument(
        lang=lang,
        classes=_words(sections["classes"], prefixes),
        properties=_property_words(sections["properties"], prefixes),
        datatypes={written_out(key, prefixes): datatypes.text(key) for key in datatypes},
        value_lists={lists[key]: value_lists.text(key) for key in value_lists},
        entries={lists[key]: _entries(sections["entries"].table(key)) for key in sections["entries"]},
        criteria=_words(sections["criteria"], {}),
        rules=_rule_words(sections["rules"]),
    )


def in_full(told: TextsDocument, english: TextsDocument) -> TextsDocument:
    """The texts of a language, completed in English: better a name in another language than a bare word."""
    return TextsDocument(
        lang=told["lang"],
        classes={**english["classes"], **told["classes"]},
        properties={**english["properties"], **told["properties"]},
        datatypes={**english["datatypes"], **told["datatypes"]},
        value_lists={**english["value_lists"], **told["value_lists"]},
        entries={**english["entries"], **told["entries"]},
        criteria={**english["criteria"], **told["criteria"]},
        rules={**english["rules"], **told["rules"]},
    )


def _entries(section: Table) -> Mapping[str, str]:
    return {value: section.text(value) for value in section}


def written_out(name: str, prefixes: Mapping[str, str]) -> str:
    """A name such as `gx:Address` in full; a name without a known prefix as it is."""
    prefix, _, local = name.partition(":")
    return prefixes[prefix] + local if prefix in prefixes else name


def _words(section: Table, prefixes: Mapping[str, str]) -> Mapping[str, tuple[str, str]]:
    words: dict[str, tuple[str, str]] = {}
    for key in section:
        entry = section.table(key)
        words[written_out(key, prefixes)] = entry.text("label"), entry.text("help")
        entry.done()
    return dict(sorted(words.items()))


def _property_words(
    section: Table, prefixes: Mapping[str, str]
) -> Mapping[str, tuple[str, str] | tuple[str, str, str]]:
    words: dict[str, tuple[str, str] | tuple[str, str, str]] = {}
    for key in section:
        entry = section.table(key)
        label, help_, example = entry.text("label"), entry.text("help"), entry.text("example", "")
        words[written_out(key, prefixes)] = (label, help_, example) if example else (label, help_)
        entry.done()
    return dict(sorted(words.items()))


def _rule_words(section: Table) -> Mapping[str, tuple[str, str, str, str]]:
    words: dict[str, tuple[str, str, str, str]] = {}
    for key in section:
        entry = section.table(key)
        words[key] = entry.text("what"), entry.text("why"), entry.text("how"), entry.text("example")
        entry.done()
    return dict(sorted(words.items()))


def _refuse_others(section: Table, prefixes: Mapping[str, str], allowed: frozenset[str]) -> None:
    """A text for something the pack does not have would never be shown: it is a typing error."""
    for key in section:
        if written_out(key, prefixes) not in allowed:
            section.unknown(key)
