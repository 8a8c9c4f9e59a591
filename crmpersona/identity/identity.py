"""link(): one customer id over all tables of a Crm, kept from month to month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from crmpersona.contract import Crm, Formatter, ParameterError, Provenance, Result, mask, resolve_lang
from crmpersona.identity.clusters import within
from crmpersona.identity.evidence import Evidence, weigh
from crmpersona.identity.golden import golden_records
from crmpersona.identity.records import digests, fields_of, records_of
from crmpersona.identity.resolving import Decisions, Known, Resolved, key_columns, resolve
from crmpersona.identity.rewriting import rewritten
from crmpersona.identity.scoring import Scorer
from crmpersona.identity.stable import lasting_ids
from crmpersona.identity.words import WORDS

__all__ = ["Identity", "link"]

DECISIONS = ("left", "right", "same")


@dataclass(frozen=True, kw_only=True, repr=False)
class Identity(Result):
    """Who is who in a Crm.

    Parameters
    ----------
    crm : Crm
        All tables with the id of the person as ``customer_id``; one customer per person, each field
        with the value to go by.
    links : pandas.DataFrame
        ``record``, ``source``, ``source_id``, ``given_id``, ``customer_id``, ``household_id``.
    entities : pandas.DataFrame
        ``customer_id``, ``household_id``, ``records``, ``sources``.
    evidence : pandas.DataFrame
        ``left``, ``right``, ``probability``: pairs of records taken for one person.
    review : pandas.DataFrame
        ``left``, ``right``, ``probability``, ``reason``: pairs that people should look at.
    lineage : pandas.DataFrame
        ``customer_id``, ``field``, ``record``, ``rule``: where each value to go by comes from.
    log : pandas.DataFrame
        ``change``, ``customer_id``, ``other_id``, ``records``: ids merged, new and split since the last run.
    decisions : pandas.DataFrame
        ``left``, ``right``, ``same``: what people decided so far.
    kept_share : float
        Share of the last run's ids that stayed with the same records; NaN without one.
    source : Crm
        The Crm as it was given.
    state : dict
        What the next run builds on: keys of records, links, bars, model.
    """

    crm: Crm = field(repr=False)
    links: pd.DataFrame = field(repr=False)
    entities: pd.DataFrame = field(repr=False)
    evidence: pd.DataFrame = field(repr=False)
    review: pd.DataFrame = field(repr=False)
    lineage: pd.DataFrame = field(repr=False)
    log: pd.DataFrame = field(repr=False)
    decisions: pd.DataFrame = field(repr=False)
    kept_share: float
    source: Crm = field(repr=False)
    state: dict[str, Any] = field(repr=False)

    def to_frame(self) -> pd.DataFrame:
        """Return how many people have how many records; no ids."""
        sizes = self.entities["records"].value_counts().sort_index()
        return sizes.rename_axis("records").reset_index(name="people")

    def summary(self, lang: str | None = None) -> str:
        """Say how many people there are, and what changed since the last run."""
        lang = resolve_lang(lang)
        homes = self.entities.groupby("household_id").size()
        text = WORDS(
            "identity",
            lang,
            records=len(self.links),
            people=len(self.entities),
            several=int((self.entities["records"] > 1).sum()),
            homes=int((homes > 1).sum()),
        )
        if np.isnan(self.kept_share):
            return text
        counts = self.log["change"].value_counts()
        new, merged, split = (int(counts.get(change, 0)) for change in ("new", "merged", "split"))
        kept = Formatter(lang).rate(self.kept_share)
        changes = WORDS("changes", lang, kept=kept, new=new, merged=merged, split=split)
        return f"{text}{'' if lang == 'zh' else ' '}{changes}"

    def explain(self, left: str, right: str) -> Evidence:
        """Say why two records are one person, or are not.

        Parameters
        ----------
        left, right : str
            Records, as in ``links``.

        Returns
        -------
        Evidence
            With a sentence and a picture.

        Raises
        ------
        ParameterError
            If there is no such record, or nothing was compared.
        """
        places = pd.Series(range(len(self.links)), index=self.links["record"])
        missing = [record for record in (left, right) if record not in places.index]
        if missing or left == right or self.state["scorer"] is None:
            what = f"there is no record {mask(missing[0], 'id')}" if missing else "these two were not compared"
            raise ParameterError(what, remedy="name two records of .links['record']")
        return weigh(self.state["scorer"], int(places[left]), int(places[right]))

    def undo(self, customer_id: str) -> Identity:
        """Take a merge back: the records that had different ids before are kept apart from now on.

        Parameters
        ----------
        customer_id : str
            Id of the person, as in the log.

        Returns
        -------
        Identity
            As if the merge had been refused; the log says so.

        Raises
        ------
        ParameterError
            If nothing was merged into this id in the last run.
        """
        mine = self.links.loc[self.links["customer_id"] == customer_id, "record"]
        before = self.state["before"].reindex(mine).dropna()
        if before.nunique() < 2:
            raise ParameterError(
                f"nothing was merged into {mask(customer_id, 'id')} in the last run",
                remedy="see .log, rows with the change 'merged'",
            )
        one, other = within(np.zeros(len(before), dtype=np.int64))
        old = before.to_numpy()
        apart = old[one] != old[other]
        names = before.index.to_numpy()
        decided = pd.DataFrame({"left": names[one[apart]], "right": names[other[apart]], "same": False})
        return link(self.source, previous=self, decisions=decided, threshold=self.state["threshold"])


def link(
    crm: Crm,
    *,
    previous: Identity | None = None,
    decisions: pd.DataFrame | None = None,
    trust: Sequence[str] = ("customers",),
    threshold: float = 0.9,
    seed: int = 7,
) -> Identity:
    """Give everybody one customer id over all tables and sources.

    Customers and the rows of source systems are linked as :func:`crmpersona.identity.link_frames`
    does it. With the result of the last run, people keep their ids, only new and changed records
    are compared, by the same model, and each merge and split is written down and can be undone.

    Parameters
    ----------
    crm : Crm
        With ``customers``, ``source_records`` or both.
    previous : Identity, optional
        The last run, for example of last month.
    decisions : pandas.DataFrame, optional
        ``left``, ``right`` (records as in ``links``), ``same`` (true or false): what people decided
        of the pairs in ``review``. They outweigh the model and are kept for later runs.
    trust : sequence of str, default ("customers",)
        Sources, the one trusted most first.
    threshold : float, default 0.9
        Probability from which two records are linked.
    seed : int, default 7
        Seed of the random pairs that tell how often values agree by chance.

    Returns
    -------
    Identity
        ``.crm``, ``.links``, ``.entities``, ``.evidence``, ``.review``, ``.lineage``, ``.log``.

    Raises
    ------
    ContractError
        If there is nobody to link.
    ParameterError
        If the decisions lack a column or the threshold is no probability.

    Examples
    --------
    >>> import crmpersona as cp
    >>> people = pd.DataFrame({
    ...     "customer_id": ["C1", "C2"], "name": ["张伟", "Zhang Wei"], "phone": ["13800001111", "138 0000 1111"],
    ... })
    >>> found = link(cp.read({"customers": people}), threshold=0.5)
    >>> found.links["customer_id"].tolist(), len(found.crm.frame("customers"))
    (['C1', 'C1'], 1)
    """
    if isinstance(threshold, bool) or not 0 < threshold <= 1:
        raise ParameterError(f"threshold={threshold!r} is no probability", remedy="give for example threshold=0.9")
    records = records_of(crm)
    fields = list(previous.state["fields"]) if previous else fields_of(records)
    keys = key_columns(records, fields)
    said = digests(keys)
    decided = _decisions(decisions, previous)
    known = _known(records, said, previous)
    found = resolve(
        keys, fields, threshold=threshold, seed=seed, known=known, decisions=_positions(decided, records["record"])
    )
    proposed = (
        records["customer_id"].fillna(records["record"]).where(records["table"] == "customers", records["record"])
    )
    before = previous.links.set_index("record")["customer_id"] if previous else pd.Series(dtype=object)
    old = records["record"].map(before)
    ids, log = lasting_ids(found.person, proposed, old)
    links = records[["record", "source", "source_id", "customer_id"]].rename(columns={"customer_id": "given_id"})
    links = links.assign(customer_id=ids, household_id=ids.to_numpy()[found.home])
    golden = golden_records(records.assign(customer_id=ids), trust)
    state = {
        "fields": tuple(fields),
        "said": said.set_axis(records["record"]),
        "scorer": found.scorer,
        "rules": found.rules,
        "threshold": threshold,
        "before": old.set_axis(records["record"]),
        "pairs": {name: _named(getattr(found, name), records["record"]) for name in ("links", "barred")},
    }
    return Identity(
        crm=rewritten(crm, records.assign(person=ids), golden),
        links=links,
        entities=_entities(links),
        evidence=_named(found.pairs, records["record"]),
        review=_review(found, records["record"], decided),
        lineage=golden[["customer_id", "field", "record", "rule"]],
        log=log if previous else log.head(0),
        decisions=decided,
        kept_share=_kept(old, ids) if previous else float("nan"),
        source=crm,
        state=state,
        provenance=Provenance(
            seed=seed,
            input_digest=crm.provenance.input_digest,
            parameters={"threshold": threshold, "trust": list(trust), "incremental": previous is not None},
        ),
    )


def _decisions(given: pd.DataFrame | None, previous: Identity | None) -> pd.DataFrame:
    """Put new decisions after the old ones; the last word on a pair counts."""
    parts = [previous.decisions] if previous else []
    if given is not None:
        missing = [name for name in DECISIONS if name not in given.columns]
        if missing:
            raise ParameterError(f"decisions lack the column {missing[0]!r}", remedy=f"columns: {', '.join(DECISIONS)}")
        ends = np.sort(given[["left", "right"]].astype(str).to_numpy(), axis=1)
        parts.append(
            pd.DataFrame({"left": ends[:, 0], "right": ends[:, 1], "same": given["same"].astype(bool).to_numpy()})
        )
    if not parts:
        return pd.DataFrame({"left": [], "right": [], "same": []}).astype(
            {"left": object, "right": object, "same": bool}
        )
    return pd.concat(parts, ignore_index=True).drop_duplicates(["left", "right"], keep="last", ignore_index=True)


def _positions(pairs: pd.DataFrame, names: pd.Series) -> Decisions:
    """Turn decisions into positions; those on records that are gone have nothing to say."""
    places = pd.Series(range(len(names)), index=names)
    known = pairs[pairs["left"].isin(places.index) & pairs["right"].isin(places.index)]
    ends = np.sort(np.column_stack([places[known["left"]], places[known["right"]]]), axis=1)
    frame = pd.DataFrame({"left": ends[:, 0], "right": ends[:, 1]}).astype(np.int64)
    same = known["same"].to_numpy(dtype=bool)
    return Decisions(frame[same].reset_index(drop=True), frame[~same].reset_index(drop=True))


def _named(pairs: pd.DataFrame, names: pd.Series) -> pd.DataFrame:
    """Put records in the place of positions."""
    text = names.to_numpy()
    return pairs.assign(left=text[pairs["left"]], right=text[pairs["right"]]).reset_index(drop=True)


def _known(records: pd.DataFrame, said: pd.Series, previous: Identity | None) -> Known | None:
    """Return what the last run found out of records that still say the same."""
    if previous is None or previous.state["scorer"] is None:
        return None
    names = records["record"]
    fresh = (names.map(previous.state["said"]) != said).to_numpy()
    places = pd.Series(range(len(names)), index=names)[~fresh]
    pairs = {}
    for name, frame in previous.state["pairs"].items():
        still = frame[frame["left"].isin(places.index) & frame["right"].isin(places.index)]
        ends = np.sort(np.column_stack([places[still["left"]], places[still["right"]]]), axis=1).astype(np.int64)
        pairs[name] = pd.DataFrame({"left": ends[:, 0], "right": ends[:, 1], "weight": still["weight"].to_numpy()})
    scorer: Scorer = previous.state["scorer"]
    return Known(scorer.settings, scorer.veto, previous.state["rules"], pairs["links"], pairs["barred"], fresh)


def _entities(links: pd.DataFrame) -> pd.DataFrame:
    """Return one row per person."""
    grouped = links.groupby("customer_id", sort=True)
    return grouped.agg(
        household_id=("household_id", "first"), records=("record", "size"), sources=("source", "nunique")
    ).reset_index()


def _kept(old: pd.Series, ids: pd.Series) -> float:
    """Return the share of old ids whose records all still carry them."""
    both = pd.DataFrame({"old": old.to_numpy(), "new": ids.to_numpy()}).dropna(subset="old")
    return float((both["old"] == both["new"]).groupby(both["old"]).all().mean()) if len(both) else float("nan")


def _review(found: Resolved, names: pd.Series, decided: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs worth a look: barred although nearly everything agrees, and joined by a weak link only."""
    weight = found.barred["weight"]
    barred = found.barred.assign(probability=1.0 / (1.0 + np.exp2(-weight)), reason="names_unlike")[weight > 0]
    weak = found.pairs[found.pairs["probability"] < 0.99].assign(reason="weak_link")
    both = _named(pd.concat([barred.drop(columns="weight"), weak], ignore_index=True), names)
    listed = pd.MultiIndex.from_frame(decided[["left", "right"]])
    ends = np.sort(both[["left", "right"]].to_numpy(dtype=str), axis=1) if len(both) else np.empty((0, 2), dtype=str)
    seen = pd.MultiIndex.from_arrays([ends[:, 0], ends[:, 1]]).isin(listed)
    order = ["reason", "probability", "left", "right"]
    return both[~seen].sort_values(order, kind="stable", ignore_index=True)[["left", "right", "probability", "reason"]]
