"""Pages over a believable group of customers (see tests/factories)."""

from tests.factories.pages import desk, filled_workspace, sample, shown, workspace

__all__ = ["desk", "filled_workspace", "sample", "shown", "workspace"]
