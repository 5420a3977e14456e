# SPDX-License-Identifier: Apache-2.0
"""What classes of values are made with.

`frozen` does what `dataclass(frozen=True, slots=True)` does, in a quarter of the time. The standard library writes six
methods a class as text and compiles them, which was a fourth of a start: here only `__init__` is written anew, and the
others are the same for all classes (docs/adr/0025-frozen-values.md).
"""

from collections.abc import Callable
from dataclasses import MISSING, Field, FrozenInstanceError, dataclass, field, fields
from operator import attrgetter
from reprlib import recursive_repr
from typing import Any, NoReturn, TypeVar, dataclass_transform

Made = TypeVar("Made")
Fields = tuple[Field[Any], ...]


@dataclass_transform(frozen_default=True, field_specifiers=(field,))
def frozen(cls: type[Made]) -> type[Made]:
    """Make a class one of values, from its annotated fields: equal by what they hold, and never changed.

    What the class defines itself stays. Fields may have a default or a way to make one, and be left out of the
    comparison, the hash or what is shown: `dataclasses.field` says so, and `replace` and `fields` are the usual ones.
    """
    made = dataclass(init=False, repr=False, eq=False, slots=True)(cls)
    held = _fields(made)
    compared = _getter([entry.name for entry in held if entry.compare])
    hashed = _getter([entry.name for entry in held if (entry.compare if entry.hash is None else entry.hash)])

    def is_equal(self: object, other: object) -> bool:
        return compared(self) == compared(other) if other.__class__ is self.__class__ else NotImplemented

    own = {name for name, method in vars(cls).items() if method is not None}  # Python's own word for "no hash" is None
    methods = {
        **_METHODS,
        "__init__": _init(made, held),
        "__eq__": is_equal,
        "__hash__": lambda self: hash(hashed(self)),
    }
    for name, method in methods.items():
        if name not in own:
            setattr(made, name, method)
    return made


def _fields(of: object) -> Fields:
    return fields(of)  # type: ignore[arg-type]  # known to be a dataclass, or a value of one


def _getter(names: list[str]) -> Callable[[object], object]:
    return attrgetter(*names) if names else lambda _: ()


def _init(made: type, held: Fields) -> Callable[..., None]:
    """`__init__`, which sets the slots themselves: values have no other way to get what they hold."""
    scope: dict[str, object] = {"__missing": MISSING}
    head, body = ["self"], []
    for entry in held:
        name, told = entry.name, entry.name
        scope[f"__set_{name}"] = getattr(made, name).__set__
        if entry.default is not MISSING:
            scope[f"__default_{name}"] = entry.default
            head.append(f"{name}=__default_{name}")
        elif entry.default_factory is not MISSING:
            scope[f"__make_{name}"] = entry.default_factory
            head.append(f"{name}=__missing")
            told = f"__make_{name}() if {name} is __missing else {name}"
        else:
            head.append(name)
        body.append(f"__set_{name}(self, {told})")
    if hasattr(made, "__post_init__"):
        body.append("self.__post_init__()")
    exec(f"def __init__({', '.join(head)}):\n " + "\n ".join(body or ["pass"]), scope)  # noqa: S102 - as dataclass does
    written: Callable[..., None] = scope["__init__"]  # type: ignore[assignment]  # it is what was just written
    written.__qualname__ = f"{made.__qualname__}.__init__"  # by which Python says whose argument is missing
    return written


def _refuse_to_set(_self: object, name: str, _value: object) -> NoReturn:
    raise FrozenInstanceError(f"cannot assign to field {name!r}")


def _refuse_to_delete(_self: object, name: str) -> NoReturn:
    raise FrozenInstanceError(f"cannot delete field {name!r}")


@recursive_repr()
def _shown(self: object) -> str:
    told = ", ".join(f"{entry.name}={getattr(self, entry.name)!r}" for entry in _fields(self) if entry.repr)
    return f"{type(self).__qualname__}({told})"


def _state(self: object) -> list[object]:
    return [getattr(self, entry.name) for entry in _fields(self)]


def _restore(self: object, state: list[object]) -> None:
    for entry, told in zip(_fields(self), state, strict=True):
        object.__setattr__(self, entry.name, told)


_METHODS: dict[str, Callable[..., object]] = {
    "__setattr__": _refuse_to_set,
    "__delattr__": _refuse_to_delete,
    "__repr__": _shown,
    "__getstate__": _state,
    "__setstate__": _restore,
}
