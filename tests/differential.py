# SPDX-License-Identifier: Apache-2.0
"""The long comparison with pySHACL: thousands of mutants over both packs. `python tests/differential.py --count N`.

The tests run a seeded sample of the same documents. Ends with 1 where the engines differ on anything, 2 where too few
documents could be compared for the figure to mean anything.
"""

import argparse
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

if __name__ == "__main__":  # as a script it finds its neighbours itself
    sys.path.insert(0, str(Path(__file__).resolve().parent))

import tagus_specimens as tagus
from assay.claims import ClaimsGraph
from assay.document import Document
from assay.judgement import judge
from assay.options import Options
from checking import MOMENT, document, sample
from mutants import LOIRE as LOIRE_WORDS
from mutants import TAGUS as TAGUS_WORDS
from mutants import Words, mutants
from parity_oracle import LOIRE, TAGUS, Comparison, compared

OPTIONS = Options(draft=True, moment=MOMENT)
ENOUGH = 0.9
"""Share of the mutants that must say something at all."""


def tagus_sources() -> list[Any]:
    """Tagus documents of our own that together use every shape of the pack."""
    family = tagus.presentation(
        tagus.participant(**{"gx:parentOrganization": tagus.node("parent")}),
        tagus.credential("parent", {**tagus.participant()["credentialSubject"], **tagus.node("parent")}),
        tagus.number(),
    )
    return [
        family,
        tagus.presentation(tagus.participant(), tagus.number(), tagus.offering(), tagus.data_resource()),
        tagus.resources(),
        tagus.presentation(tagus.terms("something else"), tagus.legitimate_interest(), tagus.participant()),
        tagus.presentation(tagus.offering(), tagus.label()),
        sample("good/tagus-participant.json"),
        sample("good/tagus-offering.json"),
    ]


def loire_sources() -> list[Any]:
    """The Loire samples."""
    return [sample("good/participant.json"), sample("good/storage-offering.json")]


def claims_of(given: Document) -> ClaimsGraph:
    """What a document claims; nothing for one that cannot be read."""
    case = judge(given, OPTIONS).case
    return case.claims if case is not None else ClaimsGraph()


def changed(sources: list[Any], count: int, seed: int, words: Words) -> Iterator[ClaimsGraph]:
    """About `count` mutants of the sources that claim anything."""
    each = -(-count // len(sources))
    for number, source in enumerate(sources):
        for found in mutants(json.loads(json.dumps(source)), each, seed + number, words):
            claims = claims_of(document(found))
            if len(claims):
                yield claims


PACKS = ((LOIRE, loire_sources, LOIRE_WORDS), (TAGUS, tagus_sources, TAGUS_WORDS))


def told(pack_id: str, found: Comparison) -> str:
    """One line about a comparison."""
    differences = len(found.only_ours) + len(found.only_theirs)
    return (
        f"{pack_id}: {found.documents} mutants, {found.results} results, {differences} differences"
        f" (besides: {found.circular} circular, {found.terms} about the wording of terms)\n"
    )


def main() -> int:
    """Runs the comparison and prints a line a pack."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=5200, help="mutants a pack")
    parser.add_argument("--seed", type=int, default=20_261_122)
    parser.add_argument("--pack", choices=[pack_id for pack_id, *_ in PACKS], help="one pack alone")
    given = parser.parse_args()
    worst = 0
    for pack_id, sources, words in PACKS:
        if given.pack not in (None, pack_id):
            continue
        started = time.perf_counter()
        found = compared(list(changed(sources(), given.count, given.seed, words)), pack_id)
        sys.stdout.write(told(pack_id, found))
        sys.stdout.write(f"  {time.perf_counter() - started:.0f} s\n")
        for name, keys in (("compiled shapes", found.only_ours), ("pySHACL", found.only_theirs)):
            sys.stdout.writelines(f"  only {name}: {key}\n" for key in keys[:20])
        if found.only_ours or found.only_theirs:
            worst = 1
        elif found.documents < ENOUGH * given.count:
            worst = max(worst, 2)
    return worst


if __name__ == "__main__":
    sys.exit(main())
