import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { CHARACTERISTICS } from '@/lib/checks/rubric'
import { readLabels } from './labels'

const labels = readLabels(fileURLToPath(new URL('./labels', import.meta.url)))

describe('the calibration set', () => {
  test('has at least 60 repositories, each once, of the kinds that it promises', () => {
    expect(labels.length).toBeGreaterThanOrEqual(60)
    expect(new Set(labels.map(({ repository }) => repository)).size).toBe(labels.length)
    const count = (kind: string) => labels.filter((each) => each.kind.label === kind).length
    expect(count('web-service')).toBeGreaterThanOrEqual(24)
    expect(count('worker')).toBeGreaterThanOrEqual(8)
    expect(count('cli')).toBeGreaterThanOrEqual(8)
    expect(count('library')).toBeGreaterThanOrEqual(8)
    expect(count('notebook')).toBeGreaterThanOrEqual(4)
  })

  test('holds a third of itself back', () => {
    const heldOut = labels.filter(({ set }) => set === 'held-out').length
    expect(heldOut).toBeGreaterThanOrEqual(Math.floor(labels.length / 3))
  })

  test.each(labels.map((each) => [each.repository, each] as const))(
    '%s is labelled on all 20 by two readers',
    (_, { characteristics }) => {
      expect(Object.keys(characteristics).sort()).toEqual(CHARACTERISTICS.map(({ id }) => id).sort())
    },
  )
})
