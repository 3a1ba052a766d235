#!/usr/bin/env python3
"""Measures what `handoff decide` reads in labelled messages: whether a person is asked for, and how upset somebody is.

    reading.py --handoff target/release/handoff requests human_request/dev.jsonl
    reading.py --handoff target/release/handoff frustration frustration/dev.jsonl

Rows are JSON Lines with `text` and `label` (1 = yes); `slice` names groups that are shown by themselves. Each message is decided
alone, as a customer's first words, with an empty configuration. Nothing but the standard library is needed.
"""
import argparse, json, os, subprocess, sys, tempfile
from collections import defaultdict

from topic import auroc

BOUNDARY = 0.5
FIELDS = {"requests": "wants_human", "frustration": "frustration"}


def read(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def scores(handoff, rows, field):
    """What is read in each row, from 0 to 1."""
    lines = [json.dumps({"id": str(at), "messages": [{"author": "customer", "text": row["text"]}]}) for at, row in enumerate(rows)]
    with tempfile.TemporaryDirectory() as folder:
        paths = [os.path.join(folder, name) for name in ("configuration.json", "rows.jsonl")]
        for path, text in zip(paths, ("{}", "\n".join(lines) + "\n")):
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
        command = [handoff, "decide", "--config", paths[0], "--input", paths[1]]
        told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return [json.loads(line)["reading"][field] for line in told.splitlines()]


def show_requests(rows, found):
    taken = [score >= BOUNDARY for score in found]
    hits = sum(is_taken and row["label"] == 1 for row, is_taken in zip(rows, taken))
    asked, said = sum(row["label"] == 1 for row in rows), sum(taken)
    precision, recall = hits / max(said, 1), hits / max(asked, 1)
    both = 2 * precision * recall / max(precision + recall, 1e-9)
    print(f"{len(rows)} rows, {asked} ask: precision {100 * precision:.1f}, recall {100 * recall:.1f}, F1 {100 * both:.1f}")
    groups = defaultdict(list)
    for row, is_taken in zip(rows, taken):
        if row["label"] != 1:
            groups[row.get("slice", "other")].append(is_taken)
    for name, of_group in sorted(groups.items()):
        print(f"false alarms {name}: {sum(of_group)} of {len(of_group)}")


def show_frustration(rows, found):
    upset = [score for row, score in zip(rows, found) if row["label"] == 1]
    calm = [score for row, score in zip(rows, found) if row["label"] != 1]
    over = lambda some: 100 * sum(score >= BOUNDARY for score in some) / max(len(some), 1)
    print(f"{len(rows)} rows: AUROC {auroc(upset, calm):.3f}; over the boundary {over(upset):.1f} % of the upset, {over(calm):.1f} % of the others")


def main():
    flags = argparse.ArgumentParser()
    flags.add_argument("--handoff", required=True)
    flags.add_argument("what", choices=sorted(FIELDS))
    flags.add_argument("rows")
    flags = flags.parse_args()
    rows = read(flags.rows)
    found = scores(flags.handoff, rows, FIELDS[flags.what])
    (show_requests if flags.what == "requests" else show_frustration)(rows, found)


if __name__ == "__main__":
    sys.exit(main())
