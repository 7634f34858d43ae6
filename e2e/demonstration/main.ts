import { setTimeout as pause } from 'node:timers/promises'
import { db } from '@/lib/data/db'
import { furnish } from './furnish'

const AGAIN_MS = 1000

// Runs beside the demonstration until its organisation was scanned for the first time.
let outcome = await furnish()
while (outcome === 'unscanned') {
  await pause(AGAIN_MS)
  outcome = await furnish()
}
console.log(`The demonstration is ${outcome === 'furnished' ? 'furnished' : 'left as it is'}.`)
await db().$disconnect()
