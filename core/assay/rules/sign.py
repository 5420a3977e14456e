# SPDX-License-Identifier: Apache-2.0
"""Signs a rule pack: `python -m assay.rules.sign FOLDER --key FILE`, the key an Ed25519 private key as JWK.

For those who publish packs. Sign last: the signature is over all other files.
"""

import argparse
import json
from pathlib import Path

from assay.proofs.jose import sign_detached
from assay.rules.folder import SIGNATURE, digest_manifest, read_folder


def sign(folder: Path, private_jwk: str) -> None:
    """Writes the pack's signature; PackError for an incomplete pack, SignatureError for a key that cannot sign."""
    told = sign_detached(digest_manifest(read_folder(folder)), private_jwk)
    (folder / SIGNATURE).write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")


def _main() -> None:
    parser = argparse.ArgumentParser(prog="python -m assay.rules.sign", description=__doc__)
    parser.add_argument("folder", type=Path, metavar="FOLDER")
    parser.add_argument("--key", type=Path, required=True, metavar="FILE")
    given = parser.parse_args()
    sign(given.folder, given.key.read_text("utf-8"))


if __name__ == "__main__":
    _main()
