"""Which column is which: guessed from the words over it, in Chinese or English, and from what stands in it."""

import hashlib
import re
from collections.abc import Mapping, Sequence

from kamdesk.core.fields import Field, Kind
from kamdesk.core.marking import N_
from kamdesk.core.names import folded
from kamdesk.core.words import Language, words_of
from kamdesk.exchange.rules import Table, Target

NUMBER = "id"  # the target that holds kamdesk's own number of an entry
NUMBER_HEADS = ("kamdesk编号", "kamdesk id")

# What others write over a column, by the field that it belongs to; the field's own label in both languages is known besides.
_SAID: Mapping[str, Mapping[str, str]] = {
    "person": {
        "name": "姓名 名字 联系人 联系人姓名 客户联系人 称呼姓名 姓 名 fullname name contact contactname displayname firstname lastname",
        "account": (
            "单位 公司 单位名称 公司名称 客户 客户名称 所属单位 所在单位 工作单位 企业 企业名称 所属客户 机构 company organization "
            "organisation employer account"
        ),
        "department": "部门 所属部门 所在部门 处室 科室 部门名称 dept department division",
        "position": "职务 职位 岗位 头衔 职称 title jobtitle position post",
        "rank": "级别 行政级别 职级 rank level",
        "sex": "性别 sex gender",
        "addressed": "称呼 称谓 尊称 salutation",
        "phone": (
            "手机 手机号 手机号码 移动电话 电话 电话号码 联系电话 联系方式 联系手机 手机1 手机2 手机一 手机二 电话1 电话2 mobile "
            "mobilephone cell cellphone phone phonenumber tel telephone"
        ),
        "office_phone": "座机 固话 固定电话 办公电话 单位电话 公司电话 办公室电话 办电 分机 officephone workphone businessphone landline",
        "wechat": "微信 微信号 微信id wechat weixin wechatid",
        "email": "邮箱 电子邮箱 电子邮件 邮件 邮箱地址 email mail emailaddress",
        "birthday": "生日 出生日期 出生年月 出生年月日 birthday birthdate dateofbirth dob",
        "home_town": "籍贯 家乡 老家 出生地 祖籍 hometown nativeplace",
        "school": "学校 毕业院校 毕业学校 院校 母校 school university education",
        "career": "履历 简历 工作经历 经历 career resume cv",
        "interests": "爱好 兴趣 兴趣爱好 hobbies interests",
        "remember": "备注 说明 注释 附注 remarks remark note notes comment comments",
        "tags": "标签 分组 分类 群组 tags tag group groups label labels category",
        "purpose": "用途 使用目的 purpose",
        "source": "来源 信息来源 渠道 source",
        "side": "归属 哪一方 side",
    },
    "account": {
        "name": (
            "名称 客户 客户名称 单位 单位名称 公司 公司名称 企业名称 企业 全称 客户全称 单位全称 name company companyname account "
            "accountname organization"
        ),
        "short_name": "简称 客户简称 单位简称 shortname",
        "parent": "上级单位 上级 所属集团 集团 隶属 母公司 上级公司 parent parentaccount group",
        "ownership": "企业性质 性质 所有制 单位性质 类型 ownership type",
        "rank": "行政级别 级别 rank level",
        "industry": "行业 所属行业 industry sector",
        "region": "地区 区域 省份 城市 所在地 省市 region province city area",
        "address": "地址 单位地址 公司地址 详细地址 通讯地址 address",
        "credit_code": "统一社会信用代码 信用代码 社会信用代码 税号 纳税人识别号 creditcode taxid",
        "legal_representative": "法人 法定代表人 法人代表 legalrepresentative",
        "headcount": "人数 员工人数 职工人数 headcount employees",
        "founded": "成立日期 成立时间 founded foundedon",
        "revenue": "营业收入 年营收 年收入 营收 revenue annualrevenue",
        "tags": "标签 分组 分类 tags tag label labels category",
    },
}  # fmt: skip
_MOBILE = re.compile(r"(?:\+?86[ -]?)?1[3-9]\d[ -]?\d{4}[ -]?\d{4}")
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_LANDLINE = re.compile(r"\(?0\d{2,3}\)?[ -]?\d{7,8}.*")
_CHINESE_NAME = re.compile("[\u3400-\u9fff·\U00020000-\U0003ffff]{2,4}")
_DATA = re.compile(r"\d{4}|@")
_AHEAD = 20  # rows among which headings may stand: lists often begin with a title over all columns


def plain_heading(heading: str) -> str:
    """A heading for comparing: widths, cases, gaps, stars and what stands in brackets do not count (“ 手机号码（必填）* ” → 手机号码)."""
    plain = re.sub(r"\([^)]*\)|\[[^\]]*\]|【[^】]*】", "", folded(heading))
    return re.sub(r"[\s*:：_\-/、.#]+", "", plain) or folded(heading).strip()


def targets_of(kind: str, fields: Sequence[Field]) -> tuple[Target, ...]:
    """What a column of this kind can be put into, the fields first, in their order."""
    return (*(Target(field.name, field.label, field) for field in fields), Target(NUMBER, N_("Number in kamdesk")))


