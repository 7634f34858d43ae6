import { Icon } from '@/components/ui/icon'
import { VerdictText } from '@/components/ui/verdict'
import type { Verdict } from '@/lib/checks/rubric'

/** From one verdict to another. */
export function VerdictStep({ from, to }: { readonly from: Verdict; readonly to: Verdict }) {
  return (
    <span className="flex items-center gap-1.5 text-xs">
      <span className="sr-only">from </span>
      <VerdictText verdict={from} />
      <Icon name="arrow-right" className="size-3.5 text-muted" />
      <span className="sr-only">to </span>
      <VerdictText verdict={to} />
    </span>
  )
}
