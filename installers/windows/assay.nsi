; SPDX-License-Identifier: Apache-2.0
; Installer for one Windows user, without administrator rights. Called by installers/build.py:
;   makensis /DVERSION=0.1.0 /DFOLDER=dist\assay /DICON=build\assay.ico /DOUT=dist\assay-0.1.0-windows.exe assay.nsi
; NOT RUN on Windows: reviewed, and compiled on Linux only.

Unicode true
!include "MUI2.nsh"

!define REGISTRY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Assay"

Name "Assay ${VERSION}"
OutFile "${OUT}"
InstallDir "$LOCALAPPDATA\Programs\Assay"
RequestExecutionLevel user
SetCompressor /SOLID lzma

!define MUI_ICON "${ICON}"
!define MUI_UNICON "${ICON}"
!define MUI_FINISHPAGE_RUN "$INSTDIR\assay-gui.exe"
!insertmacro MUI_PAGE_WELCOME
!insertmacro MUI_PAGE_LICENSE "${FOLDER}\LICENSE"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "German"
!insertmacro MUI_LANGUAGE "French"

Section "Assay"
  ; an older version's libraries must not stay beside the new ones
  RMDir /r "$INSTDIR\_internal"
  SetOutPath "$INSTDIR"
  File /r "${FOLDER}\*"
  CreateShortcut "$SMPROGRAMS\Assay.lnk" "$INSTDIR\assay-gui.exe"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  WriteRegStr HKCU "${REGISTRY}" "DisplayName" "Assay"
  WriteRegStr HKCU "${REGISTRY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${REGISTRY}" "Publisher" "The Assay authors"
  WriteRegStr HKCU "${REGISTRY}" "DisplayIcon" "$INSTDIR\assay-gui.exe"
  WriteRegStr HKCU "${REGISTRY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegDWORD HKCU "${REGISTRY}" "NoModify" 1
  WriteRegDWORD HKCU "${REGISTRY}" "NoRepair" 1
  ; "Open with" for the two endings that are ours alone; what opens JSON files stays as it is
  WriteRegStr HKCU "Software\Classes\Assay.Credential" "" "Verifiable credential"
  WriteRegStr HKCU "Software\Classes\Assay.Credential\shell\open\command" "" '"$INSTDIR\assay-gui.exe" "%1"'
  WriteRegStr HKCU "Software\Classes\.vc\OpenWithProgids" "Assay.Credential" ""
  WriteRegStr HKCU "Software\Classes\.vp\OpenWithProgids" "Assay.Credential" ""
SectionEnd

Section "Uninstall"
  ; only what the installer put there: the folder may have been chosen by hand and hold other files
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\assay.exe"
  Delete "$INSTDIR\assay-gui.exe"
  Delete "$INSTDIR\LICENSE"
  Delete "$INSTDIR\NOTICE"
  Delete "$INSTDIR\assay-components.json"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Assay.lnk"
  DeleteRegKey HKCU "${REGISTRY}"
  DeleteRegKey HKCU "Software\Classes\Assay.Credential"
  DeleteRegValue HKCU "Software\Classes\.vc\OpenWithProgids" "Assay.Credential"
  DeleteRegValue HKCU "Software\Classes\.vp\OpenWithProgids" "Assay.Credential"
SectionEnd
