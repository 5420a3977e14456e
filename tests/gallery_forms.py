# SPDX-License-Identifier: Apache-2.0
"""The form of a document in the gallery: with something to correct, long, signed, none at all, and what is picked."""

import json
from collections.abc import Callable

from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from assay.authoring.forms.policies import Common, Policy, policy_text
from assay.claims import XSD
from assay_gui.dialogs.pick import PickDialog
from assay_gui.views.certificate_line import CertificateLine
from assay_gui.views.duration_line import DurationLine
from authority import chain, pem
from checking import sample_bytes
from jwt_specimens import vc_jwt
from stage import LEFT, Scene, Stage
from window import BROKEN, GOOD


def form_of(name: str, data: Callable[[], bytes]) -> Callable[[Stage], QWidget]:
    """The form of a document, all of it made."""

    def make(stage: Stage) -> QWidget:
        window = stage.window
        known = [one.key for one in window.session.documents if one.name == name]
        if known:
            window.session.show(known[0])
            window.main.show_page("documents")
        else:
            before = len(window.session.documents)
            window.session.open_text(name, data())
            window.wait_until(lambda: len(window.session.documents) > before and window.is_quiet())
        window.page.tabs.show_tab("form")
        if window.page.form.section is not None:
            window.page.form.section.build_all()
        return stage.main

    return make


def dated() -> bytes:
    """A data set of Tagus, with the moments after which it is out of date."""
    told = json.loads(sample_bytes("good/tagus-offering.json"))
    gx = "https://registry.lab.gaia-x.eu/development/api/trusted-shape-registry/v1/shapes/jsonld/trustframework#"
    told["verifiableCredential"][0]["credentialSubject"] = {
        "id": "https://acme.example/data.json#subject", "type": "gx:DataResource",
        f"{gx}expirationDateTime": {"@type": f"{XSD}dateTime", "@value": "2027-01-31T12:00:00Z"},
    }  # fmt: skip
    return json.dumps(told, indent=2).encode()


def signed() -> bytes:
    """A participant in a JWT."""
    return vc_jwt(json.loads(sample_bytes("good/participant.json"))).encode()


def many_ways() -> bytes:
    """Several names in several languages, and something that no field is for."""
    told = json.loads(sample_bytes("good/participant.json"))
    names = ["Acme", {"@value": "Acme Wolke", "@language": "de"}]
    told["credentialSubject"] |= {"name": names, "https://acme.example/colour": "blue"}
    return json.dumps(told, indent=2).encode()


def pick(stage: Stage) -> QWidget:
    """What can be added to a large form."""
    form_of("form-offering.json", lambda: sample_bytes(GOOD))(stage)
    stage.settle()
    section = stage.window.page.form.section
    assert section is not None
    found = section._more_buttons[-1]
    stage.window.page.form.ensureWidgetVisible(found)
    stage.window.qtbot.mouseClick(found, LEFT)
    return stage.modal(PickDialog)


def pick_not_found(stage: Stage) -> QWidget:
    """Looked for what cannot be added."""
    shown = pick(stage)
    shown.search.setText("xyzzy")
    return shown


def policies() -> bytes:
    """An image that anyone may use until a day, and an own policy of it."""
    told = json.loads(sample_bytes("good/participant.json"))
    told["type"] = ["VerifiableCredential", "gx:VMImage"]
    until = policy_text(Policy(Common.UNTIL, "2027-01-31"), "https://acme.example/image.json#cs")
    told["credentialSubject"] = {
        "id": "https://acme.example/image.json#cs", "type": "gx:VMImage", "license": "Apache-2.0",
        "copyrightOwnedBy": "Acme", "resourcePolicy": [until, "Ask us first."],
    }  # fmt: skip
    return json.dumps(told, indent=2).encode()


def durations(stage: Stage) -> QWidget:
    """A duration by numbers, and one that they cannot say."""
    shown = QDialog(stage.main)
    shown.setWindowTitle("P1Y6M")
    inside = QVBoxLayout(shown)
    for text in ("P1Y6M", "PT90M"):
        made = DurationLine(stage.look, lambda: None, stage.look.words.texts.say("way.duration"), f"{XSD}duration")
        made.set_text(text)
        made.field.setAccessibleName(text)
        inside.addWidget(made.widget)
    return shown


def certificates(stage: Stage) -> QWidget:
    """A chain, and the address of one."""
    shown = QDialog(stage.main)
    shown.setWindowTitle("x5u")
    inside = QVBoxLayout(shown)
    for text in (pem(chain()).decode(), "https://acme.example/chain.pem"):
        made = CertificateLine(
            stage.look, lambda: None, "x5u", (lambda: None, lambda _path, _give: None), is_address=False
        )
        made.set_text(text)
        made.field.setAccessibleName("x5u")
        inside.addWidget(made.widget)
    return shown


FORMS = (
    Scene(
        "form-broken",
        (
            "form",
            "form_page",
            "form_section",
            "form_field",
            "form_row",
            "form_part",
            "form_problem",
            "searched_line",
            "checked_line",
            "value_editors",
            "form_asks",
            "form_building",
        ),
        form_of("form-broken.json", lambda: sample_bytes(BROKEN)),
    ),
    Scene(
        "form-offering",
        ("form", "link_button", "document_line", "form_offers"),
        form_of("form-offering.json", lambda: sample_bytes(GOOD)),
    ),
    Scene("form-ways", ("form", "language_choice"), form_of("form-ways.json", many_ways)),
    Scene("form-dated", ("form", "day_line"), form_of("form-dated.json", dated)),
    Scene("form-policies", ("form", "policy_line"), form_of("form-policies.json", policies)),
    Scene("form-certificates", ("certificate_line",), certificates),
    Scene("form-durations", ("duration_line",), durations),
    Scene("form-signed", ("form",), form_of("form-signed.jwt", signed)),
    Scene("form-none", ("form",), form_of("form-none.json", lambda: b'{"a": ')),
    Scene("dialog-form-pick", ("pick",), pick),
    Scene("dialog-form-pick-not-found", ("pick", "empty_text"), pick_not_found),
)
