# SPDX-License-Identifier: Apache-2.0
"""The settings by keyboard and mouse: what is changed holds at once, and shows in window and report."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo
from PySide6.QtWidgets import QApplication

from assay.places import user_data, user_keys, user_trust
from assay_gui import checking, preferences, settings_work
from assay_gui.dialogs.help import HelpDialog
from assay_gui.dialogs.setting_rows import ChoiceRow
from assay_gui.dialogs.settings import SHOWN, SettingsDialog
from assay_gui.preferences import CLEARING_HOUSE, COMPANY, LOGO, TEXT_SIZE, THEME
from assay_gui.theme import BASE_PIXELS, Mode
from assay_gui.words import PSEUDO_LANGUAGE, Words
from authority import EV, MIDDLE, ROOT, Holder, certificate, pem
from keys_window import Keyring, Vault, keyring, profile, vault
from window import BROKEN, GOOD, MOMENT, SIZES, Window, clipped, close, controls, make_window, nameless

__all__ = ["keyring", "profile", "vault"]

PICTURE = b'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"><rect width="4" height="2" fill="#123456"/></svg>'
SCRIPT = b'<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>'


def settings(window: Window, group: str = "") -> SettingsDialog:
    """The settings, opened by the keys for them; what they ask of the core has arrived."""
    window.press(Qt.Key.Key_Comma, Qt.KeyboardModifier.ControlModifier)
    dialog = window.dialog()
    assert isinstance(dialog, SettingsDialog)
    if group:
        dialog.show_group(group)
    window.wait_until(lambda: engines(dialog).count() > 1 and bool(dialog.trust_place.accessibleName()))
    return dialog


def engines(dialog: SettingsDialog):
    row = dialog.rows[CLEARING_HOUSE.key]
    assert isinstance(row, ChoiceRow)
    return row.choice


def choose(window: Window, choice, value: object) -> None:
    """Choose from a list with the keyboard."""
    choice.setFocus()
    window.qtbot.keyClick(choice, Qt.Key.Key_Home)
    for _ in range(choice.count()):
        if choice.currentData() == value:
            return
        window.qtbot.keyClick(choice, Qt.Key.Key_Down)
    assert choice.currentData() == value


def test_escape_closes_and_every_group_is_there(profile: Path, window: Window, qtbot):
    dialog = settings(window)
    assert dialog.groups.count() == len(SHOWN)
    for row in range(dialog.groups.count()):
        dialog.groups.setCurrentRow(row)
        assert nameless(dialog) == []
    assert len(controls(dialog)) > 10
    qtbot.keyClick(dialog.groups, Qt.Key.Key_Escape)
    window.wait_for_dialog_to_close()


def test_colours_change_at_once_in_menu_and_settings(profile: Path, window: Window):
    dialog = settings(window, "look")
    choose(window, dialog.rows[THEME.key].choice, "dark")
    assert window.program.theme.is_dark
    assert window.main.actions_table.mode(Mode.DARK).isChecked()
    window.main.actions_table.mode(Mode.LIGHT).trigger()
    assert dialog.rows[THEME.key].choice.currentData() == "light"
    dialog.reject()


def test_text_grows_at_once_and_nothing_is_clipped(profile: Path, window: Window, qtbot):
    usual = QFontInfo(QApplication.font()).pixelSize()
    window.open_sample(BROKEN)
    dialog = settings(window, "look")
    choose(window, dialog.rows[TEXT_SIZE.key].choice, 200)
    assert QFontInfo(QApplication.font()).pixelSize() == 2 * usual
    dialog.reject()
    window.main.resize(1280, 800)
    for page in ("home", "documents", "keys"):
        window.main.show_page(page)
        qtbot.wait(60)
        assert clipped(window.main) == []
    assert QFontInfo(window.page.source.editor.font()).pixelSize() == 2 * max(BASE_PIXELS, usual) - 1
    window.program.preferences.keep(TEXT_SIZE, 100)
    assert QFontInfo(QApplication.font()).pixelSize() == usual


@pytest.mark.parametrize("size", [100, 200])
def test_nothing_is_clipped_in_a_longer_language(profile: Path, qtbot, tmp_path: Path, size: int):
    window = make_window(qtbot, tmp_path, PSEUDO_LANGUAGE)
    window.program.preferences.keep(TEXT_SIZE, size)
    for width, height in SIZES:
        window.main.resize(width, height)
        qtbot.wait(30)
        assert clipped(window.main.home) == []  # with the first steps
    window.main.actions_table["settings"].trigger()
    dialog = window.dialog()
    for row in range(dialog.groups.count()):
        dialog.groups.setCurrentRow(row)
        qtbot.wait(60)
        assert clipped(dialog) == []
    dialog.reject()
    window.main.actions_table["help"].trigger()
    shown = next(one for one in QApplication.topLevelWidgets() if isinstance(one, HelpDialog) and one.isVisible())
    qtbot.wait(60)
    assert clipped(shown) == []
    window.program.preferences.keep(TEXT_SIZE, 100)
    close(window)


def test_the_clearing_house_is_first_and_below_and_the_verdict_stays(profile: Path, window: Window):
    window.open_sample(GOOD)
    head, line = window.page.head, window.main.status_line
    verdict, before = head.banner.headline, [told.accessibleName() for told in head.clearing_houses.answers]
    assert line.answer == ""
    dialog = settings(window, "checks")
    assert [engines(dialog).itemData(row) for row in range(engines(dialog).count())] == [
        "", "loire-production", "loire-lab", "tagus-2.1.0-production", "tagus-2.1.0-lab",
    ]  # fmt: skip
    choose(window, engines(dialog), "loire-lab")
    assert line.answer.startswith("Expected: Loire laboratory: ")
    assert "Loire laboratory" in head.clearing_houses.answers[0].accessibleName()
    assert sorted(told.accessibleName() for told in head.clearing_houses.answers) == sorted(before)
    choose(window, engines(dialog), "tagus-2.1.0-lab")
    assert line.answer == Words().say("status.not_for_engine")
    assert head.banner.headline == verdict
    dialog.reject()
    assert window.program.preferences[CLEARING_HOUSE] == "tagus-2.1.0-lab"


def test_answers_that_differ_change_places(profile: Path, window: Window):
    import report_specimens as specimens

    houses = window.page.head.clearing_houses
    houses.show_report(specimens.document())
    names = [told.accessibleName() for told in houses.answers]
    assert len(names) > 1
    last = specimens.document().predictions[-1]
    houses.expect(last.prediction.engine)
    assert last.engine_name in houses.answers[0].accessibleName()
    houses.expect("")
    assert [told.accessibleName() for told in houses.answers] == names


def test_an_engine_that_is_gone_is_shown_as_it_is(profile: Path, window: Window):
    window.program.preferences.keep(CLEARING_HOUSE, "somebody-else-2")
    dialog = settings(window, "checks")
    assert engines(dialog).currentText() == "somebody-else-2"
    dialog.reject()


def test_company_and_logo_stand_in_the_report(profile: Path, window: Window, tmp_path: Path):
    window.desk.opened_file = tmp_path / "logo.svg"
    window.desk.opened_file.write_bytes(PICTURE)
    dialog = settings(window, "reports")
    window.qtbot.keyClicks(dialog.rows[COMPANY.key].line, "Acme & Co")
    window.qtbot.mouseClick(dialog.logo.choose_button, Qt.MouseButton.LeftButton)
    window.wait_until(lambda: window.program.preferences[LOGO] == "report-logo.svg")
    window.wait_until(lambda: not dialog.logo.picture.pixmap().isNull())
    window.desk.opened_file.unlink()
    dialog.reject()
    window.open_sample(GOOD)
    made = checking.export(
        window.session.current.checked, tmp_path / "r.html", "html", words=Words(),
        letterhead=window.program._settings_wiring.letterhead(),
    ).read_text("utf-8")  # fmt: skip
    assert "Acme &amp; Co" in made
    assert "data:image/svg+xml;base64," in made


def test_a_picture_that_does_more_is_refused_in_words(profile: Path, window: Window, tmp_path: Path):
    window.desk.opened_file = tmp_path / "logo.svg"
    window.desk.opened_file.write_bytes(SCRIPT)
    dialog = settings(window, "reports")
    dialog.logo.choose_button.click()
    window.wait_until(lambda: bool(dialog.logo.problem.text()))
    assert dialog.logo.problem.text().startswith("The SVG does more than show a picture.")
    assert window.program.preferences[LOGO] == ""
    window.desk.opened_file = tmp_path / "nowhere.png"
    dialog.logo.choose_button.click()
    window.wait_until(lambda: dialog.logo.problem.text().startswith("The picture cannot be read"))
    assert not list(user_data().glob("report-logo*"))
    dialog.reject()


def test_a_removed_logo_is_gone_and_a_spoilt_one_is_left_out(profile: Path, window: Window, tmp_path: Path):
    picture = tmp_path / "logo.svg"
    picture.write_bytes(PICTURE)
    window.program.preferences.keep(LOGO, settings_work.take_logo(picture, user_data()))
    (user_data() / "report-logo.svg").write_bytes(SCRIPT)
    assert window.program._settings_wiring.letterhead().logo is None
    dialog = settings(window, "reports")
    dialog.logo.remove_button.click()
    assert (user_data() / "report-logo.svg").exists()
    dialog.reject()
    assert not (user_data() / "report-logo.svg").exists()


def test_trust_files_are_listed_with_their_age(profile: Path, window: Window):
    from assay.identity.trust_folder import keep

    chain = pem([certificate(Holder.of("Acme"), MIDDLE, policies=(EV,)), certificate(MIDDLE, ROOT, ca=True, below=0)])
    keep(user_trust(), "chain.pem", chain, origin="x", day=MOMENT.replace(day=2).date().isoformat())
    (user_trust() / "by-hand.pem").write_bytes(pem([certificate(ROOT, ROOT, ca=True)]))
    dialog = settings(window, "trust")
    facts = settings_work.trust_files(user_trust(), MOMENT, Words())
    assert [fact.name for fact in facts] == ["chain.pem", "by-hand.pem"]
    assert "Acme" in facts[0].told
    assert "taken in on 2026-11-02\u00a0· 20 days\u00a0· valid until 20" in facts[0].told
    assert "put there by hand on 20" in facts[1].told
    assert list(dialog.trust.buttons) == ["chain.pem"]
    window.qtbot.mouseClick(dialog.folder_button, Qt.MouseButton.LeftButton)
    assert window.desk.shown_folders == [user_trust()]
    dialog.reject()


def test_a_spoilt_trust_folder_is_told_of(profile: Path, window: Window):
    user_trust().mkdir(parents=True)
    (user_trust() / "index.toml").write_text("[[")
    window.main.actions_table["settings"].trigger()
    dialog = window.dialog()
    told = Words().error(_trust_error())
    window.wait_until(lambda: any(told == child.text() for child in dialog.findChildren(type(dialog.kept))))
    dialog.reject()


def _trust_error():
    from assay.identity.given_file import TrustFileError
    from assay.identity.trust_folder import read_index

    with pytest.raises(TrustFileError) as failed:
        read_index(user_trust())
    return failed.value


def test_how_keys_are_kept_is_told_without_opening_anything(vault: Vault, keyring: Keyring, window: Window):
    dialog = settings(window, "keys")
    assert dialog.kept.text() == Words().say("settings.kept.passphrase")
    assert dialog.keys_place.accessibleName() == str(user_keys())
    assert keyring.asked == 0
    window.qtbot.mouseClick(dialog.try_button, Qt.MouseButton.LeftButton)
    window.wait_until(lambda: dialog.tried.text().startswith("It works: the keyring of your desktop"))
    assert keyring.kept == {}
    keyring.error = RuntimeError("secret of the keyring")
    dialog.try_button.click()
    window.wait_until(lambda: dialog.tried.text().startswith("Your keyring gives no answer."))
    dialog.reject()


def test_a_reset_can_be_undone(profile: Path, window: Window):
    kept = window.program.preferences
    kept.keep(THEME, "dark")
    kept.keep(COMPANY, "Acme")
    dialog = settings(window)
    window.qtbot.mouseClick(dialog.reset_button, Qt.MouseButton.LeftButton)
    assert (kept[THEME], kept[COMPANY], dialog.rows[COMPANY.key].line.text()) == ("system", "", "")
    assert dialog.reset_button.text() == "Undo the reset"
    window.qtbot.mouseClick(dialog.reset_button, Qt.MouseButton.LeftButton)
    assert (kept[THEME], kept[COMPANY], dialog.rows[COMPANY.key].line.text()) == ("dark", "Acme", "Acme")
    dialog.reject()


def test_limits_are_those_of_the_core(profile: Path, window: Window):
    told = {limit.id: limit.number for limit in settings_work.limits()}
    assert (told["document"], told["open"]) == (20, 200)
    dialog = settings(window, "limits")
    shown = [child.text() for child in dialog.findChildren(type(dialog.kept))]
    assert "One document: 20 MB" in shown
    assert len([setting for setting in preferences.SETTINGS if setting.group is preferences.Group.LIMITS]) == 0
    dialog.reject()
