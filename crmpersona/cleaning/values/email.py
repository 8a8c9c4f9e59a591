"""E-mail addresses: the form that can be written to, and the form that two records are compared by."""

from __future__ import annotations

import re
from typing import Any

from crmpersona.cleaning.values.result import Cleaned, Context, ambiguous, invalid, ok

__all__ = ["clean_email", "clean_email_key"]

_PREFIX = re.compile(
    r"^(?:mailto:|e-?mail\s*[:：]|邮箱(?:地址)?\s*[:：]|电子邮[箱件]\s*[:：]|[em]\s*[:：])\s*", re.IGNORECASE
)
_IN_BRACKETS = re.compile(r"[^<>]{0,200}<\s*(?:mailto:)?([^<>]{1,320})>")
_WRITTEN_AT = re.compile(r"\s*[(\[{]\s*(?:at|@)\s*[)\]}]\s*|\s+at\s+|\s*#@\s*", re.IGNORECASE)
_WRITTEN_DOT = re.compile(r"\s*[(\[{]\s*(?:dot|\.)\s*[)\]}]\s*|\s+dot\s+", re.IGNORECASE)
_SEPARATOR = re.compile(r"\s*[;；,，、|/]\s*|\s+(?:or|and|或者?|和|&)\s+|\s+(?=[^\s@]+@)")
_REMARK = re.compile(r"\s*[(（][^()（）@]{0,30}[)）]$")
_SPACES_AROUND_SIGNS = re.compile(r"\s*([@.])\s*")

# Full stops under IDNA mapping (UTS 46), and at signs of other widths.
_SIGNS = str.maketrans({"。": ".", "．": ".", "｡": ".", "＠": "@", "﹫": "@"})

_ROLES = frozenset(
    """abuse accounts admin administrator billing careers contact customerservice enquiries feedback finance hello
    help helpdesk hr info inquiries invoice it jobs kefu kontakt mail marketing news newsletter no-reply noreply
    office orders postmaster press privacy purchase reception sales security service shop support team
    webmaster""".split()  # noqa: SIM905 - a list to be read
)

# Slips that people make in the domains of large providers; they are told, not corrected.
_PROVIDER_SLIPS = frozenset(
    """gmial.com gmai.com gmal.com gmail.con gmail.co gmail.cm gmail.om gmaill.com gnail.com gamil.com gmail.cn
    hotmial.com hotmal.com hotmai.com hotmail.con hotnail.com outlok.com outloo.com outlook.con yaho.com
    yahooo.com yahoo.con yhoo.com iclod.com icoud.com qq.con qq.cm qq.cn qq.co 163.con 163.cm 163.cn 126.con
    126.cn""".split()  # noqa: SIM905 - likewise
)
_PLACEHOLDERS = frozenset(
    {
        "test@test.com",
        "a@a.com",
        "no@no.com",
        "none@none.com",
        "noemail@noemail.com",
        "na@na.com",
        "x@x.com",
        "abc@abc.com",
    }
)

_DOTLESS = frozenset({"gmail.com", "googlemail.com"})
_SAME_PROVIDER = {"googlemail.com": "gmail.com", "pm.me": "protonmail.com", "proton.me": "protonmail.com"}


def clean_email(raw: str, context: Context) -> Cleaned:  # noqa: ARG001 - one signature for every cleaner
    """Clean an e-mail address to the form that can be written to.

    Parameters
    ----------
    raw : str
        Text after the first step.
    context : Context
        Not used.

    Returns
    -------
    Cleaned
        Lower case, the domain in Unicode; the mailbox name is kept as it is otherwise.
    """
    found = _addresses(raw)
    if isinstance(found, Cleaned):
        return found
    return ok(found, _rule_of(found))


def clean_email_key(raw: str, context: Context) -> Cleaned:
    """Clean an e-mail address to the form that two records are compared by.

    Parameters
    ----------
    raw : str
        Text after the first step.
    context : Context
        As for :func:`clean_email`.

    Returns
    -------
    Cleaned
        The address without ``+tag``, at Gmail without dots and under one domain. Never write to it.
    """
    answer = clean_email(raw, context)
    if answer.status != "ok":
        return answer
    local, _, domain = str(answer.value).rpartition("@")
    local = local.split("+", 1)[0] or local
    if domain in _DOTLESS:
        local = local.replace(".", "")
    return ok(f"{local}@{_SAME_PROVIDER.get(domain, domain)}", "email_key.matching")


def _rule_of(address: str) -> str:
    """Return the rule whose note says what is remarkable about a good address."""
    local, _, domain = address.rpartition("@")
    if domain in _PROVIDER_SLIPS:
        return "email.provider_slip"
    if local.split("+", 1)[0] in _ROLES:
        return "email.role"
    return "email.qq_number" if domain in {"qq.com", "vip.qq.com"} and local.isdigit() else "email.address"


def _addresses(raw: str) -> str | Cleaned:
    """Return the one address of a cell, or why there is none."""
    text = raw.translate(_SIGNS).strip("'\"`,;，；、<> ")
    text = _PREFIX.sub("", text).split("?", 1)[0] if _PREFIX.match(text) else text
    text = _REMARK.sub("", text)
    whole = _valid(_joined(text))
    if isinstance(whole, str):
        return whole
    pieces = [piece for piece in _SEPARATOR.split(text) if piece][:20]
    found = {address: None for piece in pieces if isinstance(address := _valid(_joined(piece)), str)}
    if len(found) > 1:
        return ambiguous("email.several", tuple(found), count=len(found))
    # The same address twice; beside a broken one it may be the wrong one of two, or the end of a broken one.
    if len(found) == 1 and len(pieces) > 1 and all(_valid(_joined(piece)) in found for piece in pieces):
        return next(iter(found))
    return whole


def _joined(text: str) -> str:
    """Return an address without display name, written-out signs and spaces around signs."""
    bracketed = _IN_BRACKETS.fullmatch(text.strip())
    if bracketed:
        text = bracketed[1]
    if "@" not in text:
        text = _WRITTEN_AT.sub("@", text)
        text = _WRITTEN_DOT.sub(".", text) if "@" in text else text
    text = _PREFIX.sub("", text.strip())
    return _SPACES_AROUND_SIGNS.sub(r"\1", text).strip("'\"()[]<> ").rstrip(".")


def _valid(text: str) -> str | Cleaned:
    """Return the address in its deliverable form, or the rule that it breaks."""
    if text.count("@") != 1:
        return invalid("email.no_at" if "@" not in text else "email.two_ats")
    if len(text) > 320 or re.search(r"\s", text):
        return invalid("email.not_valid")
    if text.casefold() in _PLACEHOLDERS:
        return invalid("email.placeholder")
    from email_validator import EmailNotValidError, validate_email

    try:
        found: Any = validate_email(text, check_deliverability=False, test_environment=True, strict=True)
    except (EmailNotValidError, UnicodeError, ValueError, IndexError):
        return invalid("email.not_valid")
    address = str(found.normalized).lower()
    return address if re.search(r"\.[^.]{2,}$", address) else invalid("email.not_valid")
