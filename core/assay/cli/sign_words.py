# SPDX-License-Identifier: Apache-2.0
"""What would be signed, shown on the terminal."""

from datetime import datetime

from assay.cli.console import pen, write
from assay.examination import Examination
from assay.options import Options
from assay.reports.safe_text import visible
from assay.signing import Prepared
from assay.texts import Texts


def show(prepared: Prepared, texts: Texts) -> None:
    """What would be signed, as a person reads it, with the digest to compare on another screen."""
    from assay.readable import readable

    for section in readable(prepared.examination, texts):
        write(f"{'  ' * section.depth}{visible(section.title)} · {visible(section.kind)}\n".encode())
        for row in section.rows:
            write(f"{'  ' * section.depth}  {visible(row.label)}: {visible(row.value)}\n".encode())
    content = prepared.content
    until = str(content.get("validUntil", content.get("expirationDate", "")))
    say(texts, "cli.sign.by", did=prepared.record.did, key=visible(prepared.record.name), profile=prepared.profile.id)
    if prepared.filled:
        say(texts, "cli.sign.filled", names=", ".join(prepared.filled))
    if until:
        say(texts, "cli.sign.until", moment=visible(until))
    say(texts, "cli.sign.digest", digest=prepared.sha256)


def show_findings(prepared: Prepared, texts: Texts) -> None:
    """The findings of the draft, as `assay check` tells them."""
    show_examination(prepared.examination, prepared.moment, texts)


def show_examination(examination: Examination, moment: datetime, texts: Texts) -> None:
    """The same of a draft that is not to be signed as it is."""
    from assay.pipeline import assemble
    from assay.reports import text_report

    report = assemble([examination], Options(draft=True, moment=moment, lang=texts.lang))
    write(text_report.render(report, None, texts, pen=pen(), quiet=False))


def say(texts: Texts, text_id: str, /, **params: str | int) -> None:
    """One line on standard output."""
    tell(texts.say(text_id, **params))


def tell(line: str) -> None:
    """The line on standard output."""
    write(f"{line}\n".encode())
