"""Inline exceptions: with a reason, for what they stand on, and only while they are needed."""

from pathlib import Path

from contractfirst.lint import load_settings
from tests.engine.lint.documents import brief, judge, write


def test_an_exception_covers_the_object_and_all_below_it(tmp_path: Path) -> None:
    report = judge(
        tmp_path,
        """\
        components:
          schemas:
            Book:
              x-lint-ignore: {property-case: The names are those of the printed form.}
              description: A book.
              type: object
              properties:
                dueDate: {type: boolean}
                parts: {type: object, properties: {lastPart: {type: boolean}}}
            Film: {description: A film., type: object, properties: {dueDate: {type: boolean}}}
        """,
    )
    assert brief(report.findings) == [(12, "property-case")]
    assert [(each.finding.line, each.reason) for each in report.suppressed] == [
        (10, "The names are those of the printed form."),
        (11, "The names are those of the printed form."),
    ]


def test_an_exception_covers_no_object_whose_name_begins_alike(tmp_path: Path) -> None:
    report = judge(
        tmp_path,
        """\
        components:
          schemas:
            Book:
              description: A book.
              type: string
              x-lint-ignore: {unbounded-string: The paper bounds it.}
            Books: {description: Books., type: string}
        """,
    )
    assert brief(report.findings) == [(9, "unbounded-string")]


def test_an_exception_from_a_rule_that_is_off_is_not_called_useless(tmp_path: Path) -> None:
    settings = load_settings(write(tmp_path, "rules: {unbounded-string: off}", "lint.yaml"))
    document = "x-lint-ignore: {unbounded-string: The paper bounds it.}\npaths: {}\n"
    assert judge(tmp_path, document, settings).findings == ()
    assert brief(judge(tmp_path, document).findings) == [(3, "useless-ignore")]


def test_the_rules_about_exceptions_cannot_be_excepted(tmp_path: Path) -> None:
    document = """\
    x-lint-ignore:
      unbounded-string: ''
      ignore-without-reason: We give no reasons.
    paths: {}
    """
    assert brief(judge(tmp_path, document).findings) == [
        (4, "ignore-without-reason"),
        (4, "useless-ignore"),
        (5, "useless-ignore"),
    ]


def test_a_malformed_exception_is_passed_over(tmp_path: Path) -> None:
    assert judge(tmp_path, "x-lint-ignore: all of it\npaths: {}\n").findings == ()
