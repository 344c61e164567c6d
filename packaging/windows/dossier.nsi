; UNTESTED on Windows: it compiles under Linux, but nobody has run the installer it makes.
; Compile with:  makensis -INPUTCHARSET UTF8 -DVERSION=0.1.0 packaging/windows/dossier.nsi
; Installs for one user, without administrator rights; a user's dossiers are never touched.

Unicode true
!include "MUI2.nsh"
!ifndef VERSION
  !error "Say which version: -DVERSION=..."
!endif
!ifndef PROGRAM
  !define PROGRAM "..\..\dist\dossier"
!endif
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\DossierBuilder"

Name "$(ProgramName)"
OutFile "..\..\dist\dossier-builder-${VERSION}-setup.exe"
RequestExecutionLevel user
InstallDir "$LOCALAPPDATA\Programs\DossierBuilder"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
SetCompressor /SOLID lzma
VIProductVersion "${VERSION}.0"
VIAddVersionKey "ProductName" "Dossier Builder"
VIAddVersionKey "ProductVersion" "${VERSION}"
VIAddVersionKey "FileVersion" "${VERSION}"
VIAddVersionKey "FileDescription" "Dossier Builder setup"
VIAddVersionKey "LegalCopyright" "Dossier Builder authors, MIT License"

!define MUI_ICON "dossier.ico"
!define MUI_UNICON "dossier.ico"
!insertmacro MUI_PAGE_LICENSE "..\..\LICENSE"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "SimpChinese"
!insertmacro MUI_LANGUAGE "English"

LangString ProgramName ${LANG_SIMPCHINESE} "影像智能器械准入卷宗"
LangString ProgramName ${LANG_ENGLISH} "Dossier Builder"
LangString BundleName ${LANG_SIMPCHINESE} "卷宗交接包"
LangString BundleName ${LANG_ENGLISH} "Dossier bundle"
LangString InUse ${LANG_SIMPCHINESE} "程序正在运行。请先关闭它，再重新安装。"
LangString InUse ${LANG_ENGLISH} "The program is running. Close it first, then install again."

Function .onInit
  !insertmacro MUI_LANGDLL_DISPLAY
FunctionEnd

Section "Program"
  ; A program that runs holds its own file: then nothing is half replaced.
  IfFileExists "$INSTDIR\dossier.exe" 0 free
    ClearErrors
    FileOpen $0 "$INSTDIR\dossier.exe" a
    IfErrors 0 closed
      MessageBox MB_OK|MB_ICONSTOP "$(InUse)"
      Abort
    closed:
    FileClose $0
  free:
  ; The parts of an older release go first, so that no library of two releases stands side by side.
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${PROGRAM}\*.*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\$(ProgramName).lnk" "$INSTDIR\dossier.exe"
  WriteRegStr HKCU "${KEY}" "DisplayName" "$(ProgramName)"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "Publisher" "Dossier Builder authors"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
  WriteRegStr HKCU "Software\Classes\.dossier" "" "DossierBuilder.Bundle"
  WriteRegStr HKCU "Software\Classes\DossierBuilder.Bundle" "" "$(BundleName)"
  WriteRegStr HKCU "Software\Classes\DossierBuilder.Bundle\DefaultIcon" "" "$INSTDIR\dossier.exe,0"
SectionEnd

Section "Uninstall"
  Delete "$SMPROGRAMS\$(ProgramName).lnk"
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\dossier.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  DeleteRegKey HKCU "${KEY}"
  DeleteRegKey HKCU "Software\Classes\DossierBuilder.Bundle"
  DeleteRegValue HKCU "Software\Classes\.dossier" ""
SectionEnd
