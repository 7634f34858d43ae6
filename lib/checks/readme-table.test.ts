import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { CHECKS } from './registry'
import { CATEGORIES } from './rubric'

const path = fileURLToPath(new URL('../../README.md', import.meta.url))
const BETWEEN = /(<!-- checks:begin[^\n]*-->\n)([\s\S]*?)(<!-- checks:end -->)/

test('the table in the README is the one that the registry gives', () => {
  const readme = readFileSync(path, 'utf8')
  const expected = readme.replace(BETWEEN, (_, begin: string, __, end: string) => `${begin}${table()}${end}`)
  if (process.env.UPDATE_README === '1') writeFileSync(path, expected)
  expect(readFileSync(path, 'utf8')).toBe(expected)
})

function table(): string {
  const rows = CATEGORIES.flatMap(({ id, title }) =>
    CHECKS.filter((check) => check.category === id).map(
      (check) => `| ${title} | \`${check.id}\` | ${check.title} | ${check.weight} |`,
    ),
  )
  return `| category | characteristic | passes when | weight |\n|---|---|---|---|\n${rows.join('\n')}\n`
}
