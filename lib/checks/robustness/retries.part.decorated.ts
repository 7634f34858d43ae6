import type { PythonModule } from '@/lib/facts/facts'
import { perText } from '@/lib/python/per-text'
import type { Value } from '@/lib/python/record'
import { type Maker, policyIn, type RetryPolicy } from './retries.part.policy'

const EXPONENTIAL =
  /wait_(?:random_)?exponential|wait_exponential_jitter|wait_incrementing|wait_chain|backoff\.(?:expo|fibo)|exponential/i

const isRetrying = perText((name) => /^(?:tenacity|backoff)\./.test(name))

/** Retries that decorators give to functions and tasks. */
export function decorated({ path, record }: PythonModule): RetryPolicy[] {
  return record.functions.flatMap(({ decorators, name, qualifiedName }) => {
    const make = policyIn(path, qualifiedName)
    return decorators.flatMap(({ name: decorator, line, args, keywords }) => {
      const text = isRetrying(decorator) ? JSON.stringify([args, keywords]) : ''
      if (/^tenacity\.retry$|^tenacity\.AsyncRetrying$/.test(decorator))
        return [tenacity(make, line, name, text, keywords.stop !== undefined)]
      if (/^stamina\.retry/.test(decorator))
        return [make(line, `${name} is retried by stamina with backoff.`, 'backoff')]
      if (/^backoff\.on_(?:exception|predicate)$/.test(decorator)) {
        const grows = EXPONENTIAL.test(text)
        return [
          make(
            line,
            `${name} is retried by backoff${grows ? ' with growing pauses' : ' at a constant pause'}.`,
            grows ? 'backoff' : 'weak',
            'retries wait a constant time',
          ),
        ]
      }
      if (
        /^(?:retrying\.retry|retry\.retry|opnieuw\.retry|retry_async\.retry|async_retrying\.retry)$/.test(decorator)
      ) {
        const grows = /exponential|backoff/.test(Object.keys(keywords).join(' ')) || decorator.startsWith('opnieuw')
        return [make(line, `${name} is retried by a decorator.`, grows ? 'backoff' : 'weak', 'retries do not back off')]
      }
      return taskOptions(make, line, name, decorator, keywords)
    })
  })
}

function taskOptions(
  make: Maker,
  line: number,
  name: string,
  decorator: string,
  keywords: Readonly<Record<string, Value>>,
): RetryPolicy[] {
  const isTrue = (value: Value | undefined) =>
    (value?.kind === 'bool' && value.value) ||
    (value?.kind === 'number' && value.value > 0) ||
    value?.kind === 'other' ||
    value?.kind === 'name' ||
    value?.kind === 'call'
  const defaults = taskDefaults(keywords.default_args)
  if (defaults)
    return [
      make(
        line,
        `Tasks of ${name} are retried ${defaults === 'backoff' ? 'with backoff' : 'at a fixed delay'}.`,
        defaults,
        'tasks are retried at a fixed delay',
        true,
      ),
    ]
  if (
    isTrue(keywords.retry_backoff) ||
    isTrue(keywords.retry_exponential_backoff) ||
    (keywords.min_backoff && keywords.max_retries)
  ) {
    return [make(line, `Task ${name} is retried with backoff.`, 'backoff', '', true)]
  }
  if (/exponential_backoff/.test(JSON.stringify(keywords.retry_delay_seconds ?? '')))
    return [make(line, `Task ${name} is retried with backoff.`, 'backoff', '', true)]
  const isTask = /(?:task|flow|actor|job|shared_task)$/i.test(decorator)
  if (
    isTask &&
    (keywords.autoretry_for || keywords.default_retry_delay || isTrue(keywords.retries) || isTrue(keywords.max_retries))
  ) {
    return [make(line, `Task ${name} is retried at a fixed delay.`, 'weak', 'tasks are retried at a fixed delay', true)]
  }
  return []
}

export function tenacity(make: Maker, line: number, name: string, text: string, bounded: boolean): RetryPolicy {
  const grows = EXPONENTIAL.test(text)
  if (grows && bounded) return make(line, `${name} is retried by tenacity with growing pauses and a bound.`, 'backoff')
  return make(
    line,
    `${name} is retried by tenacity ${grows ? 'without a bound' : 'without growing pauses'}.`,
    'weak',
    grows ? 'retries have no bound' : 'retries do not back off',
  )
}

/** What a table of options says of the tasks that it is for; null for no retries. */
export function taskDefaults(value: Value | undefined): RetryPolicy['quality'] | null {
  if (value?.kind !== 'dict') return null
  const options = new Map(
    value.entries.flatMap((entry) => (entry.key.kind === 'string' ? [[entry.key.value, entry.value] as const] : [])),
  )
  const isSet = (name: string) => {
    const given = options.get(name)
    if (!given || given.kind === 'none' || given.kind === 'dict') return false
    return given.kind === 'number' ? given.value > 0 : given.kind !== 'bool' || given.value
  }
  if (!isSet('retries')) return null
  return isSet('retry_exponential_backoff') ? 'backoff' : 'weak'
}
