# SPDX-License-Identifier: Apache-2.0
"""The register in the window shows what a project's file says as it is, however much and whatever that is."""

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from assay.projects.evidence_files import Digests
from assay.projects.evidence_register import remarks
from assay.projects.evidence_row import Claim, Evidence
from assay.rules.bundled import load_bundled
from assay_gui.dialogs.evidence import EvidenceDialog
from assay_gui.dialogs.evidence_row import EvidenceRowDialog
from assay_gui.evidence_work import Looked
from window import Window, window

__all__ = ["window"]
HOSTILE = '<b>x</b><img src="file:///etc/hostname">&amp;\u202e'
NOW = datetime(2026, 11, 26, tzinfo=UTC)


def looked(**rows: Evidence) -> Looked:
    table = load_bundled().criteria
    said = remarks(rows, {"a.pdf": Digests(1, "0" * 64, "0" * 128)}, table, NOW)
    return Looked(Path("/project"), rows, said, table)


def shown(window: Window, found: Looked) -> EvidenceDialog:
    made = EvidenceDialog(window.program.look, HOSTILE, may_write=True, parent=window.main)
    made.show_register(found, may_undo=False)
    made.show()
    return made


def test_markup_in_a_register_is_text(window: Window) -> None:
    row = Evidence(
        HOSTILE,
        url=HOSTILE,
        issuer=HOSTILE,
        number=HOSTILE,
        standard=HOSTILE,
        criteria=(HOSTILE,),
        claims=(Claim(HOSTILE, HOSTILE, HOSTILE),),
    )
    dialog = shown(window, looked(row=row))
    told = dialog.page.toPlainText().replace("\u200b", "")
    assert told.count('<b>x</b><img src="file:///etc/hostname">&amp;') > 5
    assert "\u202e" not in told
    assert dialog.page.toHtml().count("<img") == dialog.page.toHtml().count('<img src="state:')
    assert dialog.model.index(0, 0).data() == HOSTILE[:-1]
    asked = EvidenceRowDialog(window.program.look, looked(row=row), row, today=NOW.date(), parent=window.main)
    assert asked.evidence() == row
    dialog.close()


def test_a_row_with_thousands_of_claims_opens_at_once(window: Window) -> None:
    many = tuple(f"P9.{number}" for number in range(2000))
    claims = tuple(Claim("urn:c", "urn:n", f"urn:p{number}") for number in range(2000))
    dialog = shown(window, looked(row=Evidence("Much", file="a.pdf", criteria=many, claims=claims)))
    told = dialog.page.toPlainText()
    assert "and 1970 more" in told.replace("…", "")
    assert len(told) < 20_000
    dialog.close()


ON_P3 = Evidence("x", file="a.pdf", sha256="0" * 64, criteria=("P3.1.1",))


def test_the_gravest_remark_is_the_state_of_a_row(window: Window) -> None:
    rows = {
        "good": (ON_P3, "passed", "in order"),
        "changed": (replace(ON_P3, sha256="1" * 64, standard="SWIPO"), "fail", "changed"),
        "standard": (replace(ON_P3, standard="SWIPO"), "wait", "wrong standard"),
        "unused": (replace(ON_P3, criteria=()), "advice", "not used"),
    }
    found = looked(**{name: row for name, (row, _, _) in rows.items()})
    dialog = shown(window, found)
    assert [found.state_of(name) for name in rows] == [state for _, state, _ in rows.values()]
    assert [dialog.model.index(at, 6).data() for at in range(len(rows))] == [word for _, _, word in rows.values()]
    dialog.close()
