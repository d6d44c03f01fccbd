"""The dispatcher: empties the outbox, attempts due deliveries and stores the results."""

import asyncio
import logging
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import datetime, timedelta
from threading import Lock

from brainstormmsp.jobs import WorkServices
from brainstormmsp.store import Database, Transaction, format_timestamp, parse_timestamp
from brainstormmsp.store.webhook_queue import (
    ClaimedDelivery,
    DueWebhook,
    claim_deliveries,
    due_webhooks,
    put_body,
    release_delivery,
    renew_delivery_leases,
)
from brainstormmsp.webhooks.attempt import DeliveryAttempt, make_attempt, settle
from brainstormmsp.webhooks.fairness import DeliveryShares, grant
from brainstormmsp.webhooks.fan_out import FanOut
from brainstormmsp.webhooks.payloads import Payloads
from brainstormmsp.webhooks.sender import Sender

__all__ = ["Dispatcher"]

logger = logging.getLogger("brainstormmsp.webhooks")

# How soon an event is seen, and how long attempts are waited for before new ones may begin.
_POLL = timedelta(milliseconds=250)
_WAIT_SECONDS = 0.1
_LEASE = timedelta(seconds=30)
_GRACE_SECONDS = 5.0


class Dispatcher:
    """A ticker of the worker (``brainstormmsp.jobs.Ticker``). Several may work on one database.

    Attempts go on between ticks only as far as the network's buffers carry them: the event loop that makes
    them runs within ``tick``, on the worker's thread, so that nothing is left running when the worker stops.
    A crash loses no delivery: its lease runs out, and it is attempted again under the same ``webhook-id``.
    """

    name = "webhooks"

    def __init__(
        self,
        database: Database,
        services: WorkServices,
        payloads: Payloads,
        sender: Sender,
        *,
        lease: timedelta = _LEASE,
        shares: DeliveryShares | None = None,
    ) -> None:
        self._database = database
        self._services = services
        self._payloads = payloads
        self._sender = sender
        self._lease = lease
        self._shares = shares or DeliveryShares()
        self._fan_out = FanOut(database, services, payloads)
        self._in_flight: dict[asyncio.Task[DeliveryAttempt], ClaimedDelivery] = {}
        # The webhooks whose last attempt succeeded, as far as this dispatcher knows.
        self._answering: set[str] = set()
        self._renewed_at: datetime | None = None
        self._lock = Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._resolver: ThreadPoolExecutor | None = None
        self._closed = False

    @property
    def in_flight(self) -> int:
        """How many attempts have begun and are not written down."""
        return len(self._in_flight)

    def tick(self, now: datetime) -> datetime | None:
        """Do what is due, without waiting for slow endpoints; return when there will be more to do."""
        with self._lock:
            if self._closed:
                return None
            more = self._fan_out.run()
            self._begin(now)
            self._wait(_WAIT_SECONDS)
            self._settle()
            self._renew(now)
            if more or self._in_flight:
                return now
            return max(now, min((now + _POLL, *self._times())))

    def close(self) -> None:
        """Wait a few seconds for attempts in flight, then release the rest; may be called more than once."""
        if not self._lock.acquire(timeout=2 * _GRACE_SECONDS):
            logger.error("deliveries are left behind; their leases run out")
            return
        try:
            if not self._closed and self._loop is not None:
                self._finish(self._loop)
        finally:
            self._closed = True
            self._lock.release()

    def _finish(self, loop: asyncio.AbstractEventLoop) -> None:
        try:
            self._wait(_GRACE_SECONDS, everything=True)
            self._settle()
            self._give_back(loop)
        finally:
            loop.close()
            if self._resolver is not None:
                self._resolver.shutdown(wait=False, cancel_futures=True)

    def _begin(self, now: datetime) -> None:
        """Claim what is due and begin to attempt it."""
        timestamp = format_timestamp(now)
        due = [each for each in self._database.read(due_webhooks) if each.available_at <= timestamp]
        granted = grant(due, self._in_flight.values(), self._shares, self._answering)
        if granted:
            claimed = self._database.write_and_wait(
                lambda transaction: self._claim(transaction, granted, now)
            )
            loop = self._running_loop()
            for delivery in claimed:
                attempt = make_attempt(delivery, self._sender, self._services.clock)
                self._in_flight[loop.create_task(attempt)] = delivery

    def _claim(
        self, transaction: Transaction, granted: dict[DueWebhook, int], now: datetime
    ) -> list[ClaimedDelivery]:
        token = self._services.ids.new()
        claimed = [
            delivery
            for webhook, most in granted.items()
            for delivery in claim_deliveries(
                transaction,
                webhook,
                now=format_timestamp(now),
                lease_token=token,
                lease_ends=format_timestamp(now + self._lease),
                most=most,
            )
        ]
        return [self._with_body(transaction, delivery, now) for delivery in claimed]

    def _with_body(
        self, transaction: Transaction, delivery: ClaimedDelivery, now: datetime
    ) -> ClaimedDelivery:
        """Give a test that has no body yet the contract's example, for this attempt and all later ones."""
        if delivery.body is not None:
            return delivery
        body = self._payloads.example(delivery.event_type, format_timestamp(now))
        put_body(transaction, delivery, body)
        return replace(delivery, body=body)

    def _running_loop(self) -> asyncio.AbstractEventLoop:
        if self._loop is None:
            self._loop = asyncio.new_event_loop()
            # A resolver that hangs holds a thread longer than the attempt lasts.
            self._resolver = ThreadPoolExecutor(2 * self._shares.together, "webhook-resolver")
            self._loop.set_default_executor(self._resolver)
        return self._loop

    def _wait(self, seconds: float, *, everything: bool = False) -> None:
        """Let attempts go on until one of them ends, or all, for some seconds at most."""
        if self._loop is not None and self._in_flight:
            when = asyncio.ALL_COMPLETED if everything else asyncio.FIRST_COMPLETED
            self._loop.run_until_complete(asyncio.wait(self._in_flight, timeout=seconds, return_when=when))

    def _settle(self) -> None:
        """Write down every attempt that has ended."""
        ended = [task for task in self._in_flight if task.done()]
        if ended:
            attempts = [task.result() for task in ended]
            self._database.write_and_wait(lambda transaction: self._settle_each(transaction, attempts))
            for task in ended:
                del self._in_flight[task]
            for attempt in attempts:
                change = self._answering.add if attempt.answer.succeeded else self._answering.discard
                change(attempt.delivery.webhook_id)

    def _settle_each(self, transaction: Transaction, attempts: Sequence[DeliveryAttempt]) -> None:
        for attempt in attempts:
            settle(transaction, attempt, self._services)

    def _renew(self, now: datetime) -> None:
        """Keep the leases of what is in flight from running out."""
        if not self._in_flight:
            self._renewed_at = None
            return
        if self._renewed_at is None:
            self._renewed_at = now
        if now - self._renewed_at >= self._lease / 3:
            deliveries = list(self._in_flight.values())
            ends = format_timestamp(now + self._lease)
            self._database.write_and_wait(
                lambda transaction: renew_delivery_leases(transaction, deliveries, ends)
            )
            self._renewed_at = now

    def _give_back(self, loop: asyncio.AbstractEventLoop) -> None:
        """Cancel what is in flight and leave it to others."""
        if not self._in_flight:
            return
        for task in self._in_flight:
            task.cancel()
        loop.run_until_complete(asyncio.wait(self._in_flight))
        left = list(self._in_flight.values())
        self._in_flight.clear()
        now = format_timestamp(self._services.clock.now())

        def release(transaction: Transaction) -> None:
            for delivery in left:
                release_delivery(transaction, delivery, now)

        self._database.write_and_wait(release)

    def _times(self) -> list[datetime]:
        """Return from when each webhook's next delivery may be attempted."""
        return [parse_timestamp(each.available_at) for each in self._database.read(due_webhooks)]
