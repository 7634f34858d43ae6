import type { PythonModule } from '../facts'
import { FunctionFinder } from '../function-finder'
import { judgePackage } from './package'
import { type KindFacts, type Sign, shippedCommands } from './signals'

const CELERY = /^celery(?:\.app)?(?:\.base)?\.Celery$/

/**
 * A library around Celery: it is packaged, nothing starts it, and the application that its tasks run in is its user's,
 * not one that another project of the repository makes for it.
 */
export function isCeleryForOthers(facts: KindFacts, signs: readonly Sign[]): boolean {
  if (signs.length === 0 || signs.some(({ what }) => what !== 'Celery')) return false
  if (judgePackage(facts)?.kind !== 'library') return false
  if (shippedCommands(facts).some(({ entry, source }) => entry !== null && source !== 'script')) return false
  const { application, shared } = facts.python
  if (shared.some(({ module, runs }) => module.record.calls.some((each) => CELERY.test(each.callee) && runs(each))))
    return false
  return !application.some((module) => makesApplication(module, facts))
}

/** At its top level: by Celery itself, a class that extends it, or a function that makes one. */
function makesApplication(module: PythonModule, { python }: KindFacts): boolean {
  const finder = FunctionFinder.of(python)
  return module.record.calls.some(({ callee, scope, inMain }) => {
    if (scope !== null || inMain) return false
    if (isCelery(callee, module, finder)) return true
    const found = finder.function(callee, module, scope)
    const calls = found?.module.record.calls.filter((call) => call.scope === found.fn.qualifiedName) ?? []
    return found !== null && calls.some((call) => isCelery(call.callee, found.module, finder))
  })
}

function isCelery(name: string, module: PythonModule, finder: FunctionFinder): boolean {
  if (CELERY.test(name)) return true
  const made = finder.class(name, module)
  return made !== null && finder.bases(made).some((base) => CELERY.test(base))
}
