# SPDX-License-Identifier: Apache-2.0
"""The dialogs about rule packs, from their opening to what comes of them."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from assay.errors import AssayError, PackError
from assay.pack_words import told_changes, told_error
from assay.reports.safe_text import visible
from assay_gui import pack_work
from assay_gui.asking import Asking
from assay_gui.certificate_work import Line
from assay_gui.dialogs.compare_packs import ComparePacksDialog, RemovePackDialog
from assay_gui.dialogs.import_pack import ImportPackDialog, PackPreviewDialog
from assay_gui.dialogs.outcome import OutcomeDialog
from assay_gui.dialogs.page_text import PageTextDialog
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.look import Look
from assay_gui.pack_work import Difference, ImportWish
from assay_gui.rules_session import RulesSession
from assay_gui.tasks import Stop

if TYPE_CHECKING:
    from assay.pack_import import Candidate, Imported
    from assay.pack_verify import Verified
    from assay.packs_at_hand import PackAtHand

Result = TypeVar("Result")
Asked = TypeVar("Asked", bound=QDialog)
_CHANGES_FILE = "rule-changes.txt"
_STATE_OF_SOUNDNESS = {"sound": "passed", "broken": "fail", "untested": "wait"}


class RulesConversations(QObject):
    """Opens dialogs over a window; none of them holds up the program."""

    told = Signal(str)
    """Something was done: say so."""
    pack_wanted = Signal(str)
    """A pack is there that should be seen; its key."""

    def __init__(self, window: QWidget, look: Look, session: RulesSession, asking: Asking) -> None:
        super().__init__(window)
        self._window = window
        self._look = look
        self._session = session
        self._asking = asking

    def open(self, action: str) -> None:
        """Begin what a button of the page stands for."""
        talks: dict[str, Callable[[], object]] = {
            "import": self.import_pack,
            "replace": lambda: self.import_pack(replaces=True),
            "compare": self.compare,
            "verify": self.verify,
            "remove": self.remove,
            "licence_note": self.read_licence,
        }
        talks[action]()

    def import_pack(self, *, replaces: bool = False) -> ImportPackDialog:
        """Ask what to import; what it is and brings is shown before anything is kept."""
        packs = self._session.packs
        bases = tuple((pack.id, pack.name) for pack in packs if not pack.base and pack.origin == "bundled")
        ask = (self._asking.files, self._asking.folder)
        dialog = ImportPackDialog(self._look, bases, ask, self._window)
        moment = self._session.now()
        done = partial(self._preview, dialog)

        def begin(wish: ImportWish) -> None:
            dialog.begin()
            waiting = self._look.words.say("rules.wait.trying")
            self._session.run(
                lambda stop: pack_work.look_at(wish, moment, stop),
                done,
                lambda error: self._refused(dialog, error),
                slow=lambda: dialog.show_busy(waiting),
            )

        dialog.wanted.connect(begin)
        shown = self._show(dialog)
        if replaces:
            dialog.offer_replacing(offered=True, ticked=True)
        return shown

    def _refused(self, dialog: ImportPackDialog, error: AssayError) -> None:
        dialog.show_problem(self._fault(error))
        if error.text_id == "pack.exists":
            dialog.offer_replacing(offered=True)
            dialog.replace_box.setFocus()
        if error.text_id == "pack.no_base":
            dialog.details.unfold_button.setChecked(True)
            dialog.like.setFocus()
        dialog.fit()

    def _preview(self, dialog: ImportPackDialog, found: "Candidate") -> None:
        dialog.accept()
        told, say = found.told, self._look.words.say
        name = visible(told.pack.name)
        headline = say("rules.preview_head", name=name, id=visible(told.pack.id), version=visible(told.pack.version))
        lines = list(map(visible, self._told(told)))
        preview = PackPreviewDialog(self._look, headline, lines, is_new=not told.was_there, parent=self._window)

        def done(kept: "Imported") -> None:
            preview.accept()
            key = f"{kept.pack.id}@{kept.pack.version}"
            self._session.look(chosen=key)
            self.told.emit(say("rules.imported", name=name))
            self.pack_wanted.emit(key)

        preview.wanted.connect(lambda: self._work(preview, lambda _stop: pack_work.keep(found), done, "writing"))
        self._show(preview)

    def _told(self, told: "Imported") -> Iterator[str]:
        """What an import brings, line by line."""
        words, pack = self._look.words, told.pack
        say, texts = words.of_reports.say, words.texts
        ends = f"{'from' if pack.valid_from else ''}{'until' if pack.valid_until else ''}" or "always"
        window = say(f"packs.window.{ends}", valid_from=pack.valid_from, valid_until=pack.valid_until)
        yield say(f"packs.signed.{told.signed.state}", by=told.signed.by)
        yield say("packs.judges", window=window)
        if told.follows_bundled:
            follows = "packs.takes_over" if told.takes_over else "packs.does_not_take_over"
            yield say(follows, id=pack.id, valid_from=pack.valid_from)
        yield say("packs.samples", count=told.samples) if told.samples else say("packs.untested")
        if pack.needs_reference:
            yield say("packs.by_reference")
        yield from (say(note.text, **note.params) for note in told.notes)
        old = told.compared_with
        if old is None:
            yield say("packs.nothing_to_compare")
            return
        yield ""
        yield say("packs.compared" if told.changes else "packs.no_change", name=old.name, version=old.version)
        yield from told_changes(told.changes, (old, pack), texts)

    def compare(self) -> ComparePacksDialog:
        """Ask for two packs, and show what changes between them."""
        packs = tuple(pack for pack in self._session.packs if pack.error is None)
        chosen = self._session.chosen
        new = chosen.key if chosen and chosen in packs else (packs[0].key if packs else "")
        alike = (pack for pack in packs if chosen and pack.generation == chosen.generation)
        old = next((pack.key for pack in (*alike, *packs) if pack.key != new), new)
        dialog = ComparePacksDialog(self._look, packs, (old, new), self._window)
        by_key = {pack.key: pack for pack in packs}
        texts = self._look.words.texts

        def begin(first: str, second: str) -> None:
            def call(_stop: Stop) -> Difference:
                return pack_work.difference(by_key[first], by_key[second], texts)

            self._work(dialog, call, dialog.show_difference, "comparing")

        dialog.wanted.connect(begin)
        dialog.save_wanted.connect(lambda: self._save(dialog))
        return self._show(dialog)

    def _save(self, dialog: ComparePacksDialog) -> None:
        words = self._look.words
        path = self._asking.save_file(dialog, Path.home() / _CHANGES_FILE, words.say("rules.save_changes"))
        if path is None or dialog.difference is None:
            return
        lines = (dialog.headline, "", *dialog.difference.lines)
        self._session.run(
            lambda _stop: pack_work.write_text(path, lines),
            lambda where: dialog.tell(words.say("rules.saved", name=where.name)),
            lambda error: dialog.tell(self._fault(error)),
            slow=lambda: None,
        )

    def verify(self) -> None:
        """Read the chosen pack anew, and say what came of it."""
        pack = self._session.chosen
        if pack is None:
            return
        dialog = TaskDialog(self._look, self._look.words.say("rules.verify_title"), "", self._window)
        dialog.act_button.hide()
        dialog.explain(self._look.words.say("rules.verify_under_way", name=visible(pack.name or pack.id)))
        self._show(dialog)

        def done(found: "Verified") -> None:
            dialog.accept()
            self._tell_verified(pack, found)

        self._work(dialog, lambda stop: pack_work.verified(pack, stop), done, "verifying")

    def _tell_verified(self, pack: "PackAtHand", found: "Verified") -> None:
        words = self._look.words
        say, state = words.of_reports.say, _STATE_OF_SOUNDNESS[found.soundness]
        title = words.say("rules.verify_title")
        dialog = OutcomeDialog(self._look, title, state, say(f"packs.verdict.{found.soundness}"), self._window)
        if found.error is not None:
            dialog.tell([Line("fail", self._fault(found.error))])
        else:
            samples = say("packs.samples", count=found.samples) if found.samples else say("packs.untested")
            read = say("packs.read", name=visible(pack.name), id=visible(pack.id), version=visible(pack.version))
            signed = say(f"packs.signed.{found.signed.state}", by=visible(found.signed.by))
            digest = words.say("rules.digest_is", sha256=found.sha256)
            dialog.tell([Line("passed", read), Line("passed" if found.samples else "wait", samples)])
            dialog.tell([Line("", signed), Line("", digest)])
        self._show(dialog)

    def read_licence(self) -> None:
        """Show what the chosen pack says of its origin and licence."""
        pack, reading = self._session.chosen, self._session.reading
        if pack is not None and reading is not None:
            title = self._look.words.say("rules.licence_title")
            text = "\n".join(map(visible, reading.licence.splitlines()))
            dialog = PageTextDialog(self._look, visible(pack.name), text, self._window)
            dialog.setWindowTitle(title)
            dialog.text.setAccessibleName(title)
            self._show(dialog)

    def remove(self) -> RemovePackDialog | None:
        """Ask whether the chosen pack is to go."""
        pack = self._session.chosen
        if pack is None or pack.origin != "imported":
            return None
        name = f"{pack.name or pack.id} ({pack.version})"
        dialog = RemovePackDialog(self._look, name, judges=pack.judges, parent=self._window)

        def done(_none: None) -> None:
            dialog.accept()
            self._session.look()
            self.told.emit(self._look.words.say("rules.removed", name=visible(name)))

        dialog.wanted.connect(lambda: self._work(dialog, lambda _stop: pack_work.remove(pack), done, "writing"))
        return self._show(dialog)

    def _work(
        self, dialog: TaskDialog, call: Callable[[Stop], Result], done: Callable[[Result], None], waits_for: str
    ) -> None:
        """Have something done for a dialog; `waits_for`: the text `rules.wait.<id>` that says what it waits for."""
        dialog.begin()
        waiting = self._look.words.say(f"rules.wait.{waits_for}")
        self._session.run(
            call,
            done,
            lambda error: dialog.show_problem(self._fault(error)),
            slow=lambda: dialog.show_busy(waiting),
        )

    def _fault(self, error: AssayError) -> str:
        words = self._look.words
        if isinstance(error, PackError):
            return words.lengthened(told_error(error, words.texts, group="window.error"))
        return words.error(error)

    def _show(self, dialog: Asked) -> Asked:
        """Open a dialog; whatever it has begun ends with it."""
        if isinstance(dialog, TaskDialog):
            dialog.stop_wanted.connect(self._session.stop)
        dialog.setModal(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        return dialog
