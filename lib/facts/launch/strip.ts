export interface Stripped {
  /** What is left once all that only starts something else is gone. */
  readonly words: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** Passes over: `opentelemetry-instrument`, `watchmedo`, `dumb-init`... */
  readonly wrappers: readonly string[]
}

/** Options of a wrapper that take the next word as their value; `positional`: words of its own before the command. */
interface Wrapper {
  readonly values?: readonly string[]
  readonly positional?: number
  /** The command stands after `--` when there is one. */
  readonly dashes?: boolean
  /** Words that belong to the wrapper's name: `uv run`. */
  readonly sub?: readonly string[]
}

const UV_VALUES =
  '--with --with-editable --with-requirements --extra --no-extra --group --no-group --only-group --package --project --directory --env-file -p --python --index --index-url --extra-index-url --config-file --cache-dir -w -C --link-mode'.split(
    ' ',
  )

const WRAPPERS: Readonly<Record<string, readonly Wrapper[]>> = {
  exec: [{ values: ['-a'] }],
  command: [{}],
  nohup: [{}],
  time: [{}],
  setsid: [{}],
  catchsegv: [{}],
  'with-contenv': [{}],
  nice: [{ values: ['-n'] }],
  ionice: [{ values: ['-c', '-n'] }],
  timeout: [{ values: ['-k', '-s'], positional: 1 }],
  sudo: [{ values: ['-u', '-g'] }],
  env: [{ values: ['-u', '-C', '--chdir'] }],
  'dumb-init': [{ values: ['-r', '--rewrite'], dashes: true }],
  tini: [{ values: ['-p', '-e'], dashes: true }],
  catatonit: [{ dashes: true }],
  gosu: [{ positional: 1 }],
  'su-exec': [{ positional: 1 }],
  's6-setuidgid': [{ positional: 1 }],
  setuidgid: [{ positional: 1 }],
  execlineb: [{}],
  chpst: [{ values: ['-u', '-U', '-b', '-e', '-n'] }],
  setpriv: [{ values: ['--reuid', '--regid', '--groups'] }],
  'wait-for-it': [{ values: ['-t', '-h', '-p'], dashes: true, positional: 1 }],
  'wait-for-it.sh': [{ values: ['-t', '-h', '-p'], dashes: true, positional: 1 }],
  'wait-for': [{ values: ['-t'], dashes: true, positional: 1 }],
  'wait-for.sh': [{ values: ['-t'], dashes: true, positional: 1 }],
  dockerize: [{ values: ['-wait', '-timeout', '-template', '-wait-retry-interval', '-stdout', '-stderr'] }],
  'xvfb-run': [{ values: ['-n', '-s', '-e', '-f', '-w', '--server-args'] }],
  stdbuf: [{}],
  unbuffer: [{}],
  authbind: [{}],
  'opentelemetry-instrument': [
    {
      values: [
        '--traces_exporter',
        '--metrics_exporter',
        '--logs_exporter',
        '--service_name',
        '--exporter_otlp_endpoint',
        '--exporter_otlp_traces_endpoint',
        '--exporter_otlp_metrics_endpoint',
        '--id_generator',
        '--propagators',
        '--resource_attributes',
        '--exporter_otlp_protocol',
        '--disabled_instrumentations',
      ],
    },
  ],
  'ddtrace-run': [{}],
  'newrelic-admin': [{ sub: ['run-program', 'run-python'] }],
  'elasticapm-run': [{}],
  'splunk-py-trace': [{}],
  'appsignal-wrap': [{}],
  watchmedo: [
    { sub: ['auto-restart'], values: ['-d', '--directory', '-p', '--pattern', '--patterns', '-i'], dashes: true },
  ],
  nodemon: [{ values: ['-e', '-w', '--ext', '--watch', '-x', '--exec'] }],
  hupper: [{ values: ['-m', '-w'] }],
  uv: [{ sub: ['run'], values: UV_VALUES }],
  poetry: [{ sub: ['run'] }],
  pipenv: [{ sub: ['run'] }],
  pdm: [{ sub: ['run'], values: ['-p', '--project', '-e'] }],
  hatch: [{ sub: ['run'] }],
  rye: [{ sub: ['run'] }],
  pixi: [{ sub: ['run'], values: ['-e', '--environment', '--manifest-path'] }],
  conda: [{ sub: ['run'], values: ['-n', '--name', '-p', '--prefix'] }],
  mamba: [{ sub: ['run'], values: ['-n', '--name', '-p', '--prefix'] }],
  micromamba: [{ sub: ['run'], values: ['-n', '--name', '-p', '--prefix'] }],
  coverage: [{ sub: ['run'], values: ['--source', '--omit', '--include', '--rcfile'] }],
  doppler: [{ sub: ['run'], values: ['-p', '-c', '--project', '--config'], dashes: true }],
  infisical: [{ sub: ['run'], dashes: true }],
  op: [{ sub: ['run'], dashes: true }],
  chamber: [{ sub: ['exec'], positional: 1, dashes: true }],
  berglas: [{ sub: ['exec'], dashes: true }],
}

