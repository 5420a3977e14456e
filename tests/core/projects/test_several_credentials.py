# SPDX-License-Identifier: Apache-2.0
"""Several credentials added to a project at once: one step, taken back as one."""

from datetime import UTC, datetime
from pathlib import Path

from assay.projects.project import close, create_project
from assay.projects.working import undone, with_credentials

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def test_several_credentials_are_one_step(tmp_path: Path):
    project = create_project(tmp_path / "p", "P", "gaia-x-loire-25.11", NOW, root=tmp_path / "data")
    try:
        made, names = with_credentials(project, [("a", "{}"), ("a", "{}"), ("B.jsonld", "{}")])
        assert names == ("a.jsonld", "a-2.jsonld", "B.jsonld")
        assert made.credentials == names
        assert undone(made).credentials == ()
    finally:
        close(project, forget=True)
