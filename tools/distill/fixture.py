"""Writes what the reference tokenizer makes of some texts, for the test of the tokenizer in the product.

    python fixture.py ../../src/judge/embedded/embedding/pieces.jsonl

Each line is {"text": …, "pieces": […]}: the pieces that have a row in the table, in order. The texts are written here, and put together
from signs and words by a seeded generator.
"""
import json, random, sys
from make_table import is_kept
from teacher import tokenizer

WRITTEN = [
    "", " ", "Hello", "I'd like to speak to a person, please!", "WHERE IS MY ORDER #4417-B??", "Don’t charge my CAFÉ card", "naïve Straße",
    "łódź ÅNGSTRÖM Ærø", "refund of $12.50 (or 12,50 €)", "mail me: anna.berg@example.com", "https://example.com/a?b=c&d=1#top",
    "tab\tand\nnewline\r\nend", "zero\u200bwidth and soft\u00adhyphen", "emoji 🙂 in the middle 👍🏽", "I ❤️ this", "antidisestablishmentarianism",
    "unbelievablyoverpricedsubscriptions", "x" * 101, "a" * 100, "e\u0301tude and étude", "“quoted” ‘words’ – and — dashes…", "1£ 2¥ 3€",
    "¿Dónde está mi pedido?", "Ich möchte mit einem Menschen sprechen", "où est ma commande ?", "5'11\" tall", "C++ and C# and F*", "50% off!!!",
    "snake_case and kebab-case", "我想退款", "refund退款please", "İstanbul", "ﬁnal oﬀer", "x² + y³ = z", "№ 5 ™ ®", "ΑΒΓ and αβγ", "привет",
    "Mr. O'Neill's account", "9:30am-5pm", "v2.0.1-beta", "\u0000null and \ufffd", "line\u2028separator", "ⅷ ½ ⑤", "…", "。、！？", "ＦＵＬＬ width",
    "don't won't can't", "re-order the pre-ordered e-book", "GBP/USD", "##ing", "मुझे मदद चाहिए", "q̃ z̈",
]
SIGNS = list(".,;:!?-_'\"()[]{}<>@#$%^&*+=|\\/~`£€¥§¶·¿¡«»“”‘’–—…°±×÷") + [" ", "  ", "\t"]
WORDS = "refund card PIN cancel where order parcels überweisung crème tokenization unsubscribed iPhone 2231 3.50 wifi eSIM lockout reorder".split()


def texts():
    draw = random.Random(7)
    for _ in range(240):
        yield "".join(draw.choice(WORDS) + draw.choice(SIGNS + [" "] * 30) for _ in range(draw.randint(1, 9)))


def main():
    reference = tokenizer()
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        for text in [*WRITTEN, *texts()]:
            pieces = reference.encode(text, add_special_tokens=False).tokens
            line = {"text": text, "pieces": [piece for piece in pieces if is_kept(piece)]}
            file.write(json.dumps(line, ensure_ascii=True) + "\n")


if __name__ == "__main__":
    main()
