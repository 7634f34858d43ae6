import type { Program } from './programs'

const DEBUG_FLAG =
  /^(?:--reload|--debug|--auto-reload|--py-autoreload(?:=[1-9]\d*)?|--reload=(?:true|1)|--debug=(?:true|1)|--use-reloader)$/i

export function hasDebugFlag(words: readonly string[]): boolean {
  return words.some((word, at) => DEBUG_FLAG.test(word) && !/^(?:false|0|no)$/i.test(words[at + 1] ?? ''))
}

export function flaskDebug(env: Readonly<Record<string, string>>): boolean {
  return /^(?:1|true|on|yes)$/i.test(env.FLASK_DEBUG ?? '') || /^development$/i.test(env.FLASK_ENV ?? '')
}

/** Options of the servers that stand alone; every other one is taken to have a value. */
const SWITCHES =
  /^--?(?:reload|debug|factory|proxy-headers|no-[\w-]+|preload|preload-app|daemon|D|R|use-colors|access-log|statsd|enable-stdio-inheritance|call|expose-tracebacks|http2|spew|check-config|reuse-port|v|verbose|q|quiet|ws-per-message-deflate|dev|fast|single-process|host-header|insecure|respawn-failed-workers|opt|disable-redirect-access-to-syslog)$/

/** The first word that is neither an option nor an option's value. */
export function positional(words: readonly string[]): string | undefined {
  for (let at = 0; at < words.length; at++) {
    const word = words[at] ?? ''
    if (!word.startsWith('-')) return word
    if (!word.includes('=') && !SWITCHES.test(word)) at++
  }
  return undefined
}

/** `package.module:app`, wherever it stands among the options. */
export function appTarget(name: string, words: readonly string[]): Program['target'] {
  const colon = words.find((word) => /^[A-Za-z_][\w.]*:[A-Za-z_][\w.]*(?:\(.*\))?$/.test(word))
  const value =
    colon ??
    (name === 'gunicorn'
      ? words.findLast((word, at) => isModuleWord(word) && !/^-[a-zA-Z]$|^--[\w-]+$/.test(words[at - 1] ?? ''))
      : positional(words))
  if (!value) return null
  return /\.py$/.test(value) ? { kind: 'script', value } : { kind: 'module', value: value.split(':')[0] ?? value }
}

function isModuleWord(word: string): boolean {
  return /^[A-Za-z_][\w.]*$/.test(word) && !/^\d/.test(word)
}

export function uwsgiTarget(words: readonly string[]): Program['target'] {
  for (const [at, word] of words.entries()) {
    const [option = '', inline] = word.split('=', 2)
    const value = inline ?? words[at + 1] ?? ''
    if (/^(?:--module|-w|--wsgi)$/.test(option)) return { kind: 'module', value: value.split(':')[0] ?? '' }
    if (/^(?:--wsgi-file|--file)$/.test(option)) return { kind: 'script', value }
  }
  return null
}

/** `--app shop.app` of Flask's and its kin's command lines. */
export function appOption(words: readonly string[]): Program['target'] {
  for (const [at, word] of words.entries()) {
    const [option = '', inline] = word.split('=', 2)
    const value = inline ?? words[at + 1] ?? ''
    if (!/^(?:--app|-A)$/.test(option)) continue
    return /\.py$/.test(value) ? { kind: 'script', value } : { kind: 'module', value: value.split(':')[0] ?? '' }
  }
  return null
}

export function scriptTarget(words: readonly string[]): Program['target'] {
  const value = words.find((word) => /\.py$/.test(word))
  return value ? { kind: 'script', value } : null
}
