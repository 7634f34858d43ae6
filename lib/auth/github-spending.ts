import 'server-only'
import { rateBudget } from '@/lib/data/rate-budgets'
import type { Priority, Spending } from '@/lib/github/budget'

/** Spends from the one account that all workers and the web process share. */
export function spendingOf(key: string, priority: Priority): Spending {
  return { budget: rateBudget, key, priority }
}
