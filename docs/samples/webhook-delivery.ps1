# Keep both in a database, and write them in one transaction.
$seen = @{}
$state = @{}

# Stores one delivery and returns the status to respond with.
function Receive-Delivery([string] $Secret, [hashtable] $Headers, [byte[]] $Body) {
    $id = $Headers['webhook-id']
    $sentAt = [long] $Headers['webhook-timestamp']
    if ([Math]::Abs([DateTimeOffset]::UtcNow.ToUnixTimeSeconds() - $sentAt) -gt 300) { return 401 }
    $key = [Convert]::FromBase64String(($Secret -replace '^whsec_', ''))
    $hmac = New-Object System.Security.Cryptography.HMACSHA256 -ArgumentList (, $key)
    $signed = [Text.Encoding]::UTF8.GetBytes("$id.$sentAt.") + $Body
    $expected = 'v1,' + [Convert]::ToBase64String($hmac.ComputeHash($signed))
    if ($Headers['webhook-signature'].Split(' ') -cnotcontains $expected) { return 401 }

    if ($seen.ContainsKey($id)) { return 204 }   # a delivery may come twice
    $data = ([Text.Encoding]::UTF8.GetString($Body) | ConvertFrom-Json).data
    # Deliveries may come in another order: keep what has the larger sequence.
    if (-not $state.ContainsKey($data.id) -or $data.sequence -gt $state[$data.id].sequence) {
        $state[$data.id] = $data
    }
    $seen[$id] = $true
    204
}
