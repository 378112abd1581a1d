"""Revision 2: scans are bound into bids, lists of accounts are sorted by pinyin, and a person's note becomes the one thing to remember.

Revision 1 had no table of scans; `account` had no sort key, and `person` had a short `note` beside `remember`.
"""

import sqlalchemy as sa
from alembic import op

from kamdesk.accounts.rules import order_key

_KEY = sa.LargeBinary(16)


def upgrade() -> None:
    """From revision 1."""
    _bind_scans()
    _sort_accounts()
    _join_notes()


def _bind_scans() -> None:
    op.create_table(
        "bid_scan",
        sa.Column("bid", _KEY, sa.ForeignKey("bid.id"), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("heading", sa.String(200), nullable=False),
        sa.Column("attachment", _KEY, sa.ForeignKey("attachment.id"), nullable=False),
        sa.Column("certificate", _KEY, sa.ForeignKey("certificate.id")),
        sa.Column("id", _KEY, primary_key=True),
        sa.Column("erased_at", sa.BigInteger()),
    )
    for column in ("bid", "attachment", "certificate"):
        op.create_index(f"ix_bid_scan_{column}", "bid_scan", [column])


def _sort_accounts() -> None:
    with op.batch_alter_table("account") as account:
        account.add_column(sa.Column("order_key", sa.String(200)))
    op.create_index("ix_account_order_key", "account", ["order_key"])
    connection = op.get_bind()
    names = connection.execute(sa.text("SELECT id, name FROM account")).all()
    if names:
        connection.execute(
            sa.text("UPDATE account SET order_key = :key WHERE id = :id"), [{"id": row, "key": order_key(name)} for row, name in names]
        )


def _join_notes() -> None:
    op.execute("UPDATE person SET remember = substr(trim(coalesce(remember || char(10), '') || note), 1, 400) WHERE note <> ''")
    with op.batch_alter_table("person") as person:
        person.drop_column("note")
