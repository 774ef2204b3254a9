"""Runs of `quick_run` in processes that are forked from one that has loaded everything: a kill then hits the work, not the imports.

Run as a script it is that process: each line of its standard input asks for a run, as JSON (options, environment, out).
"""

import json
import os
import subprocess
import sys
import time
from pathlib import Path


class Runs:
    """Starts runs; one of these serves one thread."""

    def __init__(self):
        self.process = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.process.stdout.readline()  # everything is loaded

    def close(self):
        self.process.stdin.close()
        self.process.wait()
        self.process.stdout.close()

    def run(self, raw, output, *options, kill_after=None, out):
        """Run, or kill after so many seconds; give exit status (negative: signal), and what was printed."""
        given = {"raw": str(raw), "output": str(output), "options": options, "kill_after": kill_after, "out": str(out)}
        self.process.stdin.write(json.dumps(given) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline()), Path(out).read_text(encoding="utf-8")


def forked(quick_run, asked):
    """Run once in a process of its own; give its exit status."""
    child = os.fork()
    if child == 0:
        out = os.open(asked["out"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        for stream in (1, 2):
            os.dup2(out, stream)
        status = 1
        try:
            status = quick_run.main(
                asked["raw"], asked["output"], "runner=local", "as_of=2025-06-01", *asked["options"]
            )
            sys.stdout.flush()
        finally:
            os._exit(status)
    if asked["kill_after"] is not None:
        time.sleep(asked["kill_after"])
        os.kill(child, 9)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def main():
    sys.path.insert(0, str(Path(__file__).parents[1] / "flows"))
    import quick_run

    from transforms.names.lexicon import load_lexicon

    load_lexicon(())
    say("ready")
    for line in sys.stdin:
        say(forked(quick_run, json.loads(line)))


def say(answer):
    sys.stdout.write(f"{answer}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