const RESTARTERS = new Set(['watchmedo', 'nodemon', 'hupper', 'watchfiles'])
const MAX_WRAPPERS = 12

/** True when a wrapper restarts the command on every change of a file. */
export function restartsOnChange(wrappers: readonly string[]): boolean {
  return wrappers.some((wrapper) => RESTARTERS.has(wrapper))
}

/** Takes off what only starts something else: `exec`, `uv run`, `dumb-init --`, `A=1`, `/usr/bin/`. */
export function stripWrappers(words: readonly string[]): Stripped {
  const env: Record<string, string> = {}
  const wrappers: string[] = []
  let rest = [...words]
  for (let round = 0; round < MAX_WRAPPERS; round++) {
    rest = withoutVariables(takeAssignments(rest, env))
    const name = baseName(rest[0] ?? '')
    const wrapper = (Object.hasOwn(WRAPPERS, name) ? WRAPPERS[name] : undefined)?.find(
      ({ sub }) => !sub || sub.includes(firstWord(rest.slice(1))),
    )
    if (!wrapper) break
    const next = afterWrapper(rest, wrapper)
    if (next.length === 0) break
    wrappers.push(name)
    rest = next
  }
  const program = baseName(rest[0] ?? '')
  return { words: [program, ...rest.slice(1)].filter((word, at) => at > 0 || word !== ''), env, wrappers }
}

/** `exec ${PREFIX} gunicorn`: a variable in front of a command is mostly empty. */
function withoutVariables(words: string[]): string[] {
  const at = words.findIndex((word) => !/^\$(?:\w+|\{\w+(?::?-)?\})$/.test(word))
  return at > 0 ? words.slice(at) : words
}

function takeAssignments(words: string[], env: Record<string, string>): string[] {
  let at = 0
  for (; at < words.length; at++) {
    const match = /^([A-Za-z_]\w*)=/.exec(words[at] ?? '')
    if (!match?.[1]) break
    env[match[1]] = (words[at] ?? '').slice(match[0].length)
  }
  return words.slice(at)
}

function afterWrapper(words: readonly string[], { values = [], positional = 0, dashes, sub }: Wrapper): string[] {
  const separator = words.indexOf('--')
  if (dashes && separator > 0) return words.slice(separator + 1)
  let at = 1
  let subSeen = !sub
  let left = positional
  for (; at < words.length; at++) {
    const word = words[at] ?? ''
    if (word === '--') {
      at++
      break
    }
    if (word.startsWith('-')) {
      // `uv run -m module` and `coverage run -m module` run the module by Python.
      if (word === '-m' || word === '--module') return ['python', '-m', ...words.slice(at + 1)]
      if (values.includes(word)) at++
      continue
    }
    if (!subSeen) subSeen = true
    else if (left > 0) left--
    else break
  }
  return words.slice(at)
}

function firstWord(words: readonly string[]): string {
  return words.find((word) => !word.startsWith('-')) ?? ''
}

const KNOWN =
  /^(?:python[\d.]*|pypy\d*|gunicorn|uvicorn|hypercorn|granian|daphne|uwsgi|waitress-serve|celery|flask|fastapi|rq|rqworker|dramatiq|arq|huey_consumer|streamlit|django-admin|alembic|supervisord|tini|dumb-init|gosu|su-exec|(?:ba|da|a|z)?sh|opentelemetry-instrument|ddtrace-run|newrelic-admin|uv|poetry|pipenv|pdm|hatch)$/

/** `/usr/local/bin/gunicorn` is `gunicorn`; a path into the repository keeps its folders. */
function baseName(word: string): string {
  const name = word.slice(word.lastIndexOf('/') + 1)
  if (KNOWN.test(name)) return name
  if (/\.(?:py|sh)$/.test(word)) return word
  return /^\/(?:usr|bin|sbin|command)\/|(?:^|\/)\.?(?:venv|env|virtualenv|conda|miniconda3?|\.local)\/(?:bin|Scripts)\//.test(
    word,
  )
    ? name
    : word
}
