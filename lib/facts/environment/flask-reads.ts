import type { AssignmentRecord } from '@/lib/python/record'
import type { EnvironmentFact, Evidence, PythonFact, PythonModule } from '../facts'
import { flaskDefaults } from '../flask-defaults'

type Read = EnvironmentFact['reads'][number]

const PREFIXED = /(?:^|\.)config\.from_prefixed_env$/
/** What a deployment sets among the values of Flask. */
const OF_DEPLOYMENT = /(?:^|_)(?:URI|URL|HOST|PORT|SERVER|BROKER|ENDPOINT|DSN|USER|USERNAME|PASSWORD|TOKEN|SECRET|KEY)$/

/** The call that takes values from the environment by their prefix, also for an application that a function is given. */
export function prefixedLayer({ path, record }: PythonModule): Evidence[] {
  return record.calls
    .filter(({ callee }) => PREFIXED.test(callee))
    .slice(0, 1)
    .map(({ callee, line }) => ({ path, line, note: `${callee.slice(0, 80)} reads settings.` }))
}

/** `FLASK_SECRET_KEY`, for each value of a deployment that `from_prefixed_env` may replace and that reads no variable itself. */
export function prefixedReads(python: PythonFact, known: ReadonlySet<string>): Read[] {
  const settings = settingFinder()
  return flaskDefaults(python).flatMap(({ module, scope, read }) => {
    if (!PREFIXED.test(read.callee)) return []
    const given = read.keywords.prefix ?? read.args[0]
    const usual = read.callee.startsWith('quart.') ? 'QUART' : 'FLASK'
    const prefix = given?.kind === 'string' ? given.value : usual
    return settings(module, scope)
      .filter(({ line }) => !known.has(`${module.path}:${line}`))
      .map(({ target }) => ({
        name: `${prefix}_${target}`,
        path: read.path,
        line: read.line,
        via: 'flask',
        settingsLayer: false,
      }))
  })
}

function settingFinder(): (module: PythonModule, scope: string) => readonly AssignmentRecord[] {
  const byModule = new Map<PythonModule, Map<string, AssignmentRecord[]>>()
  return (module, scope) => {
    const byScope = byModule.get(module) ?? settingsByScope(module)
    byModule.set(module, byScope)
    return byScope.get(scope) ?? []
  }
}

function settingsByScope({ record }: PythonModule): Map<string, AssignmentRecord[]> {
  const byScope = new Map<string, AssignmentRecord[]>()
  for (const each of record.assignments) {
    if (!OF_DEPLOYMENT.test(each.target) || /[^A-Z0-9_]/.test(each.target)) continue
    const same = byScope.get(each.scope)
    if (same) same.push(each)
    else byScope.set(each.scope, [each])
  }
  return byScope
}
