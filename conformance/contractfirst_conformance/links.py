"""Links of the contract (OpenAPI 3.1.1 sections 4.8.20 and 4.8.20.4): where a response leads to."""

from collections.abc import Iterator
from dataclasses import dataclass

from contractfirst.contract import Contract, Operation
from contractfirst.contract import pointer as json_pointer
from contractfirst_conformance.exchange import Exchange

__all__ = ["Link", "all_links", "links_to"]


@dataclass(frozen=True, slots=True)
class Link:
    """``expression`` gives the target operation's ``parameter`` from a response of status ``status``."""

    source: str
    status: str
    name: str
    operation: str
    parameter: str
    expression: str

    def evaluate(self, exchange: Exchange) -> object:
        """Return the value of the runtime expression, ``None`` when the exchange has none."""
        expression = self.expression
        if expression.startswith("$response.body#"):
            value: object = exchange.json
            for token in json_pointer.split(expression.removeprefix("$response.body#")):
                if isinstance(value, dict) and token in value:
                    value = value[token]
                elif isinstance(value, list) and token.isdecimal() and int(token) < len(value):
                    value = value[int(token)]
                else:
                    return None
            return value
        if expression.startswith("$response.header."):
            return exchange.header(expression.removeprefix("$response.header."))
        if expression.startswith("$request.path."):
            return exchange.request.path_values.get(expression.removeprefix("$request.path."))
        return None if expression.startswith("$") else expression


def all_links(contract: Contract) -> Iterator[tuple[Link, Operation]]:
    """Yield each parameter of each link to an operation by its id, with the operation it starts from."""
    for operation in contract.operations.values():
        for status, response in operation.responses.items():
            for name, place in response.place.members("links"):
                link = place.resolved()
                for parameter, expression in link.members("parameters"):
                    yield (
                        Link(
                            operation.id,
                            status,
                            name,
                            link.text("operationId"),
                            parameter.rpartition("path.")[2],
                            str(expression.value),
                        ),
                        operation,
                    )


def links_to(contract: Contract, parameter: str) -> Iterator[tuple[Link, Operation]]:
    """Yield the links that give a path parameter, with the operations that they start from."""
    for link, source in all_links(contract):
        if link.parameter == parameter and not link.expression.startswith("$request"):
            yield link, source
