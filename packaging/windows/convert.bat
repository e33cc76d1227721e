@echo off
rem Drop a folder with notices (or some notices) onto this file. The results are put beside what
rem was dropped, into the folder "noticeparse output", and the workbook opens.
setlocal
chcp 65001 >nul
set PYTHONUTF8=1
set "PROGRAM=%~dp0.venv\Scripts\noticeparse.exe"
if not exist "%PROGRAM%" set "PROGRAM=%~dp0..\..\.venv\Scripts\noticeparse.exe"
if not exist "%PROGRAM%" set "PROGRAM=noticeparse"
if "%~1"=="" (
  echo Drop a folder with notices onto this file.
  pause
  exit /b 2
)
set "OUTPUT=%~dp1noticeparse output"
"%PROGRAM%" convert %* --output "%OUTPUT%" --format csv,json,xlsx
set STATUS=%ERRORLEVEL%
if %STATUS% LEQ 1 if exist "%OUTPUT%\disclosures.xlsx" start "" "%OUTPUT%\disclosures.xlsx"
if not %STATUS%==0 pause
exit /b %STATUS%
