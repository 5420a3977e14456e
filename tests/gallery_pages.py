# SPDX-License-Identifier: Apache-2.0
"""The pages of rules and of the history in the gallery, what is accepted, and the dialogs that belong to them."""

from collections.abc import Callable

from PySide6.QtWidgets import QApplication, QDialog, QWidget

from assay.rule_of_finding import RuleBehind
from assay_gui.dialogs.accept_finding import AcceptFindingDialog
from assay_gui.dialogs.compare_packs import ComparePacksDialog
from assay_gui.dialogs.import_pack import ImportPackDialog
from assay_gui.dialogs.past_delete import DeletePastDialog, RetentionDialog
from assay_gui.dialogs.past_text import PastTextDialog
from assay_gui.models.entries import Group
from stage import LEFT, Scene, Stage
from window import BROKEN

LOIRE, CRITERION = "gaia-x-loire-25.11", "LOIRE-CRITERION-P1.1.1"


def rules(stage: Stage) -> QWidget:
    """Which packs there are."""
    stage.window.main.show_page("rules")
    stage.window.wait_until(lambda: stage.window.program.rules.session.reading is not None)
    return stage.main


def rule(stage: Stage) -> QWidget:
    """One of all rules."""
    rules(stage)
    page = stage.window.program.rules.page
    page.show_rule(RuleBehind(LOIRE, CRITERION))
    stage.settle()
    stage.window.wait_until(lambda: bool(page.browser.rules.book) and not page.browser.message)
    return stage.main


def of_rules(action: str, kind: type[QDialog]) -> Callable[[Stage], QWidget]:
    """A dialog that the menu begins on the page of rules."""

    def make(stage: Stage) -> QWidget:
        stage.window.main.actions_table[action].trigger()
        return stage.modal(kind)

    return make


def history_none(stage: Stage) -> QWidget:
    """Before anything was checked."""
    stage.window.main.show_page("history")
    stage.window.wait_until(lambda: stage.window.program.history.past.is_known)
    return stage.main


def history(stage: Stage) -> QWidget:
    """What was checked meanwhile."""
    past = stage.window.program.history
    stage.window.wait_until(lambda: not past.recorder.is_busy)
    stage.window.main.show_page("history")
    stage.window.wait_until(lambda: past.past.is_known)
    chosen(stage, [0])
    return stage.main


def chosen(stage: Stage, rows: list[int]) -> None:
    """Choose checks, and wait for what is known of them."""
    past = stage.window.program.history
    past.page.table.mark(rows)
    stage.window.wait_until(lambda: len(rows) > 1 or past.past.details is not None)


def of_history(rows: list[int], name: str, kind: type[QDialog]) -> Callable[[Stage], QWidget]:
    """A dialog about chosen checks."""

    def make(stage: Stage) -> QWidget:
        history(stage)
        chosen(stage, rows)
        stage.window.program.history.talks.open(name)
        return stage.modal(kind)

    return make


def broken_file(stage: Stage) -> None:
    """The document with something to correct that lies in a file."""
    name = BROKEN.rpartition("/")[2]
    document = next(one for one in stage.window.session.documents if one.home is not None and one.name == name)
    stage.window.session.show(document.key)
    stage.window.main.show_page("documents")
    stage.settle()


def rule_of_finding(stage: Stage) -> QWidget:
    """The rule that a card comes from."""
    broken_file(stage)
    stage.window.qtbot.mouseClick(stage.window.page.cards.cards[0].rule_button, LEFT)
    browser = stage.window.program.rules.page.browser
    stage.settle()  # the rules may be read anew, and nothing is shown then
    stage.window.wait_until(lambda: browser.details.findings_button.isVisible() and not browser.message)
    return stage.main


def ask_to_accept(stage: Stage) -> AcceptFindingDialog:
    broken_file(stage)
    stage.window.qtbot.mouseClick(stage.window.page.cards.cards[0].accept_button, LEFT)
    found: AcceptFindingDialog = stage.modal(AcceptFindingDialog)
    return found


def accepted(stage: Stage) -> QWidget:
    """A finding that somebody lives with."""
    dialog = ask_to_accept(stage)
    dialog.reason.setPlainText("The register corrects it next month")
    dialog.owner.setText("Anna Beispiel")
    dialog.act_button.click()
    stage.window.wait_until(lambda: QApplication.activeModalWidget() is None)
    stage.settle()
    stage.window.page.cards.choose_group(Group.ACCEPTED)
    return stage.main


PAGES = (
    Scene("rules", ("rules_page", "pack_details", "facts", "rows_table"), rules),
    Scene("rules-one", ("rule_browser", "rule_details"), rule),
)
AFTERWARDS = (
    Scene("history", ("past_page", "past_table", "past_filters", "past_details", "past_trend", "trend"), history),
    Scene("rules-of-finding", ("rule_browser", "rule_details"), rule_of_finding),
    Scene("dialog-accept-finding", ("accept_finding", "day_field"), ask_to_accept),
    Scene("document-accepted", ("accepted_line", "finding_card"), accepted),
    Scene("dialog-rules-import", ("import_pack",), of_rules("import_rules", ImportPackDialog)),
    Scene("dialog-rules-compare", ("compare_packs", "comparing"), of_rules("compare_rules", ComparePacksDialog)),
    Scene("dialog-history-report", ("past_text",), of_history([0], "report", PastTextDialog)),
    Scene("dialog-history-compare", ("past_text",), of_history([0, 1], "compare", PastTextDialog)),
    Scene("dialog-history-delete", ("past_delete",), of_history([0], "delete", DeletePastDialog)),
    Scene("dialog-history-keep", ("past_delete",), of_history([0], "keep", RetentionDialog)),
)
HISTORY_NONE = Scene("history-none", ("past_page",), history_none)
