# SPDX-License-Identifier: Apache-2.0
"""Work on documents in the window: typing, steps back and forth, saving, searching, closing without losing anything."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer

from assay_gui.asking import Asking
from assay_gui.editing import Editing
from assay_gui.files_watch import FilesWatch
from assay_gui.look import Look
from assay_gui.main_window import MainWindow
from assay_gui.open_document import OpenDocument
from assay_gui.session import Session

STALE_AFTER_MS = 60
"""A result that comes sooner is seen at once; after that it is said that what is shown is from before the change."""


class EditWiring(QObject):
    """Connects the texts under work with the window; it lives as long as the window."""

    def __init__(self, window: MainWindow, look: Look, *, session: Session, editing: Editing, asking: Asking) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._session = session
        self._editing = editing
        self._asking = asking
        self._watch = FilesWatch(self)
        self._stale = QTimer(self)
        self._stale.setSingleShot(True)
        self._stale.setInterval(STALE_AFTER_MS)
        self._stale.timeout.connect(self._tell_stale)
        self._connect_session()
        self._connect_page()

    def close_current(self) -> None:
        """Close the document that is shown; of changes that are not saved it is asked what becomes of them."""
        document = self._session.current
        if document is None:
            return
        if document.is_saved:
            self._session.close(document.key)
            return
        from assay_gui.dialogs.unsaved import UnsavedDialog

        dialog = UnsavedDialog(self._look, document.name, self._window)
        dialog.save_wanted.connect(lambda: self._save_and_close(document.key))
        dialog.discard_wanted.connect(lambda: self._session.close(document.key))
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, key: int) -> bool:
        """Save a document to its file, or to one that is chosen; whether it was done."""
        document = self._session.document(key)
        if document is None or document.edited is None:
            return False
        return self._editing.save(key, document.home) if document.home else self.save_as(key)

    def save_as(self, key: int) -> bool:
        """Save a document to a file that is chosen; whether it was done."""
        document = self._session.document(key)
        if document is None or document.edited is None:
            return False
        suggested = document.home or Path.home() / document.name
        path = self._asking.save_file(self._window, suggested, self._look.words.say("edit.save_title"))
        return path is not None and self._editing.save(key, path)

    def _save_and_close(self, key: int) -> None:
        if self.save(key):
            self._session.close(key)

    def _connect_session(self) -> None:
        session, editing, tell, say = self._session, self._editing, self._window.notice.tell, self._look.words.say
        session.text_changed.connect(self._text_changed)
        session.check_ended.connect(self._check_ended)
        session.current_changed.connect(lambda _key: self._allow())
        self._window.page_shown.connect(lambda _page: self._allow())
        for changed in (session.document_opened, session.document_closed, session.text_changed):
            changed.connect(self._watch_files)
        self._watch.file_changed.connect(self._file_changed)
        editing.saved.connect(lambda _key, path: tell(say("edit.saved", name=path.name)))
        editing.failed.connect(lambda error: tell(say("edit.not_saved", reason=error.strerror or type(error).__name__)))
        editing.taken_up.connect(lambda count: tell(say("edit.taken_up", count=count)))

    def _connect_page(self) -> None:
        page, editing, actions = self._window.page, self._editing, self._window.actions_table
        source = page.source
        source.editor.edited.connect(lambda change: self._with_current(lambda one: editing.change(one.key, change)))
        calls: tuple[tuple[str, Callable[[], object]], ...] = (
            ("close", self.close_current),
            ("save", lambda: self._with_current(lambda one: self.save(one.key))),
            ("save_as", lambda: self._with_current(lambda one: self.save_as(one.key))),
            ("undo", lambda: self._with_current(lambda one: editing.undo(one.key))),
            ("redo", lambda: self._with_current(lambda one: editing.redo(one.key))),
            ("find", self._find),
            ("find_next", partial(self._in_source, source.search.find_next)),
            ("find_previous", partial(self._in_source, source.search.find_previous)),
            ("fold", partial(self._in_source, source.editor.folding.toggle_here)),
            ("fold_all", partial(self._in_source, source.editor.folding.fold_parts)),
            ("unfold_all", partial(self._in_source, source.editor.folding.unfold_all)),
        )
        for action_id, call in calls:
            actions[action_id].triggered.connect(call)
        self._allow()

    def _find(self) -> None:
        self._in_source(self._window.page.source.search.begin)

    def _in_source(self, call: Callable[[], object]) -> None:
        """Do something to the text where it is seen: on another page, or behind another view, nobody would."""
        self._window.see_document()
        self._window.page.tabs.show_tab("source")
        call()

    def _text_changed(self, key: int) -> None:
        current = self._session.current
        if current is None or current.key != key:
            return
        page = self._window.page
        if current.edited is not None:
            page.source.editor.take_text(current.edited.text)
        self._allow()
        page.head.show_name(current)
        if not current.is_fresh and not self._stale.isActive():  # it is told in time, though somebody goes on typing
            self._stale.start()

    def _check_ended(self, key: int) -> None:
        current = self._session.current
        if current is not None and current.key == key and current.is_fresh:
            self._stale.stop()
        self._allow()

    def _tell_stale(self) -> None:
        current = self._session.current
        if current is not None and not current.is_fresh and self._session.is_checking(current.key):
            self._window.page.show_stale()

    def _allow(self) -> None:
        if self._is_elsewhere:
            return
        current = self._session.current
        edited = current.edited if current else None
        self._window.actions_table.allow_edits(
            text=edited is not None,
            back=bool(edited and edited.done),
            forth=bool(edited and edited.undone),
        )

    def _with_current(self, call: Callable[[OpenDocument], object]) -> None:
        if self._session.current is not None and not self._is_elsewhere:
            call(self._session.current)

    @property
    def _is_elsewhere(self) -> bool:
        """Whether what is saved and taken back is something else than the document: the page of answers has its own."""
        return self._window.shown_page == "write"

    def _watch_files(self, _key: int = 0) -> None:
        self._watch.watch({document.origin for document in self._session.documents if document.origin is not None})

    def _file_changed(self, path: Path) -> None:
        """Another program, or our own saving. What is not saved here is never thrown away for it."""
        touched = [document for document in self._session.documents if document.origin == path]
        try:
            now = path.read_bytes()
        except OSError:
            return
        changed = [one for one in touched if one.home != path or now != one.document.data]
        say = self._look.words.say
        for document in changed:
            if document.is_saved:
                self._session.read_again(document.key)
                self._window.notice.tell(say("notice.changed", name=path.name))
            else:
                self._window.notice.tell(
                    say("edit.changed_outside", name=path.name),
                    say("edit.read_file"),
                    partial(self._session.read_again, document.key),
                )
