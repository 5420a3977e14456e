# SPDX-License-Identifier: Apache-2.0
"""The SHACL stage beside pySHACL and rudof, on the official 25.11 shapes, in one run on one machine.

`python tests/benchmarks/bench_shacl.py [--pyshacl-1000]` prints times and ratios twice: from Turtle text in memory to
results (each engine with its own parser), and validation alone on data already loaded.
"""

import argparse
import gc
import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import rdflib

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from assay.claims import ClaimsGraph
from assay.linked_data.rdf import parse_turtle
from assay.shacl.compile import compile_shapes
from assay.shacl.evaluate import validate
from assay.shacl.reference import ReferenceEngine
from shared import shared_path

SHAPES = ("reference", "loire-25.11", "gx.shacl.ttl")
SIZES = (1, 100, 1000)
FAULTS_EVERY = 10
PREFIXES = """@prefix gx: <https://w3id.org/gaia-x/development#> .
@prefix schema: <https://schema.org/> .
@prefix vcard: <http://www.w3.org/2006/vcard/ns#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
CREDENTIAL = """
<urn:offering:{n}> a gx:ServiceOffering ; schema:name "Storage {n}" ;
  schema:description "Storage by the gigabyte" ;
  gx:providedBy <urn:provider:{n}> ; gx:keyword "storage", "backup", "archive" ; gx:provisionType "{provision}" ;
  gx:serviceScope "Europe" ; gx:dataProtectionRegime "GDPR2016" ; gx:cryptographicSecurityStandards "RFC8446" ;
  gx:serviceOfferingTermsAndConditions _:terms{n} ; gx:dataAccountExport _:export{n} ; gx:legalDocuments _:document{n} .
_:terms{n} a gx:TermsAndConditions ; gx:url "https://example.org/terms/{n}"{url} ; gx:hash "4bf5122f344554c5" .
_:export{n} a gx:DataAccountExport ; gx:requestType "API" ; gx:accessType "digital" ; gx:formatType "application/json" .
_:document{n} a gx:LegalDocument ; gx:url "https://example.org/legal/{n}"^^xsd:anyURI ; gx:mimeTypes "application/pdf" ;
  gx:governingLawCountries "{country}" .
<urn:provider:{n}> a gx:LegalPerson ; schema:name "Example {n} GmbH" ; schema:description "A company" ;
  gx:registrationNumber <urn:number:{n}> ;
  gx:legalAddress _:address{n} ; gx:headquartersAddress _:address{n} .
<urn:number:{n}> a gx:VatID ; gx:vatID "DE{n:09}" ; gx:countryCode "DE" .
_:address{n} a gx:Address ; gx:countryCode "DE" ; vcard:locality "Berlin" ;
  vcard:street-address "Example street {n}" ; vcard:postal-code "10115" .
