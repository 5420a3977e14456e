# SPDX-License-Identifier: Apache-2.0
"""The command `assay` as a process: started anew as a shell does it, or begun where all it needs is loaded.

Loading takes ten times as long as most commands do, and hundreds of tests run one. What depends on how a process starts
(its encoding, its streams, signals) is tested with `assay`, each command once too; what a command does, with `begun`.
"""

import atexit
import contextlib
import importlib
import io
import os
import pickle
import select
import shutil
import subprocess
import sys
import tempfile
import time
from functools import cache
from pathlib import Path
from typing import Any

COMMAND = (str(Path(sys.executable).with_name("assay")),)
TIMEOUT = 60
Ran = subprocess.CompletedProcess[bytes]
_SAMPLE = Path(__file__).parents[1] / "resources" / "assay_resources" / "samples" / "good" / "participant.json"
LOADED = ("jwcrypto.jwk", "jwcrypto.jws", "cryptography.x509", "cryptography.hazmat.primitives.serialization.pkcs12")
"""What commands load besides, when they need it."""


def assay(*words: object, given: bytes = b"", **environment: str) -> Ran:
    """The command with these words, as a shell starts it."""
    return subprocess.run(
        [*COMMAND, *map(str, words)],
        input=given,
        capture_output=True,
        check=False,
        timeout=TIMEOUT,
        env={**os.environ, **environment},
    )


def begun(*words: object, given: bytes = b"", **environment: str) -> Ran:
    """The same in a process of its own that has loaded everything: forked off one that did nothing else."""
    if not hasattr(os, "fork"):
        return assay(*words, given=given, **environment)
    return _nursery().run([str(word) for word in words], given, {**os.environ, **environment})


class _Nursery:
    """The process that has loaded everything, and the folder through which its children get and give their bytes."""

    def __init__(self) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="assay-begun-"))
        environment = {
            **os.environ,
            "XDG_DATA_HOME": str(self._folder / "data"),
            "PYTHONPATH": os.pathsep.join(sys.path),
        }
        self._process = subprocess.Popen(
            [sys.executable, "-c", "import sys, commands; commands.bear(sys.argv[1])", str(self._folder)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=environment,
        )

    def run(self, words: list[str], given: bytes, environment: dict[str, str]) -> Ran:
        """One command, to its end."""
        (self._folder / "0").write_bytes(given)
        asked, answers = self._process.stdin, self._process.stdout
        assert asked is not None
        assert answers is not None
        pickle.dump((words, environment, Path.cwd()), asked)
        asked.flush()
        if not select.select([answers], [], [], TIMEOUT)[0]:
            self._process.kill()
            raise subprocess.TimeoutExpired(words, TIMEOUT)
        code = int(answers.readline())
        out, err = ((self._folder / name).read_bytes() for name in "12")
        return subprocess.CompletedProcess(words, code, out, err)


@cache
def _nursery() -> _Nursery:
    return _Nursery()


def bear(folder: str) -> None:
    """In the process that loads: a child for each command that comes in, until the tests end."""
    from assay.__main__ import main

    for name in LOADED:
        importlib.import_module(name)
    asked, answers = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    _redirect(os.devnull, os.devnull, os.devnull)
    main(["check", str(_SAMPLE), "--draft", "--format", "html"])
    with contextlib.suppress(EOFError):
        while True:
            words, environment, place = pickle.load(asked)
            child = os.fork()
            if not child:
                asked.close()
                answers.close()
                _become(environment, place, folder)
                _leave(main(words))
            answers.write(b"%d\n" % os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]))
            answers.flush()
    shutil.rmtree(folder)


def _become(environment: dict[str, str], place: Path, folder: str) -> None:
    os.chdir(place)
    os.environ.clear()
    os.environ.update(environment)
    time.tzset()
    _redirect(*(str(Path(folder) / name) for name in "012"))


def _redirect(*paths: str) -> None:
    """Standard streams in files, as a new process has them in pipes."""
    for number, (path, name) in enumerate(zip(paths, ("stdin", "stdout", "stderr"), strict=True)):
        flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC if number else os.O_RDONLY
        opened = os.open(path, flags, 0o600)
        os.dup2(opened, number)
        os.close(opened)
        raw: Any = os.fdopen(number, "wb" if number else "rb", closefd=False)
        errors = "backslashreplace" if name == "stderr" else "strict"
        setattr(sys, name, io.TextIOWrapper(raw, encoding="utf-8", errors=errors, line_buffering=name == "stderr"))


def _leave(code: int) -> None:
    """As an interpreter ends, without taking apart what was loaded."""
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
