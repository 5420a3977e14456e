# SPDX-License-Identifier: Apache-2.0
"""What is drawn of the window: one row for every page, tab, dialog and empty state, in the order they come about.

`make screenshots` draws each row in light and dark, in every language, at 100 % and 200 %; the tests of tests/gui go
through the same rows. Whoever adds a view or a dialog adds a row, or its module to the row that shows it.
"""

import json
from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QApplication, QLabel, QWidget

from assay.identity.trust_folder import keep
from assay.places import user_trust
from assay.rules.bundled import resource
from assay_gui.dialogs.help import HelpDialog
from assay_gui.dialogs.settings import SettingsDialog
from assay_gui.dialogs.trust_list import RemoveTrustDialog
from assay_gui.views.tour import Tour
from authority import EV, MIDDLE, ROOT, Holder, certificate, pem
from gallery_dialogs import DIALOGS
from gallery_evidence import EVIDENCE
from gallery_forms import FORMS
from gallery_pages import AFTERWARDS, HISTORY_NONE
from gallery_pages import PAGES as MORE_PAGES
from gallery_reuse import REUSE
from gallery_write import WRITING
from keys_window import add_key, open_page, unlock
from stage import LEFT, Scene, Stage
from window import BROKEN, GOOD, INCOMPLETE, MOMENT

LABEL_1, TAGUS = "good/label-1-offering.json", "good/tagus-offering.json"
SOON = MOMENT + timedelta(days=18)
FRAME = ("rail", "pages", "status_line", "parts")


def page(name: str) -> Callable[[Stage], QWidget]:
    """A page of the rail."""

    def make(stage: Stage) -> QWidget:
        stage.window.main.show_page(name)
        return stage.main

    return make


def home(stage: Stage) -> QWidget:
    """The first page, when what wants attention is known."""
    attention = stage.window.program.attention.attention
    shown = page("home")(stage)
    stage.window.wait_until(lambda: attention.found is not None and attention.is_quiet)
    return shown


def sample(name: str, tab: str = "readable") -> Callable[[Stage], QWidget]:
    """A bundled sample, checked, in one of the tabs; what was opened before is shown again."""

    def make(stage: Stage) -> QWidget:
        window = stage.window
        known = [one.key for one in window.session.documents if one.name == name.rpartition("/")[2]]
        if known:
            window.session.show(known[0])
            window.main.show_page("documents")
        else:
            window.open_sample(name)
        window.page.tabs.show_tab(tab)
        return stage.main

    return make


def home_again(stage: Stage) -> QWidget:
    """When something was open before, and the first steps are closed."""
    for name in (BROKEN, GOOD):
        path = stage.folder / name.rpartition("/")[2]
        path.write_bytes(resource("samples", *name.split("/")).read_bytes())
        stage.window.open(path)
    stage.window.program.window.home.findChild(Tour).close_button.click()
    return home(stage)


def unfolded(stage: Stage) -> QWidget:
    """A finding with all it has to say, and the line it is about."""
    shown = sample(BROKEN)(stage)
    stage.window.page.show_entry_in_source(0)
    return shown


def searched(stage: Stage) -> QWidget:
    """Looking for a word in the source."""
    shown = sample(BROKEN, "source")(stage)
    stage.window.main.actions_table["find"].trigger()
    stage.window.page.source.search.field.setText("country")
    return shown


def folder(stage: Stage) -> QWidget:
    """Several files that may be one submission: the notice offers it."""
    place = stage.folder / "submission"
    place.mkdir()
    told = json.loads(resource("samples", *GOOD.split("/")).read_bytes())
    for number, credential in enumerate(told["verifiableCredential"]):
        (place / f"{number}.json").write_text(json.dumps(credential, indent=2))
    stage.window.open(place)
    return stage.main


def submission(stage: Stage) -> QWidget:
    """What comes of that offer."""
    stage.window.main.notice.act()
    return stage.main


def no_keys(stage: Stage) -> QWidget:
    """Before anybody has made one."""
    open_page(stage.window)
    return stage.main


def locked_keys(stage: Stage) -> QWidget:
    """There are some, behind a passphrase."""
    assert stage.vault
    add_key(stage.vault, "ending", hosts=("acme.example",), ends=SOON)
    stage.window.program.keys.look()
    stage.window.wait_until(lambda: not stage.window.program.keys.is_looking)
    return no_keys(stage)


def keys(stage: Stage) -> QWidget:
    """Opened, one of them with a certificate."""
    unlock(stage.window)
    keys = stage.window.program.keys
    keys.choose(next(record.id for record in stage.vault.records() if record.chain))
    stage.window.wait_until(lambda: bool(keys.details and keys.details.fits))
    return stage.main


def settings(group: str) -> Callable[[Stage], QWidget]:
    """One group of the settings."""

    def make(stage: Stage) -> QWidget:
        stage.window.main.actions_table["settings"].trigger()
        dialog = stage.modal(SettingsDialog)
        dialog.show_group(group)
        return dialog

    return make


def trust_none(stage: Stage) -> QWidget:
    """No file for all checks yet."""
    dialog = settings("trust")(stage)
    stage.window.wait_until(lambda: any(told.text() for told in dialog.trust.findChildren(QLabel)))
    return dialog


def trust_kept(stage: Stage) -> QWidget:
    """Files for all checks, one of them spoilt since."""
    chain = pem([certificate(Holder.of("Acme"), MIDDLE, policies=(EV,)), certificate(MIDDLE, ROOT, ca=True, below=0)])
    keep(user_trust(), "acme-chain.pem", chain, origin="x", day="2026-11-02")
    keep(user_trust(), "old-list.pem", pem([certificate(ROOT, ROOT, ca=True)]), origin="x", day="2026-02-11")
    (user_trust() / "old-list.pem").write_text("spoilt")
    dialog = settings("trust")(stage)
    stage.window.wait_until(lambda: bool(dialog.trust.buttons))
    return dialog


