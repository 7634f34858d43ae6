import type { Evidence, PythonModule } from '@/lib/facts/facts'
import type { RetryPolicy } from './retries.part.policies'

/** Where a project's own retry decorator, or a session that its function has given a retry policy, is used. */
export function usersOf(policies: readonly RetryPolicy[], modules: readonly PythonModule[]): readonly Evidence[] {
  const makers = policies.flatMap(({ maker, path }) => {
    const module = modules.find((each) => each.path === path)
    return maker && module ? [{ maker, path, name: `${module.name}.${maker}` }] : []
  })
  return modules.flatMap(({ path, record }) => {
    for (const { maker, path: home, name } of makers) {
      const named = (callee: string) => callee === name || (path === home && callee === maker)
      const decorated = record.functions.flatMap(({ decorators }) => decorators).find((each) => named(each.name))
      if (decorated) return [{ path, line: decorated.line, note: `${maker} retries what it decorates.` }]
      const session = record.calls.find(({ callee }) => path !== home && named(callee.replace(/\(\).*$/, '')))
      if (session) return [{ path, line: session.line, note: `${maker} retries what it is used for.` }]
    }
    return []
  })
}
