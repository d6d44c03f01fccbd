# Fails if this curl, or something between you and the API, does not speak TLS 1.3.
curl -sS --tlsv1.3 -o /dev/null -w '%{http_code}\n' "$ORIGIN/health"
