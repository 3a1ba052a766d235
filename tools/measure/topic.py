#!/usr/bin/env python3
"""Measures how well `handoff match` tells subjects apart, on labelled rows that are passed in.

    topic.py --handoff target/release/handoff --data FOLDER [--rows dev.jsonl] [--only banking77] [--seeds 3] [--alone]

FOLDER has `train.jsonl` and the rows to measure on (`ds`, `text`, `label` or null for a stranger, `domain`) and `profiles.jsonl`
(`ds`, `label`, `name`, `description`; `clinc_domains` are ten broad profiles over the domains of CLINC150). Examples are drawn from
`train.jsonl` with fixed seeds. Nothing but the standard library is needed.

For each task: how often the best name is right, how often one of the best three is, and the AUROC of the best score, rows with a
label against strangers. `kept` is how many rows with a label have a match at all, and how many strangers. The last figure is the mean over the
profiles of the AUROC of a profile's own score, its rows against all others; a name that is not among the ten listed counts as zero.
With `--alone` that is the only figure, and each description is the only profile of its run, as a guideline is read.
"""
import argparse, json, os, random, subprocess, tempfile
from collections import defaultdict

TASKS = [
    ("banking77", 0), ("banking77", 10), ("clinc150", 0), ("clinc150", 10), ("clinc_domains", 0), ("clinc_domains", 10),
    ("hint3_curekart", None), ("hint3_powerplay11", None), ("hint3_sofmattress", None),
]


def read(folder, name):
    with open(os.path.join(folder, name), encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def auroc(positives, negatives):
    """The chance that a positive scores above a negative; ties count half."""
    ranked = sorted([(score, 1) for score in positives] + [(score, 0) for score in negatives])
    below, wins, at = 0, 0.0, 0
    while at < len(ranked):
        end = at
        while end < len(ranked) and ranked[end][0] == ranked[at][0]:
            end += 1
        hits = sum(positive for _, positive in ranked[at:end])
        misses = end - at - hits
        wins += hits * (below + misses / 2)
        below += misses
        at = end
    return wins / (len(positives) * len(negatives)) if positives and negatives else float("nan")


class Task:
    def __init__(self, data, name, examples, seed):
        self.source, self.field = ("clinc150", "domain") if name == "clinc_domains" else (name, "label")
        self.described = [row for row in data["profiles"] if row["ds"] == name]
        self.names = {row["label"]: row["name"] for row in self.described}
        self.rows = [row for row in data["rows"] if row["ds"] == self.source]
        if name == "banking77":
            self.rows += [row for row in data["rows"] if row["ds"] == "clinc150" and row["label"] is None]
        self.drawn = self.draw(data["train"], examples, seed)

    def draw(self, train, examples, seed):
        if examples == 0:
            return {}
        by_label = defaultdict(list)
        for row in train:
            if row["ds"] == self.source and row["label"] is not None:
                by_label[row[self.field]].append(row["text"])
        draw = random.Random(seed)
        return {
            label: texts if examples is None else draw.sample(texts, min(examples, len(texts)))
            for label, texts in sorted(by_label.items())
        }

    def wanted(self, row):
        return None if row["label"] is None else self.names.get(row[self.field])

    def run(self, handoff):
        profiles = [
            {"name": row["name"], "description": row["description"], "examples": self.drawn.get(row["label"], [])}
            for row in self.described
        ]
        with tempfile.TemporaryDirectory() as folder:
            paths = [os.path.join(folder, name) for name in ("profiles.json", "rows.jsonl")]
            with open(paths[0], "w", encoding="utf-8") as file:
                json.dump(profiles, file)
            with open(paths[1], "w", encoding="utf-8") as file:
                for at, row in enumerate(self.rows):
                    file.write(json.dumps({"id": str(at), "text": row["text"]}) + "\n")
            command = [handoff, "match", "--profiles", paths[0], "--input", paths[1]]
            told = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        return [json.loads(line) for line in told.splitlines()]

    def alone(self, handoff):
        """How well each description by itself tells its rows from all others, on average."""
        wanted, described, found = [self.wanted(row) for row in self.rows], self.described, []
        for row in described:
            self.described = [row]
            answers = self.run(handoff)
            found.append(one_against_rest([name if name == row["name"] else None for name in wanted], answers))
        self.described = described
        return sum(found) / len(found)

    def figures(self, handoff):
        answers = self.run(handoff)
        wanted = [self.wanted(row) for row in self.rows]
        known = [(name, answer) for name, answer in zip(wanted, answers) if name is not None]
        strangers = [answer for name, answer in zip(wanted, answers) if name is None]
        top = lambda answer: answer["ranking"][0]["score"]
        first = lambda answer, count: [entry["name"] for entry in answer["ranking"][:count]]
        matched = lambda some: sum(answer["match"] is not None for answer in some) / max(len(some), 1)
        return [
            100 * sum(name in first(answer, 1) for name, answer in known) / len(known),
            100 * sum(name in first(answer, 3) for name, answer in known) / len(known),
            auroc([top(answer) for _, answer in known], [top(answer) for answer in strangers]),
            100 * matched([answer for _, answer in known]),
            100 * matched(strangers),
            one_against_rest(wanted, answers),
        ]


def one_against_rest(wanted, answers):
    scores = [{entry["name"]: entry["score"] for entry in answer["ranking"]} for answer in answers]
    found = []
    for name in sorted({name for name in wanted if name is not None}):
        own = [scored.get(name, 0) for label, scored in zip(wanted, scores) if label == name]
        others = [scored.get(name, 0) for label, scored in zip(wanted, scores) if label != name]
        found.append(auroc(own, others))
    return sum(found) / len(found)


def main():
    flags = argparse.ArgumentParser()
    flags.add_argument("--handoff", required=True)
    flags.add_argument("--data", required=True)
    flags.add_argument("--rows", default="dev.jsonl")
    flags.add_argument("--only", default="")
    flags.add_argument("--seeds", type=int, default=3)
    flags.add_argument("--alone", action="store_true")
    flags = flags.parse_args()
    data = {"train": read(flags.data, "train.jsonl"), "rows": read(flags.data, flags.rows), "profiles": read(flags.data, "profiles.jsonl")}
    if flags.alone:
        for name in ["clinc_domains", "clinc150", "banking77"]:
            if flags.only in name:
                print(f"{name:18} {Task(data, name, 0, 0).alone(flags.handoff):.3f}")
        return
    print(f"{'profiles':18} {'examples':>8} {'best':>6} {'of 3':>6} {'AUROC':>6} {'kept, known':>12} {'strangers':>10} {'one-rest':>9}")
    means = []
    for name, examples in TASKS:
        if flags.only not in name:
            continue
        seeds = flags.seeds if examples else 1
        runs = [Task(data, name, examples, seed).figures(flags.handoff) for seed in range(seeds)]
        mean = [sum(column) / len(runs) for column in zip(*runs)]
        if name.startswith("hint3"):
            means.append(mean)
        show(name, "all" if examples is None else examples, mean)
    if means:
        show("hint3, mean", "all", [sum(column) / len(means) for column in zip(*means)])


def show(name, examples, figures):
    best, three, strangers, known, kept, rest = figures
    print(f"{name:18} {examples!s:>8} {best:6.1f} {three:6.1f} {strangers:6.3f} {known:12.1f} {kept:10.1f} {rest:9.3f}", flush=True)


if __name__ == "__main__":
    main()
