# SPDX-License-Identifier: Apache-2.0
"""What a server said instead of a credential: each message of an error, whatever it is wrapped in.

Tagus answers `{statusCode, message, error}`, its message a text or `{conforms, results[]}`; Loire `{message, errors[],
error, statusCode}`; what stands in front of them answers with pages. Everything is a stranger's text: bounded, and made
visible before it is shown.
"""

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from http import HTTPStatus

from assay.credential import Json
from assay.formats.json_text import parse_json
from assay.reports.safe_text import visible
from assay.values import frozen

MOST = 300
"""Messages that are told."""
LONGEST = 1_500
"""Characters of one."""
_DEPTH = 6
_SNIFFED = 200_000
_SAID = ("message", "messages", "errors", "results", "result", "details", "detail", "error_description", "reason",
    "description", "title", "error")  # fmt: skip
_STATUS = ("statusCode", "status", "code")
_PHRASES = frozenset(entry.phrase.lower() for entry in HTTPStatus)
_HEAD = re.compile(r"HTTP/[0-9.]{1,3} ([1-5][0-9]{2})[^\n]{0,200}\n(?:[^\n]{1,8000}\n){0,100}?\r?\n")
_TITLE = re.compile(r"<title[^>]{0,200}>([^<]{0,500})</title", re.IGNORECASE)
_TAGS = re.compile(r"<(?:script|style)\b[^<]{0,20000}</(?:script|style)>|<[^<>]{0,2000}>", re.IGNORECASE)
_NUMBER = re.compile(r"\b([45][0-9]{2})\b")
_SAID_NUMBER = re.compile(
    r"(?:\A|\bHTTP/?[0-9.]{0,3} |\berror:? |\bstatus(?: ?code)?\W{0,4})([45][0-9]{2})\b", re.IGNORECASE
)
"""A status in a text of any kind, where other numbers may stand too."""
_LOWEST, _HIGHEST = 100, 599


@frozen
class ServerWords:
    """What a server said."""

    messages: tuple[str, ...]
    """Each once, in order, on one line, safe to show."""
    status: int = 0
    """As it says itself; 0 where it does not."""
    is_page: bool = False
    """A page for people: not the clearing house said so, but something in front of it."""


def without_head(text: str) -> tuple[int, str]:
    """The status and the body of an answer that was saved together with its header lines."""
    status = 0
    for _ in range(5):  # a server may say first that it is willing to listen (100 Continue)
        found = _HEAD.match(text)
        if found is None:
            break
        status, text = int(found.group(1)), text[found.end() :]
    return status, text


def server_words(text: str, status: int = 0) -> ServerWords:
    """The messages in a text that is no credential; none where it is empty."""
    short = text[:_SNIFFED].strip()
    if short[:1] in ("{", "[", '"'):
        parsed = parse_json(text)
        if parsed.fatal is None:
            told = tuple(dict.fromkeys(filter(None, map(_shown, _messages(parsed.value, _DEPTH)))))
            return ServerWords(told[:MOST], status or _status(parsed.value))
    if re.match(r"(?i)\s*(?:<!--[^>]{0,500}-->\s*)?<(?:!doctype html|html|head|body)\b", short):
        return _page(short, status)
    found = _SAID_NUMBER.search(short[:200])
    lines = tuple(dict.fromkeys(filter(None, map(_shown, short[: LONGEST * 4].splitlines()))))
    return ServerWords(lines[:MOST], status or (int(found.group(1)) if found else 0))


def _page(text: str, status: int) -> ServerWords:
    title = _TITLE.search(text)
    told = title.group(1) if title and title.group(1).strip() else _TAGS.sub(" ", text)
    shown = _shown(html.unescape(told))
    number = _NUMBER.search(shown[:200])
    return ServerWords((shown,) if shown else (), status or (int(number.group(1)) if number else 0), is_page=True)


def _shown(message: str) -> str:
    return visible(" ".join(message[: LONGEST * 2].split()))[:LONGEST]


def _status(value: Json) -> int:
    told = [value.get(name) for name in _STATUS] if isinstance(value, Mapping) else []
    return next((entry for entry in told if type(entry) is int and _LOWEST <= entry <= _HIGHEST), 0)


def _messages(value: Json, depth: int) -> Iterator[str]:
    """Messages in their order. `Conflict` and the like are no message, they are the status in words."""
    if isinstance(value, str):
        yield from _of_text(value, depth)
    elif depth and isinstance(value, Mapping):
        yield from _of_object(value, depth)
    elif depth and isinstance(value, Sequence) and not isinstance(value, str):
        for entry in value[: MOST * 2]:
            yield from _messages(entry, depth - 1)


def _of_text(value: str, depth: int) -> Iterator[str]:
    """A text; where it is JSON written into a string, what that says."""
    if depth and value.lstrip()[:1] in ("{", "["):
        inner = parse_json(value)
        if inner.fatal is None:
            found = list(_messages(inner.value, depth - 1))
            if found:
                yield from found
                return
    if value.strip().lower() not in _PHRASES:
        yield value


def _of_object(value: Mapping[str, Json], depth: int) -> Iterator[str]:
    named = [name for name in _SAID if name in value]
    for name in named:
        yield from _messages(value[name], depth - 1)
    if not named:
        for name, held in value.items():
            if isinstance(held, (Mapping, list)):
                yield from _messages(held, depth - 1)
            elif isinstance(held, str) and name not in ("timestamp", "path", "instance", "type"):
                yield f"{name}: {held}"
