"""A server whose handlers are not all written can mock those that are missing, one by one."""

import io
from datetime import UTC, datetime

from contractfirst.clock import ManualClock
from contractfirst.contract import Contract
from contractfirst.limits import MemoryLimiter
from contractfirst.mock.handlers import MockHandlers
from contractfirst.server.application import create_application
from contractfirst.server.request_log import RequestLog
from contractfirst.server.settings import ServerSettings
from tests.engine.mock.mocked import ORIGIN, SHOP, Mocked
from tests.engine.server.memory_backend import MemoryBackend, TokenTable


def partly_written() -> Mocked:
    contract = Contract.load(SHOP.parent / "half.yaml")
    clock = ManualClock(datetime(2026, 1, 2, tzinfo=UTC))
    log = RequestLog(io.StringIO(), as_json=True)
    application = create_application(
        contract,
        "tests.engine.mock.documents.half",
        MemoryBackend(),
        TokenTable(reader="read"),
        MemoryLimiter(clock),
        clock,
        ServerSettings(public_url=ORIGIN),
        request_log=log,
        missing_handler=MockHandlers(contract).awaited_handler,
    )
    log.close()
    return Mocked(application, contract)


def test_written_handlers_answer_themselves_and_the_rest_is_mocked() -> None:
    server = partly_written()
    assert server.application.unresolved == ("getRaised", "getAbsent")
    assert server.ask("GET", "/written", headers={}).json() == "by hand"
    assert server.ask("GET", "/raised", headers={}).json() == "from the document"
    assert server.ask("GET", "/absent", headers={}).json() == 5
    assert server.ask("GET", "/absent", headers={"Prefer": "code=404"}).status_code == 404
