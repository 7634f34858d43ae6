// The small build: it is sent to the browser.
import * as z from 'zod/mini'

/** What a page is told while it is open: served by the changes route and read in the browser. */
export const ChangesEvent = z.object({
  /** Some of the repositories that have a new audit, by name. */
  checked: z.array(z.string()),
  /** How many have one. */
  checkedCount: z.int().check(z.nonnegative()),
  /** A scan began or ended. */
  scan: z.boolean(),
  /** The viewer may see more or less than before. */
  access: z.boolean(),
})

export type ChangesEvent = z.infer<typeof ChangesEvent>
