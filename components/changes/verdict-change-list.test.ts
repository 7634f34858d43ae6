import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { VerdictChange } from '@/lib/data/verdict-changes'
import { VerdictChangeList } from './verdict-change-list'

test('each change is told by its day, which months ago can not be told apart by', () => {
  const change = { characteristic: 'testing', from: 'fail', to: 'pass', rulesChanged: false, cause: null } as const
  const changes = ['2026-10-12', '2026-10-05'].map((day) => ({ ...change, repository: 'api', day }))
  const html = renderToStaticMarkup(
    createElement(VerdictChangeList, { org: 'hangar', changes: changes as unknown as VerdictChange[] }),
  )
  expect(html.replace(/<[^>]+>/g, ' ')).toMatch(/12 Oct 2026.*5 Oct 2026/)
})
