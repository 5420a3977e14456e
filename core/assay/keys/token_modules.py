# SPDX-License-Identifier: Apache-2.0
"""Where the modules of cards and sticks (PKCS#11) lie: programs of their makers, which are loaded to reach a key.

A module is native code and may do whatever this program may do. Hence nothing is searched for: a module comes from the
table below, whose folders only an administrator writes to, or the user names its path herself.
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from assay.keys.signer import KeyStoreError
from assay.values import frozen


@frozen
class TokenModule:
    """A module that is installed here."""

    name: str
    """Who makes it."""
    path: Path


_OPENSC, _SOFTHSM, _YUBIKEY = "OpenSC", "SoftHSM2", "YubiKey (ykcs11)"
_SAFENET, _NEXUS, _TPM = "SafeNet eToken", "Nexus Personal", "TPM 2.0"
_SYSTEM_FOLDERS = (
    "/usr/lib/x86_64-linux-gnu",
    "/usr/lib/aarch64-linux-gnu",
    "/usr/lib64",
    "/usr/lib",
    "/usr/local/lib",
)


def _linux(name: str, *files: str) -> tuple[tuple[str, str], ...]:
    return tuple((name, f"{folder}/{file}") for file in files for folder in _SYSTEM_FOLDERS)


_PATHS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "linux": (
        *_linux(_OPENSC, "opensc-pkcs11.so", "pkcs11/opensc-pkcs11.so"),
        *_linux(_YUBIKEY, "libykcs11.so.2", "libykcs11.so"),
        *_linux(_SAFENET, "libeToken.so", "libeTPkcs11.so"),
        *_linux(_NEXUS, "personal/libpersonal.so", "libpersonal.so"),
        *_linux(_TPM, "pkcs11/libtpm2_pkcs11.so", "libtpm2_pkcs11.so.1"),
        *_linux(_SOFTHSM, "softhsm/libsofthsm2.so", "pkcs11/libsofthsm2.so", "libsofthsm2.so"),
    ),
    "win32": (
        (_OPENSC, r"C:\Program Files\OpenSC Project\OpenSC\pkcs11\opensc-pkcs11.dll"),
        (_OPENSC, r"C:\Windows\System32\opensc-pkcs11.dll"),
        (_YUBIKEY, r"C:\Program Files\Yubico\Yubico PIV Tool\bin\libykcs11.dll"),
        (_SAFENET, r"C:\Windows\System32\eTPKCS11.dll"),
        (_NEXUS, r"C:\Program Files (x86)\Personal\bin64\personal64.dll"),
        (_SOFTHSM, r"C:\SoftHSM2\lib\softhsm2-x64.dll"),
    ),
    "darwin": (
        (_OPENSC, "/Library/OpenSC/lib/opensc-pkcs11.so"),
        (_OPENSC, "/opt/homebrew/lib/opensc-pkcs11.so"),
        (_OPENSC, "/usr/local/lib/opensc-pkcs11.so"),
        (_YUBIKEY, "/usr/local/lib/libykcs11.dylib"),
        (_YUBIKEY, "/opt/homebrew/lib/libykcs11.dylib"),
        (_SAFENET, "/usr/local/lib/libeTPkcs11.dylib"),
        (_SOFTHSM, "/opt/homebrew/lib/softhsm/libsofthsm2.so"),
        (_SOFTHSM, "/usr/local/lib/softhsm/libsofthsm2.so"),
    ),
}
"""By `sys.platform`: maker and path, what is most likely wanted first. Modules that reach their keys over a network are
left out: nothing here goes online unless the user names such a module herself."""


def known_modules() -> tuple[TokenModule, ...]:
    """The modules of the table that are installed here, each file once however many names it has."""
    found: dict[Path, TokenModule] = {}
    for name, told in _PATHS.get(sys.platform, ()):
        path = Path(told)
        if path.is_file():
            found.setdefault(path.resolve(), TokenModule(name, path))
    return tuple(found.values())


def module_path(module: Path | str) -> Path:
    """The whole path of a module, its links left as they are: an update may point them elsewhere.

    KeyStoreError (`token.no_module`) where no file is there: a bare name would be searched for in the system's folders.
    """
    path = Path(module).absolute()
    if not path.is_file():
        raise KeyStoreError("token.no_module", name=path.name[:100], path=str(path))
    return path
