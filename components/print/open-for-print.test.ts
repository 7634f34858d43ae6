import { expect, test } from 'vitest'
import { openForPrint } from './open-for-print'

test('what was closed and paper shows is open while the page is printed, and closed again afterwards', () => {
  const closed = [{ open: false }, { open: false }]
  const asked: string[] = []
  const page = {
    querySelectorAll: (selector: string) => {
      asked.push(selector)
      return closed
    },
  } as unknown as Document
  const close = openForPrint(page)
  expect(asked).toEqual(['main details:not([open], .folded-on-paper)'])
  expect(closed).toEqual([{ open: true }, { open: true }])
  close()
  expect(closed).toEqual([{ open: false }, { open: false }])
})
