# SPDX-License-Identifier: Apache-2.0
"""Draws the window offscreen: the pictures of the documents into docs/screenshots/, and the gallery into out/gallery/.

The gallery shows every row of tests/gallery.py in light and dark, in each language, at 100 % and 200 %, and index.html
puts them side by side. Profiles are fresh, moment and size are fixed, so a picture changes when the window does.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from html import escape
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
DRAWING = ROOT / "tests" / "gallery_drawing.py"
SCREEN = "tests/gallery_screen.json"
"""2560 by 1600, so that at 200 % the window just fits; Qt's own offscreen screen is 800 by 800."""
SOURCES = ("core", "gui", "resources", "tests")
LANGUAGES = ("en", "de", "fr")
MODES = ("light", "dark")
SCALES = (100, 200)
AT_ONCE = 2
PATIENCE_SECONDS = 900
DOCUMENTS = {
    "home.png": "home-first.en.light.100.png",
    "document.png": "document-broken.en.light.100.png",
    "document-dark.png": "document-broken.en.dark.100.png",
}
"""Pictures of the documents, and the pictures of the gallery they are."""
_PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Assay: gallery</title>
<style>body{{font:14px sans-serif;margin:16px}}table{{border-collapse:collapse}}th,td{{padding:4px;
vertical-align:top;text-align:left}}thead th{{position:sticky;top:0;background:#fff}}img{{width:420px;
border:1px solid #ccc}}</style><h1>Assay: {count} pictures</h1><table><thead><tr><th></th>{heads}</tr></thead>
<tbody>{rows}</tbody></table></html>
"""


def main() -> int:
    """Draws, and says what was drawn; 1 if a picture could not be drawn."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--out", type=Path, default=ROOT / "out" / "gallery")
    parser.add_argument("--documents", type=Path, default=ROOT / "docs" / "screenshots")
    parser.add_argument("scenes", nargs="*", help="only these rows of tests/gallery.py; the documents stay as they are")
    asked = parser.parse_args()
    asked.out = asked.out.resolve()
    shutil.rmtree(asked.out, ignore_errors=True)
    asked.out.mkdir(parents=True)
    started = time.monotonic()
    wanted = [(lang, scale) for scale in SCALES for lang in LANGUAGES]
    with ThreadPoolExecutor(AT_ONCE) as pool:
        codes = list(pool.map(lambda one: draw(asked.out, one[0], one[1], asked.scenes), wanted))
    count = write_index(asked.out)
    print(f"{count} pictures in {time.monotonic() - started:.0f} s: {asked.out / 'index.html'}")
    if any(codes):
        return 1
    for name, picture in {} if asked.scenes else DOCUMENTS.items():
        asked.documents.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(asked.out / picture, asked.documents / name)
        print(asked.documents / name)
    return 0


def draw(out: Path, lang: str, scale: int, scenes: Iterable[str]) -> int:
    """Draws one language at one scale, in a process of its own, for Qt takes its scale but once; its exit code."""
    environment = os.environ | {
        "QT_QPA_PLATFORM": f"offscreen:configfile={SCREEN}",
        "QT_SCALE_FACTOR": f"{scale / 100:g}",
        "TZ": "UTC",
        "PYTHONPATH": os.pathsep.join(str(ROOT / name) for name in SOURCES),
    }
    command = [sys.executable, str(DRAWING), str(out), lang, *scenes]
    try:
        done = subprocess.run(
            command, check=False, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=PATIENCE_SECONDS
        )
    except subprocess.TimeoutExpired:
        print(f"{lang}, {scale} %: not drawn within {PATIENCE_SECONDS} s", file=sys.stderr)
        return 1
    count = len(list(out.glob(f"*.{lang}.*.{scale}.png")))
    print(f"{lang}, {scale} %: {count} pictures", flush=True)
    if done.returncode:
        print(done.stderr, file=sys.stderr)
    return done.returncode


def write_index(out: Path) -> int:
    """Writes index.html: a row for each scene, a column for each way it was drawn; how many pictures there are."""
    pictures = sorted(out.glob("*.png"))
    ways = [f"{lang}.{mode}.{scale}" for scale in SCALES for mode in MODES for lang in LANGUAGES]
    names = {path.name for path in pictures}
    scenes = sorted({path.name.split(".")[0] for path in pictures})
    heads = "".join(f"<th>{escape(way.replace('.', ', '))} %</th>" for way in ways)
    rows = "".join(
        f"<tr><th>{escape(scene)}</th>{''.join(_cell(f'{scene}.{way}.png', names) for way in ways)}</tr>\n"
        for scene in scenes
    )
    (out / "index.html").write_text(_PAGE.format(count=len(pictures), heads=heads, rows=rows), encoding="utf-8")
    return len(pictures)


def _cell(name: str, names: set[str]) -> str:
    if name not in names:
        return "<td>not drawn</td>"
    return f'<td><a href="{name}"><img src="{name}" alt="{name}" loading="lazy"></a></td>'


if __name__ == "__main__":
    sys.exit(main())
