import type { FoundCall } from '@/lib/facts/calls'
import type { Evidence, PythonModule } from '@/lib/facts/facts'
import type { Value } from '@/lib/python/record'
import { handWritten } from './retries.part.hand-written'
import { type Maker, policyIn, type RetryPolicy } from './retries.part.policy'

const URLLIB3_RETRY =
  /(?:^|\.)(?:urllib3\.(?:util\.(?:retry\.)?)?|requests\.packages\.urllib3\.util\.(?:retry\.)?|requests\.adapters\.)Retry$/
const EXPONENTIAL =
  /wait_(?:random_)?exponential|wait_exponential_jitter|wait_incrementing|wait_chain|backoff\.(?:expo|fibo)|exponential/i
const SELF_RETRYING =
  /^(?:boto3|aioboto3|google\.cloud|azure|stripe|openai|anthropic|elasticsearch|elasticsearch_dsl|opensearchpy)\b/

/** Retry policies of the application, the ones that back off first. `bots`: clients that reconnect by themselves. */
export function retryPolicies(
  modules: readonly PythonModule[],
  calls: readonly FoundCall[],
  bots: readonly Evidence[],
): readonly RetryPolicy[] {
  const found = modules.flatMap((module) => [
    ...decorated(module),
    ...configured(module),
    ...handWritten(
      module,
      calls.filter((call) => call.module === module),
    ),
  ])
  const sdk =
    found.length > 0 ? [] : [...modules.flatMap(selfRetrying).slice(0, 2), ...bots.slice(0, 1).map(retryingBot)]
  return [...found, ...sdk].sort((a, b) => Number(b.quality === 'backoff') - Number(a.quality === 'backoff'))
}

function retryingBot({ path, line = 1 }: Evidence): RetryPolicy {
  return policyIn(path)(
    line,
    'The library of the chat reconnects and retries by itself, without a policy of this code.',
    'weak',
    'only an SDK retries by itself',
    true,
  )
}

