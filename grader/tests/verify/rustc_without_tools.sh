#!/bin/sh
# A compiler that says that its toolchain stands in a folder which has no tools.
case "$*" in
*sysroot*) echo /nonexistent ;;
*) exec rustc "$@" ;;
esac
