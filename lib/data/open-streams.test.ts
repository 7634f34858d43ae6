import { expect, test } from 'vitest'
import { MOST_OPEN, takePlace } from './open-streams'

test('one person has so many streams open at most, and others as many', () => {
  const places = Array.from({ length: MOST_OPEN }, () => takePlace(1n))
  expect(places).not.toContain(null)
  expect(takePlace(1n)).toBeNull()
  expect(takePlace(2n)).not.toBeNull()
  const [first] = places
  first?.()
  // Given back twice, it is still one.
  first?.()
  expect(takePlace(1n)).not.toBeNull()
  expect(takePlace(1n)).toBeNull()
})
