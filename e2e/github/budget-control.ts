import { z } from 'zod'
import type { Allowance } from './budget'
import { SecondaryRules } from './secondary-limits'
import type { Services } from './services'
import { authenticate } from './session'

const Count = z.number().int().min(0)

export const BudgetRequest = z.strictObject({
  /** Whose budget: the token itself, or the key of the budget, such as `installation:5`. */
  token: z.string().min(1).optional(),
  key: z.string().min(1).optional(),
  /** Both when absent. */
  resource: z.enum(['core', 'graphql']).optional(),
  remaining: Count,
  resetInSeconds: Count.min(1).max(3600).optional(),
})

export const LimitsRequest = z.strictObject({
  user: Count.optional(),
  anonymous: Count.optional(),
  graphql: Count.optional(),
  /** True for GitHub's own numbers; false switches them off. */
  secondary: z.union([z.boolean(), SecondaryRules]).optional(),
})

/** Says what is left of one budget, as if the rest had been spent. */
export function leaveBudget(services: Services, request: z.input<typeof BudgetRequest>): Allowance[] {
  const { token, key, resource, remaining, resetInSeconds } = BudgetRequest.parse(request)
  const { host, tokens, budgets } = services
  const budgetKey = key ?? authenticate(host, tokens, token && `token ${token}`).budgetKey
  const resources = resource ? [resource] : (['core', 'graphql'] as const)
  return resources.map((each) => budgets.leave(budgetKey, each, remaining, resetInSeconds))
}

/** Changes what everybody may spend in an hour, and whether secondary limits are counted. */
export function changeLimits({ budgets, secondary }: Services, request: z.input<typeof LimitsRequest>): void {
  const { secondary: rules, ...limits } = LimitsRequest.parse(request)
  budgets.setLimits(limits)
  if (rules !== undefined) secondary.rules = rules === true ? SecondaryRules.parse({}) : rules || undefined
}
