# SPDX-License-Identifier: Apache-2.0
"""Certificate chains: each fault is told for what it is, and nothing is wrong with one that is right."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from time import process_time

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import rsa

import authority
from assay.identity.anchors import AnchorList, Anchors, browsers_list
from assay.identity.certificates import Certificate, Kind, read_certificates
from assay.identity.chain import chain_faults
from assay.identity.der import object_identifiers
from assay.identity.given_file import TrustFileError
from assay.identity.key_chain import covers, kind_faults
from assay.identity.pem import BEGIN
from authority import ENDS, LEAF, MIDDLE, ROOT, STARTS, Holder, certificate, pem
from checking import MOMENT
from shared import shared_path

Chain = list[x509.Certificate]
DAY = timedelta(days=1)
END = b"-----END CERTIFICATE-----"
ANOTHER = Holder.of("another key").key
OTHER_ROOT, SAME_NAME, SAME_ROOT = Holder.of("Other Root"), Holder(MIDDLE.name, ANOTHER), Holder(ROOT.name, ANOTHER)


def read(chain: Chain) -> tuple[Certificate, ...]:
    return read_certificates(pem(chain))


def told(chain: Chain, moment: datetime = MOMENT) -> list[tuple[str, int]]:
    return [(fault.text, fault.number) for fault in chain_faults(read(chain), moment)]


def test_a_chain_in_order_has_no_faults() -> None:
    assert told(authority.chain()) == []
    assert told([certificate(LEAF, ROOT), certificate(ROOT, ROOT, ca=True)]) == []


def test_a_host_within_what_its_authority_may_vouch_for_is_right() -> None:
    assert told(_put(1, MIDDLE, ROOT, allows=["example"])) == []


def test_short_keys_and_forgeable_digests_are_told() -> None:
    short = Holder("Acme Cloud GmbH", rsa.generate_private_key(65537, 1024))
    assert told([certificate(short, MIDDLE), *authority.chain()[1:]]) == [("chain.weak_key", 1)]
    leaf, *above = read(authority.chain())
    forgeable = [replace(leaf, digest="sha1"), *above]
    assert [fault.text for fault in chain_faults(forgeable, MOMENT)] == ["chain.weak_digest"]
    named_as_its_issuer = Holder(MIDDLE.name, LEAF.key)
    leaf, *above = read([certificate(named_as_its_issuer, MIDDLE), *authority.chain()[1:]])
    forgeable = [replace(leaf, digest="md5"), *above]
    assert [fault.text for fault in chain_faults(forgeable, MOMENT)] == ["chain.weak_digest"]


def _with(change: Callable[[Chain], object]) -> Chain:
    made = authority.chain()
    change(made)
    return made


def _put(index: int, *holders: Holder, **told_of_it: object) -> Chain:
    """The chain with one authority in exchange for another one."""
    made = authority.chain()
    made[index] = certificate(*holders, **{"ca": True, **told_of_it})  # type: ignore[arg-type]
    return made


FLAWS: dict[str, tuple[Chain, list[tuple[str, int]]]] = {
    "made by its owner": ([certificate(LEAF, LEAF)], [("chain.self_made", 1)]),
    "a root alone": ([certificate(ROOT, ROOT, ca=True)], [("chain.self_made", 1)]),
    "the wrong way round": (_with(lambda c: c.reverse()), [("chain.reversed", 1)]),
    "without its leaf": (_with(lambda c: c.pop(0)), [("chain.no_leaf", 1)]),
    "without the authority between": (_with(lambda c: c.pop(1)), [("chain.gap", 1)]),
    "without its root": (_with(lambda c: c.pop()), [("chain.no_root", 2)]),
    "the leaf alone": (authority.chain()[:1], [("chain.no_root", 1)]),
    "shuffled": (
        _with(lambda c: c.insert(1, certificate(OTHER_ROOT, OTHER_ROOT, ca=True))),
        [("chain.order", 1), ("chain.order", 2)],
    ),
    "authority and root in exchange": (
        _with(lambda c: c.append(c.pop(1))), [("chain.order", 1), ("chain.order", 2), ("chain.no_root", 3)],
    ),
    "another key under the authority's name": (
        _put(1, SAME_NAME, ROOT), [("chain.link", 1)],
    ),
    "another root of the same name": (
        _put(2, SAME_ROOT, SAME_ROOT),
        [("chain.link", 2)],
    ),
    "a root that did not sign itself": (
        _put(2, ROOT, SAME_ROOT), [("chain.link", 3)],
    ),
    "no authority between": (
        _put(1, MIDDLE, ROOT, ca=False), [("chain.no_authority", 2)],
    ),
    "an authority that may not sign certificates": (
        _put(1, MIDDLE, ROOT, signs=False), [("chain.no_authority", 2)],
    ),
    "more authorities than allowed": (
        _put(2, ROOT, ROOT, below=0), [("chain.too_long", 3)],
    ),
    "a condition nobody knows": (authority.chain(critical="1.2.3.4"), [("chain.critical", 1)]),
    "a host its authority may not vouch for": (
        _put(1, MIDDLE, ROOT, allows=["example.org"]), [("chain.names_limited", 2)],
    ),
    "an expired leaf": (authority.chain(ends=MOMENT - DAY), [("chain.expired", 1)]),
    "a leaf of tomorrow": (authority.chain(starts=MOMENT + DAY), [("chain.not_yet", 1)]),
    "an expired authority": (
        _put(1, MIDDLE, ROOT, ends=MOMENT - DAY), [("chain.expired", 2)],
    ),
    "an expired root": (
        _put(2, ROOT, ROOT, ends=MOMENT - DAY), [("chain.expired", 3)],
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FLAWS)
def test_each_fault_is_told(name: str) -> None:
    chain, wanted = FLAWS[name]
    assert told(chain) == wanted


SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("moment", "wanted"),
    [(STARTS - SECOND, "chain.not_yet"), (STARTS, ""), (ENDS, ""), (ENDS + SECOND, "chain.expired")],
)
def test_dates_hold_to_the_second(moment: datetime, wanted: str) -> None:
    assert {text for text, _ in told(authority.chain(), moment)} == ({wanted} if wanted else set())


@pytest.mark.parametrize(
    ("told_of_leaf", "kind", "faults", "advice"),
    [
        ({"policies": [authority.EV]}, Kind.EV, set(), set()),
        ({"policies": [authority.DOMAIN]}, Kind.DOMAIN, {"chain.not_ev"}, set()),
        ({"policies": [authority.ORGANISATION]}, Kind.ORGANISATION, {"chain.not_ev"}, set()),
        ({"policies": []}, Kind.UNKNOWN, {"chain.not_ev"}, set()),
        ({"policies": [f"{authority.EV}.1"]}, Kind.UNKNOWN, {"chain.not_ev"}, set()),
        (
            {"policies": [], "statements": authority.qualified_seal()},
            Kind.QUALIFIED_SEAL,
            set(),
            {"chain.qualified_not_ev"},
        ),
        ({"policies": [], "statements": b"\x30\x80\xff"}, Kind.UNKNOWN, {"chain.not_ev"}, set()),
    ],
)
def test_kinds(told_of_leaf: dict[str, object], kind: Kind, faults: set[str], advice: set[str]) -> None:
    leaf = read(authority.chain(**told_of_leaf))[0]  # type: ignore[arg-type]
    assert leaf.kind is kind
    assert tuple({fault.text for fault in part} for part in kind_faults(leaf)) == (faults, advice)


@pytest.mark.parametrize(
    ("hosts", "host", "wanted"),
    [
        (["acme.example"], "acme.example", True),
        (["ACME.example"], "acme.example", True),
        (["*.acme.example"], "id.acme.example", True),
        (["*.acme.example"], "acme.example", False),
        (["*.acme.example"], "a.b.acme.example", False),
        (["acme.example"], "id.acme.example", False),
        (["*"], "acme", False),
        ([], "acme.example", False),
    ],
)
def test_hosts(hosts: list[str], host: str, wanted: bool) -> None:
    assert covers(read(authority.chain(hosts=hosts))[0], host) is wanted


def test_a_root_is_anchored_by_name_and_key() -> None:
    given = Anchors((AnchorList("roots.pem", "", "", read([certificate(ROOT, ROOT, ca=True)])),))
    renewed = read([certificate(ROOT, ROOT, ca=True, ends=ENDS + DAY)])[0]
    forged = read([certificate(SAME_ROOT, SAME_ROOT, ca=True)])[0]
    assert given.of(renewed)
    assert given.of(forged) == ()
    assert Anchors().with_browsers().of(renewed) == ()


def test_the_browsers_list_is_one() -> None:
    found = browsers_list()
    assert len(found.certificates) > 100
    assert all(entry.is_authority and entry.names_itself for entry in found.certificates)
    assert datetime.fromisoformat(found.dated).replace(tzinfo=UTC) > datetime(2026, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("data", "text"),
    [
        (b"", "certificate.none"),
        (b"{}", "certificate.none"),
        (b"-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "certificate.broken"),
        (b"-----BEGIN CERTIFICATE-----\nAAAA\n", "certificate.none"),
        (b"\x30\x03\x02\x01\x01", "certificate.broken"),
        (b"x" * 600_000, "certificate.too_large"),
        (
            pem(authority.chain()) + b"-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n",
            "certificate.private_key",
        ),
        (pem(authority.chain()) + b"-----BEGIN CERTIFICATE-----\nAAAA", "certificate.none"),
        (pem(authority.chain() * 20), "certificate.too_many"),
    ],
)
def test_what_is_no_chain_is_refused(data: bytes, text: str) -> None:
    with pytest.raises(TrustFileError, match=text):
        read_certificates(data)


NAME = b"\x06\x83" + (400_000).to_bytes(3) + b"\xff" * 400_000
"""An object identifier whose first number has no end."""
HOSTILE: dict[str, Callable[[], object]] = {
    "white space without an end": lambda: _refused(BEGIN + b"\n" * 400_000),
    "white space and other letters": lambda: _refused(BEGIN + b" " * 200_000 + b"-" + b"\n" * 200_000 + END),
    "a name of a statement without an end": lambda: list(object_identifiers(NAME)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_what_is_made_to_take_long_does_not(name: str) -> None:
    starts = process_time()
    HOSTILE[name]()
    assert process_time() - starts < 1


def _refused(data: bytes) -> None:
    with pytest.raises(TrustFileError):
        read_certificates(data)


@pytest.mark.shared
def test_chains_that_were_bought() -> None:
    """Two real EV chains, valid until the autumn of 2025; the second root signed itself with SHA-1, as old roots do."""
    moment = datetime(2025, 6, 1, tzinfo=UTC)
    for name in ("dekra_x509.pem", "x5092.pem"):
        chain = read_certificates(shared_path("corpus", "deltaDAO+files", name).read_bytes())
        assert chain_faults(chain, moment) == ()
        assert chain[0].kind is Kind.EV
        assert [fault.text for fault in chain_faults(chain, MOMENT)] == ["chain.expired"]
        assert any(map(Anchors().with_browsers().of, chain[1:]))
