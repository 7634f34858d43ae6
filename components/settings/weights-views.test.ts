import { createElement } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test, vi } from 'vitest'
import { WeightNote } from '@/components/check/weight-note'
import { STANDARD_WEIGHTS } from '@/lib/checks/weights'
import type { WeighedFigures, WeightsPreview } from '@/lib/data/weights-preview'
import { WeightsForm } from './weights-form'
import { WeightsPreviewText } from './weights-preview-text'

const NONE = Array.from({ length: 10 }, () => 0)
const before: WeighedFigures = { score: 61.25, scored: 4, ready: 1, distribution: [...NONE.slice(0, 9), 4] }
const after: WeighedFigures = { score: null, scored: 3, ready: 0, distribution: [...NONE.slice(0, 9), 3] }
const preview: WeightsPreview = {
  repositories: 1234,
  before,
  after,
  gained: [{ name: 'booking-api', before: 40, after: 82.5 }],
  lost: [],
  gainedCount: 7,
  lostCount: 0,
}

test('a preview tells the score and what is ready, now and then, and who moves most of how many', () => {
  const html = renderToStaticMarkup(createElement(WeightsPreviewText, { org: 'hangar', preview }))
  const text = html.replace(/<[^>]+>/g, '')
  expect(text).toContain('the score of the 1,234 repositories that you can see would be none; now it is 61.3')
  expect(text).toContain('Ready for production would be 0; now it is 1.')
  expect(text).toContain('3 would have a score; now 4 have one.')
  expect(text).toContain('Gain most (of 7 that gain)')
  expect(text).toContain('40.0 → 82.5')
  expect(text).not.toContain('Lose most')
  expect(html).toContain('href="/orgs/hangar/repositories/booking-api"')
})

test('a preview that changes nothing says so', () => {
  const html = renderToStaticMarkup(
    createElement(WeightsPreviewText, {
      org: 'hangar',
      preview: { ...preview, after: before, gained: [], gainedCount: 0 },
    }),
  )
  expect(html).toContain('No repository’s score would change.')
})

test.each([true, false])('each characteristic has a labelled field, to be changed by owners alone: %s', (mayChange) => {
  const html = renderToStaticMarkup(
    createElement(WeightsForm, {
      stored: { ...STANDARD_WEIGHTS, testing: 8 },
      org: 'hangar',
      groups: [
        {
          title: 'Maintainability',
          choices: [
            { id: 'testing', name: 'Testing', standard: 5 },
            { id: 'readme', name: 'README', standard: 2 },
          ],
        },
      ],
      highest: 10,
      mayChange,
      store: vi.fn(),
    }),
  )
  expect(html).toMatch(/<label for="weight-testing">Testing<\/label>/)
  expect(html).toMatch(/<input[^>]*id="weight-testing"[^>]*aria-describedby="weight-testing-note"[^>]*value="8"/)
  expect(html).toContain('5 by the standard')
  expect(html).not.toContain('2 by the standard')
  expect(html.includes('<fieldset disabled=""')).toBe(!mayChange)
  expect(html.includes('Save the weights')).toBe(mayChange)
})

test.each([
  [5, 'Weight 5, as by the standard.'],
  [8, 'Weight 8 here, 5 by the standard.'],
  [0, 'It counts for nothing in this organisation; by the standard its weight is 5.'],
])('a weight of %d is told beside the standard one', (weight, words) => {
  expect(renderToStaticMarkup(createElement(WeightNote, { id: 'testing', weight }))).toBe(words)
})
