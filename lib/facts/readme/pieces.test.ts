import { expect, test } from 'vitest'
import { readBlocks } from './document'
import { markdownPieces } from './pieces'

const HOSTILE = ['[', '[a](', '![', '- a\n', '# a\n', 'a=b\n', '<<EOF\n', '\\\n', '```\n', '> ', '| a ', '*a ']

test.each(HOSTILE)('a document of %j only is cut into pieces that a parser of quadratic time can bear', (unit) => {
  const lines = unit.repeat(Math.ceil(100_000 / unit.length)).split('\n')
  for (const { text } of markdownPieces(lines)) expect(text.length).toBeLessThan(60_000)
  expect(readBlocks('README.md', unit.repeat(500_000)).length).toBeLessThan(20_000)
})

test('lines and sections are counted over the whole document, whatever piece they stand in', () => {
  const filler = `${'Sorts the parcels of one depot by zone.\n'.repeat(60)}\n`.repeat(5)
  const above = `# Depot\n\n## Install\n\n${filler}`
  const blocks = readBlocks('README.md', `${above}Run \`pip install depot\`.\n\n\`\`\`sh\ndepot run\n\`\`\`\n`)
  const line = above.split('\n').length
  expect(blocks).toContainEqual({ kind: 'inline-code', text: 'pip install depot', line, section: 'install' })
  expect(blocks).toContainEqual({ kind: 'code', language: 'sh', text: 'depot run', line: line + 3, section: 'install' })
})

test('code longer than a piece stays code', () => {
  const code = 'depot sort --zone north\n'.repeat(2500)
  const blocks = readBlocks('README.md', `# Depot\n\n~~~sh\n${code}~~~\n\nSorts parcels.\n`)
  const found = blocks.filter(({ kind }) => kind === 'code')
  expect(found.map(({ text }) => text.split('\n').length).reduce((sum, lines) => sum + lines)).toBe(2500)
  expect(found.map(({ line }) => line)).toEqual([4, 4 + (found[0]?.text.split('\n').length ?? 0)])
  expect(blocks.at(-1)).toMatchObject({ kind: 'prose', text: 'Sorts parcels.', line: 2506 })
})
