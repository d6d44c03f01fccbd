#!/bin/sh
# One MSP workflow, end to end, against `make run`: import assets in bulk, evaluate controls, follow the job,
# read what must be done, order a report, and receive the events that came of it.
set -eu
API=${API:-http://127.0.0.1:8080/api/v1}
CREDENTIALS=${CREDENTIALS:-var/demo-credentials.json}
RECEIVER_PORT=${RECEIVER_PORT:-9000}
OUTPUT=${OUTPUT:-var}

field() { sed "s/.*\"$1\":\"\([^\"]*\)\".*/\1/"; }
TOKEN=$(curl -sS "$API/auth/token" -H 'Content-Type: application/json' -d @"$CREDENTIALS" | field access_token)
api() {
  path=$1
  shift
  curl -sS "$API$path" -H "Authorization: Bearer $TOKEN" -H 'Content-Type: application/json' "$@"
}
finished() { # polls a job or a report until it is neither queued nor running
  while api "$1" | grep -Eq '"status":"(queued|running)"'; do sleep 1; done
  api "$1"
  echo
}

echo "== A receiver for events; the webhook's secret is shown once, when it is made"
SECRET=$(api /webhooks -d '{"url": "http://127.0.0.1:'"$RECEIVER_PORT"'/hook",
  "event_types": ["evaluation.failed", "evaluation.completed", "report.completed"]}' | field secret)
WEBHOOK_SECRET=$SECRET "${PYTHON:-python3}" examples/webhook_receiver.py "$RECEIVER_PORT" \
  > "$OUTPUT/events.log" 2> /dev/null &
trap 'kill $!' EXIT

echo "== Import assets in bulk: each is created, or updated by its external reference"
CLIENT=$(api '/clients?limit=1&search=harbor' | sed 's/.*"data":\[{"id":"\([^"]*\)".*/\1/')
JOB=$(api /bulk/assets -d '{"items": [
  {"client_id": "'"$CLIENT"'", "type": "server", "hostname": "files-01", "encrypted": true,
   "external_refs": [{"system": "ninjaone", "id": "2001"}]},
  {"client_id": "'"$CLIENT"'", "type": "endpoint", "hostname": "desk-17", "encrypted": false,
   "external_refs": [{"system": "ninjaone", "id": "2002"}]}]}' | field id)
finished "/jobs/$JOB"

echo "== Evaluate every enabled control on that client, and follow the job"
JOB=$(api /evaluations -d '{"client_ids": ["'"$CLIENT"'"]}' | field id)
finished "/jobs/$JOB"

echo "== What must be done about it"
api "/remediations?client_id=$CLIENT&status=open&limit=3"
echo

echo "== Order a report, download it when it is ready"
REPORT=$(api /reports -d '{"type": "compliance_summary", "format": "pdf", "client_id": "'"$CLIENT"'",
  "period": {"kind": "quarter", "quarter": "2026-Q3"}}' | sed 's/^{"id":"\([^"]*\)".*/\1/')
finished "/reports/$REPORT"
api "/reports/$REPORT/download" -o "$OUTPUT/report.pdf"
echo "$OUTPUT/report.pdf"

echo "== The events that came meanwhile"
until grep -q report.completed "$OUTPUT/events.log"; do sleep 1; done
cat "$OUTPUT/events.log"
