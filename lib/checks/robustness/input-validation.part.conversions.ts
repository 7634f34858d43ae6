import type { CallRecord, Value } from '@/lib/python/record'

export const ANSWERS_4XX =
  /(?:^|\.)(?:abort|HTTPBadRequest|HTTPException|HttpResponseBadRequest|BadRequest|ValidationError|HTTPUnprocessableEntity|BadRequestError|ParseError|fail|bad_request|error_response)$/
export const CONVERSION =
  /^(?:int|float|bool|uuid\.UUID|decimal\.Decimal|datetime\.(?:datetime\.|date\.)?(?:fromisoformat|strptime)|ipaddress\.ip_\w+)$/

/** `request.args.get('page', type=int)`, Falcon's `req.get_param_as_int('page')`. */
export function isTypedRead({ keywords, written }: CallRecord): boolean {
  return (/\.get/.test(written) && keywords.type?.kind === 'name') || /\.get_param_as_(?!list)\w+/.test(written)
}

/** `str(body['name'])`: where the key is missing it fails as an `int()` of it would. */
export function takesApart({ callee, args: [given] }: CallRecord): boolean {
  return /^(?:str|list|dict|set|tuple)$/.test(callee) && given?.kind === 'other' && /^\w+\[['"]/.test(given.text)
}

export function isSplat(value: Value): boolean {
  return value.kind === 'other' && value.text.startsWith('**')
}

export function refusesWith(status: Value | undefined): boolean {
  if (status?.kind === 'number') return status.value >= 400 && status.value < 500
  return status?.kind === 'name' && /\bHTTP_4\d\d/.test(status.value)
}