function decorated({ path, record }: PythonModule): RetryPolicy[] {
  return record.functions.flatMap(({ decorators, name, qualifiedName }) => {
    const make = policyIn(path, qualifiedName)
    return decorators.flatMap(({ name: decorator, line, args, keywords }) => {
      const text = JSON.stringify([args, keywords])
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
  const defaults = keywords.default_args?.kind === 'dict' ? JSON.stringify(keywords.default_args) : ''
  if (/"retry_exponential_backoff"/.test(defaults))
    return [make(line, `Tasks of ${name} are retried with backoff.`, 'backoff', '', true)]
  if (/"retries"/.test(defaults))
    return [
      make(line, `Tasks of ${name} are retried at a fixed delay.`, 'weak', 'tasks are retried at a fixed delay', true),
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
  if (isTask && (keywords.autoretry_for || keywords.default_retry_delay || keywords.retries || keywords.max_retries)) {
    return [make(line, `Task ${name} is retried at a fixed delay.`, 'weak', 'tasks are retried at a fixed delay', true)]
  }
  return []
}

function tenacity(make: Maker, line: number, name: string, text: string, bounded: boolean): RetryPolicy {
  const grows = EXPONENTIAL.test(text)
  if (grows && bounded) return make(line, `${name} is retried by tenacity with growing pauses and a bound.`, 'backoff')
  return make(
    line,
    `${name} is retried by tenacity ${grows ? 'without a bound' : 'without growing pauses'}.`,
    'weak',
    grows ? 'retries have no bound' : 'retries do not back off',
  )
}

function configured({ path, record }: PythonModule): RetryPolicy[] {
  const make = policyIn(path)
  return record.calls
    .flatMap(({ callee, keywords, args, line, scope }): RetryPolicy[] => {
      const named = (key: string) => keywords[key]
      if (URLLIB3_RETRY.test(callee)) {
        const grows = named('backoff_factor') !== undefined
        const policy = make(
          line,
          `urllib3 Retry ${grows ? 'with a backoff factor' : 'without a backoff factor'}.`,
          grows ? 'backoff' : 'weak',
          'urllib3 retries at once',
        )
        const mounted = record.calls.some((call) => call.scope === scope && /\.mount$/.test(call.callee))
        return [{ ...policy, maker: mounted ? (scope?.split('.<locals>.')[0] ?? null) : null }]
      }
      if (/^httpx\.(?:Async)?HTTPTransport$/.test(callee) && named('retries'))
        return [make(line, 'httpx retries connections with backoff.', 'backoff')]
      if (/^(?:httpx_retries|aiohttp_retry|retryhttp)\./.test(callee))
        return [make(line, `${callee} retries requests.`, 'backoff')]
      if (/^tenacity\.(?:Async)?Retrying$/.test(callee))
        return [tenacity(make, line, scope ?? 'a block', JSON.stringify([args, keywords]), named('stop') !== undefined)]
      if (/^stamina\.(?:retry_context|RetryingCaller|AsyncRetryingCaller)/.test(callee))
        return [make(line, 'stamina retries with backoff.', 'backoff')]
      if (/^botocore\.(?:config\.Config|client\.Config)$/.test(callee) && named('retries'))
        return [make(line, 'The AWS client has a retry policy.', 'backoff', '', true)]
      if (/^google\.api_core\.retry(?:_async)?\.(?:Async)?Retry$/.test(callee))
        return [make(line, 'Google calls are retried with backoff.', 'backoff')]
      if (/^aio_pika\.connect_robust$/.test(callee))
        return [make(line, 'The broker connection reconnects by itself.', 'backoff', '', true)]
      if (/^(?:grpc\.(?:aio\.)?\w+_channel|json\.dumps)$/.test(callee) && hasKey(args[0], 'retryPolicy'))
        return [grpcPolicy(make, line)]
      if (/^redis\.(?:asyncio\.)?retry\.Retry$/.test(callee)) {
        const times = args[1] ?? named('retries')
        if (times?.kind === 'number' && times.value === 0) return []
        return [
          make(
            line,
            'Redis commands are retried.',
            /Exponential/.test(JSON.stringify(args)) ? 'backoff' : 'weak',
            'Redis is retried without growing pauses',
          ),
        ]
      }
      if (/(?:self|task)\.retry$/.test(callee)) {
        const countdown = named('countdown')
        const grows = countdown !== undefined && countdown.kind !== 'number'
        return [
          make(
            line,
            `The task retries itself ${grows ? 'with a growing countdown' : 'at a fixed delay'}.`,
            grows ? 'backoff' : 'weak',
            'tasks are retried at a fixed delay',
            true,
          ),
        ]
      }
      if (/^requests\.adapters\.HTTPAdapter$/.test(callee) && named('max_retries')?.kind === 'number')
        return [make(line, 'requests retries connections at once.', 'weak', 'connections are retried without a pause')]
      if (/^sqlalchemy\.(?:create_engine|ext\.asyncio\.create_async_engine)$/.test(callee) && named('pool_pre_ping'))
        return [
          make(
            line,
            'The pool checks its connections (pool_pre_ping).',
            'weak',
            'only the database connection is checked',
            true,
          ),
        ]
      if (/^(?:openai|anthropic|stripe)\b/.test(callee) && (named('max_retries') || named('max_network_retries')))
        return [make(line, 'The SDK is given a retry policy.', 'backoff', '', true)]
      if (/(?:Task|Operator|DAG|default_args|dict)$/.test(callee) && named('retries'))
        return [
          make(
            line,
            named('retry_exponential_backoff')
              ? 'Tasks are retried with backoff.'
              : 'Tasks are retried at a fixed delay.',
            named('retry_exponential_backoff') ? 'backoff' : 'weak',
            'tasks are retried at a fixed delay',
            true,
          ),
        ]
      if (
        /(?:Consumer|Producer|Connection|Client|create_engine|connect)$/.test(callee) &&
        Object.keys(keywords).some((key) => /retr|reconnect/i.test(key))
      )
        return [
          make(
            line,
            `${callee.split('.').at(-1)} is given retry options of its connection.`,
            'weak',
            'only connections retry',
            true,
          ),
        ]
      return []
    })
    .concat(
      record.classes.flatMap(({ name, bases, line }) =>
        bases.some((base) => URLLIB3_RETRY.test(base))
          ? [make(line, `${name} is a retry policy of urllib3.`, 'backoff')]
          : [],
      ),
      record.assignments.flatMap(({ target, value, line }) => {
        if (hasKey(value, 'retryPolicy')) return [grpcPolicy(make, line)]
        const keys = value.kind === 'dict' ? optionsOf(value) : []
        if (!keys.includes('retries') && !keys.includes('retry_delay')) return []
        const grows = keys.includes('retry_exponential_backoff')
        return [
          make(
            line,
            `${target} sets retries${grows ? ' with backoff' : ' at a fixed delay'}.`,
            grows ? ('backoff' as const) : ('weak' as const),
            'tasks are retried at a fixed delay',
            true,
          ),
        ]
      }),
    )
}

/** gRPC's service configuration backs off by its own rule. */
function grpcPolicy(make: Maker, line: number): RetryPolicy {
  return make(line, 'The service configuration of gRPC has a retry policy with backoff.', 'backoff')
}

/** A key somewhere in a literal table. */
function hasKey(value: Value | undefined, key: string, depth = 0): boolean {
  if (!value || depth > 6) return false
  if (value.kind === 'string') return depth === 0 && value.value.includes(`"${key}"`)
  if (value.kind === 'list') return value.items.some((item) => hasKey(item, key, depth + 1))
  if (value.kind !== 'dict') return false
  return value.entries.some(
    (entry) => (entry.key.kind === 'string' && entry.key.value === key) || hasKey(entry.value, key, depth + 1),
  )
}

/** Names of a table of options; one that describes options by tables of their own, as a JSON schema does, has none. */
function optionsOf(value: Extract<Value, { kind: 'dict' }>): string[] {
  return value.entries.flatMap((entry) =>
    entry.key.kind === 'string' && entry.value.kind !== 'dict' ? [entry.key.value] : [],
  )
}

function selfRetrying({ path, record }: PythonModule): RetryPolicy[] {
  const make = policyIn(path)
  return record.calls
    .filter(({ callee }) => SELF_RETRYING.test(callee))
    .slice(0, 1)
    .map(({ callee, line }) =>
      make(
        line,
        `${callee.split('.')[0]} retries by itself, without a policy of this code.`,
        'weak',
        'only an SDK retries by itself',
        true,
      ),
    )
}