"""
CLASS_FACTS = {
    "https://w3id.org/gaia-x/development#VatID": frozenset({"https://w3id.org/gaia-x/development#RegistrationNumber"})
}
CLASS_TRIPLES = "gx:VatID <http://www.w3.org/2000/01/rdf-schema#subClassOf> gx:RegistrationNumber .\n"


def credential(number: int) -> str:
    """One offering with its provider, about 39 statements; every tenth with three faults."""
    faulty = number % FAULTS_EVERY == FAULTS_EVERY - 1
    return CREDENTIAL.format(
        n=number,
        provision="secret" if faulty else "public",
        url="" if faulty else "^^xsd:anyURI",
        country="XX" if faulty else "DE",
    )


@dataclass(frozen=True)
class Measured:
    """Seconds for one run (the median) and results found."""

    seconds: float
    results: int


def measure(run: Callable[[], int], *, times: int) -> Measured:
    """The median of so many runs after one to warm up."""
    results = run()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        run()
        taken.append(time.perf_counter() - start)
    return Measured(statistics.median(taken), results)


class Engines:
    """The three engines with the official shapes loaded."""

    def __init__(self, turtle: bytes) -> None:
        import pyrudof

        shapes = ClaimsGraph(parse_turtle(turtle))
        self.program = compile_shapes(shapes)
        self.pyshacl = ReferenceEngine(shapes)
        self.rudof = pyrudof.Rudof(pyrudof.RudofConfig())
        self.rudof.read_shacl(turtle.decode())

    def compiled(self, text: str, *, times: int) -> tuple[Measured, Measured]:
        """Ours: from text, and validation alone."""
        data = ClaimsGraph(parse_turtle(text.encode()))

        def whole() -> int:
            return len(validate(self.program, ClaimsGraph(parse_turtle(text.encode())), CLASS_FACTS))

        return measure(whole, times=times), measure(lambda: len(validate(self.program, data, CLASS_FACTS)), times=times)

    def by_pyshacl(self, text: str, *, times: int) -> tuple[Measured, Measured]:
        """pySHACL: what takes rdflib's time to parse is measured apart, for both figures are wanted."""
        start = time.perf_counter()
        rdflib.Graph().parse(data=text, format="turtle")
        parsing = time.perf_counter() - start
        data = self.pyshacl.load(ClaimsGraph(parse_turtle(text.encode())), CLASS_FACTS)
        alone = measure(lambda: len(self.pyshacl.run(data)), times=times)
        return Measured(alone.seconds + parsing, alone.results), alone

    def by_rudof(self, text: str, *, times: int) -> tuple[Measured, Measured]:
        """rudof: its data has to be replaced (`merge=False`), or it would add up from run to run."""
        whole, alone, results = [], [], 0
        for _ in range(times + 1):
            start = time.perf_counter()
            self.rudof.read_data(text + CLASS_TRIPLES, merge=False)
            read = time.perf_counter()
            results = len(self.rudof.validate_shacl())
            alone.append(time.perf_counter() - read)
            whole.append(time.perf_counter() - start)
        return Measured(statistics.median(whole[1:]), results), Measured(statistics.median(alone[1:]), results)


def compare(engines: Engines, size: int, *, with_pyshacl: bool) -> dict[str, tuple[Measured, Measured]]:
    """All engines on so many offerings in one graph."""
    numbers = range(FAULTS_EVERY - 1, FAULTS_EVERY) if size == 1 else range(size)
    text = PREFIXES + "".join(credential(number) for number in numbers)
    found = {
        "Assay": engines.compiled(text, times=2000 // size + 3),
        "rudof": engines.by_rudof(text, times=5 if size == 1 else 2),
    }
    if with_pyshacl:
        found["pySHACL"] = engines.by_pyshacl(text, times=5 if size == 1 else 1)
    return found


def main(words: list[str] | None = None) -> int:
    """Measures and prints; gives 1 where the engines disagree on the number of results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pyshacl-1000", action="store_true", help="run pySHACL on 1,000 offerings too (a minute)")
    chosen = parser.parse_args(words)
    engines = Engines(shared_path(*SHAPES).read_bytes())
    gc.collect()
    gc.freeze()  # else every engine pays for walking over the shapes that the others hold
    found = {size: compare(engines, size, with_pyshacl=size < SIZES[-1] or chosen.pyshacl_1000) for size in SIZES}
    statements = len(parse_turtle((PREFIXES + credential(0)).encode()))
    say(f"\nofficial 25.11 shapes, {statements} statements a credential, every tenth faulty; seconds, medians")
    for number, title in enumerate(("from text in memory", "validation alone")):
        say(f"\n{title}\n{'offerings':>9} {'results':>8} {'Assay':>10} {'pySHACL':>12} {'':>7} {'rudof':>11}")
        for size, measured in found.items():
            say(line(size, {name: pair[number] for name, pair in measured.items()}))
    agreed = all(len({pair[0].results for pair in measured.values()}) == 1 for measured in found.values())
    say("\nall engines found the same number of results" if agreed else "\nTHE ENGINES DISAGREE")
    return 0 if agreed else 1


def say(text: str) -> None:
    """Prints, with a line break."""
    sys.stdout.write(text + "\n")


def line(size: int, measured: dict[str, Measured]) -> str:
    """One line of a table."""
    ours, rudof, pyshacl = measured["Assay"], measured["rudof"], measured.get("pySHACL")
    theirs = (
        f"{pyshacl.seconds:>12.4f} {pyshacl.seconds / ours.seconds:>6.0f}x" if pyshacl else f"{'not run':>12} {'':>7}"
    )
    return (
        f"{size:>9} {ours.results:>8} {ours.seconds:>10.6f} {theirs} {rudof.seconds:>11.4f}"
        f" {rudof.seconds / ours.seconds:>6.0f}x"
    )


if __name__ == "__main__":
    sys.exit(main())
