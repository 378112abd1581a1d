"""Breaks titles by sense and evenly: nobody wants 「…项目建 / 议书」 on a cover.

The number of lines is that of ordinary breaking. Among the narrower measures that need no more lines the one is taken whose breaks
tear no known word and whose lines are most alike.
"""

from collections.abc import Sequence

from kamdesk.paper.lines import Line, broken, natural_width
from kamdesk.paper.tokens import Token

_STEP = 0.5  # ems between two measures that are tried
_MOST_LINES = 6  # longer ones are text, not titles
_TORN = 0.6  # what a torn word costs, in measures of unevenness
_SHORT_END = 3.5  # ems: one to three characters alone on the last line
_LONGEST_WORD = 5

# Words that stand in the names of projects, papers and companies, and read badly when they are torn.
WHOLE = frozenset(
    """建议书 意向书 投标函 委托书 一览表 报价表 偏离表 关系图 档案卡 有限公司 股份 集团 公司 项目 工程 系统 平台 方案 设备 装置 采购 招标
    投标 文件 服务 改造 扩建 新建 建设 更换 升级 二期 一期 三期 一矿 二矿 风井 电厂 电力 能源 电站 变电站 变电所 配电 输电 调度 自动化 智能化
    数字化 信息化 开关柜 断路器 变压器 继电 保护 综保 环网 监控 监测 检测 运维 备件 框架 协议 合同 标段 港区 车间 生产 技术 管理 中心 总体 汇报 切换 论证
    物资 供应链 新能 发电厂 发电 煤业 矿业 钢铁 化工 水务 铁路 轨道 交通 电源 电缆""".split()
)


def balanced(tokens: list[Token], width: float) -> list[Line]:
    """The lines of a title at most `width` ems wide."""
    found = broken(tokens, width)
    if not 1 < len(found) <= _MOST_LINES:
        return found
    best, least = found, _cost(found, width)
    measure = width - _STEP
    while measure > 2 * _STEP:
        lines = broken(tokens, measure)
        if len(lines) > len(found):
            break
        cost = _cost(lines, width)
        if cost < least - 1e-9:
            best, least = lines, cost
        measure -= _STEP
    return best


def _cost(lines: Sequence[Line], width: float) -> float:
    """How badly a title is broken: torn words, uneven lines, a last line of a few characters."""
    widths = [natural_width(line) for line in lines]
    torn = sum(_tears(before, after) for before, after in zip(lines, lines[1:], strict=False) if not before.last)
    return torn * _TORN + (max(widths) - min(widths)) / width + (1.0 if widths[-1] <= _SHORT_END else 0.0)


def _tears(before: Line, after: Line) -> bool:
    """Whether a known word is cut where one line ends and the next begins."""
    left = "".join(token.text for token in before.tokens[-3:])[-_LONGEST_WORD:]
    right = "".join(token.text for token in after.tokens[:3])[:_LONGEST_WORD]
    around = left + right
    return any(
        around[start:end] in WHOLE
        for start in range(len(left))
        for end in range(len(left) + 1, min(start + _LONGEST_WORD, len(around)) + 1)
    )
