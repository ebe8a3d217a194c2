#!/bin/bash
ROOT="/shop"
bash ${ROOT}/docker/scripts/prepare.sh
cd ${ROOT}
exec ./docker/scripts/_serve.sh
