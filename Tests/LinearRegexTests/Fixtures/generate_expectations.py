"""Writes re2-expectations.json: random patterns and texts with the answers of RE2 itself.

Run: pip install google-re2 && python3 generate_expectations.py
"""

import json
import pathlib
import random

import re2

ATOMS = [
    "a", "b", "c", "ab", ".", r"\d", r"\w", r"\W", r"\s", "[ab]", "[^a]", "[a-c]", "[[:alpha:]]", "é", "ß", "[é-ü]",
    r"\x61", r"\.", "k", "S", r"\n", " ", "_", "1", "(?i:k)", "(?i)b", "^", "$", r"\b", "(?m:^)", "(?m:$)", r"\A",
    r"\z", r"[^\n]", "(?s:.)", r"\pL", r"\p{Nd}", "[[:^digit:]x]", "[]a]", "[a-]", r"\-", r"\Qa.b\E", r"\101", "{",
]
TEXTS = list("aabbcc1_ .\n-kKsSéÉüß") + ["ab", "\u212a", "\u017f", "ÿ", "日", "😀", "{"]
JUNK = list("ab()[]{}*+?|^$\\.dwpx1,-:=<>P!QEU")
REPEATS = ["*", "+", "?", "*?", "+?", "??", "{2}", "{0,2}", "{1,}", "{0}", "{1,3}?", "{,2}", "{2,1}", "{02}"]


def pattern(depth):
    kind = random.random()
    if depth <= 0 or kind < 0.3:
        return random.choice(ATOMS)
    if kind < 0.5:
        return pattern(depth - 1) + pattern(depth - 1)
    if kind < 0.62:
        return pattern(depth - 1) + "|" + pattern(depth - 1)
    if kind < 0.72:
        return "(" + pattern(depth - 1) + ")"
    if kind < 0.8:
        return "(?" + random.choice(["i", "s", "m", "U", "im", "i-s", "-i", ""]) + ":" + pattern(depth - 1) + ")"
    if kind < 0.84:
        return "(|" + pattern(depth - 1) + ")"
    return "(?:" + pattern(depth - 1) + ")" + random.choice(REPEATS)


def spans(match, text):
    """The group spans of a match in UTF-8 bytes, -1 where a group took no part; None without a match."""
    if match is None:
        return None
    result = []
    for group in range(match.re.groups + 1):
        for edge in match.span(group):
            result.append(edge if edge < 0 else len(text[:edge].encode()))
    return result


def main():
    random.seed(20261123)
    options = re2.Options()
    options.log_errors = False
    rows = []
    while len(rows) < 1500:
        source = pattern(4) if random.random() < 0.85 else "".join(random.choices(JUNK, k=random.randrange(1, 8)))
        if len(source) > 60:
            continue
        try:
            compiled = re2.compile(source, options)
        except re2.error:
            rows.append({"pattern": source, "valid": False, "texts": []})
            continue
        texts = []
        for _ in range(3):
            text = "".join(random.choices(TEXTS, k=random.randrange(0, 9)))
            texts.append([text, spans(compiled.search(text), text), spans(compiled.fullmatch(text), text)])
        rows.append({"pattern": source, "valid": True, "texts": texts})
    lines = ",\n".join(json.dumps(row, ensure_ascii=False, separators=(",", ":")) for row in rows)
    pathlib.Path(__file__).with_name("re2-expectations.json").write_text("[\n" + lines + "\n]\n")


main()
