import { baseName } from '../paths'

/** A command without what only prepares it. */
export interface Unwrapped {
  readonly words: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** Shell text that the command was given (`bash -c "..."`), instead of words. */
  readonly script: string | null
  /** Folder that the prefix changes to, as written (`uv run --directory backend`). */
  readonly folder: string | null
  /** Ran inside a container: its files may lie elsewhere. */
  readonly container: boolean
  /** It is run in the environment that a manifest of this manager describes, and fails without one. */
  readonly manager: 'pipenv' | 'poetry' | null
}

type Step =
  | {
      readonly skip: number
      readonly folder?: string
      readonly container?: boolean
      readonly manager?: 'pipenv' | 'poetry'
    }
  | { readonly script: string }
  | null

const MAX_PREFIXES = 12

/** Takes off `sudo`, `time`, `uv run --extra dev`, `poetry run`, `python -m`, `docker compose run web` and the like. */
export function unwrapCommand(words: readonly string[], env: Readonly<Record<string, string>> = {}): Unwrapped {
  let rest = words
  let folder: string | null = null
  let container = false
  let manager: Unwrapped['manager'] = null
  const variables: Record<string, string> = { ...env }
  for (let round = 0; round < MAX_PREFIXES; round++) {
    const assignment = /^([A-Za-z_]\w*)=([\s\S]*)$/.exec(rest[0] ?? '')
    if (assignment?.[1]) {
      variables[assignment[1]] = assignment[2] ?? ''
      rest = rest.slice(1)
      continue
    }
    const step = prefixOf(rest)
    if (step === null) break
    if ('script' in step) return { words: rest, env: variables, script: step.script, folder, container, manager }
    folder = step.folder ?? folder
    container = container || step.container === true
    manager = step.manager ?? manager
    rest = rest.slice(step.skip)
  }
  return { words: rest, env: variables, script: null, folder, container, manager }
}

const PLAIN = new Set([
  'time',
  'exec',
  'command',
  'builtin',
  'nohup',
  'eatmydata',
  'dbus-run-session',
  'ddtrace-run',
  'nbqa',
  'opentelemetry-instrument',
  '@',
  '-',
  '!',
])
/** Prefixes with options, and of those the ones that take a value. */
const WITH_OPTIONS: Readonly<Record<string, RegExp>> = {
  sudo: /^-(?:u|g|U|C|D)$/,
  env: /^-(?:u|C|S)$/,
  nice: /^-n$/,
  ionice: /^-[cn]$/,
  stdbuf: /^$/,
  'xvfb-run': /^-[a-z]$|^--server-args$|^--server-num$/,
  xargs: /^-[InPLd]$/,
  'uv run':
    /^(?:--(?:extra|group|only-group|no-group|with|with-editable|with-requirements|python|env-file|package|directory|project|index|default-index|index-url|extra-index-url|refresh-package|no-extra|link-mode|resolution|config-file|cache-dir)|-p|-w)$/,
  uvx: /^(?:--(?:from|with|python|index|default-index|with-requirements|constraint)|-p|-w|-c)$/,
  'uv tool run': /^(?:--(?:from|with|python|index)|-p|-w)$/,
  'pipx run': /^--(?:spec|python|index-url|pip-args)$/,
  'poetry run': /^(?:-C|-P|--directory|--project)$/,
  'pdm run': /^(?:-p|--project|--venv|-s|--site-packages)$/,
  'pipenv run': /^$/,
  'rye run': /^$/,
  'conda run': /^(?:-n|-p|--name|--prefix|--cwd)$/,
  'mamba run': /^(?:-n|-p|--name|--prefix)$/,
  'micromamba run': /^(?:-n|-p|--name|--prefix)$/,
  'direnv exec': /^$/,
  'mise exec': /^$/,
  'mise x': /^$/,
  'doppler run': /^(?:-p|-c|--project|--config)$/,
  'op run': /^--env-file$/,
  'devbox run': /^$/,
  'dotenv run': /^$/,
  'nix develop': /^$/,
}

