#!/usr/bin/env sh
# Switches human handoff on, and leaves everything else in the configuration as it is.
# Needs curl and jq. Reads HANDOFF_URL (such as http://127.0.0.1:3000) and HANDOFF_TOKEN (scope write_all).
set -eu
configuration="$HANDOFF_URL/v1/api/human_handoff/configuration"

curl -sS --fail-with-body "$configuration" -H "Authorization: Bearer $HANDOFF_TOKEN" |
  jq '.settings.is_active = true' |
  curl -sS --fail-with-body -X PUT "$configuration" -H "Authorization: Bearer $HANDOFF_TOKEN" \
    -H 'Content-Type: application/json' -d @-
