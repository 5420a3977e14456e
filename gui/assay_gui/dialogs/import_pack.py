# SPDX-License-Identifier: Apache-2.0
"""Asks for a rule pack, or the official files of a release; then shows what was read, before anything is kept."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QPlainTextEdit, QWidget

from assay.reports.safe_text import visible
from assay_gui.dialogs.details import Details
from assay_gui.dialogs.task_dialog import TaskDialog
from assay_gui.look import Look
from assay_gui.pack_work import ImportWish
from assay_gui.views.parts import button, label, plain_tip

_HEIGHT = 220
_WIDTH = 640
_MOST_NAMES = 6


class ImportPackDialog(TaskDialog):
    """Files or a folder; what to do about a version that is there already."""

    wanted = Signal(object)
    """An `ImportWish`."""

    def __init__(
        self,
        look: Look,
        bases: Sequence[tuple[str, str]],
        ask: tuple[Callable[[QWidget], tuple[Path, ...]], Callable[[QWidget], tuple[Path, ...]]],
        parent: QWidget | None = None,
    ) -> None:
        """`bases`: id and name of the packs that can give what official files lack; `ask`: for files, for a folder."""
        words = look.words
        super().__init__(look, words.say("rules.import_title"), words.say("rules.import_look"), parent)
        self._paths: tuple[Path, ...] = ()
        self.explain(words.say("rules.import_explain"))
        self.files_button = button(words.say("rules.choose_files"), words.tip("rules.choose_files"))
        self.folder_button = button(words.say("rules.choose_folder"), words.tip("rules.choose_folder"))
        for made, asked in zip((self.files_button, self.folder_button), ask, strict=True):
            made.clicked.connect(lambda _=False, asked=asked: self.choose(asked(self)))
        row = QHBoxLayout()
        row.addWidget(self.files_button)
        row.addWidget(self.folder_button)
        row.addStretch()
        self.body.addLayout(row)
        self._chosen = label(words.say("rules.nothing_chosen"), "muted", wrap=True)
        self.body.addWidget(self._chosen)
        self.replace_box = QCheckBox(words.say("rules.import_replace"))
        self.replace_box.setAccessibleName(words.say("rules.import_replace"))
        self.replace_box.setToolTip(plain_tip(words.tip("rules.import_replace")))
        self.replace_box.hide()
        self.body.addWidget(self.replace_box)
        self.like = QComboBox()
        self.like.addItem(words.say("rules.like_itself"), "")
        for pack_id, name in bases:
            self.like.addItem(visible(name), pack_id)
        self.details = Details(look, self)
        self.details.add(self.like, words.say("rules.like"), words.tip("rules.like"))
        self.act_button.clicked.connect(lambda: self.wanted.emit(self.wish()))
        self.files_button.setFocus()
        self.check()

    @property
    def chosen(self) -> str:
        """What was chosen, in words."""
        return self._chosen.text()

    def choose(self, paths: tuple[Path, ...]) -> None:
        """These are to be imported."""
        if not paths:
            return
        self._paths = paths
        names = [visible(path.name) for path in paths[:_MOST_NAMES]]
        names += ["…"] if len(paths) > _MOST_NAMES else []
        self._chosen.setText(self._look.words.say("rules.chosen", names=", ".join(names)))
        self.show_problem("")
        self.offer_replacing(offered=False)
        self.act_button.setFocus()
        self.fit()

    def offer_replacing(self, *, offered: bool, ticked: bool = False) -> None:
        """Let a version that is there already give way."""
        self.replace_box.setVisible(offered)
        self.replace_box.setChecked(offered and ticked)
        self.fit()

    def wish(self) -> ImportWish:
        """What was asked for."""
        return ImportWish(self._paths, self.replace_box.isChecked(), str(self.like.currentData() or ""))

    def is_ready(self) -> bool:
        """Whether something was chosen."""
        return bool(self._paths)

    def first_field(self) -> QWidget:
        """Something else may be chosen."""
        return self.files_button


class PackPreviewDialog(TaskDialog):
    """What would be imported, line by line; nothing has been changed yet."""

    wanted = Signal()

    def __init__(
        self, look: Look, headline: str, lines: Sequence[str], *, is_new: bool, parent: QWidget | None = None
    ) -> None:
        words = look.words
        super().__init__(look, words.say("rules.preview_title"), words.say("rules.import_do"), parent)
        self.setMinimumWidth(_WIDTH)
        self.headline = headline
        self.explain(headline, "strong")
        self.explain(words.say("rules.preview_explain" if is_new else "rules.preview_there"))
        self.text = QPlainTextEdit("\n".join(lines))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.text.setObjectName("copied")
        self.text.setMinimumHeight(_HEIGHT)
        self.text.setAccessibleName(words.say("rules.preview_title"))
        self.body.addWidget(self.text, 1)
        self.act_button.setVisible(is_new)
        self.act_button.clicked.connect(self.wanted)
        if not is_new:
            self.cancel_button.setText(words.say("dialog.close"))
            self.cancel_button.setAccessibleName(words.say("dialog.close").replace("&", ""))
            self.cancel_button.setDefault(True)
        (self.act_button if is_new else self.cancel_button).setFocus()
