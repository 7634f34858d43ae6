import type { LiteralSecret } from './record'
import { keyName, nameOf } from './secret-use-names'
import { child, type SyntaxNode, type SyntaxTree, snippet, textOf } from './syntax'
import { plainText } from './values'
import { isMainCondition } from './walk'

const MAX_ABOVE = 20
const LOGIN = /(?:^|_)(?:users?|user_?name|uid|login|e?mail|account|db_?user|role)$/i
const HOST = /(?:^|_)(?:host|hostname|server|address|addr|endpoint|url|uri)$/i
/** This machine, or a service of a compose network. */
const LOCAL =
  /localhost|127\.0\.0\.1|0\.0\.0\.0|::1|["'](?:db|database|postgres\w*|pg|mysql|mariadb|redis|rabbitmq|mongo\w*)["']/

/** What stands around a literal: who logs in where, the conditions that it is under, the keys that it lies below. */
export function surroundings(
  tree: SyntaxTree,
  literal: SyntaxNode,
  at: SyntaxNode,
): Pick<LiteralSecret, 'login' | 'host' | 'under' | 'conditions'> {
  const beside = at.parent?.children.slice(0, 40) ?? []
  let login = at.type === 'tuple'
  let host: LiteralSecret['host'] = null
  for (const next of beside) {
    if (next === at || (next.type !== 'pair' && next.type !== 'keyword_argument')) continue
    const key = child(next, next.type === 'pair' ? 'key' : 'name')
    const value = child(next, 'value')
    if (!key || !value) continue
    const name = next.type === 'pair' ? (plainText(tree, key) ?? '') : textOf(tree, key)
    if (LOGIN.test(name)) login = true
    else if (HOST.test(name)) host = LOCAL.test(textOf(tree, value).slice(0, 200)) ? 'local' : 'other'
  }
  const under: string[] = []
  const conditions: string[] = []
  let from = literal
  for (let node = literal.parent, i = 0; node && i < MAX_ABOVE; from = node, node = node.parent, i += 1) {
    if (node.type === 'pair' || node.type === 'keyword_argument' || node.type === 'assignment') {
      const key = child(node, node.type === 'pair' ? 'key' : node.type === 'assignment' ? 'left' : 'name')
      if (key && node !== at) under.push((keyName(tree, key) ?? nameOf(tree, key)).slice(-60))
    }
    if (node.type === 'except_clause') conditions.push('except')
    if (/^(?:if_statement|elif_clause)$/.test(node.type) && from.field === 'consequence') {
      const text = snippet(tree, child(node, 'condition') ?? node, 80)
      if (!isMainCondition(text)) conditions.push(withoutValues(text))
    }
  }
  return { login, host, under: under.slice(0, 6), conditions: conditions.slice(0, 4) }
}

const ENVIRONMENT = /^(?:dev|develop|development|local|localhost|test|tests|testing|debug|prod|production|staging|ci)$/i

/** A condition whose literals are only told where they name an environment. */
function withoutValues(text: string): string {
  return text.replace(/(["'])([^"']*)(?:\1|$)/g, (_, quote: string, value: string) =>
    ENVIRONMENT.test(value) ? `${quote}${value}${quote}` : `${quote}…${quote}`,
  )
}
