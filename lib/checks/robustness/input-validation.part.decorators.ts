import type { ModuleRecord, Value } from '@/lib/python/record'

const DECORATOR =
  /(?:use_args|use_kwargs|\.arguments|\.input|expects_json|\.validate|validate_\w+|\.json_schema|request_schema|querystring_schema|match_info_schema|spec\.validate|accepts|pydantic|event_parser|body|query|json)$/
const ROUTING = /route|\.(?:get|post|put|delete|patch)$|validator$/
/** What it is given describes what goes out, or nothing of a request at all. */
const OUTGOING =
  /(?:returns?|receiver|wraps|patch|mock|parametrize)$|$(?<=(?:respon|marshal|output|dump|serialize|doc|error|register|cach|permission|admin|overrid|depends)\w*)/i
const SCHEMA_CLASS = /(?:Schema|Form|Serializer|Parameters|Validator|DTO|Dto|InputFilter|Payload)(?:\(\))?$/
/** Where a decorator that registers or documents a view is told of what comes in. */
const INCOMING =
  /^(?:schema|validators?|(?:json|query|form|path|headers?|cookies)(?:_?(?:schema|model))?|(?:request|body|query|querystring|query_string|input|payload)_?\w{0,30}(?:schema|model|params))$/

/** A validating library's decorator, or one that says of the view what it takes: `@parcels.post(schema=..., validators=...)`. */
export function isValidatingDecorator(name: string, keywords: Readonly<Record<string, Value>>): boolean {
  if (/\.expect$/.test(name)) return keywords.validate?.kind === 'bool' && keywords.validate.value
  if (DECORATOR.test(name) && !ROUTING.test(name)) return true
  if (OUTGOING.test(name)) return false
  return Object.entries(keywords).some(
    ([key, { kind }]) => INCOMING.test(key) && (kind === 'name' || kind === 'call' || kind === 'list'),
  )
}

/** It may be handed the schema of what comes in: `@checked(ParcelSchema)`. */
export function takesSchema(name: string): boolean {
  return !OUTGOING.test(name)
}

export function isNamedSchemaClass(name: string): boolean {
  return SCHEMA_CLASS.test(name)
}

/** `Api(validate=True)` of Flask-RESTX, or its setting: what views expect is enforced everywhere. */
export function validatesExpected({ calls, assignments }: ModuleRecord): boolean {
  const isTrue = (value: Value | undefined) => value?.kind === 'bool' && value.value
  return (
    calls.some(
      ({ callee, keywords }) => /^flask_rest(?:x|plus)\.(?:\w+\.)*Api$/.test(callee) && isTrue(keywords.validate),
    ) || assignments.some(({ target, value }) => /\bREST(?:X|PLUS)_VALIDATE\b/.test(target) && isTrue(value))
  )
}