function prefixOf(words: readonly string[]): Step {
  const program = baseName(words[0] ?? '')
  if (words.length > 1 && PLAIN.has(program)) return { skip: 1 }
  if (program === 'timeout' || program === 'gtimeout') return { skip: afterOptions(words, 1, /^-[ks]$/) + 1 }
  if (/^(?:bash|sh|zsh|dash|ash)$/.test(program)) return shellStep(words)
  if (/^(?:python|pypy)[\d.]*$|^py$/.test(program)) return pythonStep(words)
  if (program === 'coverage') return coverageStep(words)
  if (/^(?:wait-for(?:-it)?|dockerize|tini|dumb-init|retry|flock)(?:\.sh)?$/.test(program)) {
    const end = words.indexOf('--')
    return end > 0 && end + 1 < words.length ? { skip: end + 1 } : null
  }
  if (/^(?:poetry|uv|pdm)$/.test(program) && words[1]?.startsWith('-')) {
    const at = afterOptions(words, 1, /^(?:-C|-P|-p|--directory|--project)$/)
    // As if it were written behind: `poetry -C backend run pytest`.
    if (words[at] !== 'run') return null
    return prefixOf([program, 'run', ...words.slice(1, at), ...words.slice(at + 1)])
  }
  if (program === 'docker' || program === 'podman' || program === 'docker-compose') return containerStep(words)
  for (const name of [words.slice(0, 3).join(' '), words.slice(0, 2).join(' '), program]) {
    const valued = Object.hasOwn(WITH_OPTIONS, name) ? WITH_OPTIONS[name] : undefined
    if (!valued) continue
    const length = name.split(' ').length
    const skip = afterOptions(words, length, valued)
    if (skip >= words.length) return null
    const extra = name === 'direnv exec' ? 1 : 0
    const manager = name === 'pipenv run' || name === 'poetry run' ? { manager: program as 'pipenv' | 'poetry' } : {}
    return { skip: skip + extra, ...manager, ...folderOption(words.slice(length, skip)) }
  }
  return null
}

function afterOptions(words: readonly string[], from: number, valued: RegExp): number {
  let at = from
  while (at < words.length && (words[at] ?? '').startsWith('-')) {
    if (words[at] === '--') return at + 1
    if (words[at] === '-m' || words[at] === '--module') return at + 1
    at += valued.test(words[at] ?? '') ? 2 : 1
  }
  return at
}

function folderOption(options: readonly string[]): { folder?: string } {
  for (const [at, option] of options.entries()) {
    const value = /^--(?:directory|project)=(.+)$/.exec(option)?.[1]
    const folder = value ?? (/^(?:--directory|--project|-C|-P)$/.test(option) ? options[at + 1] : undefined)
    if (folder) return { folder }
  }
  return {}
}

function shellStep(words: readonly string[]): Step {
  for (let at = 1; at < words.length; at++) {
    const word = words[at] ?? ''
    if (/^-[a-z]+$/.test(word) && word.includes('c')) return { script: words[at + 1] ?? '' }
    if (word === '-o' || word === '+o') at++
    else if (!/^[-+]/.test(word)) return null
  }
  return null
}

function pythonStep(words: readonly string[]): Step {
  for (let at = 1; at < words.length; at++) {
    const word = words[at] ?? ''
    if (/^-[bBdEisuvOIx]*m$/.test(word)) return at + 1 < words.length ? { skip: at + 1 } : null
    if (word === '-W' || word === '-X') at++
    else if (!word.startsWith('-') || /c$/.test(word)) return null
  }
  return null
}

/** `coverage run -m pytest` runs pytest; `coverage run manage.py test` runs a script. */
function coverageStep(words: readonly string[]): Step {
  if (words[1] !== 'run') return null
  const at = afterOptions(words, 2, /^--(?:source|include|omit|rcfile|data-file|context|concurrency)$/)
  return at < words.length ? { skip: at } : null
}

const COMPOSE_VALUES =
  /^(?:-e|-v|-u|-w|-p|-l|--(?:env|volume|user|workdir|publish|name|entrypoint|label|env-from-file|cap-add|cap-drop|index))$/
const RUN_VALUES =
  /^(?:-e|-v|-u|-w|-p|-l|-h|-m|-a|--(?:env|env-file|volume|user|workdir|publish|name|entrypoint|label|network|net|mount|add-host|platform|shm-size|memory|cpus|hostname|link|tmpfs|pull|ipc|gpus|restart|cap-add|device|volumes-from|security-opt|ulimit|cidfile))$/

function containerStep(words: readonly string[]): Step {
  const program = baseName(words[0] ?? '')
  let at = 1
  let compose = program === 'docker-compose'
  if (!compose && words[1] === 'compose') {
    compose = true
    at = 2
  }
  at = afterOptions(
    words,
    at,
    /^(?:-f|-p|--(?:file|project-name|profile|env-file|project-directory|context|log-level|ansi))$/,
  )
  if (words[at] === 'container') at++
  if (words[at] !== 'run' && words[at] !== 'exec') return null
  const target = afterOptions(words, at + 1, compose ? COMPOSE_VALUES : RUN_VALUES)
  return target + 1 < words.length ? { skip: target + 1, container: true } : null
}
