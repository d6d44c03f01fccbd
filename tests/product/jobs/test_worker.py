"""What the queue and its workers promise, under a clock that stands still."""

import time
from datetime import timedelta
from functools import partial
from threading import Event, Thread
from typing import Any

import pytest

from brainstormmsp.jobs import Canceled, JobKind, LeaseLost, Run, WorkContext, enqueue, job_purge
from brainstormmsp.store.jobs import due_statement, request_cancel
from contractfirst.contract.problems import Conflict, ServiceUnavailable
from tests.product.jobs.conftest import Shop

LEASE = timedelta(seconds=30)


def without_result(job: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in job.items() if name != "result"}


def quick(run: Run) -> None:
    run.finish(lambda context: {"echo": run.payload})


def test_a_job_runs_once_and_keeps_its_result(shop: Shop) -> None:
    job_id = shop.enqueue("quick", {"number": 1})
    queued = shop.job(job_id)
    assert (queued["status"], queued["progress"], queued["errors"]) == ("queued", 0, [])
    unknown = ("result", "started_at", "finished_at", "expires_at")
    assert [queued[name] for name in unknown] == [None] * 4
    shop.clock.advance(2)
    assert shop.worker([JobKind("quick", quick)]).run_due() == 1
    done = shop.job(job_id)
    assert done["status"] == "succeeded"
    assert done["progress"] == 100
    assert done["result"] == {"echo": {"number": 1}}
    assert done["started_at"] == done["finished_at"] == "2026-11-24T09:30:02.000Z"
    assert done["expires_at"] == "2026-11-25T09:30:02.000Z"
    assert shop.rows("SELECT * FROM job_payloads") == []
    assert shop.worker([JobKind("quick", quick)]).run_due() == 0


def test_a_job_asked_for_in_a_transaction_that_fails_never_was(shop: Shop) -> None:
    def ask_and_fail(context: WorkContext) -> None:
        enqueue(context, "quick", {})
        raise RuntimeError("undone")

    with pytest.raises(RuntimeError):
        shop.write(ask_and_fail)
    assert shop.worker([JobKind("quick", quick)]).run_due() == 0


def test_a_kind_that_a_worker_does_not_know_waits_for_one_that_does(shop: Shop) -> None:
    job_id = shop.enqueue("quick")
    assert shop.worker([JobKind("other", quick)]).run_due() == 0
    assert shop.job(job_id)["status"] == "queued"


def test_progress_is_durable_and_never_falls(shop: Shop) -> None:
    seen = []

    def perform(run: Run) -> None:
        for percent in (10, 60, 30):
            run.step(lambda context: None, progress=percent)
            seen.append(shop.job(run.job.id)["progress"])
        run.finish(lambda context: {})

    shop.enqueue("slow")
    shop.worker([JobKind("slow", perform)]).run_due()
    assert seen == [10, 60, 60]


def test_a_problem_fails_the_job_for_good_and_raises_its_event(shop: Shop) -> None:
    told = []

    def perform(run: Run) -> None:
        raise Conflict("It cannot be.", code="asset_inactive")

    kind = JobKind("doomed", perform, failed=lambda context, job, problems: told.append(problems[0].code))
    job_id = shop.enqueue("doomed")
    assert shop.worker([kind]).run_due() == 1
    job = shop.job(job_id)
    assert job["status"] == "failed"
    assert job["result"] is None
    assert job["errors"] == [
        {
            "type": "https://brainstormmsp.ai/docs/errors/asset_inactive",
            "title": "Conflict",
            "status": 409,
            "detail": "It cannot be.",
            "code": "asset_inactive",
        }
    ]
    assert told == ["asset_inactive"]
    assert shop.events() == [("job.failed", without_result(job))]


def test_what_fails_for_the_moment_is_tried_again_after_a_growing_while(shop: Shop) -> None:
    waits = []

    def perform(run: Run) -> None:
        raise ServiceUnavailable("No answer.", code="integration_unreachable")

    job_id = shop.enqueue("flaky")
    worker = shop.worker([JobKind("flaky", perform)])
    while shop.job(job_id)["status"] != "failed":
        assert worker.run_due() == 1
        waited = 0
        while shop.job(job_id)["status"] == "running" and not due(shop):
            shop.clock.advance(0.1)
            waited += 1
        waits.append(waited / 10)
    assert len(waits) == 5
    for attempt, wait in enumerate(waits[:-1]):
        assert 2**attempt <= wait <= 2 ** (attempt + 1) + 0.1
    assert shop.job(job_id)["errors"][0]["code"] == "integration_unreachable"


def due(shop: Shop) -> bool:
    now = shop.clock.now().strftime("%Y-%m-%dT%H:%M:%S.%f")[:23] + "Z"
    return bool(shop.rows("SELECT 1 FROM jobs WHERE available_at <= ?", now))


