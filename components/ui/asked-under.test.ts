import { expect, test } from 'vitest'
import { type AskedFor, requestIdFor } from './asked-under'

const asked = (path: string, startTime: number, id?: string): AskedFor => ({
  name: `https://air.example${path}`,
  startTime,
  serverTiming: id === undefined ? [] : [{ name: 'request', description: id }],
})

test('the last request for this page is named, not that of another one or of a file', () => {
  const entries = [
    asked('/orgs/a', 0, 'first'),
    asked('/orgs/a?_rsc=1', 20, 'again'),
    asked('/orgs/b', 30, 'other'),
    asked('/orgs/a', 40),
  ]
  expect(requestIdFor(entries, '/orgs/a')).toBe('again')
})

test('where nothing is known, nothing is named', () => {
  expect(requestIdFor([], '/')).toBeNull()
  expect(
    requestIdFor(
      [
        { name: 'about:blank', startTime: 0 },
        { name: '', startTime: 1 },
      ],
      '/',
    ),
  ).toBeNull()
})
