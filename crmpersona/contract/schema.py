"""How a table of the contract is declared: names, types, units, limits, privacy class."""

from __future__ import annotations

from dataclasses import dataclass

from crmpersona.contract.errors import ContractError, nearest

__all__ = ["COLUMN_TYPES", "PII_CLASSES", "ColumnSpec", "TableSpec"]

COLUMN_TYPES = ("id", "text", "category", "integer", "decimal", "money", "boolean", "date", "timestamp")
PII_CLASSES = ("direct", "quasi", "sensitive", "none")


@dataclass(frozen=True)
class ColumnSpec:
    """One column of the contract.

    Parameters
    ----------
    name : str
        Name in every table of crmpersona.
    type : {"id", "text", "category", "integer", "decimal", "money", "boolean", "date", "timestamp"}
        Kind of value. ``money`` and ``decimal`` are kept exactly, as whole 1/10,000 units.
    about_en, about_zh : str
        What it means.
    required : bool, default False
        Whether a row without it is useless.
    unit : str, default ""
        Unit, for example ``"currency"`` or ``"s"``.
    allowed : tuple of str, default ()
        Allowed values; empty allows any.
    minimum, maximum : float, optional
        Limits, both included.
    pii : {"direct", "quasi", "sensitive", "none"}, default "none"
        Privacy class.

    Examples
    --------
    >>> ColumnSpec("rating", "integer", "stars", "评分", minimum=1, maximum=5).type
    'integer'
    """

    name: str
    type: str
    about_en: str
    about_zh: str
    required: bool = False
    unit: str = ""
    allowed: tuple[str, ...] = ()
    minimum: float | None = None
    maximum: float | None = None
    pii: str = "none"

    def __post_init__(self) -> None:
        """Refuse kinds that nothing could compile."""
        if self.type not in COLUMN_TYPES or self.pii not in PII_CLASSES:
            raise ContractError(f"column {self.name} has type {self.type!r} and privacy class {self.pii!r}")


@dataclass(frozen=True)
class TableSpec:
    """One table of the contract.

    Parameters
    ----------
    name : str
        Name of the table.
    key : tuple of str
        Columns that name a row; no two rows may share them where all are known.
    columns : tuple of ColumnSpec
        The columns, required ones first.
    about_en, about_zh : str
        What a row is.

    Examples
    --------
    >>> from crmpersona.contract import CONTRACT
    >>> CONTRACT["transactions"].required
    ('customer_id', 'ordered_at')
    """

    name: str
    key: tuple[str, ...]
    columns: tuple[ColumnSpec, ...]
    about_en: str
    about_zh: str

    @property
    def names(self) -> tuple[str, ...]:
        """Names of all columns."""
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """Names of the columns that every row must have."""
        return tuple(column.name for column in self.columns if column.required)

    def has(self, name: str) -> bool:
        """Say whether the contract knows a column.

        Parameters
        ----------
        name : str
            Column name.

        Returns
        -------
        bool
            Whether it is declared.
        """
        return name in self.names

    def column(self, name: str) -> ColumnSpec:
        """Return one column.

        Parameters
        ----------
        name : str
            Column name.

        Returns
        -------
        ColumnSpec
            Its declaration.

        Raises
        ------
        ContractError
            If the table has no such column.
        """
        for column in self.columns:
            if column.name == name:
                return column
        raise ContractError(
            f"the contract has no column {name!r}",
            where=f"table {self.name}",
            remedy=f"nearest column: {nearest(name, self.names) or ', '.join(self.names)}",
        )
