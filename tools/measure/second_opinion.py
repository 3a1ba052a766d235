#!/usr/bin/env python3
"""Would a small learned model help the rules that hear requests for a person? Prints what it would add and what it would cost.

    pip install scikit-learn==1.7.2
    tools/measure/second_opinion.py --handoff target/release/handoff --train human_request/train.jsonl \
        --unseen tools/measure/requests/unseen.jsonl --ordinary corpus.jsonl

Logistic regression over hashed word and character n-grams. Rows are JSON Lines with `text`, `label` (1 = asks) and, for
training, `src`: the source that is left out in turn. What came of it is in docs/accuracy.md.
"""

import argparse
import json
import subprocess

from scipy.sparse import hstack
from sklearn.feature_extraction.text import HashingVectorizer
from sklearn.linear_model import LogisticRegression

COLUMNS = 2**13
WORDS = HashingVectorizer(n_features=COLUMNS, ngram_range=(1, 2), token_pattern=r"(?u)\b\w+\b", alternate_sign=False)
LETTERS = HashingVectorizer(n_features=COLUMNS, analyzer="char_wb", ngram_range=(2, 4), alternate_sign=False)
BOUNDARIES = (0.5, 0.7, 0.9, 0.95, 0.99)


def rows(path):
    with open(path, encoding="utf-8") as lines:
        return [row for row in map(json.loads, lines) if row.get("slice") != "implicit"]


def signs(of):
    texts = [row["text"] for row in of]
    return hstack([WORDS.transform(texts), LETTERS.transform(texts)]).tocsr()


def labels(of):
    return [int(row.get("label") == 1) for row in of]


def by_rules(handoff, of):
    """What the binary says of each row by itself."""
    asked = "".join(
        json.dumps({"id": str(at), "messages": [{"author": "customer", "text": row["text"]}]}) + "\n"
        for at, row in enumerate(of)
    )
    done = subprocess.run([handoff, "decide", "--input", "-"], input=asked, capture_output=True, text=True, check=True)
    return [json.loads(line)["reading"]["wants_human"] >= 0.5 for line in done.stdout.splitlines()]


def figures(said, wanted):
    hits = sum(1 for one, other in zip(said, wanted) if one and other)
    alarms = sum(1 for one, other in zip(said, wanted) if one and not other)
    misses = sum(1 for one, other in zip(said, wanted) if not one and other)
    score = 200 * hits / max(2 * hits + alarms + misses, 1)
    return f"F1 {score:.1f}, {alarms} false alarms of {len(wanted) - sum(wanted)}"


def learned(of):
    return LogisticRegression(C=10, max_iter=3000).fit(signs(of), labels(of))


def main():
    flags = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("--handoff", "--train", "--unseen"):
        flags.add_argument(name, required=True)
    flags.add_argument("--ordinary", help="sentences in which nobody asks for a person")
    given = flags.parse_args()
    train, unseen = rows(given.train), rows(given.unseen)

    for source in sorted({row["src"] for row in train}):
        left_out = [row for row in train if row["src"] == source]
        if sum(labels(left_out)):
            model = learned([row for row in train if row["src"] != source])
            sure = model.predict_proba(signs(left_out))[:, 1]
            print(f"{source} left out, model alone: {figures(sure >= 0.5, labels(left_out))}")

    model, rules = learned(train), by_rules(given.handoff, unseen)
    sure = model.predict_proba(signs(unseen))[:, 1]
    print(f"unseen, rules alone: {figures(rules, labels(unseen))}")
    for boundary in BOUNDARIES:
        both = [rule or one >= boundary for rule, one in zip(rules, sure)]
        print(f"unseen, or the model over {boundary}: {figures(both, labels(unseen))}")
    if given.ordinary:
        ordinary = rows(given.ordinary)
        over = model.predict_proba(signs(ordinary))[:, 1]
        for boundary in BOUNDARIES:
            print(f"ordinary sentences over {boundary}: {(over >= boundary).sum()} of {len(ordinary)}")


if __name__ == "__main__":
    main()
