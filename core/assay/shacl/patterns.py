# SPDX-License-Identifier: Apache-2.0
r"""`sh:pattern` in Python: XPath's regular expressions translated, or refused.

SHACL matches as SPARQL's REGEX does, which is XPath's `fn:matches`. Python's `re` reads some of the same text
differently; those parts are rewritten. Where XPath and Python (so pySHACL) disagree on what `\w` or `\s` stand for,
only characters that both accept match: the translation can be too strict for an exotic character, never too lenient.

The translation also bounds the work of matching: `factor * length ** degree` steps. Nested repetitions, whose work
can grow exponentially, are refused unless they are provably harmless.
"""

import re

from assay.shacl.characters import CharacterError, ClassReader, escape_class
from assay.values import frozen

FACTOR_LIMIT = 100_000
DEGREE_LIMIT = 6
_PATTERN_LIMIT = 4_000
_FLAGS = frozenset("imsxq")
_QUANTIFIER = re.compile(r"([?*+]|\{(\d{1,4})(?:(,)(\d{1,4})?)?\})(\??)")
_ONE, _BY_LENGTH, _SEVERAL = 1, 2, 3
_SPECIAL = frozenset("|.?*+(){}[]^$\\")


class UntranslatablePatternError(ValueError):
    """A pattern that XPath does not allow, or that cannot be run faithfully within a bound; the text says why."""


@frozen
class Translated:
    """A pattern for `re.compile(python).search`, with its bound on work."""

    python: str
    factor: int
    degree: int


@frozen
class _Piece:
    """Part of a pattern: its Python text and what matching it may cost."""

    python: str
    factor: int = 1
    degree: int = 0
    atoms: tuple[str, ...] = ()
    """Python text of every single-character matcher inside."""
    ways: int = _ONE
    """`_ONE`: one way to match a given text. `_BY_LENGTH`: one way once the length is given. `_SEVERAL`: perhaps."""
    literal: str = ""
    """The character, where the piece is exactly one."""
    anchored: bool = False
    separator: str = ""
    """A character at its start or end that nothing else in it matches."""


def translate(pattern: str, flags: str = "") -> Translated:
    """The pattern in Python's words. Raises UntranslatablePatternError, saying what is in the way."""
    if not _FLAGS.issuperset(flags):
        raise UntranslatablePatternError("flags")
    if len(pattern) > _PATTERN_LIMIT:
        raise UntranslatablePatternError("length")
    if "q" in flags:
        return Translated(_with_flags(re.escape(pattern), flags), 1, 1)
    try:
        whole = _Parser(pattern, flags).whole()
    except (CharacterError, RecursionError) as error:
        raise UntranslatablePatternError(str(error) or "nesting") from error
    degree = max(1, whole.degree + (0 if whole.anchored else 1))
    if degree > DEGREE_LIMIT or whole.factor > FACTOR_LIMIT:
        raise UntranslatablePatternError("too much work")
    python = _with_flags(whole.python, flags)
    try:
        re.compile(python)
    except (re.error, OverflowError) as error:
        raise UntranslatablePatternError("syntax") from error
    return Translated(python, whole.factor, degree)


def _with_flags(python: str, flags: str) -> str:
    return f"(?i:{python})" if "i" in flags else python


