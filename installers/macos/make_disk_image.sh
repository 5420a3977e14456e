#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# make_disk_image.sh Assay.app OUT.dmg: signs the app if ASSAY_SIGNING_IDENTITY names a certificate, and wraps it.
# NOT RUN: it needs macOS; reviewed only.
set -eu
app=$1
image=$2
here=$(cd "$(dirname "$0")" && pwd)

if [ -n "${ASSAY_SIGNING_IDENTITY:-}" ]; then
  # inside out: libraries first, the bundle last; --deep would sign them with the wrong entitlements
  find "$app/Contents" -type f \( -name '*.dylib' -o -name '*.so' \) -print0 |
    xargs -0 -n 1 codesign --force --timestamp --options runtime --sign "$ASSAY_SIGNING_IDENTITY"
  codesign --force --timestamp --options runtime --entitlements "$here/entitlements.plist" \
    --sign "$ASSAY_SIGNING_IDENTITY" "$app"
  codesign --verify --strict "$app"
else
  echo "Not signed: ASSAY_SIGNING_IDENTITY is not set. macOS will ask before it opens the app." >&2
fi

stage=$(mktemp -d)
trap 'rm -rf "$stage"' EXIT
cp -R "$app" "$stage/"
ln -s /Applications "$stage/Applications"
rm -f "$image"
hdiutil create -volname Assay -srcfolder "$stage" -format UDZO -ov "$image"
