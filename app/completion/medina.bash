# Completion for bash. Printed from the program: medina --print bash
_medina() {
  local current="${COMP_WORDS[COMP_CWORD]}"
  COMPREPLY=()
  if [ "$COMP_CWORD" -eq 1 ]; then
    COMPREPLY=($(compgen -W "init check run isochrone matrix explain metrics describe -h --help --version --help-all" -- "$current"))
    return
  fi
  local words=""
  case "${COMP_WORDS[1]}" in
    init) words="-h --help --help-all -o --out --replace --json" ;;
    check) words="-h --help --help-all --data --crs --encoding --nodata --sublayer --x --y --as --json" ;;
    run) words="-h --help --help-all -o --out --only --data --language --threads --verbose --no-cache --json" ;;
    isochrone) words="-h --help --help-all --at --from --minutes -o --out --trips --bands --together --cell --way --pace --percentile --id --layer --crs --data --language --threads --verbose --no-cache --json" ;;
    matrix) words="-h --help --help-all --from --to --minutes -o --out --reached-only --way --pace --percentile --id --layer --crs --data --threads --verbose --no-cache --json" ;;
    explain) words="-h --help --help-all --at --day --rides --wheelchair --longest --data --threads --json" ;;
    metrics) words="-h --help --help-all --json" ;;
    describe) words="-h --help --help-all --json" ;;
  esac
  case "$current" in
    -*) COMPREPLY=($(compgen -W "$words" -- "$current")) ;;
    *) COMPREPLY=($(compgen -f -- "$current")) ;;
  esac
}
complete -o filenames -F _medina medina
