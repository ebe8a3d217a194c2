#!/bin/bash
listed=$(cat conf/*.env | cut -d= -f1 | sort -u)
read=$(grep -rhoP "os\.environ\.get\(.*?\)" --include=*.py . | cut -d'"' -f2 | sort -u)
diff <(echo "$listed") <(echo "$read")
