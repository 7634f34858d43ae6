const DEVELOPMENT =
  /(?:^|[^a-z])(?:dev|devel|develop|development|debug|local|test|tests|testing|reload|watch|debugger|fake|mock|stub|dummy)(?:[^a-z]|$)/i
const PRODUCTION = /(?:^|[^a-z])(?:prod|production|staging|live)(?:[^a-z]|$)/i
const NEGATED = /!=|-ne\b|\[\s*!|\bif\s+!|\s-z\s/
const MAX_LINES = 5_000

/** Lines (from 1) of a shell script that run only in development: `dev)` arms, `if [ "$ENV" = local ]` branches. */
export function developmentLines(text: string): ReadonlySet<number> {
  const found = new Set<number>()
  const branches: { development: boolean; other: boolean }[] = []
  let arm = false
  for (const [at, raw] of text.split('\n', MAX_LINES).entries()) {
    const line = raw.trim().slice(0, 500)
    if (line.startsWith('#')) continue
    if (/^(?:if|elif)\s/.test(line)) {
      if (line.startsWith('elif')) branches.pop()
      branches.push(readCondition(line))
    } else if (/^else\b/.test(line)) {
      const branch = branches.pop()
      branches.push({ development: branch?.other ?? false, other: false })
    }
    const label = /^\(?\s*(?!\s)["']?([\w|*?."' -]{1,200})\)/.exec(line)?.[1]
    if (label !== undefined && !label.includes('$')) {
      const said = `${label} ${/#(.*)/s.exec(line)?.[1] ?? ''}`
      arm = DEVELOPMENT.test(said) && !PRODUCTION.test(said)
    }
    if (arm || branches.some(({ development }) => development)) found.add(at + 1)
    if (line.endsWith(';;') || line === 'esac') arm = false
    if (/(?:^|;\s*)fi\b/.test(line)) branches.pop()
  }
  return found
}

function readCondition(line: string): { development: boolean; other: boolean } {
  const negated = NEGATED.test(line)
  if (PRODUCTION.test(line)) return negated ? { development: true, other: false } : { development: false, other: true }
  if (!DEVELOPMENT.test(line)) return { development: false, other: false }
  return negated ? { development: false, other: true } : { development: true, other: false }
}

/** Names that say "for development": of files, services, targets. */
export function isDevelopmentName(name: string): boolean {
  return DEVELOPMENT.test(name.replaceAll('_', '-')) && !PRODUCTION.test(name)
}
