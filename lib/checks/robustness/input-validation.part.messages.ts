import type { Facts, PythonModule } from '@/lib/facts/facts'
import type { CallRecord, FunctionRecord } from '@/lib/python/record'
import { type Input, inputAt } from './input-validation.part.input'
import { isFree } from './input-validation.part.models'
import { parsedInputs } from './input-validation.part.parsed'
import type { Schemas } from './input-validation.part.schemas'

const TASK =
  /(?:^|\.)(?:task|shared_task|actor|job|on_message|subscriber|handler|command|hybrid_command|message_handler)$/
/** Steps of a pipeline are handed what other steps of it made. */
const PIPELINE = /^(?:airflow|prefect|dagster|luigi)(?:\.|$)/
const COMMAND = /command$/
/** Given by the framework, not by whoever asks. */
const GIVEN = /^(?:self|cls|ctx|context|task|_?ti|kwargs|dag_run)$/
const CONSUMERS =
  /^(?:kafka|aiokafka|confluent_kafka|faust|pika|aio_pika|aiormq|kombu|nats|stomp|paho|aiomqtt|asyncio_mqtt|azure\.servicebus|google\.cloud\.pubsub(?:_v1)?)(?:\.|$)/
/** They decode each message by its schema, and refuse what does not fit. */
const DECODES = /^confluent_kafka\.(?:\w+\.)*(?:AvroConsumer|AvroDeserializer|ProtobufDeserializer|JSONDeserializer)$/
const PARSES =
  /^(?:json|orjson|ujson|simplejson|msgpack)\.(?:loads|unpackb)$|\.model_validate_json$|\.parse_raw$|^msgspec\.json\.decode$/

/** The text of a message as it came. */
const TAKES = /\.value(?:\(\))?\.decode$/

/** What a worker is given: tasks' arguments, commands, updates of a chat, and messages. */
export function workerInputs({ python }: Pick<Facts, 'python'>, schemas: Schemas): readonly Input[] {
  const messages = messageInputs({ python }, schemas)
  const places = new Set(messages.map(({ path, line }) => `${path}:${line}`))
  const isPipeline = python.application.some(({ record }) => record.imports.some(({ module }) => PIPELINE.test(module)))
  return [
    ...(isPipeline ? parsedInputs({ python }, schemas) : []),
    ...python.application.flatMap((module) => [
      ...module.record.functions.flatMap(
        (fn) =>
          taskInput(module, fn, schemas) ?? chatInput(module, fn, schemas) ?? chatCommand(module, fn, schemas) ?? [],
      ),
      ...handedMessages(module, schemas).filter(({ path, line }) => !places.has(`${path}:${line}`)),
      ...(messages.some(({ path }) => path === module.path) ? [] : registeredHandlers(module, schemas)),
    ]),
    ...messages,
  ]
}

/** Messages that a consumer decodes by a schema. */
export function decodedMessages({ python }: Pick<Facts, 'python'>): readonly Input[] {
  return python.application.flatMap(({ path, record }) =>
    record.calls
      .filter(({ callee }) => DECODES.test(callee))
      .map(({ callee, line }) =>
        inputAt(path, line, `${callee.slice(callee.lastIndexOf('.') + 1)} decodes messages`, 'schema'),
      ),
  )
}

/** Payloads that modules which consume from a broker parse. */
export function messageInputs({ python }: Pick<Facts, 'python'>, schemas: Schemas): readonly Input[] {
  return [...decodedMessages({ python }), ...parsedMessages({ python }, schemas)]
}

function parsedMessages({ python }: Pick<Facts, 'python'>, schemas: Schemas): readonly Input[] {
  return python.application
    .filter(({ record }) => record.imports.some(({ module, level }) => level === 0 && CONSUMERS.test(module)))
    .flatMap((module) => {
      const parses = module.record.calls.filter(({ callee }) => PARSES.test(callee))
      const parsing = new Set(parses.map(({ scope }) => scope))
      const taken = module.record.calls.filter(({ callee, scope }) => TAKES.test(callee) && !parsing.has(scope))
      return firstOfEachScope([...parses, ...taken]).map((call) => messageInput(module, call, schemas))
    })
}

function firstOfEachScope(calls: readonly CallRecord[]): readonly CallRecord[] {
  return [...new Map([...calls].reverse().map((call) => [call.scope, call])).values()].reverse()
}

