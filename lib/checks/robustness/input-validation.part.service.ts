import { isWithin, scopesAround } from '@/lib/facts/call-index'
import type { Facts, PythonModule, RoutesFact } from '@/lib/facts/facts'
import type { FoundFunction } from '@/lib/facts/function-finder'
import type { CallRecord, ClassRecord, FunctionRecord, ParameterRecord, Value } from '@/lib/python/record'
import { type Input, inputAt } from './input-validation.part.input'
import { fieldsOf, isFree } from './input-validation.part.models'
import { guardedFolders } from './input-validation.part.protocols'
import { onlyReads } from './input-validation.part.read-only'
import { inScope, rawReads } from './input-validation.part.reads'
import type { Schemas } from './input-validation.part.schemas'

const TYPED_FRAMEWORKS = /^(?:fastapi|litestar|django-ninja|blacksheep|fastmcp)/
const CONVERTS = /^(?:int|float|uuid\.UUID|decimal\.Decimal)$/
/** One model with many fields is still one body among others. */
const MOST_FIELDS = 5
type ServiceFacts = Pick<Facts, 'python' | 'routes'>

/** Inputs of routes: handlers that take or read data of the request. Handlers without input are none. */
export function serviceInputs({ python, routes }: ServiceFacts, schemas: Schemas): readonly Input[] {
  const byPath = new Map(python.application.map((module) => [module.path, module]))
  const seen = new Set<string>()
  const inputs: Input[] = []
  for (const route of routes.routes) {
    const module = byPath.get(route.module)
    const handler = module ? handlerOf(route, module) : undefined
    if (!module || !handler || seen.has(`${module.path}:${handler.line}`)) continue
    seen.add(`${module.path}:${handler.line}`)
    const input = TYPED_FRAMEWORKS.test(route.framework)
      ? typedHandler(module, handler, schemas)
      : readingFunction(module, handler, schemas)
    if (input) inputs.push(input)
  }
  const found = [
    ...inputs,
    ...python.application.flatMap(classViews),
    ...strayReaders(python.application, seen, schemas),
  ]
  const isGuarded = guardedFolders({ python })
  return found.map((input) => (isGuarded(input.path) ? { ...input, validated: 'schema', share: 1 } : input))
}

/** Functions that read requests without a route of their own that we could join: class methods, included views. */
export function strayReaders(modules: readonly PythonModule[], seen: Set<string>, schemas: Schemas): readonly Input[] {
  const decorators = readingDecorators(modules, schemas)
  return modules.flatMap((module) => {
    const forms = new Set(
      module.record.classes
        .filter((record) => isNamedSchema(record) || schemas.isSchemaClass(module, record))
        .map(({ name }) => name),
    )
    return module.record.functions.flatMap((fn) => {
      const key = `${module.path}:${fn.line}`
      if (seen.has(key) || forms.has(fn.qualifiedName.split('.')[0] ?? '')) return []
      if (scopesAround(fn.qualifiedName).some((scope) => decorators.has(`${module.path}::${scope}`))) return []
      const input = readingFunction(module, fn, schemas, true)
      if (input) seen.add(key)
      return input ? [input] : []
    })
  })
}

/** Decorators of the project that read requests: what they read is the input of the functions they decorate. */
function readingDecorators(modules: readonly PythonModule[], schemas: Schemas): ReadonlySet<string> {
  return new Set(
    modules.flatMap((module) =>
      module.record.functions.flatMap((fn) =>
        schemas.ownDecorators(module, fn).map((own) => `${own.module.path}::${own.fn.qualifiedName}`),
      ),
    ),
  )
}

