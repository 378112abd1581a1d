"""Chinese surnames, to tell 王建国 from 建国王 where a phone has mixed up the order."""

# The surnames of nearly everybody, after the published counts of the registers; compound ones before single ones.
_COMPOUND = frozenset(
    (
        "欧阳 太史 上官 端木 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠 公孙 "
        "慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 令狐 百里 呼延 东郭 南门 羊舌 微生 第五 梁丘 "
        "左丘 东门 西门"
    ).split()
)
_SINGLE = frozenset(
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜"
    "范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪严牛温芦季俞章鲁葛"
    "伍韦申尤毕聂丛焦向柳邢路岳齐沿梅莫庄辛管祝左涂谷祁时舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成游阳裴席卫查屈鲍位覃霍翁隋植甘景"
    "薄单包司柏宁柯阮桂闵解强柴华车冉房边净阴闫肖仇区盖朴员䶮宿谌褚卓楚佟明桑冷蓝占晏虞滕苟鄢晋窦尚娄池乐"
)


def begins_with_surname(name: str) -> int:
    """How many characters of the name are its surname; 0 where it begins with none."""
    if len(name) >= 3 and name[:2] in _COMPOUND:
        return 2
    return 1 if len(name) >= 2 and name[:1] in _SINGLE else 0
