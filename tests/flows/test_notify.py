"""A failed or refused scheduled run is told to whom the settings name, with hostile text inert, and never with a secret."""

import json
import types

import pytest

pytestmark = pytest.mark.slow  # importing Prefect takes seconds


@pytest.fixture
def told(monkeypatch, hook):
    """Tell of a run; give what was logged and what was mailed."""
    from prefect.blocks.webhook import Webhook

    from flows import notify

    log, mail = [], []
    say = types.SimpleNamespace(error=lambda message, *given: log.append(message % given if given else message))
    blocks = {
        "webhook/newsroom": Webhook(url=hook[0]),
        "email/desk": types.SimpleNamespace(notify=lambda body, subject: mail.append((subject, body))),
    }
    monkeypatch.setattr(notify, "flow_run_logger", lambda run, flow: say)
    monkeypatch.setattr(notify.Block, "load", lambda name: blocks[name])

    def tell(message, **settings):
        run = types.SimpleNamespace(name="mekong", parameters={"settings": settings})
        notify.tell(None, run, types.SimpleNamespace(name="Failed", message=message))
        return log, mail

    return tell


def test_log_webhook_and_mail_are_told(told, hook):
    log, mail = told("The gate refused the release.", webhook_block="webhook/newsroom", email_block="email/desk")
    sentence = "Dateline run mekong: Failed. The gate refused the release."
    assert log == [sentence]
    assert mail == [("Dateline", sentence)]
    assert [json.loads(body)["text"] for body in hook[1]] == [sentence]


def test_without_blocks_only_the_log_is_told(told, hook):
    assert told("It failed.") == (["Dateline run mekong: Failed. It failed."], [])
    assert hook[1] == []


def test_a_block_that_fails_hides_nothing_and_shows_no_secret(told, hook):
    log, _ = told("It failed.", webhook_block="webhook/absent", email_block="email/desk")
    assert len(log) == 2
    assert "webhook/absent" in log[1]
    assert "very-secret" not in "".join(log)


def test_hostile_text_is_inert(told):
    log, mail = told("\x1b[31mred\x1b[0m\u202e", email_block="email/desk")
    assert "\x1b" not in log[0] + mail[0][1]
    assert "\u202e" not in log[0] + mail[0][1]


def test_artifacts_escape_markup_and_control_characters():
    from flows.artifacts import escaped

    shown = escaped("<script>alert(1)</script> [x](javascript:1) | `a` \x1b \u202e")
    assert "<" not in shown
    assert "\x1b" not in shown
    assert "\u202e" not in shown
    assert "\\[x\\]\\(javascript:1\\) \\| \\`a\\`" in shown
