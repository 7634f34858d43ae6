import { VerdictText } from '@/components/ui/verdict'
import { VERDICTS } from '@/lib/checks/rubric'

export function HeatMapLegend() {
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 text-xs">
      {VERDICTS.map((verdict) => (
        <VerdictText key={verdict} verdict={verdict} />
      ))}
      <span className="text-muted">Under each name: per cent that pass</span>
    </p>
  )
}