class _Parser:
    """Recursive descent over XPath's grammar (F&O §5.6.1 on top of XML Schema part 2, appendix G)."""

    def __init__(self, pattern: str, flags: str) -> None:
        self._text = pattern
        self._at = 0
        self._flags = flags

    def whole(self) -> _Piece:
        found = self._alternatives()
        if self._at < len(self._text):
            raise UntranslatablePatternError("unbalanced parenthesis")
        return found

    def _peek(self) -> str:
        return self._text[self._at : self._at + 1]

    def _alternatives(self) -> _Piece:
        branches = [self._branch()]
        while self._peek() == "|":
            self._at += 1
            branches.append(self._branch())
        if len(branches) == 1:
            return branches[0]
        return _Piece(
            "|".join(branch.python for branch in branches),
            sum(branch.factor for branch in branches),
            max(branch.degree for branch in branches),
            tuple(atom for branch in branches for atom in branch.atoms),
            ways=_SEVERAL,
            anchored=all(branch.anchored for branch in branches),
        )

    def _branch(self) -> _Piece:
        pieces: list[_Piece] = []
        while self._peek() not in ("", "|", ")"):
            if "x" in self._flags and self._peek() in " \t\n\r":
                self._at += 1
                continue
            pieces.append(self._quantified(self._atom()))
        return _sequence(pieces)

    def _quantified(self, atom: _Piece) -> _Piece:
        found = _QUANTIFIER.match(self._text, self._at)
        if found is None:
            if self._peek() in ("{", "}"):
                raise UntranslatablePatternError("brace")
            return atom
        self._at = found.end()
        if _QUANTIFIER.match(self._text, self._at) or not atom.atoms:
            raise UntranslatablePatternError("quantifier")
        least, most = _range(found)
        return _repeated(atom, least, most, found.group(0))

    def _atom(self) -> _Piece:
        char = self._peek()
        if char == "(":
            return self._group()
        if char == "[":
            reader = ClassReader(self._text, self._at, spaced="x" in self._flags, cased="i" in self._flags)
            python, self._at = reader.read(), reader.end
            return _Piece(python, atoms=(python,))
        if char == "\\":
            return self._escape()
        self._at += 1
        if char == ".":
            python = "(?s:.)" if "s" in self._flags else r"[^\n\r]"
            return _Piece(python, atoms=(python,))
        if char in "^$":
            return self._anchor(char)
        if char in _SPECIAL:
            raise UntranslatablePatternError(f"unexpected {char}")
        return _Piece(re.escape(char), atoms=(re.escape(char),), literal=char)

    def _anchor(self, char: str) -> _Piece:
        """Without `m`, the ends of the text and nothing else; with it, F&O's lines (none after a last newline)."""
        if "m" not in self._flags:
            return _Piece(r"\A", anchored=True) if char == "^" else _Piece(r"\Z")
        return _Piece(r"(?:\A|(?<=\n)(?!\Z))" if char == "^" else r"(?:(?=\n)|(?<!\n)\Z)")

    def _escape(self) -> _Piece:
        python, literal, self._at = escape_class(self._text, self._at, cased="i" in self._flags)
        return _Piece(python, atoms=(python,), literal=literal)

    def _group(self) -> _Piece:
        self._at += 3 if self._text.startswith("(?:", self._at) else 1
        if self._peek() in ("?", "*", "+"):
            raise UntranslatablePatternError("group")
        inner = self._alternatives()
        if self._peek() != ")":
            raise UntranslatablePatternError("unbalanced parenthesis")
        self._at += 1
        return _Piece(
            f"(?:{inner.python})", inner.factor, inner.degree, inner.atoms,
            ways=inner.ways, anchored=inner.anchored, separator=inner.separator,
        )  # fmt: skip


def _range(found: re.Match[str]) -> tuple[int, int | None]:
    sign, least, comma, most = found.group(1), found.group(2), found.group(3), found.group(4)
    if least is None:
        return (1 if sign == "+" else 0), (1 if sign == "?" else None)
    if not comma:
        return int(least), int(least)
    return int(least), int(most) if most else None


def _sequence(pieces: list[_Piece]) -> _Piece:
    factor = 1
    for piece in pieces:
        factor = min(factor * piece.factor, FACTOR_LIMIT + 1)
    atoms = tuple(atom for piece in pieces for atom in piece.atoms)
    variable = [piece.ways for piece in pieces if piece.ways > _ONE]
    ways = _ONE if not variable else _BY_LENGTH if variable == [_BY_LENGTH] else _SEVERAL
    degree = sum(piece.degree for piece in pieces)
    return _Piece(
        "".join(piece.python for piece in pieces), factor, degree, atoms,
        ways=ways,
        literal=pieces[0].literal if len(pieces) == 1 else "",
        anchored=bool(pieces) and pieces[0].anchored,
        separator=_separator(pieces, atoms),
    )  # fmt: skip


def _separator(pieces: list[_Piece], atoms: tuple[str, ...]) -> str:
    for end in (0, -1):
        char = pieces[end].literal if pieces else ""
        if char and sum(1 for atom in atoms if re.fullmatch(f"(?i:{atom})", char)) == 1:
            return char
    return ""


def _longer(atom: _Piece) -> int:
    return _BY_LENGTH if atom.ways == _ONE else _SEVERAL


def _repeated(atom: _Piece, least: int, most: int | None, written: str) -> _Piece:
    """A quantifier on a piece.

    Unbounded, the piece must match any given text in one way (see `_Piece.ways`): else a text could be cut into
    repetitions in exponentially many ways.
    """
    python = atom.python + written
    if most is None:
        if atom.ways == _SEVERAL or (atom.ways == _BY_LENGTH and not atom.separator):
            raise UntranslatablePatternError("nested repetition")
        return _Piece(python, atom.factor, atom.degree + 1, atom.atoms, ways=_longer(atom))
    if most < least:
        raise UntranslatablePatternError("quantifier")
    factor = atom.factor if atom.factor == 1 else min(atom.factor ** min(most, 20), FACTOR_LIMIT + 1)
    ways = _ONE if most == least and atom.ways == _ONE else _longer(atom)
    return _Piece(
        python, factor * (most - least + 1), atom.degree * max(most, 1), atom.atoms,
        ways=ways, anchored=atom.anchored and least > 0,
    )  # fmt: skip
