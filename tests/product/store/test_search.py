import pytest

from brainstormmsp.store.search import fold, words


@pytest.mark.parametrize(
    ("text", "folded"),
    [("HÄRBOR", "harbor"), ("Straße", "strasse"), ("Ｆｕｌｌ", "full"), ("İzmir", "izmir")],
)
def test_case_and_accents_do_not_matter(text: str, folded: str) -> None:
    assert fold(text) == folded


def test_words_are_runs_of_letters_and_digits_each_once() -> None:
    assert words(["Harbor-Dental, harbor_1", "mail.harbor.example"]) == [
        "harbor",
        "dental",
        "1",
        "mail",
        "example",
    ]


def test_words_are_bounded() -> None:
    assert words(["x" * 500]) == ["x" * 64]
    assert len(words([" ".join(map(str, range(1000)))])) == 100
