# UNTESTED: written with care, but no Windows machine was at hand to try it.
# Builds dist\dossier with PyInstaller, proves it by its self-test and, where makensis is found, makes the installer.

$ErrorActionPreference = 'Stop'
$root = Split-Path -Parent (Split-Path -Parent (Split-Path -Parent $MyInvocation.MyCommand.Path))
& (Join-Path $root 'packaging\run.ps1') --help | Out-Null
$python = Join-Path $root '.venv\Scripts\python.exe'
Push-Location $root
try {
    & $python -m pip install --quiet --no-input --constraint constraints.txt --no-build-isolation --editable '.[pdfview,package]'
    if ($LASTEXITCODE -ne 0) { throw 'Installing the freezer failed.' }
    & $python -m PyInstaller --noconfirm --log-level WARN --distpath dist --workpath build packaging\dossier.spec
    if ($LASTEXITCODE -ne 0) { throw 'Building the program failed.' }
    & dist\dossier\dossier.exe self-test
    if ($LASTEXITCODE -ne 0) { throw 'The self-test of the built program failed.' }
    $version = (Select-String -Path pyproject.toml -Pattern '^version = "(.*)"').Matches[0].Groups[1].Value
    $makensis = Get-Command makensis -ErrorAction SilentlyContinue
    if ($makensis) {
        & $makensis.Source /INPUTCHARSET UTF8 "/DVERSION=$version" packaging\windows\dossier.nsi
        if ($LASTEXITCODE -ne 0) { throw 'Making the installer failed.' }
    } else {
        Write-Host 'makensis was not found: no installer made, dist\dossier is complete.'
    }
} finally {
    Pop-Location
}
