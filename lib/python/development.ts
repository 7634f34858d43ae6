const OF_DEVELOPMENT =
  /^(?!.*\bnot\b)(?:.*[^a-z])?(?:debug|dev|development|local|test|testing|is_dev|is_local)(?:[^a-z]|$)/i
/** `not settings.PRODUCTION`, `not is_prod()`; with an `or` it says nothing for sure. */
const NOT_IN_PRODUCTION = /(?<!\bis )\bnot (?:[\w.]{0,60}[._])?(?:is)?prod(?:uction)?(?![a-z_])/i
const OTHER_THAN_PRODUCTION = /!= ?["']prod(?:uction)?["']/i

/** A condition that only holds on a developer's machine or in tests. */
export function isDevelopmentCondition(condition: string): boolean {
  return OF_DEVELOPMENT.test(condition) || isOutsideProduction(condition)
}

export function isOutsideProduction(condition: string): boolean {
  if (/\bor\b/.test(condition)) return false
  return NOT_IN_PRODUCTION.test(condition) || (OTHER_THAN_PRODUCTION.test(condition) && !/\bnot\b/.test(condition))
}
