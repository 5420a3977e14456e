# SPDX-License-Identifier: Apache-2.0
"""The longest time in which the window could not have answered, act by act. Prints, judges nothing.

    python tests/benchmarks/bench_heartbeat.py [--where] [words of the rows wanted]

A real window (offscreen where there is no screen) and a heartbeat of one millisecond: opening, checking, looking at
every tab, exporting and closing small, many and very large documents. Of a gap the window's own thread worked so long;
the rest it waited: for the interpreter while another thread of the program worked, or, where all threads together
worked less than the gap is long, for a processor that others had. Beside each stands how long a million additions took
before and after it: machines are slowed down and let go again from second to second. `--where` tells of gaps over 60 ms
what was called in them then.
"""

import json
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from heart import Heart, live
from machine import milliseconds
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from assay_gui import checking
from assay_gui.app import Program
from assay_gui.preferences import THEME
from assay_gui.theme import Mode
from assay_gui.words import Words
from checking import sample, sample_bytes
from screen import use_laptop_screen

SAMPLE = "good/label-1-offering.json"
LARGE = 10_000_000
COPIES = 55
"""Of the sample: with as many the text has nearly as many values as are read at all."""
SETTLED_MS = 400
"""So long nothing may be under way before an act is over."""
TASKS = ("export", "fixes", *(f"open {number}" for number in range(1, 30)))
FORMS = ("html", "pdf", "json", "text")


