"""Papers over a believable group of customers (see tests/factories)."""

from tests.factories.pages import filled_workspace, sample, workspace

__all__ = ["filled_workspace", "sample", "workspace"]
