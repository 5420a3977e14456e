# SPDX-License-Identifier: Apache-2.0
"""From a judgement to the answers of the engines its rules know."""

from assay.claims import RDF_TYPE
from assay.credential import Generation, Reading
from assay.judgement import Judgement
from assay.levels import highest
from assay.options import Options
from assay.predict import Situation, predict
from assay.prediction import Prediction
from assay.rules.bundled import bundled_packs
from assay.rules.criteria import CarrierCertainty
from assay.rules.library import load, newest_of
from assay.rules.pack import RulePack


def engine_answers(judgement: Judgement, options: Options) -> tuple[Prediction, ...]:
    """The likely answer of each engine of the document's generation, or of those that were asked for.

    A document of release 22.06 is told what the engines of the release after it would make of it.
    """
    pack = judgement.pack or newest_of(Generation.TAGUS.value, options.moment)
    profiles = pack.engines if pack else ()
    wanted = [profile for profile in profiles if not options.engines or profile.id in options.engines]
    if pack is None or not wanted:
        return ()
    situation = _situation(judgement, pack, options)
    return tuple(predict(profile, situation) for profile in wanted)


def known_engines(pack_id: str | None = None) -> tuple[str, ...]:
    """Ids of all engines whose answers can be predicted, sorted: those of the bundled packs, and of the pack named."""
    named = {*bundled_packs(), *([pack_id] if pack_id else [])}
    return tuple(sorted({profile.id for name in named for profile in load(name).engines}))


def _situation(judgement: Judgement, pack: RulePack, options: Options) -> Situation:
    needs_classes = any(step.only_with for profile in pack.engines for step in profile.steps)
    return Situation(
        kind=judgement.reading.kind,
        is_signed=_all_signed(judgement.reading),
        findings=judgement.findings,
        outcomes=judgement.outcomes,
        levels=judgement.levels,
        level=highest(options.levels),
        classes=classes_of(judgement, pack) if needs_classes else frozenset(),
        unsure=frozenset(entry.id for entry in pack.criteria.criteria if entry.certainty is not CarrierCertainty.CODE),
        is_known=judgement.reading.generation.value == pack.generation,
    )


def _all_signed(reading: Reading) -> bool:
    """Every credential carries a proof, and the presentation too, where the generation signs presentations."""
    credentials = [*reading.credentials, *(entry for _, part in reading.parts for entry in part.credentials)]
    presentation = reading.presentation
    presented = presentation is None or presentation.is_signed or reading.generation is not Generation.LOIRE
    return bool(credentials) and presented and all(entry.is_signed for entry in credentials)


def classes_of(judgement: Judgement, pack: RulePack) -> frozenset[str]:
    """Local names of the classes of the pack's vocabulary that any part is of, with all above them."""
    if judgement.case is None:
        return frozenset()
    named = {cls for cls in judgement.case.claims.with_predicate(RDF_TYPE) if isinstance(cls, str)}
    named |= {upper for cls in named for upper in pack.superclasses.get(cls, ())}
    return frozenset(cls.removeprefix(pack.namespace) for cls in named if cls.startswith(pack.namespace))
