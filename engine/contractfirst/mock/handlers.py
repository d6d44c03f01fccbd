"""Handlers that answer what the document says."""

import logging
from collections.abc import Callable

from contractfirst.contract import Call, Contract, Operation, Response
from contractfirst.contract.examples import UnsatisfiableError, ValueGenerator
from contractfirst.contract.problems import NotFound, NotImplementedYet
from contractfirst.mock.answers import OperationAnswers
from contractfirst.mock.memory import Memory
from contractfirst.mock.preferences import read_preferences
from contractfirst.mock.resources import resources_of
from contractfirst.mock.state import ResourceState

__all__ = ["MockHandlers"]

logger = logging.getLogger("contractfirst.mock")

MockHandler = Callable[..., object]
# Answers a call from what is remembered; ``None`` leaves it to the document.
Remembering = Callable[[Call, dict[str, object]], Response | None]


class MockHandlers:
    """Makes the handlers of one contract; with ``stateful`` they remember what was created."""

    def __init__(self, contract: Contract, *, seed: int = 0, stateful: bool = False) -> None:
        generator = ValueGenerator(contract.schemas)
        self.answers = {
            operation.id: OperationAnswers(contract, operation, generator, seed)
            for operation in contract.operations.values()
        }
        self.unanswerable: dict[str, str] = {}
        for name, answers in self.answers.items():
            try:
                answers.to()
            except UnsatisfiableError as error:
                # A defect of the document: logged now, and answered with 501 when this operation is called.
                self.unanswerable[name] = str(error)
                logger.warning("%s has no valid answer: %s", name, error)
        self._remembering: dict[str, Remembering] = {}
        self._parents: dict[str, tuple[ResourceState, int]] = {}
        if stateful:
            self._remember(contract, generator, seed)

    def handler(self, operation: Operation) -> MockHandler:
        """Return the handler of an operation; its context is the call."""
        answers = self.answers[operation.id]
        remembering = self._remembering.get(operation.id)
        parent = self._parents.get(operation.id)

        def documented(call: Call) -> Response:
            try:
                return answers.to(call.prefer, call.accept).response()
            except UnsatisfiableError as error:
                raise NotImplementedYet(
                    f"No response that the document allows could be generated: {error}"
                ) from error

        def answer(call: Call, **_arguments: object) -> Response:
            return documented(call)

        def recall(call: Call, **arguments: object) -> Response:
            if call.prefer is not None and _decides(call.prefer):
                return documented(call)
            if parent is not None:
                _require_parent(call, *parent)
            found = remembering(call, arguments) if remembering is not None else None
            return documented(call) if found is None else found

        return answer if remembering is None and parent is None else recall

    def awaited_handler(self, operation: Operation) -> MockHandler:
        """Return the handler as a coroutine function, which a server gives the call whatever its backend."""
        handler = self.handler(operation)

        async def answer(call: Call, **arguments: object) -> object:
            return handler(call, **arguments)

        return answer

    def _remember(self, contract: Contract, generator: ValueGenerator, seed: int) -> None:
        memory = Memory()
        items: dict[str, ResourceState] = {}
        for resource in resources_of(contract):
            answers = {
                role: self.answers[operation.id]
                for role, operation in resource.by_role.items()
                if operation.id not in self.unanswerable
            }
            state = ResourceState(resource, answers, generator, memory, seed)
            items[f"{resource.collection}/{{{resource.parameter}}}"] = state
            for role in answers:
                self._remembering[resource.by_role[role].id] = _behaviour(state, role)
        for operation in contract.operations.values():
            if not operation.documents(404):
                continue
            segments = operation.path.split("/")
            for end in range(len(segments) - 1, 1, -1):
                state_above = items.get("/".join(segments[:end]))
                if state_above is not None:
                    self._parents[operation.id] = state_above, end
                    break


def _behaviour(state: ResourceState, role: str) -> Remembering:
    match role:
        case "list":
            return state.listed
        case "create":
            return lambda call, arguments: state.create(call, arguments.get("body"))
        case "read":
            return lambda call, arguments: state.read(call)
        case "delete":
            return lambda call, arguments: state.delete(call, arguments.get("if_match"))
        case _:
            return lambda call, arguments: state.write(
                call, role, arguments.get("body"), arguments.get("if_match")
            )


def _require_parent(call: Call, state: ResourceState, end: int) -> None:
    segments = call.path.split("/")
    if not state.knows("/".join(segments[: end - 1]), segments[end - 1]):
        raise NotFound("There is no such item above; the mock knows its examples and what was created.")


def _decides(prefer: str) -> bool:
    preferences = read_preferences(prefer)
    return preferences.code is not None or preferences.example is not None or preferences.dynamic
