"""One scheduled run as a worker starts it, against the server in PREFECT_API_URL, with the stand-ins of `quick_run`.

    python scheduled_run.py HOW FOLDER MAILS HOOK

FOLDER holds dateline.toml. HOW is `at once`, `while another is at work` or `until another has ended`. Mails go
into the file MAILS instead of into the net, HOOK is the address that the webhook's block calls.
"""

import contextlib
import functools
import json
import sys
import threading
from pathlib import Path

import quick_run
import requests
from prefect.blocks.notifications import SendgridEmail
from prefect.blocks.webhook import Webhook

from flows import scheduled
from flows.locks import run_lock


def save_blocks(hook):
    Webhook(url=hook).save("newsroom", overwrite=True)
    SendgridEmail(api_key="very-secret", sender_email="from@example.org", to_emails=["desk@example.org"]).save(
        "newsroom", overwrite=True
    )


def catch_mails(path):
    def post(url, data=None, **_):
        with Path(path).open("a", encoding="utf-8") as mails:
            mails.write(json.dumps([url, json.loads(data)]) + "\n")
        answer = requests.Response()
        answer.status_code = 202
        return answer

    requests.post = post


@contextlib.contextmanager
def another_at_work(lock, seconds):
    taken, end = threading.Event(), threading.Event()

    def hold():
        with run_lock(lock, "run"):
            taken.set()
            end.wait(seconds)

    thread = threading.Thread(target=hold)
    thread.start()
    taken.wait()
    yield
    end.set()
    thread.join()


def main(how, folder, mails, hook):
    sys.modules["expectations.gate"] = quick_run.types.SimpleNamespace(run_gate=quick_run.gate)
    scheduled.run = functools.partial(scheduled.run, recipe=quick_run.recipe)
    scheduled.WAIT_SECONDS = 0.2
    save_blocks(hook)
    catch_mails(mails)
    others = contextlib.nullcontext()
    if "another" in how:
        others = another_at_work(Path(folder, "output", ".state", "lock"), 2.0 if "ended" in how else 600.0)
    with others:
        scheduled.scheduled_run(folder=folder, return_state=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
