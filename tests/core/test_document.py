# SPDX-License-Identifier: Apache-2.0
"""Documents: bytes with a name and a digest."""

import hashlib

import pytest

from assay.document import MAX_DOCUMENT_BYTES, Document


def test_the_digest_is_of_the_bytes():
    assert Document("a.json", b"{}").sha256 == hashlib.sha256(b"{}").hexdigest()


def test_the_size_is_true_even_where_nothing_was_read():
    assert Document("a.json", b"{}").size == 2
    assert Document("a.json", b"", oversize=MAX_DOCUMENT_BYTES + 1).size == MAX_DOCUMENT_BYTES + 1


def test_a_document_cannot_be_changed():
    with pytest.raises(AttributeError):
        Document("a.json", b"{}").name = "b.json"


def test_the_bytes_are_not_in_its_description():
    assert "secret" not in repr(Document("a.json", b"secret"))
