# SPDX-License-Identifier: Apache-2.0
"""Keys and signing in the window: which action begins which conversation, and what is told of it."""

from collections.abc import Callable

from assay_gui.asking import Asking
from assay_gui.key_conversations import KeyConversations
from assay_gui.key_session import KeySession
from assay_gui.look import Look
from assay_gui.main_window import MainWindow
from assay_gui.session import Session
from assay_gui.sign_conversations import SignConversations
from assay_gui.tasks import Tasks
from assay_gui.views.keys_page import KeysPage

_OF_MENU = {"make_key": "make", "back_up": "back_up", "restore": "restore", "key_log": "log"}
"""Action of the menu to what the page calls it."""


def connect_keys(
    window: MainWindow,
    page: KeysPage,
    look: Look,
    *,
    session: Session,
    keys: KeySession,
    tasks: Tasks,
    asking: Asking,
) -> None:
    """Connect everything; it lives as long as the window."""
    talks = KeyConversations(window, look, keys, asking)
    signing = SignConversations(window, look, session=session, keys=keys, tasks=tasks, asking=asking, talks=talks)
    actions = window.actions_table
    actions.allow_keys(keys=False)
    keys.changed.connect(lambda: actions.allow_keys(keys=bool(keys.holdings.vault)))
    window.page_shown.connect(lambda name: keys.look() if name == "keys" else None)
    page.action_wanted.connect(
        lambda name: getattr(signing, name)() if name in ("sign_file", "put_together") else talks.open(name)
    )
    for action, name in _OF_MENU.items():
        actions[action].triggered.connect(lambda _=False, name=name: _on_page(window, talks, name))
    begin: tuple[tuple[str, Callable[[], None]], ...] = (
        ("sign", signing.sign_current),
        ("sign_file", signing.sign_file),
        ("put_together", signing.put_together),
    )
    for action, call in begin:
        actions[action].triggered.connect(lambda _=False, call=call: call())
    talks.told.connect(window.notice.tell)
    signing.told.connect(window.notice.tell)
    signing.key_wanted.connect(lambda: window.show_page("keys"))


def _on_page(window: MainWindow, talks: KeyConversations, name: str) -> None:
    """From a menu: the page is shown, so that it is seen what comes of it."""
    if window.shown_page != "keys":
        window.show_page("keys")
    talks.open(name)
