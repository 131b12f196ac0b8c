#!/bin/sh
echo reached > @CANARY@
