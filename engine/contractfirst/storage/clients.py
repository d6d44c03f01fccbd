"""OAuth clients (RFC 6749 section 2): registered, found, revoked."""

from dataclasses import dataclass
from fractions import Fraction

from sqlalchemy import Connection, insert, select, update

from contractfirst.storage.tables import oauth_clients
from contractfirst.tokens import RegisteredClient

__all__ = ["StoredClient", "find_client", "register_client", "revoke_client"]


@dataclass(frozen=True, slots=True)
class StoredClient(RegisteredClient):
    """A client that is not revoked: whom it belongs to, and what every rate limit is multiplied by."""

    tenant: str
    multiplier: Fraction = Fraction(1)


def register_client(connection: Connection, client: StoredClient, timestamp: str) -> None:
    """Store a new client."""
    row = {
        "client_id": client.client_id,
        "secret_digest": client.secret_digest,
        "tenant": client.tenant,
        "scopes": " ".join(sorted(client.scopes)),
        "multiplier": str(client.multiplier),
        "created_at": timestamp,
    }
    connection.execute(insert(oauth_clients).values(row))


def find_client(connection: Connection, client_id: str) -> StoredClient | None:
    """Return the client, or ``None`` when it is unknown or revoked."""
    query = select(oauth_clients).where(
        oauth_clients.c.client_id == client_id, oauth_clients.c.revoked_at.is_(None)
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        return None
    scopes, multiplier = frozenset(row.scopes.split()), Fraction(row.multiplier)
    return StoredClient(row.client_id, row.secret_digest, scopes, row.tenant, multiplier)


def revoke_client(connection: Connection, client_id: str, timestamp: str) -> bool:
    """Refuse the client and all its tokens from now on; return whether there was one that was not revoked."""
    revoked = connection.execute(
        update(oauth_clients)
        .where(oauth_clients.c.client_id == client_id, oauth_clients.c.revoked_at.is_(None))
        .values(revoked_at=timestamp)
    )
    return revoked.rowcount > 0
