import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const root = fileURLToPath(new URL('..', import.meta.url))
const documents = ['README.md', 'SECURITY.md', ...below('lib'), ...below('e2e')]
const scripts: Record<string, string> = JSON.parse(read('package.json')).scripts

test('the documents that are held here are there', () => {
  expect(documents).toEqual(expect.arrayContaining(['README.md', 'lib/checks/README.md', 'lib/setup/README.md']))
})

test.each(documents)('every picture and every place that %s links to is there', (document) => {
  const places = linksOf(read(document)).map((link) => join(dirname(document), link))
  expect(places.filter((place) => !existsSync(join(root, place)))).toEqual([])
})

test.each(documents)('every command of npm that %s names exists', (document) => {
  const named = [...read(document).matchAll(/\bnpm run (?:--silent )?(?<name>[a-z][\w:-]*)/g)]
  const names = named.map(({ groups }) => groups?.name ?? '')
  expect(names.filter((name) => !(name in scripts))).toEqual([])
})

test('every picture that is kept is shown in the light and in the dark, and all of them are small', () => {
  const shown = linksOf(read('README.md')).filter((link) => link.startsWith('public/screenshots/'))
  expect(shown.length).toBeGreaterThan(0)
  for (const name of shown.filter((link) => link.includes('-light'))) {
    expect(shown).toContain(name.replace('-light', '-dark'))
  }
  const folder = join(root, 'public/screenshots')
  const bytes = readdirSync(folder).map((name) => readFileSync(join(folder, name)).length)
  expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(2_500_000)
})

test('every arrow between folders that the README draws is an import that there is', () => {
  const [, drawing = ''] = /```mermaid\n(flowchart LR\n +app\[[\s\S]*?)```/.exec(read('README.md')) ?? []
  const folders = new Map([...drawing.matchAll(/(\w+)\["([\w/]+)"\]/g)].map(([, id = '', folder = '']) => [id, folder]))
  const chains = drawing
    .split('\n')
    .map((line) => line.split('-->').map((part) => folders.get(/\w+/.exec(part)?.[0] ?? '') ?? ''))
  const arrows = chains.flatMap((chain) => chain.slice(1).map((to, index) => ({ from: chain[index] ?? '', to })))
  expect(arrows.length).toBeGreaterThan(10)
  expect(arrows.filter(({ from, to }) => !isImported(from, to))).toEqual([])
})

function isImported(from: string, to: string): boolean {
  return readdirSync(join(root, from), { recursive: true, encoding: 'utf8' }).some(
    (name) => /\.tsx?$/.test(name) && !/\.test\./.test(name) && read(join(from, name)).includes(`from '@/${to}/`),
  )
}

/** Relative links and pictures of a Markdown text, without their anchors. */
function linksOf(markdown: string): readonly string[] {
  const text = markdown.replaceAll(/^ *```[\s\S]*?^ *```/gm, '').replaceAll(/`[^`\n]*`/g, '')
  const links = [...text.matchAll(/\]\((?<to>[^)\s]+)\)|(?:src|srcset|href)="(?<at>[^"]+)"/g)]
  return links
    .map(({ groups }) => (groups?.to ?? groups?.at ?? '').replace(/#.*/, ''))
    .filter((link) => link !== '' && !/^[a-z]+:/.test(link))
}

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

function below(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter(
      (name) => name.endsWith('README.md') && !/repos\/[^/]+\/steps\//.test(name) && !name.includes('node_modules'),
    )
    .map((name) => join(folder, name))
    .sort()
}
