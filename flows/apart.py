"""Reads a shard, and where it is lost, finds the document that did it by bisection: it is rejected, and the rest goes on.

If several are left, they are then read bucket by bucket, so the first that the cache lacks is the one that is lost. It gets
one more try, since a worker can die of other things; then halves of its documents are read, and halves of those, without
storing anything.
"""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from flows.cache import is_fresh
from flows.shards import Shard, documents_of
from flows.watch import LostError
from transforms.errors import DatelineError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    Call = Callable[[str], str]

# More documents than these in one bucket are not poisonous: it is the machine that is ill.
MOST_REFUSED = 10
HINT = "Memory may have run out: try fewer --workers, or a machine with more memory."


class WorkerLostError(DatelineError):
    """Worker processes ended without an answer, again and again, whatever they read."""

    exit_code = 1


def read_apart(call: Call, text: str) -> str:
    """Read a shard with `call`; documents that it is lost over are stored as crashed. Shard and receipt are JSON.

    Errors: `WorkerLostError` where no document is to blame; whatever else `call` raises.
    """
    shard, receipts = Shard.from_json(text), []
    while shard.buckets:
        try:
            receipts.append(call(shard.to_json()))
            break
        except LostError:
            left = tuple(bucket for bucket in shard.buckets if not is_fresh(Path(shard.cache), bucket))
        if len(left) == 1 or (left and shard.singly):
            receipts.append(_read_bucket(call, replace(shard, buckets=left[:1])))
            left = left[1:]
        shard = replace(shard, buckets=left, singly=True)
    return _joined(receipts)


def _read_bucket(call: Call, shard: Shard) -> str:
    """Read one bucket that was lost."""
    try:
        return call(shard.to_json())
    except LostError as error:
        documents = documents_of(shard)
        refused = {documents[0]: str(error)} if len(documents) == 1 else _culprits(call, shard, documents)
    try:
        return call(replace(shard, refused=refused).to_json())
    except LostError as error:
        raise _machine_is_ill(error) from error


def _culprits(call: Call, shard: Shard, documents: Sequence[str]) -> dict[str, str]:
    """Give the documents that reading is lost over, each with what happened."""
    if not documents:
        return {}
    try:
        call(replace(shard, only=tuple(documents)).to_json())
    except LostError as error:
        if len(documents) == 1:
            return {documents[0]: str(error)}
    else:
        return {}
    middle = len(documents) // 2
    found = _culprits(call, shard, documents[:middle])
    if len(found) <= MOST_REFUSED:
        found |= _culprits(call, shard, documents[middle:])
    if len(found) > MOST_REFUSED:
        raise _machine_is_ill(LostError(f"{len(found)} documents of one bucket"))
    return found


def _machine_is_ill(error: Exception) -> WorkerLostError:
    return WorkerLostError(f"Reading was lost again and again, and no document is to blame ({error}).", hint=HINT)


def _joined(receipts: Sequence[str]) -> str:
    found = [json.loads(receipt) for receipt in receipts]
    sums = {key: sum(receipt[key] for receipt in found) for key in ("documents", "characters", "seconds")}
    return json.dumps({"shard": found[0]["shard"] if found else None, **sums})
