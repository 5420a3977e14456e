# SPDX-License-Identifier: Apache-2.0
"""The sheet: a report as plain rows and words, JSON-ready, from which HTML and PDF are laid out.

Everything a page shows stands in it, counted and worded already, so that a template decides on looks alone. The
header follows ISO/IEC 17025:2017 §7.8.2: who, when, with what, on what, by which rule the answer is found, and what
the report does not say.
"""

from collections.abc import Callable, Iterable, Mapping

from assay.reports.beside_sheet import Sheet
from assay.reports.counts import totals
from assay.reports.document_sheet import document_sheet, verdict_sheet
from assay.reports.evidence_renderings import evidence_sheet
from assay.reports.interface import Words
from assay.reports.phrases import overall, pack_name, size
from assay.reports.report import DocumentReport, PackReference, Report, RunRecord

_WORDS = (
    "about",
    "cause",
    "checks",
    "contents",
    "criteria",
    "differences",
    "end",
    "extensions",
    "findings_none",
    "findings_title",
    "fix",
    "in_full",
    "inputs",
    "levels",
    "members",
    "needs",
    "not_checked",
    "not_checked_none",
    "pre_check",
    "rule",
    "seen",
    "skipped",
    "title",
    "where",
    "whole_document",
    "why",
)
_PREDICTION_WORDS = ("title", "engine", "answer", "message", "known_from", "differences", "calibration", "beside")
_COLUMNS = (
    "answer",
    "check",
    "criterion",
    "entry",
    "media_type",
    "name",
    "needs",
    "number",
    "outcome",
    "place",
    "reason",
    "size",
    "stage",
)


def sheet(report: Report, run: RunRecord | None, words: Words, clean: Callable[[str], str]) -> Sheet:
    """The report as rows and words; every string in it went through `clean`, so that none is forgotten."""
    several = len(report.documents) != 1
    headline = overall(report, totals(report), words) if several else report.documents[0].headline
    raw: Sheet = {
        "lang": report.lang,
        "words": _words(words),
        "verdict": verdict_sheet(report.verdict, words, draft=report.draft),
        "meta": _meta(report, run, words),
        "company": "" if run is None else run.letterhead.company,
        "headline": headline,
        "summary": "" if several else report.documents[0].summary,
        "several": several,
        "facts": _facts(report, run, words),
        "statements": _statements(report, words),
        "inputs": [_input(number, document, words) for number, document in enumerate(report.documents, 1)],
        "skipped": list(report.skipped),
        "evidence": evidence_sheet(report.registers, words),
        "documents": [
            document_sheet(number, document, report, words) for number, document in enumerate(report.documents, 1)
        ],
    }
    return _cleaned(raw, clean)


def _cleaned(raw: Sheet, clean: Callable[[str], str]) -> Sheet:
    def tidy(value: object) -> object:
        if isinstance(value, str):
            return clean(value)
        if isinstance(value, Mapping):
            return {name: tidy(member) for name, member in value.items()}
        return [tidy(member) for member in value] if isinstance(value, list | tuple) else value

    return {name: tidy(member) for name, member in raw.items()}


def _words(words: Words) -> Sheet:
    told: Sheet = {name: words.say(f"report.{name}") for name in _WORDS}
    told["column"] = {name: words.say(f"report.column.{name}") for name in _COLUMNS}
    told["prediction"] = {name: words.say(f"prediction.{name}") for name in _PREDICTION_WORDS}
    told["more"] = words.say("report.more", count="{count}")
    told["colon"] = words.say("report.pair", name="", told="")
    told["quotes"] = words.say("report.quotation", told="\n").split("\n")
    told["sha256"] = words.say("report.fact.sha256")
    told["accepted"] = words.say("accepted.title")
    told["evidence"] = {name: words.say(f"report.register.{name}") for name in ("title", "beside")}
    told["logo"] = words.say("report.logo")
    told["page"] = words.say("report.page", number="{number}", count="{count}")
    return told


