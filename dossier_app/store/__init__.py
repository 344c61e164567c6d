"""The only place that knows SQLAlchemy, Alembic and SQLite."""
