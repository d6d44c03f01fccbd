"""The first and last steps of every request: before the operation is known, and after the response is."""

from collections.abc import Callable

from contractfirst.clock import Clock
from contractfirst.contract.exchange import EncodedResponse
from contractfirst.contract.problems import MethodNotAllowed, NotFound
from contractfirst.server.asgi import Receive, Scope, Send, path_of, query_of
from contractfirst.server.connexion import ContractApi
from contractfirst.server.errors import ClientDisconnected
from contractfirst.server.pages import FixedPages
from contractfirst.server.problem_documents import ProblemDocuments
from contractfirst.server.request_ids import RequestIds
from contractfirst.server.request_state import RequestState
from contractfirst.server.source_address import SourceAddress
from contractfirst.server.stages.accept import collect_headers, guard
from contractfirst.server.stages.remainder import take_remainder
from contractfirst.server.stages.send import send_outcome

__all__ = ["CLIENT_GONE", "HttpEntry", "Record"]

# Records a finished request: its state, its status, the bytes of content sent.
Record = Callable[[RequestState, int, int], None]

CLIENT_GONE = 499
"""Logged as the status of a request whose client disconnected; never sent."""


class HttpEntry:
    """Accepts requests and sends their responses."""

    def __init__(
        self,
        *,
        clock: Clock,
        request_ids: RequestIds,
        source_address: SourceAddress,
        pages: FixedPages,
        problems: ProblemDocuments,
        record: Record,
    ) -> None:
        self._clock = clock
        self._request_ids = request_ids
        self._source_address = source_address
        self._pages = pages
        self._problems = problems
        self._record = record

    async def serve(self, api: ContractApi, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one HTTP request."""
        clock = self._clock
        state = RequestState(scope, receive, clock.monotonic_ns(), clock.now())
        status, size = CLIENT_GONE, 0
        try:
            outcome = await self._outcome(api, state)
            status = outcome.status
            await take_remainder(state)
            size = await send_outcome(state, outcome, send)
        except ClientDisconnected:
            status = CLIENT_GONE
        finally:
            self._record(state, status, size)

    async def _outcome(self, api: ContractApi, state: RequestState) -> EncodedResponse:
        try:
            collect_headers(state)
            request_id = None if b"x-request-id" in state.duplicated else state.present.get(b"x-request-id")
            state.request_id = self._request_ids.choose(request_id)
            state.path = path_of(state.scope)
            state.query = query_of(state.scope)
            guard(state)
            client = state.scope.get("client")
            state.source_address = self._source_address.of(
                client[0] if client else "unknown", state.present.get(b"x-forwarded-for")
            )
            return await self._route(api, state)
        except ClientDisconnected:
            raise
        except Exception as error:  # noqa: BLE001 - becomes a 500, and is logged
            return self._problems.of(state, error)

    async def _route(self, api: ContractApi, state: RequestState) -> EncodedResponse:
        """Find what answers the request; the contract's paths, then the pages beside them."""
        contract = api.contract
        base, path = contract.base_path, state.path
        if not path.startswith(base + "/"):
            return self._pages.answer(state)
        try:
            match = contract.router.match(state.method, path[len(base) :])
        except NotFound:
            if self._pages.knows(path):
                return self._pages.answer(state)
            raise
        except MethodNotAllowed as problem:
            if state.method != "OPTIONS":
                raise
            return EncodedResponse(204, tuple(problem.headers.items()), b"")
        state.operation = match.operation
        state.path_values = match.path_values
        await api.operations[match.operation.id](state)
        assert state.outcome is not None, "the handle stage sets it"
        return state.outcome
