# UNTESTED: written with care, but no Windows machine was at hand to try it.
# Sets up what is missing, then opens the window on the sample workspace. Flags are passed on to dossier.
# Start it with:  powershell -ExecutionPolicy Bypass -File packaging\run.ps1

$ErrorActionPreference = 'Stop'
$env:PYTHONUTF8 = '1'
$env:PIP_DISABLE_PIP_VERSION_CHECK = '1'
$root = Split-Path -Parent (Split-Path -Parent $MyInvocation.MyCommand.Path)
$venv = Join-Path $root '.venv'
$python = Join-Path $venv 'Scripts\python.exe'
$dossier = Join-Path $venv 'Scripts\dossier.exe'
$demo = Join-Path $root 'dist\demo'

function Test-Python([string[]]$Words) {
    if (-not (Get-Command $Words[0] -ErrorAction SilentlyContinue)) { return $false }
    $rest = @($Words | Select-Object -Skip 1)
    # The entry that only opens the store fails here too. No double quotes inside: Windows PowerShell 5 spoils them.
    try { & $Words[0] @rest -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>$null | Out-Null }
    catch { return $false }
    return $LASTEXITCODE -eq 0
}

function Find-Python {
    foreach ($words in @(@('py', '-3.13'), @('py', '-3.12'), @('py', '-3.11'), @('python'), @('python3'))) {
        if (Test-Python $words) { return ,$words }
    }
    throw 'No Python 3.11 or newer was found. Install one (64 bit, with the py launcher) and start this again.'
}

function Invoke-Pip {
    & $python -m pip install --quiet --no-input --constraint (Join-Path $root 'constraints.txt') @args
    if ($LASTEXITCODE -ne 0) { throw 'Installing the pinned packages failed; see the lines above.' }
}

function Get-Wanted {
    $parts = foreach ($name in 'pyproject.toml', 'constraints.txt') {
        (Get-FileHash -Algorithm SHA256 (Join-Path $root $name)).Hash
    }
    return ($parts + $root) -join ' '
}

if (-not (Test-Path $python)) {
    $found = Find-Python
    $rest = @($found | Select-Object -Skip 1)
    Write-Host "Making the virtual environment with $found"
    & $found[0] @rest -m venv $venv
    if ($LASTEXITCODE -ne 0) { throw 'The virtual environment could not be made.' }
}
$stamp = Join-Path $venv '.dossier-pdfview'
$wanted = Get-Wanted
if (-not (Test-Path $stamp) -or (Get-Content -Raw $stamp).Trim() -ne $wanted) {
    Write-Host 'Installing the pinned packages; this needs the network once.'
    Invoke-Pip hatchling editables
    Invoke-Pip --no-build-isolation --editable ($root + '[pdfview]')
    Set-Content -Path $stamp -Value $wanted -Encoding UTF8
}

if ($args.Count -gt 0 -and -not $args[0].StartsWith('-')) {
    & $dossier @args
    exit $LASTEXITCODE
}
if (-not (Test-Path (Join-Path $demo 'workspace'))) {
    Write-Host "Making the sample workspace and its packs once: $demo"
    & $dossier demo --out $demo
    if ($LASTEXITCODE -ne 0) { exit $LASTEXITCODE }
}
& $dossier --data (Join-Path $demo 'workspace') @args
exit $LASTEXITCODE
