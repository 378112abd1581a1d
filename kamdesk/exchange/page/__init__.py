"""Lists in and out: a wizard of four steps for what comes in, one card for what goes out."""

from kamdesk.exchange.page.exchange import ExchangePage

__all__ = ["ExchangePage"]
