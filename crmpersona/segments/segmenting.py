"""segment(): from features or a plain frame to segments that say what they are."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from crmpersona.contract import NotEnoughDataError, ParameterError, Provenance, digest
from crmpersona.segments.behaviour import FEWEST_REPEATERS, Behaviour
from crmpersona.segments.certificate import make_certificate
from crmpersona.segments.criteria import k_table
from crmpersona.segments.model import Model, Plan, canonical_order, fit_model
from crmpersona.segments.scaling import numeric_frame
from crmpersona.segments.segmentation import Segmentation, buyers_of
from crmpersona.segments.structure import ALPHA, DEEP, FEWEST, STABLE, Structure, likeliest, untested
from crmpersona.segments.tiers import fallback_groups
from crmpersona.segments.words import WORDS

__all__ = ["segment"]

LARGEST_TABLE_K = 8


@dataclass(frozen=True)
class _Input:
    """What goes into the fit."""

    frame: pd.DataFrame
    order_by: NDArray[np.float64]
    whole: pd.DataFrame
    testing: NDArray[np.bool_]
    behaviour: Behaviour | None = None
    as_of: str | None = None
    repeaters: int | None = None
    notes: list[dict[str, str]] = field(default_factory=list)


def _say(key: str, **values: object) -> dict[str, str]:
    """Fill a text in both languages."""
    return {lang: WORDS(key, lang, **values) for lang in ("zh", "en")}


def _of_features(features: Any) -> _Input:
    """Prepare Features: buyers only, behaviour columns, shares drawn towards the average."""
    whole: pd.DataFrame = features.frame
    buyers = buyers_of(whole)
    if buyers.empty:
        raise NotEnoughDataError(f"none of {len(whole)} customers has an order before as_of", remedy="check as_of")
    behaviour = Behaviour.choose(buyers)
    evident = behaviour.evident(buyers)
    notes = []
    if len(whole) > len(buyers):
        notes.append(_say("prospects_left_out", n=f"{len(whole) - len(buyers):,}"))
    value = buyers["monetary"] if "monetary" in buyers else buyers[behaviour.names[0]]
    repeaters = int((buyers["frequency"] >= 2).sum()) if "frequency" in buyers else None
    return _Input(
        behaviour.frame(buyers),
        value.to_numpy(dtype=np.float64, na_value=np.nan),
        whole,
        evident,
        behaviour,
        str(features.as_of),
        repeaters,
        notes,
    )


def _of_frame(frame: pd.DataFrame) -> _Input:
    """Prepare a plain frame: every numeric column counts."""
    if frame.empty:
        shape = f"{len(frame)} rows and {frame.shape[1]} columns"
        raise NotEnoughDataError(f"the frame has {shape}", remedy="give one row per customer")
    numbers, left_out = numeric_frame(frame)
    first = numbers["monetary"] if "monetary" in numbers else numbers.iloc[:, 0]
    notes = [_say("left_out", names=", ".join(left_out))] if left_out else []
    return _Input(numbers, first.to_numpy(), frame, np.ones(len(numbers), dtype=bool), notes=notes)


def _cause(found: Structure, given: _Input) -> str:
    """Return the key of the words that say why there are these segments or none."""
    if _too_few_repeaters(given):
        return "few_repeaters"
    if found.has_structure:
        return "structure"
    if found.has_structure is None:
        return "unknown"
    if found.table["least_stable"].notna().any():
        return "unstable"
    return "continuum" if float(found.table["clear_p_adjusted"].min()) > ALPHA else "shallow"


def _facts(cause: str, found: Structure, given: _Input, plan: Plan) -> dict[str, object]:
    """Return the figures that the words of a cause want."""
    if cause == "few_repeaters":
        repeaters = given.repeaters or 0
        return {"n": f"{len(given.frame):,}", "repeaters": f"{repeaters:,}", "more": FEWEST_REPEATERS - repeaters}
    if cause == "unknown":
        return {"n": f"{found.n:,}", "more": max(found.more_needed, 1)}
    stabilities = found.table["least_stable"].fillna(-1.0).to_numpy(dtype=np.float64)
    by_cause = {"structure": found.k, "unstable": int(found.table.index[int(stabilities.argmax())])}
    k = by_cause.get(cause, likeliest(found.table))
    row = found.table.loc[[k]].astype(float).iloc[0]
    return {
        "n": f"{found.n:,}",
        "k": k,
        "max_k": plan.max_k,
        "depth": f"{row['valley_depth']:.1%}",
        "deepest": f"{DEEP:.0%}",
        "p": f"{row['valley_p'] if cause == 'structure' else found.table['clear_p_adjusted'].min():.2g}",
        # Rounded down, so that a stability below the line never reads as the line.
        "stability": f"{np.floor(row['least_stable'] * 100.0) / 100.0:.2f}",
        "line": f"{STABLE:.2f}",
    }


def _reasons(cause: str, found: Structure, given: _Input, plan: Plan, k: int) -> dict[str, str]:
    """Say why there are these segments or none."""
    told = _say(cause, **_facts(cause, found, given, plan))
    if plan.k == "auto" or k == found.k:
        return told
    asked = _say("asked_other", k=k, found=found.k) if found.has_structure else _say("asked", k=k)
    return {"zh": told["zh"] + asked["zh"], "en": told["en"] + " " + asked["en"]}


def _too_few_repeaters(given: _Input) -> bool:
    """Say whether hardly anybody bought twice, so that rhythm and tastes are not known."""
    return given.repeaters is not None and given.repeaters < FEWEST_REPEATERS


def _unsupported(given: _Input) -> Structure:
    """Return the answer for features of customers who hardly ever bought twice."""
    lacking = FEWEST_REPEATERS - (given.repeaters or 0)
    return untested(len(given.frame), lacking)


def _notes(given: _Input, model: Model) -> list[dict[str, str]]:
    """Add what the ruler left out and filled."""
    notes = list(given.notes)
    if given.behaviour is not None and given.behaviour.evidence > 1:
        told = "drawn_on" if model.k > 1 else "tested_on"
        notes.append(_say(told, n=f"{int(given.testing.sum()):,}", orders=given.behaviour.evidence))
    if model.scaling.dropped:
        notes.append(_say("constant", names=", ".join(model.scaling.dropped)))
    missing = int(given.frame[model.scaling.names].isna().to_numpy().sum())
    if missing:
        notes.append(_say("filled", n=f"{missing:,}"))
    return notes


def segment(
    features: Any,
    k: int | str = "auto",
    seed: int = 7,
    *,
    strict: bool = False,
    max_k: int = LARGEST_TABLE_K,
) -> Segmentation:
    """Group customers by behaviour, and say whether the groups are real.

    Skewed columns are straightened, all are scaled robustly, and the ruler is kept. Whether there are groups is tested
    on held-out customers (:func:`crmpersona.segments.structure.find_structure`). On a continuum, which most retail logs
    are, the answer is one segment, and ``.tiers`` offers groups by rule instead.

    Parameters
    ----------
    features : Features or pandas.DataFrame
        From :func:`crmpersona.featurize` (buyers are grouped by their behaviour columns), or any frame with one row
        per customer (every numeric column counts alike).
    k : int or "auto", default "auto"
        Number of segments; a whole number is kept to whatever the test says, and the verdict stands beside it.
    seed : int, default 7
        Seed of every draw; the order of rows never matters.
    strict : bool, default False
        Whether "no structure" and "not enough data to tell" are errors.
    max_k : int, default 8
        Largest number of segments tried.

    Returns
    -------
    Segmentation
        Labels, verdict, table of criteria, stability, certificate.

    Raises
    ------
    NotEnoughDataError
        If there are no customers to group, or (strict) no structure was found.
    ParameterError
        If an argument is of the wrong kind.
    ContractError
        If no column is numeric, or two columns have the same name.

    Examples
    --------
    >>> rng = np.random.default_rng(7)
    >>> frame = pd.DataFrame({"monetary": np.r_[rng.normal(20, 2, 200), rng.normal(90, 9, 100)].round(2)})
    >>> found = segment(frame, max_k=3)
    >>> found.has_structure, found.k, found.labels.value_counts().to_dict()
    (True, 2, {1: 200, 0: 100})
    """
    plan = Plan(k=k, max_k=max_k, seed=seed).check()
    is_frame = isinstance(features, pd.DataFrame)
    if not is_frame and not isinstance(getattr(features, "frame", None), pd.DataFrame):
        raise ParameterError(f"a {type(features).__name__} cannot be grouped", remedy="pass Features or a DataFrame")
    given = _of_frame(features) if is_frame else _of_features(features)
    result = _segment(given, plan)
    if strict and not result.has_structure:
        raise NotEnoughDataError(result.reasons["en"], remedy="call without strict=True and use .tiers")
    return result


def _segment(given: _Input, plan: Plan) -> Segmentation:
    """Fit, test, certify."""
    if not (given.frame.min() < given.frame.max()).any():
        return _undivided(given, plan)
    unsupported = _too_few_repeaters(given)
    asked = Plan(k=1, max_k=plan.max_k, seed=plan.seed) if unsupported and plan.k == "auto" else plan
    model, labels, found, stable = fit_model(given.frame, given.order_by, asked, given.testing)
    found = _unsupported(given) if unsupported else found
    cause = _cause(found, given)
    series = pd.Series(labels, index=given.frame.index, name="segment", dtype="int64")
    # In canonical order: sums of floats must not depend on the order of rows.
    order = canonical_order(given.frame)
    confidence = pd.Series(model.confidence(given.frame.iloc[order]), index=given.frame.index[order])
    return Segmentation(
        labels=series,
        k=model.k,
        has_structure=found.has_structure,
        reasons=_reasons(cause, found, given, plan, model.k),
        tiers=fallback_groups(given.whole, frequency_known=not unsupported),
        k_table=_k_table(given, model, found, plan),
        stability=stable,
        certificate={"cause": cause, **make_certificate(found, series.iloc[order], stable, confidence)},
        features_used=model.scaling.names,
        notes=_notes(given, model),
        model=model,
        behaviour=given.behaviour,
        frame=given.frame,
        provenance=Provenance(
            as_of=given.as_of,
            seed=plan.seed,
            input_digest=_input_digest(given.frame),
            parameters={"k": plan.k, "max_k": plan.max_k, "method": "kmeans"},
        ),
    )


def _undivided(given: _Input, plan: Plan) -> Segmentation:
    """Return the answer for customers who do not differ in anything: one customer, for example."""
    found = untested(len(given.frame), max(FEWEST - len(given.frame), 1))
    alike = _say("all_alike", n=f"{len(given.frame):,}")
    labels = pd.Series(0, index=given.frame.index, name="segment", dtype="int64")
    one = pd.DataFrame(
        {"jaccard": [1.0], "jaccard_null": [1.0], "stable": [True]}, index=pd.RangeIndex(1, name="segment")
    )
    return Segmentation(
        labels=labels,
        k=1,
        has_structure=None,
        reasons=alike,
        tiers=fallback_groups(given.whole),
        k_table=found.table,
        stability=one,
        certificate={"cause": "all_alike", **make_certificate(found, labels, one, labels + 1.0)},
        notes=list(given.notes),
        frame=given.frame,
        provenance=Provenance(as_of=given.as_of, seed=plan.seed, parameters={"k": plan.k, "max_k": plan.max_k}),
    )


def _input_digest(frame: pd.DataFrame) -> str:
    """Name the input by its content, whatever the order of rows."""
    hashed = pd.util.hash_pandas_object(frame, index=True).to_numpy()
    return digest({"columns": [str(name) for name in frame.columns], "rows": [str(x) for x in np.sort(hashed)]})


def _k_table(given: _Input, model: Model, found: Structure, plan: Plan) -> pd.DataFrame:
    """Work out the table of criteria on the customers that drew the centres."""
    from threadpoolctl import threadpool_limits

    rows = given.frame.loc[given.testing]
    rows = rows.iloc[canonical_order(rows)]
    with threadpool_limits(limits=1):
        return k_table(model.scaling.apply(rows), found, model.k, ks=range(2, plan.max_k + 1), seed=plan.seed)
