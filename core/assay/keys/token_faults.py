# SPDX-License-Identifier: Apache-2.0
"""What goes wrong with cards and sticks, in our words."""

from collections.abc import Mapping
from threading import RLock

from assay.keys.signer import KeyStoreError
from assay.keys.token_facts import PinState

REMOVED = "token.removed"
_REMOVED = (
    "DeviceRemoved", "TokenNotPresent", "TokenNotRecognised", "SlotIDInvalid", "DeviceError", "SessionHandleInvalid",
    "SessionClosed", "ObjectHandleInvalid", "KeyHandleInvalid", "UserNotLoggedIn",
)  # fmt: skip
"""What a session says whose token was taken out, whether or not another or the same was put in since."""
_CANNOT = (
    "MechanismInvalid", "MechanismParamInvalid", "KeySizeRange", "KeyTypeInconsistent", "FunctionNotSupported",
    "DomainParamsInvalid", "TemplateInconsistent", "TemplateIncomplete", "AttributeValueInvalid",
    "AttributeTypeInvalid",
)  # fmt: skip
_WRONG_PIN = frozenset(("PinIncorrect", "PinInvalid", "PinLenRange"))
_FAULTS: Mapping[str, str] = {
    **dict.fromkeys(_REMOVED, REMOVED),
    **dict.fromkeys(_CANNOT, "token.cannot"),
    **dict.fromkeys(("TokenWriteProtected", "SessionReadOnly"), "token.read_only"),
    **dict.fromkeys(("FunctionCancelled", "FunctionRejected"), "token.no_pin"),
    "PinLocked": "token.pin_locked",
    "PinExpired": "token.pin_expired",
    "UserPinNotInitialized": "token.pin_unset",
    "DeviceMemory": "token.full",
    "SessionCount": "token.busy",
}
"""Faults of the library by the name of its exception; any other is `token.failed`."""


class Calling:
    """Alone with a module: its calls come one at a time, for it is not told that there could be threads. Its faults
    leave as KeyStoreError; ours pass through.
    """

    def __init__(self, lock: RLock) -> None:
        self._lock = lock

    def __enter__(self) -> None:
        """Waits until no other thread is in a call."""
        self._lock.acquire()

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _trace: object) -> None:
        """Raises KeyStoreError for whatever the library raised."""
        self._lock.release()
        if isinstance(error, Exception) and not isinstance(error, KeyStoreError):
            raise fault(error) from None


def fault(error: Exception, pin: PinState = PinState.FINE) -> KeyStoreError:
    """What an exception of the library means; `pin` is what the token told after it."""
    name = type(error).__name__
    if name in _WRONG_PIN:
        if pin is PinState.LOCKED:
            return KeyStoreError("token.pin_locked")
        return KeyStoreError("token.pin_wrong", left=f"text:token_tries.{pin}")
    text = _FAULTS.get(name)
    return KeyStoreError(text) if text else KeyStoreError("token.failed", kind=name[:60])
