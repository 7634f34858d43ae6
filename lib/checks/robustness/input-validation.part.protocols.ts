import type { Facts, PythonModule } from '@/lib/facts/facts'
import type { FunctionRecord } from '@/lib/python/record'
import { type Input, inputAt } from './input-validation.part.input'
import type { Schemas } from './input-validation.part.schemas'

/** Calls after which everything that comes in is held against a specification or a schema. */
const SPECIFIED: readonly (readonly [RegExp, string])[] = [
  [/^connexion(?:\.\w+)*\.\w*App\(\)\.add_api$/, 'Connexion'],
  [/^eve(?:\.\w+)*\.Eve$/, 'Eve'],
  [/\.pyramid_openapi3_spec(?:_directory)?$/, 'pyramid-openapi3'],
  [/^openapi_core(?:\.\w+)*\.\w*(?:Decorator|Middleware|ViewDecorator\.from_spec)$/, 'openapi-core'],
]
const GRAPHQL = /^(?:strawberry(?:\.\w+)*|gql)\.(?:field|mutation|subscription)$/
const GRAPHENE_MUTATION = /^graphene(?:\.\w+)*\.(?:Mutation|ClientIDMutation)$|\.ClientIDMutation$/
const ARIADNE = /^ariadne\.(?:QueryType|MutationType|ObjectType|SubscriptionType)\(\)\.(?:field|source)$/
const SOCKET = /(?:^|\.)(?:socketio|sio)\.(?:on|event)$|(?:SocketIO|AsyncServer|socketio\.Server)\(\)\.(?:on|event)$/
const SOCKET_ITSELF = /^(?:connect|disconnect)$/
const FASTAPI_FIELD = /^fastapi(?:\.\w+)*\.(?:Query|Path|Body|Form|Header|Cookie)$/

/** Inputs whose protocol brings its own types: remote procedures, GraphQL, and what a specification guards. */
export function protocolInputs({ python }: Pick<Facts, 'python'>, schemas: Schemas): readonly Input[] {
  return python.application.flatMap((module) => [
    ...specified(module),
    ...remoteProcedures(module, schemas),
    ...module.record.functions.flatMap((fn) => graphInput(module, fn) ?? socketInput(module, fn, schemas) ?? []),
  ])
}

/** Whether a specification guards what the modules of a folder read: its own and those below. */
export function guardedFolders({ python }: Pick<Facts, 'python'>): (path: string) => boolean {
  const folders = python.application
    .filter((module) => specified(module).length > 0)
    .map(({ path }) => path.slice(0, path.lastIndexOf('/') + 1))
  return (path) => folders.some((folder) => path.startsWith(folder))
}

function specified({ path, record }: PythonModule): Input[] {
  return record.calls.flatMap(({ callee, line }) => {
    const found = SPECIFIED.find(([pattern]) => pattern.test(callee))
    return found ? [inputAt(path, line, `${found[1]} holds requests against its specification`, 'schema')] : []
  })
}

/** Methods of a gRPC servicer are given messages whose fields are typed. */
function remoteProcedures(module: PythonModule, schemas: Schemas): Input[] {
  const { path, record } = module
  const servicers = record.classes.filter((found) =>
    schemas.finder.bases({ module, class: found }).some((base) => /(?:^|\.)\w+Servicer$/.test(base)),
  )
  return servicers.flatMap(({ name }) =>
    record.functions
      .filter(
        ({ qualifiedName, parameters }) =>
          qualifiedName.startsWith(`${name}.`) &&
          /^(?:request|req)/.test(parameters[0]?.name ?? '') &&
          parameters.length === 2,
      )
      .filter((fn) => !/^(?:Check|Watch)$/.test(fn.name))
      .map((fn) => inputAt(path, fn.line, `${fn.name}() is given a typed message`, 'schema')),
  )
}

function graphInput({ path, record }: PythonModule, fn: FunctionRecord): Input | null {
  const typed = inputAt(path, fn.line, `${fn.name}() is given what the schema of GraphQL has typed`, 'schema')
  if (fn.decorators.some(({ name }) => GRAPHQL.test(name) || ARIADNE.test(name)))
    return fn.parameters.some(({ name }) => !/^(?:info|root|parent|self|_\w*|obj)$/.test(name)) ? typed : null
  if (!/^mutate(?:_and_get_payload)?$/.test(fn.name)) return null
  const owner = record.classes.find(({ name }) => fn.qualifiedName.startsWith(`${name}.`))
  return owner?.bases.some((base) => GRAPHENE_MUTATION.test(base)) ? typed : null
}

/** An event of a socket comes with whatever its sender put into it. */
function socketInput(module: PythonModule, fn: FunctionRecord, schemas: Schemas): Input | null {
  const event = fn.decorators.find(({ name }) => SOCKET.test(name))
  if (!event) return null
  const named = event.args[0]?.kind === 'string' ? event.args[0].value : fn.name
  const given = fn.parameters.filter(({ name }) => !/^(?:sid|auth|environ|_\w*)$/.test(name))
  if (SOCKET_ITSELF.test(named) || given.length === 0) return null
  const checked = schemas.decorates(module, fn) ? 'schema' : schemas.checks(module, fn)
  return inputAt(module.path, fn.line, `${fn.name}() is given an event of a socket`, checked)
}

/** Models of a library that its users' routes take as query or form: their fields are read from the request. */
export function offeredModels({ python }: Pick<Facts, 'python'>): readonly Input[] {
  return python.application.flatMap(({ path, record }) => [
    ...record.classes.flatMap(({ name, fields }) => {
      const field = fields.find(({ value }) => value?.kind === 'call' && FASTAPI_FIELD.test(value.callee))
      return field ? [inputAt(path, field.line, `${name} reads the request into typed fields`, 'schema')] : []
    }),
    ...(record.imports.some(({ module }) => /^webargs(?:\.|$)/.test(module)) ? record.calls : [])
      .filter(({ callee, keywords }) => /\.parse$/.test(callee) && keywords.location !== undefined)
      .map(({ line }) => inputAt(path, line, 'webargs parses a request by a schema', 'schema')),
  ])
}
