"""Create the first tables."""

import sqlalchemy as sa
from alembic import op

TEXT = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the revision."""
    op.create_table(
        "external_references",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("resource", TEXT, nullable=False),
        sa.Column("system", TEXT, nullable=False),
        sa.Column("external_id", TEXT, nullable=False),
        sa.Column("resource_id", TEXT, nullable=False),
        sa.PrimaryKeyConstraint(
            "organisation_id", "resource", "system", "external_id", name=op.f("pk_external_references")
        ),
    )
    op.create_index(
        "ix_external_references_resource_id",
        "external_references",
        ["organisation_id", "resource", "resource_id"],
        unique=False,
    )
    op.create_table(
        "idempotency_keys",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("client_id", TEXT, nullable=False),
        sa.Column("key", TEXT, nullable=False),
        sa.Column("fingerprint", TEXT, nullable=False),
        sa.Column("status", sa.BigInteger(), nullable=False),
        sa.Column("headers", TEXT, nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "client_id", "key", name=op.f("pk_idempotency_keys")),
    )
    op.create_index("ix_idempotency_keys_created_at", "idempotency_keys", ["created_at"], unique=False)
    op.create_table(
        "keyring",
        sa.Column("name", TEXT, nullable=False),
        sa.Column("key", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_keyring")),
    )
    op.create_table(
        "organisations",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("created_at", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_organisations")),
        sa.UniqueConstraint("name", name=op.f("uq_organisations_name")),
    )
    op.create_table(
        "revoked_tokens",
        sa.Column("jti", TEXT, nullable=False),
        sa.Column("expires_at", TEXT, nullable=False),
        sa.PrimaryKeyConstraint("jti", name=op.f("pk_revoked_tokens")),
    )
    op.create_index("ix_revoked_tokens_expires_at", "revoked_tokens", ["expires_at"], unique=False)
    op.create_table(
        "search_terms",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("resource", TEXT, nullable=False),
        sa.Column("field", TEXT, nullable=False),
        sa.Column("term", TEXT, nullable=False),
        sa.Column("resource_id", TEXT, nullable=False),
        sa.PrimaryKeyConstraint(
            "organisation_id", "resource", "field", "term", "resource_id", name=op.f("pk_search_terms")
        ),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "sequences",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("organisation_id", "name", name=op.f("pk_sequences")),
    )
    op.create_table(
        "api_keys",
        sa.Column("client_id", TEXT, nullable=False),
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("secret_digest", TEXT, nullable=False),
        sa.Column("scopes", TEXT, nullable=False),
        sa.Column("multiplier", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("created_at", TEXT, nullable=False),
        sa.Column("revoked_at", TEXT, nullable=True),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_api_keys_organisation_id")
        ),
        sa.PrimaryKeyConstraint("client_id", name=op.f("pk_api_keys")),
    )
    op.create_index("ix_api_keys_organisation_id", "api_keys", ["organisation_id"], unique=False)
    op.create_table(
        "clients",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("domains", TEXT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("tags", TEXT, nullable=False),
        sa.Column("notes", TEXT, nullable=True),
        sa.Column("external_refs", TEXT, nullable=False),
        sa.Column("risk_score", sa.BigInteger(), nullable=False),
        sa.Column("search_text", TEXT, nullable=False),
        sa.Column("deleted_at", TEXT, nullable=True),
        sa.Column("created_at", TEXT, nullable=False),
        sa.Column("updated_at", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_clients_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_clients")),
    )
    op.create_index(
        "ix_clients_created_at",
        "clients",
        ["organisation_id", "created_at", "id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "ix_clients_name",
        "clients",
        ["organisation_id", "name", "id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "ix_clients_risk_score",
        "clients",
        ["organisation_id", "risk_score", "id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "ix_clients_status_created_at",
        "clients",
        ["organisation_id", "status", "created_at", "id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "ix_clients_updated_at",
        "clients",
        ["organisation_id", "updated_at", "id"],
        unique=False,
        sqlite_where=sa.text("deleted_at IS NULL"),
        postgresql_where=sa.text("deleted_at IS NULL"),
    )
    op.create_index(
        "uq_clients_name",
        "clients",
        ["organisation_id", "name"],
        unique=True,
        sqlite_where=sa.text("deleted_at IS NULL AND status != 'archived'"),
        postgresql_where=sa.text("deleted_at IS NULL AND status != 'archived'"),
    )
    op.create_table(
        "outbox",
        sa.Column("id", TEXT, nullable=False),
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("type", TEXT, nullable=False),
        sa.Column("data", TEXT, nullable=False),
        sa.Column("created_at", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_outbox_organisation_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_outbox")),
    )
    op.create_index("ix_outbox_created_at", "outbox", ["created_at", "id"], unique=False)
    op.create_table(
        "assets",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("client_id", TEXT, nullable=False),
        sa.Column("type", TEXT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("hostname", TEXT, nullable=False),
        sa.Column("serial", TEXT, nullable=True),
        sa.Column("os", TEXT, nullable=True),
        sa.Column("last_seen_at", TEXT, nullable=True),
        sa.Column("last_patched_at", TEXT, nullable=True),
        sa.Column("encrypted", sa.Integer(), nullable=True),
        sa.Column("external_refs", TEXT, nullable=False),
        sa.Column("search_text", TEXT, nullable=False),
        sa.Column("created_at", TEXT, nullable=False),
        sa.Column("updated_at", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "client_id"],
            ["clients.organisation_id", "clients.id"],
            name=op.f("fk_assets_organisation_id_client_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_assets_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_assets")),
    )
    op.create_index(
        "ix_assets_client_id_created_at",
        "assets",
        ["organisation_id", "client_id", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_assets_client_id_hostname",
        "assets",
        ["organisation_id", "client_id", "hostname", "id"],
        unique=False,
    )
    op.create_index(
        "ix_assets_client_id_last_seen_at",
        "assets",
        ["organisation_id", "client_id", "last_seen_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_assets_client_id_updated_at",
        "assets",
        ["organisation_id", "client_id", "updated_at", "id"],
        unique=False,
    )
    op.create_index("ix_assets_created_at", "assets", ["organisation_id", "created_at", "id"], unique=False)
    op.create_index("ix_assets_hostname", "assets", ["organisation_id", "hostname", "id"], unique=False)
    op.create_index(
        "ix_assets_last_seen_at", "assets", ["organisation_id", "last_seen_at", "id"], unique=False
    )
    op.create_index(
        "ix_assets_status_created_at",
        "assets",
        ["organisation_id", "status", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_assets_type_created_at", "assets", ["organisation_id", "type", "created_at", "id"], unique=False
    )
    op.create_index("ix_assets_updated_at", "assets", ["organisation_id", "updated_at", "id"], unique=False)
    op.create_table(
        "contacts",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("client_id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("email", TEXT, nullable=True),
        sa.Column("phone", TEXT, nullable=True),
        sa.Column("role", TEXT, nullable=True),
        sa.Column("is_primary", sa.Integer(), nullable=False),
        sa.Column("search_text", TEXT, nullable=False),
        sa.Column("created_at", TEXT, nullable=False),
        sa.Column("updated_at", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "client_id"],
            ["clients.organisation_id", "clients.id"],
            name=op.f("fk_contacts_organisation_id_client_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_contacts_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_contacts")),
    )
    op.create_index(
        "ix_contacts_client_id_created_at",
        "contacts",
        ["organisation_id", "client_id", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_contacts_client_id_name", "contacts", ["organisation_id", "client_id", "name", "id"], unique=False
    )
    op.create_index(
        "ix_contacts_client_id_updated_at",
        "contacts",
        ["organisation_id", "client_id", "updated_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_contacts_created_at", "contacts", ["organisation_id", "created_at", "id"], unique=False
    )
    op.create_index("ix_contacts_name", "contacts", ["organisation_id", "name", "id"], unique=False)
    op.create_index(
        "ix_contacts_updated_at", "contacts", ["organisation_id", "updated_at", "id"], unique=False
    )
    op.create_index(
        "uq_contacts_client_id",
        "contacts",
        ["organisation_id", "client_id"],
        unique=True,
        sqlite_where=sa.text("is_primary = 1"),
        postgresql_where=sa.text("is_primary = 1"),
    )
    op.create_table(
        "alerts",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("client_id", TEXT, nullable=False),
        sa.Column("asset_id", TEXT, nullable=True),
        sa.Column("title", TEXT, nullable=False),
        sa.Column("severity", TEXT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("note", TEXT, nullable=True),
        sa.Column("source", TEXT, nullable=False),
        sa.Column("raised_at", TEXT, nullable=False),
        sa.Column("resolved_at", TEXT, nullable=True),
        sa.Column("created_at", TEXT, nullable=False),
        sa.Column("updated_at", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "asset_id"],
            ["assets.organisation_id", "assets.id"],
            name=op.f("fk_alerts_organisation_id_asset_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "client_id"],
            ["clients.organisation_id", "clients.id"],
            name=op.f("fk_alerts_organisation_id_client_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_alerts_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_alerts")),
    )
    op.create_index(
        "ix_alerts_asset_id_created_at",
        "alerts",
        ["organisation_id", "asset_id", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_alerts_asset_id_raised_at",
        "alerts",
        ["organisation_id", "asset_id", "raised_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_alerts_asset_id_updated_at",
        "alerts",
        ["organisation_id", "asset_id", "updated_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_alerts_client_id_created_at",
        "alerts",
        ["organisation_id", "client_id", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_alerts_client_id_raised_at",
        "alerts",
        ["organisation_id", "client_id", "raised_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_alerts_client_id_updated_at",
        "alerts",
        ["organisation_id", "client_id", "updated_at", "id"],
        unique=False,
    )
    op.create_index("ix_alerts_created_at", "alerts", ["organisation_id", "created_at", "id"], unique=False)
    op.create_index("ix_alerts_raised_at", "alerts", ["organisation_id", "raised_at", "id"], unique=False)
    op.create_index(
        "ix_alerts_severity_created_at",
        "alerts",
        ["organisation_id", "severity", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_alerts_source_created_at",
        "alerts",
        ["organisation_id", "source", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_alerts_status_created_at",
        "alerts",
        ["organisation_id", "status", "created_at", "id"],
        unique=False,
    )
    op.create_index("ix_alerts_updated_at", "alerts", ["organisation_id", "updated_at", "id"], unique=False)
    op.create_table(
        "asset_software",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("asset_id", TEXT, nullable=False),
        sa.Column("name", TEXT, nullable=False),
        sa.Column("version", TEXT, nullable=True),
        sa.Column("publisher", TEXT, nullable=True),
        sa.Column("installed_at", TEXT, nullable=True),
        sa.Column("search_text", TEXT, nullable=False),
        sa.Column("created_at", TEXT, nullable=False),
        sa.Column("updated_at", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "asset_id"],
            ["assets.organisation_id", "assets.id"],
            name=op.f("fk_asset_software_organisation_id_asset_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_asset_software_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_asset_software")),
    )
    op.create_index(
        "ix_asset_software_asset_id_created_at",
        "asset_software",
        ["organisation_id", "asset_id", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_asset_software_asset_id_name",
        "asset_software",
        ["organisation_id", "asset_id", "name", "id"],
        unique=False,
    )
    op.create_index(
        "ix_asset_software_asset_id_updated_at",
        "asset_software",
        ["organisation_id", "asset_id", "updated_at", "id"],
        unique=False,
    )
    op.create_table(
        "tickets",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("number", sa.BigInteger(), nullable=False),
        sa.Column("client_id", TEXT, nullable=False),
        sa.Column("contact_id", TEXT, nullable=True),
        sa.Column("asset_id", TEXT, nullable=True),
        sa.Column("subject", TEXT, nullable=False),
        sa.Column("description", TEXT, nullable=True),
        sa.Column("priority", TEXT, nullable=False),
        sa.Column("status", TEXT, nullable=False),
        sa.Column("external_refs", TEXT, nullable=False),
        sa.Column("search_text", TEXT, nullable=False),
        sa.Column("created_at", TEXT, nullable=False),
        sa.Column("updated_at", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "asset_id"],
            ["assets.organisation_id", "assets.id"],
            name=op.f("fk_tickets_organisation_id_asset_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "client_id"],
            ["clients.organisation_id", "clients.id"],
            name=op.f("fk_tickets_organisation_id_client_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id", "contact_id"],
            ["contacts.organisation_id", "contacts.id"],
            name=op.f("fk_tickets_organisation_id_contact_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_tickets_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_tickets")),
    )
    op.create_index(
        "ix_tickets_asset_id_created_at",
        "tickets",
        ["organisation_id", "asset_id", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_tickets_asset_id_number", "tickets", ["organisation_id", "asset_id", "number", "id"], unique=False
    )
    op.create_index(
        "ix_tickets_asset_id_updated_at",
        "tickets",
        ["organisation_id", "asset_id", "updated_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_tickets_client_id_created_at",
        "tickets",
        ["organisation_id", "client_id", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_tickets_client_id_number",
        "tickets",
        ["organisation_id", "client_id", "number", "id"],
        unique=False,
    )
    op.create_index(
        "ix_tickets_client_id_updated_at",
        "tickets",
        ["organisation_id", "client_id", "updated_at", "id"],
        unique=False,
    )
    op.create_index("ix_tickets_created_at", "tickets", ["organisation_id", "created_at", "id"], unique=False)
    op.create_index("ix_tickets_number", "tickets", ["organisation_id", "number", "id"], unique=False)
    op.create_index(
        "ix_tickets_priority_created_at",
        "tickets",
        ["organisation_id", "priority", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_tickets_status_created_at",
        "tickets",
        ["organisation_id", "status", "created_at", "id"],
        unique=False,
    )
    op.create_index("ix_tickets_updated_at", "tickets", ["organisation_id", "updated_at", "id"], unique=False)
    op.create_index("uq_tickets_number", "tickets", ["organisation_id", "number"], unique=True)
    op.create_table(
        "ticket_notes",
        sa.Column("organisation_id", TEXT, nullable=False),
        sa.Column("id", TEXT, nullable=False),
        sa.Column("ticket_id", TEXT, nullable=False),
        sa.Column("body", TEXT, nullable=False),
        sa.Column("visibility", TEXT, nullable=False),
        sa.Column("author", TEXT, nullable=False),
        sa.Column("created_at", TEXT, nullable=False),
        sa.Column("updated_at", TEXT, nullable=False),
        sa.ForeignKeyConstraint(
            ["organisation_id", "ticket_id"],
            ["tickets.organisation_id", "tickets.id"],
            name=op.f("fk_ticket_notes_organisation_id_ticket_id"),
        ),
        sa.ForeignKeyConstraint(
            ["organisation_id"], ["organisations.id"], name=op.f("fk_ticket_notes_organisation_id")
        ),
        sa.PrimaryKeyConstraint("organisation_id", "id", name=op.f("pk_ticket_notes")),
    )
    op.create_index(
        "ix_ticket_notes_ticket_id_created_at",
        "ticket_notes",
        ["organisation_id", "ticket_id", "created_at", "id"],
        unique=False,
    )
    op.create_index(
        "ix_ticket_notes_ticket_id_updated_at",
        "ticket_notes",
        ["organisation_id", "ticket_id", "updated_at", "id"],
        unique=False,
    )
