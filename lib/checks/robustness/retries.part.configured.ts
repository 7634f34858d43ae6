import type { PythonModule } from '@/lib/facts/facts'
import { perText } from '@/lib/python/per-text'
import type { CallRecord, Value } from '@/lib/python/record'
import { taskDefaults, tenacity } from './retries.part.decorated'
import { type Maker, policyIn, type RetryPolicy } from './retries.part.policy'

const URLLIB3_RETRY =
  /(?:^|\.)(?:urllib3\.(?:util\.(?:retry\.)?)?|requests\.packages\.urllib3\.util\.(?:retry\.)?|requests\.adapters\.)Retry$/

/** Retries that calls and tables of options configure. */
export function configured({ path, record }: PythonModule): RetryPolicy[] {
  const make = policyIn(path)
  return record.calls
    .filter(mayRetry)
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
        return [{ ...policy, serves: /^HTTP/, maker: mounted ? (scope?.split('.<locals>.')[0] ?? null) : null }]
      }
      if (/^httpx\.(?:Async)?HTTPTransport$/.test(callee) && named('retries'))
        return [{ ...make(line, 'httpx retries connections with backoff.', 'backoff'), serves: /^HTTP/ }]
      if (/^(?:httpx_retries|aiohttp_retry|retryhttp)\./.test(callee))
        return [{ ...make(line, `${callee} retries requests.`, 'backoff'), serves: /^HTTP/ }]
      if (/^tenacity\.(?:Async)?Retrying$/.test(callee))
        return [
          tenacity(
            policyIn(path, scope),
            line,
            scope ?? 'a block',
            JSON.stringify([args, keywords]),
            named('stop') !== undefined,
          ),
        ]
      if (/^stamina\.(?:retry_context|RetryingCaller|AsyncRetryingCaller)/.test(callee))
        return [policyIn(path, scope)(line, 'stamina retries with backoff.', 'backoff')]
      if (/^botocore\.(?:config\.Config|client\.Config)$/.test(callee) && named('retries'))
        return [{ ...make(line, 'The AWS client has a retry policy.', 'backoff', '', true), serves: /^AWS/ }]
      if (/^google\.api_core\.retry(?:_async)?\.(?:Async)?Retry$/.test(callee))
        return [make(line, 'Google calls are retried with backoff.', 'backoff')]
      if (/^aio_pika\.connect_robust$/.test(callee))
        return [{ ...make(line, 'The broker connection reconnects by itself.', 'backoff', '', true), serves: /broker/ }]
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
          policyIn(path, scope)(
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
      if (CONNECTION_OPTIONS.some((option) => isOn(named(option)) || args.some((arg) => hasOption(arg, option))))
        return [connectionPolicy(make, line)]
      if (
        /^(?:openai|anthropic|stripe|groq|together|cohere|langchain\w*)\b/.test(callee) &&
        (named('max_retries') || named('max_network_retries'))
      )
        return [{ ...make(line, 'The SDK is given a retry policy.', 'backoff', '', true), serves: /SDK/ }]
      if (/(?:Task|Operator|Sensor|DAG|default_args|dict)$/.test(callee) && isOn(named('retries')))
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
        if (CONNECTION_OPTIONS.some((option) => (isOn(value) && OPTION_IN(target, option)) || hasOption(value, option)))
          return [connectionPolicy(make, line)]
        const quality = taskDefaults(value)
        if (quality === null) return []
        return [
          make(
            line,
            `${target} sets retries${quality === 'backoff' ? ' with backoff' : ' at a fixed delay'}.`,
            quality,
            'tasks are retried at a fixed delay',
            true,
          ),
        ]
      }),
    )
}

/** Names of all that is looked at below; a call of anything else can only hold options of a connection. */
const LOOKED_AT =
  /Retry|HTTPTransport$|^(?:httpx_retries|aiohttp_retry|retryhttp|stamina|openai|anthropic|stripe|groq|together|cohere|langchain)|^botocore\.|^google\.api_core\.|^aio_pika\.|^grpc\.|^json\.dumps$|\.retry$|HTTPAdapter$|(?:Task|Operator|Sensor|DAG|default_args|dict|Consumer|Producer|Connection|Client|create_engine|connect)$/
const isLookedAt = perText((callee) => LOOKED_AT.test(callee))

function mayRetry({ callee, args, keywords }: CallRecord): boolean {
  if (isLookedAt(callee) || args.some(({ kind }) => kind === 'dict')) return true
  for (const name in keywords) if (IS_CONNECTION_OPTION.has(name)) return true
  return false
}

/** Options that check or renew a connection, and try no request again. */
const CONNECTION_OPTIONS = [
  'pool_pre_ping',
  'conn_health_checks',
  'CONN_HEALTH_CHECKS',
  'retry_on_timeout',
  'health_check_interval',
  'task_acks_late',
  'CELERY_TASK_ACKS_LATE',
  'CELERY_ACKS_LATE',
  'broker_connection_retry',
  'broker_connection_retry_on_startup',
  'CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP',
]

const IS_CONNECTION_OPTION = new Set(CONNECTION_OPTIONS)

const OPTION_IN = (target: string, option: string) =>
  target === option ||
  target.endsWith(`['${option}']`) ||
  target.endsWith(`["${option}"]`) ||
  target.endsWith(`.${option}`)

function isOn(value: Value | undefined): boolean {
  if (!value || value.kind === 'none') return false
  if (value.kind === 'number') return value.value > 0
  return value.kind !== 'bool' || value.value
}

/** An option that is on, in a table or in one inside of it. */
function hasOption(value: Value, option: string, depth = 0): boolean {
  if (value.kind !== 'dict' || depth > 3) return false
  return value.entries.some(
    (entry) =>
      (entry.key.kind === 'string' && entry.key.value === option && isOn(entry.value)) ||
      hasOption(entry.value, option, depth + 1),
  )
}

function connectionPolicy(make: Maker, line: number): RetryPolicy {
  return make(line, 'An option checks or renews connections.', 'weak', 'only connections are checked', true)
}

/** gRPC's service configuration backs off by its own rule. */
function grpcPolicy(make: Maker, line: number): RetryPolicy {
  return {
    ...make(line, 'The service configuration of gRPC has a retry policy with backoff.', 'backoff'),
    serves: /gRPC/,
  }
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
