# SPDX-License-Identifier: Apache-2.0
"""Tries what was built: the frozen programs on bundled samples, against the unfrozen ones.

`python installers/smoke_test.py [--folder dist/assay] [--deb FILE]`. With `--deb`, the package is unpacked (not
installed) and its programs are tried too, through the links in usr/bin. The window is drawn on a virtual screen where
there is one (Xvfb), else offscreen. Every step prints a line; the first fault ends the test with code 1.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = ROOT / "resources" / "assay_resources" / "samples"
CASES = ((SAMPLES / "good" / "participant.json", 0), (SAMPLES / "broken" / "participant-region-as-country.json", 1))
"""Samples with the exit code of a draft check: ready to sign, and one violation."""
MOMENT = "2026-11-22T10:00:00Z"
OWNER = "did:web:acme.example"
SHOWN = {"text": b"", "html": b"<!DOCTYPE html>", "markdown": b"", "pdf": b"%PDF-"}
"""Reports for people with their first bytes; they carry a number and a time of their own, so no two are the same."""
WINDOW_SECONDS = 20
MIN_COLOURS = 16
"""A screen with a drawn window has more colours than an empty one; text alone brings dozens of greys."""
ENDING = ".exe" if os.name == "nt" else ""


class SmokeError(Exception):
    """Something that was built does not work; the text says what."""


def main() -> int:
    """Tries the folder, and the package if one is named."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--folder", type=Path, default=ROOT / "dist" / "assay")
    parser.add_argument("--deb", type=Path)
    given = parser.parse_args()
    try:
        try_programs(given.folder.resolve())
        if given.deb:
            with tempfile.TemporaryDirectory(prefix="assay-deb-") as place:
                subprocess.run(["dpkg-deb", "--extract", str(given.deb), place], check=True)
                try_programs(Path(place) / "usr" / "bin")
    except SmokeError as problem:
        print(f"FAILED: {problem}", file=sys.stderr)
        return 1
    print("1 passed, 0 failed")
    return 0


def try_programs(folder: Path) -> None:
    """Both programs of a folder; raises SmokeError."""
    print(f"Trying {folder}", flush=True)
    with tempfile.TemporaryDirectory(prefix="assay-smoke-") as home:
        environment = clean_environment(Path(home))
        for sample, code in CASES:
            compare(folder, sample, code, environment)
            for form, beginning in SHOWN.items():
                said = report([str(folder / f"assay{ENDING}")], sample, form, code, environment=environment)
                if not said or not said.lower().startswith(beginning.lower()):
                    message = f"the {form} report on {sample.name} is not one: {said[:80]!r}"
                    raise SmokeError(message)
                print(f"  {sample.name}: {form} report, {len(said)} bytes", flush=True)
        cross_check(folder, environment)
        sign(folder, Path(home), environment)
        show_window([str(folder / f"assay-gui{ENDING}")], environment)


def compare(folder: Path, sample: Path, code: int, environment: dict[str, str]) -> None:
    """The frozen command's JSON report must be the unfrozen one's, byte for byte; raises SmokeError."""
    frozen = report([str(folder / f"assay{ENDING}")], sample, "json", code, environment=environment)
    unfrozen = report([sys.executable, "-m", "assay"], sample, "json", code, environment=environment)
    if frozen != unfrozen or not frozen:
        message = f"the JSON report on {sample.name} differs between the frozen and the unfrozen command"
        raise SmokeError(message)
    print(f"  {sample.name}: JSON report the same, {len(frozen)} bytes, code {code}", flush=True)


def report(command: list[str], sample: Path, form: str, code: int, *, environment: dict[str, str]) -> bytes:
    """The report a command writes; it must end with the code the sample is known for."""
    out = Path(environment["HOME"]) / f"report.{form}"
    out.unlink(missing_ok=True)
    words = ["check", str(sample), "--draft", "--at", MOMENT, "--lang", "en", "--format", form, "--out", str(out)]
    ran = subprocess.run([*command, *words], check=False, capture_output=True, text=True, env=environment, timeout=120)
    if ran.returncode != code:
        message = f"{command[0]} ended with {ran.returncode}, not {code}, on {sample.name} as {form}:\n{ran.stderr}"
        raise SmokeError(message)
    return out.read_bytes()


def cross_check(folder: Path, environment: dict[str, str]) -> None:
    """The reference engine, with its plug-ins and data, must have been collected too."""
    sample, code = CASES[1]
    command = [str(folder / f"assay{ENDING}"), "check", str(sample), "--draft", "--cross-check", "--format", "json"]
    ran = subprocess.run(command, check=False, capture_output=True, text=True, env=environment, timeout=300)
    if ran.returncode != code or '"agreed": true' not in ran.stdout:
        message = (
            f"the reference engine did not agree in the frozen command (code {ran.returncode}):\n{ran.stderr[-2000:]}"
        )
        raise SmokeError(message)
    print("  reference engine: runs and agrees", flush=True)


