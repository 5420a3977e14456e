# SPDX-License-Identifier: Apache-2.0
"""Tables in the window: a file becomes drafts or credentials of the project, and the project becomes a file."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from assay.errors import AssayError
from assay_gui import table_work
from assay_gui.asking import Asking
from assay_gui.look import Look
from assay_gui.main_window import MainWindow
from assay_gui.project_session import ProjectSession
from assay_gui.session import Session
from assay_gui.table_book import Setting
from assay_gui.tasks import Tasks
from assay_gui.write_session import WriteSession

if TYPE_CHECKING:
    from assay.projects.project import Project
    from assay_gui.dialogs.table import TableDialog
    from assay_gui.table_book import Book

_TASK = "table"
_SUFFIX = ".xlsx"
_MAPPINGS = "mappings"
Outcome = TypeVar("Outcome")


class TableWiring(QObject):
    """The conversations about tables; it lives as long as the window."""

    def __init__(
        self,
        window: MainWindow,
        look: Look,
        *,
        session: Session,
        tasks: Tasks,
        asking: Asking,
        writing: WriteSession,
    ) -> None:
        super().__init__(window)
        self._window, self._look, self._session, self._tasks = window, look, session, tasks
        self._asking, self._writing = asking, writing

    def ask(self, projects: ProjectSession) -> None:
        """Ask for a file, show which of its columns is what, and make drafts of its rows."""
        from assay_gui.dialogs.table import TableDialog

        path = self._asking.open_file(self._window, self._look.words.say("tables.choose_file"))
        if path is None:
            return
        setting = self._setting(projects)
        dialog = TableDialog(self._look, path.name, self._window, in_project=projects.may_write)
        dialog.stop_wanted.connect(lambda: self._tasks.cancel(_TASK))
        dialog.kind_wanted.connect(lambda: self._choose_kind(dialog, setting))
        dialog.field_wanted.connect(lambda column: self._choose_field(dialog, column, setting))
        dialog.wanted.connect(lambda: self._make(dialog, projects, setting))
        self._show(dialog)
        self._work(dialog, lambda: table_work.read(path, setting), dialog.show_book)

    def export(self, projects: ProjectSession) -> None:
        """Ask for a file, and write the credentials of the project into it as a table."""
        project, words = projects.project, self._look.words
        if project is None:
            return
        suggested = project.folder.parent / f"{project.folder.name}{_SUFFIX}"
        found = self._asking.save_file(self._window, suggested, words.say("tables.export_title"))
        if found is None:
            return
        path = found if found.suffix else found.with_name(f"{found.name}{_SUFFIX}")
        setting = self._setting(projects)

        def done(lost: Sequence[str]) -> None:
            told = words.say("tables.exported", name=path.name)
            self._window.notice.tell(" ".join((told, *map(words.lengthened, lost[:3]))))

        self._tasks.start(
            _TASK, lambda _stop: table_work.exported(project, path, setting), done, on_failure=self._export_broke
        )

    def _setting(self, projects: ProjectSession) -> Setting:
        from assay.authoring.questions.drafting import Answered, domain_of
        from assay.authoring.questions.reading import BUNDLED
        from assay.places import user_mappings

        project, answers = projects.project, self._writing.all_answers
        domain = domain_of([Answered(name, answers[name]) for name in BUNDLED if name in answers])
        folders = (user_mappings(),) if project is None else (project.folder / _MAPPINGS, user_mappings())
        texts = tuple(project.work.files.values()) if project is not None else ()
        pack = project.manifest.pack if project is not None else ""
        moment, is_project = self._session.now(), projects.may_write
        return Setting(self._look.words, moment, domain, pack, texts, folders, is_project=is_project)

    def _choose_kind(self, dialog: "TableDialog", setting: Setting) -> None:
        book, at = dialog.book, dialog.at
        if book is None:
            return

        def take(key: str) -> None:
            self._work(dialog, lambda: table_work.with_kind(book, at, key, setting), dialog.show_book)

        entries = [(kind.key, kind.label, kind.help) for kind in book.kinds]
        self._pick(dialog, self._look.words.say("tables.kind"), entries, take)

    def _choose_field(self, dialog: "TableDialog", column: int, setting: Setting) -> None:
        book, at, words = dialog.book, dialog.at, self._look.words
        if book is None:
            return

        def take(target: str) -> None:
            self._work(dialog, lambda: table_work.changed(book, at, column, target, setting), dialog.show_book)

        rows = book.sheets[at]
        entries = [("", words.say("tables.nothing"), words.tip("tables.nothing")), *rows.offers]
        self._pick(dialog, words.say("tables.field_of", name=rows.lines[column].cells[0]), entries, take)

    def _pick(
        self, dialog: "TableDialog", title: str, entries: Sequence[tuple[str, str, str]], then: Callable[[str], None]
    ) -> None:
        from assay_gui.dialogs.pick import PickDialog

        pick = PickDialog(self._look, title, entries, dialog)
        pick.setModal(True)
        pick.accepted.connect(lambda: then(pick.key))
        pick.open()

    def _make(self, dialog: "TableDialog", projects: ProjectSession, setting: Setting) -> None:
        """What comes of the rows goes into the project that is open, else it opens as one document, not saved yet."""
        book = dialog.book
        if book is None:
            return
        if not dialog.keep.isChecked():
            self._take(dialog, book, projects)
            return
        folder = setting.folders[0 if projects.may_write else -1]
        dialog.keep.setChecked(False)  # where it cannot be kept, the same button goes on without
        self._work(dialog, lambda: table_work.kept(book, folder), lambda _: self._take(dialog, book, projects))

    def _take(self, dialog: "TableDialog", book: "Book", projects: ProjectSession) -> None:
        dialog.accept()
        if projects.may_write:
            self._take_into(projects, book)
            return
        from assay.authoring.questions.drafting import together

        drafts = book.drafts(in_project=False)
        name, data = (drafts[0].name, drafts[0].text.encode()) if len(drafts) == 1 else ("", together(drafts).data)
        self._session.open_text(name or self._look.words.say("tables.document_name"), data)

    def _take_into(self, projects: ProjectSession, book: "Book") -> None:
        say, drafts, answers = self._look.words.say, book.drafts(in_project=True), book.answers()
        for name, told in answers.items():
            self._writing.take(name, told)
        sentences = [say("tables.added", count=len(drafts))] if drafts else []
        sentences += [say("tables.answered")] if answers else []

        def tell() -> None:
            self._window.notice.tell(" ".join(sentences))

        def took(project: "Project") -> None:
            projects.take(project)
            projects.save(tell)

        if drafts:
            projects.have(lambda project: table_work.added(project, drafts), took)
        else:
            projects.save(tell)

    def _work(self, dialog: "TableDialog", call: Callable[[], Outcome], done: Callable[[Outcome], None]) -> None:
        dialog.begin()
        self._tasks.start(
            _TASK,
            lambda _stop: call(),
            done,
            on_failure=partial(self._broke, dialog),
            on_slow=lambda: dialog.show_busy(self._look.words.say("tables.wait")),
        )

    def _broke(self, dialog: "TableDialog", error: Exception) -> None:
        if not isinstance(error, AssayError):
            dialog.reject()
            raise error
        dialog.show_problem(self._look.words.error(error))

    def _export_broke(self, error: Exception) -> None:
        if not isinstance(error, AssayError):
            raise error
        self._window.notice.tell(self._look.words.error(error))

    @staticmethod
    def _show(dialog: QDialog) -> None:
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
