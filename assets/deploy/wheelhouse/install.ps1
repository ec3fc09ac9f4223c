# Installs the program on Windows from this folder alone, without a network. In a PowerShell of an administrator:
#   powershell -ExecutionPolicy Bypass -File install.ps1 station      (or board)
# Python from python.org, of the version that wheelhouse.txt names, must be installed for all users.
param([ValidateSet("server", "station", "board")][string]$Role = "station", [string]$Prefix = "C:\mpp")
$ErrorActionPreference = "Stop"
Set-Location -LiteralPath $PSScriptRoot

function Get-Fact([string]$Name) {
    $line = Get-Content -LiteralPath "wheelhouse.txt" -Encoding UTF8 | Where-Object { $_.StartsWith("$Name=") }
    return $line.Substring($Name.Length + 1)
}

if ((Get-Fact "windows") -ne "yes") { throw "This folder has no wheels for Windows: hall wheelhouse DIR --windows" }
if ((" " + (Get-Fact "roles") + " ") -notlike "* $Role *") { throw "This folder has no packages for the role $Role." }
foreach ($line in Get-Content -LiteralPath "SHA256SUMS" -Encoding UTF8) {
    $sum, $name = $line -split "  ", 2
    if (-not (Test-Path -LiteralPath $name)) { throw "$name is missing. Nothing was installed." }
    if ((Get-FileHash -Algorithm SHA256 -LiteralPath $name).Hash -ne $sum) {
        throw "$name is damaged: its SHA-256 is not the one of SHA256SUMS. Nothing was installed."
    }
}
$version = Get-Fact "version"
$python = Get-Fact "python"
$release = Join-Path $Prefix "releases\$version"
$there = Join-Path $Prefix "current\release.json"
if ((Test-Path -LiteralPath $there) -and (Get-Content -Raw -LiteralPath $there | ConvertFrom-Json).version -ne $version) {
    throw "This machine has another version. Update it with: hall update $PSScriptRoot"
}
$lock = if ($Role -eq "board") { "board.lock" } else { "run.lock" }
if (-not (Test-Path -LiteralPath (Join-Path $release "release.json"))) {
    & py "-$python" -m venv --clear $release
    if ($LASTEXITCODE -ne 0) { throw "Python $python is missing: install it from python.org for all users." }
    & (Join-Path $release "Scripts\python.exe") -m pip --isolated --disable-pip-version-check --quiet install `
        --no-index --no-deps --find-links wheels --require-hashes -r "requirements\$lock" -r requirements\program.lock
    if ($LASTEXITCODE -ne 0) { throw "The program could not be installed: see above." }
    $wheel = (Get-Content -LiteralPath "requirements\program.lock") -replace ".*sha256:", ""
    # As hall update marks a release that was made to the end.
    $mark = "{""version"": ""$version"", ""wheel"": ""$wheel""}"
    [System.IO.File]::WriteAllText((Join-Path $release "release.json"), $mark)
}
$current = Join-Path $Prefix "current"
if (-not (Test-Path -LiteralPath $current)) { New-Item -ItemType Junction -Path $current -Target $release | Out-Null }
& (Join-Path $release "Scripts\hall.exe") --version
Write-Output "The programs are in $current\Scripts."
