"""The table of addresses at which schools publish."""

from alembic import op

from noticeparse.register.tables import address

revision = "r002"
down_revision = "r001"


def upgrade() -> None:
    """Make it."""
    address.create(op.get_bind())
