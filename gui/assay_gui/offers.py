# SPDX-License-Identifier: Apache-2.0
"""What can be done about a document that was checked: corrected, accepted, brought forward, used again."""

from assay_gui.accept_wiring import AcceptWiring
from assay_gui.editing import Editing
from assay_gui.fix_wiring import FixWiring
from assay_gui.look import Look
from assay_gui.main_window import MainWindow
from assay_gui.migrate_wiring import MigrateWiring
from assay_gui.preferences import Preferences
from assay_gui.reuse_wiring import ReuseWiring
from assay_gui.session import Session
from assay_gui.tasks import Tasks
from assay_gui.template_wiring import TemplateWiring


def wire_offers(
    window: MainWindow, look: Look, *, session: Session, editing: Editing, tasks: Tasks, preferences: Preferences
) -> tuple[FixWiring, MigrateWiring, ReuseWiring]:
    """Connect all of it; it lives as long as the window."""
    AcceptWiring(window, look, session=session, tasks=tasks, preferences=preferences)
    TemplateWiring(window, look, session=session, tasks=tasks)
    return (
        FixWiring(window, look, session=session, editing=editing, tasks=tasks),
        MigrateWiring(window, look, session=session, tasks=tasks),
        ReuseWiring(window, look, session=session, tasks=tasks),
    )