/** A form or serializer that is built from the request is what validates it. */
function isNamedSchema({ bases }: ClassRecord): boolean {
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
function typedHandler(module: PythonModule, handler: FunctionRecord, schemas: Schemas): Input | null {
  const raw = rawReads(module, handler)
  const { path } = module
  const { name, line } = handler
  const outside = handler.parameters.filter((parameter) => !isDependency(parameter) && !isTheRequest(parameter))
  if (raw[0] !== undefined) {
    const input = inputAt(path, raw[0], `${name}() reads the raw request`, schemas.checks(module, handler, raw[0]))
    if (!handler.parameters.some(({ annotation }) => /\bWebSocket$/.test(annotation ?? ''))) return input
    // A message beside what the path and query of its socket bring in.
    const beside = outside.filter(({ annotation }) => !isFree(annotation)).length
    return { ...input, share: (input.share + beside) / (beside + 1), weight: beside + 1 }
  }
  if (outside.length === 0) return null
  const counts = outside.map((parameter) => fieldsOf(parameter.name, parameter.annotation, module, schemas))
  const typed = counts.reduce((sum, count) => sum + count.typed, 0)
  const free = counts.flatMap((count) => count.free)
  const weight = Math.min(Math.max(typed + free.length, 1), MOST_FIELDS)
  if (free.length === 0) return { ...inputAt(path, line, `${name}() takes typed parameters`, 'schema'), weight }
  const [first] = free
  if (typed === 0) {
    const annotation = outside.find((parameter) => parameter.name === first)?.annotation ?? 'anything'
    return {
      ...inputAt(path, line, `${name}() takes ${first} as ${annotation}`, schemas.checks(module, handler)),
      weight,
    }
  }
  const share = typed / (typed + free.length)
  return { path, line, what: `${name}() takes ${first} as it comes`, validated: 'loose', share, weight }
}

function isTheRequest({ name, annotation }: ParameterRecord): boolean {
  if (annotation === undefined) return /^(?:request|req|websocket)$/.test(name)
  return /^(?:Request|Response|WebSocket|BackgroundTasks|HttpRequest|State|HTTPConnection|SecurityScopes)\b|starlette|fastapi\.(?:Request|Response|WebSocket|BackgroundTasks)/.test(
    annotation,
  )
}

function isDependency({ annotation, default: fallback }: ParameterRecord): boolean {
  const text = `${annotation ?? ''} ${calleeOf(fallback)}`
  return (
    /Depends|Security|Provide|Inject|FromDishka/.test(text) ||
    /(?:Dep|Session|Db|CurrentUser|Service|Repository|Settings)$/.test(annotation ?? '')
  )
}

function calleeOf(value: Value | undefined): string {
  return value?.kind === 'call' ? value.callee : ''
}

function readingFunction(module: PythonModule, fn: FunctionRecord, schemas: Schemas, isHelper = false): Input | null {
  const { path } = module
  if (schemas.decorates(module, fn)) return inputAt(path, fn.line, `${fn.name}() is given validated data`, 'schema')
  const [first] = rawReads(module, fn)
  if (first !== undefined) {
    const checked = isHelper ? schemas.checksOrCallers(module, fn, first) : schemas.checks(module, fn, first)
    return inputAt(path, first, `${fn.name}() reads the request`, checked)
  }
  for (const own of schemas.ownDecorators(module, fn)) {
    const read = schemas.remembered(own.fn, () => firstReadWithin(own))
    if (read === null) continue
    const checked = schemas.checks(own.module, own.fn, read)
    return inputAt(path, fn.line, `${fn.name}() is given data by ${own.fn.name}`, checked)
  }
  const model = fn.parameters.find(({ annotation }) => schemas.isModelType(annotation, module))
  if (model && !isHelper) return inputAt(path, fn.line, `${fn.name}() takes ${model.name} as a model`, 'schema')
  const form = inScope(module, fn.qualifiedName).calls.find((call) => schemas.readsByItself(module, call))
  if (form) return inputAt(path, form.line, `${fn.name}() reads a form`, 'schema')
  const converted = isHelper && fn.parameters[0]?.name !== 'request' ? undefined : convertedParameter(module, fn)
  return converted
    ? inputAt(path, converted.line, `${fn.name}() converts a part of its path`, schemas.checks(module, fn))
    : null
}

/** `int(parcel_id)`: a path that the route does not convert itself. */
function convertedParameter(module: PythonModule, fn: FunctionRecord): CallRecord | undefined {
  const untyped = new Set(fn.parameters.filter(({ annotation }) => annotation === undefined).map(({ name }) => name))
  return inScope(module, fn.qualifiedName).calls.find(
    ({ callee, args: [given] }) =>
      CONVERTS.test(callee) && given?.kind === 'name' && untyped.has(given.written ?? given.value),
  )
}

/** Line of the first read of the request in a function or one inside of it. */
function firstReadWithin({ module, fn }: FoundFunction): number | null {
  const inner = module.record.functions.filter(({ qualifiedName }) => isWithin(qualifiedName, fn.qualifiedName))
  return inner.flatMap((each) => rawReads(module, each)).sort((a, b) => a - b)[0] ?? null
}

/** Django and DRF views by class: a serializer or form class validates, where something is written. */
function classViews(module: PythonModule): Input[] {
  const { path, record } = module
  return record.classes.flatMap((view) => {
    const { name, bases, fields, line } = view
    const isView = bases.some((base) =>
      /rest_framework|(?:ModelViewSet|GenericAPIView|FormView|ViewSet)$|View$(?<=(?:Create|Update)\w*View)/.test(base),
    )
    const isResource = bases.some((base) => /(?:Resource|Resource(?:List|Detail)|ModelView|Api|API)$/.test(base))
    const schema =
      (isView && fields.find((field) => /^(?:serializer_class|form_class|fields)$/.test(field.name))) ||
      (isResource && fields.find((field) => field.name === 'schema' && /^(?:name|call)$/.test(field.value?.kind ?? '')))
    if (!schema || (schema.name === 'serializer_class' && onlyReads(view, module))) return []
    const what = `${name} has a ${schema.name === 'form_class' ? 'form' : schema.name === 'schema' ? 'schema' : 'serializer'}`
    return [inputAt(path, line, what, 'schema')]
  })
}
