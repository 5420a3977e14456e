# SPDX-License-Identifier: Apache-2.0
"""The composition root: everything is made here and handed on. Nothing heavy is imported before the first paint."""

import os
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import QLocale, QObject, QSettings, QTimer, Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication, QWidget

from assay import __version__
from assay.language import default_language
from assay_gui.asking import Asking, desktop
from assay_gui.functions import Functions, core_functions
from assay_gui.interpreter import keep_what_is_there
from assay_gui.look import Icons, Look
from assay_gui.main_window import MainWindow
from assay_gui.preferences import LANGUAGE, STILL, TEXT_SIZE, THEME, Preferences
from assay_gui.recent_files import ORGANISATION, RecentFiles
from assay_gui.running import Running
from assay_gui.session import Session
from assay_gui.tasks import Tasks
from assay_gui.theme import STYLE, Mode, Theme
from assay_gui.words import Words

if TYPE_CHECKING:
    from assay_gui.checking import Rules
    from assay_gui.key_session import KeySession
    from assay_gui.running import Left
    from assay_gui.views.keys_page import KeysPage

LATEST_MS = 1500
"""A window that starts minimised is never painted; it is completed all the same."""


class Program(QObject):
    """One running window with all that belongs to it."""

    completed = Signal()
    """Everything that could wait for the first paint is there."""

    def __init__(
        self,
        application: QApplication,
        settings: QSettings,
        words: Words,
        *,
        asking: Asking | None = None,
        functions: Functions | None = None,
    ) -> None:
        super().__init__()
        self.preferences = Preferences(settings, self)
        self._files: list[Path] = []
        self._left: Left | None = None
        self._complete = False
        self.theme = Theme(application, Mode(self.preferences[THEME]), self.preferences[TEXT_SIZE])
        self.theme.is_still = self.preferences[STILL]
        self.theme.setParent(self)  # where another window takes over, only its own colours follow the system
        self.look = Look(words, self.theme, Icons(self.theme))
        self.tasks = Tasks(self)
        functions = functions or core_functions(words)
        self._recent = RecentFiles(self.preferences, functions.clock)
        self.session = Session(functions, self.tasks, self._recent, self)
        self.asking = asking or desktop(words)
        self.window = MainWindow(
            self.look, self.session, self._recent, preferences=self.preferences, asking=self.asking
        )
        self.window.closing.connect(self.tasks.close)
        self.preferences.changed.connect(self._preference_changed)

    def begin(self, files: Sequence[str], left: "Left | None" = None) -> None:
        """Show the window; everything that can wait is loaded when it has been painted.

        `left`: what another window leaves, to go on with; without it, what was open the last time is opened again.
        """
        self._files, self._left = [Path(name) for name in files], left
        self.window.painted.connect(self._after_first_paint)
        self.window.show()
        QTimer.singleShot(LATEST_MS, self, self._after_first_paint)

    def leave(self) -> "Left":
        """What another program goes on with; this one has nothing under way any more, and `retire` ends it."""
        left = self._settings_wiring.leave()
        self.window.leave()
        return left

    def retire(self) -> None:
        """Give way to another program: nothing is asked, and nothing of this one stays."""
        self.window.hide()
        self.window.deleteLater()
        self.deleteLater()

    def show_failure(self, error: BaseException) -> None:
        """Say that the program has failed, with details to pass on."""
        from assay_gui.dialogs.failure import FailureDialog, details_of

        dialog = FailureDialog(self.look, details_of(error, __version__), self.window)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _after_first_paint(self) -> None:
        if self._complete:
            return
        self._complete = True
        from assay_gui import checking

        self.tasks.start("warm up", lambda _stop: checking.warm_up(), self._ready, on_failure=self.show_failure)
        from assay_gui.conversations import Conversations
        from assay_gui.samples import samples_on_offer

        window, words = self.window, self.look.words
        self.keys = self._complete_window()
        self.conversations = Conversations(window, self.look, self.session, tasks=self.tasks, asking=self.asking)
        self.theme.changed.connect(window.dress)
        talks, actions = self.conversations, window.actions_table
        actions["as_of"].triggered.connect(talks.ask_moment)
        window.page.head.clearing_houses.reasons_wanted.connect(talks.tell_reasons)
        actions["about"].triggered.connect(lambda: talks.about(__version__))
        actions["report"].triggered.connect(
            lambda: talks.ask_export(
                lambda checked, path, form: checking.export(
                    checked, path, form, words=words, letterhead=self._settings_wiring.letterhead()
                )
            )
        )
        talks.report_saved.connect(window.report_saved)
        talks.broke.connect(self.show_failure)
        window.sample_wanted.connect(self._open_sample)
        window.home.drop_zone.offer(samples_on_offer(words))
        self._settings_wiring.begin(self._files, self._left)
        self.editing.take_up()
        self.completed.emit()

    @property
    def keys_page(self) -> "KeysPage":
        """The page of keys."""
        return self._key_wiring.page

    def _complete_window(self) -> "KeySession":
        from assay.places import user_drafts, user_keys
        from assay_gui.document_wiring import DocumentWiring
        from assay_gui.edit_wiring import EditWiring
        from assay_gui.editing import Editing
        from assay_gui.form_wiring import FormWiring
        from assay_gui.help_wiring import HelpWiring
        from assay_gui.key_session import KeySession
        from assay_gui.key_wiring import KeyWiring
        from assay_gui.settings_wiring import SettingsWiring
        from assay_gui.submissions import Submissions
        from assay_gui.tabs_wiring import TabsWiring
        from assay_gui.views.document_page import DocumentPage

        window, look, session = self.window, self.look, self.session
        window.actions_table.make()
        keys = KeySession(self.tasks, user_keys, session.now, lang=look.words.texts.lang, parent=self)
        self._key_wiring = KeyWiring(
            window, look, session=session, keys=keys, tasks=self.tasks, asking=self.asking, preferences=self.preferences
        )
        page = DocumentPage(look)
        DocumentWiring(window, look, session=session, recent=self._recent, page=page)
        self._wire_past(keys)
        HelpWiring(window, look, page)
        self._settings_wiring = SettingsWiring(self, keys, page)
        tabs = TabsWiring(window, look, session=session, page=page, tasks=self.tasks, asking=self.asking)
        tabs.broke.connect(self.show_failure)
        self._settings_wiring.trust_changed.connect(tabs.check_signed)
        window.complete(page, self._later_pages())
        self.editing = Editing(session, self.tasks, user_drafts, self)
        EditWiring(window, look, session=session, editing=self.editing, asking=self.asking)
        FormWiring(window, look, session=session, editing=self.editing, tasks=self.tasks, asking=self.asking)
        Submissions(window, look, session)
        self._wire_offers()
        self.rules.join(page)
        window.closing.connect(self.editing.close)
        return keys

    def _wire_offers(self) -> None:
        """What can be done about a document that was checked."""
        from assay_gui.offers import wire_offers

        self.fixing, self.migrating, self.reusing = wire_offers(
            self.window, self.look, session=self.session, editing=self.editing, tasks=self.tasks,
            preferences=self.preferences,
        )  # fmt: skip

    def _later_pages(self) -> "dict[str, Callable[[], QWidget]]":
        """The pages that are made when they are first shown."""
        from assay_gui.rules_wiring import RulesWiring
        from assay_gui.write_wiring import WriteWiring

        window, look, tasks, asking = self.window, self.look, self.tasks, self.asking
        session, preferences = self.session, self.preferences
        self.write = WriteWiring(window, look, session=session, tasks=tasks, asking=asking, preferences=preferences)
        self.rules = RulesWiring(window, look, tasks=tasks, asking=asking, clock=session.now)
        return {
            "write": lambda: self.write.page,
            "keys": lambda: self._key_wiring.page,
            "rules": lambda: self.rules.page,
            "history": lambda: self.history.page,
        }

    def _wire_past(self, keys: "KeySession") -> None:
        """What was checked before, and what needs attention."""
        from assay_gui.attention_wiring import AttentionWiring
        from assay_gui.history_wiring import HistoryWiring

        window, look, session, tasks, asking = self.window, self.look, self.session, self.tasks, self.asking
        self.history = history = HistoryWiring(window, look, session=session, tasks=tasks, asking=asking)
        self.attention = AttentionWiring(
            window, look, session=session, keys=keys, history=history, tasks=tasks, asking=asking
        )

    def _ready(self, rules: "Rules") -> None:
        """The first check could be made; from here on there is time for what is not waited for."""
        self.window.show_rules(rules)
        self.history.recorder.begin()
        QTimer.singleShot(0, self, keep_what_is_there)

    def _open_sample(self, key: str) -> None:
        from assay_gui.samples import lesson_of, read_sample

        self.session.open_text(*read_sample(key))
        self.window.notice.tell(lesson_of(key, self.look.words))

    def _preference_changed(self, key: str) -> None:
        if key == THEME.key:
            mode = Mode(self.preferences[THEME])
            self.theme.switch(mode)
            self.window.actions_table.mode(mode).setChecked(True)
        elif key == TEXT_SIZE.key:
            self.theme.resize(self.preferences[TEXT_SIZE])
        elif key == STILL.key:
            self.theme.is_still = self.preferences[STILL]


