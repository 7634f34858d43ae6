import { areaPath, type ChartPoint, linePath, segments } from './geometry'

/** A line from 0 to 100 without axes, beside a number that says where it ends; the chart that it leads to says the rest. */
export function Sparkline({
  points,
  className,
}: {
  readonly points: readonly ChartPoint[]
  readonly className: string
}) {
  const runs = segments(points)
  return (
    <svg
      viewBox="0 0 100 100"
      preserveAspectRatio="none"
      aria-hidden="true"
      className={`rounded-sm bg-sunken ${className}`}
    >
      {runs.map((run) => (
        <g key={run[0]?.index}>
          <path d={areaPath(run)} className="fill-accent opacity-10" />
          <path
            d={linePath(run)}
            fill="none"
            className="stroke-2 stroke-accent"
            vectorEffect="non-scaling-stroke"
            strokeLinejoin="round"
          />
        </g>
      ))}
    </svg>
  )
}