def _meta(report: Report, run: RunRecord | None, words: Words) -> list[str]:
    number = [] if run is None else [words.say("report.meta.number", number=run.report_number)]
    moment = words.say("report.meta.moment", moment=report.moment)
    return [*number, moment, f"{report.tool_name} {report.tool_version}"]


def _facts(report: Report, run: RunRecord | None, words: Words) -> list[Sheet]:
    """Label and value of everything the header tells; `mono` for what is to be copied letter by letter."""
    rows = [] if run is None else _run_facts(run, words)
    rows += [
        ("moment", _told(report.moment, words.say("report.clock.local") if run is None else run.clock)),
        ("tool", f"{report.tool_name} {report.tool_version}"),
        ("draft", words.say(f"report.draft.{'yes' if report.draft else 'no'}")),
        ("files", words.say("report.files_told", **totals(report)._asdict())),
    ]
    for pack in _packs(report.documents):
        rows += _pack_facts(pack, words)
    rows += [
        *(("trust_files", told) for told in _files(report, is_trust=True) or [words.say("report.none")]),
        *(("acceptances", told) for told in _files(report, is_trust=False)),
        ("overrides", words.say("report.none")),
        ("signature", words.say("report.not_signed")),
    ]
    rows += [] if run is None else [("command", run.command)]
    mono = {"report_number", "pack_sha256", "command"}
    return [{"label": words.say(f"report.fact.{name}"), "value": told, "mono": name in mono} for name, told in rows]


def _run_facts(run: RunRecord, words: Words) -> list[tuple[str, str]]:
    return [
        ("report_number", run.report_number),
        ("made_at", _told(run.made_at, run.made_at_local)),
        ("made_by", _told(run.made_by, run.host)),
        ("made_for", run.letterhead.company or words.say("report.not_stated")),
        ("system", run.system),
    ]


def _told(main: str, more: str) -> str:
    return f"{main} ({more})" if more else main


def _packs(documents: Iterable[DocumentReport]) -> list[PackReference]:
    return list(dict.fromkeys(document.pack for document in documents if document.pack is not None))


def _pack_facts(pack: PackReference, words: Words) -> list[tuple[str, str]]:
    return [
        ("rules", pack_name(pack, words)),
        ("pack", f"{pack.id} {pack.version}"),
        ("pack_sha256", pack.sha256),
        ("current_as_of", pack.current_as_of),
        ("criteria_basis", pack.criteria_basis),
    ]


def _files(report: Report, *, is_trust: bool) -> list[str]:
    """The files of keys, or of what is accepted, that were used, each once, with its day and its whole digest."""
    every = (entry for document in report.documents for entry in document.inputs)
    used = dict.fromkeys(entry for entry in every if entry.is_trust is is_trust)
    return [" · ".join(filter(None, (entry.name, entry.dated, entry.origin, entry.sha256))) for entry in used]


def _statements(report: Report, words: Words) -> list[str]:
    names = ["rule", *(["draft"] if report.draft else []), "scope", "pre_check", "calibration", "offline"]
    told = [words.say(f"report.statement.{name}") for name in names]
    return [*told, words.say("report.characters")]


def _exact_size(count: int, words: Words) -> str:
    """For people, and to the byte."""
    told, exact = size(count, words), words.say("report.size.bytes", count=count)
    return told if told == exact else _told(told, exact)


def _input(number: int, document: DocumentReport, words: Words) -> Sheet:
    return {
        "number": number,
        "anchor": f"d{number}",
        "name": document.name,
        "size": _exact_size(document.size, words),
        "media_type": document.media_type,
        "sha256": document.sha256,
        "members": [
            {
                "name": member.name,
                "size": size(member.size, words),
                "media_type": member.media_type,
                "sha256": member.sha256,
            }
            for member in document.members
        ],
    }
