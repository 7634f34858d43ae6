import { heatClass } from './heat'

export function HeatLegend() {
  return (
    <p aria-hidden="true" className="flex items-center gap-1.5 text-muted text-xs">
      0
      <span className="flex overflow-hidden rounded-sm border forced-color-adjust-none">
        {[10, 30, 50, 70, 90].map((score) => (
          <span key={score} className={`h-3 w-5 ${heatClass(score)}`} />
        ))}
      </span>
      100
    </p>
  )
}
