# SPDX-License-Identifier: Apache-2.0
"""At a real terminal: colour, width, progress, and no report that only a file can hold."""

import os
import select
import subprocess
import sys
from pathlib import Path

import pytest

from assay.cli import progress as progress_module
from assay.cli.progress import TerminalProgress, terminal_progress
from assay.progress import Silent
from assay.texts import LANGUAGES, load_texts

pytestmark = pytest.mark.skipif(os.name == "nt", reason="pseudo-terminals of Unix")

SAMPLES = Path(__file__).parents[3] / "resources" / "assay_resources" / "samples"
COMMAND = str(Path(sys.executable).with_name("assay"))


def _at_terminal(*words: str, columns: int = 70, **environment: str) -> tuple[int, str]:
    import fcntl
    import pty
    import struct
    import termios

    leader, follower = pty.openpty()
    fcntl.ioctl(follower, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
    told = b""
    with subprocess.Popen(
        [COMMAND, *words], stdin=follower, stdout=follower, stderr=follower, env={**os.environ, **environment}
    ) as process:
        os.close(follower)
        while select.select([leader], [], [], 30)[0]:
            try:
                part = os.read(leader, 65536)
            except OSError:  # the other end is closed
                break
            if not part:
                break
            told += part
    os.close(leader)
    return process.returncode, told.decode("utf-8").replace("\r\n", "\n")


def test_colour_at_a_terminal_and_none_if_not_wanted():
    words = ("check", str(SAMPLES / "good" / "participant.json"), "--draft")
    assert "\x1b[32m" in _at_terminal(*words, TERM="xterm", NO_COLOR="")[1]
    assert "\x1b[" not in _at_terminal(*words, TERM="xterm", NO_COLOR="1")[1]
    assert "\x1b[" not in _at_terminal(*words, TERM="dumb", NO_COLOR="")[1]


ERASED = "\x1b[K"
"""Where the progress of a long run stood; it takes no room."""


def test_lines_fit_the_terminal():
    _, told = _at_terminal("check", str(SAMPLES), "--draft", columns=60, NO_COLOR="1")
    lines = told.replace(ERASED, "").splitlines()
    assert max(map(len, lines)) <= 60


@pytest.mark.parametrize("format_name", ["pdf", "html"])
def test_report_made_for_a_file_does_not_go_to_a_terminal(format_name):
    code, told = _at_terminal("check", str(SAMPLES), "--draft", "--format", format_name)
    assert code == 3
    assert "--out" in told


class _Clock:
    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_progress_is_shown_for_a_long_run_only(capsys, monkeypatch):
    clock = _Clock()
    monkeypatch.setattr(progress_module.time, "monotonic", clock)
    progress = TerminalProgress(load_texts("en"))
    clock.now = 0.2
    progress.advance(1, 9, "first.json")
    progress.finish()
    assert capsys.readouterr().err == ""
    clock.now = 0.5
    progress.advance(2, 9, "sec\x1b[2Jond.json")
    progress.advance(3, 9, "third.json")
    progress.finish()
    assert capsys.readouterr().err == "\r\x1b[K2 of 9 checked: sec<U+001B>[2Jond.json\r\x1b[K"
    assert not progress.cancelled()


@pytest.mark.parametrize("width", [20, 60, 200])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_line_of_progress_is_never_broken(capsys, monkeypatch, lang, width):
    clock = _Clock()
    monkeypatch.setattr(progress_module.time, "monotonic", clock)
    monkeypatch.setattr(progress_module, "columns", lambda _: width)
    progress = TerminalProgress(load_texts(lang))
    clock.now = 0.5
    progress.advance(3, 10, f"broken/{'very-' * 20}long-name.json")
    line = capsys.readouterr().err.removeprefix("\r\x1b[K")
    assert "3" in line
    assert line.endswith("json")
    assert len(line) < width


def test_no_progress_for_one_document_or_in_a_pipe(monkeypatch):
    texts = load_texts("en")
    monkeypatch.setattr(progress_module, "is_terminal", lambda _: True)
    assert isinstance(terminal_progress(texts, 2), TerminalProgress)
    assert isinstance(terminal_progress(texts, 1), Silent)
    monkeypatch.setattr(progress_module, "is_terminal", lambda _: False)
    assert isinstance(terminal_progress(texts, 2), Silent)
