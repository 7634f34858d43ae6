import { type FoundCall, outboundCalls } from '@/lib/facts/calls'
import type { Evidence } from '@/lib/facts/facts'
import { defineCheck, fail, notApplicable, partial, pass, unknown } from '../check'
import { listing, percent, plural } from '../wording'
import { CallGraph } from './retries.part.call-graph'
import { readCoverage } from './retries.part.coverage'
import { retryPolicies } from './retries.part.policies'
import type { RetryPolicy } from './retries.part.policy'
import { readReach } from './retries.part.reach'

export default defineCheck({
  id: 'retries',
  category: 'robustness',
  title: 'Outbound calls are retried with backoff',
  weight: 2,
  why: 'Networks fail for seconds all the time. Without a bounded retry with growing pauses each blip becomes an error for somebody; without the pauses, retries become the outage.',
  needs: ['python', 'kind', 'dependencies', 'files'],
  detect({ python, kind, dependencies, files }) {
    if (kind.kind === 'none') return notApplicable('There is practically no application code.')
    if (python.unparsedShare > 0.1)
      return unknown(`${percent(python.unparsedShare)} of the application code could not be parsed.`)
    const { calls, database, bots, what } = readReach({ python, dependencies, files, kind })
    const graph = new CallGraph(python, calls)
    const policies = retryPolicies(python.application, calls, bots, graph, files, kind.kind === 'library')
    if (what.length === 0 && policies.length === 0) return notApplicable('It makes no outbound calls.')
    const growing = policies.filter(({ quality }) => quality === 'backoff')
    const { total, covered, by, uses } = readCoverage(growing, graph)
    const [offered] = growing.filter(({ wraps, serves }) => wraps === null && (serves !== null || what.length > 0))
    if (what.length === 0 && uses.length === 0 && !offered)
      return notApplicable('No outbound call of its own was found.')
    const callEvidence = [...calls.slice(0, 4).map(called), ...(database ? [database] : []), ...bots.slice(0, 1)]
    const where = `outbound calls reach ${listing(what, 4)}`
    if (by.length > 0) {
      const evidence = [...by.slice(0, 4).map(policyEvidence), ...uses.slice(0, 3), ...callEvidence]
      if (by.every(({ startUpOnly }) => startUpOnly))
        return partial('Only start-up is retried, not the requests themselves.', evidence)
      if (total > 2 && covered <= total / 3)
        return partial(
          `Retries with backoff wrap ${covered} of ${plural(total, 'place')} that call other servers.`,
          evidence,
        )
      return pass(`Retries with backoff wrap the calls${what.length > 0 ? ` (${where})` : ''}.`, evidence)
    }
    if (offered && (kind.kind === 'library' || what.length === 0))
      return pass(`A client is given a retry policy with backoff${what.length > 0 ? ` (${where})` : ''}.`, [
        policyEvidence(offered),
        ...callEvidence,
      ])
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
