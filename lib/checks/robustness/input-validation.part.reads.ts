import type { PythonModule } from '@/lib/facts/facts'
import type { CallRecord, FunctionRecord } from '@/lib/python/record'

const REQUEST = '(?:^|\\.)(?:request|req|current_request|current_event)'
/** Flask-RESTX's body as it came. */
const PAYLOAD = /(?:^|[._])(?:ns|api|namespace)\.payload(?:\.|$|\[)/
/** Parts of the path are no raw input: their routes tell what they are. */
const RAW_ATTRIBUTE = new RegExp(
  `${REQUEST}\\.(?:json|form|values|data|args|arguments|files|POST|GET|body|raw_body|FILES|query_params|query|media|params|forms|json_body|text_body|rel_url\\.query|raw_json|stream|bounded_stream|query_arguments|body_arguments|query_string_parameters|get_json)(?:\\.|$|\\[)`,
)
const RAW_CALL = new RegExp(
  `${REQUEST}\\.(?:json|get_json|get_data|get_body|form|text|read|post|body|multipart|stream|get_param|get_param_as_\\w+|get_media|content\\.read|get_query_string_value|(?:args|form|json|GET|POST|query|rel_url\\.query|values|query_params|params|data|files|forms)\\.(?:get|getlist|getall|get_all|getone))$`,
)
const RAW_FUNCTION =
  /^self\.rfile\.(?:read|readline)$|^cgi\.FieldStorage$|^web\.(?:input|data)$|(?:^|\.)(?:websocket|ws)\.(?:receive_(?:json|text|bytes)|iter_(?:json|text|bytes)|recv)$/
/** Tornado's, which is given the name of what it reads. */
const NAMED_READ = /^self\.get_(?:body_|query_)?arguments?$/
/** What a serverless platform calls with; other functions' events are none. */
const EVENT = /^event(?:\.|\[)/

/** Lines where a function reads what a request brings. */
export function rawReads(module: PythonModule, fn: FunctionRecord): number[] {
  const { attributes, calls } = inScope(module, fn.qualifiedName)
  // A serializer that these are handed has been validated.
  if (/^perform_(?:create|update)$/.test(fn.name) && fn.parameters.some(({ name }) => name === 'serializer')) return []
  const takesReq = fn.parameters.some(({ name }) => name === 'req')
  const [first, second] = fn.parameters
  const isLambda = first?.name === 'event' && /^_?(?:context|ctx|_)$/.test(second?.name ?? '')
  return [
    ...attributes
      .filter(
        ({ name }) =>
          (takesReq || !/^req\./.test(name)) &&
          (RAW_ATTRIBUTE.test(name) || PAYLOAD.test(name) || (isLambda && EVENT.test(name))),
      )
      .map(({ line }) => line),
    ...calls.filter(isRead).map(({ line }) => line),
  ].sort((a, b) => a - b)
}

interface InScope {
  readonly attributes: PythonModule['record']['attributes'][number][]
  readonly calls: CallRecord[]
}

const scopes = new WeakMap<PythonModule['record'], ReadonlyMap<string | null, InScope>>()
const NOTHING: InScope = { attributes: [], calls: [] }

/** What stands in a function and not in those inside of it; a module of thousands of functions is looked through once. */
export function inScope({ record }: PythonModule, scope: string): InScope {
  const known = scopes.get(record) ?? byScope(record)
  scopes.set(record, known)
  return known.get(scope) ?? NOTHING
}

function byScope({ attributes, calls }: PythonModule['record']): ReadonlyMap<string | null, InScope> {
  const found = new Map<string | null, InScope>()
  const at = (scope: string | null): InScope => {
    const known = found.get(scope) ?? { attributes: [], calls: [] }
    found.set(scope, known)
    return known
  }
  for (const attribute of attributes) at(attribute.scope).attributes.push(attribute)
  for (const call of calls) at(call.scope).calls.push(call)
  return found
}

function isRead({ callee, written, args: [first] }: CallRecord): boolean {
  if (NAMED_READ.test(callee)) return first === undefined || first.kind === 'string'
  return [callee, written.replace(/\(.*/s, '')].some((name) => RAW_CALL.test(name) || RAW_FUNCTION.test(name))
}
