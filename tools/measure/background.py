#!/usr/bin/env python3
"""Counts in how many ordinary sentences each English word occurs, for src/judge/embedded/background.txt.

    background.py CORPUS.jsonl.gz > src/judge/embedded/background.txt

CORPUS has one JSON object a line with `text` and `src`. A word is kept when it occurs in at least 24 sentences of at least
three sources, so that no single collection, and no single misspelling, gets in. The value is the rarity
ln(sentences / sentences with the word), with one decimal.
"""
import gzip, json, math, re, sys, unicodedata
from collections import Counter, defaultdict

count, sources, total = Counter(), defaultdict(set), 0
with gzip.open(sys.argv[1], "rt", encoding="utf-8") as lines:
    for line in lines:
        row = json.loads(line)
        text = unicodedata.normalize("NFKD", row["text"].lower())
        text = "".join(c for c in text if not unicodedata.combining(c)).replace("'", "").replace("\u2019", "")
        total += 1
        for word in set(re.findall(r"[a-z]{2,}", text)):
            count[word] += 1
            sources[word].add(row["src"])

print("# How rare a word is in ordinary sentences: ln(sentences / sentences with it). Made by tools/measure/background.py.")
for word in sorted(w for w, n in count.items() if n >= 24 and len(sources[w]) >= 3):
    print(f"{word} {math.log(total / count[word]):.1f}")
