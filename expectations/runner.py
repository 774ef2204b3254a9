"""The border to Great Expectations (and pandas): checks go in, verdicts come out.

Imported inside functions only, because Great Expectations takes seconds to import.
"""

from __future__ import annotations

import contextlib
import gc
import importlib.util
import logging
import os
import sys
import warnings
from dataclasses import dataclass
from types import NoneType
from typing import TYPE_CHECKING, Any

import pyarrow as pa

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    import pandas as pd
    import polars as pl

    from expectations.suites import Check


def _load_at_first_use(name: str) -> None:
    """Put off the loading of a module that Great Expectations imports for expectations which are not used here."""
    spec = importlib.util.find_spec(name)
    if spec is None or spec.loader is None or name in sys.modules:
        return
    spec.loader = importlib.util.LazyLoader(spec.loader)
    module = sys.modules[name] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    parent, _, child = name.rpartition(".")
    setattr(sys.modules[parent], child, module)


_load_at_first_use("scipy.stats")
os.environ.setdefault("GX_ANALYTICS_ENABLED", "false")
with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import great_expectations as gx
    from great_expectations import expectations as catalogue
    from great_expectations.core import id_dict
    from great_expectations.execution_engine.pandas_execution_engine import PandasExecutionEngine
    from great_expectations.expectations.expectation import Expectation
    from great_expectations.expectations.expectation_configuration import ExpectationConfiguration
    from great_expectations.validator.validator import Validator

for name in ("great_expectations", "great_expectations.data_context.types.base"):  # the second sets a level of its own
    logging.getLogger(name).setLevel(logging.ERROR)

_KEPT: dict[tuple[str, int], tuple[Any, Any]] = {}


def _made_once(name: str, make: Callable[[Any], Any]) -> Callable[[Any], Any]:
    """Give what is made of an object, made once for a validation: Great Expectations asks for it up to 60 times."""

    def made(source: Any) -> Any:
        kept = _KEPT.get((name, id(source)))
        if kept is None:
            kept = _KEPT[name, id(source)] = (source, make(source))
        return kept[1]

    return made


_configuration = _made_once("configuration", Expectation.configuration.fget)  # type: ignore[attr-defined]
Expectation.configuration = property(_configuration)  # type: ignore[assignment,method-assign]
_expectation_of = _made_once("expectation", ExpectationConfiguration.to_domain_obj)
ExpectationConfiguration.to_domain_obj = _expectation_of  # type: ignore[method-assign,assignment]
_converted = id_dict.convert_to_json_serializable  # type: ignore[attr-defined]


def _as_it_is(data: dict[str, Any]) -> Any:
    """Give arguments of a metric for its id: Great Expectations goes through some ten types for every text and number."""
    return data if {*map(type, data.values())} <= {str, int, bool, NoneType} else _converted(data)


id_dict.convert_to_json_serializable = _as_it_is  # type: ignore[attr-defined,assignment]
VERDICT_ONLY, COUNTED, COMPLETE = "BOOLEAN_ONLY", "SUMMARY", "COMPLETE"
SHOWN = 3
LARGE = 50_000


@dataclass(slots=True, kw_only=True)
class Seen:
    """What Great Expectations says of one check, added up over batches."""

    success: bool = True
    evaluated: int = 0
    unexpected: int = 0
    error: str | None = None

    def add(self, result: Any, rows: int) -> None:
        """Add the result of one batch of `rows` rows."""
        self.success = self.success and bool(result.success)
        self.evaluated += rows
        self.unexpected += int(result.result.get("unexpected_count") or 0)
        self.error = self.error or _error(result.exception_info)


def suite_of(name: str, checks: Sequence[Check]) -> Any:
    """Make a Great Expectations suite of declared checks."""
    return gx.ExpectationSuite(name=name, expectations=[_expectation(check) for check in checks])


