import { perText } from './per-text'
import type { Value } from './record'
import type { Resolver } from './resolve'
import type { Scope } from './scope'
import { isSecretName } from './secret-names'
import { asSecret, safeText } from './secrets'
import { child, type SyntaxNode, type SyntaxTree, snippet, textOf, unwrap } from './syntax'

const MAX_STRING = 200
const MAX_OTHER = 120
const MAX_ITEMS = 100
const MAX_DEPTH = 5

export interface ValueReader {
  /** `name`: the target, keyword or parameter that gets the value; it decides what counts as a secret. */
  value(node: SyntaxNode, scope: Scope, name?: string | null): Value
  /** Arguments of an `argument_list`; splats are kept as `other`. */
  arguments(list: SyntaxNode | null, scope: Scope, callee?: string | null, name?: string | null): Arguments
  /** Text of a plain string (also implicitly joined ones), uncut; null for anything else. */
  text(node: SyntaxNode): string | null
}

export interface Arguments {
  readonly args: readonly Value[]
  readonly keywords: Readonly<Record<string, Value>>
}

/** Calls whose arguments are a default for the target: `Field('x')`, `os.getenv('KEY', 'x')`. */
const READS_WITH_DEFAULT =
  /(^|\.)(getenv|get|pop|setdefault|config|env|str|Config|get_secret|get_env|environ|value)(\(\))?$/
const WRAPS = /(^|\.)(Field|field|SecretStr|SecretBytes|Secret|str|bytes|Value|mapped_column|Option|Fernet|b64encode)$/

const readsWithDefault = perText((callee) => READS_WITH_DEFAULT.test(callee))
const wraps = perText((callee) => WRAPS.test(callee))
/** Keywords that stand in for the value of what is named before them. */
const INHERITS = new Set(['default', 'default_value', 'fallback', 'value', 'server_default'])

export function createValueReader(tree: SyntaxTree, resolver: Resolver): ValueReader {
  const read = (expression: SyntaxNode, scope: Scope, name: string | null, depth: number): Value => {
    const node = unwrap(expression)
    switch (node.type) {
      case 'string':
      case 'concatenated_string':
        return readString(tree, node, name)
      case 'integer':
      case 'float':
        return { kind: 'number', value: readNumber(textOf(tree, node)) }
      case 'unary_operator': {
        const argument = child(node, 'argument')
        const text = textOf(tree, node)
        if (argument && text.startsWith('-') && (argument.type === 'integer' || argument.type === 'float')) {
          // Not -0, which JSON writes as 0.
          return { kind: 'number', value: 0 - readNumber(textOf(tree, argument)) }
        }
        return other(tree, node, name)
      }
      case 'true':
      case 'false':
        return { kind: 'bool', value: node.type === 'true' }
      case 'none':
        return { kind: 'none' }
      case 'identifier':
      case 'attribute': {
        const resolved = resolver.resolve(node, scope)
        if (resolved === null) return other(tree, node, name)
        const written = textOf(tree, node).replace(/\s+/g, '')
        return {
          kind: 'name',
          value: safeText(resolved, MAX_STRING),
          ...(written === resolved ? {} : { written: safeText(written, MAX_STRING) }),
        }
      }
      case 'call': {
        const called = child(node, 'function')
        if (!called || depth >= MAX_DEPTH) return other(tree, node, name)
        const callee = resolver.resolve(called, scope)
        if (callee === null) return other(tree, node, name)
        return {
          kind: 'call',
          callee: safeText(callee, MAX_STRING),
          ...readArguments(child(node, 'arguments'), scope, callee, name, depth + 1),
        }
      }
      case 'list':
      case 'tuple':
      case 'set':
      case 'expression_list':
        if (depth >= MAX_DEPTH) return other(tree, node, name)
        return {
          kind: 'list',
          items: node.children
            .slice(0, MAX_ITEMS)
            .map((item, i) => read(item, scope, i === 1 && isLogin(name) ? 'password' : name, depth + 1)),
        }
      case 'dictionary':
        if (depth >= MAX_DEPTH) return other(tree, node, name)
        return { kind: 'dict', entries: readEntries(node, scope, depth) }
      default:
        return other(tree, node, name)
    }
  }

  const readEntries = (node: SyntaxNode, scope: Scope, depth: number) =>
    node.children
      .filter((pair) => pair.type === 'pair')
      .slice(0, MAX_ITEMS)
      .flatMap((pair) => {
        const key = child(pair, 'key')
        const value = child(pair, 'value')
        if (!key || !value) return []
        return [{ key: read(key, scope, null, depth + 1), value: read(value, scope, plainText(tree, key), depth + 1) }]
      })

  const readArguments = (
    list: SyntaxNode | null,
    scope: Scope,
    callee: string | null,
    name: string | null,
    depth: number,
  ): Arguments => {
    const args: Value[] = []
    const keywords: Record<string, Value> = {}
    if (!list) return { args, keywords }
    if (list.type === 'generator_expression') return { args: [other(tree, list)], keywords }
    const first = list.children.find((node) => node.type !== 'keyword_argument')
    const key = first ? plainText(tree, first) : null
    const named = key ?? name
    for (const node of list.children.slice(0, MAX_ITEMS)) {
      if (node.type === 'keyword_argument') {
        const keyword = child(node, 'name')
        const value = child(node, 'value')
        if (!keyword || !value) continue
        const word = textOf(tree, keyword)
        if (word === '__proto__') continue
        keywords[word] = read(value, scope, INHERITS.has(word) ? named : word, depth)
        continue
      }
      const isDefault = args.length === 1 && callee !== null && readsWithDefault(callee)
      const isWrapped = args.length === 0 && callee !== null && wraps(callee)
      args.push(read(node, scope, isDefault ? named : isWrapped ? name : null, depth))
    }
    return { args, keywords }
  }

  return {
    value: (node, scope, name = null) => read(node, scope, name, 0),
    arguments: (list, scope, callee = null, name = null) => readArguments(list, scope, callee, name, 0),
    text: (node) => plainText(tree, node),
  }
}

