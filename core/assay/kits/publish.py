# SPDX-License-Identifier: Apache-2.0
"""The publishing kit as a folder: tried before it is written, with a page that says what goes where."""

import tempfile
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from assay.keys.key_record import State
from assay.kits.folder import Written, what_is_there, write_files
from assay.kits.kit import README, Kit, KitError, KitFile
from assay.kits.publishing import PublishingOrder, did_path, publishing_kit
from assay.kits.readme import Page, Point, folders_of
from assay.kits.self_test import Result, Step, overall, self_test
from assay.kits.shell import CommandLine, curl, escaped
from assay.texts import load_texts, quoted
from assay.values import frozen

_MOST_LISTED = 200
"""Files that the page lists one by one."""
_MARKS = {Result.PASSED: "[+]", Result.FAILED: "[-]", Result.OPEN: "[ ]"}


@frozen
class Published:
    """What came of it."""

    kit: Kit
    """With the README."""
    steps: tuple[Step, ...]
    result: Result
    """Passed: it may be uploaded. Failed: nothing was written."""
    files: Written


def publish(
    folder: Path,
    order: PublishingOrder,
    *,
    replacing: Collection[str] = (),
    before: Callable[[], None] = lambda: None,
) -> Published:
    """Makes the kit, tries it, and writes it below the folder, unless a step of the self-test failed.

    A did.json that is there is extended; any other file with other bytes stays, and the kit is not written, but for
    paths in `replacing`. `before` is called once it is sure to be written: for telling it first. KitError or
    KeyStoreError as `publishing_kit` and `write_files`.
    """
    order = _extending(folder, order)
    kit = publishing_kit(order)
    steps = tried(kit, order)
    result = overall(steps)
    whole = replace(kit, files=(*kit.files, KitFile(README, readme(kit, order, steps))))
    if result is Result.FAILED:
        return Published(whole, steps, result, Written())
    before()
    own = did_path(order.records[0].did)
    return Published(whole, steps, result, write_files(folder, whole.files, {*replacing, own}))


def _extending(folder: Path, order: PublishingOrder) -> PublishingOrder:
    """With the did.json that is in the folder, unless another one was given: of two, nobody knows which counts."""
    if not order.records:
        raise KitError("did_json.keys")
    there = what_is_there(folder / did_path(order.records[0].did))
    if there is None or there == order.existing:
        return order
    if order.existing is None:
        return replace(order, existing=there)
    made = publishing_kit(order).contents[did_path(order.records[0].did)]
    if made != there:
        raise KitError("kit.two_documents")
    return order


def tried(kit: Kit, order: PublishingOrder) -> tuple[Step, ...]:
    """The steps of the self-test, over the files as they lie in a folder of their own."""
    with tempfile.TemporaryDirectory() as place:
        try:
            for entry in kit.files:
                path = Path(place, entry.path)
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(entry.data)
        except OSError as error:
            raise KitError("kit.unwritable", folder=place, reason=error.strerror or "") from error
        return self_test(Path(place), kit, order)


def readme(kit: Kit, order: PublishingOrder, steps: Sequence[Step]) -> bytes:
    """The page of the kit, in the language of the order."""
    page = Page(load_texts(order.lang))
    page.title("publish.title", did=order.records[0].did)
    page.say(f"publish.state.{overall(steps)}")
    page.say("publish.intro")
    page.heading("publish.upload")
    for folder in folders_of(kit.contents):
        page.say("publish.host", folder=folder, host=folder.replace("_", ":"))
    if any("/." in entry.path for entry in kit.files):
        page.say("publish.hidden")
    page.say("publish.order")
    if order.existing is not None:
        page.say("publish.extended")
    if any(record.state is State.RETIRED for record in order.records):
        page.say("publish.retired")
    page.say("publish.types")
    page.lines(_listed(kit.files))
    page.heading("publish.check")
    page.say("publish.check_how")
    page.commands(_checks(kit))
    _tell_unhosted(page, kit)
    page.heading("publish.self_test")
    page.say("publish.legend")
    page.points(entry for step in steps for entry in _told(step))
    return page.done()


def _listed(files: Sequence[KitFile]) -> Iterator[str]:
    for entry in files[:_MOST_LISTED]:
        yield entry.path
        yield f"  {entry.address}"
        yield f"  Content-Type: {entry.media_type}"
    if len(files) > _MOST_LISTED:
        yield "…"


def _checks(kit: Kit) -> Iterator[CommandLine]:
    for entry in kit.files[:_MOST_LISTED]:
        yield curl("-sSI", escaped(entry.address))


def _tell_unhosted(page: Page, kit: Kit) -> None:
    if not kit.unhosted:
        return
    page.heading("publish.unhosted_title")
    page.say("publish.unhosted_why")
    page.points(
        ("-", f"publish.unhosted.{entry.reason}", {"name": quoted(entry.name, 200), "id": quoted(entry.id, 300)})
        for entry in kit.unhosted
    )


def _told(step: Step) -> Iterator[Point]:
    yield _MARKS[step.result], f"self_test.{step.name}", step.params
    if step.reason:
        yield "   ", step.reason, step.reason_params
