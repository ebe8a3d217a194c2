#!/bin/bash
ROOT="/shop"
bash ${ROOT}/docker/scripts/prepare.sh
cd ${ROOT}
./docker/scripts/_serve.sh
