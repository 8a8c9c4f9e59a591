"""One process at a time: a lock that the system itself lets go when its holder dies."""

from __future__ import annotations

__all__ = ["take_lock"]


def take_lock(descriptor: int) -> bool:
    """Try to lock an open file for this process.

    Parameters
    ----------
    descriptor : int
        Number of the open file, as ``handle.fileno()`` gives it. Closing the file, or the end of the process however it
        comes, lets the lock go.

    Returns
    -------
    bool
        False where another process holds it.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryFile() as handle:
    ...     take_lock(handle.fileno())
    True
    """
    try:
        import fcntl
    except ImportError:  # pragma: no cover - Windows
        import msvcrt

        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
        except OSError:
            return False
        return True
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True
