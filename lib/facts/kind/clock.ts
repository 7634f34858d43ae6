import type { Evidence } from '../facts'
import { baseName } from '../paths'
import type { KindFacts } from './signals'

const CRON_FILE = /(?:^|\/)(?:cron[\w.-]*\.(?:sh|bash)|crontab(?:\.\w+)?|[\w.-]+\.cron(?:tab)?|cron\.d\/[\w.-]+)$/
/** Five fields of a crontab, or a name for them, and a command. */
const CRON_LINE = /^\s*(?:(?:[\d*][\d*/,-]*[ \t]+){5}|@(?:hourly|daily|weekly|monthly)[ \t]+)(?=\S)/
const MODULE = /\bpython[\d.]*[ \t]+(?:-\w+[ \t]+)*-m[ \t]+([A-Za-z_][\w.]*)/
const FILE = /(?:^|[\s'"=;&])([\w./-]+\.(?:py|sh))(?=$|[\s'";&])/
const MAX_LINES = 2000
const MAX_LINE = 500

/** Scripts for cron, and crontabs, that start a module of the application. */
export function cronScripts(facts: KindFacts): Evidence | null {
  for (const { path, role } of facts.files.all) {
    if (!CRON_FILE.test(path) || (role !== 'application' && role !== 'tooling')) continue
    const found = lineOf(facts, path, (line) => !line.trim().startsWith('#') && startsApplication(facts, line))
    if (found) return { ...found, note: 'A script for cron starts the application.' }
  }
  return null
}

/** A crontab in the README that starts a module or a script of the repository. */
export function cronInReadme(facts: KindFacts): Evidence | null {
  const { path } = facts.readme
  if (path === null) return null
  const found = lineOf(facts, path, (line) => {
    if (!CRON_LINE.test(line)) return false
    const script = FILE.exec(line)?.[1]
    const isHere = script !== undefined && facts.files.all.some((file) => baseName(file.path) === baseName(script))
    return isHere || startsApplication(facts, line)
  })
  return found ? { ...found, note: 'The README has cron start it.' } : null
}

function startsApplication({ python, files }: KindFacts, line: string): boolean {
  const module = MODULE.exec(line)?.[1]
  const file = FILE.exec(line)?.[1]?.replace(/^\.\//, '')
  const path = module === undefined ? file : python.resolve(module)
  return (
    path !== undefined && path !== null && files.all.some((each) => each.path === path && each.role === 'application')
  )
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