def validate_batches(checks: Sequence[Check], batches: Iterable[pl.DataFrame]) -> dict[str, Seen]:
    """Run the checks on every batch and add up what they say. A check that never ran is not in the answer.

    A batch is asked for verdicts first, which is cheap, and for numbers only about the checks that it breaks.
    """
    seen: dict[str, Seen] = {}
    suite = [_expectation(check).configuration for check in checks]
    with _forgotten() as forget:
        for number, batch in enumerate(batches):
            for result in _results(suite, batch.to_pandas(), f"batch {number}"):
                seen.setdefault(_rule(result), Seen()).add(result, batch.height)
            if batch.height > LARGE:
                forget()
    return seen


@contextlib.contextmanager
def _forgotten() -> Iterator[Callable[[], object]]:
    """Give what frees the batches that are done with: a validator holds them in cycles. What was there before is not looked at."""

    def forget() -> None:
        gc.collect()
        pa.default_memory_pool().release_unused()

    gc.freeze()
    try:
        yield forget
    finally:
        gc.unfreeze()


def _results(suite: list[Any], frame: pd.DataFrame, name: str) -> list[Any]:
    verdicts = _run(suite, frame, name, VERDICT_ONLY)
    broken = {_rule(result) for result in verdicts if not result.success}
    if not broken:
        return verdicts
    counted = _run([entry for entry in suite if entry.meta["rule_id"] in broken], frame, f"{name} counted", COUNTED)
    return [*(result for result in verdicts if result.success), *counted]


def assert_empty(counts: Mapping[str, int]) -> tuple[dict[str, bool], list[dict[str, Any]]]:
    """Let Great Expectations assert, for each rule, that its frame of violations is empty.

    `counts` gives the number of violations of each rule. Gives the verdict by rule, and the result as JSON: one
    expectation on a table of rules, since one for each would cost far more than what it looks at.
    """
    import pandas as pd  # noqa: PLC0415 - only here

    frame = pd.DataFrame({"rule_id": list(counts), "violations": list(counts.values())})
    none = _kind("ExpectColumnValuesToBeBetween")(
        column="violations", min_value=0, max_value=0, meta={"rules": list(counts)}
    )
    (result,) = _run([none.configuration], frame, "violations", COMPLETE, unexpected_index_column_names=["rule_id"])
    looked = not _error(result.exception_info) and result.result.get("element_count") == len(counts)
    broken = {row["rule_id"] for row in result.result.get("unexpected_index_list") or ()}
    all_known = looked and bool(result.success) == (not broken)
    return {rule_id: all_known and rule_id not in broken for rule_id in counts}, [result.to_json_dict()]


def _kind(name: str) -> Any:
    """Give the expectation of that name; an unknown one is an error, never a pass."""
    return getattr(catalogue, name)


def _expectation(check: Check) -> Any:
    return _kind(check.expectation)(
        column=check.column, severity=check.severity, meta={"rule_id": check.rule_id}, **check.kwargs
    )


def _run(suite: list[Any], frame: pd.DataFrame, name: str, result_format: str, **wanted: Any) -> list[Any]:
    context = _context()
    engine = PandasExecutionEngine(batch_data_dict={name: frame})
    validator = Validator(execution_engine=engine, data_context=context)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        asked = {"result_format": result_format, "partial_unexpected_count": SHOWN, **wanted}
        try:
            return list(validator.graph_validate(configurations=suite, runtime_configuration={"result_format": asked}))
        finally:
            _KEPT.clear()


_CONTEXTS: list[Any] = []


def _context() -> Any:
    if not _CONTEXTS:
        context = gx.get_context(mode="ephemeral")
        context.variables.progress_bars = {"globally": False}  # type: ignore[assignment]
        _CONTEXTS.append(context)
    return _CONTEXTS[0]


def _rule(result: Any) -> str:
    return str(result.expectation_config.meta["rule_id"])


def _error(info: Mapping[str, Any]) -> str | None:
    """Give the first error in an `exception_info`, which is flat or keyed by metric."""
    for entry in [info, *(value for value in info.values() if isinstance(value, dict))]:
        if entry.get("raised_exception"):
            return str(entry.get("exception_message"))
    return None
