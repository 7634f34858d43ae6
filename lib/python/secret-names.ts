import { perText } from './per-text'

const WORDS =
  /(^|[^a-z])(pass(wo?r?d|wd|phrase|code)?|pwd|secrets?|secretkey|secret_?key|tokens?|api_?keys?|apikeys?|private_?keys?|access_?keys?|auth_?keys?|encryption_?keys?|signing_?keys?|credentials?|creds?|dsn|connection_?string|client_?secret|webhook_?secret|fernet_?key|master_?key|jwt_?key|account_?key|storage_?key)($|[^a-z])/

const DROPPED_ENDINGS =
  /_(url|uri|path|file|filename|dir|prefix|suffix|header|headers|name|names|field|fields|type|types|template|id|ids|error|errors|message|msg|env|env_var|var|key_name|format|endpoint|length|len|size|count|limit|min|max|expiry|expires|expire|ttl|timeout|lifetime|minutes|seconds|hours|days|validators?|hashers?|algorithm|algo|regex|pattern|label|title|hint|help|description|class|classes|model|backend|backends|reset|scope|scopes|schema|param|params|parameter|column|location|location_name|policy|strategy|manager|service|store|generator|required|enabled|valid|re|set|usage|counts?|version|formatter|lexer|parser|validator|handler|factory|view|serializer|variants?|ref|refs|start|end|begin|mode|status|state|action|event|key_id|kind|style|index|offset|position|delimiter|separator|char|chars|alphabet|price|prices|cost|costs|rate|rates|cookie|cookie_key|budget|balance|hash|digest|salt|placeholder|prompt|text|str|input|button|element|selector|xpath|css)$|(?:^|_)(?:hashed|hash|encrypted|salted)_(?:password|passwd|pwd|pass|token|key)$|(?:^|_)(?:max|min|total|num|n|prompt|completion|input|output)_tokens$/

const DROPPED_NAMES = /^(tokens?|tokenizer|pass|secrets|credentials)$/

/** `password`, `AWS_SECRET_ACCESS_KEY`, `app.config['SECRET_KEY']`, `apiKey`: the name says that the value is secret. */
export const isSecretName = perText((target): boolean => {
  const name = plainName(target)
  if (name === '' || name.length > 100) return false
  return WORDS.test(name) && !DROPPED_ENDINGS.test(name)
})

/** Words that name a secret but often hold something else: only credible values count. */
export function isWeakSecretName(target: string): boolean {
  return DROPPED_NAMES.test(plainName(target))
}

/** Last part of a dotted or subscripted target, in snake case. */
export function plainName(target: string): string {
  const key = /\[\s*[rbuRBU]?["']([^"']{0,100})["']\s*\]$/.exec(target)
  const last = key?.[1] ?? target.slice(target.lastIndexOf('.') + 1)
  return last
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[\s-]+/g, '_')
    .toLowerCase()
}

const SIGNING_KEY =
  /^(?:(?:app|flask|django|session|cookie|csrf|wtf_csrf|api|jwt)_)?secret_key$|^(?:jwt|session|cookie)_secret(?:_key)?$|^jwt_(?:signing_)?key$/

/** The key that an application signs sessions or tokens with. */
export function isSigningKeyName(target: string): boolean {
  return SIGNING_KEY.test(plainName(target))
}
