$headers = @{ Authorization = "Bearer $env:TOKEN" }
# The key makes the request safe to repeat if its response is lost.
$response = Invoke-WebRequest -UseBasicParsing -Method Post -Uri "$env:API/evaluations" `
    -Headers ($headers + @{ 'Idempotency-Key' = [guid]::NewGuid().ToString() }) `
    -ContentType 'application/json' -Body (@{ client_ids = @($env:CLIENT) } | ConvertTo-Json)
$location = [string] $response.Headers['Location']
while (($job = $response.Content | ConvertFrom-Json).status -in 'queued', 'running') {
    Start-Sleep -Seconds ([int] [string] $response.Headers['Retry-After'])
    $response = Invoke-WebRequest -UseBasicParsing -Uri $location -Headers $headers
}
$job.status
