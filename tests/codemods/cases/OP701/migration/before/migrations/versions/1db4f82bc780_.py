from logging import FileHandler, getLogger

from alembic import op

revision = "1db4f82bc780"

log = getLogger(__name__)
log.addHandler(FileHandler("db_upgrade.log"))


def upgrade():
    op.add_column("users")
