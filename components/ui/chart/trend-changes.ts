import { formatCount, plural } from '@/lib/checks/wording'
import type { TrendStep } from '@/lib/data/trends'

/** "3 repositories joined, 1 left"; '' when the same ones stayed. */
export function describeSetChange({ joined, left }: Pick<TrendStep, 'joined' | 'left'>): string {
  return [
    joined > 0 && `${plural(joined, 'repository', 'repositories')} joined`,
    left > 0 && `${formatCount(left)}${joined > 0 ? '' : left === 1 ? ' repository' : ' repositories'} left`,
  ]
    .filter(Boolean)
    .join(', ')
}

/** The same with what was judged by other rules; "–" when nothing but code changed. */
export function describeStep(step: TrendStep | undefined): string {
  if (!step) return '–'
  const set = describeSetChange(step)
  const rules = step.rejudged > 0 && `other rules for ${formatCount(step.rejudged)}`
  return [set, rules].filter(Boolean).join('; ') || '–'
}