def test_an_unexpected_failure_is_tried_again_and_tells_nothing(shop: Shop) -> None:
    def perform(run: Run) -> None:
        if run.job.attempt < 3:
            raise ZeroDivisionError("a secret")
        run.finish(lambda context: {"attempt": run.job.attempt})

    job_id = shop.enqueue("odd")
    worker = shop.worker([JobKind("odd", perform)])
    for _ in range(3):
        worker.run_due()
        shop.clock.advance(60)
    assert shop.job(job_id)["result"] == {"attempt": 3}

    other = shop.enqueue("odd")
    worker = shop.worker([JobKind("odd", perform, attempts=1)])
    worker.run_due()
    failed = shop.job(other)
    assert failed["errors"][0]["code"] == "internal_error"
    assert "secret" not in str(failed)


def test_a_later_attempt_goes_on_from_the_checkpoint(shop: Shop) -> None:
    done: list[int] = []

    def advance(number: int, context: WorkContext) -> int:
        done.append(number)
        return number + 1

    def perform(run: Run) -> None:
        first = (run.checkpoint or {"done": 0})["done"]
        for number in range(first, 4):
            run.step(partial(advance, number), checkpoint=lambda reached: {"done": reached})
            if number == 1 and run.job.attempt == 1:
                raise RuntimeError("crash")
        run.finish(lambda context: {})

    shop.enqueue("steps")
    worker = shop.worker([JobKind("steps", perform)])
    worker.run_due()
    shop.clock.advance(60)
    worker.run_due()
    assert done == [0, 1, 2, 3]


def test_a_pointless_job_is_canceled(shop: Shop) -> None:
    told = []

    def perform(run: Run) -> None:
        raise Canceled("the client is gone")

    job_id = shop.enqueue("pointless")
    shop.worker([JobKind("pointless", perform, canceled=lambda context, job: told.append(job.id))]).run_due()
    job = shop.job(job_id)
    assert job["status"] == "canceled"
    assert [(error["status"], error["code"]) for error in job["errors"]] == [(409, "job_canceled")]
    assert {"finished_at", "expires_at"} <= job.keys()
    assert told == [job_id]
    assert shop.events() == [("job.completed", without_result(job))]


def test_a_queued_job_is_canceled_before_it_begins(shop: Shop) -> None:
    began = []
    job_id = shop.enqueue("job")
    shop.write(lambda context: request_cancel(context, job_id))
    shop.worker([JobKind("job", lambda run: began.append(run))]).run_due()
    assert (shop.job(job_id)["status"], began) == ("canceled", [])
    with pytest.raises(Conflict) as caught:
        shop.write(lambda context: request_cancel(context, job_id))
    assert caught.value.code == "job_ended"


def test_a_running_job_is_canceled_before_its_next_step(shop: Shop) -> None:
    steps = []

    def perform(run: Run) -> None:
        run.step(lambda _: steps.append(1))
        shop.write(lambda context: request_cancel(context, run.job.id))
        run.step(lambda _: steps.append(2))
        run.finish(lambda _: {})

    job_id = shop.enqueue("job")
    shop.worker([JobKind("job", perform)]).run_due()
    assert (shop.job(job_id)["status"], steps) == ("canceled", [1])


def test_a_job_that_waits_for_its_next_attempt_is_canceled_at_once(shop: Shop) -> None:
    def perform(run: Run) -> None:
        raise RuntimeError("this time")

    job_id = shop.enqueue("job")
    worker = shop.worker([JobKind("job", perform)])
    assert worker.run_due() == 1
    shop.write(lambda context: request_cancel(context, job_id))
    assert worker.run_due() == 1
    assert shop.job(job_id)["status"] == "canceled"


def test_a_lost_job_is_taken_up_again_when_its_lease_ends(shop: Shop) -> None:
    class Killed(BaseException):
        pass

    def die(run: Run) -> None:
        run.step(lambda context: None, checkpoint=lambda _: {"half": True})
        raise Killed

    job_id = shop.enqueue("job")
    with pytest.raises(Killed):
        shop.worker([JobKind("job", die)], lease=LEASE).run_one()
    other = shop.worker([JobKind("job", lambda run: run.finish(lambda context: run.checkpoint))], lease=LEASE)
    shop.clock.advance(29.9)
    assert other.run_due() == 0
    assert shop.job(job_id)["status"] == "running"
    shop.clock.advance(0.1)
    assert other.run_due() == 1
    assert shop.job(job_id)["result"] == {"half": True}


