"""The dashboard and the alert rules in `deploy` name only metrics that the program has."""

import json
import re
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).parent.parent
CODE = (ROOT / "bot" / "web" / "metrics.py").read_text(encoding="utf-8")
KNOWN = {
    f"{name}_total" if kind == "Counter" else name
    for kind, name in re.findall(r'(Counter|Gauge)MetricFamily\(\s*"(nolike_\w+)"', CODE)
}
ALERTS: dict[str, Any] = yaml.safe_load((ROOT / "deploy" / "alerts.yaml").read_text(encoding="utf-8"))
DASHBOARD: dict[str, Any] = json.loads((ROOT / "deploy" / "grafana.json").read_text(encoding="utf-8"))


def named(expressions: list[str]) -> set[str]:
    return {name for one in expressions for name in re.findall(r"\bnolike_\w+", one)}


def test_every_alert_is_about_metrics_that_there_are() -> None:
    rules = [rule for group in ALERTS["groups"] for rule in group["rules"]]
    assert len({rule["alert"] for rule in rules}) == len(rules)
    found = named([rule["expr"] for rule in rules])
    assert found
    assert found <= KNOWN


def test_the_dashboard_draws_metrics_that_there_are() -> None:
    drawn = named([target["expr"] for panel in DASHBOARD["panels"] for target in panel["targets"]])
    assert drawn
    assert drawn <= KNOWN


def test_every_metric_is_described_for_the_operator() -> None:
    described = (ROOT / "docs" / "page.md").read_text(encoding="utf-8")
    assert {name for name in KNOWN if f"`{name}`" not in described} == set()
