import { type FoundCall, outboundCalls } from '@/lib/facts/calls'
import type { Evidence, PythonModule } from '@/lib/facts/facts'
import { defineCheck, fail, notApplicable, partial, pass, unknown } from '../check'
import { listing, percent, plural } from '../wording'
import { type RetryPolicy, retryPolicies } from './retries.part.policies'
import { usersOf } from './retries.part.users'

export default defineCheck({
  id: 'retries',
  category: 'robustness',
  title: 'Outbound calls are retried with backoff',
  weight: 2,
  why: 'Networks fail for seconds all the time. Without a bounded retry with growing pauses each blip becomes an error for somebody; without the pauses, retries become the outage.',
  needs: ['python', 'kind', 'routes', 'dependencies'],
  detect({ python, kind }) {
    if (kind.kind === 'none') return notApplicable('There is practically no application code.')
    if (python.unparsedShare > 0.1)
      return unknown(`${percent(python.unparsedShare)} of the application code could not be parsed.`)
    const calls = outboundCalls(python.application)
    const django = djangoDatabase(python.application)
    const policies = retryPolicies(python.application)
    if (calls.length === 0 && django === null && policies.length === 0)
      return notApplicable('It makes no outbound calls.')
    const growing = policies.filter(({ quality }) => quality === 'backoff')
    const users = usersOf(growing, python.application)
    if (calls.length === 0 && django === null && users.length === 0)
      return notApplicable('No outbound call of its own was found.')
    const reached = [...new Set([...calls.map(({ what }) => what), ...(django ? ['a database'] : [])])]
    const covering = growing.filter(
      (policy) => covers(policy, calls, python.application) || usersOf([policy], python.application).length > 0,
    )
    const callEvidence = [...calls.slice(0, 4).map(called), ...(django ? [django] : [])]
    const where = `outbound calls reach ${listing(reached, 4)}`
    if (covering.length > 0) {
      const using = new Set(users.map(({ path }) => path))
      const modules = new Set([...calls.map(({ module }) => module.path), ...using])
      const covered = [...modules].filter(
        (path) =>
          using.has(path) ||
          covering.some((policy) => policy.path === path || importsFrom(path, policy.path, python.application)),
      )
      const minor = modules.size >= 4 && covered.length / modules.size < 0.25
      const evidence = [...covering.slice(0, 4).map(policyEvidence), ...users.slice(0, 3), ...callEvidence]
      if (minor)
        return partial(
          `Retries with backoff wrap ${covered.length} of ${plural(modules.size, 'module')} with outbound calls.`,
          evidence,
        )
      if (covering.every(({ startUpOnly }) => startUpOnly))
        return partial('Only start-up is retried, not the requests themselves.', evidence)
      return pass(`Retries with backoff wrap the calls${reached.length > 0 ? ` (${where})` : ''}.`, evidence)
    }
    if (policies.length > 0) {
      const best = policies[0]
      const reason =
        growing.length > 0
          ? 'a retry policy exists, but no outbound call uses it'
          : (best?.why ?? 'retries do not back off')
      return partial(`${where[0]?.toUpperCase()}${where.slice(1)}; ${reason}.`, [
        ...policies.slice(0, 4).map(policyEvidence),
        ...callEvidence,
      ])
    }
    return fail(`${where[0]?.toUpperCase()}${where.slice(1)}, and nothing is retried.`, [
      ...callEvidence,
      {
        path: '',
        note: 'Looked for tenacity, backoff, stamina, urllib3 Retry, transport retries, task retries and loops with a growing pause.',
      },
    ])
  },
  fix({ python, dependencies }) {
    const calls = outboundCalls(python.application)
    if (dependencies.has('celery')) {
      return {
        summary: 'Let Celery retry with a growing pause and a bound.',
        snippet: {
          path: 'tasks.py',
          language: 'python',
          code: '@app.task(autoretry_for=(ConnectionError,), retry_backoff=True, retry_backoff_max=300, retry_jitter=True, max_retries=5)\ndef send(message_id: int) -> None: ...\n',
        },
      }
    }
    const error = calls.some(({ what }) => what.includes('httpx'))
      ? 'httpx.TransportError'
      : calls.some(({ what }) => what.includes('requests'))
        ? 'requests.ConnectionError'
        : 'ConnectionError'
    return {
      summary:
        'Wrap each remote dependency in one place: a timeout first, then a few attempts with growing, jittered pauses, only for errors that pass.',
      snippet: {
        path: 'clients.py',
        language: 'python',
        code: `from tenacity import retry, retry_if_exception_type, stop_after_attempt, wait_random_exponential\n\n@retry(retry=retry_if_exception_type(${error}), wait=wait_random_exponential(max=20), stop=stop_after_attempt(4), reraise=True)\ndef fetch_rates(day): ...\n`,
      },
    }
  },
})

function called({ module, call, what }: FoundCall): Evidence {
  return {
    path: module.path,
    line: call.line,
    note: `${call.callee} reaches ${what.replace(/^HTTP through .*/, 'another server')}.`,
  }
}

function policyEvidence({ path, line, note }: RetryPolicy): Evidence {
  return { path, line, note }
}

/** The policy stands where outbound calls are, or is imported by or imports a module that makes them. */
function covers(policy: RetryPolicy, calls: readonly FoundCall[], modules: readonly PythonModule[]): boolean {
  if (policy.selfContained) return true
  return calls.some(
    ({ module }) =>
      module.path === policy.path ||
      importsFrom(module.path, policy.path, modules) ||
      importsFrom(policy.path, module.path, modules),
  )
}

function importsFrom(path: string, target: string, modules: readonly PythonModule[]): boolean {
  return modules.find((module) => module.path === path)?.imports.includes(target) ?? false
}

function djangoDatabase(modules: readonly PythonModule[]): Evidence | null {
  for (const { path, record } of modules) {
    const databases = record.assignments.find(({ target }) => target === 'DATABASES')
    if (databases && /postgres|mysql|oracle|env|url|parse|config/i.test(JSON.stringify(databases.value))) {
      return { path, line: databases.line, note: 'Django talks to a database server.' }
    }
  }
  return null
}
