# SPDX-License-Identifier: Apache-2.0
"""Pictures of every view for the eye: light and dark, 100 % and 200 %, each language, and with texts 40 % longer.

    python tests/screenshots.py [folder]

Each scale is a process of its own, for Qt takes its scale when it starts. The folder is docs/screenshots by default.
"""

import dataclasses
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MOMENT = datetime(2026, 11, 22, 10, 0, tzinfo=UTC)
SAMPLES = {
    "conformant": "good/storage-offering.json",
    "non-conformant": "broken/participant-region-as-country.json",
    "incomplete": "broken/offering-reference-slip.json",
    "label-1": "good/label-1-offering.json",
    "tagus": "good/tagus-offering.json",
}
IN_ALL_TABS = ("incomplete", "label-1", "tagus")
SCALES = ("1", "2")
SETTLE_SECONDS = 0.4
PATIENCE_SECONDS = 20


def main() -> int:
    """Draw all pictures; how many processes failed."""
    if len(sys.argv) > 2:
        return draw(Path(sys.argv[1]), sys.argv[2])
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "docs" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    failed = 0
    for scale in SCALES:
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen", "QT_SCALE_FACTOR": scale, "TZ": "UTC"}
        failed += subprocess.run(
            [sys.executable, __file__, str(folder), scale], check=False, env=environment
        ).returncode
    return failed


def draw(folder: Path, scale: str) -> int:
    """The pictures of one scale."""
    from PySide6.QtWidgets import QApplication

    from assay_gui.theme import Mode

    application = QApplication([])
    ending = "" if scale == "1" else f"@{scale}x"
    languages = {"en": (Mode.LIGHT, Mode.DARK), "de": (Mode.LIGHT,), "fr": (Mode.DARK,), "en-XA": (Mode.LIGHT,)}
    for lang, modes in languages.items():
        for mode in modes:
            with tempfile.TemporaryDirectory() as home:
                name = f"{mode.value}{ending}" if lang == "en" else f"{lang}{ending}"
                draw_views(
                    application, Path(home), lang, mode.value, lambda view, name=name: folder / f"{view}-{name}.png"
                )
    return 0


def draw_views(application, home: Path, lang: str, mode: str, path_of: Callable[[str], Path]) -> None:
    """Home and each sample, in words and as source."""
    from PySide6.QtCore import QSettings

    from assay.rules.bundled import resource
    from assay_gui.app import Program, core_functions
    from assay_gui.main_window import SIZE
    from assay_gui.words import Words

    settings = QSettings(str(home / "settings.ini"), QSettings.Format.IniFormat)
    settings.setValue("theme", mode)
    words = Words(lang)
    functions = dataclasses.replace(core_functions(words), clock=lambda: MOMENT)
    program = Program(application, settings, words, functions=functions)
    program.window.resize(*SIZE)
    program.begin([])
    live(application, lambda: "Loire" in program.window.rail.foot.text())
    program.window.grab().save(str(path_of("home-fresh")))
    for view, sample in SAMPLES.items():
        file = home / sample.rpartition("/")[2]
        file.write_bytes(resource("samples", *sample.split("/")).read_bytes())
        known = len(program.session.documents)
        program.session.open_paths([file])
        live(application, lambda known=known: len(program.session.documents) > known and program.window.page.checked)
        program.session.show(program.session.documents[-1].key)
        live(application, lambda: True)
        program.window.grab().save(str(path_of(f"document-{view}")))
        for tab in ("criteria", "signatures", "picture") if view in IN_ALL_TABS else ():
            program.window.page.tabs.show_tab(tab)
            live(application, lambda: True)
            program.window.grab().save(str(path_of(f"{tab}-{view}")))
        program.window.page.tabs.show_tab("readable")
        if view == "non-conformant":
            program.window.page.show_entry_in_source(0)
            live(application, lambda: True)
            program.window.grab().save(str(path_of("source")))
            program.window.actions_table["readable"].trigger()
    program.window.show_page("rules")
    live(application, lambda: program.rules.session.reading)
    program.window.grab().save(str(path_of("rules")))
    program.rules.page.show_rule("gaia-x-loire-25.11", "LOIRE-CRITERION-P1.1.1")
    live(application, lambda: True)
    program.window.grab().save(str(path_of("rules-browser")))
    program.window.show_page("home")
    live(application, lambda: True)
    program.window.grab().save(str(path_of("home")))
    draw_settings(application, program, path_of)
    program.window.close()


def draw_settings(application, program, path_of: Callable[[str], Path]) -> None:
    """Every group of the settings, and the first page of the help."""
    from assay_gui.dialogs.help import HelpDialog
    from assay_gui.dialogs.settings import SHOWN

    program.window.actions_table["settings"].trigger()
    dialog = application.activeModalWidget()
    for group in SHOWN:
        dialog.show_group(group.value)
        live(application, lambda: True)
        dialog.grab().save(str(path_of(f"settings-{group.value}")))
    dialog.reject()
    program.window.actions_table["help"].trigger()
    live(application, lambda: True)
    shown = next(one for one in application.topLevelWidgets() if isinstance(one, HelpDialog) and one.isVisible())
    shown.grab().save(str(path_of("help")))


def live(application, condition: Callable[[], object]) -> None:
    """Let the window live until something is so, and a little longer."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not condition() and time.monotonic() < end:
        application.processEvents()
        time.sleep(0.005)
    end = time.monotonic() + SETTLE_SECONDS
    while time.monotonic() < end:
        application.processEvents()
        time.sleep(0.005)


if __name__ == "__main__":
    sys.exit(main())
