#!/usr/bin/env python3
"""Checks EMF lines on standard input against the rules of the format; prints how many lines and metrics it saw.

usage: check_emf.py [--metric NAME]... [--least N]
"""
import argparse
import json
import math
import re
import sys

UNITS = set(
    "Seconds Microseconds Milliseconds Bytes Kilobytes Megabytes Gigabytes Terabytes Bits Kilobits Megabits Gigabits "
    "Terabits Percent Count Bytes/Second Kilobytes/Second Megabytes/Second Gigabytes/Second Terabytes/Second "
    "Bits/Second Kilobits/Second Megabits/Second Gigabits/Second Terabits/Second Count/Second None".split()
)


def check(line):
    assert len(line.encode()) < 16384, "line of 16 KiB or more"
    document = json.loads(line, parse_constant=lambda name: 1 / 0)
    meta = document["_aws"]
    assert isinstance(meta["Timestamp"], int)
    names = []
    for directive in meta["CloudWatchMetrics"]:
        assert re.fullmatch(r"[A-Za-z0-9._#:/ -]{1,255}", directive["Namespace"])
        assert 1 <= len(directive["Dimensions"])
        for dimension_set in directive["Dimensions"]:
            assert len(dimension_set) <= 30 and len(set(dimension_set)) == len(dimension_set)
            for name in dimension_set:
                value = document[name]
                assert isinstance(value, str) and 1 <= len(value) <= 1024 and value.strip() and value.isascii(), name
        assert 1 <= len(directive["Metrics"]) <= 100
        for metric in directive["Metrics"]:
            assert metric.get("Unit", "None") in UNITS
            assert metric.get("StorageResolution", 60) in (1, 60)
            value = document[metric["Name"]]
            values = value if isinstance(value, list) else [value]
            assert 1 <= len(values) <= 100
            for number in values:
                assert isinstance(number, (int, float)) and not isinstance(number, bool) and math.isfinite(number)
            names.append(metric["Name"])
    return names


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--metric", action="append", default=[])
    parser.add_argument("--least", type=int, default=1)
    arguments = parser.parse_args()
    lines, seen, count = 0, set(), 0
    for line in sys.stdin:
        names = check(line.rstrip("\n"))
        assert line.endswith("\n"), "line without newline"
        lines += 1
        count += len(names)
        seen.update(names)
    missing = [name for name in arguments.metric if name not in seen]
    assert not missing, f"missing metrics: {missing}; saw {sorted(seen)[:20]}"
    assert lines >= arguments.least, f"{lines} lines, expected at least {arguments.least}"
    print(f"   {lines} EMF lines, {count} metrics, {len(seen)} names: valid")


main()
