"""Breaks titles by sense and evenly: nobody wants 「…项目建 / 议书」 on a cover.

The number of lines is that of ordinary breaking. Among all ways to break into as many lines the one is taken that tears no known word
and whose lines are most alike.
"""

from collections.abc import Iterator

from kamdesk.paper.lines import Line, broken, natural_width
from kamdesk.paper.tokens import Kind, Token

_MOST_LINES, _MOST_TOKENS = 6, 150  # longer ones are text, not titles
_TORN = 0.4  # what a torn word costs, in squares of a line's distance from the mean
_UNSURE = 0.12  # what a break costs where no known word ends or begins
_SHORT_END = 3.5  # ems: one to three characters alone on the last line
_LONGEST_WORD = 5

# Words that stand in the names of projects, papers and companies, and read badly when they are torn.
WHOLE = frozenset(
    """
    建议书 制造商 产地 型号 规格 意向书 投标函 委托书 一览表 报价表 偏离表 关系图 档案卡 有限公司 股份 集团 公司 项目 工程
    系统 平台 方案 设备 装置 采购 招标 投标 文件 服务 改造 扩建 新建 建设 更换 升级 二期 一期 三期
    一矿 二矿 风井 电厂 电力 能源 电站 变电站 变电所 配电 输电 调度 自动化 智能化 数字化 信息化 开关柜
    断路器 变压器 继电 保护 综保 环网 监控 监测 检测 运维 备件 框架 协议 合同 标段 港区 车间 生产
    技术 管理 中心 总体 汇报 切换 论证 物资 供应链 新能 发电厂 发电 煤业 矿业 钢铁 化工 水务 铁路
    轨道 交通 电源 电缆
    """.split()
)


def balanced(tokens: list[Token], width: float) -> list[Line]:
    """The lines of a title at most `width` ems wide."""
    found = broken(tokens, width)
    if not 1 < len(found) <= _MOST_LINES or any(token.kind is Kind.NEWLINE for token in tokens):
        return found
    single = list(_single(tokens))
    ends = _best_ends(single, width, len(found)) if len(single) <= _MOST_TOKENS else None
    if ends is None:
        return found
    starts = [0, *ends[:-1]]
    return [Line(single[start:end], width, last=end == len(single)) for start, end in zip(starts, ends, strict=True)]


def _single(tokens: list[Token]) -> Iterator[Token]:
    """Runs of Chinese cut into characters, so that every break lies between two tokens."""
    for token in tokens:
        rest = token
        while rest.kind is Kind.HAN and len(rest.text) > 1:
            first, rest = rest.cut(1)
            yield first
        yield rest


def _best_ends(tokens: list[Token], width: float, count: int) -> list[int] | None:
    """Where `count` lines end at the least cost; None where they do not fit without squeezing."""
    prices = _prices(tokens)
    mean = natural_width(Line(tokens, 1e6, last=True)) / count
    best: dict[int, tuple[float, list[int]]] = {0: (0.0, [])}
    for number in range(1, count + 1):
        reached: dict[int, tuple[float, list[int]]] = {}
        for start, (cost, ends) in best.items():
            for end in range(start + 1, len(tokens) + 1):
                if (price := prices[end]) is None or (end == len(tokens)) != (number == count):
                    continue
                wide = natural_width(Line(tokens[start:end], width, last=True))
                if wide > width:
                    break
                total = cost + price + 2 * ((wide - mean) / width) ** 2
                if number == count and wide <= min(_SHORT_END, 0.6 * mean):
                    total += 1.0
                if end not in reached or total < reached[end][0]:
                    reached[end] = (total, [*ends, end])
        best = reached
    return best[len(tokens)][1] if len(tokens) in best else None


def _prices(tokens: list[Token]) -> list[float | None]:
    """What a break before each token costs (the last entry: the end); None where there may be none."""
    text = "".join(token.text for token in tokens)
    prices: list[float | None] = []
    at = 0
    for before, token in zip([None, *tokens], tokens, strict=False):
        prices.append(_price(text, at, before, token) if token.breaks else None)
        at += len(token.text)
    return [*prices, 0.0]


def _price(text: str, at: int, before: Token | None, after: Token) -> float:
    """Much inside a known word, something between characters of which nothing is known."""
    for start in range(max(at - _LONGEST_WORD + 1, 0), at):
        if any(text[start:end] in WHOLE for end in range(at + 1, min(start + _LONGEST_WORD, len(text)) + 1)):
            return _TORN
    if before is None or before.kind is not Kind.HAN or after.kind is not Kind.HAN:
        return 0.0
    around = range(2, _LONGEST_WORD + 1)
    known = any(text[max(at - size, 0) : at] in WHOLE or text[at : at + size] in WHOLE for size in around)
    return 0.0 if known else _UNSURE