def test_a_job_that_kills_every_worker_fails_in_the_end(shop: Shop) -> None:
    class Killed(BaseException):
        pass

    def die(run: Run) -> None:
        raise Killed

    job_id = shop.enqueue("poison")
    worker = shop.worker([JobKind("poison", die, attempts=2)], lease=LEASE)
    for _ in range(2):
        with pytest.raises(Killed):
            worker.run_one()
        shop.clock.advance(30)
    worker.run_one()
    assert shop.job(job_id)["status"] == "failed"


def test_a_worker_that_was_thought_dead_changes_nothing(shop: Shop) -> None:
    def slow(run: Run) -> None:
        shop.clock.advance(31)
        assert second.run_one()
        with pytest.raises(LeaseLost):
            run.step(lambda context: context.emit("job.failed", {"by": "first"}))
        run.finish(lambda context: {"by": "first"})

    second = shop.worker([JobKind("job", lambda run: run.finish(lambda context: {"by": "second"}))])
    job_id = shop.enqueue("job")
    assert shop.worker([JobKind("job", slow)], lease=LEASE).run_one()
    assert shop.job(job_id)["result"] == {"by": "second"}
    assert [kind for kind, _ in shop.events()] == ["job.completed"]


def test_stopping_gives_a_job_back_at_once_and_counts_no_attempt(shop: Shop) -> None:
    attempts = []

    def perform(run: Run) -> None:
        attempts.append(run.job.attempt)
        run.step(lambda context: None, checkpoint=lambda _: {"half": True})
        first.stop()
        run.step(lambda context: pytest.fail("a step after the end"))

    first = shop.worker([JobKind("job", perform)])
    job_id = shop.enqueue("job")
    first.run_one()

    def resume(run: Run) -> None:
        attempts.append(run.job.attempt)
        run.finish(lambda context: run.checkpoint)

    assert shop.worker([JobKind("job", resume)]).run_one()
    assert attempts == [1, 1]
    assert shop.job(job_id)["result"] == {"half": True}


def test_two_workers_never_run_one_job_at_once(shop: Shop) -> None:
    running: dict[str, int] = {}
    most: list[int] = []

    def perform(run: Run) -> None:
        running[run.job.id] = running.get(run.job.id, 0) + 1
        time.sleep(0.002)
        most.append(running[run.job.id])
        run.finish(lambda context: {})
        running[run.job.id] -= 1

    jobs = [shop.enqueue("job") for _ in range(40)]
    workers = [shop.worker([JobKind("job", perform)]) for _ in range(4)]
    threads = [Thread(target=worker.run_due) for worker in workers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == [1] * len(jobs)


def test_one_organisations_jobs_do_not_hold_up_anothers(shop: Shop) -> None:
    order = []
    other = shop.organisation("Ridgeline Systems")

    def perform(run: Run) -> None:
        order.append(run.job.organisation_id)
        if len(order) == 1:
            inner = shop.worker([JobKind("job", perform)])
            inner.run_one()
        run.finish(lambda context: {})

    for _ in range(3):
        shop.enqueue("job")
    shop.clock.advance(1)
    shop.enqueue("job", organisation_id=other)
    shop.worker([JobKind("job", perform)]).run_due()
    assert order[:2] == [shop.organisation_id, other]


def test_expired_jobs_are_purged(shop: Shop) -> None:
    shop.enqueue("quick")
    shop.worker([JobKind("quick", quick)]).run_due()
    purge = job_purge(shop.database)
    purge.tick(shop.clock.now())
    assert len(shop.rows("SELECT id FROM jobs")) == 1
    shop.clock.advance(24 * 3600)
    purge.tick(shop.clock.now())
    assert shop.rows("SELECT id FROM jobs") == []


def test_a_started_worker_works_until_it_is_stopped(shop: Shop) -> None:
    ticked, closed = Event(), Event()

    class Ticking:
        name = "clockwork"

        def tick(self, now: object) -> None:
            ticked.set()

        def close(self) -> None:
            closed.set()

    job_id = shop.enqueue("quick")
    worker = shop.worker([JobKind("quick", quick)], tickers=[Ticking()])
    worker.start()
    deadline = time.monotonic() + 5
    while shop.job(job_id)["status"] != "succeeded" and time.monotonic() < deadline:
        time.sleep(0.01)
    assert ticked.wait(5)
    worker.stop()
    assert closed.is_set()
    assert shop.job(job_id)["status"] == "succeeded"
    later = shop.enqueue("quick")
    time.sleep(0.3)
    assert shop.job(later)["status"] == "queued"


def test_the_job_that_is_due_is_found_in_an_index(shop: Shop) -> None:
    plan = shop.database.read(
        lambda transaction: transaction.explain(due_statement(("a", "b")), {"now": "2026"})
    )
    assert "USING INDEX ix_jobs_available_at" in plan
    assert "ix_jobs_running" in plan
