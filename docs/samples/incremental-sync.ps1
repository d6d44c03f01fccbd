# The copy, and the latest updated_at in it; both are stored together.
$state = 'assets.clixml'
$copy = if (Test-Path $state) { Import-Clixml $state } else { @{ Since = $null; Assets = @{} } }

$query = 'limit=100&sort=updated_at&include_deleted=true'
if ($copy.Since) { $query += '&updated_since=' + [Uri]::EscapeDataString($copy.Since) }
$cursor = ''
do {
    # The text is parsed here, because PowerShell 7 turns timestamps into local times.
    $page = Invoke-WebRequest -UseBasicParsing -Uri "$env:API/assets?$query$cursor" `
        -Headers @{ Authorization = "Bearer $env:TOKEN" }
    foreach ($match in [regex]::Matches($page.Content, '"updated_at":"([^"]+)"')) { $since = $match.Groups[1].Value }
    $page = $page.Content | ConvertFrom-Json
    foreach ($asset in $page.data) {
        if ($asset.deleted_at) { $copy.Assets.Remove($asset.id) } else { $copy.Assets[$asset.id] = $asset }
    }
    if ($page.data) { $copy.Since = $since }
    $copy | Export-Clixml $state   # after an interruption the next run starts from here
    $cursor = if ($page.next_cursor) { '&cursor=' + [Uri]::EscapeDataString($page.next_cursor) }
} while ($cursor)
"$($copy.Assets.Count) $($copy.Since)"
