# SPDX-License-Identifier: Apache-2.0
"""Templates of the user's own: a draft kept to begin others with, without the ids, signatures and end of the original.

Each is a file that anybody can read, a credential like others; its name is what the template is called.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from assay.authoring.edits import Edit, Remove, SetValue, joined
from assay.authoring.reuse.copying import (
    BEGINNINGS,
    OF_SIGNED,
    Renaming,
    ReuseError,
    base_text,
    changed,
    copy_by,
    refuse_unreadable,
    renaming_of,
)
from assay.authoring.reuse.fresh_ids import parts_of
from assay.authoring.templates import HOME, template
from assay.document import MAX_DOCUMENT_BYTES, Document
from assay.formats import read
from assay.kits.paths import is_safe_name
from assay.moment import format_moment
from assay.values import frozen
from assay.whole_file import read_regular, remove_for_good, write_whole

ENDING = ".json"
LONGEST_NAME = 60
MOST = 200
"""Templates that are listed."""


@frozen
class OwnTemplate:
    """A template that the user keeps."""

    name: str
    path: Path


def own_templates(folder: Path) -> tuple[OwnTemplate, ...]:
    """All that are kept, by name. None where there is no folder, or it cannot be read."""
    try:
        found = sorted(path for path in folder.iterdir() if path.suffix == ENDING and not path.name.startswith("."))
    except OSError:
        return ()
    return tuple(OwnTemplate(path.stem, path) for path in found[:MOST])


def refuse_name(folder: Path, name: str) -> None:
    """ReuseError where a template cannot be called so: no file can (`template_name`), or one is (`template_taken`)."""
    is_name = 0 < len(name) <= LONGEST_NAME and name == name.strip() and not name.startswith(".")
    if not is_name or not is_safe_name(f"{name}{ENDING}"):
        raise ReuseError("template_name", limit=LONGEST_NAME)
    known = {entry.name.casefold() for entry in own_templates(folder)}
    if template(name) is not None or name.casefold() in known:
        raise ReuseError("template_taken", name=name)


def keep(folder: Path, name: str, document: Document, moment: datetime) -> Path:
    """Keeps a document as a template, at a moment. ReuseError as `refuse_name`, where it cannot be read, others signed
    of it (`template_others`), or the file cannot be written (`template_unwritable`).
    """
    refuse_name(folder, name)
    text = _without_its_own(document, name, moment)
    path = folder / f"{name}{ENDING}"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        write_whole(path, text.encode())
    except OSError as error:
        raise ReuseError("template_unwritable", reason=error.strerror or type(error).__name__) from error
    return path


def remove(found: OwnTemplate) -> None:
    """Deletes a template. ReuseError where it cannot be (`template_unwritable`)."""
    try:
        remove_for_good(found.path)
    except FileNotFoundError:
        return
    except OSError as error:
        raise ReuseError("template_unwritable", reason=error.strerror or type(error).__name__) from error


def draft_of(found: OwnTemplate, moment: datetime) -> str:
    """The text of a draft that begins at a moment. ReuseError where the template cannot be read."""
    try:
        data = read_regular(found.path, MAX_DOCUMENT_BYTES + 1)
    except OSError:
        raise ReuseError("reuse_unreadable") from None
    document = Document(found.path.name, data[:MAX_DOCUMENT_BYTES])
    reading = read(document)
    refuse_unreadable(reading)
    edits = [
        SetValue(joined(credential.pointer, name), format_moment(moment))
        for credential in reading.credentials
        for name in credential.content
        if name in BEGINNINGS
    ]
    return changed(base_text(document, reading), edits)


def _without_its_own(document: Document, name: str, moment: datetime) -> str:
    """The text without what belongs to this one document: its ids, signatures, state and end."""
    reading = read(document)
    refuse_unreadable(reading)
    made = copy_by(_renaming(renaming_of([reading]), name), document, reading, moment)
    if not made.text or made.left:
        raise ReuseError("template_others")
    copy = Document(document.name, made.text.encode())
    return changed(made.text, list(_ends(copy)))


def _renaming(found: Renaming, name: str) -> Renaming:
    """With ids where examples are: nobody publishes there."""
    homes = {base: f"{HOME}{name}{f'-{at}' if at > 1 else ''}{ENDING}" for at, base in enumerate(found.bases, 1)}
    ids = {old: homes[parts_of(old)[0]] + parts_of(old)[1] for old in found.ids}
    return Renaming(found.own, ids, homes, found.kept)


def _ends(document: Document) -> Iterator[Edit]:
    for credential in read(document).credentials:
        for name in credential.content:
            if name in OF_SIGNED:
                yield Remove(joined(credential.pointer, name))
