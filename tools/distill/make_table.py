"""Learns the table of vectors from the teacher's sentence vectors and writes it.

    OMP_NUM_THREADS=1 python make_table.py CORPUS.jsonl.gz WORK TABLE.bin [--blocks 0 1 2 …]

WORK is what encode.py wrote; with --blocks only those blocks of sentences are learned from.

The vector of a text is the sum of the rows of its word pieces and of the pairs of neighbouring pieces that have a row, at length
one. Pieces without a row are dropped before pairs are formed. It is to point where the teacher's vector of the text does, centred on
the corpus and projected on its 128 main directions.

  start   pieces: the teacher's mean state for the piece alone, centred, projected, weighed by a/(a+p) with p from the piece's place in
          the vocabulary (Zipf) and a = 3e-4, punctuation a tenth of that; pairs: nothing
  pairs   the 10,000 that occur in most texts, at least five
  loss    (1 - cosine) + 2 * squared error of the cosines within a batch + 0.2 * KL divergence of their softmax at 0.1
  steps   Adam at 2e-3 falling to 2 %, three times through the corpus in batches of 1,024, the last 4,000 of a shuffle held out
  bytes   int8 with a scale for each row; pieces that never occurred keep their start

Everything is seeded and runs in one thread: the same machine gives the same bytes. Elsewhere the last bits of the sums differ; compare
the cosine on the held-out texts.
"""
import argparse, hashlib, os, re, struct, time, unicodedata
from collections import Counter
import numpy as np
from corpus import read_corpus
from encode import BLOCK, block_path
from teacher import tokenise, vocabulary

DIMENSIONS, PAIRS, RAREST_PAIR = 128, 10_000, 5
BATCH, ROUNDS, RATE, HELD_OUT, SEED = 1_024, 3, 2e-3, 4_000, 0
SOFTNESS, KL_WEIGHT, PAIRWISE_WEIGHT, SIF = 0.1, 0.2, 2.0, 3e-4
FIRST_WORD = 1_996  # of the vocabulary, which goes on by falling frequency


def is_kept(piece):
    """Latin letters, digits and signs; no marks of the model, and no [UNK], whose words say nothing."""
    if re.fullmatch(r"\[[A-Za-z]+\d*\]", piece):
        return False
    for c in piece.removeprefix("##"):
        kind = unicodedata.category(c)
        latin = unicodedata.name(c, "").startswith(("LATIN", "MODIFIER", "MICRO"))
        if kind[0] == "M" or (kind[0] == "L" and not latin):
            return False
    return True


def piece_weights(kept, vocabulary):
    place = np.array([max(i - FIRST_WORD + 1, 1) if i >= FIRST_WORD else 300 for i in kept], float)
    share = 1 / place
    share /= share.sum()
    weights = SIF / (SIF + share)
    weights[[all(unicodedata.category(c)[0] in "PSZC" for c in vocabulary[i]) for i in kept]] *= 0.1
    return weights


def main_directions(vectors):
    """The centre and the main directions, each with its largest part positive."""
    centre = vectors.mean(0)
    around = vectors - centre
    _, directions = np.linalg.eigh((around.T @ around / len(vectors)).astype(np.float64))
    directions = directions[:, ::-1][:, :DIMENSIONS].astype(np.float32)
    return centre, directions * np.sign(directions[np.abs(directions).argmax(0), np.arange(DIMENSIONS)])


def unit(x):
    return x / np.maximum(np.linalg.norm(x, axis=-1, keepdims=True), 1e-9)


class Texts:
    """The rows of each text, flat, with where each text starts."""

    def __init__(self, rows):
        self.lengths = np.array([len(r) for r in rows])
        self.starts = np.r_[0, np.cumsum(self.lengths)[:-1]]
        self.flat = np.concatenate([np.array(r, np.int64) for r in rows])

    def batch(self, texts):
        lengths = self.lengths[texts]
        starts = np.r_[0, np.cumsum(lengths)[:-1]]
        return self.flat[np.repeat(self.starts[texts] - starts, lengths) + np.arange(lengths.sum())], starts, lengths


def frequent_pairs(rows):
    counts = Counter()
    for row in rows:
        counts.update(set(zip(row, row[1:])))
    frequent = sorted(counts.items(), key=lambda entry: (-entry[1], entry[0]))[:PAIRS]
    return sorted(pair for pair, count in frequent if count >= RAREST_PAIR)


def log_softmax_off_diagonal(similarities):
    x = similarities / SOFTNESS
    np.fill_diagonal(x, -1e4)
    x = x - x.max(1, keepdims=True)
    return x - np.log(np.exp(x).sum(1, keepdims=True))


def slope(vectors, targets):
    """How the loss of a batch changes with its vectors."""
    size = len(vectors)
    similar, wanted = vectors @ vectors.T, targets @ targets.T
    change = (2 * PAIRWISE_WEIGHT / size**2) * (similar - wanted)
    soft = np.exp(log_softmax_off_diagonal(similar)) - np.exp(log_softmax_off_diagonal(wanted))
    np.fill_diagonal(soft, 0)
    change += (KL_WEIGHT / (SOFTNESS * size)) * soft
    return -targets / size + (change + change.T) @ vectors


