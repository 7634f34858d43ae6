import { expect, test } from 'vitest'
import { eventsOf, extras, isExtra } from '@/lib/setup/app-manifest.js'
import { findEvent } from './events'

test.each(eventsOf(Object.keys(extras).filter(isExtra)))(
  '%s, which the App asks to be told of, is acted upon',
  (event) => {
    expect(findEvent(event)).toBeDefined()
  },
)