def main(argv: Sequence[str] | None = None) -> int:
    """Run the window; file names among the arguments are opened. The exit code of the event loop."""
    arguments = list(sys.argv[1:] if argv is None else argv)
    if "--version" in arguments:
        sys.stdout.write(f"Assay {__version__}\n")
        return 0
    asked = [argument for argument in arguments if argument.startswith("-")]
    application = QApplication(["Assay", *asked, *STYLE])
    application.setOrganizationName(ORGANISATION)
    application.setApplicationName(ORGANISATION)
    application.setApplicationVersion(__version__)
    settings = QSettings(ORGANISATION, ORGANISATION)
    running = Running(
        lambda words: Program(application, settings, words), Preferences(settings)[LANGUAGE], language(os.environ)
    )
    _catch_failures(running)
    application.setWindowIcon(_program_icon())
    running.program.begin([argument for argument in arguments if not argument.startswith("-")])
    return application.exec()


def language(environment: Mapping[str, str]) -> str:
    """The language the command would speak; where the environment says nothing, that of the desktop."""
    return default_language(environment, next(iter(QLocale.system().uiLanguages()), ""))


def _program_icon() -> QIcon:
    from PySide6.QtGui import QPixmap

    from assay_resources import bundled

    picture = QPixmap()
    picture.loadFromData(bundled("icons", "assay.svg").read_bytes(), "SVG")
    return QIcon(picture)


def _catch_failures(running: Running) -> None:
    """Whatever nobody has caught is shown once, with details to copy; the window stays."""

    def show(kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
        else:
            running.program.show_failure(error)

    sys.excepthook = show
