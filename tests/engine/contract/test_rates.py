import pytest

from contractfirst.contract import ContractError, RateClass
from contractfirst.contract.rates import load_burst_parameter, load_rate_classes
from tests.engine.contract.documents import document


def test_a_rate_class_is_read_as_written() -> None:
    text = "x-rate-limits: {list: {quantity: 100, window: 60, burst: 200, keys: [client, source-address]}}"
    assert load_rate_classes(document(text)) == {
        "list": RateClass("list", 100, 60, 200, ("client", "source-address"))
    }


def test_without_a_burst_the_bucket_holds_the_quantity() -> None:
    classes = load_rate_classes(document("x-rate-limits: {list: {quantity: 5, window: 60}}"))
    assert classes["list"] == RateClass("list", 5, 60, 5, ("client",))


def test_a_document_without_rate_classes_has_none() -> None:
    assert load_rate_classes(document("")) == {}


def test_the_parameter_for_a_burst_is_the_documents_or_the_engines() -> None:
    assert load_burst_parameter(document("x-rate-limit-burst-parameter: acme-burst")) == "acme-burst"
    assert load_burst_parameter(document("")) == "contractfirst-burst"


@pytest.mark.parametrize("name", ["Acme", "'a b'", "'1a'", "''", "'a;b'", "7"])
def test_the_parameter_for_a_burst_is_a_structured_field_key(name: str) -> None:
    # RFC 9651 section 3.1.2
    with pytest.raises(ContractError):
        load_burst_parameter(document(f"x-rate-limit-burst-parameter: {name}"))


@pytest.mark.parametrize(
    ("rate_class", "message"),
    [
        ("{window: 60}", '3: "quantity" is missing'),
        ("{quantity: 0, window: 60}", "7: must be a positive integer"),
        ("{quantity: 1.5, window: 60}", "7: must be a positive integer"),
        ("{quantity: true, window: 60}", "7: must be a positive integer"),
        ("{quantity: 1, window: 60, per: 1}", "32: a rate class has"),
        ("{quantity: 1, window: 60, keys: [caller]}", "39: a key is one of"),
        ("{quantity: 1, window: 60, keys: client}", "32: must be an array"),
        ("7", "3: must be an object"),
    ],
)
def test_a_malformed_rate_class_is_named_with_its_place(rate_class: str, message: str) -> None:
    text = f"x-rate-limits: {{a: {{quantity: 1, window: 1}},\n  b: {rate_class}}}"
    with pytest.raises(ContractError) as caught:
        load_rate_classes(document(text))
    assert str(caught.value).startswith(f"api.yaml:4:{message}")
