"""An AI agent that answers on its own and calls in a person when it should.

Needs the package `openai`. Reads HANDOFF_URL, HANDOFF_TOKEN (scope write_all), and what the client of the
language model reads: OPENAI_API_KEY, OPENAI_BASE_URL. The model is MODEL. Each line of the standard input is
something the customer says.
"""

import json
import os
import sys
import urllib.request

from openai import OpenAI

MODEL = os.environ.get("MODEL", "gpt-4o-mini")


def handoff(method: str, path: str, body: dict | None = None) -> dict:
    """Asks Handoff something."""
    request = urllib.request.Request(
        os.environ["HANDOFF_URL"] + "/v1/api" + path,
        data=None if body is None else json.dumps(body).encode(),
        headers={"Authorization": "Bearer " + os.environ["HANDOFF_TOKEN"], "Content-Type": "application/json"},
        method=method,
    )
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


def answer(model: OpenAI, conversation: str, said: list[dict]) -> dict:
    """Has the model answer, and gives back what Handoff decided about that."""
    # Only what can be used right now is in the list, so it is read anew each time.
    tools = handoff("GET", "/tools")["tools"]
    # Without a handoff there is no function, and a list that is empty is refused.
    more = {"tools": tools} if tools else {}
    reply = model.chat.completions.create(model=MODEL, messages=said, **more).choices[0].message
    for call in reply.tool_calls or []:
        wish = {"function": call.function.name, "arguments": json.loads(call.function.arguments)}
        return handoff("POST", f"/conversations/{conversation}/handoff", wish)
    said.append({"role": "assistant", "content": reply.content})
    print("AI:", reply.content)
    message = {"author": "ai", "text": reply.content}
    return handoff("POST", f"/conversations/{conversation}/messages", message)


def main() -> None:
    model = OpenAI()
    conversation = handoff("POST", "/conversations", {})["conversation"]["id"]
    said = [{"role": "system", "content": "You answer customers of a wood shop. Be short."}]
    for line in sys.stdin:
        said.append({"role": "user", "content": line.strip()})
        message = {"author": "customer", "text": line.strip()}
        decision = handoff("POST", f"/conversations/{conversation}/messages", message)["decision"]
        if decision["outcome"] == "continue":
            decision = answer(model, conversation, said)["decision"]
        # What Handoff says goes to the customer as it is; “instructions” are for the model.
        if decision["message"]:
            said.append({"role": "assistant", "content": decision["message"]})
            print("AI:", decision["message"])
        if decision["outcome"] == "hand_off":
            print("A person has it now:", decision["handoff"] and decision["handoff"]["name"])
            return


main()
