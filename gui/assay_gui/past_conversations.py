# SPDX-License-Identifier: Apache-2.0
"""What can be done with checks of the past: read, compare, delete, keep for a time, give out."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QMenu, QWidget

from assay.errors import AssayError
from assay_gui import checking, past_reports, past_work
from assay_gui.asking import Asking
from assay_gui.checking import Checked
from assay_gui.dialogs.past_delete import DeletePastDialog, RetentionDialog
from assay_gui.dialogs.past_text import PastTextDialog
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.look import Look
from assay_gui.models.past import minute_of, name_of
from assay_gui.past_pages import change_of, comparison_page, report_page, standing
from assay_gui.past_session import PastSession
from assay_gui.past_work import TWO, Compared, PastDetails, Scope
from assay_gui.private_pages import PrivatePages
from assay_gui.session import Session
from assay_gui.tasks import Stop
from assay_gui.views.recent import STATE_OF_VERDICT

if TYPE_CHECKING:
    from assay.history.entry import Entry

Asked = TypeVar("Asked", bound=QDialog)
Result = TypeVar("Result")


class PastConversations(QObject):
    """Opens dialogs over a window; none of them holds up the program."""

    told = Signal(str)
    """What came of something, for the notice."""
    slow = Signal()
    """Something that was asked for takes so long that a person should see it, and may want to stop it."""
    ended = Signal()
    """It has come to an end."""

    def __init__(self, window: QWidget, look: Look, *, session: Session, past: PastSession, asking: Asking) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._session = session
        self._past = past
        self._asking = asking
        self.pages = PrivatePages()
        self.compare_menu = QMenu(window)
        for name in ("before", "now"):
            action = self.compare_menu.addAction(look.words.say(f"past.compare_{name}"))
            action.triggered.connect(lambda _=False, name=name: self.compare_with(name))

    def open(self, name: str, button: QWidget | None = None) -> None:
        """Begin one of them; `button`: where a menu is to open."""
        match name:
            case "report":
                self.read_report()
            case "compare":
                self._compare(button)
            case "document":
                self._open_document()
            case "delete" | "clear":
                self.delete(with_chosen=name == "delete")
            case "keep":
                self.keep()
            case "export":
                self._export()

    def read_report(self) -> None:
        """Show the report of the chosen check as it was."""
        if len(self._past.chosen) == 1:
            entry = self._past.chosen[0]
            self._run(lambda _stop: past_work.details(entry), self._show_report)

    def compare_with(self, what: str) -> None:
        """Compare the chosen check with the one `before` it, or with the document `now`."""
        entry = self._past.chosen[0]
        if what == "before":
            self._run(lambda _stop: past_work.compare_before(entry), self._show_comparison)
            return
        check, lang = self._check_of(entry), self._look.words.texts.lang
        self._run(lambda _stop: past_work.compare_now(entry, check, lang), self._show_comparison)

    def delete(self, *, with_chosen: bool) -> DeletePastDialog:
        """Ask what to delete, and delete it."""
        chosen = self._past.chosen if with_chosen else ()
        documents = {entry.document for entry in chosen}
        name = name_of(chosen[0]) if len(documents) == 1 else ""
        dialog = DeletePastDialog(self._look, len(chosen), name, self._window)
        now = self._past.now()
        dialog.wanted.connect(
            lambda scope, days: self._work(
                dialog, lambda: past_work.delete(Scope(scope), chosen, now, days), self._deleted
            )
        )
        return self._open(dialog)

    def keep(self) -> RetentionDialog:
        """Ask how long checks are kept."""
        dialog = RetentionDialog(self._look, self._past.kept_days, self._window)
        now = self._past.now()
        dialog.wanted.connect(lambda days: self._work(dialog, lambda: past_work.keep_for(days, now), self._kept))
        return self._open(dialog)

    def _compare(self, button: QWidget | None) -> None:
        chosen = self._past.chosen
        if len(chosen) == TWO:
            self._run(lambda _stop: past_work.compare_two(*chosen), self._show_comparison)
        elif button is not None:
            self.compare_menu.popup(button.mapToGlobal(button.rect().bottomLeft()))

    def _open_document(self) -> None:
        path = Path(self._past.chosen[0].path)
        if path.is_file():
            self._session.open_paths((path,))
        else:
            self.told.emit(self._look.words.say("notice.gone", name=path.name))

    def _check_of(self, entry: "Entry") -> Callable[[], Checked]:
        """What the window shows of the document, where it is open; else its file is read and checked."""
        for document in self._session.documents:
            is_same = entry.document in (str(document.home or ""), document.document.name)
            if is_same and document.is_fresh and document.checked is not None:
                checked = document.checked
                return lambda: checked
        now, words = self._session.now(), self._look.words
        return lambda: checking.check(past_work.document_of(entry), now, now, words=words)

    def _show_report(self, details: PastDetails) -> None:
        words, entry = self._look.words, details.entry
        state = STATE_OF_VERDICT[entry.verdict.value]
        title = words.say("past.report_title", name=name_of(entry))
        dialog = PastTextDialog(self._look, title, report_page(details, self._look), self._window)
        summary = words.say("past.report_of", name=name_of(entry), when=minute_of(entry.last_made))
        dialog.conclude(state, words.say(f"verdict.{state}"), summary, text=dialog.page.toPlainText())
        dialog.save_wanted.connect(
            lambda: self._save(
                dialog,
                f"{Path(name_of(entry)).stem}-report.json",
                lambda path: past_reports.report_as(entry, past_reports.format_of(path)),
            )
        )
        dialog.offer_report()
        dialog.web_wanted.connect(lambda: self._open_page(dialog, entry))
        self._open(dialog)

    def _open_page(self, dialog: PastTextDialog, entry: "Entry") -> None:
        """The whole report as the person's browser shows it, from a file that is hers alone."""

        def show(path: Path) -> None:
            if not self._asking.open_page(path):
                dialog.tell(self._look.words.say("past.no_browser"))

        self._past.run(
            lambda _stop: self.pages.write(f"report-{entry.id}.html", past_reports.report_as(entry, "html")),
            show,
            lambda error: dialog.tell(self._fault(error)),
        )

    def _show_comparison(self, compared: Compared) -> None:
        from assay.reports.compare_report import text

        words, documents = self._look.words, compared.comparison.documents
        names = {side: _last(getattr(documents[0], side).name) if documents else "" for side in ("old", "new")}
        page = comparison_page(compared, self._look)
        dialog = PastTextDialog(self._look, words.say("past.compare_title"), page, self._window)
        state, added, fixed = standing(compared)
        new = minute_of(compared.new_made) if compared.new_made else words.say("past.now")
        sides = words.say(
            "past.sides" if names["old"] == names["new"] else "past.sides_two",
            name=names["new"],
            other=names["old"],
            old=minute_of(compared.old_made),
            new=new,
        )
        verdict = change_of(documents[0].verdict, words) if documents else ""
        headline = words.say("past.outcome", added=added, fixed=fixed)
        plain = "\n".join(text(compared.comparison, words.of_reports))
        dialog.conclude(state, headline, f"{sides} {verdict}", text=f"{sides}\n{plain}\n")
        dialog.save_wanted.connect(
            lambda: self._save(
                dialog, f"{Path(names['new']).stem}-comparison.txt", lambda path: _comparison(path, compared, plain)
            )
        )
        self._open(dialog)

    def _save(self, dialog: PastTextDialog, suggested: str, make: Callable[[Path], bytes]) -> None:
        words = self._look.words
        path = self._asking.save_file(dialog, Path.home() / suggested, words.say("past.save"))
        if path is not None:
            self._past.run(
                lambda _stop: past_work.write(path, make(path)),
                lambda saved: dialog.tell(words.say("past.saved", name=saved.name)),
                lambda error: dialog.tell(self._fault(error)),
            )

    def _export(self) -> None:
        words, now = self._look.words, self._past.now()
        suggested = Path.home() / f"assay-history-{now.date().isoformat()}.json"
        path = self._asking.save_file(self._window, suggested, words.say("past.export"))
        if path is not None:
            self._run(
                lambda stop: past_work.export_all(path, now, stop),
                lambda saved: self.told.emit(words.say("past.saved", name=saved.name)),
            )

    def _deleted(self, count: int) -> None:
        self.told.emit(self._look.words.of_reports.say("history.deleted", count=count))
        self._past.changed.emit()

    def _kept(self, deleted: int) -> None:
        words = self._look.words
        over = words.of_reports.say("history.over", count=deleted) if deleted else ""
        self.told.emit(f"{words.say('past.kept_so')} {over}".strip())
        self._past.changed.emit()

    def _run(self, call: Callable[[Stop], Result], done: Callable[[Result], None]) -> None:
        def finished(result: Result) -> None:
            self.ended.emit()
            done(result)

        def failed(error: Exception) -> None:
            self.ended.emit()
            self.told.emit(self._fault(error))

        self._past.run(call, finished, failed, self.slow.emit)

    def _work(self, dialog: TaskDialog, call: Callable[[], Result], done: Callable[[Result], None]) -> None:
        def finished(result: Result) -> None:
            dialog.accept()
            done(result)

        dialog.begin()
        dialog.stop_wanted.connect(self._past.stop)
        self._past.run(
            lambda _stop: call(),
            finished,
            lambda error: dialog.show_problem(self._fault(error)),
            lambda: dialog.show_busy(self._look.words.say("past.busy")),
        )

    def _fault(self, error: Exception) -> str:
        words = self._look.words
        if isinstance(error, AssayError):
            return words.error(error)
        reason = error.strerror if isinstance(error, OSError) else ""
        return words.say("past.unsaved", reason=reason or type(error).__name__)

    def _open(self, dialog: Asked) -> Asked:
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog


def _last(name: str) -> str:
    """The last part of a path, in whatever system it was written."""
    return name.replace("\\", "/").rstrip("/").rpartition("/")[2] or name


def _comparison(path: Path, compared: Compared, plain: str) -> bytes:
    """As JSON for programs where the name asks for it, else as the text that is copied."""
    from assay.reports.compare_report import json_bytes

    return json_bytes(compared.comparison) if path.suffix.lower() == ".json" else f"{plain}\n".encode()
