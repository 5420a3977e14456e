# SPDX-License-Identifier: Apache-2.0
"""What the window asks of the core to use documents again: copies, further services, comparisons. Off the main thread,
but for what can be done at all.
"""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from assay.values import frozen
from assay_gui.words import Words

if TYPE_CHECKING:
    from assay.authoring.reuse.deriving import Offered, Said
    from assay.document import Document
    from assay.examination import Examination
    from assay.projects.duplicating import Duplicated
    from assay.projects.project import Project


@frozen
class Asked:
    """One thing that is asked for of a further service."""

    said: "Said"
    label: str
    must_differ: bool


@frozen
class Service:
    """A service that a further one can be like."""

    offered: "Offered"
    asked: tuple[Asked, ...]


@frozen
class Compared:
    """What two documents say differently, line by line."""

    count: int
    lines: tuple[str, ...]


def may_copy(found: "Examination") -> bool:
    """Whether there are credentials in it that can be copied."""
    from assay.authoring.reuse.copying import ReuseError, refuse_unreadable

    try:
        refuse_unreadable(found.reading)
    except ReuseError:
        return False
    return True


def describes_service(found: "Examination") -> bool:
    """Whether a further service can be derived from it."""
    from assay.authoring.reuse.deriving import service_nodes

    return next(service_nodes(found), None) is not None


def services(found: "Examination", words: Words) -> tuple[Service, ...]:
    """The services that it describes, with what is to be asked of a further one."""
    from assay.authoring.reuse.deriving import MUST_DIFFER, services_in
    from assay.naming import Naming

    naming = Naming(found.claims, found.pack, words.texts)
    return tuple(
        Service(
            offered, tuple(Asked(said, naming.label(said.property), said.what in MUST_DIFFER) for said in offered.said)
        )
        for offered in services_in(found)
    )


def copy(document: "Document", moment: datetime) -> tuple[str, int]:
    """The text of a copy, and how many credentials others signed. ReuseError where there is nothing of one's own."""
    from assay.authoring.reuse.copying import ReuseError, copied

    (made,) = copied([document], moment)
    if not made.text:
        raise ReuseError("reuse_others", name=document.name)
    return made.text, len(made.left)


def derive(found: "Examination", service: Service, wish: Mapping[str, str], moment: datetime) -> str:
    """The text of a draft of a further service. ReuseError where what must differ does not."""
    from assay.authoring.reuse.deriving import derived

    return derived(found, service.offered, wish, moment)


def compare(old: "Examination", new: "Examination", words: Words) -> Compared:
    """What they say differently."""
    from assay.authoring.reuse.apart_told import lines
    from assay.authoring.reuse.comparing import compared

    rows = compared(old, new, words.texts)
    return Compared(len(rows), tuple(words.lengthened(line) for line in lines(rows, words.texts)) if rows else ())


def copy_project(project: "Project", folder: Path, moment: datetime) -> "Duplicated":
    """A copy of a project in a folder that is new or empty. ProjectError where it cannot be made."""
    from assay.projects.duplicating import duplicate

    return duplicate(project, folder, moment)


def services_of(project: "Project", moment: datetime, words: Words) -> "tuple[Examination, tuple[Service, ...]] | None":
    """All credentials of a project as one draft, and the services in it; None where they cannot be read together."""
    from assay.keys.signer import KeyStoreError
    from assay.options import Options
    from assay.pipeline import examine
    from assay.signing_several import in_one

    try:
        whole = in_one([project.document(name) for name in project.credentials], project.manifest.name)
    except KeyStoreError:
        return None
    found = examine(whole, Options(draft=True, moment=moment, lang=words.texts.lang))
    return found, services(found, words)


def with_further(
    project: "Project", found: "Examination", service: Service, wish: Mapping[str, str], moment: datetime
) -> "tuple[Project, str]":
    """A project with the credential of a further service, and its file name. ReuseError or ProjectError where that
    cannot be.
    """
    from assay.authoring.reuse.deriving import further
    from assay.projects.working import with_credential

    text = further(found, service.offered, wish, moment)
    return with_credential(project, "service", text)