/** `auth=(user, password)`: the second is the secret. */
function isLogin(name: string | null): boolean {
  return /^(?:basic_?)?auth$/i.test(name ?? '')
}

function other(tree: SyntaxTree, node: SyntaxNode, name: string | null = null): Value {
  return { kind: 'other', text: safeText(snippet(tree, node, MAX_OTHER), MAX_OTHER, name) }
}

function readString(tree: SyntaxTree, node: SyntaxNode, name: string | null): Value {
  const interpolated = isInterpolated(node)
  const text = stringText(tree, node)
  if (interpolated) return { kind: 'fstring', value: fstringText(text, name) }
  return asSecret(text, name) ?? { kind: 'string', value: text.slice(0, MAX_STRING) }
}

/** Under a secret name only the expressions stay. */
function fstringText(text: string, name: string | null): string {
  if (name === null || !isSecretName(name)) return safeText(text, MAX_STRING)
  return safeText(text.replace(/(?<![^{}])[^{}]{4,}(?=\{|$)/g, '…'), MAX_STRING)
}

function isInterpolated(node: SyntaxNode): boolean {
  if (node.type === 'concatenated_string') return node.children.some(isInterpolated)
  return node.children.some((part) => part.type === 'interpolation')
}

/** Plain text of a string literal; null for f-strings with values and for anything else. */
export function plainText(tree: SyntaxTree, expression: SyntaxNode): string | null {
  const node = unwrap(expression)
  if (node.type !== 'string' && node.type !== 'concatenated_string') return null
  return isInterpolated(node) ? null : stringText(tree, node)
}

/** Content with escapes undone and interpolations as `{expression}`. */
export function stringText(tree: SyntaxTree, node: SyntaxNode): string {
  if (node.type === 'concatenated_string') return node.children.map((part) => stringText(tree, part)).join('')
  const start = node.children.find((part) => part.type === 'string_start')
  const raw = start ? /r/i.test(textOf(tree, start)) : false
  let text = ''
  for (const part of node.children) {
    if (part.type === 'string_content') text += raw ? textOf(tree, part) : undoEscapes(textOf(tree, part))
    else if (part.type === 'interpolation') {
      const expression = child(part, 'expression')
      text += `{${expression ? textOf(tree, expression).slice(0, 60) : ''}}`
    }
  }
  return text
}

const ESCAPES: Readonly<Record<string, string>> = {
  n: '\n',
  t: '\t',
  r: '\r',
  '\\': '\\',
  "'": "'",
  '"': '"',
  '\n': '',
}

function undoEscapes(text: string): string {
  if (!text.includes('\\')) return text
  return text.replace(/\\(x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|.|\n)/g, (whole, code: string) => {
    if (/^[xu]./.test(code)) return String.fromCharCode(Number.parseInt(code.slice(1), 16))
    return ESCAPES[code] ?? whole
  })
}

function readNumber(text: string): number {
  const plain = text.replaceAll('_', '').replace(/[jJlL]$/, '')
  const number = Number(plain)
  return Number.isFinite(number) ? number : 0
}