def trust_removed(stage: Stage) -> QWidget:
    """Asked before one of them goes."""
    return RemoveTrustDialog(stage.look, "acme-chain.pem", stage.main)


def help_page(stage: Stage) -> QWidget:
    """What F1 shows beside a document."""
    sample(BROKEN)(stage)
    stage.window.main.actions_table["help"].trigger()
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, HelpDialog) and one.isVisible())


def fix(stage: Stage) -> QWidget:
    """One correction, seen before it is made."""
    from assay_gui.dialogs.fix import FixDialog

    sample(BROKEN)(stage)
    stage.settle()
    stage.window.qtbot.mouseClick(stage.window.page.cards.cards[0].fix_button, LEFT)
    return ready(stage, FixDialog)


def fix_all(stage: Stage) -> QWidget:
    """All corrections that are certain."""
    from assay_gui.dialogs.fix import CorrectDialog

    sample(BROKEN)(stage)
    stage.settle()
    stage.window.program.fixing.ask_all()
    return ready(stage, CorrectDialog)


def migrate(stage: Stage) -> QWidget:
    """What becomes of each value of an older document."""
    from assay_gui.dialogs.migrate import MigrateDialog

    sample(TAGUS)(stage)
    stage.settle()
    stage.window.qtbot.mouseClick(stage.window.page.head.banner.migrate_button, LEFT)
    return ready(stage, MigrateDialog)


def migrate_searched(stage: Stage) -> QWidget:
    """Looked for one of them: nothing is folded."""
    shown = migrate(stage)
    shown.field.setText("terms")
    return shown


def migrate_not_found(stage: Stage) -> QWidget:
    """Looked for what it does not have."""
    shown = migrate(stage)
    shown.field.setText("xyzzy")
    return shown


def ready(stage: Stage, kind: type) -> QWidget:
    """The dialog, when it shows what would change."""
    dialog = stage.modal(kind)
    stage.window.wait_until(dialog.act_button.isEnabled)
    return dialog


TABS = (
    "document_page",
    "document_columns",
    "document_tabs",
    "document_head",
    "banner",
    "rungs",
    "contents",
    "finding_cards",
    "card_list",
)
PAGES = (
    Scene("home-first", ("home", "tour", *FRAME), home),
    Scene("documents-empty", ("document_page", *FRAME), page("documents")),
    Scene("keys-none", ("keys_page", "keys_line"), no_keys),
    HISTORY_NONE,
    *MORE_PAGES,
    Scene("document-broken", ("readable", "finding_card", "clearing_houses", *TABS, *FRAME), sample(BROKEN)),
    Scene("document-broken-source", ("source", "source_editor", "gutter", "folding", "highlighter"), unfolded),
    Scene("document-broken-search", ("search_bar",), searched),
    Scene("document-broken-criteria", ("criteria",), sample(BROKEN, "criteria")),
    Scene("document-incomplete", ("readable", *TABS), sample(INCOMPLETE)),
    Scene("document-incomplete-signatures", ("signatures",), sample(INCOMPLETE, "signatures")),
    Scene("document-incomplete-picture", ("picture", "picture_scene"), sample(INCOMPLETE, "picture")),
    Scene("document-good", ("readable", *TABS), sample(GOOD)),
    Scene(
        "document-good-signatures",
        ("signatures", "state_lines", "checklist_page", "signed_page"),
        sample(GOOD, "signatures"),
    ),
    Scene("document-label", ("readable", *TABS), sample(LABEL_1)),
    Scene(
        "document-label-criteria", ("criteria", "criteria_table", "criterion_page", "flow"), sample(LABEL_1, "criteria")
    ),
    Scene("document-label-picture", ("picture",), sample(LABEL_1, "picture")),
    Scene("document-tagus", ("readable", *TABS), sample(TAGUS)),
    Scene("folder", ("notice", "document_page"), folder),
    Scene("submission", ("document_page",), submission, goes_on=True),
    Scene("home", ("home", "recent", "attention_card", "begin_card"), home_again),
    *AFTERWARDS,
    *FORMS,
    Scene("keys-locked", ("keys_page",), locked_keys),
    Scene("keys", ("keys_page", "keys_table", "whole_rows", "key_details", "warning_row"), keys),
    Scene("dialog-help", ("help",), help_page),
    Scene("dialog-fix", ("fix", "difference", "task_dialog"), fix),
    Scene("dialog-fix-all", ("fix",), fix_all),
    Scene("dialog-migrate", ("migrate", "migrated_tree"), migrate),
    Scene("dialog-migrate-searched", ("migrate", "migrated_tree"), migrate_searched),
    Scene("dialog-migrate-not-found", ("migrate", "empty_text"), migrate_not_found),
    Scene("dialog-settings-look", ("settings", "setting_rows", "choice"), settings("look")),
    Scene("dialog-settings-checks", ("settings",), settings("checks")),
    Scene("dialog-settings-trust", ("settings",), trust_none),
    Scene("dialog-settings-trust-kept", ("settings", "trust_list"), trust_kept),
    Scene("dialog-settings-trust-remove", ("trust_list",), trust_removed),
    Scene("dialog-settings-keys", ("settings",), settings("keys")),
    Scene("dialog-settings-reports", ("settings",), settings("reports")),
    Scene("dialog-settings-start", ("settings",), settings("start")),
    Scene("dialog-settings-limits", ("settings",), settings("limits")),
    *WRITING,
    *EVIDENCE,
)
SCENES = PAGES + DIALOGS + REUSE
