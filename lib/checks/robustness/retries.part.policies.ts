import type { FoundCall } from '@/lib/facts/calls'
import type { Evidence, FilesFact, PythonModule } from '@/lib/facts/facts'
import { perModule } from '@/lib/facts/per-module'
import type { CallGraph } from './retries.part.call-graph'
import { configured } from './retries.part.configured'
import { decorated } from './retries.part.decorated'
import { handWritten } from './retries.part.hand-written'
import { policyIn, type RetryPolicy } from './retries.part.policy'
import { startUpWaits } from './retries.part.start-up'
import { waits } from './retries.part.waits'

/** Libraries that try again what failed, without being told to. */
const SELF_RETRYING =
  /^(?:boto3|aioboto3|aiobotocore|google\.cloud|google\.generativeai|googleapiclient|azure|stripe|openai|anthropic|groq|together|cohere|langchain_(?:openai|anthropic|google_genai|google_vertexai|groq)|elasticsearch\d?|elasticsearch_dsl|opensearchpy|jira\.(?:client\.)?JIRA|confluent_kafka|scrapy|firebase_admin|gspread|minio|pinecone|slack_bolt|telegram\.ext|telebot\.[\w.]+\(\)\.infinity_polling|aiogram\.[\w.]+\(\)\.(?:start_polling|run_polling)|pyrogram|telethon|github\.(?:MainClass\.)?Github|ib_insync|paho\.mqtt)\b/
const OPTION = /^(?:max_|num_|total_)?(?:retries|retry)(?:_(?:policy|config|strategy|options|count|backoff))?$/
/** What keeps the files of a Django site in a cloud. */
const STORAGE = /storages\.backends\.(?:s3\w*|gcloud|azure_storage)/

const declared = perModule((module: PythonModule) => [...decorated(module), ...configured(module)])

/** Retry policies of the application, the ones that back off first. `bots`: clients that reconnect by themselves. */
export function retryPolicies(
  modules: readonly PythonModule[],
  calls: readonly FoundCall[],
  bots: readonly Evidence[],
  graph: CallGraph,
  files: FilesFact,
  isLibrary: boolean,
): readonly RetryPolicy[] {
  const callsOf = new Map<PythonModule, FoundCall[]>()
  for (const call of calls) {
    const list = callsOf.get(call.module)
    if (list) list.push(call)
    else callsOf.set(call.module, [call])
  }
  const found = modules.flatMap((module) => {
    const byHand = handWritten(module, callsOf.get(module) ?? [])
    const known = new Set(byHand.map(({ wraps }) => wraps))
    return [...declared(module), ...byHand, ...waits(module, graph).filter(({ wraps }) => !known.has(wraps))]
  })
  if (found.length === 0) found.push(...startUpWaits(files))
  if (found.length === 0 && isLibrary) found.push(...modules.flatMap((module) => options(module, graph)).slice(0, 2))
  if (found.length === 0) found.push(...modules.flatMap(selfRetrying).slice(0, 2), ...bots.slice(0, 1).map(retryingBot))
  return found.sort((a, b) => Number(b.quality === 'backoff') - Number(a.quality === 'backoff'))
}

/** A library that lets its users say how often to try again, and has no policy of its own. */
function options({ path, record, imports }: PythonModule, { units }: CallGraph): RetryPolicy[] {
  const isNear = [...units.values()].some(
    ([first]) =>
      first &&
      (first.module.path === path || first.module.imports.includes(path) || imports.includes(first.module.path)),
  )
  if (!isNear) return []
  const option = record.functions.find(({ parameters }) => parameters.some(({ name }) => OPTION.test(name)))
  const set = record.assignments.find(({ target }) => OPTION.test(target.replace(/^self\./, '')))
  const line = option?.line ?? set?.line
  if (line === undefined) return []
  return [
    policyIn(path)(line, 'Its users can say how often to try again.', 'weak', 'retries are left to its users', true),
  ]
}

function retryingBot({ path, line = 1 }: Evidence): RetryPolicy {
  return policyIn(path)(
    line,
    'The library reconnects and retries by itself, without a policy of this code.',
    'weak',
    'only an SDK retries by itself',
    true,
  )
}

function selfRetrying({ path, record }: PythonModule): RetryPolicy[] {
  const make = policyIn(path)
  const call = record.calls.find(({ callee }) => SELF_RETRYING.test(callee))
  const storage = record.assignments.find(({ value }) => value.kind !== 'number' && STORAGE.test(JSON.stringify(value)))
  const [name = '', line] = call ? [call.callee.split('.')[0], call.line] : ['The storage of files', storage?.line]
  if (line === undefined) return []
  const note = `${name} retries by itself, without a policy of this code.`
  return [make(line, note, 'weak', 'only an SDK retries by itself', true)]
}
