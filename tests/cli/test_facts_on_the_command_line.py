"""Sources, years and competitors as typed on the command line."""

import json
from datetime import date, timedelta


def test_a_value_is_kept_with_where_it_was_learned(run) -> None:
    run("add", "account", "name=晋岚电力股份有限公司", "revenue=88亿")
    told = ("--source", "media", "--learned", "-10", "--confidence", "likely", "--told-by", "李工")
    assert run("set", "account", "晋岚电力股份有限公司", "revenue=92亿", *told).code == 0
    assert run("undo").code == 0  # value and source are one change
    shown = json.loads(run("show", "account", "晋岚电力股份有限公司", "--json").out)
    assert shown["revenue"] == 88 * 10**10
    ahead = run("set", "account", "晋岚电力股份有限公司", "revenue=95亿", "--learned", "10")
    assert ahead.code != 0
    assert (date.today() + timedelta(days=10)).isoformat() in ahead.err  # noqa: DTZ011 - the rep's own day
    wrong = run("set", "account", "晋岚电力股份有限公司", "revenue=95亿", "--source", "rumour")
    assert wrong.code != 0
    assert "rumour" in wrong.err


def test_notes_and_years_take_the_same_words_for_their_own_fields(run) -> None:
    run("add", "account", "name=晋岚电力股份有限公司")
    added = run(
        "add", "note", "account=晋岚电力股份有限公司", "body=新任总会计师到位", "--source", "媒体与招标公示", "--learned", "-3", "--json"
    )
    note = json.loads(run("show", "note", json.loads(added.out)["id"], "--json").out)
    assert (note["source"], note["learned_on"]) == ("media", (date.today() - timedelta(days=3)).isoformat())  # noqa: DTZ011 - as above
    year = run("add", "year", "account=晋岚电力股份有限公司", "year=2025", "revenue=92.4亿", "profit=-350万", "--source", "websites")
    assert year.out.split() == [year.out.split()[0], "2025"]
    second = run("add", "year", "account=晋岚电力股份有限公司", "year=2025")
    assert second.code != 0
    assert "2025" in second.err
    assert run("set", "offering", "x", "name=y", "--source", "media").code != 0
    assert run("add", "rival", "account=晋岚电力股份有限公司", "name=远图科技", "share=55", "standing=incumbent").code == 0
    listed = json.loads(run("list", "rival", "--json").out)
    assert (listed[0]["name"], listed[0]["share"]) == ("远图科技", 55)
