# SPDX-License-Identifier: Apache-2.0
"""The Write page in the window: made when it is first shown; what comes of the answers is opened as a document."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from assay_gui.asking import Asking
from assay_gui.look import Look
from assay_gui.main_window import MainWindow
from assay_gui.preferences import Preferences
from assay_gui.session import Session
from assay_gui.tasks import Tasks
from assay_gui.write_session import WriteSession

if TYPE_CHECKING:
    from assay.attention import Attention
    from assay_gui.evidence_wiring import EvidenceWiring
    from assay_gui.project_session import ProjectSession
    from assay_gui.project_wiring import ProjectWiring
    from assay_gui.table_wiring import TableWiring
    from assay_gui.views.write_page import WritePage


class WriteWiring(QObject):
    """Connects answers, page and session; it lives as long as the window."""

    def __init__(
        self,
        window: MainWindow,
        look: Look,
        *,
        session: Session,
        tasks: Tasks,
        asking: Asking,
        preferences: Preferences,
    ) -> None:
        from assay.places import user_data

        super().__init__(window)
        self._window = window
        self._look = look
        self._session = session
        self.writing = WriteSession(
            look.words, tasks, lambda: user_data() / "writing" / "answers.json", session.now, parent=self
        )
        self._around = (session, tasks, asking, preferences)
        self._page: WritePage | None = None
        self.tables: TableWiring | None = None
        self.project: ProjectWiring | None = None
        """Once the page has been shown."""
        self.evidence: EvidenceWiring | None = None
        """The same."""
        window.actions_table["evidence"].triggered.connect(self.show_evidence)
        window.home.attention.place_wanted.connect(self._go)
        window.home.begin.wanted.connect(self._ask)
        self.writing.failed.connect(self._failed)
        window.closing.connect(self.writing.close)

    def _failed(self, error: Exception) -> None:
        if not isinstance(error, OSError):
            raise error
        reason = error.strerror or type(error).__name__
        self._window.notice.tell(self._look.words.say("write.not_kept", reason=reason))

    @property
    def page(self) -> "WritePage":
        """The page."""
        if self._page is None:
            from assay_gui.digests import Digests
            from assay_gui.open_project import OpenProject
            from assay_gui.project_session import ProjectSession
            from assay_gui.project_wiring import ProjectWiring
            from assay_gui.table_wiring import TableWiring
            from assay_gui.views.write_page import WritePage

            session, tasks, asking, preferences = self._around
            projects = ProjectSession(tasks, session.now, self._look.words.texts.lang, self)
            self.project = project = ProjectWiring(
                self._window, self._look, session=session, asking=asking, writing=self.writing, projects=projects
            )
            self.evidence = self._wired_evidence(projects)
            kept = OpenProject(projects, preferences, self)
            self._page = made = WritePage(self._look, self.writing, projects)
            made.digests = Digests(self._window, self._look, tasks, asking)
            made.open_wanted.connect(self.open_drafts)
            self.tables = tables = TableWiring(
                self._window, self._look, session=session, tasks=tasks, asking=asking, writing=self.writing
            )
            made.table_wanted.connect(lambda: tables.ask(projects))
            project.export_wanted.connect(lambda: tables.export(projects))
            self.writing.begin()
            made.show_overview()
            project.join(made)
            made.project.evidence_wanted.connect(self.show_evidence)
            kept.open_again()
        return self._page

    def show_evidence(self) -> None:
        """Show the evidence register of the project that is open."""
        _ = self.page
        if self.evidence is not None:
            self.evidence.show()

    def _ask(self, name: str) -> None:
        """Ask the questions of a set."""
        page = self.page
        self._window.show_page("write")
        page.show_questions(name)

    def _go(self, entry: "Attention") -> None:
        """To evidence that wants attention; other things have their places elsewhere."""
        if entry.kind.value != "evidence":
            return
        folder, _, row = entry.subject.rpartition("/")
        _ = self.page
        if self.evidence is not None:
            self.evidence.show_in(Path(folder), row)

    def _wired_evidence(self, projects: "ProjectSession") -> "EvidenceWiring":
        from assay_gui.criteria_evidence import CriteriaEvidence
        from assay_gui.evidence_session import EvidenceSession
        from assay_gui.evidence_wiring import EvidenceWiring

        _, tasks, asking, _ = self._around
        evidence = EvidenceSession(projects, tasks, self._look.words.texts, self)
        register = EvidenceWiring(self._window, self._look, projects=projects, evidence=evidence, asking=asking)
        CriteriaEvidence(self._window, self._look, register=register, asking=asking)
        return register

    def open_drafts(self) -> None:
        """Open everything that was answered as one document, to be looked through, completed and saved; of a project,
        its files.
        """
        if self.project is not None and self.project.projects.project is not None:
            self.project.open_documents()
            return
        from assay.authoring.questions.drafting import together

        found = self.writing.reach.drafts
        if not found:
            self._window.notice.tell(self._look.words.say("write.nothing_yet"))
            return
        name = self._look.words.say("write.document_name")
        self._session.open_text(name, together(found).data)
