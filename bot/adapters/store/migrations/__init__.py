"""How databases came to their present shape, step by step. Read by Alembic, imported by nobody."""
