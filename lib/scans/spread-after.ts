/** About as long as GitHub's limit of a minute gives to one repository. */
const MS_EACH = 150

/**
 * When to go on with one of `waiting` pieces of work that all stopped at the same limit: not all in the moment in which
 * it ends. `chance` is from 0 to 1.
 */
export function spreadAfter(until: Date, waiting: number, chance = Math.random()): Date {
  return new Date(until.getTime() + Math.round(chance * waiting * MS_EACH))
}
