"""link_frames(): any one or two frames with records of people to one id per person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pandas as pd

from crmpersona.contract import ContractError, ParameterError, Provenance, Result, mask, nearest, resolve_lang
from crmpersona.identity.comparisons import Field
from crmpersona.identity.keys import KEYS
from crmpersona.identity.resolving import Resolved, key_columns, resolve
from crmpersona.identity.words import WORDS

__all__ = ["Links", "link_frames"]

SIDES = ("left", "right")


@dataclass(frozen=True, kw_only=True, repr=False)
class Links(Result):
    """Which records are one person.

    Parameters
    ----------
    entities : pandas.DataFrame
        ``id``, ``entity_id`` (the first id of the person), ``household_id``; with two frames also ``frame``.
    pairs : pandas.DataFrame
        ``left_id``, ``right_id``, ``probability``: all pairs of records of one person; with two
        frames those that cross over.
    rules : pandas.DataFrame
        ``rule``, ``pairs``: by which keys records were brought together.
    model : dict
        The trained model in Splink's form.
    compared : int
        Pairs compared.
    recall : float
        Estimated share of the true pairs among them.
    barred : int
        Pairs that hung together and were kept apart.
    hubs : pandas.DataFrame
        ``column``, ``values``, ``records``: contacts that too many people share to count.
    """

    entities: pd.DataFrame = field(repr=False)
    pairs: pd.DataFrame = field(repr=False)
    rules: pd.DataFrame = field(repr=False)
    model: dict[str, Any] = field(repr=False)
    compared: int
    recall: float
    barred: int
    hubs: pd.DataFrame = field(repr=False)

    def to_frame(self) -> pd.DataFrame:
        """Return how many people have how many records.

        Returns
        -------
        pandas.DataFrame
            ``records``, ``people``; no ids.
        """
        sizes = self.entities.groupby("entity_id").size().value_counts().sort_index()
        return sizes.rename_axis("records").reset_index(name="people")

    def summary(self, lang: str | None = None) -> str:
        """Say how many people there are, and how far to trust it."""
        lang = resolve_lang(lang)
        if not self.compared:
            return WORDS("links_none", lang, records=len(self.entities))
        sizes = self.entities.groupby("entity_id").size()
        homes = self.entities.groupby("household_id")["entity_id"].nunique()
        first = WORDS(
            "links",
            lang,
            records=len(self.entities),
            people=len(sizes),
            several=int((sizes > 1).sum()),
            compared=self.compared,
            recall="?" if np.isnan(self.recall) else f"{self.recall:.1%}",
        )
        second = WORDS("households", lang, homes=int((homes > 1).sum()), barred=self.barred)
        return f"{first}{'' if lang == 'zh' else ' '}{second}"


def link_frames(
    left: Any,
    right: Any = None,
    *,
    id_column: str,
    fields: Mapping[str, str],
    threshold: float = 0.9,
    seed: int = 7,
) -> Links:
    """Find out which records belong to one person, without labels.

    Keys are made of every field (张偉, Zhang Wei and 张伟先生 have one key), rules bring records
    together that may be one person, Splink compares them level by level and weighs each agreement
    by how rare the value is; the weights are learnt from the records themselves. People with unlike
    names and unequal birth dates are never joined, directly or by way of a third record, however
    much else they share: they may be a household.

    Parameters
    ----------
    left : frame
        Records: pandas, Polars, Arrow, DuckDB, Ibis, or the path of a Parquet file. Not changed.
    right : frame, optional
        More records, of another source, with the same columns. People are found across and inside
        both.
    id_column : str
        Column that names a record; no two records of a frame may have the same.
    fields : mapping of str to str
        Column to kind: given_name, surname, full_name, birth_date, phone, email, street, city,
        region, postcode, number, text, category.
    threshold : float, default 0.9
        Probability from which two records are linked. Lower finds more, higher errs less.
    seed : int, default 7
        Seed of the random pairs that tell how often values agree by chance.

    Returns
    -------
    Links
        ``.entities`` and ``.pairs``.

    Raises
    ------
    ContractError
        If a column is missing, or an id is missing or stands twice.
    ParameterError
        If a kind is unknown or the threshold is no probability.

    References
    ----------
    .. [1] Fellegi, I. P., and Sunter, A. B. (1969). A theory for record linkage. Journal of the
       American Statistical Association 64, 1183-1210.
    .. [2] Linacre, R., et al. (2022). Splink: free software for probabilistic record linkage at
       scale. International Journal of Population Data Science 7(3).

    Examples
    --------
    >>> records = pd.DataFrame({
    ...     "id": ["a", "b", "c"],
    ...     "name": ["张伟", "ZHANG, Wei", "张娜"],
    ...     "phone": ["13800001111", "+86 138 0000 1111", "13800001111"],
    ... })
    >>> found = link_frames(records, id_column="id", fields={"name": "full_name", "phone": "phone"}, threshold=0.5)
    >>> found.entities[["id", "entity_id"]].to_numpy().tolist()
    [['a', 'a'], ['b', 'a'], ['c', 'c']]
    """
    compared = _checked(fields, threshold)
    given = [
        (name, _frame(side, id_column, compared, name))
        for name, side in zip(SIDES, (left, right), strict=True)
        if side is not None
    ]
    records = pd.concat(
        [pd.DataFrame({"id": frame[id_column], "frame": name}) for name, frame in given], ignore_index=True
    )
    values = pd.concat([frame[[each.column for each in compared]] for _, frame in given], ignore_index=True)
    # An order of their own, so that the order of the input cannot matter.
    order = records.assign(text=records["id"].astype(str)).sort_values(["frame", "text"], kind="stable").index
    records, values = (each.loc[order].reset_index(drop=True) for each in (records, values))
    found = resolve(key_columns(values, compared), compared, threshold=threshold, seed=seed)
    parameters = {"fields": dict(fields), "id_column": id_column, "threshold": threshold}
    return _result(records, found, len(given) == 2, Provenance(seed=seed, parameters=parameters))


def _checked(fields: Mapping[str, str], threshold: float) -> list[Field]:
    """Refuse what has no meaning; return the fields."""
    if not fields:
        raise ParameterError(
            "fields is empty", remedy='name at least one column and its kind: fields={"phone": "phone"}'
        )
    for column, kind in fields.items():
        if kind not in KEYS:
            close = nearest(str(kind), KEYS)
            advice = f"did you mean {close!r}? " if close else ""
            raise ParameterError(
                f"kind {kind!r} of column {column!r} is unknown", remedy=f"{advice}Kinds: {', '.join(KEYS)}"
            )
    if isinstance(threshold, bool) or not isinstance(threshold, (int, float)) or not 0 < threshold <= 1:
        raise ParameterError(f"threshold={threshold!r} is no probability", remedy="give for example threshold=0.9")
    return [Field(f"f{place}", column, kind) for place, (column, kind) in enumerate(fields.items())]


def _frame(given: Any, id_column: str, fields: list[Field], side: str) -> pd.DataFrame:
    """Return a frame as pandas, its columns and ids checked."""
    if not isinstance(given, pd.DataFrame):
        from crmpersona.relational import as_table

        given = as_table(given).to_pandas()
    missing = [column for column in (id_column, *(each.column for each in fields)) if column not in given.columns]
    if missing:
        close = nearest(missing[0], [str(column) for column in given.columns])
        advice = f"did you mean {close!r}? " if close else ""
        raise ContractError(
            f"column {missing[0]!r} is missing",
            where=f"frame {side}",
            remedy=f"{advice}Columns there: {', '.join(map(str, given.columns[:20]))}",
        )
    ids = given[id_column]
    if ids.isna().any():
        raise ContractError(
            f"{int(ids.isna().sum()):,} records have no id",
            where=f"frame {side}, column {id_column}",
            remedy="number them",
        )
    twice = ids[ids.duplicated()]
    if len(twice):
        raise ContractError(
            f"{len(twice):,} ids stand more than once, for example {mask(twice.iloc[0], 'id')}",
            where=f"frame {side}, column {id_column}",
            remedy="an id names one record; put the source before it, or number the rows",
        )
    frame: pd.DataFrame = given
    return frame


def _result(records: pd.DataFrame, found: Resolved, two: bool, provenance: Provenance) -> Links:
    """Put ids in the place of positions."""
    ids = records["id"]
    entities = pd.DataFrame(
        {"id": ids, "entity_id": ids.to_numpy()[found.person], "household_id": ids.to_numpy()[found.home]}
    )
    pairs = found.pairs
    if two:
        side = records["frame"].to_numpy()
        # An id may name one record here and another there.
        named = (records["frame"] + ":" + ids.astype(str)).to_numpy()
        entities = entities.assign(frame=side, entity_id=named[found.person], household_id=named[found.home])
        pairs = pairs[side[pairs["left"]] != side[pairs["right"]]]
    return Links(
        entities=entities,
        pairs=pd.DataFrame(
            {
                "left_id": ids.to_numpy()[pairs["left"]],
                "right_id": ids.to_numpy()[pairs["right"]],
                "probability": pairs["probability"].to_numpy(),
            }
        ),
        rules=pd.DataFrame([(" + ".join(rule.columns), rule.pairs) for rule in found.rules], columns=["rule", "pairs"]),
        model=found.scorer.settings if found.scorer else {},
        compared=found.compared,
        recall=found.recall,
        barred=len(found.barred),
        hubs=found.hubs,
        provenance=provenance,
    )
