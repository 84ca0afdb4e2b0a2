import json
from pathlib import Path

from tests.bot.cli.running import aztriage

ERROR = '{"error":{"code":"AllocationFailed","message":"Allocation failed."}}'


def test_an_error_as_argument_is_explained() -> None:
    """The answer starts with how sure it is and the code."""
    done = aztriage("explain", "AllocationFailed")

    assert 0 == done.status
    assert done.out.startswith("Confirmed: AllocationFailed")
    assert "What to do" in done.out
    assert "https://learn.microsoft.com/" in done.out


def test_standard_input_and_a_file_give_the_same_answer(tmp_path: Path) -> None:
    """However the text comes in, the answer is the same but for the time taken."""
    file = tmp_path / "error.txt"
    file.write_text(ERROR, encoding="utf-8")
    answers = [
        json.loads(aztriage("explain", *how, "--json", given=ERROR).out)
        for how in (["-"], [], ["--file", str(file)], [ERROR])
    ]
    for answer in answers:
        answer.pop("elapsed_ms")

    assert [answers[0]] * 4 == answers
    assert "AllocationFailed" == answers[0]["matches"][0]["code"]


def test_an_unknown_text_is_an_honest_answer() -> None:
    """Not knowing is answered, with status 0."""
    done = aztriage("explain", "lunch at 12:30?")

    assert 0 == done.status
    assert "I do not know this error." in done.out


def test_a_batch_answers_line_by_line_in_order() -> None:
    """Each line gives one line; a bad one gives an error, and the rest go on."""
    lines = [
        json.dumps({"id": "a", "text": ERROR}),
        "no json",
        "",
        json.dumps({"id": 7, "text": "lunch"}),
        json.dumps({"id": "e", "text": ""}),
        json.dumps(["x"]),
        json.dumps({"text": "x"}),
    ]
    done = aztriage("explain", "--batch", "-", given="\n".join(lines) + "\n")
    answers = [json.loads(line) for line in done.out.splitlines()]

    assert 0 == done.status
    assert ["a", None, 7, "e", None, None] == [answer["id"] for answer in answers]
    assert [False, True, False, True, True, True] == ["error" in answer for answer in answers]
    assert "AllocationFailed" == answers[0]["matches"][0]["code"]
    assert 'line 2 is no JSON object with "id" and a "text" that is not empty' == answers[1]["error"]


def test_a_batch_without_any_question_is_wrong_input() -> None:
    """Each line still gets its answer, and one sentence says what is wrong; nothing at all is answered with nothing."""
    done = aztriage("explain", "--batch", "-", given="Code: AllocationFailed\n[]\n")

    assert 1 == done.status
    assert [None, None] == [json.loads(line)["id"] for line in done.out.splitlines()]
    assert "No line of standard input is a question" in done.err
    assert 1 == len(done.err.splitlines())
    assert 0 == aztriage("explain", "--batch", "-", given="\n").status


def test_redact_takes_secrets_out_and_leaves_every_other_byte() -> None:
    """Odd bytes, line ends and blanks stay; the secret goes."""
    key = "q7Zt" * 21 + "Ab=="
    text = f"\xef\xbb\xbfa \r\n\tAccountKey={key};\xff b\n".encode("latin-1")
    done = aztriage("redact", "-", given=text)

    assert 0 == done.status
    assert key not in done.out
    kept = done.out.encode("utf-8", "surrogateescape")
    assert kept.startswith(b"\xef\xbb\xbfa \r\n\tAccountKey=[redacted:")
    assert kept.endswith(b"];\xff b\n")


def test_the_version_names_program_and_knowledge() -> None:
    """Both versions matter when somebody asks why an answer changed."""
    done = aztriage("--version")

    assert 0 == done.status
    assert done.out.startswith("aztriage 0.1.0, knowledge ")


def test_what_else_was_considered_is_shown_with_why_it_lost() -> None:
    """Who doubts an answer sees the other candidates."""
    text = '{"error":{"code":"DeploymentFailed","message":"x","details":[{"code":"AllocationFailed","message":"no room"}]}}'
    done = aztriage("explain", text, "--explain-ranking")

    assert "compute/AllocationFailed  code AllocationFailed: answer," in done.out
    assert "resources/DeploymentFailed  code DeploymentFailed: a wrapper: the error inside it is the answer" in done.out
    assert "considered" in json.loads(aztriage("explain", text, "--explain-ranking", "--json").out)
