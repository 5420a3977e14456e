# SPDX-License-Identifier: Apache-2.0
"""Text of unknown origin made safe to look at: nothing invisible, nothing that steers a terminal or turns text."""


def visible(text: str) -> str:
    """The text on one line, with every character that does not show written as `<U+001B>`.

    Documents are written by strangers. Control characters steer terminals, bidirectional overrides make a report
    read as something else (Unicode TR 36 §2.3), and an invisible character is often the very fault to be shown.
    Line breaks and tabs become a space, so that no content can pass for a line of the report.
    """
    return text if text.isprintable() else "".join(map(_visible, text))


def _visible(character: str) -> str:
    if character.isprintable():
        return character
    if character in "\t\n\r":
        return " "
    if character.isspace() and character >= "\u00a0" and character not in "\u2028\u2029":
        return character
    return f"<U+{ord(character):04X}>"


def shorten(text: str, limit: int) -> str:
    """The text cut in its middle to at most `limit` characters; both ends of a name or digest tell the most."""
    if len(text) <= limit:
        return text
    head = (limit - 1) * 2 // 3
    return f"{text[:head]}…{text[len(text) - (limit - 1 - head) :]}"
