"""A small invented newsroom for the tests: raw files, ways to run the pipeline on them, and what must hold afterwards."""

import hashlib
import json
import os
import subprocess
import sys
from pathlib import Path

import polars as pl

from flows.output import Output, read_manifest
from flows.release import WITH_HISTORY, problems_of

QUICK = Path(__file__).with_name("quick_run.py")
STORIES = {
    "bridge.txt": "VIENTIANE, March 4, 2025 (Mekong Wire) -- A second bridge over the Nam Khan opened on Tuesday, "
    "Governor Bounmy Keola said. It cost 12.4 million U.S. dollars and is 310 metres long.\n",
    "rice.txt": "Rice harvests in Champasak rose by 7 percent last year, the provincial office told reporters.\n",
    "rail.md": "---\ntitle: Trains to Boten carry more freight\ndate: 2025-02-11\n---\n\n"
    "Freight trains carried 90,000 tonnes in January, said Somphone Vilay, who runs the depot.\n",
    "talks.txt": 'China and Laos held talks on customs rules in Kunming on 3 April 2025. "We agreed on most points," '
    "deputy minister Li Heng said.\n",
    "empty.txt": "  \n",
    "records.jsonl": '{"id": "a1", "text": "A school for 240 pupils opened in Pakse.", "published_date": "2025-01-09"}\n'
    '{"id": "a2", "text": "Two ferries collided near Huay Xai; nobody was hurt.", "published_date": "2025-01-10"}\n'
    "not json at all\n",
}


def write_stories(folder, names=STORIES):
    folder.mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / name).write_text(STORIES[name], encoding="utf-8")
    return folder


def quick(raw, output, *options, **environment):
    """Run the pipeline without Prefect; give the finished process."""
    return quick_start(raw, output, *options, **environment).communicate_and_return()


class Started(subprocess.Popen):
    def communicate_and_return(self, timeout=120):
        out, err = self.communicate(timeout=timeout)
        return subprocess.CompletedProcess(self.args, self.returncode, out, err)


def quick_start(raw, output, *options, **environment):
    command = [sys.executable, str(QUICK), str(raw), str(output), "runner=local", "as_of=2025-06-01", *options]
    env = {**os.environ, **environment}
    return Started(command, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def dateline(*arguments, cwd=None, **environment):
    """Run the `dateline` command; give the finished process."""
    command = [sys.executable, "-c", "from flows.cli import main; main()", *map(str, arguments)]
    env = {
        **{key: value for key, value in os.environ.items() if not key.startswith(("DATELINE_", "PREFECT_"))},
        **environment,
    }
    return subprocess.run(command, cwd=cwd, env=env, capture_output=True, text=True, timeout=240, check=False)


def data_hashes(release):
    """Give the hash of every data table of a release: those whose bytes depend on input, version and as_of alone."""
    files = read_manifest(release)["files"]
    return {
        file["path"]: file["sha256"]
        for file in files
        if file["path"].endswith(".parquet") and file["path"].split("/")[0] not in {*WITH_HISTORY, "failing_rows"}
    }


def hashes_below(folder):
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def broken_invariants(output_folder):
    """Give what does not hold of an output folder's published state; empty if all is well (I1, I3, I6, I8)."""
    output = Output(Path(output_folder))
    name = output.latest_name()
    if name is None:
        return [] if not output.history() else ["something was acknowledged, and nothing is published"]
    release = output.releases / name
    problems = problems_of(release)
    acknowledged = [event["release"] for event in output.history()]
    problems += [f"the acknowledged release {gone} is gone" for gone in acknowledged if gone not in output.names()]
    inputs = pl.read_parquet(release / "inputs" / "*.parquet")
    if inputs.select("source_path", "record_number").is_duplicated().any():
        problems.append("a raw record has two rows in inputs")
    if inputs.height != read_manifest(release)["inputs"]["records"]:
        problems.append("inputs has other rows than were read")
    return problems


def leftovers(output_folder):
    """Give the files that a finished run should not leave behind (I9)."""
    folder = Path(output_folder)
    return [
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        if path.name.endswith(".new") or path.relative_to(folder).parts[0] == ".staging"
    ]


def broken_after(raw, output, undisturbed, *options):
    """Let the next run make good; give what does not hold."""
    again = quick(raw, output, *options)
    if again.returncode != 0:
        return [f"the next run failed: {again.stderr}"]
    return broken_now(output, undisturbed)


def broken_now(output, undisturbed):
    """Give what does not hold after a run that made good."""
    found = broken_invariants(output) + leftovers(output)
    return found + ([] if data_hashes(Output(output).release()) == undisturbed else ["other bytes than undisturbed"])


def last_run(output_folder):
    return json.loads((Path(output_folder) / ".state" / "last_run.json").read_text())
