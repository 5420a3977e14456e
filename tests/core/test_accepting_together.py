# SPDX-License-Identifier: Apache-2.0
"""What is accepted of a set lies beside the file it is about, and changes no verdict anywhere."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assay.acceptances import TOGETHER, AcceptanceError, path_beside, read_beside
from assay.accepting import Wish, accept
from assay.accepting_together import change_all, placed, without
from assay.document import Document
from assay.opening import open_paths
from assay.options import Options
from assay.pipeline import check
from assay.reports import render
from assay.reports.report import DocumentReport
from assay.texts import load_texts
from checking import MOMENT, sample

OPTIONS = Options(draft=None, moment=MOMENT, together=True)
WISH = Wish("The register corrects it", "Zoe Huber")
CONTRADICTION = "Two credentials describe the same thing and contradict each other."
TERMS = "Still needed: your acceptance of the Gaia-X terms and conditions."


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    """Two files that describe one company by different names."""
    told, made = sample("good/participant.json"), (tmp_path / "a.json", tmp_path / "b.json")
    for path in made:
        told["credentialSubject"]["name"] = path.name
        path.write_text(json.dumps(told, indent=2))
    return made


def documents(*paths: Path) -> tuple[Document, ...]:
    return open_paths([str(path) for path in paths]).documents


def checked(*paths: Path) -> DocumentReport:
    return check(documents(*paths), OPTIONS if len(paths) > 1 else replace(OPTIONS, together=False)).documents[0]


def accept_in_set(files: tuple[Path, ...], message: str) -> None:
    chosen = [finding for finding in checked(*files).findings if finding.message == message]
    assert chosen
    change_all(placed(chosen, accept(chosen, WISH, MOMENT), documents(*files), OPTIONS))


def test_it_lies_beside_the_file_it_is_about_and_no_verdict_changes(files):
    before = checked(*files)
    accept_in_set(files, CONTRADICTION)
    after = checked(*files)
    assert not path_beside(files[0]).exists()
    assert [entry.scope for entry in read_beside(files[1]).entries] == [TOGETHER]
    assert after.acceptances is not None
    assert (after.acceptances.accepted, after.acceptances.lost) == (1, ())
    for name in ("verdict", "headline", "levels", "predictions", "checks", "coverage"):
        assert getattr(after, name) == getattr(before, name)


@pytest.mark.parametrize("lang", ["en", "de", "fr"])
@pytest.mark.parametrize("form", ["text", "html", "markdown", "json"])
def test_every_report_on_the_set_tells_it(files, form, lang):
    accept_in_set(files, CONTRADICTION)
    report = check(documents(*files), replace(OPTIONS, lang=lang))
    assert "Zoe Huber" in render(report, form, run=None, words=load_texts(lang)).decode()


def test_a_file_alone_does_not_miss_what_only_the_set_shows(files):
    accept_in_set(files, CONTRADICTION)
    alone = checked(files[1])
    assert alone.acceptances is not None
    assert (alone.acceptances.accepted, alone.acceptances.lost) == (0, ())


def test_in_the_set_what_is_not_found_any_more_is_told(files):
    accept_in_set(files, CONTRADICTION)
    files[1].write_text(files[1].read_text().replace("b.json", "a.json"))
    after = checked(*files)
    assert after.acceptances is not None
    assert [lost.sentence for lost in after.acceptances.lost] == [CONTRADICTION]


def test_what_a_file_shows_by_itself_is_accepted_there_too(files):
    """About no file of the set: it lies beside the first."""
    accept_in_set(files, TERMS)
    assert [entry.scope for entry in read_beside(files[0]).entries] == [""]
    alone = checked(files[0])
    assert alone.acceptances is not None
    assert alone.acceptances.accepted == 1


def test_it_is_taken_out_of_every_file_and_put_back(files):
    accept_in_set(files, CONTRADICTION)
    accept_in_set(files, TERMS)
    before = [path_beside(path).read_bytes() for path in files]
    every = {entry.finding for path in files for entry in read_beside(path).entries}
    taken = change_all(without(every, documents(*files)))
    assert not any(path_beside(path).exists() for path in files)
    change_all(taken)
    assert [path_beside(path).read_bytes() for path in files] == before


def test_all_of_it_is_written_or_nothing(files):
    """The second file cannot be written to: the first is as it was."""
    accept_in_set(files, TERMS)
    before = path_beside(files[0]).read_bytes()
    path_beside(files[1]).write_bytes(b"{")
    found = [one for one in checked(*files).findings if one.message in (CONTRADICTION, TERMS)]
    other = replace(WISH, owner="Somebody else")
    with pytest.raises(AcceptanceError):
        change_all(placed(found, accept(found, other, MOMENT), documents(*files), OPTIONS))
    assert path_beside(files[0]).read_bytes() == before


def test_where_no_file_is_there_is_no_place(files):
    pasted = [replace(one, accepted=None) for one in documents(*files)]
    found = checked(*files).findings
    with pytest.raises(AcceptanceError) as caught:
        placed(found, accept(found, WISH, MOMENT), pasted, OPTIONS)
    assert caught.value.text_id == "acceptance_no_place"
    with pytest.raises(AcceptanceError):
        without({found[0].id}, pasted)


def test_a_scope_nobody_knows_is_refused(files):
    accept_in_set(files, CONTRADICTION)
    path = path_beside(files[1])
    path.write_text(path.read_text().replace(TOGETHER, "elsewhere"))
    with pytest.raises(AcceptanceError):
        read_beside(files[1])
