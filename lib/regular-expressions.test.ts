import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import jsTokens from 'js-tokens'
import { analyse } from 'scslre'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))

interface Literal {
  readonly source: string
  readonly flags: string
  readonly line: number
}

test('no regular expression takes more than linear time, whatever text it meets', () => {
  const found = listSources().flatMap((path) =>
    literalsIn(path).flatMap(({ source, flags, line }) =>
      slownessOf(source, flags).map((slowness) => `${path}:${line} ${slowness} /${source}/${flags}`),
    ),
  )
  expect(found).toEqual([])
}, 120_000)

test.each([
  ['a quantifier that repeats itself', 'x = /^run(?:[-_.]\\w+)*$/', 'exponential'],
  ['two quantifiers that share characters', 'x = /^\\s*=?\\s*$/', 'polynomial'],
  ['a start at every character', 'const at = text.search(/ +$/)', 'polynomial'],
  ['a text that is compiled', "new RegExp('a+a+b', 'u')", 'polynomial'],
])('%s is told', (_, code, slowness) => {
  expect(tokensOf(code, false).flatMap(({ source, flags }) => slownessOf(source, flags))).toEqual([slowness])
})

function slownessOf(source: string, flags: string): string[] {
  const { reports } = analyse({ source, flags })
  if (reports.length === 0) return []
  return [reports.some(({ exponential }) => exponential) ? 'exponential' : 'polynomial']
}

function listSources(): string[] {
  const inFolders = ['app', 'components', 'lib'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((name) => `${folder}/${name}`),
  )
  const sources = inFolders.filter(
    (path) => /\.(?:[jt]sx?|mjs)$/.test(path) && !/\.(?:test|spec|d)\.\w+$|\/generated\//.test(path),
  )
  return [...sources, 'proxy.ts']
}

function literalsIn(path: string): Literal[] {
  return tokensOf(readFileSync(join(root, path), 'utf8'), path.endsWith('x'))
}

/** Literals, and texts without places to fill in that are handed to `RegExp`. */
function tokensOf(code: string, jsx: boolean): Literal[] {
  const literals: Literal[] = []
  const before: string[] = []
  let line = 1
  const tokens = [...jsTokens(code, { jsx })]
  for (const [at, { type, value }] of tokens.entries()) {
    const literal = type === 'RegularExpressionLiteral' ? splitLiteral(value) : textOf(type, value)
    if (literal && (type === 'RegularExpressionLiteral' || before.join(' ').endsWith('RegExp ('))) {
      const flags = literal.flags ?? flagsAfter(tokens.slice(at + 1, at + 8))
      literals.push({ source: literal.source, flags, line })
    }
    line += value.split('\n').length - 1
    if (!/^(?:WhiteSpace|LineTerminatorSequence|.*Comment)$/.test(type)) before.push(value)
    if (before.length > 2) before.shift()
  }
  return literals
}

function splitLiteral(value: string): { source: string; flags: string | null } {
  const end = value.lastIndexOf('/')
  return { source: value.slice(1, end), flags: value.slice(end + 1) }
}

function textOf(type: string, value: string): { source: string; flags: string | null } | null {
  if (type !== 'StringLiteral' && type !== 'NoSubstitutionTemplate') return null
  const source = value.slice(1, -1).replace(/\\(.)/gs, '$1')
  return { source, flags: null }
}

function flagsAfter(tokens: readonly { type: string; value: string }[]): string {
  const [comma, text] = tokens.filter(({ type }) => type !== 'WhiteSpace')
  return comma?.value === ',' && text?.type === 'StringLiteral' ? text.value.slice(1, -1) : ''
}
