#!/usr/bin/env sh
# A conversation from the first message to a person, by hand.
# Needs curl and jq. Reads HANDOFF_URL (such as http://127.0.0.1:3000) and HANDOFF_TOKEN (scope write_all).
set -eu
api="$HANDOFF_URL/v1/api"

ask() { # ask METHOD PATH [BODY]
  curl -sS --fail-with-body -X "$1" "$api$2" -H "Authorization: Bearer $HANDOFF_TOKEN" \
    -H 'Content-Type: application/json' ${3:+-d "$3"}
}

# Each thing the customer says is posted, and the decision says what to do.
begun=$(ask POST /conversations '{"customer": {"name": "Priya Sharma"},
  "message": {"author": "customer", "text": "Where is my order 10482?"}}')
id=$(echo "$begun" | jq -r .conversation.id)
echo "$begun" | jq -r '.decision.outcome'

# So is what the AI answered, with how sure it is.
ask POST "/conversations/$id/messages" '{"author": "ai", "confidence": 0.9,
  "text": "It left our workshop on Monday."}' | jq -r '.decision.outcome'

# “hand_off” means that a person takes over from here; “message” is what the customer should read.
ask POST "/conversations/$id/messages" '{"author": "customer",
  "text": "I want to talk to a real person, please."}' | jq -r '.decision | .outcome, .message'

# Who has it, and its place in line. What a person replies is among the messages.
ask GET "/conversations/$id" | jq -r '.conversation.state, .position'
