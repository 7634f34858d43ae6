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
  const { attributes, calls } = module.record
  // A serializer that these are handed has been validated.
  if (/^perform_(?:create|update)$/.test(fn.name) && fn.parameters.some(({ name }) => name === 'serializer')) return []
  const takesReq = fn.parameters.some(({ name }) => name === 'req')
  const own = (scope: string | null) => scope === fn.qualifiedName
  const [first, second] = fn.parameters
  const isLambda = first?.name === 'event' && /^_?(?:context|ctx|_)$/.test(second?.name ?? '')
  return [
    ...attributes
      .filter(
        ({ name, scope }) =>
          own(scope) &&
          (takesReq || !/^req\./.test(name)) &&
          (RAW_ATTRIBUTE.test(name) || PAYLOAD.test(name) || (isLambda && EVENT.test(name))),
      )
      .map(({ line }) => line),
    ...calls.filter((call) => own(call.scope) && isRead(call)).map(({ line }) => line),
  ].sort((a, b) => a - b)
}

function isRead({ callee, written, args: [first] }: CallRecord): boolean {
  if (NAMED_READ.test(callee)) return first === undefined || first.kind === 'string'
  return [callee, written.replace(/\(.*$/, '')].some((name) => RAW_CALL.test(name) || RAW_FUNCTION.test(name))
}
