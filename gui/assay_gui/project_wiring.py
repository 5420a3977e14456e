# SPDX-License-Identifier: Apache-2.0
"""Projects on the Write page: folders chosen, answers into the project and back, what has to be decided, saving."""

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog

from assay.errors import AssayError
from assay_gui.asking import Asking
from assay_gui.files_watch import FilesWatch
from assay_gui.look import Look
from assay_gui.main_window import MainWindow
from assay_gui.project_reuse import ProjectReuse
from assay_gui.project_session import ProjectSession
from assay_gui.session import Session
from assay_gui.write_session import WriteSession

if TYPE_CHECKING:
    from assay.projects.answered import Clash
    from assay.projects.reconciling import Choice, Conflict
    from assay_gui.views.write_page import WritePage

PAGE = "write"


class ProjectWiring(QObject):
    """Connects project, answers and page; it lives as long as the window."""

    export_wanted = Signal()
    """The credentials of the project are wanted as a table."""

    def __init__(
        self,
        window: MainWindow,
        look: Look,
        *,
        session: Session,
        asking: Asking,
        writing: WriteSession,
        projects: ProjectSession,
    ) -> None:
        super().__init__(window)
        self._window, self._look, self._session, self._asking, self._writing = window, look, session, asking, writing
        self.projects = projects
        self._watch = FilesWatch(self)
        self._watch.file_changed.connect(lambda _path: self.projects.look())
        self._watched: frozenset[Path] = frozenset()
        self._reuse = ProjectReuse(window, look, asking=asking, projects=projects, notice=window.notice)
        self._dialog: QDialog | None = None
        self._then: Callable[[], None] | None = None
        """What goes on once everything is decided and saved."""
        self._connect()

    def join(self, page: "WritePage") -> None:
        """Take the page, which is made when it is first shown."""
        card, reuse = page.project, self._reuse
        calls: dict[str, Callable[[], object]] = {
            "create": self.create,
            "open": self.ask_to_open,
            "save": self.save,
            "decide": self._ask_conflict,
            "write": self.projects.open_to_write,
            "derive": reuse.derive,
            "copy": reuse.copy,
            "pack": reuse.pack,
            "unpack": reuse.unpack,
            "leave": self.projects.leave,
            "export": self.export_wanted.emit,
        }
        card.wanted.connect(lambda name: calls[name]())
        card.known_wanted.connect(self.projects.open)
        page.set_closed.connect(self.save)
        self.projects.look_around()

    def create(self) -> None:
        """Ask for a folder, and keep the answers in a project there."""
        for folder in self._asking.folder(self._window):
            self._writing.close()
            answers = {name: dict(told) for name, told in self._writing.all_answers.items()}
            self.projects.create(folder, answers, self._writing.forget_own)

    def ask_to_open(self) -> None:
        """Ask for the folder of a project, and open it."""
        for folder in self._asking.folder(self._window):
            self.projects.open(folder)

    def save(self) -> None:
        """Write everything into the folder."""
        if not self.projects.is_saved:
            self._save(lambda: None)

    def open_documents(self) -> None:
        """Open the credentials as documents that belong together, as they are in the folder."""
        if self.projects.may_write:
            self._save(self._open_files)
        else:
            self._open_files()

    def _open_files(self) -> None:
        files = self._all_files()  # those of no answer, too: derived, or put there by hand
        if files:
            self._session.open_paths(files)
        else:
            self._tell("write.nothing_yet")

    def _all_files(self) -> tuple[Path, ...]:
        from assay.projects.names import credential_path

        project = self.projects.project
        return () if project is None else tuple(project.folder / credential_path(name) for name in project.credentials)

    def _save(self, then: Callable[[], None]) -> None:
        self._then = then

        def done() -> None:
            self._then = None
            then()

        self.projects.save(done)

    def _connect(self) -> None:
        projects, window = self.projects, self._window
        projects.opened.connect(self._opened)
        projects.changed.connect(self._changed)
        projects.left.connect(self._left)
        projects.clashed.connect(self._ask_clash)
        projects.failed.connect(self._failed)
        projects.saved.connect(lambda: self._tell("writing.told_saved"))
        window.closing.connect(projects.close)
        window.page_shown.connect(lambda _page: self._allow())
        self._writing.answered.connect(lambda _name: self._allow())
        self._writing.replaced.connect(self._allow)
        for action, call in (("save", self.save), ("undo", self._undo), ("redo", self._redo)):
            window.actions_table[action].triggered.connect(partial(self._on_page, call))

    def _undo(self) -> None:
        with self._writing.stepping():
            (self._writing if self.projects.project is None else self.projects).undo()

    def _redo(self) -> None:
        with self._writing.stepping():
            (self._writing if self.projects.project is None else self.projects).redo()

    def _on_page(self, call: Callable[[], object]) -> None:
        if self._window.shown_page == PAGE:
            call()

    def _allow(self) -> None:
        """What the menu offers while the page is shown."""
        if self._window.shown_page != PAGE:
            return
        from assay.projects.answered import may_redo, may_undo

        project, actions = self.projects.project, self._window.actions_table
        may_write = project is not None and self.projects.may_write
        if project is None:
            actions.allow_edits(text=False, back=self._writing.may_undo, forth=self._writing.may_redo)
        else:
            back, forth = may_write and may_undo(project), may_write and may_redo(project)
            actions.allow_edits(text=False, back=back, forth=forth)
        actions["save"].setEnabled(may_write and not self.projects.is_saved)

    def _opened(self) -> None:
        self._window.notice.hide()
        self._take_answers()
        project = self.projects.project
        if project is not None and project.recovered is not None:
            told = project.recovered
            self._window.notice.tell(self._look.words.of_reports.say(told.text, count=len(told.files)))
        self._changed()

    def _left(self) -> None:
        self._writing.work_alone()
        self._watched = frozenset()
        self._watch.watch(())
        self.projects.look_around()
        self._allow()

    def _changed(self) -> None:
        from assay.projects.answered import answers_in

        project = self.projects.project
        if project is None:
            return
        files = frozenset(project.folder / place for place in project.work.saved)
        if files != self._watched:
            self._watched = files
            self._watch.watch(files)
        told = {name: dict(answers) for name, answers in answers_in(project.manifest).items() if answers}
        if self.projects.is_at_rest and told != self._own_answers():
            self._take_answers()
        self._allow()
        if project.conflicts and self._window.shown_page == PAGE:
            self._ask_conflict()

    def _own_answers(self) -> dict[str, object]:
        return {name: dict(told) for name, told in self._writing.all_answers.items() if told}

    def _take_answers(self) -> None:
        from assay.projects.answered import answers_in

        project = self.projects.project
        if project is not None:
            answers = answers_in(project.manifest)
            self._writing.work_in(answers, self.projects.answer, may_answer=self.projects.may_write)

    def _ask_conflict(self) -> None:
        """The first file that was changed here and outside; the next one is asked for when that is decided."""
        project = self.projects.project
        if project is None or not project.conflicts or self._dialog is not None:
            return
        conflict: Conflict = project.conflicts[0]
        offered = {choice: choice.text for choice in conflict.choices}
        self._ask(conflict.file, conflict.text, offered, partial(self._decide, conflict.file))

    def _decide(self, file: str, choice: "Choice") -> None:
        self.projects.decide(file, choice)
        if self._then is not None:
            self._save(self._then)

    def _ask_clash(self, clashes: "list[Clash]", decided: "tuple[tuple[Clash, Choice], ...]" = ()) -> None:
        """One credential after the other; then all of it is saved."""
        if not clashes:
            self.projects.settle(decided)
            self._save(self._then or (lambda: None))
            return
        first, *others = clashes
        offered = {choice: first.text_of(choice) for choice in first.choices}
        self._ask(first.file, first.text, offered, lambda choice: self._ask_clash(others, (*decided, (first, choice))))

    def _ask(self, file: str, text: str, choices: "Mapping[Choice, str]", decided: "Callable[[Choice], None]") -> None:
        """`text`: what happened to the file; `choices`: with the text of each."""
        from assay.projects.reconciling import Choice
        from assay.texts import quoted
        from assay_gui.dialogs.project_choice import ProjectChoiceDialog

        words, name = self._look.words, quoted(file.rpartition("/")[2])
        told = [words.lengthened(words.texts.part(text, part, {"name": name})) for part in ("what", "how")]
        offered = [(choice.value, words.of_reports.say(told_as)) for choice, told_as in choices.items()]
        dialog = ProjectChoiceDialog(self._look, told, offered, self._window)
        found: list[str] = []
        dialog.chosen.connect(found.append)
        dialog.finished.connect(lambda _result: self._closed(found, lambda name: decided(Choice(name))))
        self._show(dialog)

    def _closed(self, found: list[str], decided: Callable[[str], None]) -> None:
        """The dialog is gone; where nothing was decided, nothing goes on."""
        self._dialog = None
        if found:
            decided(found[0])
        else:
            self._then = None

    def _show(self, dialog: QDialog) -> None:
        self._dialog = dialog
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, AssayError):
            raise error
        if error.text_id == "project_held" and self._may_take_over():
            self._ask_to_take_over(error)
            return
        self._then = None
        self._window.notice.tell(self._look.words.error(error))

    def _ask_to_take_over(self, error: AssayError) -> None:
        from assay_gui.dialogs.project_choice import TakeOverDialog
        from assay_gui.views.project_card import moment_told

        params = error.params
        since = moment_told(str(params["since"]))
        told = self._look.words.say("writing.take_told", user=params["user"], host=params["host"], since=since)
        dialog = TakeOverDialog(self._look, told, self._window)
        dialog.take_wanted.connect(lambda: self.projects.open_to_write(by_force=True))
        dialog.finished.connect(lambda _result: self._closed([], lambda _name: None))
        self._show(dialog)

    def _may_take_over(self) -> bool:
        """Whether nothing here knows that who has the project is still at work."""
        from assay.projects.fault import ProjectError
        from assay.projects.lock import State
        from assay.projects.project import who_has

        project = self.projects.project
        if project is None or self._dialog is not None:
            return False
        try:
            return who_has(project.folder).state is State.OTHERS
        except ProjectError:
            return False

    def _tell(self, text: str) -> None:
        self._window.notice.tell(self._look.words.say(text))
