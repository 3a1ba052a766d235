"""Runs the teacher over the corpus: the long part, 256,077 sentences.

    OMP_NUM_THREADS=1 python encode.py CORPUS.jsonl.gz WORK [--processes 2]

Writes WORK/sentences_NNN.npy, blocks of 16,384 unit vectors of 384 numbers (16 bits), in the order of the corpus, and
WORK/tokens.npy, the mean state of each WordPiece alone. Blocks that are there already are kept: an interrupted run goes on.
"""
import argparse, os, subprocess, sys
import numpy as np
from corpus import read_corpus
from teacher import Teacher, tokenise, vocabulary

BLOCK = 16_384


def block_path(work, number):
    return os.path.join(work, f"sentences_{number:03}.npy")


def save(path, array):
    np.save(path + ".part.npy", array)
    os.replace(path + ".part.npy", path)


def encode_blocks(corpus, work, processes, mine):
    texts, teacher = read_corpus(corpus), Teacher()
    if mine == 0 and not os.path.exists(os.path.join(work, "tokens.npy")):
        save(os.path.join(work, "tokens.npy"), teacher.means([[token] for token in range(len(vocabulary()))]))
    for number in range(mine, -(-len(texts) // BLOCK), processes):
        if os.path.exists(block_path(work, number)):
            continue
        vectors = teacher.means(tokenise(texts[number * BLOCK : (number + 1) * BLOCK]))
        vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
        save(block_path(work, number), vectors.astype(np.float16))
        print(f"block {number}", flush=True)


def main():
    flags = argparse.ArgumentParser()
    flags.add_argument("corpus")
    flags.add_argument("work")
    flags.add_argument("--processes", type=int, default=2)
    flags.add_argument("--mine", type=int, help=argparse.SUPPRESS)
    flags = flags.parse_args()
    os.makedirs(flags.work, exist_ok=True)
    if flags.mine is not None:
        return encode_blocks(flags.corpus, flags.work, flags.processes, flags.mine)
    command = [sys.executable, __file__, flags.corpus, flags.work, "--processes", str(flags.processes), "--mine"]
    running = [subprocess.Popen([*command, str(mine)]) for mine in range(flags.processes)]
    if any([process.wait() for process in running]):
        raise SystemExit("A part of the encoding failed.")


if __name__ == "__main__":
    main()