def _known(kind: str, fields: Sequence[Field]) -> dict[str, str]:
    chinese = words_of(Language.ZH)
    found = {plain_heading(said): NUMBER for said in NUMBER_HEADS}
    for field in fields:
        found.setdefault(plain_heading(chinese.translated(field.label)), field.name)
        found.setdefault(plain_heading(field.label), field.name)
        found.setdefault(plain_heading(field.name), field.name)
    there = {field.name for field in fields}
    for name, said in _SAID.get(kind, {}).items():
        if name in there:
            for word in said.split():
                found.setdefault(plain_heading(word), name)
    return found


def header_row(kind: str, fields: Sequence[Field], rows: Sequence[Sequence[str]]) -> int:
    """The row (from 1) that holds the headings: the one with the most known words among the first; 0 where none does.

    One known word is enough only where the row has few cells, or is the word for the name and nothing in the row looks like data:
    单位 alone in a row of data is no heading.
    """
    known = _known(kind, fields)
    best, place = 0, 0
    for number, row in enumerate(rows[:_AHEAD], 1):
        filled = [cell for cell in row if cell.strip()]
        named = [known[plain] for cell in filled if (plain := plain_heading(cell)) in known]
        hits = len(named)
        sure = hits >= 2 or len(filled) <= 2 or ("name" in named and not any(_DATA.search(cell) for cell in filled))
        if hits > best and sure:
            best, place = hits, number
    return place


def guessed_mapping(kind: str, fields: Sequence[Field], table: Table) -> tuple[str, ...]:
    """A target for each column, "" where none can be told. Only texts that may be joined take more than one column."""
    known, by_name = _known(kind, fields), {field.name: field for field in fields}
    plain = [plain_heading(head) for head in table.heads]
    found: list[str] = []
    for place, head in enumerate(plain):
        name = known.get(head) or _contained(head, known) or _by_content(kind, table, place)
        if name == "phone" and "office_phone" in by_name and _is_landline(table, place, head, plain, known):
            name = "office_phone"
        if name and name in found and not _goes_together(kind, name, head):
            name = ""
        found.append(name)
    if kind == "person" and not table.header_row and "name" not in found:
        found = _with_name(found, table)
    return tuple(found)


def joins(field: Field | None) -> bool:
    """Whether two columns may feed this field."""
    return field is not None and field.kind in (Kind.TEXT, Kind.LONG_TEXT)


def _goes_together(kind: str, name: str, head: str) -> bool:
    """Several columns of numbers or notes are put together by themselves, and 姓 with 名; anything else only where the rep says so."""
    name_in_parts = kind == "person" and head in ("姓", "名", "firstname", "lastname")
    return name_in_parts or name in ("phone", "office_phone", "email", "remember", "tags")


def _contained(head: str, known: Mapping[str, str]) -> str:
    """联系人手机号 holds 手机号; the longest known word that stands at the end of a heading says what it is."""
    fitting = [word for word in known if len(word) >= 2 and head.endswith(word)]
    return known[max(fitting, key=len)] if fitting else ""


def _cells(table: Table, place: int) -> list[str]:
    return [row[place].strip() for row in table.rows[:50] if row[place].strip()]


def _by_content(kind: str, table: Table, place: int) -> str:
    if kind != "person":
        return ""
    cells = _cells(table, place)
    for pattern, name in ((_MOBILE, "phone"), (_EMAIL, "email"), (_LANDLINE, "office_phone")):
        if cells and sum(bool(pattern.fullmatch(cell)) for cell in cells) * 5 >= len(cells) * 4:
            return name
    return ""


def _is_landline(table: Table, place: int, head: str, heads: Sequence[str], known: Mapping[str, str]) -> bool:
    """A column 电话 beside a column 手机 is the one of the office, unless mobiles stand in it."""
    if "office_phone" in (known.get(each) for each in heads) or head not in {
        "电话",
        "联系电话",
        "电话号码",
        "phone",
        "tel",
        "telephone",
        "phonenumber",
    }:
        return False
    cells = _cells(table, place)
    mobiles = sum(bool(_MOBILE.fullmatch(cell)) for cell in cells)
    return mobiles * 2 < len(cells) if cells else any("手机" in each or each in ("mobile", "cell") for each in heads)


def _with_name(found: list[str], table: Table) -> list[str]:
    """Without headings the name is the column of short Chinese words, all different."""
    for place, name in enumerate(found):
        cells = _cells(table, place)
        if not name and cells and len(set(cells)) * 2 >= len(cells) and all(map(_CHINESE_NAME.fullmatch, cells)):
            return [*found[:place], "name", *found[place + 1 :]]
    return found


def signature(kind: str, heads: Sequence[str]) -> str:
    """By what an export is known again: its headings, in their order."""
    return hashlib.sha256("\x1f".join((kind, *map(plain_heading, heads))).encode()).hexdigest()[:24]


def remembered(text: str, heads: Sequence[str], targets: Sequence[Target]) -> tuple[str, ...] | None:
    """A mapping that was kept as text, None where it does not fit what is there now."""
    names = tuple(text.split("\x1f")) if text else ()
    known = {target.name for target in targets} | {""}
    return names if text and len(names) == len(heads) and set(names) <= known else None


def kept(mapping: Sequence[str]) -> str:
    """A mapping as text, for `remembered`."""
    return "\x1f".join(mapping)