function messageInput(module: PythonModule, { scope, line }: CallRecord, schemas: Schemas): Input {
  const fn = module.record.functions.find(({ qualifiedName }) => qualifiedName === scope)
  const what = `${fn ? `${fn.name}()` : 'The module'} parses a message`
  // A deserializer beside the consumer hands what it parsed to some function of the module.
  const users = fn ? [] : module.record.functions.map((each) => schemas.checks(module, each))
  const checked = fn ? schemas.checks(module, fn, line) : schemas.checksByHand(module, null, line)
  return inputAt(module.path, line, what, users.includes('schema') ? 'schema' : checked)
}

const MESSAGE =
  /^raw\w*$|^(?:message|msg|body|payload|event|arguments|params|update|request|packet|frame|notification|webhook|command|job)(?:_\w+)?$|_(?:message|msg|body|payload|event|arguments|params)$/i

/** `json.loads(body)` of what the function is handed. */
function handedMessages(module: PythonModule, schemas: Schemas): Input[] {
  const parses = module.record.calls.filter(({ callee, args: [given], scope }) => {
    if (!PARSES.test(callee) || scope === null) return false
    const fn = module.record.functions.find(({ qualifiedName }) => qualifiedName === scope)
    const root = given?.kind === 'name' ? (given.written ?? given.value).split(/\W/)[0] : undefined
    return fn?.parameters.some(({ name }) => name === root && MESSAGE.test(name)) ?? false
  })
  return firstOfEachScope(parses).map((call) => messageInput(module, call, schemas))
}

const REGISTERS =
  /\.(?:register_(?:event|handler|consumer|listener|rpc|subscriber)|add_(?:consumer|listener|subscriber)|basic_consume|consume|subscribe)$/

/** `client.register_event('parcel.add', handler=add_parcel)`: what a client of a broker is told to call. */
function registeredHandlers(module: PythonModule, schemas: Schemas): Input[] {
  return module.record.calls.flatMap(({ callee, keywords, line, scope }) => {
    const handler = keywords.handler ?? keywords.callback ?? keywords.on_message_callback
    if (handler?.kind !== 'name' || !REGISTERS.test(callee)) return []
    const name = handler.written ?? handler.value
    const found = schemas.finder.function(name, module, scope) ?? schemas.finder.function(handler.value, module, scope)
    const checked = found ? schemas.checks(found.module, found.fn) : 'no'
    return [inputAt(module.path, line, `${name} is handed messages`, checked)]
  })
}

function taskInput(module: PythonModule, fn: FunctionRecord, schemas: Schemas): Input | null {
  if (!fn.decorators.some(({ name }) => TASK.test(name) && !PIPELINE.test(name))) return null
  const isCommand = fn.decorators.some(({ name }) => COMMAND.test(name))
  // A chat's command is handed its context first, whatever that is called.
  const given = (isCommand ? fn.parameters.slice(1) : fn.parameters).filter(({ name }) => !GIVEN.test(name))
  if (given.length === 0) return null
  const typed = given.every(({ annotation }) => !isFree(annotation))
  const what = `${isCommand ? 'command' : 'task'} ${fn.name}()`
  // Chat frameworks convert the arguments of commands by their annotations and refuse what does not fit.
  if (typed && isCommand) return inputAt(module.path, fn.line, what, 'schema')
  const about = new RegExp(`\\b(?:${given.map(({ name }) => name).join('|')})\\b`)
  const checked = schemas.checks(module, fn, fn.line, about)
  return inputAt(module.path, fn.line, what, checked === 'no' && typed ? 'by-hand' : checked)
}

/** A chat's update: what it holds is text of anybody. */
function chatInput(module: PythonModule, fn: FunctionRecord, schemas: Schemas): Input | null {
  const isUpdate = fn.parameters.some(({ annotation }) => /^(?:telegram\.)?Update$/.test(annotation ?? ''))
  if (!isUpdate || fn.nested || fn.parameters.length !== 2) return null
  return inputAt(module.path, fn.line, `${fn.name}() takes a message`, schemas.checks(module, fn))
}

/** aiogram hands over what stands behind a command; one that only passes it on is judged where it goes. */
function chatCommand(module: PythonModule, fn: FunctionRecord, schemas: Schemas): Input | null {
  const command = fn.parameters.find(({ annotation }) => /(?:^|\.)CommandObject$/.test(annotation ?? ''))
  if (!command) return null
  const passesOn = module.record.calls.some(
    ({ scope, args }) =>
      scope === fn.qualifiedName && args.some((arg) => arg.kind === 'name' && arg.value === command.name),
  )
  return passesOn ? null : inputAt(module.path, fn.line, `${fn.name}() takes a command`, schemas.checks(module, fn))
}
