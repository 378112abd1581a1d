"""`kamdesk timeline` as typed."""

import json


def test_the_timeline_is_narrowed_by_kind_words_and_length(run) -> None:
    run("add", "account", "name=晋岚能源集团有限公司")
    run("add", "account", "name=晋岚电力股份有限公司", "parent=晋岚能源集团有限公司")
    run("add", "note", "account=晋岚电力股份有限公司", "body=二期可研通过", "learned_on=2026-11-01", "source=customers")
    run("add", "note", "account=晋岚电力股份有限公司", "body=厂长换人", "learned_on=2026-10-01")
    run("add", "opportunity", "name=二期", "account=晋岚电力股份有限公司")
    facts = json.loads(run("timeline", "晋岚电力股份有限公司", "--kind", "fact", "--json").out)
    assert [(row["on"], row["title"], row["sentence"]) for row in facts] == [
        ("2026-11-01", "二期可研通过", "Source: Existing customers"),
        ("2026-10-01", "厂长换人", ""),
    ]
    assert len(json.loads(run("timeline", "晋岚电力股份有限公司", "--limit", "1", "--json").out)) == 1
    found = json.loads(run("timeline", "晋岚能源集团有限公司", "--group", "--filter", "二期", "--json").out)
    assert {(row["title"], row["about"]) for row in found} == {("二期", "晋岚电力股份有限公司"), ("二期可研通过", "晋岚电力股份有限公司")}
    assert run("timeline", "晋岚能源集团有限公司").out == ""
    assert run("timeline", "nobody").code == 1


def test_an_account_is_named_by_its_short_name_too_unless_two_have_it(run) -> None:
    run("add", "account", "name=晋岚电力股份有限公司", "short_name=晋岚电力")
    run("add", "account", "name=晋岚电力云岭发电厂", "short_name=云岭电厂")
    assert json.loads(run("show", "account", "晋岚电力", "--json").out)["name"] == "晋岚电力股份有限公司"
    run("set", "account", "云岭电厂", "short_name=晋岚电力")
    refused = run("show", "account", "晋岚电力")
    assert refused.code == 1
    assert "fits several entries" in refused.err
