# SPDX-License-Identifier: Apache-2.0
"""`assay verify`: signatures, keys, certificates and dates of documents; or a certificate chain by itself."""

from argparse import Namespace
from pathlib import Path

from assay.cli import check
from assay.cli.exit_code import ExitCode, exit_code
from assay.cli.run import tell
from assay.document import Document
from assay.errors import UsageError
from assay.identity.certificates import MAX_BYTES, read_certificates
from assay.identity.given_file import TrustFileError, read_given
from assay.opening import Opened
from assay.texts import Texts
from assay.verdict import Scope


def run(arguments: Namespace, texts: Texts) -> int:
    """As `assay check`, without what the content says; without a document, what each chain is worth by itself."""
    if arguments.paths:
        return check.run(arguments, texts, Scope.PROOFS)
    if not arguments.chains:
        raise UsageError("verify_nothing")
    if arguments.levels or arguments.extensions:
        raise UsageError("verify_chain_only")
    options = check.options_of(arguments, texts, Scope.CHAIN)
    check.refuse(arguments)
    documents = []
    for path in arguments.chains:
        try:
            documents.append(_chain(path))
        except TrustFileError as error:
            tell(error, texts)
    if not documents:
        return ExitCode.USAGE
    verdict = check.report(Opened(tuple(documents)), options, arguments, texts)
    return ExitCode.USAGE if len(documents) < len(arguments.chains) else exit_code(verdict)


def _chain(path: str) -> Document:
    """The file; TrustFileError where it cannot be read, or holds no certificates."""
    given = read_given(Path(path), MAX_BYTES)
    read_certificates(given.data, path)
    return Document(path, given.data)
