$rows = @(
    @{ Id = '2001'; Type = 'server'; Hostname = 'files-01' }
    @{ Id = '2002'; Type = 'endpoint'; Hostname = 'desk-17' }
)
$items = @(foreach ($row in $rows) {
    @{
        client_id     = $env:CLIENT
        type          = $row.Type
        hostname      = $row.Hostname
        external_refs = @(@{ system = 'inventory'; id = $row.Id })
    }
})
$headers = @{ Authorization = "Bearer $env:TOKEN" }

# Up to 500 items in one request; each has a result of its own. -Depth, because the default cuts items off.
$body = [Text.Encoding]::UTF8.GetBytes((@{ items = $items } | ConvertTo-Json -Depth 10))
$started = Invoke-WebRequest -UseBasicParsing -Method Post -Uri "$env:API/bulk/assets" `
    -Headers ($headers + @{ 'Idempotency-Key' = [guid]::NewGuid().ToString() }) `
    -ContentType 'application/json; charset=utf-8' -Body $body
$location = [string] $started.Headers['Location']
do {
    Start-Sleep -Seconds 1
    $job = Invoke-RestMethod -Uri $location -Headers $headers
} while ($job.status -in 'queued', 'running')
$result = $job.result
"$($result.created + $result.updated + $result.unchanged) stored, $($result.failed) failed"
$result.items | Where-Object outcome -EQ 'failed'
