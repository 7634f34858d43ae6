import type { LiteralSecret } from './record'
import type { Resolver } from './resolve'
import { passwordArgument } from './secret-arguments'
import { plainName } from './secret-names'
import { surroundings } from './secret-surroundings'
import { calleeName, keyName, nameOf, typeName } from './secret-use-names'
import { asSecret, entropy } from './secrets'
import { child, type SyntaxNode, type SyntaxTree, textOf } from './syntax'
import { plainText } from './values'
import type { Index, Place } from './walk'

const MAX_SECRETS = 200
const MAX_LENGTH = 512
/** A call with more is a table of data. */
const MOST_ARGUMENTS = 100
/** How far a literal may stand from what it is given to: `KEY = os.getenv('KEY') or SecretStr('x'.strip())`. */
const MAX_STEPS = 8

/** Says that there is no value; `guest` is what a broker takes on its own machine only. */
const NO_VALUE = /^(?:guest|none|null|nil|undefined|unset|unknown|missing|optional|required|n\/a|true|false)$/i
/** What a client is given for a server that asks for no key. */
const NO_KEY = /^(?:empty|not[-_ ]?(?:needed|required|used)|(?:sk-)?no-(?:api-)?key(?:-(?:needed|required))?)$/i
/** Asks the reader for one of their own: nothing works with it. */
const REQUEST = /^<?yours?r?[-_ ]|[-_ ]here>?$/i
/** Asks to be replaced, or says that it is made up. */
const TEMPLATE =
  /change|replace|your[-_ ]|todo|fixme|fill|insert|placeholder|example|xxx|\.\.\.|^[<[({$%]|^(?:tests?|dummy|fake|mock)[-_ ]/i

type Use = Pick<LiteralSecret, 'name' | 'use' | 'callee' | 'annotation'> & { readonly at: SyntaxNode }

/** Literals that are given to a name for secrets: by an assignment, a key, an argument, a default, or a comparison. */
export function readLiteralSecrets(index: Index, resolver: Resolver): LiteralSecret[] {
  const found: LiteralSecret[] = []
  for (const { node, place } of index.of('string', 'concatenated_string')) {
    if (found.length >= MAX_SECRETS) break
    if (node.parent?.type === 'concatenated_string' || node.parent?.type === 'expression_statement') continue
    if (node.end - node.start > MAX_LENGTH) continue
    const text = plainText(index.tree, node)
    if (!text || NO_VALUE.test(text)) continue
    const use = findUse(index.tree, node, place, resolver)
    if (use && isNoKey(use.name, text)) continue
    const value = use && !isCount(use.name, text) ? asSecret(text, use.name) : null
    if (!use || !value) continue
    const { at, ...rest } = use
    found.push({
      ...rest,
      line: node.line,
      value,
      form: formOf(text),
      scope: place.function !== null ? `function:${place.function}` : place.class ? `class:${place.class}` : 'module',
      inMain: place.inMain,
      ...surroundings(index.tree, node, at),
    })
  }
  return found
}

/** Nothing is signed with the key of a client, so a word in its place lets nobody in. */
function isNoKey(name: string, text: string): boolean {
  return /(?:^|_)(?:api_?key|access_?key|auth_?key|token)$/.test(plainName(name)) && NO_KEY.test(text)
}

/** Tokens of a language model are counted. */
function isCount(name: string, text: string): boolean {
  return /tokens?\b/i.test(name) && /^[\d._]{1,12}$/.test(text)
}

function formOf(text: string): LiteralSecret['form'] {
  if (REQUEST.test(text)) return 'request'
  if (TEMPLATE.test(text)) return 'template'
  return /^[A-Za-z]+(?:[-_. ][A-Za-z]+)*$/.test(text) && !isScrambled(text) ? 'words' : 'mixed'
}

/** One run of letters that no words make up: they have vowels, few consonants in a row, and letters that come again. */
function isScrambled(text: string): boolean {
  if (!/^[A-Za-z]{12,}$/.test(text)) return false
  const letters = text.toLowerCase()
  if (/[^aeiouy]{6}/.test(letters) || letters.replace(/[^aeiouy]/g, '').length < letters.length / 5) return true
  return letters.length >= 14 && entropy(letters) > 0.97 * Math.log2(letters.length)
}

/** What a literal is given to, or null when that is no name. */
function findUse(tree: SyntaxTree, literal: SyntaxNode, place: Place, resolver: Resolver): Use | null {
  let isFallback = false
  let from = literal
  for (let at = literal.parent, i = 0; at && i < MAX_STEPS; from = at, at = at.parent, i += 1) {
    const fallbackOr = (use: LiteralSecret['use']) => (isFallback ? 'fallback' : use)
    switch (at.type) {
      case 'parenthesized_expression':
      case 'await':
        break
      case 'boolean_operator':
        if (from.field !== 'right' || !/\bor\s*\(?$/.test(between(tree, at, from))) return null
        isFallback = true
        break
      case 'conditional_expression':
        if (at.children.indexOf(from) === 1) return null
        isFallback = true
        break
      case 'attribute':
        if (at.parent?.type !== 'call' || at.field !== 'function') return null
        if (!/\.\s*(?:encode|strip|ljust)$/.test(textOf(tree, at))) return null
        at = at.parent
        break
      case 'argument_list': {
        const given = argumentOf(tree, at, from, place, resolver)
        if (given === null) return null
        if (given === 'wraps') {
          at = at.parent as SyntaxNode
          break
        }
        return { ...given, use: fallbackOr(given.use), at }
      }
      case 'keyword_argument':
        return keywordUse(tree, at, place, resolver, isFallback)
      case 'pair': {
        const key = child(at, 'key')
        const name = from.field === 'value' && key ? keyName(tree, key) : null
        return name === null ? null : { name, use: fallbackOr('entry'), at, ...calleeAround(tree, at, place, resolver) }
      }
      case 'assignment': {
        const left = child(at, 'left')
        if (from.field !== 'right' || !left || !/^(?:identifier|attribute|subscript)$/.test(left.type)) return null
        const annotation = child(at, 'type')
        return {
          name: nameOf(tree, left),
          use: fallbackOr('assigned'),
          ...(annotation ? { annotation: typeName(tree, annotation) } : {}),
          at,
        }
      }
      case 'default_parameter':
      case 'typed_default_parameter': {
        const name = child(at, 'name')
        return name && from.field === 'value' ? { name: textOf(tree, name), use: 'parameter', at } : null
      }
      case 'tuple':
        // `auth=(user, password)`: the second is the secret.
        return at.children.length === 2 && at.children[1] === from ? loginUse(tree, at, place, resolver) : null
      case 'comparison_operator': {
        if (at.children.length !== 2) return null
        const other = at.children.find((next) => next !== from)
        // A digest tells nobody the password.
        if (/^[0-9a-f]{32,128}$/i.test(plainText(tree, literal) ?? '')) return null
        if (!other || !/==|!=/.test(tree.text.slice(at.start, at.end))) return null
        return /^(?:identifier|attribute|subscript)$/.test(other.type)
          ? { name: nameOf(tree, other), use: 'compared', at }
          : null
      }
      default:
        return null
    }
  }
  return null
}

function between(tree: SyntaxTree, parent: SyntaxNode, right: SyntaxNode): string {
  const left = child(parent, 'left')
  return left ? tree.text.slice(left.end, right.start).slice(-200) : ''
}

/** Calls that only wrap a value, and calls whose second argument stands in for one that is missing. */
const WRAPS = /(?:^|\.)(?:Field|field|SecretStr|SecretBytes|Secret|str|bytes|b64encode|quote|quote_plus)$/
/** `envsecret('SECRET_KEY', '---')`, `get_env_value(…)`: a helper that by its name reads the environment. */
const READS_BY_NAME = /(?:^|\.)_{0,2}(?:(?:get|read|load)_?)?env(?!elope)\w{0,30}$/
const READS =
  /(?:^|\.)(?:getenvb?|get|pop|setdefault|config|Config|AutoConfig|env|Env|str|get_secret|get_env|getattr|value)(?:\(\))?$/

function argumentOf(
  tree: SyntaxTree,
  list: SyntaxNode,
  from: SyntaxNode,
  place: Place,
  resolver: Resolver,
): Pick<Use, 'name' | 'use' | 'callee'> | 'wraps' | null {
  const called = list.parent && child(list.parent, 'function')
  if (!called || list.children.length > MOST_ARGUMENTS) return null
  const callee = calleeName(tree, called, place, resolver)
  const plain = list.children.filter(({ type }) => type !== 'keyword_argument')
  const at = plain.indexOf(from)
  if (at === 0 && WRAPS.test(callee)) return 'wraps'
  if (at === 1 && (READS.test(callee) || READS_BY_NAME.test(callee))) {
    const name = plain[0] ? keyName(tree, plain[0]) : null
    return name === null ? null : { name, use: 'fallback', callee }
  }
  const name = passwordArgument(callee, at)
  return name === null ? null : { name, use: 'argument', callee }
}

/** Keywords whose value stands in when the caller gives none, under the name of the first argument. */
const DEFAULTS = /^(?:default|default_value|fallback|server_default)$/
/** Texts for people, and what a column or an option is called. */
const DECLARES = /(?:^|\.)(?:mapped_column|Column|column|relationship|getLogger|namedtuple)$/

function keywordUse(
  tree: SyntaxTree,
  keyword: SyntaxNode,
  place: Place,
  resolver: Resolver,
  isFallback: boolean,
): Use | null {
  const word = child(keyword, 'name')
  const call = keyword.parent?.parent
  const called = call && child(call, 'function')
  if (!word || !keyword.parent || !called || keyword.parent.children.length > MOST_ARGUMENTS) return null
  const callee = calleeName(tree, called, place, resolver)
  if (DECLARES.test(callee)) return null
  const name = textOf(tree, word)
  if (!DEFAULTS.test(name)) return { name, use: isFallback ? 'fallback' : 'argument', callee, at: keyword }
  const option = keyword.parent.children
    .filter(({ type }) => type !== 'keyword_argument')
    .map((node) => keyName(tree, node))
    .findLast((text) => text !== null)
  const receiver = option ?? (call.parent?.type === 'assignment' ? assigned(tree, call.parent) : null)
  return receiver ? { name: receiver.replace(/^-+/, ''), use: 'fallback', callee, at: keyword } : null
}

function assigned(tree: SyntaxTree, assignment: SyntaxNode): string | null {
  const left = child(assignment, 'left')
  return left && nameOf(tree, left)
}

function loginUse(tree: SyntaxTree, tuple: SyntaxNode, place: Place, resolver: Resolver): Use | null {
  const keyword = tuple.parent
  const name = keyword?.type === 'keyword_argument' ? child(keyword, 'name') : null
  if (!keyword || !name || !/auth$/i.test(textOf(tree, name))) return null
  const use = keywordUse(tree, keyword, place, resolver, false)
  return use && { ...use, name: 'password', at: tuple }
}

/** The call that a dictionary is handed to. */
function calleeAround(tree: SyntaxTree, pair: SyntaxNode, place: Place, resolver: Resolver): Pick<Use, 'callee'> {
  for (let at = pair.parent, i = 0; at && i < MAX_STEPS; at = at.parent, i += 1) {
    if (at.type === 'call') {
      const called = child(at, 'function')
      return called ? { callee: calleeName(tree, called, place, resolver) } : {}
    }
    if (!/^(?:dictionary|pair|list|tuple|argument_list|keyword_argument)$/.test(at.type)) return {}
  }
  return {}
}
