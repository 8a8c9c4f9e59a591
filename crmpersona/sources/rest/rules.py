"""What a configuration of a REST source says, as frozen data: the server, and one endpoint per table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Endpoint", "Server"]


@dataclass(frozen=True)
class Endpoint:
    """Where the records of one table come from, and how to ask for page after page.

    Parameters
    ----------
    table : str
        Table of the contract.
    path : str
        Path below the server's address.
    records : str, default ""
        Dotted path of the list in an answer; empty where the answer is the list.
    lines : str, default ""
        Dotted path of a list inside a record (the lines of an order): one row per member.
    key : tuple of str
        Fields that name a record; versions of one record share them.
    updated : str, default ""
        Field that orders the versions of a record: an ISO moment or a number. Without it the later arrival wins.
    paging : {"none", "page", "offset", "cursor", "link"}, default "none"
        How the server counts pages.
    cursor : str, default ""
        Dotted path, in the answer, of the next cursor (``cursor``) or next address (``link``; empty
        there: the header ``Link``).
    cursor_param, page_param, offset_param, size_param : str
        Names of the parameters.
    first_page : int, default 1
        Number of the first page.
    size : int, default 0
        Records to ask for per page; 0 leaves it to the server.
    total : str, default ""
        Dotted path of the number of all records; ends the paging and is compared at the end.
    ends_on : {"empty", "short", "not_found"}, default "empty"
        What comes after the last page: an empty page, a page with fewer than ``size`` records is the last, or a 404.
    since_param : str, default ""
        Parameter that asks for records changed since a moment; makes the source incremental.
    since : str, default ""
        Its value in the very first run.
    params : mapping of str to str
        Further parameters of every request.

    Examples
    --------
    >>> Endpoint("customers", "people", key=("id",)).paging
    'none'
    """

    table: str
    path: str
    key: tuple[str, ...]
    records: str = ""
    lines: str = ""
    updated: str = ""
    paging: str = "none"
    cursor: str = ""
    cursor_param: str = "cursor"
    page_param: str = "page"
    offset_param: str = "offset"
    size_param: str = "limit"
    first_page: int = 1
    size: int = 0
    total: str = ""
    ends_on: str = "empty"
    since_param: str = ""
    since: str = ""
    params: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Server:
    """A server and how patiently to ask it. Holds the name of the secret's variable, never the secret.

    Parameters
    ----------
    label : str
        Name of the configuration, for messages.
    url : str
        Address that all paths are below.
    endpoints : mapping of str to Endpoint
        By table.
    token_env : str, default ""
        Environment variable that holds the secret.
    token_header : str, default "Authorization"
        Header that carries it.
    token_prefix : str, default "Bearer"
        Word before it in that header; may be empty.
    token_param : str, default ""
        Parameter that carries it instead of a header.
    headers : mapping of str to str
        Further headers.
    allow_http : bool, default False
        Whether the secret may travel unencrypted to another machine.
    timeout_s : float, default 30
        Longest silence of the server, in seconds; a whole page may take ten times as long.
    attempts : int, default 6
        Tries per page.
    back_off_s : float, default 1
        Longest wait before the second try, doubled for each further one.
    longest_wait_s : float, default 120
        Longest wait before any try, also where the server asks for more.
    requests_per_second : float, default 0
        Rate limit; 0 sets none.
    max_pages : int, default 100,000
        Pages per table and run.
    max_rows : int, default 0
        Records per table and run; 0 sets no limit.
    max_page_mb : int, default 64
        Largest answer.

    Examples
    --------
    >>> Server("shop.toml", "https://api.example.com", {}).attempts
    6
    """

    label: str
    url: str
    endpoints: Mapping[str, Endpoint]
    token_env: str = ""
    token_header: str = "Authorization"  # noqa: S105 - the name of a header
    token_prefix: str = "Bearer"  # noqa: S105 - the word before the secret
    token_param: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    allow_http: bool = False
    timeout_s: float = 30
    attempts: int = 6
    back_off_s: float = 1
    longest_wait_s: float = 120
    requests_per_second: float = 0
    max_pages: int = 100_000
    max_rows: int = 0
    max_page_mb: int = 64
