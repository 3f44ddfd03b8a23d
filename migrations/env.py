"""How migrations run: one transaction, short lock waits, under one advisory lock."""

import os

from alembic import context
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

target_metadata = context.config.attributes.get("metadata")  # given by `alembic check` in the tests only
URL = context.config.get_main_option("sqlalchemy.url") or os.environ["DATABASE_URL"]


with create_engine(URL, poolclass=NullPool).connect() as connection:
    connection.execute(text("SET lock_timeout = '5s'"))
    connection.execute(text("SET statement_timeout = '15min'"))
    connection.execute(text("SELECT pg_advisory_lock(68126)"))  # two starters migrate one after the other
    connection.commit()
    context.configure(
        connection=connection, target_metadata=target_metadata, compare_type=True, compare_server_default=True
    )
    with context.begin_transaction():
        context.run_migrations()
    connection.commit()
