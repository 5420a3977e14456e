# SPDX-License-Identifier: Apache-2.0
"""Verifying the signatures of 1,000 credentials, beside jwcrypto and beside the bare rate of openssl, in one run.

`python tests/benchmarks/bench_verify.py`. Ours: header, key in the DID document, signature, what is told of a token.
jwcrypto: its JWS object, read and verified. openssl: verifications a second as `openssl speed` counts them. Prints,
judges nothing.
"""

import json
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from jwcrypto import jwk, jws

from assay.credential import JoseEnvelope
from assay.identity.trust import TrustFiles
from assay.identity.trust_opening import open_trust
from assay.proofs.token_proof import token_proof
from checking import sample
from signing import ACME, FRAGMENT, did_document

MANY, RUNS = 1_000, 5
KINDS = {"PS256": ({"kty": "RSA", "size": 2048}, "rsa2048"), "ES256": ({"kty": "EC", "crv": "P-256"}, "ecdsap256")}
"""Algorithm to jwcrypto's words for its key, and openssl's name of the same."""


def main() -> int:
    """Print a row for each algorithm."""
    with tempfile.TemporaryDirectory() as folder:
        for algorithm, (kind, name) in KINDS.items():
            _row(algorithm, jwk.JWK.generate(**kind), name, Path(folder))
    return 0


def _row(algorithm: str, key: jwk.JWK, name: str, folder: Path) -> None:
    tokens = [_token(algorithm, key, number) for number in range(MANY)]
    trust = _trust(key, folder / f"{algorithm}.json")
    envelopes = [JoseEnvelope(_header(algorithm), token) for token in tokens]
    ours = _seconds(lambda: [_verified(envelope, trust) for envelope in envelopes])
    theirs = _seconds(lambda: [_by_jwcrypto(token, key) for token in tokens])
    bare = _openssl_rate(name)
    told = f"{algorithm}, {MANY:,} credentials".ljust(30)
    line = f"{told} ours {MANY / ours:7,.0f}/s   jwcrypto {MANY / theirs:7,.0f}/s   {theirs / ours:4.1f} times jwcrypto"
    compared = f"   openssl {bare:7,.0f}/s, ours {100 * MANY / ours / bare:3.0f} % of it" if bare else ""
    sys.stdout.write(f"{line}{compared}\n")
    sys.stdout.flush()


def _header(algorithm: str) -> dict[str, str]:
    return {"alg": algorithm, "typ": "vc+jwt", "cty": "vc", "iss": ACME, "kid": f"{ACME}#{FRAGMENT}"}


def _token(algorithm: str, key: jwk.JWK, number: int) -> str:
    made = jws.JWS(json.dumps({**sample("good/participant.json"), "id": f"https://acme.example/{number}.json"}))
    made.add_signature(key, None, json.dumps(_header(algorithm)))
    compact: str = made.serialize(compact=True)
    return compact


def _trust(key: jwk.JWK, place: Path) -> TrustFiles:
    method = {**did_document()["verificationMethod"][0], "publicKeyJwk": key.export_public(as_dict=True)}
    place.write_text(json.dumps(did_document(verificationMethod=[method])))
    return open_trust([str(place)])


def _verified(envelope: JoseEnvelope, trust: TrustFiles) -> None:
    answer = token_proof(envelope, ACME, trust)
    if answer is None or not answer.is_verified:
        raise ValueError(envelope.compact)


def _by_jwcrypto(token: str, key: jwk.JWK) -> None:
    read = jws.JWS()
    read.deserialize(token)
    read.verify(key)


def _seconds(run: Callable[[], object]) -> float:
    run()
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        run()
        times.append(time.perf_counter() - started)
    return min(times)


def _openssl_rate(name: str) -> float:
    """Verifications a second; 0 where openssl is not installed."""
    program = shutil.which("openssl")
    if program is None:
        return 0.0
    words = [program, "speed", "-seconds", "2", "-mr", name]
    told = subprocess.run(words, capture_output=True, text=True, check=False).stdout
    rates = [line.split(":") for line in told.splitlines() if line.startswith(("+F2:", "+F4:"))]
    return float(rates[0][-1]) if rates else 0.0


if __name__ == "__main__":
    sys.exit(main())
