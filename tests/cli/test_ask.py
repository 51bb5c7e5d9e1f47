"""`pdsa ask`: a request for help stays open until somebody answers."""

QUESTION = "'Who has books?'"


def test_a_request_says_whom_it_is_for_and_is_counted(logged, pdsa):
    ran, [entry] = logged(f"ask ash-valley {QUESTION}")
    assert ran == (0, "logged comment (01kak4nvp0) for reading-2025/ash-valley\n", "")
    assert entry["body"] == {"asks_help": True, "text": "Who has books?"}
    assert "2 requests for help have no answer" in pdsa("report reading-2025").out


def test_its_flags_reach_the_entry(logged):
    _, [entry] = logged("ask ash-valley/02 'Who has books?' --by coach --release public")
    assert entry["body"] == {"asks_help": True, "text": "Who has books?"}
    assert (entry["kind"], entry["by"], entry["release"]) == ("comment", "coach", "public")


def test_a_request_that_was_taken_back_is_not_counted(logged, pdsa):
    logged(f"ask ash-valley {QUESTION}")
    logged("retract 01kak4n --why 'we found some'")
    assert "1 request for help has no answer" in pdsa("report reading-2025").out


def test_a_dry_run_asks_nobody(logged):
    ran, new = logged(f"ask ash-valley {QUESTION} --dry-run")
    assert (ran.code, new) == (0, [])
