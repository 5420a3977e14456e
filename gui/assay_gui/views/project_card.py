# SPDX-License-Identifier: Apache-2.0
"""Where the answers lie: which project is open, whether it is saved, who has it; or none, and which are known."""

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from assay_gui.look import Look
from assay_gui.project_session import ProjectSession
from assay_gui.views.flow import FlowLayout
from assay_gui.views.parts import ElidedLabel, button, in_turn, label, write

if TYPE_CHECKING:
    from assay.projects.lock import Holder

_OFFERED: Mapping[str, Callable[[ProjectSession], bool]] = {
    "create": lambda projects: projects.project is None,
    "open": lambda projects: projects.project is None,
    "unpack": lambda projects: projects.project is None,
    "save": lambda projects: projects.may_write,
    "evidence": lambda projects: projects.project is not None,
    "decide": lambda projects: projects.project is not None and bool(projects.project.conflicts),
    "write": lambda projects: projects.project is not None and not projects.may_write,
    "derive": lambda projects: projects.may_write and bool(projects.project and projects.project.credentials),
    "copy": lambda projects: projects.project is not None,
    "export": lambda projects: projects.project is not None and bool(projects.project.credentials),
    "pack": lambda projects: projects.project is not None,
    "leave": lambda projects: projects.project is not None,
}
"""What is offered, and when."""


def state_told(look: Look, projects: ProjectSession) -> str:
    """In words: whether the project that is open is saved, or who has it; empty where none is open."""
    say, project = look.words.say, projects.project
    if project is None:
        return ""
    if project.desk is None:
        return _held(look, project.holder) if project.holder else look.words.of_reports.say(project.read_only)
    if project.conflicts:
        return say("writing.undecided", count=len(project.conflicts))
    return say("writing.saved" if projects.is_saved else "writing.unsaved")


def name_told(projects: ProjectSession) -> str:
    """What the project that is open is called; empty where none is."""
    return projects.project.manifest.name if projects.project is not None else ""


class ProjectLine(ElidedLabel):
    """The project and its state in one line, over the questions."""

    def __init__(self, look: Look, projects: ProjectSession) -> None:
        super().__init__("muted")
        self._look, self._projects = look, projects
        for signal in (projects.opened, projects.changed, projects.left):
            signal.connect(self.show_project)
        self.show_project()

    def show_project(self) -> None:
        """Show it as it is now."""
        self.setVisible(self._projects.project is not None)
        if self._projects.project is not None:
            told = state_told(self._look, self._projects)
            self.tell(self._look.words.say("writing.line", name=name_told(self._projects), state=told))


class ProjectCard(QFrame):
    """The project on the overview."""

    wanted = Signal(str)
    """One of the buttons, by the name of what it does."""
    evidence_wanted = Signal()
    """The same of the button that shows the register."""
    known_wanted = Signal(Path)
    """A project that was opened before."""

    def __init__(self, look: Look, projects: ProjectSession) -> None:
        super().__init__()
        self._look, self._projects = look, projects
        self.setProperty("kind", "card")
        self._title, self._about = label("", "heading", wrap=True), label("", "muted", wrap=True)
        self._folder, self.state = ElidedLabel("muted"), label("", "strong", wrap=True)
        self.recovered = label("", wrap=True)
        self.buttons = {name: self._made(name) for name in _OFFERED}
        self._known = QWidget()
        self._rows = QVBoxLayout(self._known)
        self._rows.setContentsMargins(0, 8, 0, 0)
        self._rows.setSpacing(0)
        self.known_buttons: list[QPushButton] = []
        self._lay_out()
        for signal in (projects.opened, projects.changed, projects.left):
            signal.connect(self.show_project)
        projects.known_found.connect(self._show_known)
        self.show_project()
        self._show_known()

    def show_project(self) -> None:
        """Show it as it is now."""
        say, project = self._look.words.say, self._projects.project
        for name, made in self.buttons.items():
            made.setVisible(_OFFERED[name](self._projects))
        self.buttons["save"].setEnabled(not self._projects.is_saved)
        self._title.setText(
            say("writing.none") if project is None else say("writing.of", name=name_told(self._projects))
        )
        self._about.setText(say("writing.about"))
        self._about.setVisible(project is None)
        self._known.setVisible(project is None and bool(self._projects.known))
        self._folder.setVisible(project is not None)
        self.state.setVisible(project is not None)
        recovered = project.recovered if project is not None else None
        self.recovered.setVisible(recovered is not None)
        if project is not None:
            self._folder.tell(str(project.folder))
            self.state.setText(state_told(self._look, self._projects))
        if recovered is not None:
            self.recovered.setText(self._look.words.of_reports.say(recovered.text, count=len(recovered.files)))

    def _show_known(self) -> None:
        """The projects that were opened before, the latest first."""
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.known_buttons = []
        self._rows.addWidget(label(self._look.words.say("writing.known"), "small"))
        for known in self._projects.known:
            self._rows.addWidget(self._known_row(known.name, known.folder, known.opened))
        in_turn(*self.buttons.values(), *self.known_buttons)  # they come later than what the page has below the card
        self._known.setVisible(self._projects.project is None and bool(self._projects.known))

    def _known_row(self, name: str, folder: Path, opened: datetime) -> QWidget:
        made = button("", kind="link")
        write(made, name)
        made.setAccessibleName(self._look.words.say("writing.open_known", name=name, folder=folder))
        made.clicked.connect(partial(self.known_wanted.emit, folder))
        self.known_buttons.append(made)
        place = ElidedLabel("muted")
        place.tell(str(folder))
        when = label(self._look.words.day(opened, self._projects.now()), "muted")
        row = QWidget()
        across = QHBoxLayout(row)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(12)
        across.addWidget(made)
        across.addWidget(place, 1)
        across.addWidget(when)
        return row

    def _made(self, name: str) -> QPushButton:
        words = self._look.words
        made = button(words.say(f"writing.{name}"), words.tip(f"writing.{name}"))
        made.clicked.connect(self.evidence_wanted if name == "evidence" else lambda: self.wanted.emit(name))
        return made

    def _lay_out(self) -> None:
        inside = QVBoxLayout(self)
        inside.setContentsMargins(16, 12, 16, 12)
        inside.setSpacing(4)
        for one in (self._title, self._about, self._folder, self.state, self.recovered):
            inside.addWidget(one)
        row = FlowLayout(8)
        for made in self.buttons.values():
            row.addWidget(made)
        inside.addSpacing(4)
        inside.addLayout(row)
        inside.addWidget(self._known)


def _held(look: Look, holder: "Holder") -> str:
    from assay.texts import quoted

    told = {"user": quoted(holder.user) or "?", "host": quoted(holder.host) or "?", "since": moment_told(holder.since)}
    return look.words.say("writing.held", **told)


def moment_told(told: str) -> str:
    """An instant of another clock in the time of this place; as it is told where it is none."""
    from assay.texts import quoted

    try:
        return datetime.fromisoformat(told).astimezone().strftime("%Y-%m-%d %H:%M")
    except (ValueError, OverflowError):
        return quoted(told) or "?"
