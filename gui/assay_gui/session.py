# SPDX-License-Identifier: Apache-2.0
"""The open documents and which of them is shown: the only state that changes. Views ask it and hear its signals."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from assay.errors import AssayError
from assay.signing_file import signing_file
from assay_gui.functions import Functions
from assay_gui.open_document import OpenDocument, verdict_of_origin
from assay_gui.recent_files import RecentFiles
from assay_gui.tasks import Tasks

if TYPE_CHECKING:
    from assay.authoring.edited_text import EditedText
    from assay.document import Document
    from assay.identity.recognised import Recognised
    from assay.opening import Opened
    from assay_gui.checking import Checked

MOST_OPEN = 200
"""The window is for reading documents one by one; whole catalogues are for the command line."""


class Session(QObject):
    """Opens, checks, closes; everything slow goes through `Tasks`."""

    document_opened = Signal(int)
    document_closed = Signal(int)
    check_started = Signal(int)
    check_slowed = Signal(int)
    """A check has taken so long that a person should see it."""
    check_ended = Signal(int)
    """A check has come to an end, in whatever way."""
    current_changed = Signal(int)
    text_changed = Signal(int)
    """A document has another text than the one shown last, and its result is one of the past."""
    opening_slowed = Signal()
    opening_ended = Signal()
    opening_failed = Signal(list)
    """Some of what was to be opened could not be: a list of AssayError."""
    files_skipped = Signal(int)
    letters_opened = Signal(list)
    """Files that go between two machines for a signature, no documents: pairs of path (None: pasted) and `Document`."""
    opened_at_once = Signal(list)
    """Keys of documents: they may belong together."""
    too_many = Signal(int, int)
    """More documents than are kept open: shown, found."""
    recent_changed = Signal()

    def __init__(self, functions: Functions, tasks: Tasks, recent: RecentFiles, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._functions = functions
        self._tasks = tasks
        self._recent = recent
        self._documents: dict[int, OpenDocument] = {}
        self._current = 0
        self._last_key = 0
        self._openings, self._opening = 0, set[str]()

    @property
    def documents(self) -> tuple[OpenDocument, ...]:
        """The open documents in the order they were opened."""
        return tuple(self._documents.values())

    @property
    def current(self) -> OpenDocument | None:
        """The document that is shown."""
        return self._documents.get(self._current)

    def document(self, key: int) -> OpenDocument | None:
        """An open document; None where it has been closed."""
        return self._documents.get(key)

    def now(self) -> datetime:
        """The present, by the clock the checks use."""
        return self._functions.clock()

    def is_checking(self, key: int) -> bool:
        """Whether a result is still to come."""
        return self._tasks.is_running(f"check {key}")

    def open_paths(self, paths: Sequence[Path]) -> None:
        """Open files, folders and zips, each by itself, and check what is in them."""
        wanted = tuple(Path(path).absolute() for path in paths)
        self._open(lambda: [(path, self._functions.open_files([path])) for path in wanted])

    def open_text(self, name: str, data: bytes) -> None:
        """Open a text that is in no file, and check it."""
        self._open(lambda: [(None, self._functions.open_text(name, data))])

    def take_over(self, documents: Sequence[OpenDocument], current: int) -> None:
        """Open what another session had open, under the same keys, and check it anew."""
        for document in documents:
            self._add(replace(document, checked=None, failure=None))
        self.show(current)

    def check_again(self, key: int) -> None:
        """Check a document as of the same moment, or the present if none was chosen."""
        if (found := self._documents.get(key)) is None:
            return
        known = self._documents[key] = found.at_home()
        made_at = self._functions.clock()
        asked = (known.document, known.moment or made_at, made_at, known.given)
        self._tasks.start(
            f"check {key}",
            lambda _stop: self._functions.check(*asked),
            lambda checked: self._check_succeeded(key, checked),
            on_failure=lambda error: self._check_failed(key, error),
            on_slow=lambda: self.check_slowed.emit(key),
        )
        self.check_started.emit(key)

    def read_again(self, key: int) -> None:
        """Read a document's file again, then check it; what is in no file is only checked."""
        known = self._documents.get(key)
        if known is None or known.origin is None:
            self.check_again(key)
            return
        origin = known.origin
        self._tasks.start(
            f"read {key}",
            lambda _stop: self._functions.open_files([origin]),
            lambda opened: self._read_anew(key, opened),
            on_failure=lambda error: self._opening_broke(f"read {key}", error),
            on_slow=self.opening_slowed.emit,
        )

    def work_on(self, key: int, edited: "EditedText") -> None:
        """Take a document's text as it stands under work, and check it."""
        known = self._documents.get(key)
        if known is None:
            return
        if known.edited is not None and edited.text == known.edited.text:
            self._documents[key] = replace(known, edited=edited)
            self.text_changed.emit(key)
            return
        self._documents[key] = replace(known, document=replace(known.document, data=edited.data), edited=edited)
        self.text_changed.emit(key)
        self.check_again(key)

    def renew(self, key: int, document: "Document") -> None:
        """Take other bytes of a document, and check them."""
        if key in self._documents:
            self._documents[key] = replace(self._documents[key], document=document, edited=None)
            self.text_changed.emit(key)
            self.check_again(key)

    def saved_as(self, key: int, path: Path) -> None:
        """A document's text is in a file now, which is where it comes from from here on."""
        known = self._documents.get(key)
        if known is None or known.edited is None:
            return
        name, origin = (known.document.name, known.origin) if known.home == path else (str(path), path)
        named, edited = replace(known.document, name=name), known.edited.as_saved()
        self._documents[key] = replace(known, document=named, origin=origin, edited=edited)
        self.text_changed.emit(key)
        self.check_again(key)

    def take_up(self, document: "Document", origin: Path | None, edited: "EditedText") -> int:
        """Open a document with work on it that was not saved; gives its key."""
        key = self.take(replace(document, data=edited.data), origin)
        self._documents[key] = replace(self._documents[key], edited=edited)
        self.text_changed.emit(key)
        self.show(key)
        return key

    def take(self, document: "Document", origin: Path | None) -> int:
        """Open a document, or take the new bytes of one that is open already."""
        known = (one for one in self.documents if origin and (one.origin, one.document.name) == (origin, document.name))
        already = next(known, None)
        if already is not None:
            if already.is_saved:
                self.renew(already.key, document)
            else:  # work that was not saved is never lost by opening its file once more
                self.check_again(already.key)
            return already.key
        return self._add(OpenDocument(self._last_key + 1, document, origin))

    def check_as_of(self, key: int, moment: datetime | None) -> None:
        """Check a document as of a moment; None for the present."""
        if key in self._documents:
            self._documents[key] = replace(self._documents[key], moment=moment)
            self.check_again(key)

    def use_for(self, key: int, files: "Sequence[Recognised]") -> None:
        """Use files for a document, beside those it has been given already, and check it."""
        if key in self._documents:
            self._documents[key] = self._documents[key].with_given(files)
            self.check_again(key)

    def stop_check(self, key: int) -> None:
        """Stop a check; what was known before stays."""
        if self._tasks.cancel(f"check {key}"):
            self.check_ended.emit(key)

    def show(self, key: int) -> None:
        """Make a document the one that is shown."""
        if key in self._documents and key != self._current:
            self._current = key
            self.current_changed.emit(key)

    def close(self, key: int) -> None:
        """Close a document; its neighbour is shown instead."""
        if key not in self._documents:
            return
        self._tasks.cancel(f"check {key}")
        keys = list(self._documents)
        neighbours = keys[keys.index(key) + 1 :] + keys[: keys.index(key)][::-1]
        del self._documents[key]
        self.document_closed.emit(key)
        if key == self._current:
            self._current = neighbours[0] if neighbours else 0
            self.current_changed.emit(self._current)

    def _open(self, call: "Callable[[], list[tuple[Path | None, Opened]]]") -> None:
        self._openings += 1
        task = f"open {self._openings}"
        self._opening.add(task)
        self._tasks.start(
            task,
            lambda _stop: call(),
            lambda found: self._opened(task, found),
            on_failure=lambda error: self._opening_broke(task, error),
            on_slow=self.opening_slowed.emit,
        )

    def _read_anew(self, key: int, opened: "Opened") -> None:
        self.opening_ended.emit()
        known = self._documents.get(key)
        if known is None:
            return
        same = next((document for document in opened.documents if document.name == known.document.name), None)
        if same is None:
            self.opening_failed.emit(list(opened.errors))
            return
        if same.data == known.document.data:
            self.check_again(key)
        else:
            self.renew(key, same)

    def _opening_over(self, task: str) -> None:
        self._opening.discard(task)
        if not self._opening:
            self.opening_ended.emit()

    def _opened(self, task: str, found: "list[tuple[Path | None, Opened]]") -> None:
        self._opening_over(task)
        everything = [(origin, document) for origin, opened in found for document in opened.documents]
        pairs = [pair for pair in everything if signing_file(pair[1].data) is None]
        letters = [pair for pair in everything if signing_file(pair[1].data) is not None]
        room = max(0, MOST_OPEN - len(self._documents))
        keys = [self.take(document, origin) for origin, document in pairs[:room]]
        if keys:
            self.show(keys[0])
            self.opened_at_once.emit(keys)
        if len(pairs) > room:
            self.too_many.emit(room, len(pairs))
        if skipped := sum(len(opened.skipped) for _, opened in found):
            self.files_skipped.emit(skipped)
        if letters:
            self.letters_opened.emit(letters)
        if errors := [error for _, opened in found for error in opened.errors]:
            self.opening_failed.emit(errors)

    def _opening_broke(self, task: str, error: Exception) -> None:
        self._opening_over(task)
        if not isinstance(error, AssayError):
            raise error
        self.opening_failed.emit([error])

    def _add(self, document: OpenDocument) -> int:
        self._last_key = max(self._last_key, document.key)
        self._documents[document.key] = document
        self.document_opened.emit(document.key)
        self.check_again(document.key)
        return document.key

    def _check_succeeded(self, key: int, checked: "Checked") -> None:
        known = self._documents.get(key)
        if known is not None:
            edited = known.edited or checked.text_to_work_on
            self._documents[key] = replace(known, checked=checked, failure=None, edited=edited)
            self._remember(self._documents[key])
            self.check_ended.emit(key)

    def _check_failed(self, key: int, error: Exception) -> None:
        if key in self._documents:
            self._documents[key] = replace(self._documents[key], checked=None, failure=error)
            self.check_ended.emit(key)

    def _remember(self, document: OpenDocument) -> None:
        if document.origin is not None and document.is_saved:
            self._recent.note(document.origin, verdict_of_origin(self.documents, document.origin))
            self.recent_changed.emit()
