"""The sentences that the table is made from: read whole, and refused when they are not the ones the recipe was written for."""
import gzip, hashlib, json

# Of the uncompressed JSON Lines.
SHA256 = "ec88f18c68697b4f40b6880d1ee0ba36b81b32847905e1af115619a6f3ce6346"


def read_corpus(path):
    """The texts of the corpus at `path` (JSON Lines with `text`, gzipped or not), in its order."""
    with (gzip.open(path, "rb") if path.endswith(".gz") else open(path, "rb")) as file:
        data = file.read()
    found = hashlib.sha256(data).hexdigest()
    if found != SHA256:
        raise SystemExit(f"{path} has the sha256 {found}, the recipe wants {SHA256}.")
    return [json.loads(line)["text"] for line in data.decode("utf-8").splitlines() if line]
