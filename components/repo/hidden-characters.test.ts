import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { FilesPanel } from './files-panel'
import { OverridePanel } from './override-panel'
import { ProjectsPanel } from './projects-panel'

/** A colour of terminals, a letter of control and a mark that turns text around. */
const HIDDEN = '\u001b[31m\u009b\u202egpj'
const SHOWN = '\\u{1b}[31m\\u{9b}\\u{202e}gpj'
const place = { githubUrl: 'https://github.example/hangar/api', commit: 'c'.repeat(40) }

test.each([
  [
    'paths that were not looked at',
    createElement(FilesPanel, {
      org: 'hangar',
      name: 'api',
      audit: { roles: [], limits: [{ kind: 'binary', message: 'Not read.', paths: [`app/${HIDDEN}.py`] }] },
    }),
  ],
  [
    'folders of projects',
    createElement(ProjectsPanel, {
      projects: [
        { path: HIDDEN, kind: 'service', kindReason: `It runs ${HIDDEN}.`, linesOfCode: 1, coverage: 1, score: 1 },
      ] as unknown as Parameters<typeof ProjectsPanel>[0]['projects'],
      chosen: null,
      href: () => '/',
      files: '/files',
    }),
  ],
  [
    'what an owner set',
    createElement(OverridePanel, {
      override: {
        path: '.airworthy.yml',
        kind: null,
        exclude: [{ pattern: `${HIDDEN}/**`, line: 2 }],
        excluded: { files: 1, lines: 1 },
        exempt: [{ id: 'testing', reason: `Because \`${HIDDEN}\``, line: 4 }],
        problems: [{ path: '.airworthy.yml', line: 5, note: `What is ${HIDDEN}?` }],
      } as unknown as Parameters<typeof OverridePanel>[0]['override'],
      results: [],
      place,
      href: '/',
    }),
  ],
])('characters that control, hide or reorder are shown as what they are in %s', (_what, element) => {
  const html = renderToStaticMarkup(element)
  expect([...html].filter((character) => '\u001b\u009b\u202e'.includes(character))).toEqual([])
  expect(html).toContain(SHOWN)
})
