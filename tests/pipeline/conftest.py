"""A customer with one project, saved by the real actions."""

from uuid import UUID

import pytest

from kamdesk.accounts.actions import save_account
from kamdesk.core.store import Store
from kamdesk.pipeline.actions import save_opportunity


@pytest.fixture
def account(store: Store) -> UUID:
    return store.do(save_account, None, {"name": "华东电力集团有限公司", "short_name": "华东电力"})[0]


@pytest.fixture
def project(store: Store, account: UUID) -> UUID:
    return store.do(save_opportunity, None, {"name": "配网自动化改造二期", "account": account, "amount": 12_800_000_00})[0]
