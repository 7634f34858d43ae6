import type { Evidence } from '../facts'
import { baseName } from '../paths'
import type { KindFacts } from './signals'

const CRON_FILE = /(?:^|\/)(?:cron[\w.-]*\.(?:sh|bash)|crontab(?:\.\w+)?|[\w.-]+\.cron(?:tab)?|cron\.d\/[\w.-]+)$/
/** Five fields of a crontab, or a name for them, and a command. */
const CRON_LINE = /^\s*(?:(?:[\d*][\d*/,-]*[ \t]+){5}|@(?:hourly|daily|weekly|monthly)[ \t]+)(?=\S)/
const MODULE = /\bpython[\d.]*[ \t]+(?:-\w+[ \t]+)*-m[ \t]+([A-Za-z_][\w.]*)/
const FILE = /(?:^|[\s'"=;&])([\w./-]+\.(?:py|sh))(?=$|[\s'";&])/
const MAX_FILES = 50
const MAX_LINES = 2000
const MAX_LINE = 500

/** Scripts for cron, and crontabs, that start a module of the application. */
export function cronScripts(facts: KindFacts): Evidence | null {
  const { files } = facts
  const scripts = files.all.filter(
    ({ path, role }) => (role === 'application' || role === 'tooling') && CRON_FILE.test(path),
  )
  if (scripts.length === 0) return null
  const starts = applicationStarts(facts)
  for (const { path } of scripts.slice(0, MAX_FILES)) {
    const found = lineOf(facts, path, (line) => !/^\s*#/.test(line) && starts(line))
    if (found) return { ...found, note: 'A script for cron starts the application.' }
  }
  return null
}

/** A crontab in the README that starts a module or a script of the repository. */
export function cronInReadme(facts: KindFacts): Evidence | null {
  const { files, readme } = facts
  if (readme.path === null) return null
  const starts = applicationStarts(facts)
  const names = new Set(files.all.map(({ path }) => baseName(path)))
  const found = lineOf(facts, readme.path, (line) => {
    if (!CRON_LINE.test(line)) return false
    const script = FILE.exec(line)?.[1]
    return (script !== undefined && names.has(baseName(script))) || starts(line)
  })
  return found ? { ...found, note: 'The README has cron start it.' } : null
}

function applicationStarts({ python, files }: KindFacts): (line: string) => boolean {
  const paths = new Set(files.all.filter(({ role }) => role === 'application').map(({ path }) => path))
  return (line) => {
    const module = MODULE.exec(line)?.[1]
    const file = FILE.exec(line)?.[1]?.replace(/^\.\//, '')
    return paths.has((module === undefined ? file : python.resolve(module)) ?? '')
  }
}

function lineOf(
  { files }: KindFacts,
  path: string,
  fits: (line: string) => boolean,
): { readonly path: string; readonly line: number } | null {
  const lines = (files.text(path) ?? '').split('\n', MAX_LINES)
  const at = lines.findIndex((line) => fits(line.slice(0, MAX_LINE)))
  return at < 0 ? null : { path, line: at + 1 }
}