def sign(folder: Path, home: Path, environment: dict[str, str]) -> None:
    """A key is made under a passphrase and signs; raises SmokeError."""
    command = str(folder / f"assay{ENDING}")
    passphrase, draft, signed = home / "passphrase", home / "draft.json", home / "signed.jwt"
    passphrase.write_text("seven owls read quiet maps", encoding="utf-8")
    told = json.loads(CASES[0][0].read_text(encoding="utf-8"))
    told["issuer"] = OWNER
    for name in ("validFrom", "validUntil"):
        told.pop(name, None)
    draft.write_text(json.dumps(told), encoding="utf-8")
    unlock = ["--passphrase-file", str(passphrase)]
    for words in (
        ["keys", "new", "--name", "company", "--did", OWNER, *unlock],
        ["sign", str(draft), "--key", "company", "--out", str(signed), *unlock],
        ["keys", "log", *unlock],
        ["keys", "tokens"],
    ):
        ran = subprocess.run(
            [command, *words], check=False, capture_output=True, text=True, env=environment, timeout=120
        )
        if ran.returncode != 0:
            message = f"{' '.join(words[:2])} ended with {ran.returncode}:\n{ran.stderr[-2000:]}"
            raise SmokeError(message)
    if signed.read_text(encoding="utf-8").count(".") != 2:  # noqa: PLR2004 - header, payload, signature
        raise SmokeError("what was signed is no token")
    print("  keys: made, signed, logged", flush=True)


def show_window(program: list[str], environment: dict[str, str]) -> None:
    """The window opens with a document, is drawn, and stays until it is told to go; raises SmokeError."""
    with virtual_screen(environment) as shown:
        window = subprocess.Popen([*program, str(CASES[1][0])], env=shown, stderr=subprocess.PIPE, text=True)
        try:
            told = _wait_until_drawn(window, shown)
        finally:
            window.terminate()
            _, said = window.communicate(timeout=30)
        if "Traceback" in said:
            message = f"the window complained:\n{said}"
            raise SmokeError(message)
        print(f"  window: {told}", flush=True)


def _wait_until_drawn(window: subprocess.Popen[str], shown: dict[str, str]) -> str:
    started = time.monotonic()
    while time.monotonic() - started < WINDOW_SECONDS:
        time.sleep(1)
        if window.poll() is not None:
            message = f"the window ended by itself with code {window.returncode}"
            raise SmokeError(message)
        if shown["QT_QPA_PLATFORM"] == "offscreen":
            if time.monotonic() - started > WINDOW_SECONDS / 4:
                return "runs offscreen (no Xvfb here to look at it)"
        elif (colours := _colours(shown)) >= MIN_COLOURS:
            return f"drawn on the virtual screen, {colours} colours, after {time.monotonic() - started:.0f} s"
    message = f"no window was drawn within {WINDOW_SECONDS} s"
    raise SmokeError(message)


def _colours(shown: dict[str, str]) -> int:
    """Distinct colours on the virtual screen, seen by a program of its own."""
    code = """
from PySide6.QtGui import QGuiApplication
app = QGuiApplication([])
image = app.primaryScreen().grabWindow(0).toImage()
print(len({image.pixel(x, y) for x in range(0, image.width(), 2) for y in range(0, image.height(), 2)}))
"""
    ran = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, env=shown)
    return int(ran.stdout)


@contextmanager
def virtual_screen(environment: dict[str, str]) -> Iterator[dict[str, str]]:
    """An environment in which a window can be shown: a virtual screen of its own, the real one, or none."""
    if not sys.platform.startswith("linux"):
        yield {**environment, "QT_QPA_PLATFORM": "windows" if os.name == "nt" else "cocoa"}
        return
    reader, writer = os.pipe()
    try:
        command = ["Xvfb", "-displayfd", str(writer), "-screen", "0", "1280x800x24", "-nolisten", "tcp"]
        server = subprocess.Popen(command, pass_fds=[writer], stderr=subprocess.DEVNULL)
    except FileNotFoundError:
        yield {**environment, "QT_QPA_PLATFORM": "offscreen"}
        return
    finally:
        os.close(writer)
    try:
        with os.fdopen(reader) as told:
            number = told.readline().strip()
        yield {**environment, "DISPLAY": f":{number}", "QT_QPA_PLATFORM": "xcb"}
    finally:
        server.terminate()
        server.wait()


def clean_environment(home: Path) -> dict[str, str]:
    """No Python settings, no user data, nothing of this checkout: the frozen programs must stand alone."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "QT_", "XDG_", "ASSAY_"))
    }
    folders = {f"XDG_{name}_HOME": str(home / name.lower()) for name in ("DATA", "CONFIG", "CACHE", "STATE")}
    return {**kept, **folders, "HOME": str(home), "LC_ALL": "C.UTF-8", "TZ": "UTC"}


if __name__ == "__main__":
    sys.exit(main())
