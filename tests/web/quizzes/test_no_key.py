"""No reply of a running attempt holds anything of its key."""

from __future__ import annotations

from tests.web.quizzes.conftest import RIGHT, Quizzes

# What only the key says: it stands in no stem and among no options that everybody sees.
SECRETS = (
    "customer churn",
    "defection",
    "crimson",
    "emerald",
    "cobalt",
    "strikingly less",
    "A model answer nobody saw.",
    "Because the explanation says otherwise.",
    "Feedback on alpha.",
    "The remark on the first.",
    "45 %",
)
SIGNS = ('"right"', "credit", "verdict", "wordings", "marked", "feedback", 'class="key')


def test_no_reply_of_a_whole_attempt_of_every_type_holds_its_key(quizzes: Quizzes) -> None:
    """Answers are wrong on purpose: what a student typed may come back, the key may not."""
    browser, replies = quizzes.browser, []
    replies.append(browser.get("/quizzes/crm").text)
    address = quizzes.start()
    replies.append(browser.get(address).text)
    wrong = {
        "one": ["wrong option gamma"],
        "several": ["wrong option eta"],
        "judged": "true",
        "typed": "nobody",
        "number": "7",
        "pairs": {"1": "neither"},
        "order": ["assess third"],
        "essay": "my text",
        "three": "black",
        "gap": "more",
        "net": "none",
    }
    assert set(wrong) == set(RIGHT)
    for number, (name, answer) in enumerate(wrong.items(), 1):
        replies.append(quizzes.save(address, name, number, answer).text)
        replies.append(quizzes.save(address, name, number, answer).text)  # a duplicate
        replies.append(quizzes.save(address, "typed", number, "other").text)  # number taken
    fields = quizzes.fields(address, wrong)
    replies.append(browser.post(address, fields | {"do": "save"}).text)
    replies.append(browser.get(f"{address}?saved").text)
    replies.append(browser.get(f"{address}/review").text)  # leads back to the questions
    replies.append(browser.post(f"{address}/review/1", {"right": "yes"}).text)
    replies.append(browser.get("/quizzes/crm").text)
    attempt_data = browser.get("/settings/my-data.json").json
    assert attempt_data is not None
    replies.append(str(attempt_data["attempts"]))
    for reply in replies:
        shown = reply.partition("<main")[2] or reply
        for secret in (*SECRETS, *SIGNS):
            assert secret.lower() not in shown.lower(), secret


def test_values_of_fields_number_what_is_shown_in_its_order(quizzes: Quizzes) -> None:
    """The ids of an ordering count in the right order, so none of them is on the page."""
    for _ in range(5):
        address = quizzes.start()
        item = quizzes.items(address)["order"]
        right = [number for number, _ in item.snapshot["body"]["entries"]]
        assert item.snapshot["order"] != right
        text = quizzes.browser.get(address).text
        texts = dict(item.snapshot["body"]["entries"])
        for value, one in enumerate(item.snapshot["order"], 1):
            assert f'<option value="{value}">{texts[one]}</option>' in text
