import type { Facts, PythonModule, RoutesFact } from '@/lib/facts/facts'
import type { CallRecord, ClassRecord, FunctionRecord, Value } from '@/lib/python/record'

/** One place where outside data enters, and how it is checked there. */
export interface Input {
  readonly path: string
  readonly line: number
  readonly what: string
  readonly validated: 'schema' | 'by-hand' | 'no'
}

const TYPED_FRAMEWORKS = /^(?:fastapi|litestar|django-ninja)/
const RAW_ATTRIBUTE =
  /(?:^|\.)(?:request|req)\.(?:json|form|values|data|args|files|POST|GET|body|FILES|query_params|query|media|params|forms|json_body|matchdict|rel_url\.query|raw_json|stream|bounded_stream|query_arguments|body_arguments|get_json)(?:\.|$|\[)/
/** What a serverless platform calls with; other functions' events are none. */
const EVENT = /^event(?:\.|\[)/
const RAW_CALL =
  /(?:^|\.)(?:request|req)\.(?:json|get_json|form|text|read|post|body|multipart|get_param|get_media|args\.get|args\.getlist|form\.get|json\.get|GET\.get|POST\.get|POST\.getlist|GET\.getlist|query\.get|rel_url\.query\.get|match_info\.get|values\.get|query_params\.get|data\.get|files\.get)$|^self\.(?:get_argument|get_arguments|get_body_argument|get_query_argument)$/
const SCHEMA_CALL =
  /(?:\.model_validate(?:_json)?|\.parse_obj|\.parse_raw|\.validate_python|\.validate_json|\.from_dict|[sS]chema(?:\(\))?\.(?:load|loads|validate)|\.load|\.validate_on_submit|\.is_valid|\.full_clean|^jsonschema\.validate|Draft\d+Validator\(\)\.\w+|^msgspec\.(?:json|msgpack)\.\w+|\.decode|^cattrs?\.\w+|^voluptuous\.\w+|^cerberus\.\w+|\.parse_args|^marshmallow\.\w+|^webargs\.\w+|\.TypeAdapter\(\)\.\w+|^dacite\.from_dict|^pydantic\.parse_obj_as|^flask_pydantic\.\w+|^trafaret\.\w+|^schema\.Schema\(\)\.validate|\.validate)$/
const SCHEMA_DECORATOR =
  /(?:use_args|use_kwargs|\.arguments|\.input|\.expect|expects_json|\.validate|validate_\w+|\.json_schema|request_schema|querystring_schema|docs|spec\.validate|accepts|pydantic|@?parser\.\w+|body|query|json)$/
const ANSWERS_4XX =
  /(?:^|\.)(?:abort|HTTPBadRequest|HTTPException|HttpResponseBadRequest|BadRequest|ValidationError|HTTPUnprocessableEntity|BadRequestError|ParseError|fail|bad_request|error_response)$/
const CONVERSION =
  /^(?:int|float|bool|uuid\.UUID|decimal\.Decimal|datetime\.(?:datetime\.|date\.)?(?:fromisoformat|strptime))$/
const HAND_CHECK = /^(?:isinstance|len|all|any|re\.(?:match|fullmatch|search))$/

type ServiceFacts = Pick<Facts, 'python' | 'routes'>

/** Inputs of routes: handlers that take or read data of the request. Handlers without input are none. */
export function serviceInputs({ python, routes }: ServiceFacts): readonly Input[] {
  const byPath = new Map(python.application.map((module) => [module.path, module]))
  const seen = new Set<string>()
  const inputs: Input[] = []
  for (const route of routes.routes) {
    const module = byPath.get(route.module)
    const handler = module ? handlerOf(route, module) : undefined
    if (!module || !handler || seen.has(`${module.path}:${handler.line}`)) continue
    seen.add(`${module.path}:${handler.line}`)
    const input = TYPED_FRAMEWORKS.test(route.framework)
      ? typedHandler(module, handler)
      : readingFunction(module, handler)
    if (input) inputs.push(input)
  }
  for (const module of python.application) {
    for (const found of [...classViews(module), ...strayReaders(module, seen)]) inputs.push(found)
  }
  return inputs
}

/** Functions that read requests without a route of their own that we could join: class methods, included views. */
function strayReaders(module: PythonModule, seen: Set<string>): Input[] {
  const forms = new Set(module.record.classes.filter(isSchemaClass).map(({ name }) => name))
  return module.record.functions.flatMap((fn) => {
    if (forms.has(fn.qualifiedName.split('.')[0] ?? '')) return []
    const key = `${module.path}:${fn.line}`
    if (seen.has(key)) return []
    const input = readingFunction(module, fn)
    if (input) seen.add(key)
    return input ? [input] : []
  })
}

/** A form or serializer that is built from the request is what validates it. */
function isSchemaClass({ bases }: ClassRecord): boolean {
  return bases.some((base) => /(?:Form|Serializer|Schema)$/.test(base))
}

function handlerOf(route: RoutesFact['routes'][number], module: PythonModule): FunctionRecord | undefined {
  const { functions } = module.record
  return (
    functions.find(({ qualifiedName, name }) => qualifiedName === route.handler || name === route.handler) ??
    functions.find(({ decorators }) => decorators.some(({ line }) => line === route.line))
  )
}

/** FastAPI and its kin validate what is annotated; `Any`, a free dict and the raw request are not. */
function typedHandler(module: PythonModule, handler: FunctionRecord): Input | null {
  const outside = handler.parameters.filter(
    ({ annotation, default: fallback }) =>
      !isDependency(annotation, fallback) &&
      !/^(?:Request|Response|WebSocket|BackgroundTasks|HttpRequest|State|HTTPConnection|SecurityScopes)\b|starlette|fastapi\.(?:Request|Response|WebSocket|BackgroundTasks)/.test(
        annotation ?? '',
      ),
  )
  const raw = rawReads(module, handler)
  const place = { path: module.path, line: handler.line, what: `${handler.name}()` }
  if (raw.length > 0)
    return {
      ...place,
      what: `${handler.name}() reads the raw request`,
      line: raw[0] ?? handler.line,
      validated: checkedIn(module, handler),
    }
  if (outside.length === 0) return null
  const free = outside.find(
    ({ annotation }) =>
      annotation === undefined ||
      /^(?:Any|typing\.Any|dict|Dict|list|object|Dict\[str, ?Any\]|dict\[str, ?Any\])$/.test(annotation),
  )
  if (free)
    return {
      ...place,
      what: `${handler.name}() takes ${free.name} as ${free.annotation ?? 'anything'}`,
      validated: checkedIn(module, handler),
    }
  return { ...place, what: `${handler.name}() takes typed parameters`, validated: 'schema' }
}

function isDependency(annotation: string | undefined, fallback: Value | undefined): boolean {
  const text = `${annotation ?? ''} ${fallback?.kind === 'call' ? fallback.callee : ''}`
  return (
    /Depends|Security|Provide|Inject|FromDishka/.test(text) ||
    /(?:Dep|Session|Db|CurrentUser|Service|Repository|Settings)$/.test(annotation ?? '')
  )
}

function readingFunction(module: PythonModule, fn: FunctionRecord): Input | null {
  const lines = rawReads(module, fn)
  const decorated = fn.decorators.some(
    ({ name }) => SCHEMA_DECORATOR.test(name) && !/route|\.(?:get|post|put|delete|patch)$/.test(name),
  )
  if (decorated)
    return { path: module.path, line: fn.line, what: `${fn.name}() is given validated data`, validated: 'schema' }
  const first = lines[0]
  if (first === undefined) return null
  return { path: module.path, line: first, what: `${fn.name}() reads the request`, validated: checkedIn(module, fn) }
}

function rawReads(module: PythonModule, fn: FunctionRecord): number[] {
  const { attributes, calls } = module.record
  const own = (scope: string | null) => scope === fn.qualifiedName
  const [first, second] = fn.parameters
  const isLambda = first?.name === 'event' && /^_?(?:context|ctx|_)$/.test(second?.name ?? '')
  return [
    ...attributes
      .filter(({ name, scope }) => own(scope) && (RAW_ATTRIBUTE.test(name) || (isLambda && EVENT.test(name))))
      .map(({ line }) => line),
    ...calls
      .filter(
        ({ callee, written, scope }) =>
          own(scope) && (RAW_CALL.test(callee) || RAW_CALL.test(written.replace(/\(.*$/, ''))),
      )
      .map(({ line }) => line),
  ].sort((a, b) => a - b)
}

function checkedIn(module: PythonModule, fn: FunctionRecord): Input['validated'] {
  const calls = module.record.calls.filter(({ scope }) => scope === fn.qualifiedName)
  if (calls.some(isSchemaCall)) return 'schema'
  const typedGet = calls.some(({ keywords, written }) => /\.get/.test(written) && keywords.type?.kind === 'name')
  const answers =
    calls.some(
      ({ callee, keywords }) => ANSWERS_4XX.test(callee) || refuses(keywords.status ?? keywords.status_code),
    ) || module.record.handlers.some(({ scope, answers: answered }) => scope === fn.qualifiedName && answered)
  const converts = calls.some(({ callee }) => CONVERSION.test(callee))
  if (typedGet || (converts && answers)) return 'schema'
  return answers || converts || calls.some(({ callee }) => HAND_CHECK.test(callee)) ? 'by-hand' : 'no'
}

function refuses(status: Value | undefined): boolean {
  if (status?.kind === 'number') return status.value >= 400 && status.value < 500
  return status?.kind === 'name' && /\bHTTP_4\d\d/.test(status.value)
}

function isSchemaCall({ callee }: CallRecord): boolean {
  return (
    SCHEMA_CALL.test(callee) &&
    !/^(?:json|yaml|pickle|toml|tomllib|config|base64|jwt|csv|torch|np|numpy|joblib|cache)\.|\.read\(\)\.decode|b64|^os\./.test(
      callee,
    ) &&
    !/^(?:str|bytes)\b/.test(callee)
  )
}

/** Django and DRF views by class: a serializer or form class validates. */
function classViews({ path, record }: PythonModule): Input[] {
  return record.classes.flatMap(({ name, bases, fields, line }) => {
    if (
      !bases.some((base) =>
        /rest_framework|(?:ModelViewSet|GenericAPIView|\w*(?:Create|Update)\w*View|FormView|ViewSet)$/.test(base),
      )
    )
      return []
    const schema = fields.find((field) => /^(?:serializer_class|form_class|queryset|fields|model)$/.test(field.name))
    return schema &&
      /^(?:serializer_class|form_class|fields)$/.test(
        fields.find((field) => /^(?:serializer_class|form_class|fields)$/.test(field.name))?.name ?? '',
      )
      ? [
          {
            path,
            line,
            what: `${name} has a ${schema.name === 'form_class' ? 'form' : 'serializer'}`,
            validated: 'schema' as const,
          },
        ]
      : []
  })
}

/** Messages: tasks' arguments and payloads that consumers parse. */
export function workerInputs({ python }: Pick<Facts, 'python'>): readonly Input[] {
  return python.application.flatMap((module) => {
    const tasks = module.record.functions.filter(({ decorators }) =>
      decorators.some(({ name }) =>
        /(?:^|\.)(?:task|shared_task|actor|job|on_message|subscriber|handler|command|message_handler)$/.test(name),
      ),
    )
    const parsers = module.record.functions.filter((fn) =>
      module.record.calls.some(
        ({ callee, scope }) =>
          scope === fn.qualifiedName &&
          /^(?:json|orjson|ujson|msgpack)\.loads?$|\.model_validate_json$|\.parse_raw$|^msgspec\.json\.decode$/.test(
            callee,
          ),
      ),
    )
    const taskInputs = tasks
      .filter(({ parameters }) => parameters.length > 0)
      .map((fn): Input => {
        const typed = fn.parameters.every(
          ({ annotation }) => annotation !== undefined && !/^(?:Any|dict|Dict)\b/.test(annotation),
        )
        const checked = checkedIn(module, fn)
        return {
          path: module.path,
          line: fn.line,
          what: `task ${fn.name}()`,
          validated: typed && isConverted(fn) ? 'schema' : checked !== 'no' ? checked : typed ? 'by-hand' : 'no',
        }
      })
    const messages = parsers
      .filter((fn) => !tasks.includes(fn))
      .map(
        (fn): Input => ({
          path: module.path,
          line: fn.line,
          what: `${fn.name}() parses a message`,
          validated: checkedIn(module, fn),
        }),
      )
    return [...taskInputs, ...messages]
  })
}

/** Chat frameworks convert the arguments of commands by their annotations and refuse what does not fit. */
function isConverted({ decorators }: FunctionRecord): boolean {
  return decorators.some(({ name }) => /command$/.test(name))
}

/** What a program adds for a parser of somebody else's. */
const CHANGES_ARGUMENTS = /^sys\.argv\.(?:append|extend|insert|remove|pop)$/

/** Command-line arguments through a typed parser, or raw from sys.argv. */
export function commandInputs({ python }: Pick<Facts, 'python'>): readonly Input[] {
  return python.application.flatMap(({ path, record }): Input[] => {
    const parser =
      /^(?:argparse\.ArgumentParser|click\.(?:command|group|option|argument)|typer\.(?:Typer|run|Option|Argument)|docopt\.docopt|fire\.Fire|cyclopts\.\w+|tyro\.cli|jsonargparse\.\w+|configargparse\.\w+|plumbum\.cli\.\w+|absl\.flags\.\w+|optparse\.OptionParser|tap\.Tap|simple_parsing\.\w+)/
    const declared = [
      ...record.calls.filter(({ callee }) => parser.test(callee)),
      ...record.functions.flatMap(({ decorators }) =>
        decorators.filter(
          ({ name }) => parser.test(name) || /typer\.Typer\(\)\.(?:command|callback)|\.command$/.test(name),
        ),
      ),
    ]
    const changed = new Set(record.calls.filter(({ callee }) => CHANGES_ARGUMENTS.test(callee)).map(({ line }) => line))
    const parsed = record.calls.some(({ callee }) => /\.parse_(?:known_)?args$/.test(callee))
    const raw = parsed ? [] : record.attributes.filter(({ name, line }) => name === 'sys.argv' && !changed.has(line))
    const first = declared[0]
    if (first) return [{ path, line: first.line, what: 'arguments go through a parser', validated: 'schema' }]
    return raw.slice(0, 1).map(({ line, scope }) => {
      const fn = record.functions.find(({ qualifiedName }) => qualifiedName === scope)
      return {
        path,
        line,
        what: 'arguments are read from sys.argv',
        validated:
          fn && record.calls.some((call) => call.scope === scope && CONVERSION.test(call.callee))
            ? ('by-hand' as const)
            : ('no' as const),
      }
    })
  })
}

const PARSES =
  /^(?:json|orjson|ujson|simplejson|yaml|tomllib|tomli|toml|csv|xml\.etree\.ElementTree|xmltodict|configparser\.\w+\(\))\.(?:loads?|safe_load|full_load|DictReader|reader|parse|fromstring|read)$/

/** Functions of a library or notebook that parse outside data themselves. */
export function parsedInputs({ python }: Pick<Facts, 'python'>): readonly Input[] {
  return python.application.flatMap((module) =>
    module.record.functions.flatMap((fn): Input[] => {
      const parse = module.record.calls.find(({ callee, scope }) => scope === fn.qualifiedName && PARSES.test(callee))
      if (!parse) return []
      return [
        {
          path: module.path,
          line: parse.line,
          what: `${fn.name}() parses outside data`,
          validated: checkedIn(module, fn),
        },
      ]
    }),
  )
}
