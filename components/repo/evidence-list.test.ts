import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { EvidenceList } from './evidence-list'

const place = { githubUrl: 'https://github.example/hangar/api', commit: 'c'.repeat(40) }
const excerpt = {
  path: 'app/main.py',
  line: 12,
  endLine: 12,
  start: 10,
  lines: ['try:', '    <b>run</b>()', 'except Exception:', '\tpass'],
}

function render(excerpts: (typeof excerpt)[], endLine?: number) {
  const evidence = [{ path: 'app/main.py', line: 12, note: 'Swallows it.', ...(endLine ? { endLine } : {}) }]
  return renderToStaticMarkup(createElement(EvidenceList, { evidence, place: { ...place, excerpts } }))
}

test('evidence has its lines below the link, the named one marked in words too, and nothing of them is markup', () => {
  const html = render([excerpt])
  expect(html).toContain('href="https://github.example/hangar/api/blob')
  expect(html).toContain('counter-reset:line 9')
  expect(html).toContain('<mark><span class="sr-only">Evidence: </span>except Exception:\n</mark>')
  expect(html).toContain('&lt;b&gt;run&lt;/b&gt;')
})

test('what all lines are indented by is left out, and no more', () => {
  const html = render([{ ...excerpt, lines: ['        try:', '', '            run()', '        except Exception:'] }])
  expect(html).toContain('<span>try:\n</span><span>\n</span><mark>')
  expect(html).toContain('    run()')
  expect(html).toContain('<span>except Exception:')
})

test('evidence of an audit without code is the link and the note', () => {
  for (const html of [render([]), render([{ ...excerpt, line: 13 }])]) {
    expect(html).toContain('Swallows it.')
    expect(html).not.toContain('<pre')
  }
})

test('of a long place the first lines are shown, and how many follow is said', () => {
  expect(render([{ ...excerpt, endLine: 40 }], 40)).toContain('and 27 more lines')
})
