"""Dask and Ray, through Prefect's task runners: the same shard function on other machines.

Every machine needs this environment, the same path to the output folder, and the Prefect server that PREFECT_API_URL names.
On each, shards are read in a process apart, so that a poisonous document ends that process and nothing of the cluster.
"""

from __future__ import annotations

import logging
import os
import re
from functools import cache
from importlib.util import find_spec
from typing import TYPE_CHECKING, Any

from flows.apart import read_apart
from flows.shards import read_shard
from flows.workers import Workers
from transforms.errors import SettingsError

if TYPE_CHECKING:
    from flows.work import Work

THIS_MACHINE = re.compile(r"(?:\w+://)?(?:127\.\d+\.\d+\.\d+|localhost|\[::1\])(?::\d+)?/?|auto|")
# Ray reports how it is used unless it is told not to.
OFFLINE = {"RAY_USAGE_STATS_ENABLED": "0"}


def check_cluster(runner: str, scheduler: str) -> None:
    """Refuse a cluster that cannot be reached from here.

    Errors: `SettingsError` where the extra is not installed, or the cluster's machines could not report to Prefect.
    """
    if find_spec(f"prefect_{runner}") is None:
        hint = f"Install it: pip install 'prefect-{runner}'; or use --runner process."
        raise SettingsError(f"The runner '{runner}' needs the extra '{runner}', which is not installed.", hint=hint)
    if not THIS_MACHINE.fullmatch(scheduler) and not os.environ.get("PREFECT_API_URL"):
        message = f"The machines of the cluster at {scheduler} need a Prefect server that they can reach."
        raise SettingsError(message, hint="Start one and set PREFECT_API_URL, here and there.")


def task_runner(work: Work) -> Any:
    """Give the Prefect task runner of a cluster: the one whose address is set, else one on this machine for the run."""
    if work.runner == "dask":
        from prefect_dask import DaskTaskRunner  # noqa: PLC0415 - an extra

        logging.getLogger("distributed").setLevel(logging.ERROR)
        own = {"n_workers": work.worker_count, "threads_per_worker": 1, "dashboard_address": None}
        return DaskTaskRunner(address=work.scheduler) if work.scheduler else DaskTaskRunner(cluster_kwargs=own)
    from prefect_ray import RayTaskRunner  # noqa: PLC0415 - an extra

    os.environ.update(OFFLINE)
    own = {"num_cpus": work.worker_count, "include_dashboard": False, "log_to_driver": False}
    return RayTaskRunner(address=work.scheduler) if work.scheduler else RayTaskRunner(init_kwargs=own)


def read_there(shard: str) -> str:
    """Read a shard on a machine of the cluster, apart from the cluster's own process."""
    return read_apart(_processes().call, shard)


@cache
def _processes() -> Workers:
    """Give this process's reader of shards; it ends with it."""
    return Workers(read_shard)
