"""Runs that were killed stay 'Running' in Prefect for ever; the next start marks them as crashed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterState,
    FlowRunFilterStateType,
    FlowRunFilterTags,
)
from prefect.client.schemas.objects import StateType
from prefect.states import Crashed

if TYPE_CHECKING:
    from collections.abc import Collection
    from uuid import UUID

    from flows.output import Output

GONE = "The process of this run was gone when the next run began."


def mark_crashed(output: Output, *, but: Collection[UUID] = ()) -> int:
    """Mark the runs into this output folder that still count as running; call it only while no other run can be at work.

    Give how many there were. `but` names runs that are at work: our own.
    """
    wanted = FlowRunFilter(
        state=FlowRunFilterState(type=FlowRunFilterStateType(any_=[StateType.RUNNING, StateType.PENDING])),
        tags=FlowRunFilterTags(all_=[output.tag]),
    )
    with get_client(sync_client=True) as client:
        gone = [run for run in client.read_flow_runs(flow_run_filter=wanted) if run.id not in but]
        for run in gone:
            client.set_flow_run_state(run.id, Crashed(message=GONE), force=True)
    return len(gone)
