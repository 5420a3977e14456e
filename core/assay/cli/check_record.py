# SPDX-License-Identifier: Apache-2.0
"""`--record`: the report of a check written to the user's history. The check itself stays what it is, come what may."""

from collections.abc import Sequence
from pathlib import Path

from assay.cli.console import complain
from assay.cli.run import tell
from assay.document import Document
from assay.formats import read
from assay.history.ends import valid_until
from assay.history.entry import Origin
from assay.history.recording import record
from assay.history.removing import keep_limit
from assay.history.store import HistoryError, user_history
from assay.moment import now
from assay.reports.report import Report
from assay.texts import Texts


def keep(report: Report, documents: Sequence[Document], paths: Sequence[str], texts: Texts) -> None:
    """Records the report; says on standard error what kept it from that. `paths`: as they were given."""
    history = user_history()
    try:
        recorded = record(history, report, made=now(), origins=_origins(report, documents, paths))
        if recorded.set_aside:
            complain(texts.say("history.set_aside", name=recorded.set_aside))
        if count := keep_limit(history, now()):
            complain(texts.say("history.over", count=count))
    except HistoryError as error:
        tell(error, texts)


def _origins(report: Report, documents: Sequence[Document], paths: Sequence[str]) -> list[Origin]:
    if len(report.documents) != len(documents):  # several files that are one submission, or a run that was cut short
        return [Origin(valid_until=valid_until(map(read, documents)))] if len(report.documents) == 1 else []
    given = set(paths)
    return [
        Origin(_path(document.name) if document.name in given else "", valid_until((read(document),)))
        for document in documents
    ]


def _path(name: str) -> str:
    try:
        path = Path(name)
        return str(path.absolute()) if path.is_file() else ""
    except (OSError, ValueError):
        return ""
