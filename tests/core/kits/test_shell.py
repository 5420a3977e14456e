# SPDX-License-Identifier: Apache-2.0
"""Command lines with whatever a document may be called in them: nothing is run but curl, with the very address."""

import shlex
import subprocess
from pathlib import Path

import pytest

from assay.kits.shell import as_parameter, curl, escaped

HOSTILE = (
    "https://acme.example/$(touch hacked)",
    "https://acme.example/`touch hacked`",
    "https://acme.example/';touch hacked;'",
    'https://acme.example/";touch hacked;"',
    "https://acme.example/a&touch hacked",
    "https://acme.example/a|touch hacked>x",
    "https://acme.example/%PATH%",
    "https://acme.example/!PATH!^",
    "https://acme.example/a\ntouch hacked",
    "https://acme.example/\u202eabc\u2019\u201d",
    "https://acme.example/$env:PATH",
    "-o/etc/passwd",
)
ACTIVE = frozenset("\"'`$!^|<>;()\\{}[]*~# \n\r\t")
"""What a shell of Windows or of POSIX could act upon inside of double quotes, or as their end."""


@pytest.mark.parametrize("told", HOSTILE)
@pytest.mark.parametrize("write", [escaped, as_parameter])
def test_nothing_that_a_shell_acts_upon_is_left(told: str, write: object) -> None:
    assert callable(write)
    made = write(told)
    assert ACTIVE.isdisjoint(made)
    assert made.isascii()
    assert "%PATH%" not in made


@pytest.mark.parametrize("told", HOSTILE)
def test_a_real_shell_runs_curl_alone(told: str, tmp_path: Path) -> None:
    address = f"https://clearing-house.example/x?vcid={as_parameter(told)}"
    line = curl("-sS", "-H", "Content-Type: application/vp+jwt", address).posix
    script = f'curl() {{ printf "%s\\n" "$@"; }}\n{line}\n'
    ran = subprocess.run(["sh", "-c", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert ran.stdout.splitlines() == ["-sS", "-H", "Content-Type: application/vp+jwt", address]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("told", HOSTILE)
def test_windows_gets_the_same_arguments_in_double_quotes(told: str) -> None:
    address = f"https://clearing-house.example/x?a={as_parameter(told)}&b=c"
    line = curl("-sS", address).windows
    assert line == f'curl.exe -sS "{address}"'
    assert shlex.split(line)[1:] == ["-sS", address]


def test_what_is_escaped_already_is_not_escaped_twice() -> None:
    assert escaped("https://acme.example/a%20b/100%") == "https://acme.example/a%20b/100%25"


@pytest.mark.parametrize("argument", ['"', "$HOME", "a\nb", "%{http_code}"])
def test_an_argument_that_quotes_do_not_make_safe_is_refused(argument: str) -> None:
    with pytest.raises(ValueError, match="argument"):
        curl(argument)