class Adam:
    def __init__(self, table):
        self.mean, self.spread, self.step = np.zeros_like(table), np.zeros_like(table), 0

    def move(self, table, gradient, rate):
        self.step += 1
        self.mean *= 0.9
        self.mean += 0.1 * gradient
        self.spread *= 0.999
        gradient *= gradient
        gradient *= 0.001
        self.spread += gradient
        scale = np.sqrt(self.spread / (1 - 0.999**self.step))
        scale += 1e-8
        np.divide(self.mean, scale, out=scale)
        scale *= np.float32(rate / (1 - 0.9**self.step))
        table -= scale


def scatter(rows, parts, shape):
    """Adds up the parts of each row."""
    order = np.argsort(rows, kind="stable")
    sorted_rows = rows[order]
    first = np.flatnonzero(np.r_[True, sorted_rows[1:] != sorted_rows[:-1]])
    gradient = np.zeros(shape, np.float32)
    gradient[sorted_rows[first]] = np.add.reduceat(parts[order], first)
    return gradient


def learn(table, texts, targets):
    shuffle = np.random.RandomState(SEED)
    usable = np.flatnonzero(texts.lengths > 0)
    shuffle.shuffle(usable)
    held_out, training = usable[:HELD_OUT], usable[HELD_OUT:].copy()
    steps = ROUNDS * (len(training) // BATCH)
    adam, step, started = Adam(table), 0, time.time()
    print(f"cosine on held-out texts before: {agreement(table, texts, targets, held_out):.4f}", flush=True)
    for _ in range(ROUNDS):
        shuffle.shuffle(training)
        for at in range(0, len(training) - BATCH + 1, BATCH):
            batch = training[at : at + BATCH]
            rows, starts, lengths = texts.batch(batch)
            sums = np.add.reduceat(table[rows], starts)
            norms = np.maximum(np.linalg.norm(sums, axis=1, keepdims=True), 1e-9)
            vectors = sums / norms
            change = slope(vectors, targets[batch])
            change -= (change * vectors).sum(1, keepdims=True) * vectors
            change /= norms
            gradient = scatter(rows, np.repeat(change, lengths, axis=0), table.shape)
            adam.move(table, gradient, RATE * max(0.02, 1 - step / steps))
            step += 1
        print(f"cosine on held-out texts: {agreement(table, texts, targets, held_out):.4f} after {time.time() - started:.0f} s", flush=True)


def agreement(table, texts, targets, some):
    rows, starts, _ = texts.batch(some)
    return float((unit(np.add.reduceat(table[rows], starts)) * targets[some]).sum(1).mean())


def write(path, table, pieces, pairs):
    scales = np.abs(table).max(1, keepdims=True) / 127
    scales[scales == 0] = 1
    spelled = b"".join(bytes([len(piece)]) + piece for piece in pieces)
    data = b"HTT1" + struct.pack("<4I", len(pieces), DIMENSIONS, len(pairs), len(spelled))
    data += scales[:, 0].astype("<f4").tobytes() + np.round(table / scales).astype(np.int8).tobytes()
    data += spelled + np.array(pairs, "<u2").tobytes()
    with open(path, "wb") as file:
        file.write(data)
    print(f"{path}: {len(pieces)} pieces, {len(pairs)} pairs, {len(data)} bytes, sha256 {hashlib.sha256(data).hexdigest()}")


def main():
    flags = argparse.ArgumentParser()
    flags.add_argument("corpus")
    flags.add_argument("work")
    flags.add_argument("table")
    flags.add_argument("--blocks", type=int, nargs="*")
    flags = flags.parse_args()
    sentences = read_corpus(flags.corpus)
    blocks = flags.blocks or list(range(-(-len(sentences) // BLOCK)))
    sentences = [text for number in blocks for text in sentences[number * BLOCK : (number + 1) * BLOCK]]
    teacher = np.concatenate([np.load(block_path(flags.work, number)) for number in blocks]).astype(np.float32)
    words = vocabulary()
    kept = [i for i, piece in enumerate(words) if is_kept(piece)]
    row_of = {piece: row for row, piece in enumerate(kept)}
    rows = [[row_of[i] for i in ids if i in row_of] for ids in tokenise(sentences)]
    pairs = frequent_pairs(rows)
    pair_row = {pair: len(kept) + n for n, pair in enumerate(pairs)}
    texts = Texts([row + [pair_row[pair] for pair in zip(row, row[1:]) if pair in pair_row] for row in rows])
    centre, directions = main_directions(teacher)
    targets = unit((teacher - centre) @ directions)
    alone = np.load(os.path.join(flags.work, "tokens.npy"))[kept]
    start = ((alone - alone.mean(0)) @ directions) * piece_weights(kept, words)[:, None]
    start /= np.linalg.norm(start, axis=1).mean()
    table = np.concatenate([start, np.zeros((len(pairs), DIMENSIONS))]).astype(np.float32)
    learn(table, texts, targets)
    unseen = np.setdiff1d(np.arange(len(kept)), texts.flat)
    table[unseen] = start[unseen]
    print(f"{len(sentences)} texts; {len(unseen)} pieces never occurred")
    write(flags.table, table, [words[i].encode() for i in kept], pairs)


if __name__ == "__main__":
    main()
