"""A client of Handoff's tools over the Model Context Protocol: one conversation, from a question to a person.

Needs the package `mcp`. Reads HANDOFF_URL and HANDOFF_TOKEN (scope write_all).
"""

import asyncio
import os

from mcp import Client
from mcp.client.streamable_http import create_mcp_http_client, streamable_http_client


async def main() -> None:
    headers = {"Authorization": "Bearer " + os.environ["HANDOFF_TOKEN"]}
    async with create_mcp_http_client(headers=headers) as http:
        transport = streamable_http_client(os.environ["HANDOFF_URL"] + "/mcp", http_client=http)
        async with Client(transport) as handoff:
            tools = [tool.name for tool in (await handoff.list_tools()).tools]
            print("Tools:", ", ".join(tools))

            async def call(tool: str, **arguments: object) -> dict:
                result = await handoff.call_tool(tool, arguments)
                if result.is_error:
                    raise SystemExit(result.content[0].text)
                return result.structured_content

            there = await call("check_availability", zone="Europe/Madrid")
            print("Somebody is there:", there["open"])
            said = await call("append_message", author="customer", text="Where is my order 10482?")
            print("Decision:", said["decision"]["outcome"])
            conversation = said["conversation"]["id"]

            # A function that was made from a handoff, where there is one; else a request for anybody.
            function = next((tool for tool in tools if tool.startswith("handoff_")), "request_handoff")
            asked = await call(function, conversation_id=conversation)
            print("Decision:", asked["decision"]["outcome"])
            read = await call("get_conversation", conversation_id=conversation)
            print("State:", read["conversation"]["state"], "position", read["position"])
            # Outside hours the AI keeps the conversation, so there is nothing to take back.
            if asked["decision"]["outcome"] == "hand_off":
                back = await call("cancel_handoff", conversation_id=conversation)
                print("State:", back["state"])
            else:
                print("For the customer:", asked["decision"]["message"])


asyncio.run(main())