class Acts:
    """One window, and what is done in it."""

    def __init__(self, program: Program, folder: Path, *, looks: bool, wanted: tuple[str, ...]) -> None:
        self.program = program
        self.folder = folder
        self._heart = Heart(looks=looks)
        self._wanted = wanted

    def do(self, name: str, call: Callable[[], object], *, settles: bool = True) -> None:
        """Do one thing, wait until nothing of it is under way, and tell the longest gap."""
        before = milliseconds()
        self._heart.begin()
        call()
        self._settle() if settles else live(SETTLED_MS)
        heart = self._heart
        gap, worked, together, where = heart.longest * 1000, heart.worked * 1000, heart.together * 1000, heart.where
        sys.stdout.write(
            f"{name:58} gap {gap:7.1f} ms (worked {worked:7.1f}, all threads {together:7.1f})"
            f"   machine {before:5.0f} … {milliseconds():.0f}\n"
        )
        sys.stdout.write(f"      {where}\n" if where else "")
        sys.stdout.flush()

    def wants(self, name: str) -> bool:
        """Whether the rows of this name are wanted."""
        return not self._wanted or any(word in name for word in self._wanted)

    def open(self, name: str, path: Path) -> None:
        """Open what is in a path, and look at it."""
        self.do(f"{name}: open and check", lambda: self.program.session.open_paths([path]))

    def look_around(self, name: str) -> None:
        """Every tab, the cards, the parts."""
        page = self.program.window.page
        for tab in page.tabs.names:
            self.do(f"{name}: tab {tab}", lambda tab=tab: page.tabs.show_tab(tab))
        self.do(f"{name}: tab readable again", lambda: page.tabs.show_tab("readable"))
        self.do(f"{name}: next finding, twice", lambda: (page.step(1), page.step(1)))
        nodes = [section.node for section in page.checked.sections] if page.checked else []
        if nodes:
            self.do(f"{name}: another part", lambda: page.contents.choose(nodes[len(nodes) // 2]))
        self.do(f"{name}: source of a part", lambda: page.tabs.show_tab("source"))
        self.do(f"{name}: other colours", lambda: self.program.preferences.keep(THEME, Mode.DARK.value))
        self.do(f"{name}: the colours before", lambda: self.program.preferences.keep(THEME, Mode.LIGHT.value))

    def export(self, name: str) -> None:
        """Reports, as the dialog has them made."""
        checked, tasks = self.program.session.current.checked, self.program.tasks
        for form in FORMS:
            path = self.folder / f"report.{form}"
            self.do(
                f"{name}: report as {form}",
                lambda form=form, path=path: tasks.start(
                    "export",
                    lambda _stop: checking.export(checked, path, form, words=Words()),
                    lambda _: None,
                    on_failure=_raise,
                ),
            )

    def close(self, name: str) -> None:
        """All documents, one after the other as a person would."""
        session = self.program.session
        for document in session.documents[1:]:
            session.close(document.key)
            live(1)
        self.do(f"{name}: close", lambda: session.close(session.documents[0].key))

    def _settle(self) -> None:
        live(SETTLED_MS)
        while self._is_busy():
            live(SETTLED_MS)

    def _is_busy(self) -> bool:
        session, tasks = self.program.session, self.program.tasks
        is_checking = any(session.is_checking(document.key) for document in session.documents)
        return is_checking or self.program.history.recorder.is_busy or any(map(tasks.is_running, TASKS))


def _raise(error: Exception) -> None:
    raise error


def main() -> int:
    """Print all rows."""
    use_laptop_screen()
    looks = "--where" in sys.argv
    wanted = tuple(word for word in sys.argv[1:] if not word.startswith("-"))
    with tempfile.TemporaryDirectory() as folder:
        os.environ["XDG_DATA_HOME"] = os.environ["XDG_CONFIG_HOME"] = folder
        application = QApplication([])
        settings = QSettings(f"{folder}/settings.ini", QSettings.Format.IniFormat)
        program = Program(application, settings, Words())
        acts = Acts(program, Path(folder), looks=looks, wanted=wanted)
        acts.do("start", lambda: program.begin([]), settles=False)
        for name, path in _paths(Path(folder)):
            if acts.wants(name):
                _story(acts, name, path)
        acts.do("the window closes", program.window.close, settles=False)
    return 0


def _story(acts: Acts, name: str, path: Path) -> None:
    acts.open(name, path)
    if path.is_dir():
        trigger = acts.program.window.actions_table["together"].trigger
        acts.do(f"{name}: as one submission", trigger)
    acts.look_around(name)
    acts.export(name)
    acts.do(f"{name}: check again", acts.program.window.actions_table["again"].trigger)
    acts.close(name)


def _paths(folder: Path) -> Iterator[tuple[str, Path]]:
    """What is opened, made one by one."""
    yield "Label 1 sample", _written(folder / "label-1.json", sample_bytes(SAMPLE).decode())
    yield "49 files", _in_files(folder / "set")
    large = _many()
    text = json.dumps(large, ensure_ascii=False, indent=2)
    yield "10 MB of credentials", _written(folder / "many.json", text)
    yield "10 MB in one line", _written(folder / "line.json", json.dumps(large, ensure_ascii=False))
    yield "10 MB cut off", _written(folder / "cut.json", text[:-2])
    one = sample(SAMPLE)
    one["verifiableCredential"][0]["description"] = _prose(LARGE)
    yield "10 MB in one value", _written(folder / "value.json", json.dumps(one))
    yield "10 MB of short lines", _written(folder / "lines.json", json.dumps(one, indent=2) + "\n" * LARGE)
    yield "10 MB of values", _written(folder / "values.json", json.dumps([1] * (LARGE // 3)))
    for credential in large["verifiableCredential"]:
        credential["credentialSubject"]["gx:nmae"] = "A name that is none"
    yield "2 695 things to correct", _written(folder / "wrong.json", json.dumps(large, indent=2))


def _many() -> dict[str, list[dict[str, dict[str, str]]]]:
    """A presentation of very many credentials, each with a long description."""
    text = sample_bytes(SAMPLE).decode()
    made: dict[str, list[dict[str, dict[str, str]]]] = json.loads(text)
    copies = [json.loads(text.replace("acme.example", f"acme{number}.example")) for number in range(COPIES)]
    made["verifiableCredential"] = [one for copy in copies for one in copy["verifiableCredential"]]
    for credential in made["verifiableCredential"]:
        credential["description"] = _prose(LARGE // len(made["verifiableCredential"]) - 1000)  # type: ignore[assignment]
    return made


def _prose(length: int) -> str:
    sentence = "What is described here is described at length, as contracts are. "
    return (sentence * (length // len(sentence) + 1))[:length]


def _in_files(folder: Path) -> Path:
    folder.mkdir()
    for number, credential in enumerate(sample(SAMPLE)["verifiableCredential"]):
        _written(folder / f"{number:02}.json", json.dumps(credential, indent=2))
    return folder


def _written(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


if __name__ == "__main__":
    sys.exit(main())
