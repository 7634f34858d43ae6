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

test('characters that control, hide or reorder are shown as what they are', () => {
  const hidden = '\u001b[31m\u202egpj\u009b'
  const html = renderToStaticMarkup(
    createElement(EvidenceList, {
      evidence: [{ path: `app/${hidden}.py`, line: 12, note: `Named ${hidden}.` }],
      place: { ...place, excerpts: [{ ...excerpt, path: `app/${hidden}.py`, lines: ['a', 'b', `\tx = "${hidden}"`] }] },
    }),
  )
  expect([...hidden].filter((character) => character > '~' || character < ' ')).toHaveLength(3)
  expect([...html].filter((character) => '\u001b\u009b\u202e'.includes(character))).toEqual([])
  expect(html).toContain('\\u{202e}gpj')
  expect(html).toContain('<figure')
})
