# SPDX-License-Identifier: Apache-2.0
"""`assay keys csr` and `assay keys certificate`: the way from a key to the certificate that clearing houses want."""

from argparse import Namespace
from dataclasses import replace

from assay.cli.console import pen, write
from assay.cli.exit_code import ExitCode
from assay.cli.input_file import read_file
from assay.cli.keys_token import signer_of
from assay.cli.keys_words import say, tell_faults
from assay.cli.output_file import refuse_bad_target, write_file
from assay.cli.passphrase import opened
from assay.cli.sign_words import tell
from assay.keys.certificate_request import Subject, certificate_request
from assay.keys.certificates_for import chain_for
from assay.keys.fit import Fit, fit, fit_of_kinds
from assay.keys.key_log import Action
from assay.keys.key_record import KeyRecord
from assay.keys.registration import certificate_end
from assay.moment import now
from assay.options import Options
from assay.reports.safe_text import visible
from assay.texts import Texts
from assay.trust_at_hand import trust_at_hand


def request_certificate(arguments: Namespace, texts: Texts) -> int:
    """What to send to the authority that sells certificates."""
    refuse_bad_target(arguments.out, ())
    vault = opened(arguments)
    record = vault.find(arguments.name)
    subject = Subject(arguments.organisation, arguments.country, arguments.locality, arguments.state, arguments.unit)
    with signer_of(vault, record, arguments, texts) as signer:
        made = certificate_request(record, signer, subject, also=tuple(arguments.hosts))
    vault.log(Action.REQUEST, record, organisation=arguments.organisation, country=arguments.country)
    write_file(arguments.out, made)
    say(texts, "cli.keys.requested", name=visible(arguments.out), key=visible(record.name))
    _tell_kinds(texts)
    return ExitCode.CONFORMANT


def attach_certificate(arguments: Namespace, texts: Texts) -> int:
    """The certificates an authority delivered, put in order and kept with the key; without files, what is there.

    0 where clearing houses would take the chain, 1 where they would not, 2 where that cannot be told.
    """
    vault = opened(arguments)
    record = vault.find(arguments.name)
    trust = trust_at_hand(arguments.anchors)
    if arguments.files:
        chain = chain_for(record, [read_file(name) for name in arguments.files], trust.anchors, now())
        with vault.locked():
            record = vault.find(record.id)
            record = replace(record, chain=chain.pem, chain_address=arguments.address or record.chain_address)
            vault.replace(record, Action.CERTIFICATE, certificates=str(len(chain.certificates)))
        tell_faults((*chain.notes, *chain.warnings, *chain.faults), texts)
        say(texts, "cli.keys.attached", key=visible(record.name), day=_end(record))
    if not record.chain:
        say(texts, "cli.keys.no_certificate", key=visible(record.name))
        _tell_kinds(texts)
        return ExitCode.INCOMPLETE
    return _tell_fit(fit(record.chain, now(), trust), texts)


def _end(record: KeyRecord) -> str:
    ends = certificate_end(record)
    return ends.date().isoformat() if ends else ""


def _tell_fit(found: Fit, texts: Texts) -> int:
    """As `assay verify --chain` tells it."""
    from assay.cli.exit_code import exit_code
    from assay.pipeline import assemble, examination_of
    from assay.reports import text_report

    options = Options(moment=now(), lang=texts.lang)
    report = assemble([examination_of(found.judgement, options)], options)
    write(text_report.render(report, None, texts, pen=pen(), quiet=False))
    return exit_code(report.verdict)


def _tell_kinds(texts: Texts) -> None:
    """What to buy: each kind of certificate, and who takes it."""
    say(texts, "cli.keys.kinds")
    for kind, predictions in fit_of_kinds(now()).items():
        answers = (
            f"{texts.say(f'prediction.engine.{entry.engine}')}: {texts.say(f'cli.keys.takes.{entry.answer}')}"
            for entry in predictions
        )
        tell(f"  {texts.say(f'chain.kind.{kind}')}: {'; '.join(answers)}")
