"""What an export or an import lost, in words for the terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from app.exports import Loss


def in_words(lost: Sequence[Loss], what: str) -> Iterator[str]:
    """Yield each sentence once, with the items that it concerns; *what* loses them."""
    items: dict[tuple[str, bool], list[str]] = {}
    for loss in lost:
        items.setdefault((loss.what, loss.left_out), []).append(loss.question)
    for (said, left_out), ids in items.items():
        concerned = ", ".join(filter(None, ids))
        where = f"{concerned}: " if concerned else ""
        yield f"{what} {'leaves out' if left_out else 'loses'}: {where}{said}"
