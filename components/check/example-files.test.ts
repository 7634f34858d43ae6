import { expect, test } from 'vitest'
import { EXAMPLES } from '@/lib/checks/examples'
import { exampleFiles } from './example-files'

test('expected places become marked lines of their files, and files with evidence come first', () => {
  const files = { 'README.md': '# App\n', 'app/main.py': 'import os\nprint(os.environ)\n', 'main.py': '' }
  const shown = exampleFiles({ files, at: ['app/main.py:2', 'main.py'] })
  expect(shown.map(({ path, isEvidence, lines }) => [path, isEvidence, lines])).toEqual([
    ['app/main.py', true, [2]],
    ['main.py', true, []],
    ['README.md', false, []],
  ])
})

test('what every example expects as evidence is marked on its page', () => {
  for (const example of Object.values(EXAMPLES).flat()) {
    const marked = exampleFiles(example).flatMap(({ path, isEvidence, lines }) => [
      ...lines.map((line) => `${path}:${line}`),
      ...(isEvidence ? [path] : []),
    ])
    expect(marked).toEqual(expect.arrayContaining((example.at ?? []).filter((place) => place !== '')))
  }
})
